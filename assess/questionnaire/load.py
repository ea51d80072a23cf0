"""One file → a `Questionnaire`, its translation, or the words all share; or every error that it has."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

from ..errors import InvalidQuestionnaire
from .examination import (
    FILE,
    Examined,
    Verify,
    examine,
    examine_published,
    examine_shared_translation,
    examine_translation,
)
from .model import Questionnaire
from .publication import Publication, hash_of
from .reading import Reading
from .shared import PROFILE, VOCABULARY, shared_file
from .translation import SharedTranslation, Translation
from .vocabulary import ProfileField, Vocabulary

__all__ = [
    "FILE",
    "hash_of",
    "load",
    "load_publication",
    "load_published",
    "load_shared",
    "load_shared_translation",
    "load_translation",
]

T = TypeVar("T")


def load_shared(folder: Path) -> tuple[Vocabulary, tuple[ProfileField, ...]]:
    """`vocabulary.yaml` and `profile.yaml` of a folder of questionnaires; of each that it lacks, the shipped one."""
    vocabulary = _sound(shared_file(folder, VOCABULARY), Vocabulary)
    return vocabulary, _sound(shared_file(folder, PROFILE), tuple[ProfileField, ...])


def load(
    path: Path, vocabulary: Vocabulary, profile: Iterable[ProfileField], verify: Verify | None = None
) -> Questionnaire:
    """One questionnaire file, checked. `InvalidQuestionnaire` carries every error, not the first; warnings are not told.

    Worked examples are run by `verify` (`assess.scoring.example`), since scoring is a later stage; without it, they are not.
    """
    return _good(examine(path, vocabulary, profile, verify))


def load_published(
    path: Path, vocabulary: Vocabulary, profile: Iterable[ProfileField], verify: Verify | None = None
) -> Questionnaire:
    """As `load`, for what is served: a published version whose content was changed is an error too."""
    return _good(examine_published(path, vocabulary, profile, verify))


def load_translation(path: Path, questionnaire: Questionnaire) -> Translation:
    """The translation of a questionnaire in one file. `InvalidQuestionnaire` carries all that is missing or stale."""
    words, problems = examine_translation(path, questionnaire)
    errors = [problem for problem in problems if not problem.is_warning]
    if words is None or errors:
        raise InvalidQuestionnaire(errors)
    return words


def load_publication(path: Path) -> Publication:
    """The record of published versions in one file, which `load` has checked; raises as `load_translation`."""
    return _sound(path, Publication)


def load_shared_translation(
    path: Path, vocabulary: Vocabulary, profile: Iterable[ProfileField]
) -> SharedTranslation:
    """The translation of the shared words in one file; raises as `load_translation`."""
    words, problems = examine_shared_translation(path, vocabulary, profile)
    if words is None or problems:
        raise InvalidQuestionnaire(problems)
    return words


def _good(found: Examined) -> Questionnaire:
    if errors := [problem for problem in found.problems if not problem.is_warning]:
        raise InvalidQuestionnaire(errors)
    assert found.questionnaire is not None
    return found.questionnaire


def _sound(path: Path, type_: type[T]) -> T:
    reading = Reading(path, type_)
    if reading.value is None or reading.problems:
        raise InvalidQuestionnaire(reading.problems)
    return reading.value
