"""Progress is told only where the same was asked, and a new question or weight never looks like it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from assess.assessment.activity import settle
from assess.assessment.model import Answer, Assessment
from assess.questionnaire.load import load, load_shared
from assess.questionnaire.model import Questionnaire
from assess.questionnaire.publication import Migration
from assess.scoring.change import Side, compare_sides
from assess.scoring.explain import score_and_explain
from assess.scoring.model import Explanation, Step
from assess.scoring.score import Scorer

ROOT = Path(__file__).parents[2]
FULL, QUICK = (
    load(ROOT / f"questionnaires/{name}/questionnaire.yaml", *load_shared(ROOT / "questionnaires"))
    for name in ("cx-maturity", "cx-quick-check")
)


def side(questionnaire: Questionnaire, rung: int, **others: int) -> Side:
    answers = {
        q.id: Answer(others.get(q.id, rung)) for q in questionnaire.questions if q.scored and _is_level(q)
    }
    assessment = Assessment(
        id="a",
        questionnaire=questionnaire.id,
        version=questionnaire.version,
        hash=questionnaire.hash,
        profile={},
        answers=settle(questionnaire, answers, {}),
    )
    scorer = Scorer(questionnaire)
    _, explanation = score_and_explain(scorer, assessment)
    scorer.close()
    return Side(questionnaire=questionnaire, explanation=explanation)


def _is_level(question) -> bool:
    return type(question).__name__ == "LevelQuestion"


def changed(questionnaire: Questionnaire, **fields) -> Questionnaire:
    """The next version, its first question with other fields."""
    dimension = questionnaire.dimensions[0]
    first = replace(dimension.questions[0], **fields)
    dimension = replace(dimension, questions=(first, *dimension.questions[1:]))
    return replace(
        questionnaire, version="2.0.0", hash="other", dimensions=(dimension, *questionnaire.dimensions[1:])
    )


def test_same_version_is_compared_question_by_question():
    found = compare_sides(side(QUICK, 1), side(QUICK, 3))
    assert [one.question for one in found.questions] == [q.id for q in QUICK.questions if _is_level(q)]
    assert {one.gain for one in found.questions} == {0.5}
    assert {one.shown for one in found.dimensions} == {2.5}
    assert {one.why for one in found.left_out} == {"not_counted"}  # the checklist, which nobody ticked


def test_another_weight_is_no_progress():
    heavier = changed(QUICK, weight=10)
    first = QUICK.questions[0].id
    found = compare_sides(side(QUICK, 1, **{first: 4}), side(heavier, 1, **{first: 4}))
    assert {one.shown for one in found.dimensions} == {0.0}


def test_question_that_weighs_nothing_is_neither_compared_nor_left_out():
    first = QUICK.questions[0].id
    found = compare_sides(side(QUICK, 1), side(changed(QUICK, weight=0), 3))
    assert first not in {one.question for one in (*found.questions, *found.left_out)}


@pytest.mark.parametrize(
    ("fields", "why"),
    [({"blocked": True}, "blocked"), ({"construct": "something-else"}, "new"), ({"construct": None}, "new")],
)
def test_question_that_is_not_the_same_is_left_out_and_says_why(fields, why):
    found = compare_sides(side(QUICK, 1), side(changed(QUICK, **fields), 1))
    assert {one.question: one.why for one in found.left_out}[QUICK.questions[0].id] == why
    assert QUICK.questions[0].id not in {one.question for one in found.questions}


def test_renamed_question_without_a_construct_is_found_by_the_migration():
    before = changed(QUICK, construct=None)
    after = changed(QUICK, construct=None, id="called-otherwise")
    after = replace(after, hash="third")
    without, with_map = (
        compare_sides(side(before, 1), side(after, 1), migration)
        for migration in (Migration(), Migration(renamed={QUICK.questions[0].id: "called-otherwise"}))
    )
    assert len(with_map.questions) == len(without.questions) + 1
    first = QUICK.questions[0].id
    assert [(one.question, one.why) for one in without.left_out if first in (one.question, one.earlier)] == [
        ("", "gone")
    ]
    assert {one.question: one.earlier for one in with_map.questions}["called-otherwise"] == first


def test_question_that_the_migration_blocks_is_left_out():
    first = QUICK.questions[0].id
    migration = Migration(blocked=frozenset({first}))
    found = compare_sides(side(QUICK, 1), side(changed(QUICK), 1), migration)
    assert {one.question: one.why for one in found.left_out}[first] == "blocked"


def test_removed_question_does_not_come_back_as_a_new_one_of_its_id():
    before, after = changed(QUICK, construct=None), replace(changed(QUICK, construct=None), hash="third")
    first = QUICK.questions[0].id
    migration = Migration(removed=frozenset({first}))
    found = compare_sides(side(before, 1), side(after, 1), migration)
    assert {(one.question, one.earlier): one.why for one in found.left_out if one.why != "not_counted"} == {
        (first, ""): "new",
        ("", first): "gone",
    }


def test_migration_says_nothing_between_two_questionnaires():
    blocked = Migration(blocked=frozenset(FULL.question), removed=frozenset(QUICK.question))
    assert compare_sides(side(QUICK, 1), side(FULL, 2), blocked) == compare_sides(
        side(QUICK, 1), side(FULL, 2)
    )


RUNGS = st.fixed_dictionaries({q.id: st.integers(0, 4) for q in QUICK.questions if _is_level(q)})


def made(rungs: dict[str, int]) -> Side:
    """Answers as they would be explained, without the database that explains them."""
    steps = tuple(
        Step(
            question=q.id,
            node="",
            state="answered",
            x=rungs[q.id] / 4 if q.id in rungs else None,
            weight=q.weight,
            share=0,
            gain=0,
            excluded="",
            fails=None,
        )
        for q in QUICK.questions
    )
    return Side(questionnaire=QUICK, explanation=Explanation(steps=steps, parts=()))


@given(RUNGS, RUNGS)
@settings(max_examples=30)
def test_there_and_back_is_no_change(one: dict[str, int], other: dict[str, int]):
    there, back = compare_sides(made(one), made(other)), compare_sides(made(other), made(one))
    assert [q.gain for q in there.questions] == [-q.gain for q in back.questions]
    assert [d.shown for d in there.dimensions] == [-d.shown for d in back.dimensions]
    better = {name: max(one[name], other[name]) for name in one}
    up = compare_sides(made(one), made(better))
    assert all(0 <= d.before <= d.after <= 5 for d in up.dimensions)


def test_two_questionnaires_are_compared_by_construct():
    found = compare_sides(side(QUICK, 1), side(FULL, 2))
    assert len(found.questions) >= 10
    constructs = {q.id: q.construct for q in (*QUICK.questions, *FULL.questions)}
    assert all(constructs[one.question] == constructs[one.earlier] for one in found.questions)


def test_dimension_of_which_too_little_can_be_compared_is_not_told():
    found = compare_sides(side(QUICK, 1), side(FULL, 2))
    told = {one.node for one in found.dimensions}
    assert told < {dimension.id for dimension in FULL.all_dimensions()}
    assert all(one.share >= 0.5 for one in found.dimensions)
    assert {one.node for one in found.untold} == {each.id for each in FULL.all_dimensions()} - told
    assert all(0 < one.share < 0.5 for one in found.untold)
