"""Whether hiding a question can pay: a better answer that opens a further question must not lower the mean.

Where an answer opens a question, the respondent may stand at its worst there. With D the weight of all else in the
dimension that is asked either way, at its best, w the weight of the question that opens, x its share, and h the weight
of what is open, the mean is (D + w·x) / (D + w + h). Going from an answer to a better one must not make it smaller.
All else at its best is the hardest case, since the mean then loses most by h. Computed exactly, over all pairs of answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import product

from msgspec import Struct

from ..model import Condition, Dimension, Question, Questionnaire
from ..problem import Mismatch, Path
from .answer import answers_of
from .place import dimensions_with_paths
from .reach import Held, held_by, holds, leaves_of

MOST_OTHERS = 6
"""Conditions on other questions that are tried both ways; beyond, they are taken to hold."""


class _State(Struct, frozen=True):
    """What the answers of one kind to the opening question open, and the shares these answers have, rising."""

    opened: frozenset[str]
    shares: tuple[Fraction, ...]


def check_hiding(questionnaire: Questionnaire) -> Iterator[Mismatch]:
    """Questions that weigh so much that opening them can lower the mean of their dimension."""
    for path, dimension in dimensions_with_paths(questionnaire):
        if dimension.rollup == "mean" and any(question.when for question in dimension.questions):
            yield from _dimension(questionnaire, dimension, path)


def _dimension(questionnaire: Questionnaire, dimension: Dimension, path: Path) -> Iterator[Mismatch]:
    scored = [question for question in dimension.questions if question.scored]
    place = {question.id: i for i, question in enumerate(dimension.questions)}
    told: set[str] = set()
    for opener in scored:
        if not opener.weight or not any(_looks_at(question.when, opener) for question in scored):
            continue
        for opened, before, after in _losses(questionnaire, dimension, opener, scored):
            for id in sorted(opened - told, key=place.__getitem__):
                told.add(id)
                what = (
                    f"A better answer to `{opener.id}` opens this question and can lower the mean of `{dimension.id}`, "
                    f"from {float(before):.1%} to {float(after):.1%} of its best."
                )
                remedy = f"Weigh `{opener.id}` more, or this less."
                yield Mismatch((*path, "questions", place[id], "when"), what, remedy, "hiding-pays")


def _looks_at(condition: Condition | None, question: Question) -> bool:
    return any(leaf.question == question.id for _, leaf in leaves_of(condition))


def _losses(
    questionnaire: Questionnaire, dimension: Dimension, opener: Question, scored: list[Question]
) -> Iterator[tuple[frozenset[str], Fraction, Fraction]]:
    """What a better answer opens, and the means before and after, wherever the second is smaller."""
    weight = {question.id: Fraction(str(question.weight)) for question in scored}
    whole = sum(weight.values()) + sum(Fraction(str(child.weight)) for child in dimension.dimensions)
    for states in _states(questionnaire, opener, scored):
        depending = frozenset.union(*(state.opened for state in states))
        for worse, better in product(states, states):
            gained, lost = better.opened - worse.opened, worse.opened - better.opened
            if not gained:
                continue
            both = worse.opened & better.opened
            fixed = whole - weight[opener.id] - sum(weight[id] for id in depending - both)
            pairs = list(_steps(worse.shares, better.shares))
            for low, high in pairs:
                before = _mean(fixed, weight[opener.id], low, sum(weight[id] for id in lost))
                after = _mean(fixed, weight[opener.id], high, sum(weight[id] for id in gained))
                if after < before:
                    yield gained, before, after


def _mean(fixed: Fraction, weight: Fraction, share: Fraction, opened: Fraction | int) -> Fraction:
    return (fixed + weight * share) / (fixed + weight + opened)


def _steps(worse: Iterable[Fraction], better: Iterable[Fraction]) -> Iterator[tuple[Fraction, Fraction]]:
    """For each better share the nearest worse one below it: what gains least."""
    lower = sorted(worse)
    for high in better:
        below = [low for low in lower if low < high]
        if below:
            yield below[-1], high


def _states(questionnaire: Questionnaire, opener: Question, scored: list[Question]) -> Iterator[list[_State]]:
    """The states of the opening question, once for each way in which all else that conditions look at may stand."""
    leaves = list(dict.fromkeys(leaf for question in scored for _, leaf in leaves_of(question.when)))
    own = [leaf for leaf in leaves if leaf.question == opener.id]
    inner = {question.id for question in scored if question.when} - {opener.id}
    others = [leaf for leaf in leaves if leaf.question != opener.id and leaf.question not in inner]
    answers: dict[Held, set[Fraction]] = {}
    for given in answers_of(questionnaire, opener, own):
        answers.setdefault(held_by(given, own), set()).add(given.share)
    both_ways = len(others) <= MOST_OTHERS
    for chosen in product((True, False), repeat=len(others)) if both_ways else [(True,) * len(others)]:
        around = frozenset(leaf for leaf, stands in zip(others, chosen, strict=True) if stands)
        if answers:
            yield [
                _State(_opened(questionnaire, opener, scored, held | around, leaves), tuple(sorted(shares)))
                for held, shares in answers.items()
            ]


def _opened(
    questionnaire: Questionnaire,
    opener: Question,
    scored: list[Question],
    held: Held,
    leaves: list[Condition],
) -> frozenset[str]:
    """The questions with a condition that are asked, each at its worst for those that look at it in turn."""
    opened: set[str] = set()
    for question in scored:
        if question.when is None or question.id == opener.id or not holds(question.when, held):
            continue
        opened.add(question.id)
        own = [leaf for leaf in leaves if leaf.question == question.id]
        if own and (given := answers_of(questionnaire, question, own)):
            held |= held_by(min(given, key=lambda one: one.share), own)
    return frozenset(opened)
