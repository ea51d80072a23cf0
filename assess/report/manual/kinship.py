"""The questions of a catalogue that measure the same: what one questionnaire has in common with another.

Questions share a construct where their author says that they mean the same; no wording is compared here.
"""

from __future__ import annotations

from msgspec import Struct

from ...questionnaire.catalogue import Catalogue
from ...questionnaire.model import Question, Questionnaire


class Kin(Struct, frozen=True):
    """A question, and the questionnaire it stands in."""

    questionnaire: Questionnaire
    question: Question


def by_construct(catalogue: Catalogue) -> dict[str, tuple[Kin, ...]]:
    """All questions that name a construct, by its name, in the order of the catalogue."""
    found: dict[str, list[Kin]] = {}
    for questionnaire in catalogue.questionnaires.values():
        for question in questionnaire.questions:
            if question.construct:
                found.setdefault(question.construct, []).append(Kin(questionnaire, question))
    return {construct: tuple(kin) for construct, kin in found.items()}


def kin_of(
    questionnaire: Questionnaire, question: Question, constructs: dict[str, tuple[Kin, ...]]
) -> tuple[Kin, ...]:
    """The questions of other questionnaires that mean the same as this one."""
    same = constructs.get(question.construct or "", ())
    return tuple(kin for kin in same if kin.questionnaire.id != questionnaire.id)
