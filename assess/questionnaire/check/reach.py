"""Whether a condition can ever hold, decided over all answers that respondents can give.

A question that is looked at must have been asked itself: so its own condition is part of what a condition needs, and
those of the questions that one looks at. Every combination of answers is tried that these conditions can tell apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ..model import Condition, Question, Questionnaire
from ..problem import Mismatch, Path
from .answer import Given, answers_of

PATIENCE = 20_000
"""Combinations that are tried before a condition is taken to be possible; real ones need a few dozen."""

Held = frozenset[Condition]
"""The conditions on single questions and profile fields that hold."""


def leaves_of(condition: Condition | None, path: Path = ()) -> Iterator[tuple[Path, Condition]]:
    """The conditions on a single question or profile field within a condition, each with its place in it."""
    if condition is None:
        return
    if condition.question is not None or condition.profile is not None:
        yield path, condition
    for name in ("all", "any"):
        for i, part in enumerate(getattr(condition, name)):
            yield from leaves_of(part, (*path, name, i))
    yield from leaves_of(condition.negated, (*path, "not"))


def holds(condition: Condition, held: Held) -> bool:
    """Whether a condition holds where exactly these of its leaves do."""
    if condition.all:
        return all(holds(part, held) for part in condition.all)
    if condition.any:
        return any(holds(part, held) for part in condition.any)
    if condition.negated is not None:
        return not holds(condition.negated, held)
    return condition in held


def check_reach(
    questionnaire: Questionnaire, question: Question, path: Path, bands: Mapping[str, Iterable[str]]
) -> Iterator[Mismatch]:
    """What keeps the condition of a question, right in itself and with those before it, from ever holding."""
    assert question.when is not None
    leaves = [leaf for _, leaf in leaves_of(question.when)]
    if any(leaf.one_of and leaf.question and _is_beyond(questionnaire, leaf) for leaf in leaves):
        return  # the scale that it looks at is in doubt, which is told there
    beyond = [
        (where, leaf)
        for where, leaf in leaves_of(question.when)
        if leaf.question and _is_beyond(questionnaire, leaf)
    ]
    for where, leaf in beyond:
        given = answers_of(questionnaire, questionnaire.question[leaf.question or ""], [leaf])
        best = max((one.value for one in given), default=0)
        what = f"No answer to `{leaf.question}` reaches {leaf.min:g}."
        yield Mismatch((*path, *where, "min"), what, f"The highest is {best:g}.", "unreachable")
    if beyond:
        return
    remedy = "Mend it, or remove the question: nobody can be asked."
    if _can_hold(question.when, questionnaire, bands, deep=True):
        for i, part in enumerate(question.when.any):
            if not _can_hold(part, questionnaire, bands, deep=True):
                what = "This part can never hold."
                yield Mismatch((*path, "any", i), what, "Mend it, or remove it.", "unreachable")
    elif _can_hold(question.when, questionnaire, bands, deep=False):
        looked_at = sorted({leaf.question for _, leaf in leaves_of(question.when) if leaf.question})
        what = f"It asks for what the conditions of {', '.join(f'`{id}`' for id in looked_at)} exclude."
        yield Mismatch(path, what, remedy, "unreachable")
    else:
        yield Mismatch(path, "This condition contradicts itself.", remedy, "unreachable")


def _is_beyond(questionnaire: Questionnaire, leaf: Condition) -> bool:
    given = answers_of(questionnaire, questionnaire.question[leaf.question or ""], [leaf])
    return bool(given) and not any(one.meets(leaf) for one in given)


def _can_hold(
    condition: Condition, questionnaire: Questionnaire, bands: Mapping[str, Iterable[str]], *, deep: bool
) -> bool:
    """Whether some answers and profile make it hold; `deep` heeds the conditions of the questions looked at."""
    leaves = dict.fromkeys(leaf for _, leaf in leaves_of(condition))
    if deep:
        ahead = list(leaves)
        while ahead:
            looked_at = questionnaire.question.get(ahead.pop().question or "")
            new = [leaf for _, leaf in leaves_of(looked_at.when if looked_at else None) if leaf not in leaves]
            leaves |= dict.fromkeys(new)
            ahead += new
    fields = {leaf.profile for leaf in leaves if leaf.profile}
    asked = {leaf.question for leaf in leaves if leaf.question}
    steps = [(None, _profile_states(field, leaves, bands)) for field in sorted(fields)]
    steps += [
        (question.when if deep else None, states_of(questionnaire, question, leaves))
        for question in questionnaire.questions
        if question.id in asked
    ]
    return _search(condition, steps)


def _search(condition: Condition, steps: list[tuple[Condition | None, list[Held]]]) -> bool:
    """Depth first over the states of all that is looked at, in the order in which it is asked."""
    ahead: list[tuple[int, Held]] = [(0, frozenset())]
    for _ in range(PATIENCE):
        if not ahead:
            return False
        step, held = ahead.pop()
        if step == len(steps):
            if holds(condition, held):
                return True
            continue
        when, states = steps[step]
        is_hidden = when is not None and not holds(when, held)
        ahead += [(step + 1, held | state) for state in ([frozenset()] if is_hidden else states)]
    return True


def states_of(questionnaire: Questionnaire, question: Question, leaves: Iterable[Condition]) -> list[Held]:
    """What can hold of a question: nothing, where it has no answer, and what each of its answers makes hold."""
    own = [leaf for leaf in leaves if leaf.question == question.id]
    given = answers_of(questionnaire, question, own)
    return list(dict.fromkeys([frozenset(), *(held_by(one, own) for one in given)]))


def held_by(given: Given, leaves: Iterable[Condition]) -> Held:
    """The conditions on its question that an answer makes hold."""
    return frozenset(leaf for leaf in leaves if given.meets(leaf))


def _profile_states(
    field: str, leaves: Iterable[Condition], bands: Mapping[str, Iterable[str]]
) -> list[Held]:
    own = [leaf for leaf in leaves if leaf.profile == field]
    held = [frozenset(leaf for leaf in own if band in leaf.one_of) for band in bands.get(field, ())]
    return list(dict.fromkeys([frozenset(), *held]))
