"""What goes into a blob comes out of it; what does not fit is refused, never guessed."""

from __future__ import annotations

from contextlib import suppress

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assess.assessment.model import Answer, Assessment, State
from assess.scoring.model import NodeScore, Scores
from assess.store.blob import (
    FORMAT,
    Change,
    pack_answers,
    pack_change,
    pack_scores,
    unpack_answers,
    unpack_change,
    unpack_scores,
)
from assess.store.record import Model
from assess.store.refusal import Damaged

quick = settings(max_examples=40, deadline=None)
text = st.text(max_size=30)
values = (
    st.none() | st.integers(-(2**31), 2**31) | st.floats(allow_nan=False) | text | st.lists(text, max_size=5)
)
answers = st.builds(Answer, value=values, state=st.sampled_from(State), reason=text, comment=text)
answers_by_question = st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True), answers, max_size=12)
counts = st.integers(0, 300)
optional = st.none() | st.integers(0, 500)
node_scores = st.builds(
    NodeScore,
    node=st.just("set below"),
    score=optional,
    level=optional,
    staged=optional,
    reason=st.sampled_from(["", "too_few_answers"]),
    asked=counts,
    counted=counts,
    unknown=counts,
    not_applicable=counts,
    unanswered=counts,
)


def model(questions=(), nodes=()) -> Model:
    return Model(
        questionnaire="cx", version="1.0.0", hash="h", questions=tuple(questions), nodes=tuple(nodes)
    )


def assessment(given, profile) -> Assessment:
    return Assessment(id="i", questionnaire="cx", version="1.0.0", hash="h", profile=profile, answers=given)


@quick
@given(answers_by_question, st.dictionaries(st.sampled_from(["industry", "sector", "stage"]), text))
def test_answers_come_back_as_they_were(given, profile) -> None:
    found, rest = unpack_answers(pack_answers(assessment(given, profile)), model(given))
    assert found == given
    assert [(type(a.value), a.state) for a in found.values()] == [
        (type(a.value), a.state) for a in given.values()
    ]
    assert rest == {field: band for field, band in profile.items() if field != "industry"}


@quick
@given(st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True), node_scores, max_size=8))
def test_scores_come_back_as_they_were(nodes) -> None:
    nodes = {name: msgspec.structs.replace(scored, node=name) for name, scored in nodes.items()}
    scores = Scores(questionnaire="cx", version="1.0.0", hash="h", nodes=nodes)
    assert unpack_scores(pack_scores(scores), model(nodes=nodes)) == scores


@quick
@given(answers_by_question, st.dictionaries(text, text, max_size=3), st.integers(0, 9), st.booleans())
def test_changes_come_back_as_they_were(given, profile, base, overwrite) -> None:
    change = Change(base, overwrite, given, profile)
    assert unpack_change(pack_change(change)) == change


def test_later_format_is_refused() -> None:
    with pytest.raises(Damaged, match="unknown format 02"):
        unpack_change(b"\x02" + pack_change(Change(0, False, {}, {}))[1:])


def test_first_format_stays_readable() -> None:
    """These bytes were written by the first version. Whatever changes later, they must read."""
    blob = FORMAT + bytes.fromhex("92 94 03 92 00 91 a1 61 91 01 94 02 c0 a2 6e 6f a0 80")
    found, rest = unpack_answers(blob, model(["a", "b", "c", "d"]))
    assert found == {
        "a": Answer(3),
        "b": Answer(["a"]),
        "c": Answer(state=State.UNKNOWN),
        "d": Answer(state=State.NOT_APPLICABLE, reason="no"),
    }
    assert rest == {}
    change = FORMAT + bytes.fromhex("94 02 c2 81 a3 71 2d 31 81 a5 76 61 6c 75 65 04 80")
    assert unpack_change(change) == Change(2, False, {"q-1": Answer(4)}, {})


@quick
@given(st.binary(max_size=40))
def test_rubbish_is_damage_and_nothing_else(blob) -> None:
    for unpack in (
        lambda: unpack_answers(blob, model(["a"])),
        lambda: unpack_scores(blob, model(nodes=["a"])),
    ):
        with suppress(Damaged):
            unpack()
