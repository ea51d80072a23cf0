"""The vectors of the scoring rules, each a small questionnaire with examples: checked and scored as a command would."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from assess.questionnaire.load import load, load_shared
from assess.questionnaire.model import Expected
from assess.scoring.example import as_assessment, verify
from assess.scoring.explain import score_and_explain
from assess.scoring.model import REASONS

from . import reference
from .conftest import MODELS, PATHS, ROOT, VECTORS, scorer_of


@pytest.mark.parametrize("vector", VECTORS)
def test_a_vector_passes_the_checker_and_its_own_examples(vector: str) -> None:
    vocabulary, profile = load_shared(ROOT / "questionnaires")
    questionnaire = load(PATHS[vector], vocabulary, profile)
    assert questionnaire.examples
    assert verify(questionnaire) == []


@pytest.mark.parametrize("vector", VECTORS)
def test_every_example_scores_as_the_rules_in_fractions_and_explains_itself(vector: str) -> None:
    scorer = scorer_of(vector)
    questionnaire = scorer.questionnaire
    for example in questionnaire.examples:
        assessment = as_assessment(questionnaire, example)
        expected = reference.score(questionnaire, assessment.answers)
        scores, explanation = score_and_explain(scorer, assessment)
        for node, got in scores.nodes.items():
            x = expected[node].x
            assert got.score == (None if x is None else reference.hundredths(x, questionnaire)), (
                example.name,
                node,
            )
            assert got.reason == expected[node].reason, (example.name, node)
        assert {step.question for step in explanation.steps} == set(questionnaire.question)


@pytest.mark.parametrize(
    ("vector", "example", "node", "reason"),
    [
        ("limits", "Half is too much", "four", "too_many_not_applicable"),
        ("limits", "Half is too much", "strict", "too_few_answers"),
        ("weakest", "Too little answered", "chain", "too_few_answers"),
        ("polarity", "Open is never the best", "failures", "too_few_answers"),
    ],
)
def test_a_node_without_a_score_says_which_limit_it_missed(
    vector: str, example: str, node: str, reason: str
) -> None:
    scorer = scorer_of(vector)
    found = next(one for one in scorer.questionnaire.examples if one.name == example)
    [scores] = scorer.score_assessments([as_assessment(scorer.questionnaire, found)])
    assert reason in REASONS
    assert (scores.nodes[node].score, scores.nodes[node].reason) == (None, reason)


def test_a_wrong_expectation_is_found() -> None:
    questionnaire = scorer_of("ladder").questionnaire
    wrong = replace(questionnaire.examples[0], overall=Expected(score=1.01))
    [problem] = verify(replace(questionnaire, examples=(wrong,)))
    assert "the score is 1.0, not 1.01" in problem.what


def test_every_kind_of_question_and_every_rollup_has_a_vector() -> None:
    models = [scorer_of(name).questionnaire for name in MODELS]
    rollups = {part.rollup for model in models for part in (model, *model.all_dimensions())}
    kinds = {question.__struct_config__.tag for model in models for question in model.questions}
    assert rollups == {"mean", "points", "sum", "min", "ladder", "gated", "none"}
    assert kinds == {"level", "choice", "many", "number", "matrix", "text"}


def test_equally_weak_links_share_what_the_weakest_gives() -> None:
    scorer = scorer_of("weakest")
    questionnaire = scorer.questionnaire
    example = replace(questionnaire.examples[0], answers={"link-1": "p40", "link-2": "p40"})
    scores, explanation = score_and_explain(scorer, as_assessment(questionnaire, example))
    shares = {step.question: step.share for step in explanation.steps if step.node == "chain" and step.share}
    assert shares == {"link-1": 0.5, "link-2": 0.5}
    assert (
        sum(step.gain for step in explanation.steps if step.node == "chain")
        == scores.nodes["chain"].exact
        == 2
    )
