"""Five languages: which one a visitor gets, and how it is chosen."""

from __future__ import annotations

import asyncio
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from litestar.testing import TestClient

from assess.language import LANGUAGES
from assess.web.visit import visit_of

from .conftest import Service
from .tongue import CODES, PUBLIC, language_of
from .visitor import FORM, Page, Visitor

GUESSED = "A" * 32
HOME = {
    "en": "How mature is your customer experience?",
    "pl": "Jak dojrzałe jest doświadczenie Państwa klientów?",
    "ru": "Насколько зрелый ваш клиентский опыт?",
    "sr": "Колико је зрело ваше корисничко искуство?",
    "sr-Latn": "Koliko je zrelo vaše korisničko iskustvo?",
}


@pytest.mark.parametrize(
    ("path", "cookie", "accepted", "language"),
    [
        ("/pl/", "language=ru", "sr", "pl"),
        ("/", "language=ru", "sr", "ru"),
        ("/", "", "sr", "sr"),
        ("/", "", "", "en"),
        ("/", "language=xx", "pl", "pl"),
        ("/", "language=", "pl", "pl"),
        ("/", "otherlanguage=ru", "pl", "pl"),
        ("/", "theme=dark; language=sr-Latn", "pl", "sr-Latn"),
        ("/", "", "fr, de;q=0.9", "en"),
        ("/", "", "ru;q=0.4, pl;q=0.8, en;q=0.6", "pl"),
        ("/", "", "sr-Latn-RS, sr;q=0.9", "sr-Latn"),
        ("/", "", "hr", "sr-Latn"),
        ("/", "", "pl;q=0", "en"),
        ("/sr-Latn/benchmarks", "", "", "sr-Latn"),
        ("/api/v1/profile", "language=ru", "pl", "pl"),
    ],
)
def test_address_then_choice_then_browser_decide(
    client: TestClient, path: str, cookie: str, accepted: str, language: str
):
    response = client.get(path, headers={"cookie": cookie, "accept-language": accepted})
    assert response.status_code == 200
    assert response.headers["content-language"] == language


@pytest.mark.parametrize("code", CODES)
def test_home_page_speaks_the_language_of_its_address(client: TestClient, code: str):
    page = Page(client.get(f"/{code}/").text)
    assert language_of(page) == code
    assert HOME[code] in page.text


@given(path=st.text(), cookie=st.text(), accepted=st.text())
def test_any_request_has_a_language_that_is_spoken(path: str, cookie: str, accepted: str):
    visit = visit_of(f"/{path}", {"cookie": cookie, "accept-language": accepted})
    assert visit.language in LANGUAGES
    assert visit.prefix + visit.path in (f"/{path}", f"/{path}/")


def test_answer_says_what_its_language_depended_on(client: TestClient):
    assert client.get("/").headers["vary"] == "Accept-Language, Cookie"
    assert "vary" not in client.get("/pl/").headers
    assert client.get("/api/v1/profile").headers["vary"] == "Accept-Language"
    assert client.get("/nothing").headers["vary"] == "Accept-Language, Cookie"


@pytest.mark.parametrize(
    "path", ["/api/v1/profile", "/api/docs", "/static/form.css", "/health", "/language/pl"]
)
def test_what_is_no_page_has_one_address(client: TestClient, path: str):
    response = client.get(f"/pl{path}", follow_redirects=False)
    assert response.status_code == 404
    assert language_of(Page(response.text)) == "pl"


@pytest.mark.parametrize("path", ["/de/", "/PL/", "/sr-latn/", "/plus"])
def test_what_is_no_language_is_no_address(client: TestClient, path: str):
    assert client.get(path).status_code == 404


def test_language_without_a_slash_is_its_home_page(client: TestClient):
    assert HOME["pl"] in client.get("/pl").text


# The switch --------------------------------------------------------------------------------------------------------


def switch_of(page: Page) -> dict[str | None, str | None]:
    """The addresses of the language switch by language."""
    return {a["hreflang"]: a["href"] for tag, a in page.tags if tag == "a" and "/language/" in a["href"]}


def test_switch_names_every_language_in_itself(client: TestClient):
    html = client.get("/").text
    for code, language in LANGUAGES.items():
        link = re.search(rf'<a href="/language/{code}[^>]*>([^<]*)</a>', html)
        assert link[1] == language.name
        assert f'lang="{code}" hreflang="{code}"' in link[0]
        assert ("aria-current" in link[0]) == (code == "en")


def test_switch_leads_to_the_same_page_and_is_remembered(fresh: Service):
    window = fresh.window()
    window.begin()
    token = window.token
    page = window.open(f"/a/{token}/d/qc-delivery")
    page = window.open(switch_of(page)["pl"])
    assert window.url == f"/pl/a/{token}/d/qc-delivery"
    page = window.open(switch_of(page)["ru"])
    assert window.url == f"/ru/a/{token}/d/qc-delivery"
    [chosen] = window.response.history[0].headers.get_list("set-cookie")
    again = fresh.client.get("/", headers={"cookie": chosen.partition(";")[0]})
    assert language_of(Page(again.text)) == "ru"


