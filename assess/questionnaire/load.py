"""Questionnaire files → `Questionnaire`s and the words they share. The only module of this stage that reads a disk.

A broken file never takes the others down: a catalogue holds what loads and, beside it, every problem found.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct

from ..errors import InvalidQuestionnaire, NotFound
from .check import check
from .document import Document, read
from .model import Questionnaire
from .problem import Problem, render
from .shape import mismatches
from .vocabulary import ProfileField, Vocabulary

T = TypeVar("T")

FILE = "questionnaire.yaml"


class Catalogue(Struct, frozen=True, kw_only=True):
    """All that can be served, by id, and the problems of what cannot."""

    questionnaires: dict[str, Questionnaire]
    problems: tuple[Problem, ...]
    vocabulary: Vocabulary
    profile: tuple[ProfileField, ...]

    def get(self, questionnaire: str) -> Questionnaire:
        """The questionnaire with this id; `NotFound` names those there are."""
        found = self.questionnaires.get(questionnaire)
        if found is None:
            there = ", ".join(sorted(self.questionnaires)) or "none"
            raise NotFound(f"There is no questionnaire `{questionnaire}`.", remedy=f"There are: {there}.")
        return found


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
    problems = [
        Problem(
            rule=found.rule,
            what=found.what,
            remedy=found.remedy,
            file=str(path),
            path=render(found.path),
            line=document.line(found.path),
        )
        for found in check(questionnaire, vocabulary, profile)
    ]
    if questionnaire.id != path.parent.name and path.name == FILE:
        what = f"The id is `{questionnaire.id}`, the folder `{path.parent.name}`."
        problems.append(
            Problem(rule="id-folder", what=what, remedy="Give both one name.", file=str(path), path="id")
        )
    if problems:
        raise InvalidQuestionnaire(problems)
    return msgspec.structs.replace(questionnaire, hash=hash_of(questionnaire))


def hash_of(questionnaire: Questionnaire) -> str:
    """SHA-256 over the content, whatever the file's layout and comments; stored with every assessment."""
    content = msgspec.to_builtins(questionnaire, str_keys=True)
    return hashlib.sha256(msgspec.json.encode(content, order="deterministic")).hexdigest()


def load_catalogue(
    folder: Path, verify: Callable[[Questionnaire], Iterable[Problem]] = lambda _: ()
) -> Catalogue:
    """Every ``<id>/questionnaire.yaml`` below `folder`; `verify` adds what a later stage finds wrong (worked examples)."""
    vocabulary, profile = load_shared(folder)
    questionnaires: dict[str, Questionnaire] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob(f"*/{FILE}")):
        try:
            questionnaire = load(path, vocabulary, profile)
        except InvalidQuestionnaire as error:
            problems += error.problems
            continue
        failed = [msgspec.structs.replace(problem, file=str(path)) for problem in verify(questionnaire)]
        problems += failed
        if not failed:
            questionnaires[questionnaire.id] = questionnaire
    return Catalogue(
        questionnaires=questionnaires, problems=tuple(problems), vocabulary=vocabulary, profile=profile
    )


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
    wrong = mismatches(document.data, type_) if not document.problems else []
    problems = document.problems + [
        Problem(
            rule=m.rule,
            what=m.what,
            remedy=m.remedy,
            file=file,
            path=render(m.path),
            line=document.line(m.path),
        )
        for m in wrong
    ]
    if problems:
        raise InvalidQuestionnaire(problems)
    return msgspec.convert(document.data, type_)


def _decode(path: Path, type_: type[T]) -> T:
    return _convert(read(_read_bytes(path), str(path)), type_, str(path))
