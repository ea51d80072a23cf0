"""The whole journey as a browser without a script makes it: start, answer, leave, resume, review, submit, read."""

from __future__ import annotations

from assess.assessment.model import State

from .conftest import Service
from .visitor import Visitor


def test_start_leads_to_a_private_link_and_the_bands(window: Visitor):
    window.open("/q/cx-quick-check")
    page = window.press()
    assert window.url.endswith("/profile")
    assert len(window.token) == 32
    assert {"industry", "size", "region"} <= set(page.fields)


def test_every_page_of_the_journey_to_the_result(window: Visitor):
    page = window.begin()
    assert "1 of 4" in page.text
    page = window.answer_all()
    assert "All 12 questions are answered." in page.text
    page = window.press()
    assert window.url.endswith("/result/index.html")
    assert "You are at level" in page.text


def test_answers_and_comments_are_there_when_the_link_is_opened_again(service: Service, window: Visitor):
    window.begin()
    window.fill(q__qc_direction_01="3", q__qc_direction_01__comment="Ask Jürgen & <Ana>")
    window.press("leave")
    assert f"https://cx.example/a/{window.token}" in window.page.text
    other = service.window()
    page = other.open(f"/a/{window.token}")
    assert other.url.endswith("/d/qc-direction")
    assert page.fields["q.qc-direction-01"] == ["3"]
    assert page.fields["q.qc-direction-01.comment"] == ["Ask Jürgen & <Ana>"]


def test_link_leads_to_the_first_open_page_then_to_the_review_then_to_the_result(window: Visitor):
    window.begin()
    token = window.token
    for name in ("qc-direction-01", "qc-direction-02", "qc-direction-03"):
        window.page.fields[f"q.{name}"] = ["1"]
    window.press()
    window.open(f"/a/{token}")
    assert window.url.endswith("/d/qc-understanding")
    window.answer_all()
    window.open(f"/a/{token}")
    assert window.url.endswith("/review")
    window.press()
    for path in ("", "/review", "/profile", "/left", "/d/qc-direction"):
        window.open(f"/a/{token}{path}")
        assert window.url.endswith("/result/index.html"), path


def test_buttons_lead_on_back_and_away(window: Visitor):
    window.begin()
    window.press("next")
    assert window.url.endswith("/d/qc-understanding")
    window.press("back")
    assert window.url.endswith("/d/qc-direction")
    window.press("back")
    assert window.url.endswith("/profile")
    window.press()
    window.press("leave")
    assert window.url.endswith("/left")


def test_profile_without_a_band_is_asked_for_again_and_keeps_the_others(window: Visitor):
    window.open("/q/cx-quick-check")
    window.press()
    page = window.fill(industry="G", size="medium").press()
    assert window.status == 422
    assert "Choose a band for: Region" in page.text
    assert page.fields["industry"] == ["G"]


def test_progress_counts_what_applies(window: Visitor):
    page = window.begin("deliveries")
    assert "0 / 3" in page.text
    page = window.fill(q__parcel_own="own").press()
    assert "1 / 4" in page.text


def test_dont_know_and_not_applicable_are_answers(service: Service, window: Visitor):
    window.begin()
    window.fill(
        q__qc_direction_01="state:unknown",
        q__qc_direction_02="state:not_applicable",
        q__qc_direction_02__reason="We have no board",
    )
    window.press()
    draft = service.store.draft(window.token)
    assert draft.answers["qc-direction-01"].state is State.UNKNOWN
    assert draft.answers["qc-direction-02"].reason == "We have no board"
    assert "2 / 12" in window.page.text


def test_answer_can_be_taken_back(service: Service, window: Visitor):
    window.begin()
    window.fill(q__qc_direction_01="3").press()
    window.press("back")
    window.fill(q__qc_direction_01="state:unanswered").press()
    assert service.store.draft(window.token).answers["qc-direction-01"].state is State.UNANSWERED
    assert "0 / 12" in window.page.text


def test_review_lists_what_is_missing_with_links(window: Visitor):
    window.begin()
    window.fill(q__qc_direction_01="3").press()
    page = window.open(f"/a/{window.token}/review")
    assert "11 questions are still open" in page.text
    assert f"/a/{window.token}/d/qc-direction#qc-direction-02" in page.links
    assert f"/a/{window.token}/d/qc-direction#qc-direction-01" not in page.links


def test_consent_is_off_unless_given(service: Service, window: Visitor):
    window.begin()
    page = window.answer_all()
    assert "contributes" not in page.fields
    window.press()
    assert not service.store.draft(window.token).submission.assessment.contributes


def test_consent_given_is_kept(service: Service, window: Visitor):
    window.begin()
    window.answer_all()
    window.fill(contributes="yes").press()
    assert service.store.draft(window.token).submission.assessment.contributes


def test_bands_changed_in_another_window_are_not_overwritten_in_silence(service: Service, window: Visitor):
    window.begin()
    stale = window.open(f"/a/{window.token}/profile").fields["base"]
    path = f"/a/{window.token}/profile"
    first = {"base": stale, "industry": ["C"], "size": ["large"], "region": ["eu-west"]}
    window.send(first, path)
    page = window.send({**first, "industry": ["H"]}, path)
    assert page.status_code == 409
    assert "Changed in another window" in page.text
    assert service.store.draft(window.token).profile["industry"] == "C"


def test_unfinished_form_may_be_submitted(window: Visitor):
    window.begin()
    window.fill(q__qc_direction_01="3").press()
    window.open(f"/a/{window.token}/review")
    page = window.press()
    assert window.url.endswith("/result/index.html")
    assert "too little" in page.text


def test_question_brought_up_by_an_answer_is_asked_before_the_next_page(window: Visitor):
    window.begin("deliveries")
    page = window.fill(q__parcel_own="own").press()
    assert window.url.endswith("/d/parcel")
    assert "parcel-fleet" in page.ids
    window.press()
    assert window.url.endswith("/d/counter")


def test_page_says_beforehand_that_an_answer_decides_about_another_question(window: Visitor):
    page = window.begin("deliveries")
    assert "Whether one other question applies depends on this answer." in page.text


def test_hidden_question_keeps_its_answer_and_does_not_count(service: Service, window: Visitor):
    window.begin("deliveries")
    window.fill(q__parcel_own="own").press()
    window.fill(q__parcel_fleet="2").press("back")
    window.open(f"/a/{window.token}/d/parcel")
    window.fill(q__parcel_own="others", sure="parcel-own").press()
    assert "1 / 3" in window.page.text
    assert service.store.draft(window.token).answers["parcel-fleet"].value == 2
    page = window.open(f"/a/{window.token}/d/parcel")
    assert "This question does not apply" in page.text
    assert page.fields["q.parcel-fleet"] == ["2"]


def test_band_decides_about_a_question(window: Visitor):
    window.begin("deliveries", size="large")
    window.open(f"/a/{window.token}/d/counter")
    inactive = [a for tag, a in window.page.tags if tag == "fieldset" and "is-inactive" in a["class"]]
    assert inactive == []


def test_left_page_tells_until_when_the_link_lasts(window: Visitor):
    window.begin()
    page = window.press("leave")
    assert "28 August 2026" in page.text
