"""The catalogues of messages against the sources: nothing missing, nothing left over, nothing that fills in otherwise."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po

from assess.language import FOLDER, LANGUAGES, ngettext, speaking

ROOT = Path(__file__).parents[2]
CODES = ("pl", "ru", "sr")
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%%|\{(\w+)\}")
MEND = "run `make messages`, then translate what is new in assess/locale"

CYRILLIC_BESIDE_LATIN = re.compile(r"[A-Za-z][Ѐ-ӿ]|[Ѐ-ӿ][A-Za-z]")


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """Every message in code and templates, as `make messages` finds them."""
    target = tmp_path_factory.mktemp("messages") / "messages.pot"
    command = next(
        line.split("&&")[1] for line in (ROOT / "Makefile").read_text().splitlines() if "extract" in line
    )
    words = command.replace("$(BIN)/", "").replace("build/messages.pot", str(target)).split()
    # the Makefile names folders as seen from the root of the checkout
    words = [str(ROOT / word) if (ROOT / word).exists() else word for word in words]
    CommandLineInterface().run(words)
    with target.open("rb") as file:
        return read_po(file)


@pytest.fixture(scope="module", params=CODES)
def catalogue(request: pytest.FixtureRequest) -> Catalog:
    with (FOLDER / f"{request.param}.po").open("rb") as file:
        return read_po(file, locale=LANGUAGES[request.param].locale)


def ids(catalogue: Catalog) -> set:
    return {message.id for message in catalogue if message.id}


def forms(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def fills(text: str) -> set[str]:
    """The placeholders of a text, and its doubled percent signs."""
    return {found[0] for found in PLACEHOLDER.finditer(text)}


def test_every_message_has_its_place_in_every_catalogue_and_no_other(source: Catalog, catalogue: Catalog):
    assert len(source) > 200
    assert ids(source) - ids(catalogue) == set(), MEND
    assert ids(catalogue) - ids(source) == set(), MEND
    assert not catalogue.obsolete, MEND


def test_every_message_is_translated_and_none_by_guess(catalogue: Catalog):
    assert [m.id for m in catalogue if m.id and (m.fuzzy or not all(forms(m)))] == []


def test_translation_fills_in_what_its_source_does(catalogue: Catalog):
    for message in catalogue:
        if not message.id:
            continue
        sources = message.id if isinstance(message.id, tuple) else (message.id,)
        wanted = fills(sources[-1])
        for place, text in enumerate(forms(message)):
            # where a form stands for one number only, it may say it in a word, as Polish can for 1
            may_lack = catalogue.locale.language == "pl" and isinstance(message.id, tuple) and place == 0
            assert fills(text) == wanted or (may_lack and fills(text) < wanted), (message.id, text)


def test_no_translation_mixes_two_alphabets_within_a_word(catalogue: Catalog):
    texts = [text for message in catalogue if message.id for text in forms(message)]
    assert [text for text in texts if CYRILLIC_BESIDE_LATIN.search(PLACEHOLDER.sub(" ", text))] == []
    if catalogue.locale.language == "pl":
        assert [text for text in texts if re.search("[Ѐ-ӿ]", text)] == []


def test_translation_ends_as_its_source_does(catalogue: Catalog):
    """A sentence stays a sentence and a label a label."""
    for message in catalogue:
        if message.id:
            source = message.id[0] if isinstance(message.id, tuple) else message.id
            for text in forms(message):
                assert (text[-1] in ".:?…") == (source[-1] in ".:?…"), (source, text)
                assert text == text.strip(), text


PLURALS = {
    "en": {0: "0 questions", 1: "1 question", 2: "2 questions", 21: "21 questions"},
    "pl": {1: "1 pytanie", 2: "2 pytania", 5: "5 pytań", 12: "12 pytań", 21: "21 pytań", 22: "22 pytania"},
    "ru": {
        1: "1 вопрос",
        2: "2 вопроса",
        5: "5 вопросов",
        11: "11 вопросов",
        21: "21 вопрос",
        22: "22 вопроса",
    },
    "sr": {1: "1 питање", 2: "2 питања", 5: "5 питања", 21: "21 питање", 22: "22 питања"},
    "sr-Latn": {1: "1 pitanje", 2: "2 pitanja", 5: "5 pitanja", 21: "21 pitanje", 22: "22 pitanja"},
}


@pytest.mark.parametrize("code", PLURALS)
def test_number_asks_for_its_plural_form(code: str):
    with speaking(code):
        for number, words in PLURALS[code].items():
            said = ngettext("%(num)d question", "%(num)d questions", number) % {"num": number}
            assert said == words
