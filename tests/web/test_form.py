"""Fields and answers: what a page shows is what it sends back, whatever the answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.assessment.entry import check_answer
from assess.assessment.model import Answer, State
from assess.questionnaire.catalogue import Catalogue
from assess.questionnaire.model import LevelQuestion, ManyQuestion, Question, TextQuestion
from assess.web.form import fill, fingerprint, read_page

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=40).map(str.strip)


def fields_of(question: Question, answer: Answer) -> dict[str, list[str]]:
    """What an untouched page sends for an answer."""
    shown, name = fill(answer), f"q.{question.id}"
    states = [value for value in shown.chosen if value.startswith("state:") and question.scored]
    values = [value for value in shown.chosen if value not in states]
    fields = {
        f"was.{question.id}": ["-"],
        f"{name}.comment": [shown.comment],
        f"{name}.reason": [shown.reason],
    }
    if isinstance(question, ManyQuestion):
        return {**fields, name: values, f"{name}.state": states or [""]}
    return {**fields, name: list(shown.chosen) or [""]}


def answers_to(question: Question) -> st.SearchStrategy[Answer]:
    """Every kind of answer that can be kept."""
    states = [State.UNANSWERED] if isinstance(question, TextQuestion) else [State.UNKNOWN, State.UNANSWERED]
    without = st.builds(
        Answer, st.none(), st.sampled_from(states), comment=TEXT if question.scored else st.just("")
    )
    if isinstance(question, TextQuestion):
        return without | st.builds(Answer, TEXT.filter(bool))
    if isinstance(question, LevelQuestion):
        value = st.integers(0, len(question.options) - 1)
    elif isinstance(question, ManyQuestion):
        ids = [tick.id for tick in question.options if not tick.exclusive]
        value = st.lists(st.sampled_from(ids), min_size=1, unique=True)
    else:
        value = st.sampled_from([option.id for option in question.options])
    return without | st.builds(Answer, value, comment=TEXT)


@pytest.fixture(scope="module")
def deliveries(catalogue: Catalogue):
    return catalogue.get("deliveries")


@given(data=st.data())
def test_page_sends_back_the_answer_it_shows(deliveries, data):
    question = data.draw(st.sampled_from(deliveries.questions))
    answer = data.draw(answers_to(question))
    check_answer(deliveries, question, answer)
    posted = read_page(deliveries, [question], fields_of(question, answer))
    assert not posted.errors
    assert posted.shown == {question.id: answer}


@given(data=st.data())
def test_untouched_page_changes_nothing(deliveries, data):
    question = data.draw(st.sampled_from(deliveries.questions))
    answer = data.draw(answers_to(question))
    fields = fields_of(question, answer) | {f"was.{question.id}": [fingerprint(answer)]}
    assert read_page(deliveries, [question], fields).changes == {}


def test_order_of_ticks_is_no_change():
    assert fingerprint(Answer(["late", "sent"])) == fingerprint(Answer(["sent", "late"]))


@pytest.mark.parametrize("one", [Answer(1), Answer(2), Answer(1, comment="x"), Answer(state=State.UNKNOWN)])
def test_other_answers_have_other_fingerprints(one: Answer):
    assert fingerprint(one) != fingerprint(Answer(0))


def test_question_the_page_did_not_show_is_left_alone(deliveries):
    posted = read_page(deliveries, deliveries.questions, {"q.parcel-own": ["own"], "q.nonsense": ["1"]})
    assert posted.changes == {}
    assert posted.errors == {}


def test_option_called_unknown_is_not_the_state(deliveries):
    question = deliveries.question["parcel-own"]
    fields = {"was.parcel-own": ["-"], "q.parcel-own": ["unknown"]}
    assert read_page(deliveries, [question], fields).changes == {"parcel-own": Answer("unknown")}


def test_text_that_reads_like_a_state_stays_text(deliveries):
    question = deliveries.question["counter-words"]
    fields = {"was.counter-words": ["-"], "q.counter-words": ["state:unknown"]}
    assert read_page(deliveries, [question], fields).changes == {"counter-words": Answer("state:unknown")}


@pytest.mark.parametrize("value", ["9", "-1", "²", "٣", "1.5", "9" * 5000, "two", "null"])
def test_value_off_the_scale_is_an_error_of_its_question(deliveries, value: str):
    question = deliveries.question["counter-hours"]
    posted = read_page(deliveries, [question], {"was.counter-hours": ["-"], "q.counter-hours": [value]})
    assert posted.changes == {}
    assert "off the scale" in posted.errors["counter-hours"].what


def test_ticks_beside_dont_know_are_refused(deliveries):
    question = deliveries.question["parcel-news"]
    fields = {
        "was.parcel-news": ["-"],
        "q.parcel-news": ["sent"],
        "q.parcel-news.state": ["state:unknown"],
    }
    posted = read_page(deliveries, [question], fields)
    assert posted.changes == {}
    assert "Untick" in posted.errors["parcel-news"].remedy


def test_ticks_that_rule_each_other_out_are_refused(deliveries):
    question = deliveries.question["parcel-news"]
    posted = read_page(deliveries, [question], {"was.parcel-news": ["-"], "q.parcel-news": ["sent", "none"]})
    assert "contradict" in posted.errors["parcel-news"].what
