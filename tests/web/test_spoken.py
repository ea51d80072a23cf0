"""The language of a visitor stays theirs from page to page, and nothing else is left in it."""

from __future__ import annotations

import re
from functools import cache

import pytest
from babel.messages.pofile import read_po
from litestar.testing import TestClient
from msgspec.structs import replace

from assess.language import DERIVED, FOLDER, transliterate

from .conftest import Service
from .tongue import CODES, OTHERS, PUBLIC, language_of
from .visitor import Page

GUESSED = "A" * 32


def journey(service: Service, code: str) -> list[Page]:
    """Every kind of page of ours, in the order people meet them, within one language."""
    window, pages = service.window(), []
    for path in PUBLIC:
        pages.append(window.open(f"/{code}{path}"))
    window.open(f"/{code}/q/cx-quick-check")
    pages.append(window.press())
    pages.append(window.press())  # nothing chosen yet
    assert window.status == 422
    window.fill(industry="G", size="medium", region="eu-central")
    pages.append(window.press())
    assert window.url.startswith(f"/{code}/a/")
    assert window.url.endswith("/d/qc-direction")
    token = window.url.split("/")[3]
    pages.append(window.fill(q__qc_direction_01="state:not_applicable").press())
    assert window.status == 422
    pages.append(window.open(f"/{code}/a/{token}/review"))
    pages.append(window.open(f"/{code}/a/{token}/left"))
    window.open(f"/{code}/a/{token}")
    pages.append(window.answer_all())
    assert window.url == f"/{code}/a/{token}/review"
    pages.append(window.press())
    assert window.url == f"/{code}/a/{token}/result/index.html"
    return pages


@pytest.mark.parametrize("code", CODES)
def test_language_of_the_address_is_kept_through_the_whole_journey(fresh: Service, code: str):
    for page in journey(fresh, code):
        assert language_of(page) == code
        own = [link for link in page.links if re.match(r"/(a/|q/|benchmarks|continue|$)", link)]
        assert own == [], "a link that loses the language"
        assert page.action.startswith(f"/{code}/") or not page.action


@pytest.mark.parametrize("code", OTHERS)
def test_journey_without_a_language_in_its_address_keeps_that_of_the_browser(fresh: Service, code: str):
    fresh.client.headers["accept-language"] = code
    window = fresh.window()
    assert language_of(window.begin()) == code
    assert window.url.startswith("/a/")
    assert language_of(window.answer_all()) == code


@cache
def english_messages(code: str) -> list[re.Pattern]:
    """What would show that something was not translated: each English message, its placeholders standing for anything.

    What means something in the other language too, as “data” does in Polish, shows nothing.
    """
    with (FOLDER / f"{DERIVED.get(code, code)}.po").open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    spell = transliterate if code in DERIVED else str
    said = {
        spell(text)
        for message in messages
        for text in (message.string if isinstance(message.string, tuple) else (message.string,))
    }
    found = []
    for message in messages:
        for text in message.id if isinstance(message.id, tuple) else (message.id,):
            words = re.split(r"%\(\w+\)[sd]|\{\w+\}", text)
            if max(len(word.strip()) for word in words) >= 4 and text not in said:
                found.append(re.compile(r"(?<!\w)" + ".{0,80}".join(map(re.escape, words)) + r"(?!\w)"))
    return found


def left_in_english(text: str, code: str) -> set[str]:
    return {found[0] for pattern in english_messages(code) if (found := pattern.search(text))}


@pytest.mark.parametrize("code", OTHERS)
def test_no_english_message_is_left_in_another_language(fresh: Service, code: str):
    for page in journey(fresh, code)[:-1]:  # the result's own words are the report's
        assert left_in_english(own_words(page), code) == set(), page.text[:60]


def own_words(page: Page) -> str:
    """The words of a page with those of its attributes, without texts that say they are in another language."""
    shown = [value for _, a in page.tags for name, value in a.items() if name in SPOKEN_ATTRIBUTES and value]
    return " ".join([*page.own_words, *(value for value in shown if "assess" not in value)])


SPOKEN_ATTRIBUTES = (
    "aria-label",
    "title",
    "alt",
    "content",
    "placeholder",
    "data-saving",
    "data-kept",
    "data-open",
    "data-offline",
    "data-elsewhere",
)


def test_every_text_of_the_script_comes_from_its_page(client: TestClient):
    """A string with a blank in it is a sentence for people, unless it is a selector."""
    script = re.sub(r"//.*", "", client.get("/static/form.js").text)
    texts = re.findall(r'"([^"\n]*)"', script)
    sentences = [text for text in texts if re.search(r"[a-z] [a-z]", text) and text[0] not in ".#["]
    assert sentences == ["use strict"]
    used = set(re.findall(r"form\.dataset\.(\w+)", script))
    assert {f"data-{name}" for name in used - {"autosave"}} <= set(SPOKEN_ATTRIBUTES)


def test_questionnaire_without_a_translation_says_what_language_it_is_in(fresh: Service):
    window = fresh.window()
    page = window.open("/pl/q/deliveries")
    assert ("h1", {"lang": "en"}) in page.tags
    window.press()
    window.fill(industry="G", size="large", region="eu-central")
    page = window.press()
    assert language_of(page) == "pl"
    for tag, wanted in (("h1", {}), ("span", {"class": "question-text"})):
        assert (tag, wanted | {"lang": "en"}) in page.tags
    assert ("h1", {}) in window.open("/pl/q/cx-quick-check").tags