def test_cookie_of_the_switch_holds_the_code_and_is_the_only_one(client: TestClient):
    response = client.get("/language/sr-Latn?to=/benchmarks", follow_redirects=False)
    assert response.headers["location"] == "/sr-Latn/benchmarks"
    [cookie] = response.headers.get_list("set-cookie")
    name, *attributes = cookie.lower().split("; ")
    assert name == "language=sr-latn"
    assert {"httponly", "samesite=lax", "secure", "path=/", "max-age=31536000"} <= set(attributes)
    assert response.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("code", CODES)
def test_nobody_who_does_not_choose_gets_a_cookie(service: Service, code: str):
    window = service.window()
    for path in ("/", "/q/cx-quick-check", "/nothing", f"/a/{GUESSED}"):
        window.open(f"/{code}{path}")
        assert "set-cookie" not in window.response.headers


@pytest.mark.parametrize(
    "target",
    ["//evil.example", "https://evil.example", "/\\evil.example", "", "evil", "/%0d%0aX-Evil:1", "/?a=b"],
)
def test_switch_leads_nowhere_but_into_this_service(client: TestClient, target: str):
    response = client.get("/language/pl", params={"to": target}, follow_redirects=False)
    assert response.status_code == 303
    assert re.fullmatch(r"/pl/[^\\\r\n]*", response.headers["location"])
    assert "x-evil" not in response.headers


def test_language_that_is_not_spoken_cannot_be_chosen(client: TestClient):
    response = client.get("/language/xx", headers={"accept-language": "pl"})
    assert response.status_code == 404
    assert "set-cookie" not in response.headers
    assert "sr-Latn" in response.text


def test_switch_on_a_page_that_was_posted_leads_to_one_that_opens(fresh: Service):
    window = fresh.window()
    window.begin()
    fields = {"was.qc-direction-01": ["-"], "q.qc-direction-01": ["9"]}
    posted = [
        window.send(fields, f"/a/{window.token}/d/qc-direction"),
        window.send({}, f"/a/{window.token}/profile"),
        fresh.client.post(f"/a/{window.token}/submit", content=b"{}"),
    ]
    begun = fresh.store.begin(
        questionnaire="cx-quick-check",
        version="1.0.0",
        hash=fresh.desk.catalogue.get("cx-quick-check").hash,
        language="en",
        profile={},
    ).result()
    posted.append(window.send({"key": ["12345678"]}, f"/a/{begun.token}/submit"))
    assert [response.status_code for response in posted] == [422, 422, 415, 422]
    for response in posted:
        opened = fresh.client.get(switch_of(Page(response.text))["pl"], follow_redirects=True)
        assert opened.status_code == 200
        assert language_of(Page(opened.text)) == "pl"


@pytest.mark.parametrize("path", PUBLIC)
def test_public_page_names_its_other_languages(client: TestClient, path: str):
    for address in (path, f"/pl{path}"):
        tags = Page(client.get(address).text).tags
        named = {a["hreflang"]: a["href"] for tag, a in tags if tag == "link" and a["rel"] == "alternate"}
        assert named == {code: f"https://cx.example/{code}{path}" for code in CODES} | {
            "x-default": f"https://cx.example{path}"
        }


def test_private_page_names_none(window: Visitor):
    window.begin()
    assert not [a for tag, a in window.page.tags if tag == "link" and a["rel"] == "alternate"]


@pytest.mark.parametrize(
    "path", [*PUBLIC, "/pl/", "/nothing", f"/a/{GUESSED}", "/api/v1/profile", "/static/form.css"]
)
def test_head_is_get_without_its_body(client: TestClient, path: str):
    head, get = client.head(path), client.get(path)
    assert head.status_code == get.status_code
    assert head.content == b""
    for name in ("content-type", "content-length", "content-security-policy"):
        assert head.headers[name] == get.headers[name]


def test_answer_to_head_has_no_bytes(service: Service):
    """Told apart from a client that throws them away."""
    sent: list[dict] = []

    async def receive() -> dict:
        return {"type": "http.request", "body": b""}

    async def send(message: dict) -> None:
        sent.append(message)

    scope = {
        "type": "http", "method": "HEAD", "path": "/continue", "raw_path": b"/continue", "query_string": b"",
        "headers": [], "root_path": "", "scheme": "http", "server": ("test", 80), "client": ("test", 1),
    }  # fmt: skip
    asyncio.run(service.app(scope, receive, send))
    assert sent[0]["status"] == 200
    assert b"".join(message.get("body", b"") for message in sent[1:]) == b""


def test_head_of_an_address_that_only_takes_posts_is_refused(client: TestClient):
    assert client.head("/q/cx-quick-check/start").status_code == 405


def test_posts_take_the_language_of_their_address(service: Service):
    response = service.client.post(
        "/ru/q/cx-quick-check/start", content=b"", headers={"content-type": FORM}, follow_redirects=False
    )
    assert re.fullmatch(r"/ru/a/[\w-]{32}/profile", response.headers["location"])
    assert service.store.draft(response.headers["location"].split("/")[3]).language == "ru"
