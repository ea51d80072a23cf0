"""One file → a `Questionnaire`, its translation, or the words all share; or every problem that it has."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

import msgspec

from ..errors import InvalidQuestionnaire
from .check import check
from .document import Document, read
from .model import Questionnaire
from .problem import Problem, render
from .shape import Mismatch, mismatches
from .translate import find_gaps, find_shared_gaps
from .translation import SharedTranslation, Translation
from .vocabulary import ProfileField, Vocabulary

T = TypeVar("T")

FILE = "questionnaire.yaml"


def load_shared(folder: Path) -> tuple[Vocabulary, tuple[ProfileField, ...]]:
    """`vocabulary.yaml` and `profile.yaml` of a folder of questionnaires."""
    vocabulary = _decode(folder / "vocabulary.yaml", Vocabulary)
    profile = _decode(folder / "profile.yaml", tuple[ProfileField, ...])
    return vocabulary, profile


def load(path: Path, vocabulary: Vocabulary, profile: Iterable[ProfileField]) -> Questionnaire:
    """One questionnaire file, checked. `InvalidQuestionnaire` carries every problem, not the first.

    Worked examples are not run here: scoring is a later stage (`assess.scoring.example`).
    """
    content = _read_bytes(path)
    document = read(content, str(path))
    questionnaire = _convert(document, Questionnaire, str(path))
    problems = _placed(check(questionnaire, vocabulary, profile), document, str(path))
    if questionnaire.id != path.parent.name and path.name == FILE:
        what = f"The id is `{questionnaire.id}`, the folder `{path.parent.name}`."
        problems.append(
            Problem(rule="id-folder", what=what, remedy="Give both one name.", file=str(path), path="id")
        )
    if problems:
        raise InvalidQuestionnaire(problems)
    return msgspec.structs.replace(questionnaire, hash=hash_of(questionnaire))


def load_translation(path: Path, questionnaire: Questionnaire) -> Translation:
    """The translation of a questionnaire in one file. `InvalidQuestionnaire` carries all that is missing or stale."""
    document = read(_read_bytes(path), str(path))
    words = _convert(document, Translation, str(path))
    problems = _placed(find_gaps(questionnaire, words), document, str(path)) + _misnamed(words, path)
    if problems:
        raise InvalidQuestionnaire(problems)
    return words


def load_shared_translation(
    path: Path, vocabulary: Vocabulary, profile: Iterable[ProfileField]
) -> SharedTranslation:
    """The translation of the shared words in one file; raises as `load_translation`."""
    document = read(_read_bytes(path), str(path))
    words = _convert(document, SharedTranslation, str(path))
    gaps = _placed(find_shared_gaps(vocabulary, profile, words), document, str(path))
    if problems := gaps + _misnamed(words, path):
        raise InvalidQuestionnaire(problems)
    return words


def _misnamed(words: Translation | SharedTranslation, path: Path) -> list[Problem]:
    if words.language == path.stem:
        return []
    what = f"The language is `{words.language}`, the file `{path.name}`."
    return [
        Problem(rule="id-folder", what=what, remedy="Give both one name.", file=str(path), path="language")
    ]


def hash_of(questionnaire: Questionnaire) -> str:
    """SHA-256 over the content, whatever the file's layout and comments; stored with every assessment.

    Which languages it is translated into is no part of it: an answer means the same in each.
    """
    bare = msgspec.structs.replace(questionnaire, languages=questionnaire.languages[:1], hash="")
    content = msgspec.to_builtins(bare, str_keys=True)
    return hashlib.sha256(msgspec.json.encode(content, order="deterministic")).hexdigest()


def schema() -> dict:
    """The JSON Schema of a questionnaire file, generated from the Structs, for editors."""
    made = msgspec.json.schema(Questionnaire)
    made["$defs"]["Questionnaire"]["properties"].pop("hash")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "assess questionnaire, format 1",
        **made,
    }


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        remedy = "Check the path; `assess check FILE` takes a questionnaire.yaml."
        problem = Problem(rule="file", what=f"{error.strerror}.", remedy=remedy, file=str(path))
        raise InvalidQuestionnaire([problem]) from None


def _convert(document: Document, type_: type[T], file: str) -> T:
    if document.problems:
        raise InvalidQuestionnaire(document.problems)
    try:
        return msgspec.convert(document.data, type_)
    except msgspec.ValidationError:  # names one mistake; an author wants them all
        raise InvalidQuestionnaire(_placed(mismatches(document.data, type_), document, file)) from None


def _placed(found: Iterable[Mismatch], document: Document, file: str) -> list[Problem]:
    return [
        Problem(
            rule=one.rule,
            what=one.what,
            remedy=one.remedy,
            file=file,
            path=render(one.path),
            line=document.line(one.path),
        )
        for one in found
    ]


def _decode(path: Path, type_: type[T]) -> T:
    return _convert(read(_read_bytes(path), str(path)), type_, str(path))