@pytest.mark.parametrize("code", OTHERS)
def test_texts_of_the_questionnaire_and_the_bands_are_in_the_language(service: Service, code: str):
    spoken = service.desk.catalogue.in_language(code)
    window = service.window()
    page = window.open(f"/{code}/q/cx-quick-check")
    assert spoken.get("cx-quick-check").title in page.text
    assert spoken.get("cx-quick-check").title != service.desk.catalogue.get("cx-quick-check").title
    page = window.press()
    assert spoken.profile[0].question in page.text


# Errors ------------------------------------------------------------------------------------------------------------

LOST = {
    "en": "This assessment does not exist.",
    "pl": "Takiej oceny nie ma.",
    "ru": "Такой самооценки нет.",
    "sr": "Таква процена не постоји.",
    "sr-Latn": "Takva procena ne postoji.",
}
SUBMITTED = {
    "en": "This assessment has been submitted.",
    "pl": "Te odpowiedzi zostały już wysłane.",
    "ru": "Эти ответы уже отправлены.",
    "sr": "Ови одговори су већ предати.",
    "sr-Latn": "Ovi odgovori su već predati.",
}


@pytest.mark.parametrize("code", CODES)
def test_error_page_is_in_the_language(client: TestClient, code: str):
    response = client.get(f"/{code}/a/{GUESSED}")
    assert response.status_code == 404
    assert LOST[code] in response.text
    assert language_of(Page(response.text)) == code
    assert f"/{code}/" in Page(response.text).links


@pytest.mark.parametrize("code", CODES)
def test_problem_of_the_api_is_in_the_language_that_is_asked_for(client: TestClient, code: str):
    response = client.get(f"/api/v1/assessments/{GUESSED}", headers={"accept-language": code})
    assert response.json()["detail"] == LOST[code]
    assert response.headers["content-language"] == code


def test_problem_of_the_api_is_english_where_nothing_else_is_asked_for(client: TestClient):
    response = client.get(f"/api/v1/assessments/{GUESSED}", headers={"accept-language": "fr"})
    assert response.json()["detail"] == LOST["en"]


@pytest.mark.parametrize("code", CODES)
def test_refusal_of_the_store_is_in_the_language_of_who_asked(fresh: Service, code: str):
    """It is made by the store's own thread, which serves people of all languages at once."""
    window = fresh.window()
    window.begin()
    page, token = window.page, window.token
    window.open(f"/a/{token}/review")
    window.press()
    page.fields["q.qc-direction-01"] = ["1"]
    for address in (f"/{code}/a/{token}/autosave/qc-direction", f"/{code}/a/{token}/d/qc-direction"):
        response = window.send(page.fields, address)
        assert response.status_code == 409
        assert SUBMITTED[code] in response.text


@pytest.mark.parametrize("code", OTHERS)
def test_words_that_autosave_sends_are_in_the_language(fresh: Service, code: str):
    window = fresh.window()
    window.begin()
    window.fill(q__qc_direction_01="state:not_applicable")
    response = window.send(window.page.fields, f"/{code}/a/{window.token}/autosave/qc-direction")
    [error] = response.json()["errors"].values()
    assert left_in_english(error, code) == set()


# Numbers, dates, HEAD ----------------------------------------------------------------------------------------------

DAYS = {"en": "28 August 2026", "pl": "28 sierpnia 2026", "ru": "28 августа 2026", "sr": "28. август 2026."}


@pytest.mark.parametrize("code", DAYS)
def test_dates_and_numbers_are_written_as_the_language_does(fresh: Service, code: str):
    window = fresh.window()
    window.begin()
    assert DAYS[code] in window.open(f"/{code}/a/{window.token}/left").text
    window.open(f"/{code}/a/{window.token}")
    page = window.answer_all()
    assert re.search(r"\d\.\d\d" if code == "en" else r"\d,\d\d", page.text)
    assert not re.search(r"\d,\d\d" if code == "en" else r" \d\.\d\d ", page.text)


def test_part_that_the_translation_does_not_fit_says_what_language_it_is_in(fresh: Service):
    catalogue = fresh.desk.catalogue
    words = catalogue.words["pl"]["cx-quick-check"]
    stale = replace(
        words, source=words.source | {"qc-direction": "0" * 8, "qc-direction-01": "0" * 8}
    )  # as of a version that is served no more
    fresh.desk.catalogue = replace(
        catalogue, words=catalogue.words | {"pl": catalogue.words["pl"] | {"cx-quick-check": stale}}
    )
    window = fresh.window()
    window.open("/pl/q/cx-quick-check")
    window.press()
    window.fill(industry="G", size="large", region="eu-central")
    page = window.press()
    assert language_of(page) == "pl"
    texts = {q.id: q for q in catalogue.get("cx-quick-check").questions}
    shown = [a for tag, a in page.tags if a.get("class") == "question-text"]
    assert [a.get("lang") for a in shown] == ["en", None, None]
    assert texts["qc-direction-01"].text in page.text
    assert texts["qc-direction-02"].text not in page.text
    assert ("h1", {"lang": "en"}) in page.tags
    assert ("span", {"lang": "en"}) in page.tags  # its options
    token = window.url.split("/")[3]
    review = window.open(f"/pl/a/{token}/review")
    langs = {
        a["href"].rsplit("#")[-1]: a.get("lang") for tag, a in review.tags if "#qc-" in a.get("href", "")
    }
    assert langs["qc-direction-01"] == "en"
    assert langs["qc-direction-02"] is None
