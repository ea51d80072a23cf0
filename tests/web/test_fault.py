"""What goes wrong: each fault has its own words, a page for people and a problem for programs, and keeps nothing."""

from __future__ import annotations

import logging
from concurrent.futures import Future

import pytest
from litestar.testing import TestClient

from assess.store.refusal import Busy, NotWritten

from .conftest import Service
from .visitor import FORM, Page, Visitor

GUESSED = "A" * 32


@pytest.mark.parametrize("path", ["/nothing", "/q/nothing", "/a/x/y/z", "/static/nothing.css", "/q/", "/a/"])
def test_unknown_address_is_a_page_with_a_way_on(client: TestClient, path: str):
    response = client.get(path)
    assert response.status_code == 404
    assert response.headers["content-type"].startswith("text/html")
    assert "/" in Page(response.text).links


def test_wrong_method_is_told(client: TestClient):
    response = client.delete("/q/cx-quick-check")
    assert response.status_code == 405
    assert "does not take this method" in response.text


def test_links_that_open_nothing_look_all_the_same(fresh: Service):
    window = fresh.window()
    window.begin()
    fresh.clock.turn(days=181)
    told = set()
    for token in (
        window.token,
        GUESSED,
        "x",
        window.token[:-1],
        window.token + "a",
        "%00",
        "..%2f",
        "ż" * 32,
    ):
        for path in ("", "/profile", "/d/qc-direction", "/review", "/left", "/result/index.html"):
            response = fresh.client.get(f"/a/{token}{path}")
            told.add((response.status_code, response.text))
    assert len(told) == 1
    assert told.pop()[0] == 404


def test_posts_to_links_that_open_nothing_look_all_the_same(fresh: Service):
    window = fresh.window()
    window.begin()
    fresh.clock.turn(days=181)
    told = set()
    for token in (window.token, GUESSED, "x"):
        for path in ("profile", "d/qc-direction", "submit"):
            response = window.send({"key": ["12345678"]}, f"/a/{token}/{path}")
            told.add((response.status_code, response.text))
    assert len(told) == 1


def test_unknown_page_behind_a_good_link_leads_back_to_it(window: Visitor):
    window.begin()
    page = window.open(f"/a/{window.token}/d/nothing")
    assert window.status == 404
    assert f"/a/{window.token}" in page.links


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("q.qc-direction-01", "7", "off the scale"),
        ("q.qc-direction-01", "often", "off the scale"),
        ("q.qc-direction-01", "state:not_applicable", "needs a reason"),
        ("q.qc-direction-01.comment", "x" * 2001, "2,001 characters"),
    ],
)
def test_answer_that_cannot_be_kept_is_shown_again_with_the_reason(
    service: Service, window: Visitor, field: str, value: str, words: str
):
    window.begin()
    window.page.fields |= {field: [value], "q.qc-direction-02": ["1"]}
    page = window.press()
    assert window.status == 422
    assert "One answer could not be saved" in page.text
    assert words in page.text
    kept = service.store.draft(window.token).answers
    assert set(kept) == {"qc-direction-02"}


def test_long_comment_is_still_there_to_be_shortened(window: Visitor):
    window.begin()
    page = window.fill(q__qc_direction_01__comment="x" * 2001).press()
    assert page.fields["q.qc-direction-01.comment"] == ["x" * 2001]
    window.fill(q__qc_direction_01__comment="short")
    window.press()
    assert window.url.endswith("/d/qc-understanding")


def test_text_longer_than_its_question_allows_is_refused(window: Visitor):
    window.begin("deliveries")
    window.press()
    page = window.fill(q__counter_words="x" * 81).press()
    assert window.status == 422
    assert "at most 80 characters" in page.text


def test_unknown_question_in_a_form_changes_nothing(service: Service, window: Visitor):
    window.begin()
    window.page.fields |= {
        "was.nothing": ["-"],
        "q.nothing": ["1"],
        "q.qc-delivery-01": ["1"],
        "was.qc-delivery-01": ["-"],
    }
    window.press()
    assert service.store.draft(window.token).answers == {}


def test_band_that_does_not_exist_is_refused(window: Visitor):
    window.open("/q/cx-quick-check")
    window.press()
    window.fill(industry="ZZ", size="medium", region="eu-west").press()
    assert window.status == 422


@pytest.mark.parametrize("base", ["", "x", "-1", "99999999999999999999", "²"])
def test_base_that_is_no_number_counts_as_the_present(service: Service, window: Visitor, base: str):
    window.begin()
    window.page.fields |= {"base": [base], "q.qc-direction-01": ["1"]}
    window.press()
    assert service.store.draft(window.token).answers["qc-direction-01"].value == 1


def test_base_from_the_future_is_a_conflict(window: Visitor):
    window.begin()
    window.page.fields |= {"base": ["99"], "q.qc-direction-01": ["1"]}
    window.press()
    assert window.status == 409


