"""A questionnaire → how its nodes hang together, as far as an attacker could use it: the `Relations` of the audit.

Where a link cannot be written as a weighted mean, the node stays unexplained, and the audit then takes nothing for granted
but what it sees. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import compress, product
from math import floor

from ..questionnaire.model import ChoiceQuestion, LevelQuestion, ManyQuestion, Question, Questionnaire
from ..questionnaire.part import Condition
from ..scoring.model import OVERALL
from ..scoring.view import tags_of
from .audit.model import Mean, Practice, Relations
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
    return Relations(leaves=leaves, means=tuple(means), tied=tied, practices=_practices(questionnaire, nodes))


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


def _practices(questionnaire: Questionnaire, nodes: Sequence[str]) -> tuple[Practice, ...]:
    """The core practices, all that decide on the staged level (scoring rule 8); none if one cannot be told from a score.

    That is so where its question is no node, and where scores in hundredths do not tell whether it is in place.
    """
    known = set(nodes)
    found = []
    for question in questionnaire.questions:
        for core in question.core:
            least = _least(questionnaire, question, core.min)
            if least is None or QUESTION + question.id not in known:
                return ()
            found.append(Practice(node=QUESTION + question.id, level=core.level, least=least))
    return tuple(found)


def _least(questionnaire: Questionnaire, question: Question, needed: float) -> int | None:
    """The lowest score of answers worth `needed` or more, in hundredths; None unless all that is worth less scores less."""
    values = _values(questionnaire, question)
    if len(set(values)) < 2:
        return None
    worst, best = (
        (max(values), min(values)) if getattr(question, "reverse", False) else (min(values), max(values))
    )
    span = questionnaire.range.max - questionnaire.range.min
    scores = [
        floor(100 * (questionnaire.range.min + span * (each - worst) / (best - worst)) + 0.5)
        for each in values
    ]
    enough = [score for score, value in zip(scores, values, strict=True) if value >= needed]
    less = [score for score, value in zip(scores, values, strict=True) if value < needed]
    if not enough or (less and max(less) >= min(enough)):
        return None
    return min(enough)


def _values(questionnaire: Questionnaire, question: Question) -> list[float]:
    """What the answers are worth, where there are only a few; what lies between two of them cannot be answered."""
    if isinstance(question, LevelQuestion):
        return [float(rung) for rung in range(len(question.options))]
    if isinstance(question, ChoiceQuestion):
        return [float(option.value) for option in questionnaire.options_of(question)]
    if isinstance(question, ManyQuestion):
        weights = [tick.weight for tick in question.options if not tick.exclusive]
        ticked = (compress(weights, each) for each in product((False, True), repeat=len(weights)))
        return sorted({sum(each) / sum(weights) for each in ticked})
    return []


def _looked_at(condition: Condition) -> Iterator[str]:
    """The questions that a condition looks at."""
    if condition.question:
        yield condition.question
    for inner in (*condition.all, *condition.any, *([condition.negated] if condition.negated else [])):
        yield from _looked_at(inner)
