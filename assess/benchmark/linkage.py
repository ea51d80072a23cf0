"""A questionnaire → how its nodes hang together, as far as an attacker could use it: the `Relations` of the audit.

Where a link cannot be written as a weighted mean, the node stays unexplained, and the audit then takes nothing for granted
but what it sees. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..questionnaire.model import Questionnaire
from ..questionnaire.part import Condition
from ..scoring.model import OVERALL
from ..scoring.view import tags_of
from .audit.model import Mean, Relations
from .measure import QUESTION


def relations_of(questionnaire: Questionnaire, nodes: Sequence[str]) -> Relations:
    """The relations of these nodes of an edition (see `assess.benchmark.contribution.Instrument`).

    With questions among them, they are the leaves; else the dimensions that hold no other.
    """
    if any(node.startswith(QUESTION) for node in nodes):
        leaves = tuple(QUESTION + question.id for question in questionnaire.questions if question.scored)
        means = (*_dimensions(questionnaire), *_views(questionnaire))
        tied = _tied(
            questionnaire, {question.id: QUESTION + question.id for question in questionnaire.questions}
        )
    else:
        leaves = tuple(each.id for each in questionnaire.all_dimensions() if not each.dimensions)
        means = tuple(_dimensions(questionnaire))
        home = {
            question.id: each.id for each in questionnaire.all_dimensions() for question in each.questions
        }
        tied = _tied(questionnaire, home)
    if questionnaire.rollup == "mean":
        parts = tuple((each.id, float(each.weight)) for each in questionnaire.dimensions)
        means = (*means, Mean(node=OVERALL, parts=parts))
    elif questionnaire.rollup == "none":  # nobody has a score on the whole
        leaves = (*leaves, OVERALL)
    return Relations(leaves=leaves, means=tuple(means), tied=tied)


def _dimensions(questionnaire: Questionnaire) -> Iterator[Mean]:
    """Each dimension that is the mean of its questions and of the dimensions in it."""
    for each in questionnaire.all_dimensions():
        parts = [
            (QUESTION + question.id, float(question.weight)) for question in each.questions if question.scored
        ]
        parts += [(inner.id, float(inner.weight)) for inner in each.dimensions]
        if each.rollup == "mean":
            yield Mean(node=each.id, parts=tuple(parts))


def _views(questionnaire: Questionnaire) -> Iterator[Mean]:
    """Each theme, owner and phase, which is the mean of its questions."""
    parts: dict[str, list[tuple[str, float]]] = {}
    for question in questionnaire.questions:
        for kind, tag in tags_of(question) if question.scored else ():
            parts.setdefault(f"{kind}/{tag}", []).append((QUESTION + question.id, float(question.weight)))
    for node, each in parts.items():
        yield Mean(node=node, parts=tuple(each))


def _tied(questionnaire: Questionnaire, node: dict[str, str]) -> tuple[tuple[str, ...], ...]:
    """The nodes of each question that applies under a condition, and of those that the condition looks at."""
    found = {
        tuple(sorted({node[question.id], *(node[each] for each in _looked_at(question.when))}))
        for question in questionnaire.questions
        if question.when
    }
    return tuple(sorted(tied for tied in found if len(tied) > 1))


def _looked_at(condition: Condition) -> Iterator[str]:
    """The questions that a condition looks at."""
    if condition.question:
        yield condition.question
    for inner in (*condition.all, *condition.any, *([condition.negated] if condition.negated else [])):
        yield from _looked_at(inner)
