"""A folder in the shape of the SAMM core model, with texts of our own: what it becomes, and SAMM's own scores."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assess.assessment.model import Answer, Assessment
from assess.errors import AssessError
from assess.questionnaire.exchange import samm
from assess.questionnaire.load import hash_of
from assess.questionnaire.model import Questionnaire
from assess.scoring.example import verify
from assess.scoring.model import OVERALL
from assess.scoring.score import Scorer

SHARES = (1, 0, 0.25, 0.5)
FUNCTIONS = ("Alpha", "Bravo", "Charlie", "Delta", "Echo")
ANSWERS = """id: set
values:
  - {text: All of it, value: 1, weight: 1, order: 3}
  - {text: No, value: 0, weight: 1, order: 0}
  - {text: Some of it, value: 0.25, weight: 1, order: 1}
  - {text: Half of it, value: 0.5, weight: 1, order: 2}
type: AnswerSet
"""


def folder(functions: int = 5, practices: int = 3) -> dict[str, str]:
    """The files by path: functions in an order of their own, three levels and two streams in each practice."""
    files = {"answer_sets/A.yml": ANSWERS}
    for n in (1, 2, 3):
        files[f"maturity_levels/{n}.yml"] = (
            f"id: ml{n}\nnumber: {n}\ndescription: Step {n}.\ntype: MaturityLevel\n"
        )
    for f, name in enumerate(FUNCTIONS[:functions]):
        files[f"business_functions/{FUNCTIONS[-f - 1]}-file.yml"] = (
            f"model: M\nid: f{f}\nname: {name}\ndescription: About {name}.\norder: {f + 1}\ntype: Function\n"
        )
        for p in range(practices):
            id = f"f{f}p{p}"
            files[f"security_practices/{id}.yml"] = (
                f"function: f{f}\nid: {id}\nname: Practice {p}\nshortName: P{p}\nshortDescription: It is {p}.\n"
                f"longDescription: More of it.\norder: {p + 1}\ntype: Practice\n"
            )
            for letter in "AB":
                files[f"streams/{id}{letter}.yml"] = (
                    f"practice: {id}\nid: {id}{letter}\nname: S\nletter: {letter}\ndescription: D\norder: 1\ntype: Stream\n"
                )
            for n in (1, 2, 3):
                level = f"{id}l{n}"
                files[f"practice_levels/{level}.yml"] = (
                    f"practice: {id}\nmaturityLevel: ml{n}\nid: {level}\nobjective: Reach {n}.\ntype: PracticeLevel\n"
                )
                for letter in "AB":
                    activity = f"{level}{letter}"
                    files[f"activities/{activity}.yml"] = (
                        f"stream: {id}{letter}\nlevel: {level}\nid: {activity}\ntitle: T\nbenefit: It helps.\n"
                        "shortDescription: What is done.\nlongDescription: At length.\nresults:\ntype: Activity\n"
                    )
                    files[f"questions/{activity}.yml"] = (
                        f"activity: {activity}\nanswerSet: set\nid: q{activity}\ntext: Is {activity} done?\norder: 1\n"
                        "quality:\n  - It is written down\n  - It is known\ntype: Question\n"
                    )
    return files


def read(files: dict[str, str]):
    return samm.read({path: text.encode() for path, text in files.items()}, "our-samm")


@pytest.fixture(scope="module")
def model() -> Questionnaire:
    from msgspec.structs import replace

    found = read(folder()).manuscript.questionnaire
    return replace(found, hash=hash_of(found))


@pytest.fixture(scope="module")
def score(model: Questionnaire):
    scorer = Scorer(model)

    def scored(answer: Callable[[int], float | None]) -> dict:
        """Scores by node, where `answer` gives what every question of a practice is answered with."""
        practices = [inner for top in model.dimensions for inner in top.dimensions]
        scale = {option.value: option.id for options in model.scales.values() for option in options}
        answers = {
            question.id: Answer(scale[answer(i)])
            for i, practice in enumerate(practices)
            for level in practice.dimensions
            for question in level.questions
            if answer(i) is not None
        }
        assessment = Assessment(
            id="a",
            questionnaire=model.id,
            version=model.version,
            hash=model.hash,
            profile={},
            answers=answers,
        )
        (found,) = scorer.score_assessments([assessment])
        return {name: node.score / 100 for name, node in found.nodes.items()}

    yield scored
    scorer.close()


def test_functions_hold_practices_these_levels_and_these_a_question_a_stream(model: Questionnaire):
    assert [top.id for top in model.dimensions] == ["alpha", "bravo", "charlie", "delta", "echo"]
    practice = model.dimensions[0].dimensions[1]
    assert (practice.id, practice.rollup, practice.title) == ("a-p1", "sum", "Practice 1")
    assert [level.id for level in practice.dimensions] == ["a-p1-1", "a-p1-2", "a-p1-3"]
    assert {level.rollup for level in practice.dimensions} == {"mean"}
    question = practice.dimensions[2].questions[1]
    assert question.id == "a-p1-3-b"
    assert question.evidence == ("It is written down", "It is known")
    assert (question.help, question.why) == ("What is done.", "It helps.")


def test_answers_are_worth_what_the_answer_set_says(model: Questionnaire):
    """And “No” is a word, whatever YAML makes of it."""
    assert [(o.text, o.value) for o in model.scales["a"]] == [
        ("No", 0),
        ("Some of it", 0.25),
        ("Half of it", 0.5),
        ("All of it", 1),
    ]


def test_it_scores_as_the_vector_says(score):
    found = score(lambda practice: SHARES[practice % 4])
    expected = [3, 0, 0.75, 1.5]
    practices = [f"{name[0].lower()}-p{p}" for name in FUNCTIONS for p in range(3)]
    assert [found[name] for name in practices] == [expected[i % 4] for i in range(15)]
    assert [found[name.lower()] for name in FUNCTIONS] == [1.25, 1.5, 1.75, 0.75, 1.25]
    assert found[OVERALL] == 1.3


def test_what_is_open_counts_nothing(score):
    found = score(lambda practice: 1 if practice == 0 else None)
    assert (found["a-p0"], found["alpha"], found[OVERALL]) == (3, 1, 0.2)


def test_its_own_examples_hold(model: Questionnaire):
    assert verify(model) == []


def test_what_no_questionnaire_asks_is_noted():
    notes = read(folder(1, 1)).notes
    assert {"`longDescription` is not carried.", "`title` is not carried."} <= {note.what for note in notes}


def test_a_question_whose_answers_are_missing_is_noted():
    files = folder(1, 1)
    path = "questions/f0p0l1A.yml"
    files[path] = files[path].replace("answerSet: set", "answerSet: other")
    found = read(files)
    assert "a-p0-1-a" not in found.manuscript.questionnaire.question
    assert any(note.place == path and "not carried" in note.what for note in found.notes)


def test_a_file_of_another_type_is_noted():
    found = read(folder(1, 1) | {"x/other.yml": "type: Sponsor\nname: Nobody\n"})
    assert any(note.place == "x/other.yml" for note in found.notes)


@pytest.mark.parametrize("files", [{}, {"a.yml": "type: Function\nid: f\nname: F\n"}, {"a.yml": "- 1"}])
def test_a_folder_without_questions_is_refused(files: dict[str, str]):
    with pytest.raises(AssessError):
        read(files)
