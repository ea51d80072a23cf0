"""An answer or a band that would hide answered questions waits until it is confirmed, with a script and without."""

from __future__ import annotations

import pytest
from litestar.testing import TestClient

from assess.assessment.model import Answer
from assess.questionnaire.catalogue import Catalogue
from assess.web.form import fingerprint, read_page
from assess.web.hold import hold_back

from .conftest import Service
from .visitor import Visitor

API = "/api/v1"


@pytest.fixture
def answered(window: Visitor) -> Visitor:
    """A window on the page whose first answer has brought up the second, which is answered too."""
    window.begin("deliveries")
    window.fill(q__parcel_own="own").press()
    window.fill(q__parcel_fleet="2").press()
    window.open(f"/a/{window.token}/d/parcel")
    return window


def own(service: Service, window: Visitor) -> object:
    return service.store.draft(window.token).answers["parcel-own"].value


def test_page_comes_back_and_names_what_would_not_apply(service: Service, answered: Visitor):
    page = answered.fill(q__parcel_own="others").press()
    assert answered.status == 409
    assert "1 question that is answered would no longer apply" in page.text
    assert page.text.count("How is your fleet looked after?") == 2
    assert page.fields["q.parcel-own"] == ["others"]
    assert own(service, answered) == "own"


def test_other_answers_of_the_page_are_saved_meanwhile(service: Service, answered: Visitor):
    answered.fill(q__parcel_own="others", q__parcel_news=["sent"]).press()
    assert service.store.draft(answered.token).answers["parcel-news"].value == ["sent"]


def test_asking_again_without_a_word_waits_again(service: Service, answered: Visitor):
    answered.fill(q__parcel_own="others").press()
    answered.press()
    assert answered.status == 409
    assert own(service, answered) == "own"


def test_second_button_changes_it_and_keeps_what_is_hidden(service: Service, answered: Visitor):
    answered.fill(q__parcel_own="others").press()
    page = answered.fill(sure="parcel-own").press("")
    assert answered.status == 200
    assert "This question does not apply" in page.text
    draft = service.store.draft(answered.token)
    assert (draft.answers["parcel-own"].value, draft.answers["parcel-fleet"].value) == ("others", 2)


def test_first_button_takes_it_back(service: Service, answered: Visitor):
    answered.fill(q__parcel_own="others").press()
    page = answered.fill(revert="parcel-own").press("")
    assert answered.status == 200
    assert page.fields["q.parcel-own"] == ["own"]
    assert own(service, answered) == "own"


def test_enter_key_presses_neither_button(answered: Visitor):
    page = answered.fill(q__parcel_own="others").press()
    submits = [a.get("name") for tag, a in page.tags if tag == "button" and a.get("type") == "submit"]
    inside = submits[submits.index("next") :]
    assert inside[:3] == ["next", "revert", "sure"]


def test_autosave_names_them_and_how_to_take_it_back(service: Service, answered: Visitor):
    answer = answered.fill(q__parcel_own="others").autosave()
    held = answer["held"]["parcel-own"]
    assert held["questions"] == ["How is your fleet looked after?"]
    assert held["filling"]["chosen"] == ["own"]
    assert answer["inactive"] == []
    assert own(service, answered) == "own"
    sure = answered.fill(sure="parcel-own").autosave()
    assert (sure["held"], sure["inactive"]) == ({}, ["parcel-fleet"])


def test_what_hides_nothing_answered_is_saved_at_once(service: Service, window: Visitor):
    window.begin("deliveries")
    assert window.fill(q__parcel_own="own").autosave()["held"] == {}
    assert window.fill(q__parcel_own="others").autosave()["held"] == {}
    assert own(service, window) == "others"


def test_answer_that_is_taken_back_with_the_one_above_hides_nothing(service: Service, answered: Visitor):
    answered.fill(q__parcel_own="others", q__parcel_fleet="state:unanswered").press()
    assert answered.status == 200
    assert own(service, answered) == "others"


def test_api_tells_beforehand_and_afterwards(client: TestClient):
    token = client.post(f"{API}/assessments", json={"questionnaire": "deliveries"}).json()["token"]
    address = f"{API}/assessments/{token}/answers"
    given = {"parcel-own": {"value": "own"}, "parcel-fleet": {"value": 2}}
    first = client.patch(address, json={"base": 0, "answers": given}).json()
    assert first["hides"] == []
    change = {"base": first["revision"], "answers": {"parcel-own": {"value": "others"}}}
    told = client.patch(address, json={**change, "preview": True}).json()
    assert told["hides"] == ["parcel-fleet"]
    assert told["inactive"] == ["parcel-fleet", "counter-queue"]
    assert told["revision"] == first["revision"]
    stored = client.get(f"{API}/assessments/{token}").json()
    assert stored["answers"]["parcel-own"]["value"] == "own"
    assert client.patch(address, json=change).json()["hides"] == ["parcel-fleet"]
    assert client.get(f"{API}/assessments/{token}").json()["answers"]["parcel-fleet"]["value"] == 2


