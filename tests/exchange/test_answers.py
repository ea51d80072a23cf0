"""Answers as JSON: out and in again without a loss; what is bad is named and comes back, what is good is kept."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from msgspec.structs import replace

from assess.assessment.activity import settle
from assess.assessment.exchange import read_answers, schema, write_answers, write_bad
from assess.assessment.model import Answer, Assessment, State
from assess.errors import AssessError, Conflict
from assess.questionnaire.model import Row

from .conftest import EVERY, SHARED, manuscript_of

QUESTIONNAIRE = manuscript_of(EVERY).questionnaire
PROFILE = SHARED[1]
NOW = datetime(2026, 3, 1, 12, 30, 15, 123456, tzinfo=UTC)
NOT_ASKED = [State.UNKNOWN, State.UNANSWERED]

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


def answers_to(values: st.SearchStrategy) -> st.SearchStrategy:
    """A value, or a state with a reason, each perhaps with a comment."""
    return st.one_of(
        st.builds(Answer, value=values, comment=words),
        st.builds(Answer, state=st.sampled_from(NOT_ASKED), comment=words),
        st.builds(Answer, state=st.just(State.NOT_APPLICABLE), reason=words, comment=words),
    )


rows = st.lists(
    st.builds(
        Row,
        name=st.text("abcdefgh", min_size=1, max_size=9),
        answers=st.fixed_dictionaries(
            {"speed": st.sampled_from([0, 1, "unknown"]), "warmth": st.sampled_from([0, 2, "unknown"])}
        ),
    ),
    min_size=2,
    max_size=5,
    unique_by=lambda row: row.name,
)
given_answers = st.fixed_dictionaries(
    {},
    optional={
        "rung": answers_to(st.integers(0, 2)),
        "pace": answers_to(st.sampled_from(["never", "weekly", "daily"])),
        "colour": answers_to(st.sampled_from(["red", "green"])),
        "ticks": answers_to(st.sampled_from([["one"], ["one", "two"], ["none"]])),
        "hours": answers_to(st.integers(0, 48)),
        "words": st.builds(Answer, value=words, comment=words),
        "places": answers_to(rows),
    },
)


def assessment(id: str, answers: dict[str, Answer], **fields: object) -> Assessment:
    profile = {"industry": "C", "size": "medium"}
    return Assessment(
        id=id,
        questionnaire=QUESTIONNAIRE.id,
        version=QUESTIONNAIRE.version,
        hash=QUESTIONNAIRE.hash,
        profile=profile,
        answers=settle(QUESTIONNAIRE, answers, profile),
        submitted_at=NOW,
        source="import",
        **fields,
    )


def read(content: bytes):
    return read_answers(content, QUESTIONNAIRE, PROFILE, file="answers.json")


def file_of(*respondents: dict, **head: object) -> bytes:
    return msgspec.json.encode({"format": 1, "questionnaire": "every", "respondents": respondents} | head)


@settings(max_examples=60, deadline=None)
@given(st.lists(given_answers, max_size=3), st.booleans(), st.booleans())
def test_what_is_written_is_read_as_it_was(several: list[dict], contributes: bool, synthetic: bool):
    """States, reasons, comments, rows, times, and the values of questions that a condition hides."""
    wanted = [
        assessment(f"id {i}", answers, contributes=contributes, synthetic=synthetic)
        for i, answers in enumerate(several)
    ]
    content = b"".join(write_answers(QUESTIONNAIRE, wanted))
    found = read(content)
    assert (found.problems, found.assessments) == ((), wanted)
    Draft202012Validator(schema()).validate(msgspec.json.decode(content))


def test_a_hidden_answer_keeps_its_value():
    hidden = assessment("a", {"rung": Answer(0), "pace": Answer("daily", comment="once")})
    assert hidden.answers["pace"].state is State.INACTIVE
    (found,) = read(b"".join(write_answers(QUESTIONNAIRE, [hidden]))).assessments
    assert found.answers["pace"] == Answer("daily", State.INACTIVE, comment="once")


def test_what_is_left_out_is_unanswered():
    (found,) = read(file_of({"id": "a", "answers": {}})).assessments
    assert found.answers["rung"].state is State.UNANSWERED


def test_a_share_of_rows_that_are_not_known_is_kept():
    (found,) = read(file_of({"id": "a", "answers": {"places": {"value": 0.5}}})).assessments
    assert found.answers["places"].value == 0.5


@pytest.mark.parametrize(
    ("respondent", "path"),
    [
        ({"id": "b", "answers": {"rung": {"value": 9}}}, ".answers.rung"),
        ({"id": "b", "answers": {"rung": {"value": "1"}}}, ".answers.rung"),
        ({"id": "b", "answers": {"nothing": {"value": 1}}}, ".answers.nothing"),
        ({"id": "b", "answers": {"rung": {"state": "unknown", "value": 1}}}, ".answers.rung"),
        ({"id": "b", "answers": {"rung": {"state": "inactive", "value": 1}}}, ".answers.rung"),
        ({"id": "b", "answers": {"places": {"value": 1.5}}}, ".answers.places"),
        ({"id": "b", "answers": {"rung": {"state": "inactive"}, "pace": {"value": "x"}}}, ".answers.pace"),
        ({"id": "b", "answers": {}, "profile": {"industry": "?"}}, ".profile.industry"),
        ({"id": "b", "answers": {}, "profile": {"height": "C"}}, ".profile.height"),
        ({"id": "a", "answers": {}}, ".id"),
        ({"id": "b\u0000", "answers": {}}, ".id"),
        ({"id": "", "answers": {}}, ""),
        ({"id": "b", "answers": {}, "extra": 1}, ""),
        ({"id": "b", "answers": {}, "submitted_at": "2026-03-01T12:00:00"}, ""),
        ({"id": "b"}, ""),
        ([], ""),
    ],
)
def test_a_bad_respondent_is_named_and_comes_back_and_the_good_one_is_kept(respondent: object, path: str):
    good = {"id": "a", "answers": {"rung": {"value": 1}}}
    found = read(file_of(good, respondent))
    assert [each.id for each in found.assessments] == ["a"]
    assert [problem.path for problem in found.problems] == [f"respondents[1]{path}"]
    assert all(problem.what and problem.remedy for problem in found.problems)
    assert msgspec.json.decode(write_bad(QUESTIONNAIRE, found.bad))["respondents"] == [respondent]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{}",
        b"[" * 100_000,
        b"\xff",
        b'{"format": 2, "questionnaire": "every", "respondents": []}',
        file_of(extra=1),
    ],
)
def test_what_is_no_file_of_answers_is_refused(content: bytes):
    with pytest.raises(AssessError):
        read(content)


@pytest.mark.parametrize("head", [{"questionnaire": "other"}, {"hash": "0" * 64}])
def test_answers_to_something_else_are_refused(head: dict):
    with pytest.raises(Conflict):
        read(file_of(**head))


def test_an_empty_store_writes_a_file_that_can_be_read():
    assert read(b"".join(write_answers(QUESTIONNAIRE, []))).assessments == []


def test_the_hash_of_the_content_is_in_the_file():
    other = replace(QUESTIONNAIRE, hash="1" * 64)
    with pytest.raises(Conflict):
        read(b"".join(write_answers(other, [])))
