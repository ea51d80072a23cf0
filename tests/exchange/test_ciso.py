"""CISO Assistant libraries in the shapes that are met: with and without questions, scores and parents."""

from __future__ import annotations

import pytest
import yaml

from assess.errors import AssessError
from assess.questionnaire.exchange import ciso
from assess.questionnaire.exchange.manuscript import Imported
from assess.questionnaire.model import ChoiceQuestion, LevelQuestion, ManyQuestion, TextQuestion


def node(name: str, parent: str = "", **fields: object) -> dict:
    above = {"parent_urn": f"urn:x:{parent}"} if parent else {}
    return {
        "urn": f"urn:x:{name}",
        "ref_id": name,
        "name": name.upper(),
        "assessable": False,
        **above,
        **fields,
    }


def read(*nodes: dict, **framework: object) -> Imported:
    library = {
        "urn": "urn:lib",
        "locale": "en",
        "ref_id": "our-library",
        "name": "Ours",
        "description": "A test.",
        "version": 3,
        "objects": {
            "framework": {"ref_id": "f", "name": "Ours", "requirement_nodes": list(nodes), **framework}
        },
    }
    return ciso.read(yaml.safe_dump(library, sort_keys=False).encode(), "file")


def choices(*names: str, **fields: list) -> list[dict]:
    return [
        {
            "urn": f"urn:x:q:choice:{i + 1}",
            "value": name,
            **{key: values[i] for key, values in fields.items()},
        }
        for i, name in enumerate(names)
    ]


def asked(kind: str, **fields: object) -> dict:
    return {"urn:x:q": {"type": kind, "text": "Is it?", **fields}}


def test_requirements_without_questions_are_answered_on_the_scores():
    scores = [{"score": i, "name": f"S{i}", "description": f"D{i}"} for i in (1, 2, 3)]
    found = read(node("a"), node("b", "a", assessable=True, description="Do it."), scores_definition=scores)
    questionnaire = found.manuscript.questionnaire
    question = questionnaire.question["b"]
    assert isinstance(question, LevelQuestion)
    assert [rung.text for rung in question.options] == ["S1: D1", "S2: D2", "S3: D3"]
    assert [(level.level, level.name) for level in questionnaire.levels] == [(1, "S1"), (2, "S2"), (3, "S3")]
    assert (questionnaire.id, questionnaire.version) == ("f", "3.0.0")


def test_without_scores_they_are_answered_by_compliance_which_is_noted():
    found = read(node("a"), node("b", "a", assessable=True))
    questionnaire = found.manuscript.questionnaire
    assert [option.value for option in questionnaire.scales["compliance"]] == [0, 0.5, 1]
    assert any(note.kind == "default" and note.place == "b" for note in found.notes)


def test_scores_of_choices_are_kept_and_levels_are_told_from_choices():
    level = node(
        "b",
        "a",
        assessable=True,
        questions=asked("unique_choice", choices=choices("N", "Y", add_score=[0, 1])),
    )
    choice = node(
        "c",
        "a",
        assessable=True,
        questions=asked("unique_choice", choices=choices("N", "Y", add_score=[-5, 20])),
    )
    found = read(node("a"), level, choice).manuscript.questionnaire.question
    assert isinstance(found["b"], LevelQuestion)
    assert isinstance(found["c"], ChoiceQuestion)
    assert [option.value for option in found["c"].options] == [-5, 20]


def test_none_of_these_is_the_choice_that_contributes_nothing():
    ticks = choices("X", "Y", "Nothing", add_score=[1, 2, 0], compute_result=[True, True, False])
    found = read(
        node("a"), node("b", "a", assessable=True, questions=asked("multiple_choice", choices=ticks))
    )
    question = found.manuscript.questionnaire.question["b"]
    assert isinstance(question, ManyQuestion)
    assert [(tick.weight, tick.exclusive) for tick in question.options] == [(1, False), (2, False), (1, True)]


def test_a_question_depends_on_answers_to_another():
    first = node("b", "a", assessable=True, questions=asked("unique_choice", choices=choices("N", "Y")))
    second = node("c", "a", assessable=True)
    second["questions"] = {
        "urn:x:r": {
            "type": "text",
            "text": "Why?",
            "depends_on": {"question": "urn:x:q", "answers": ["urn:x:q:choice:2"], "condition": "any"},
        }
    }
    found = read(node("a"), first, second).manuscript.questionnaire
    when = found.question["c"].when
    assert (when.question, when.one_of) == ("b", (found.question["b"].options[1].id,))


def test_a_question_can_depend_on_all_of_several_answers():
    first = node(
        "b", "a", assessable=True, questions=asked("multiple_choice", choices=choices("X", "Y", "Z"))
    )
    depends = {"question": "urn:x:q", "answers": ["urn:x:q:choice:1", "urn:x:q:choice:3"], "condition": "all"}
    second = node("c", "a", assessable=True)
    second["questions"] = {"urn:x:r": {"type": "text", "text": "Why?", "depends_on": depends}}
    when = read(node("a"), first, second).manuscript.questionnaire.question["c"].when
    assert [part.one_of for part in when.all] == [("option-1",), ("option-3",)]


def test_several_questions_of_a_requirement_stand_one_after_another():
    both = asked("unique_choice", choices=choices("N", "Y")) | {"urn:x:r": {"type": "text", "text": "Why?"}}
    found = read(node("a"), node("b", "a", assessable=True, questions=both)).manuscript.questionnaire
    assert list(found.question) == ["b", "b-2"]
    assert isinstance(found.question["b-2"], TextQuestion)


def test_translations_come_with_it():
    translated = node(
        "b", "a", assessable=True, description="Do it.", translations={"pl": {"description": "Zrób to."}}
    )
    found = read(node("a", translations={"pl": {"name": "Część"}}), translated)
    words = found.manuscript.words["pl"]
    assert (words.questions["b"].text, words.dimensions["a"].title) == ("Zrób to.", "Część")


def test_a_circle_of_parents_is_cut_and_said():
    found = read(
        node("a", "b"), node("b", "a"), node("c", "nowhere", assessable=True), node("d", "b", assessable=True)
    )
    assert set(found.manuscript.questionnaire.question) == {"c", "d"}
    assert any("put at the top" in note.what for note in found.notes)


def test_what_is_no_question_is_noted():
    found = read(node("a", implementation_groups=["x"]), node("b", "a", assessable=True, threats=["t"]))
    assert {"`threats` is not carried.", "`implementation_groups` is not carried."} <= {
        n.what for n in found.notes
    }


@pytest.mark.parametrize(
    "text", ["objects: {}", "a: 1", "[]", "objects: {framework: {requirement_nodes: []}}"]
)
def test_a_library_without_requirements_is_refused(text: str):
    with pytest.raises(AssessError):
        ciso.read(text.encode(), "x")
