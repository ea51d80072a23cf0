"""The JSON Schemas: editors accept what the program reads, refuse what it refuses, and explain every field."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import msgspec
import pytest

from assess.questionnaire.model import Questionnaire
from assess.questionnaire.schema import schema, translation_schema
from assess.questionnaire.translation import Translation
from assess.resource import resource

from .conftest import Call

ROOT = Path(__file__).parents[2]
QUESTIONNAIRES = [
    *sorted(resource("questionnaires").glob("*/questionnaire.yaml")),
    *sorted((ROOT / "tests" / "questionnaires").glob("*.yaml")),
    *sorted((ROOT / "site" / "docs").glob("*-check.yaml")),
]
TRANSLATIONS = sorted(resource("questionnaires").glob("*/??.yaml"))
EDITOR = jsonschema.Draft202012Validator(schema())
TRANSLATOR = jsonschema.Draft202012Validator(translation_schema())


def plain(path: Path) -> dict:
    """A file as an editor sees it: the keys are texts, as in JSON."""
    return json.loads(msgspec.json.encode(msgspec.yaml.decode(path.read_bytes())))


def name(path: Path) -> str:
    return f"{path.parent.name}-{path.stem}"


def test_schemas_are_schemas():
    for made in (schema(), translation_schema()):
        jsonschema.Draft202012Validator.check_schema(made)


@pytest.mark.parametrize("path", QUESTIONNAIRES, ids=name)
def test_every_questionnaire_is_accepted(path: Path):
    assert [each.message for each in EDITOR.iter_errors(plain(path))] == []


@pytest.mark.parametrize("path", TRANSLATIONS, ids=name)
def test_every_translation_is_accepted(path: Path):
    assert [each.message for each in TRANSLATOR.iter_errors(plain(path))] == []


def rename(part: dict, old: str, new: str) -> None:
    part[new] = part.pop(old)


QUESTION = ["dimensions", 0, "questions", 0]
MUTATIONS: dict[str, tuple[list, Callable[[dict], object]]] = {
    "unknown field at the top": ([], lambda top: top.update(subtitle="x")),
    "unknown field of a question": (QUESTION, lambda part: part.update(wieght=2)),
    "missing title": ([], lambda top: top.pop("title")),
    "missing text of a question": (QUESTION, lambda part: part.pop("text")),
    "field of another kind of question": (QUESTION, lambda part: part.update(unit="minutes")),
    "misspelt field": (QUESTION, lambda part: rename(part, "options", "option")),
    "unknown kind": (QUESTION, lambda part: part.update(type="slider")),
    "no kind": (QUESTION, lambda part: part.pop("type")),
    "id in capitals": ([], lambda top: top.update(id="Shop")),
    "version that is none": ([], lambda top: top.update(version="1.0")),
    "version read as a number": ([], lambda top: top.update(version=1.1)),
    "language that is none": ([], lambda top: top.update(languages=["english"])),
    "no language": ([], lambda top: top.update(languages=[])),
    "text for a number": ([], lambda top: top.update(minutes="ten")),
    "too few minutes": ([], lambda top: top.update(minutes=0)),
    "one level": ([], lambda top: top.update(levels=top["levels"][:1])),
    "weight below zero": (QUESTION, lambda part: part.update(weight=-1)),
    "importance of zero": (QUESTION, lambda part: part.update(importance=0)),
    "one rung": (QUESTION, lambda part: part.update(options=part["options"][:1])),
    "empty text": (QUESTION, lambda part: part.update(text="")),
    "policy that is none": (QUESTION, lambda part: part.update(policy={"unknown": "best"})),
    "another format": ([], lambda top: top.update(format=2)),
    "no dimension": ([], lambda top: top.update(dimensions=[])),
    "rollup that is none": ([], lambda top: top.update(rollup="median")),
    "fill that is none": (["examples", 0], lambda part: part.update(fill="middle")),
    "list for a text": ([], lambda top: top.update(title=["a"])),
    "share above one": ([], lambda top: top.update(coverage={"min_answered": 1.5})),
}


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_editor_refuses_what_the_program_refuses(mutation: str, written: Path):
    whole = plain(written)
    changed = copy.deepcopy(whole)
    place, mutate = MUTATIONS[mutation]
    part = changed
    for step in place:
        part = part[step]
    mutate(part)
    EDITOR.validate(whole)
    msgspec.convert(whole, Questionnaire, str_keys=True)
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(changed, Questionnaire, str_keys=True)
    assert not EDITOR.is_valid(changed)


def test_translator_is_told_of_fields_that_are_none():
    words = plain(TRANSLATIONS[0])
    first = next(iter(words["questions"].values()))
    first["txt"] = first.pop("text")
    assert not TRANSLATOR.is_valid(words)
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(words, Translation, str_keys=True)


@pytest.mark.parametrize("made", [schema(), translation_schema()], ids=["questionnaire", "translation"])
def test_every_field_explains_itself(made: dict):
    silent = [
        f"{part}.{field}"
        for part, found in made["$defs"].items()
        for field, of in found.get("properties", {}).items()
        if not of.get("description")
    ]
    assert silent == []


def test_command_prints_each_schema(assess: Call):
    assert json.loads(assess("schema").stdout) == json.loads(msgspec.json.encode(schema()))
    printed = json.loads(assess("schema", "translation").stdout)
    assert printed == json.loads(msgspec.json.encode(translation_schema()))
    assert "answers" in json.loads(assess("schema", "answers").stdout)["title"]
    assert assess("schema", "nothing").exit_code == 2