@pytest.mark.parametrize("kind", ["text/plain", "application/json", ""])
def test_form_sent_as_something_else_is_refused(client: TestClient, window: Visitor, kind: str):
    window.begin()
    headers = {"content-type": kind} if kind else {}
    for path in ("profile", "d/qc-direction", "submit"):
        response = client.post(f"/a/{window.token}/{path}", content=b"{}", headers=headers)
        assert response.status_code == 415, path
        assert response.headers["content-type"].startswith("text/html")


def test_multipart_form_is_read_like_any_other(service: Service, window: Visitor):
    window.begin()
    fields = {name: values[0] for name, values in window.page.fields.items()} | {"q.qc-direction-01": "2"}
    parts = {name: (None, value) for name, value in fields.items()}
    response = service.client.post(window.page.action, files=parts, follow_redirects=False)
    assert response.status_code == 303
    assert service.store.draft(window.token).answers["qc-direction-01"].value == 2


def test_body_over_a_megabyte_is_refused(window: Visitor, client: TestClient):
    window.begin()
    body = b"q.qc-direction-01.comment=" + b"x" * 1_000_001
    response = client.post(window.page.action, content=body, headers={"content-type": FORM})
    assert response.status_code == 413
    assert "1 MB" in response.text


def test_bytes_that_are_no_text_are_kept_as_a_sign_of_replacement(
    service: Service, window: Visitor, client: TestClient
):
    window.begin()
    body = b"was.qc-direction-01=-&base=0&q.qc-direction-01=1&q.qc-direction-01.comment=%ED%A0%80%FFa"
    response = client.post(
        window.page.action, content=body, headers={"content-type": FORM}, follow_redirects=False
    )
    assert response.status_code == 303
    assert service.store.draft(window.token).answers["qc-direction-01"].comment.endswith("a")


def test_script_gets_problems_and_not_pages(service: Service, window: Visitor):
    window.begin()
    for token, kind, status in ((GUESSED, FORM, 404), (window.token, "text/plain", 415)):
        response = service.client.post(
            f"/a/{token}/autosave/qc-direction", content=b"", headers={"content-type": kind}
        )
        assert response.status_code == response.json()["status"] == status
        assert response.headers["content-type"].startswith("application/problem+json")


def test_full_queue_is_told_and_keeps_nothing(
    service: Service, window: Visitor, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    window.begin()

    def full(*_, **__):
        raise Busy("Too much is waiting to be saved.")

    monkeypatch.setattr(service.store._writer, "put", full)
    with caplog.at_level(logging.ERROR, "assess.web"):
        page = window.fill(q__qc_direction_01="3").press()
    assert window.status == 503
    assert window.response.headers["retry-after"]
    assert "cannot be saved at the moment" in page.text
    assert f"/a/{window.token}" in page.links
    assert "Too much is waiting" in caplog.text


def test_full_disk_is_told_without_the_servers_insides(
    service: Service, window: Visitor, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    window.begin()

    def fail(*_, **__):
        future: Future = Future()
        future.set_exception(NotWritten("No space left on device", where="/srv/data/assess.duckdb"))
        return future

    monkeypatch.setattr(service.store._writer, "put", fail)
    with caplog.at_level(logging.ERROR, "assess.web"):
        page = window.fill(q__qc_direction_01="3").press()
    assert window.status == 503
    assert "/srv/data" not in page.text
    assert "/srv/data/assess.duckdb" in caplog.text
    assert service.store.draft(window.token).answers == {}


def test_bug_is_logged_with_its_trace_and_told_without(
    service: Service, window: Visitor, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    window.begin()

    def broken(*_, **__):
        raise ZeroDivisionError("inner words")

    monkeypatch.setattr(service.desk, "questionnaire_of", broken)
    window.open(f"/a/{window.token}/review")
    assert window.status == 500
    assert "inner words" not in window.page.text
    assert "on our side" in window.page.text
    assert "inner words" in caplog.text
    assert window.token not in "".join(
        record.getMessage() for record in caplog.records if record.name == "assess.web"
    )


def test_questionnaire_that_is_gone_is_a_conflict_not_a_crash(service: Service, window: Visitor):
    begun = service.store.begin(
        questionnaire="cx-quick-check", version="0.0.1", hash="0" * 64, language="en", profile={}
    ).result()
    page = window.open(f"/a/{begun.token}/d/qc-direction")
    assert window.status == 409
    assert "another version" in page.text


@pytest.mark.parametrize("wanted", ["/etc/passwd", "../app.py", "%2e%2e/app.py", "....//app.py"])
def test_static_files_stay_in_their_folder(client: TestClient, wanted: str):
    response = client.get(f"/static/{wanted}")
    assert response.status_code == 404
    assert "create_app" not in response.text
