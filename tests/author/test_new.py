"""`assess new`: what it writes is good as it is, and works wherever it lies."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import msgspec
import pytest

from assess.questionnaire.catalogue import load_catalogue
from assess.questionnaire.model import Questionnaire
from assess.resource import resource
from assess.scoring.example import verify

from .conftest import Call, change

BESIDE = "questionnaires/shop-check"


def test_new_questionnaire_is_good_as_it_is(assess: Call, written: Path):
    for target in (written, BESIDE, "questionnaires"):
        checked = assess("check", target, "--json")
        assert checked.exit_code == 0, checked.output
        assert '"problems": []' in checked.stdout
        assert '"warnings": []' in checked.stdout


def test_new_questionnaire_shows_what_there_is_to_know(written: Path):
    made = msgspec.yaml.decode(written.read_bytes(), type=Questionnaire)
    questions = made.questions
    assert made.id == "shop-check"
    assert made.title == "Shop check"
    assert {question.__struct_config__.tag for question in questions} == {"level", "choice", "many", "number"}
    assert any(question.when for question in questions)
    assert any(question.core for question in questions)
    assert len(made.dimensions) == 2
    assert all(set(dimension.advice) == {1, 2, 3} for dimension in made.dimensions)
    assert len(made.examples) == 2


def test_editor_finds_the_schema_beside_the_file(written: Path):
    first, _, rest = written.read_text("utf-8").partition("\n")
    assert first == "# yaml-language-server: $schema=questionnaire.schema.json"
    schema = json.loads(written.with_name("questionnaire.schema.json").read_text("utf-8"))
    content = json.loads(msgspec.json.encode(msgspec.yaml.decode(rest)))
    jsonschema.Draft202012Validator(schema).validate(content)
    content["dimensions"][0]["questions"][0]["wieght"] = 2
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(schema).validate(content)


def test_commands_it_names_are_commands(assess: Call):
    told = assess("new", "shop-check", "--folder", "mine").stderr.splitlines()
    assert len(told) == 4
    assert told[1].split("  ")[1] == "assess preview mine/shop-check"
    assert told[2].split("  ")[1] == "assess check mine/shop-check"
    assert assess(*told[2].split("  ")[1].split()[1:]).exit_code == 0
    assert "assess preview mine/shop-check" in Path("mine/shop-check/questionnaire.yaml").read_text("utf-8")


def test_nothing_is_overwritten(assess: Call, written: Path):
    written.write_text("mine", "utf-8")
    again = assess("new", "shop-check")
    assert again.exit_code == 1
    assert "already" in again.stderr
    assert written.read_text("utf-8") == "mine"


@pytest.mark.parametrize("id", ["Shop", "a b", "../up", "a--b", "1st", "x" * 61, ""])
def test_what_cannot_be_an_id_is_refused_before_anything_is_written(assess: Call, id: str):
    refused = assess("new", id)
    assert refused.exit_code == 1
    assert "lower-case words" in refused.stderr
    assert not Path("questionnaires").exists()


def test_shipped_words_hold_where_the_folder_has_none(written: Path):
    found = load_catalogue(written.parent.parent, verify)
    assert found.problems == ()
    assert set(found.questionnaires) == {"shop-check"}
    shipped = load_catalogue(resource("questionnaires"))
    assert found.vocabulary == shipped.vocabulary
    assert found.profile == shipped.profile


def test_own_vocabulary_holds_where_there_is_one(assess: Call, written: Path):
    own = "themes: {service: Service}\nowners: {desk: The desk}\nphases: {}\n"
    written.parent.parent.joinpath("vocabulary.yaml").write_text(own, "utf-8")
    refused = assess("check", BESIDE)
    assert refused.exit_code == 1
    assert "`support`" in refused.stdout
    assert "desk" in refused.stdout
    change(written, "owner: support", "owner: desk")
    assert assess("check", BESIDE).exit_code == 0
    assert assess("score", f"{BESIDE}/questionnaire.yaml").exit_code == 0
    assert assess("translate", BESIDE, "pl", "--start").exit_code == 0


def test_translation_of_the_shipped_words_fits_no_others(assess: Call, written: Path):
    assert assess("translate", BESIDE, "pl", "--start").exit_code == 0
    change(written.with_name("pl.yaml"), "Improvised", "Doraźnie")
    assert assess("translate", BESIDE, "pl", "--stamp").exit_code == 0
    change(written, "languages: [en]", "languages: [en, pl]")
    folder = written.parent.parent
    assert "pl" in load_catalogue(folder, verify).shared
    own = "themes: {service: Service}\nowners: {support: The desk}\nphases: {}\n"
    folder.joinpath("vocabulary.yaml").write_text(own, "utf-8")
    assert "pl" not in load_catalogue(folder, verify).shared
    refused = assess("check", "questionnaires")
    assert refused.exit_code == 1
    assert refused.stdout.startswith("questionnaires/pl.yaml: The shared words are not translated"), (
        refused.stdout
    )
