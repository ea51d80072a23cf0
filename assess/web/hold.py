"""What would hide answered questions, an answer or a band, waits until it is confirmed (site/docs/method.md). Pure.

A page sends its changes; those that would hide something answered are held back, and told with the questions
concerned, until the page says of them that it is `sure`, or that they are to `revert`.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from msgspec import Struct

from ..assessment.activity import find_tests, would_hide
from ..assessment.model import UNANSWERED, Answer
from ..language import ngettext
from ..questionnaire.model import Questionnaire
from .field import Fields, first
from .form import Filling, Posted, fill

SURE, REVERT = "sure", "revert"
"""Fields by which a page answers: their values are ids of questions, those whose answer waits; on the page of the bands
those that would be hidden, so that nothing is confirmed but what was told."""


class Held(Struct, frozen=True, kw_only=True):
    """Why an answer waits: the texts of the answered `questions` it would hide; `filling` is what is stored till then."""

    text: str
    questions: tuple[str, ...]
    filling: Filling

    @property
    def filling_json(self) -> str:
        """For the script, in an attribute."""
        return msgspec.json.encode(self.filling).decode()


class HeldBands(Struct, frozen=True, kw_only=True):
    """Why the bands of a profile wait: the answered questions they would hide, by id, with their texts."""

    text: str
    questions: dict[str, str]

    @property
    def told(self) -> str:
        """What the page sends as `sure`."""
        return " ".join(self.questions)


def hold_back(
    questionnaire: Questionnaire,
    stored: Mapping[str, Answer],
    profile: Mapping[str, str],
    posted: Posted,
    fields: Fields,
) -> tuple[Posted, dict[str, Held]]:
    """The page without the changes that wait or are taken back; and those that wait, by question.

    Changes are looked at one after the other, as the page has them: two that only together hide a question wait
    at the second.
    """
    sure, reverted = fields.get(SURE) or (), fields.get(REVERT) or ()
    tests = find_tests(questionnaire)
    changes = {name: answer for name, answer in posted.changes.items() if name not in reverted}
    accepted = {name: answer for name, answer in changes.items() if name not in tests}
    held: dict[str, Held] = {}
    for name, answer in changes.items():
        if name in accepted:
            continue
        hides = would_hide(questionnaire, {**stored, **accepted}, profile, {name: answer})
        if hides and name not in sure:
            held[name] = _tell(questionnaire, stored.get(name, UNANSWERED), hides)
        else:
            accepted[name] = answer
    errors = {name: error for name, error in posted.errors.items() if name not in reverted}
    kept = {name: answer for name, answer in changes.items() if name in accepted}
    return msgspec.structs.replace(posted, changes=kept, errors=errors), held


def hold_bands(
    questionnaire: Questionnaire,
    stored: Mapping[str, Answer],
    profile: Mapping[str, str],
    bands: Mapping[str, str],
    fields: Fields,
) -> HeldBands | None:
    """Why `bands` wait, if they do: they would hide an answered question that the page was not yet `sure` of."""
    hides = would_hide(questionnaire, stored, profile, {}, bands)
    if set(hides) <= set(first(fields, SURE).split()):
        return None
    said = ngettext(
        "These bands are not saved yet. With them, {n} question that is answered would no longer apply; "
        "the answer there would be kept, and would not count.",
        "These bands are not saved yet. With them, {n} questions that are answered would no longer apply; "
        "the answers there would be kept, and would not count.",
        len(hides),
    )
    texts = {name: questionnaire.question[name].text for name in hides}
    return HeldBands(text=said.format(n=len(hides)), questions=texts)


def _tell(questionnaire: Questionnaire, stored: Answer, hides: tuple[str, ...]) -> Held:
    said = ngettext(
        "This answer is not saved yet. With it, {n} question that is answered would no longer apply; "
        "the answer there would be kept, and would not count.",
        "This answer is not saved yet. With it, {n} questions that are answered would no longer apply; "
        "the answers there would be kept, and would not count.",
        len(hides),
    )
    return Held(
        text=said.format(n=len(hides)),
        questions=tuple(questionnaire.question[name].text for name in hides),
        filling=fill(stored),
    )
