"""An earlier result is compared with by its private link: without a script, in no address, and only with both links."""

from __future__ import annotations

import pytest
from litestar.testing import TestClient

from assess.language import LANGUAGES

from .conftest import Service
from .visitor import Visitor

FORMS = {
    "en": "Show what has changed",
    "ru": "Показать, что изменилось",
    "sr-Latn": "Prikažite šta se promenilo",
}


def submit(service: Service, place: int, questionnaire: str = "cx-quick-check") -> str:
    """The private link's token of a submitted assessment in which every answer has the same place."""
    window = service.window()
    window.begin(questionnaire)
    window.answer_all(lambda name: place)
    window.press()
    return window.token


@pytest.fixture(scope="module")
def earlier(service: Service) -> str:
    return submit(service, 1)


@pytest.fixture(scope="module")
def later(service: Service, earlier: str) -> str:
    return submit(service, 3)


def paste(service: Service, token: str, link: str, prefix: str = "") -> Visitor:
    """The window after the link was pasted on the first page of a result."""
    window = service.window()
    window.open(f"{prefix}/a/{token}")
    window.fill(earlier=link).press()
    return window


def test_pasted_link_shows_what_has_changed(service: Service, earlier: str, later: str):
    window = paste(service, later, f"https://cx.example/pl/a/{earlier}/result/index.html")
    assert window.status == 200
    assert "The largest gain" in window.page.text
    assert "Answers that rose" in window.page.text
    assert "No answer is lower than before." in window.page.text


def test_earlier_link_stands_in_no_address_and_on_no_page(service: Service, earlier: str, later: str):
    window = paste(service, later, earlier)
    assert earlier not in str(window.response.url)
    assert earlier not in window.response.text
    assert window.response.headers["referrer-policy"] == "no-referrer"
    assert window.response.headers["cache-control"] == "no-store"


def test_page_of_what_changed_can_be_opened_and_asks_for_the_link(service: Service, later: str):
    window = service.window()
    page = window.open(f"/a/{later}/result/change.html")
    assert window.status == 200
    assert page.fields == {"earlier": [""]}
    assert page.action == f"/a/{later}/result/change.html"


@pytest.mark.parametrize("code", sorted(FORMS))
def test_comparison_stays_in_its_language(service: Service, earlier: str, later: str, code: str):
    assert code in LANGUAGES
    window = paste(service, later, earlier, f"/{code}")
    assert window.url == f"/{code}/a/{later}/result/change.html"
    assert FORMS[code] in window.page.text


@pytest.mark.parametrize("link", ["", "nonsense", "A" * 32, "https://cx.example/a/" + "A" * 32])
def test_link_that_opens_nothing_is_told_beside_the_field(service: Service, later: str, link: str):
    window = paste(service, later, link)
    assert window.status in (400, 404)
    [field] = [attributes for tag, attributes in window.page.tags if attributes.get("name") == "earlier"]
    assert field["aria-invalid"] == "true"
    assert "earlier-error" in window.page.ids


def test_wrong_order_and_the_same_result_are_told(service: Service, earlier: str, later: str):
    service.clock.turn(1)
    newest = submit(service, 2)
    assert "submitted later" in paste(service, later, newest).page.text
    assert "the same assessment" in paste(service, later, later).page.text


def test_draft_is_not_compared(service: Service, later: str):
    window = service.window()
    window.begin()
    assert "has not been submitted" in paste(service, later, window.token).page.text
    window.open(f"/a/{window.token}/result/change.html")
    assert "/d/" in window.url


def test_api_gives_the_same_value(client: TestClient, earlier: str, later: str):
    found = client.get(f"/api/v1/assessments/{later}/change", params={"since": earlier}).json()
    assert {one["node"]: one["difference"] for one in found["dimensions"]}["qc-delivery"] == 2.5
    assert found["rose"]
    assert not found["fell"]


@pytest.mark.parametrize(("since", "status"), [("", 400), ("B" * 32, 404)])
def test_api_needs_the_token_of_both(client: TestClient, later: str, since: str, status: int):
    refused = client.get(f"/api/v1/assessments/{later}/change", params={"since": since})
    assert refused.status_code == status
    assert refused.headers["content-type"].startswith("application/problem+json")
    assert client.get(f"/api/v1/assessments/{'B' * 32}/change", params={"since": later}).status_code == 404


def test_questionnaires_that_share_nothing_are_a_problem_of_their_own(service: Service, later: str):
    service.clock.turn(1)
    begun = service.client.post("/api/v1/assessments", json={"questionnaire": "deliveries"}).json()
    address = f"/api/v1/assessments/{begun['token']}"
    profile = {"industry": "G", "size": "medium", "region": "eu-central"}
    service.client.patch(f"{address}/answers", json={"base": 0, "profile": profile})
    assert service.client.post(f"{address}/submit", json={"key": "shares-nothing"}).status_code == 201
    refused = service.client.get(f"{address}/change", params={"since": later})
    assert refused.status_code == 409
    assert refused.json()["type"].endswith(":not-comparable")
    assert "share no question" in refused.json()["detail"]


def test_link_is_in_no_log(service: Service, earlier: str, later: str, caplog: pytest.LogCaptureFixture):
    with caplog.at_level(0):
        paste(service, later, earlier)
        paste(service, later, "A" * 32)
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("assess")]
    assert not [line for line in ours if earlier in line or "A" * 32 in line]
