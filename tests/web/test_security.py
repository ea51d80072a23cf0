"""What every answer carries, whatever it answers: headers, no cookie, no inline script or style, no cache of private
pages; and what the operator's addresses refuse."""

from __future__ import annotations

from pathlib import Path

import pytest
from litestar.testing import TestClient

from assess.web.app import create_app

from .conftest import Service
from .visitor import FORM, Page, Visitor

PUBLIC = [
    ("GET", "/", 200),
    ("GET", "/q/cx-maturity", 200),
    ("GET", "/benchmarks", 200),
    ("GET", "/continue", 200),
    ("GET", "/health", 200),
    ("GET", "/static/form.css", 200),
    ("GET", "/static/look.css", 200),
    ("GET", "/api/docs", 200),
    ("GET", "/api/openapi.json", 200),
    ("GET", "/api/v1/questionnaires", 200),
    ("GET", "/nothing", 404),
    ("GET", "/static/nothing", 404),
    ("GET", "/api/v1/nothing", 404),
    ("GET", "/a/" + "A" * 32, 404),
    ("DELETE", "/", 405),
    ("POST", "/api/v1/assessments", 415),
]
MACHINES = ("/health", "/api/docs", "/api/v1/questionnaires")
PAGES = ("profile", "d/qc-direction", "review", "left")
HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
}


def assert_safe(response) -> None:
    """The headers of every answer, and no cookie."""
    for name, value in HEADERS.items():
        assert response.headers[name] == value, name
    policy = response.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "base-uri 'none'" in policy
    assert "unsafe-eval" not in policy
    assert "set-cookie" not in response.headers


@pytest.mark.parametrize(("method", "path", "status"), PUBLIC)
def test_every_answer_carries_the_headers_and_no_cookie(
    client: TestClient, method: str, path: str, status: int
):
    response = client.request(method, path)
    assert response.status_code == status
    assert_safe(response)


def test_errors_and_redirects_carry_the_headers_too(
    service: Service, window: Visitor, monkeypatch: pytest.MonkeyPatch
):
    assert_safe(service.client.post("/q/cx-quick-check/start", follow_redirects=False))
    window.begin()
    assert_safe(window.send({"was.qc-direction-01": ["-"], "q.qc-direction-01": ["9"]}))
    body = b"x" * 1_000_001
    assert_safe(service.client.post(window.page.action, content=body, headers={"content-type": FORM}))
    monkeypatch.setattr(service.desk, "catalogue", None)
    broken = service.client.get("/")
    assert broken.status_code == 500
    assert_safe(broken)


def test_only_the_api_documentation_may_style_itself_inline(client: TestClient):
    for _, path, _ in PUBLIC:
        policy = client.get(path).headers["content-security-policy"]
        assert ("unsafe-inline" in policy) == path.startswith("/api/docs"), path
        assert "script-src" not in policy


def test_only_a_static_site_may_run_what_its_search_is_made_of(service: Service, tmp_path: Path):
    (tmp_path / "index.html").write_text("A site")
    with TestClient(create_app(service.desk, sites={"/sample": tmp_path})) as client:
        for path in ("/sample/index.html", "/sample/nothing.html", "/", "/samples"):
            policy = client.get(path).headers["content-security-policy"]
            assert ("script-src 'self' 'wasm-unsafe-eval'" in policy) == path.startswith("/sample/"), path
            assert "'unsafe-eval'" not in policy


def pages_of(window: Visitor) -> list[Page]:
    """Every kind of page of ours, as a browser gets it."""
    pages = [
        window.open(path)
        for _, path, status in PUBLIC
        if status == 200 and "." not in path and path not in MACHINES
    ]
    window.begin()
    pages += [window.open(f"/a/{window.token}/{name}") for name in PAGES]
    pages.append(
        window.send(
            {"was.qc-direction-01": ["-"], "q.qc-direction-01": ["9"]}, f"/a/{window.token}/d/qc-direction"
        )
    )
    pages[-1] = Page(pages[-1].text)
    window.open(f"/a/{window.token}/review")
    pages.append(window.press())
    pages += [
        window.open(f"/a/{window.token}/result/{name}.html")
        for name in ("comparison", "method", "priorities")
    ]
    return pages


