"""Scores with everything behind them: answer → value → weight → contribution → exclusions → rollup."""

from __future__ import annotations

import numpy as np

from ..assessment.code import decode_one
from ..assessment.model import Assessment
from .model import Explanation, Part, Scores, Step
from .relation import NO_LEVEL
from .score import Scorer


def score_and_explain(scorer: Scorer, assessment: Assessment) -> tuple[Scores, Explanation]:
    """The scores of one assessment and their explanation, from one run of the scoring SQL."""
    return explain_codes(scorer, scorer.encode([assessment]))


def explain_codes(scorer: Scorer, codes: np.ndarray) -> tuple[Scores, Explanation]:
    """As `score_and_explain`, from the codes of one assessment, of shape (1, questions)."""
    questionnaire = scorer.questionnaire
    table, rows, parts = scorer.score_with_steps(codes)
    steps = []
    for row in rows:
        question = questionnaire.questions[row["position"] - 1]
        steps.append(
            Step(
                question=question.id,
                node=scorer.nodes[row["parent"]],
                state=decode_one(questionnaire, question, row["code"]).state,
                x=row["x"],
                weight=row["weight"],
                share=row["share"],
                gain=row["gain"],
                excluded=row["excluded"],
                fails=None if row["fails"] == NO_LEVEL else row["fails"],
            )
        )
    explanation = Explanation(
        steps=tuple(steps),
        parts=tuple(
            Part(
                node=scorer.nodes[row["node"]],
                parent=scorer.nodes[row["parent"]],
                score=row["score"],
                weight=row["weight"],
                share=row["share"],
                gain=row["gain"],
            )
            for row in parts
        ),
    )
    return table.row(0, questionnaire), explanation
