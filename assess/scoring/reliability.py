"""Whether the questions of a dimension rise and fall together: Cronbach's alpha, as a diagnostic for authors.

Answers as codes enter, one alpha per dimension leaves. It is no measure of quality: the practices of a maturity model
form a level rather than mirror one, so a low alpha may be right, and a high one may mean that two questions ask the
same. Nothing is scored by it.
"""

from __future__ import annotations

from importlib import resources

import numpy as np
from msgspec import Struct

from ..questionnaire.model import Dimension
from .score import Scorer

_SQL = (resources.files(__package__) / "sql" / "value.sql").read_text()

FEWEST = 100
"""Respondents below which alpha is not told: it would be noise."""


class Reliability(Struct, frozen=True, kw_only=True):
    """Alpha of a dimension, at most 1, over `n` respondents who answered all of its `questions`; `incomplete` did not.

    Without alpha there is a `reason`: too_few_respondents, too_few_questions or no_differences.
    """

    node: str
    questions: int
    n: int
    incomplete: int
    alpha: float | None
    reason: str = ""


def find_reliability(scorer: Scorer, codes: np.ndarray) -> tuple[Reliability, ...]:
    """The alpha of every dimension, in the order of the file, over all scored questions in it and below it.

    `codes` is as `Scorer.score` takes it. Values are those from 0 to 1 of answers that were given: “don't know” is no
    value here, whatever the questionnaire makes of it in scores.
    """
    values = _values(scorer, codes)
    place = {question.id: at for at, question in enumerate(scorer.questionnaire.questions)}
    return tuple(
        _reliability(dimension.id, values[:, [place[id] for id in _questions(dimension)]])
        for dimension in scorer.questionnaire.all_dimensions()
    )


def alpha(values: np.ndarray) -> float | None:
    """k/(k − 1) · (1 − Σ variance of a question / variance of the sum) (Cronbach 1951); rows are respondents.

    None for fewer than two questions or respondents, and where all sums are equal.
    """
    n, k = values.shape
    if n < 2 or k < 2:
        return None
    whole = values.sum(axis=1).var(ddof=1)
    # equal sums, but for the last digits of their additions
    if whole < 1e-20:
        return None
    return float(k / (k - 1) * (1 - values.var(axis=0, ddof=1).sum() / whole))


def _reliability(node: str, values: np.ndarray) -> Reliability:
    complete = values[~np.isnan(values).any(axis=1)]
    n, k = complete.shape
    found, reason = None, ""
    if k < 2:
        reason = "too_few_questions"
    elif n < FEWEST:
        reason = "too_few_respondents"
    elif (found := alpha(complete)) is None:
        reason = "no_differences"
    return Reliability(node=node, questions=k, n=n, incomplete=len(values) - n, alpha=found, reason=reason)


def _questions(dimension: Dimension) -> list[str]:
    own = [question.id for question in dimension.questions if question.scored]
    return own + [id for inside in dimension.dimensions for id in _questions(inside)]


def _values(scorer: Scorer, codes: np.ndarray) -> np.ndarray:
    """Each answer's value in [0, 1], of the shape of `codes`; NaN where none was given."""
    rows = scorer.look_up(_SQL)
    answers = scorer.sheet.give(codes)["answer"]
    worth = np.full(max(answers.max(initial=0), rows["answer"].max(initial=0)) + 1, np.nan)
    worth[rows["answer"]] = rows["x"]
    return worth[answers].reshape(codes.shape)