def test_no_page_has_inline_script_or_style(compared_service: Service):
    for page in pages_of(compared_service.window()):
        for tag, attributes in page.tags:
            assert tag != "style", page.text[:60]
            assert tag != "script" or attributes.get("src", "").startswith("/"), page.text[:60]
            assert "style" not in attributes, (tag, attributes, page.text[:60])
            assert not [name for name in attributes if name.startswith("on")], page.text[:60]


def test_every_page_has_a_language_a_title_one_heading_and_a_way_past_the_navigation(
    compared_service: Service,
):
    for page in pages_of(compared_service.window()):
        tags = [tag for tag, _ in page.tags]
        assert page.tags[0] == ("html", {"lang": "en", "dir": "ltr"})
        assert tags.count("title") == 1
        assert tags.count("h1") == 1, page.text[:80]
        assert "#main" in page.links
        assert len(page.ids) == len(set(page.ids)), [i for i in page.ids if page.ids.count(i) > 1]


def test_public_pages_link_only_to_what_is_there(compared_service: Service):
    window = compared_service.window()
    links = {
        link
        for path in ("/", "/benchmarks", "/q/cx-quick-check", "/continue")
        for link in window.open(path).links
    }
    for link in links:
        assert link.startswith(("/", "#")), link
        if link.startswith("/"):
            assert compared_service.client.get(link).status_code == 200, link


def test_private_pages_are_not_kept_nor_found(window: Visitor, client: TestClient):
    window.begin()
    answers = [client.get(f"/a/{window.token}/{name}") for name in PAGES]
    answers += [client.get(f"/a/{window.token}", follow_redirects=False), window.send(window.page.fields)]
    answers += [client.get(f"/api/v1/assessments/{window.token}"), client.get("/api/v1/operator/check")]
    for response in answers:
        assert response.headers["cache-control"] == "no-store", response.url
        assert "noindex" in response.headers["x-robots-tag"], response.url


def test_public_pages_may_be_found(client: TestClient):
    assert "x-robots-tag" not in client.get("/").headers


def test_cookie_that_somebody_sends_changes_nothing(client: TestClient):
    with_cookie = client.get("/", headers={"cookie": "session=1"})
    assert with_cookie.text == client.get("/").text


def test_address_in_the_links_is_the_operators_not_the_requests(client: TestClient, window: Visitor):
    window.begin()
    page = client.get(
        f"/a/{window.token}/left", headers={"host": "evil.example", "x-forwarded-host": "evil.example"}
    )
    assert "evil.example" not in page.text
    assert "https://cx.example/a/" in page.text


# The operator's addresses -------------------------------------------------------------------------------------------

OPERATOR = [
    ("GET", "/submissions"),
    ("GET", "/submissions/x"),
    ("POST", "/batches"),
    ("POST", "/editions"),
    ("POST", "/backup"),
    ("GET", "/check"),
]


@pytest.mark.parametrize("key", ["", "Bearer ", "Bearer wrong", "wrong", "Bearer ż"])
@pytest.mark.parametrize(("method", "path"), OPERATOR)
def test_operators_address_refuses_without_the_key(client: TestClient, method: str, path: str, key: str):
    headers = {"authorization": key.encode()} if key else {}
    response = client.request(method, f"/api/v1/operator{path}", headers=headers)
    assert response.status_code == 403
    assert response.json()["type"] == "urn:assess:problem:forbidden"


def test_operator_with_the_key_may(service: Service):
    headers = {"authorization": f"Bearer {service.desk.operator_key}"}
    assert service.client.get("/api/v1/operator/check", headers=headers).json() == []


def test_operator_who_sends_nonsense_is_told(service: Service):
    headers = {"authorization": f"Bearer {service.desk.operator_key}"}
    response = service.client.post("/api/v1/operator/batches", content=b"{", headers=headers)
    assert response.status_code == 400
    assert "cannot be read" in response.json()["detail"]