def test_holding_back_changes_nothing_but_what_waits(catalogue: Catalogue):
    questionnaire = catalogue.get("deliveries")
    stored = {"parcel-own": Answer("own"), "parcel-fleet": Answer(2)}
    fields = {"q.parcel-own": ["others"], "was.parcel-own": [fingerprint(Answer("own"))]}
    posted = read_page(questionnaire, questionnaire.questions, fields)
    waiting, held = hold_back(questionnaire, stored, {}, posted, fields)
    assert (waiting.changes, list(held)) == ({}, ["parcel-own"])
    confirmed, none = hold_back(questionnaire, stored, {}, posted, {**fields, "sure": ["parcel-own"]})
    assert (confirmed, none) == (posted, {})


# Bands of the profile -----------------------------------------------------------------------------------------------


@pytest.fixture
def queued(window: Visitor) -> Visitor:
    """A window on the bands, of which the size has brought up a question that is answered."""
    window.begin("deliveries", size="large")
    window.press()
    window.fill(q__counter_queue="2").press()
    window.open(f"/a/{window.token}/profile")
    return window


def size(service: Service, window: Visitor) -> str:
    return service.store.draft(window.token).profile["size"]


def test_bands_come_back_and_name_what_would_not_apply(service: Service, queued: Visitor):
    before = service.store.draft(queued.token)
    page = queued.fill(size="small", region="eu-west").press()
    assert (queued.status, queued.url) == (409, f"/a/{queued.token}/profile")
    assert "1 question that is answered would no longer apply" in page.text
    assert "Who watches the queue?" in page.text
    assert (page.fields["size"], page.fields["region"]) == (["small"], ["eu-west"])
    assert service.store.draft(queued.token) == before


def test_bands_asked_again_without_a_word_wait_again(service: Service, queued: Visitor):
    queued.fill(size="small").press()
    queued.press()
    assert queued.status == 409
    assert size(service, queued) == "large"


def told(window: Visitor) -> str:
    """What the button that confirms sends."""
    [value] = [a["value"] for tag, a in window.page.tags if tag == "button" and a.get("name") == "sure"]
    return value or ""


def test_bands_that_are_confirmed_are_saved_and_the_answer_is_kept(service: Service, queued: Visitor):
    queued.fill(size="small").press()
    queued.fill(sure=told(queued)).press("")
    assert queued.status == 200
    assert queued.url.endswith("/d/parcel")
    draft = service.store.draft(queued.token)
    assert (draft.profile["size"], draft.answers["counter-queue"].value) == ("small", 2)


def test_nothing_is_confirmed_but_what_was_told(service: Service, queued: Visitor):
    queued.fill(size="small", sure="parcel-fleet").press("")
    assert queued.status == 409
    assert size(service, queued) == "large"


def test_bands_that_are_taken_back_are_shown_as_they_were(service: Service, queued: Visitor):
    queued.fill(size="small", region="eu-west").press()
    page = queued.fill(revert="profile").press("")
    assert (queued.status, queued.url) == (200, f"/a/{queued.token}/profile")
    assert (page.fields["size"], page.fields["region"]) == (["large"], ["eu-central"])
    assert size(service, queued) == "large"


def test_bands_that_hide_nothing_answered_are_saved_at_once(service: Service, queued: Visitor):
    queued.fill(size="enterprise").press()
    assert queued.status == 200
    assert size(service, queued) == "enterprise"


def test_enter_key_on_the_bands_presses_neither_button(queued: Visitor):
    page = queued.fill(size="small").press()
    submits = [a.get("name") for tag, a in page.tags if tag == "button" and a.get("type") == "submit"]
    assert submits[submits.index("next") :] == ["next", "revert", "sure", "next"]


def test_bands_changed_in_another_window_are_no_less_a_conflict_for_having_waited(
    service: Service, queued: Visitor
):
    other = service.window()
    other.open(f"/a/{queued.token}/profile")
    queued.fill(size="small").press()
    other.fill(size="enterprise").press()
    page = queued.fill(sure=told(queued)).press("")
    assert queued.status == 409
    assert "Changed in another window" in page.text
    assert size(service, queued) == "enterprise"
