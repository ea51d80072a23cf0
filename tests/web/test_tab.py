"""Two windows on one assessment: nothing is overwritten in silence, and each window is told what stands."""

from __future__ import annotations

import pytest

from .conftest import Service
from .visitor import Visitor

QUESTION = "qc-direction-01"
OTHER = "qc-direction-02"


@pytest.fixture
def pair(service: Service, window: Visitor) -> tuple[Visitor, Visitor]:
    """Two windows that show the same page, opened at the same moment."""
    window.begin()
    second = service.window()
    second.open(window.url)
    return window, second


def stored(service: Service, window: Visitor) -> dict[str, object]:
    """The values of the answers that stand."""
    return {name: answer.value for name, answer in service.store.draft(window.token).answers.items()}


def choose(window: Visitor, question: str, value: str) -> Visitor:
    """Choose an option on the page, without sending it."""
    window.page.fields[f"q.{question}"] = [value]
    return window


def test_windows_that_answer_different_questions_keep_both(service: Service, pair: tuple[Visitor, Visitor]):
    first, second = pair
    choose(first, QUESTION, "3").press()
    choose(second, OTHER, "1").press()
    assert stored(service, first) == {QUESTION: 3, OTHER: 1}


def test_unchanged_fields_of_a_stale_page_never_overwrite(service: Service, pair: tuple[Visitor, Visitor]):
    first, second = pair
    choose(first, QUESTION, "3").press()
    second.press()
    assert second.status == 200
    assert stored(service, first) == {QUESTION: 3}


def test_second_window_is_told_and_shown_what_stands(service: Service, pair: tuple[Visitor, Visitor]):
    first, second = pair
    choose(first, QUESTION, "3").press()
    page = choose(second, QUESTION, "1").press()
    assert second.status == 409
    assert "Answered in another window" in page.text
    assert page.fields[f"q.{QUESTION}"] == ["3"]
    assert stored(service, first) == {QUESTION: 3}


def test_choosing_again_after_being_told_wins(service: Service, pair: tuple[Visitor, Visitor]):
    first, second = pair
    choose(first, QUESTION, "3").press()
    choose(second, QUESTION, "1").press()
    choose(second, QUESTION, "1").press()
    assert stored(service, first) == {QUESTION: 1}


def test_same_answer_in_both_windows_is_no_conflict(pair: tuple[Visitor, Visitor]):
    first, second = pair
    choose(first, QUESTION, "3").press()
    choose(second, QUESTION, "3").press()
    assert second.url.endswith("/d/qc-understanding")


def test_autosave_says_what_it_saved(pair: tuple[Visitor, Visitor]):
    answer = choose(pair[0], QUESTION, "3").autosave()
    assert (answer["done"], answer["total"], answer["leaf_done"], answer["leaf_total"]) == (1, 12, 1, 3)
    assert answer["conflicts"] == []
    assert answer["stale"] == {}
    assert answer["errors"] == {}
    again = pair[0].autosave()
    assert again["revision"] == answer["revision"]


def test_autosave_tells_a_conflict_and_how_to_show_what_stands(pair: tuple[Visitor, Visitor]):
    first, second = pair
    choose(first, QUESTION, "3").autosave()
    answer = choose(second, QUESTION, "1").autosave()
    assert answer["conflicts"] == [QUESTION]
    assert answer["stale"] == {QUESTION: {"chosen": ["3"], "reason": "", "comment": ""}}
    assert second.autosave()["revision"] == answer["revision"], "what it was shown is no change of its own"


def test_autosave_after_a_conflict_does_not_forget_it(service: Service, pair: tuple[Visitor, Visitor]):
    first, second = pair
    choose(first, QUESTION, "3").autosave()
    choose(second, QUESTION, "1").autosave()
    choose(second, OTHER, "2").autosave()
    second.press()
    assert stored(service, first) == {QUESTION: 3, OTHER: 2}


def test_autosave_that_changes_nothing_still_learns_what_stands(
    service: Service, pair: tuple[Visitor, Visitor]
):
    first, second = pair
    choose(first, QUESTION, "3").autosave()
    assert second.autosave()["stale"][QUESTION]["chosen"] == ["3"]
    choose(second, OTHER, "0").autosave()
    assert stored(service, first) == {QUESTION: 3, OTHER: 0}


def test_autosave_tells_which_questions_no_longer_apply(service: Service, window: Visitor):
    window.begin("deliveries")
    assert choose(window, "parcel-own", "others").autosave()["inactive"] == ["parcel-fleet"]
    assert choose(window, "parcel-own", "own").autosave()["inactive"] == []


def test_answer_to_a_question_another_window_has_hidden_is_refused(service: Service, window: Visitor):
    window.begin("deliveries")
    choose(window, "parcel-own", "own").press()
    second = service.window()
    second.open(window.url)
    choose(window, "parcel-own", "others").press()
    page = choose(second, "parcel-fleet", "2").press()
    assert second.status == 422
    assert "This question does not apply: an earlier answer" in page.text
    assert "parcel-fleet" not in stored(service, window)


def test_form_sent_after_an_autosave_of_its_own_is_no_conflict(service: Service, window: Visitor):
    window.begin()
    base = window.page.fields["base"]
    choose(window, QUESTION, "3").autosave()
    window.page.fields["base"] = base
    window.press()
    assert window.url.endswith("/d/qc-understanding")
    assert stored(service, window) == {QUESTION: 3}


def test_review_of_a_second_window_does_not_submit_again(service: Service, window: Visitor):
    window.begin()
    window.answer_all()
    second = service.window()
    second.open(window.url)
    window.press()
    page = second.fill(contributes="yes").press()
    assert second.status == 409
    assert "submitted before" in page.text
    assert f"/a/{window.token}" in page.links
    assert not service.store.draft(window.token).submission.assessment.contributes


def test_same_review_sent_twice_submits_once(fresh: Service):
    window = fresh.window()
    window.begin()
    window.answer_all()
    for _ in range(2):
        response = window.send(window.page.fields)
        assert response.url.path.endswith("/result/index.html")
    assert len(list(fresh.store.submissions())) == 1


def test_page_left_open_past_the_submission_cannot_change_anything(
    service: Service, pair: tuple[Visitor, Visitor]
):
    first, second = pair
    first.answer_all()
    first.press()
    page = choose(second, QUESTION, "0").press()
    assert second.status == 409
    assert "has been submitted" in page.text
    assert service.store.draft(first.token).submission.assessment.answers[QUESTION].value == 2


def test_bands_changed_in_another_window_stand_and_are_shown(service: Service, window: Visitor):
    window.open("/q/cx-quick-check")
    window.press()
    second = service.window()
    second.open(window.url)
    window.fill(industry="G", size="medium", region="eu-west").press()
    page = second.fill(industry="C", size="medium", region="eu-west").press()
    assert second.status == 409
    assert "Changed in another window" in page.text
    assert page.fields["industry"] == ["G"]
    assert service.store.draft(window.token).profile["industry"] == "G"
