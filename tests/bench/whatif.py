"""The cheapest way to the next level, of a form of 54 scored questions that has everything to gain."""

from __future__ import annotations

import time

from assess.questionnaire.load import load, load_shared
from assess.resource import resource
from assess.scoring.example import as_assessment
from assess.scoring.explain import score_and_explain
from assess.scoring.score import Scorer
from assess.scoring.whatif import reach_level, reach_staged

from .measure import Row, row

ROUNDS = 15
FOLDER = resource("questionnaires")
QUESTIONNAIRE = "cx-maturity"


def measure() -> list[Row]:
    """Milliseconds of either search; the level is reached when the changed answers are scored."""
    questionnaire = load(FOLDER / QUESTIONNAIRE / "questionnaire.yaml", *load_shared(FOLDER))
    scorer = Scorer(questionnaire)
    worst = next(example for example in questionnaire.examples if example.fill == "worst")
    assessment = as_assessment(questionnaire, worst)
    scores, explanation = score_and_explain(scorer, assessment)
    given = (questionnaire, assessment.answers, scores, explanation)
    scorer.close()
    count = sum(question.scored for question in questionnaire.questions)
    rows = []
    for name, search in (("average", reach_level), ("core practices", reach_staged)):
        rounds = []
        for _ in range(ROUNDS):
            began = time.perf_counter()
            found = search(*given)
            rounds.append(1000 * (time.perf_counter() - began))
        assert found is not None
        assert found.changes
        rows.append(row(f"what-if of {count} questions, {name}", rounds, "ms", 50))
    return rows
