"""Every questionnaire has its page in every language it is in: whole, in one language, and linked to the others."""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from msgspec import Struct

from assess.language import FOLDER, LANGUAGES, number, speaking
from assess.questionnaire.catalogue import Catalogue
from assess.questionnaire.model import Condition, Questionnaire
from assess.report.manual.condition import clause_of
from assess.report.manual.kinship import by_construct, kin_of

from .reader import PageRead, read

NAMES = {"assess", "English"}
"""What is called the same in every language."""
LANG = re.compile(r"<html lang=\"([^\"]+)\"")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
WORD = re.compile(r"[A-Za-z]{4}")
ALTERNATE = re.compile(r"<link rel=\"alternate\" hreflang=\"([^\"]+)\" href=\"([^\"]+)\"")


class Told(Struct, frozen=True):
    """One questionnaire in one language, and the page that a reader gets."""

    language: str
    questionnaire: Questionnaire
    html: str
    page: PageRead


def file_of(stem: str, language: str) -> str:
    return f"{stem}.html" if language == "en" else f"{stem}.{language}.html"


@pytest.fixture(scope="module")
def told(catalogue: Catalogue, site: Path) -> list[Told]:
    """Every questionnaire in every language of the service; fails where a page is missing."""
    found = []
    for code in LANGUAGES:
        for questionnaire in catalogue.in_language(code).questionnaires.values():
            html = (site / file_of(f"questionnaire-{questionnaire.id}", code)).read_text("utf-8")
            found.append(Told(code, questionnaire, html, PageRead(html)))
    return found


def squeeze(text: str) -> str:
    """Without the characters that only keep a line together, and blanks as one."""
    return " ".join(text.replace("\u2060", "").split())


def test_every_questionnaire_has_a_page_in_every_language(told: list[Told], catalogue: Catalogue):
    assert len(told) == len(catalogue.questionnaires) * len(LANGUAGES) >= 25
    for one in told:
        assert LANG.search(one.html)[1] == one.language, one.questionnaire.id


def test_page_tells_everything_that_is_asked_and_what_stands_behind_it(
    told: list[Told], catalogue: Catalogue
):
    for one in told:
        text, words = squeeze(one.page.text), catalogue.in_language(one.language).vocabulary
        form = one.questionnaire
        wanted = [form.title, form.summary, *form.measures, *form.gives, *form.limits, *form.sources]
        wanted += [part for level in form.levels for part in (level.name, level.summary)]
        for dimension in form.all_dimensions():
            wanted += [dimension.title, dimension.summary, dimension.why or ""]
        for question in form.questions:
            wanted += [question.text, question.help or "", question.why or "", *question.evidence]
            wanted += [words.themes[theme] for theme in question.themes]
            wanted += [words.owners[question.owner]] if question.owner else []
            options = form.options_of(question) if question.__struct_config__.tag == "choice" else ()
            wanted += [option.text for option in options or getattr(question, "options", ())]
        missing = [each for each in wanted if squeeze(each) not in text]
        assert missing == [], (form.id, one.language)
        assert {question.id for question in form.questions} <= set(one.page.ids)


def test_weight_and_core_levels_are_told_as_the_language_writes_them(told: list[Told]):
    for one in told:
        notes = squeeze(one.page.text)
        with speaking(one.language):
            assert all(
                number(question.weight, 1 if question.weight % 1 else 0) in notes
                for question in one.questionnaire.questions
                if question.scored and question.weight * 10 % 1 == 0
            )
        cores = sum(len(question.core) for question in one.questionnaire.questions)
        core = {"en": "or better", "pl": "lub lepiej", "ru": "или лучше", "sr": "или боље"}
        assert notes.count(core.get(one.language, "ili bolje")) >= cores > 0, one.questionnaire.id


def test_languages_of_a_page_lead_to_one_another(told: list[Told], site: Path):
    for one in told:
        stem = f"questionnaire-{one.questionnaire.id}"
        wanted = {code: file_of(stem, code) for code in one.questionnaire.languages}
        assert dict(ALTERNATE.findall(one.html)) == wanted
        assert set(wanted.values()) <= set(one.page.links)


def test_catalogue_page_leads_to_every_page_in_every_language(catalogue: Catalogue, site: Path):
    everything = {
        file_of(f"questionnaire-{questionnaire.id}", code)
        for questionnaire in catalogue.questionnaires.values()
        for code in questionnaire.languages
    }
    pages = read(site)
    for code in LANGUAGES:
        assert everything <= set(pages[file_of("questionnaires", code)].links), code


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_no_english_sentence_of_the_frame_is_on_another_languages_page(
    language: str, told: list[Told], catalogue: Catalogue, site: Path
):
    pages = [one.html for one in told if one.language == language]
    pages.append((site / file_of("questionnaires", language)).read_text("utf-8"))
    texts = {squeeze(unescape(text)) for html in pages for text in re.split(r"<[^>]+>", html)}
    latin = {text for text in texts - NAMES - _texts_of(catalogue.in_language(language)) if WORD.search(text)}
    assert len(texts) > 1000
    assert [text for text in latin if any(message.fullmatch(text) for message in _english())] == []


@cache
def _english() -> list[re.Pattern[str]]:
    """Every message as it stands in the code, whatever its placeholders are filled with."""
    with (FOLDER / "pl.po").open("rb") as file:
        messages = [message.id for message in read_po(file) if message.id]
    said = {text for id in messages for text in (id if isinstance(id, tuple) else (id,))}
    fixed = {text: PLACEHOLDER.sub("", text) for text in said}
    return [
        re.compile(".+".join(re.escape(part) for part in PLACEHOLDER.split(text)))
        for text, words in fixed.items()
        if WORD.search(words)
    ]


def _texts_of(catalogue: Catalogue) -> set[str]:
    """What a translation itself leaves in English, such as a name."""
    words = catalogue.vocabulary
    names = {*words.themes.values(), *words.owners.values(), *words.phases.values()}
    return names | {level.name for form in catalogue.questionnaires.values() for level in form.levels}


def test_no_english_navigation_is_on_another_languages_page(told: list[Told]):
    for one in told:
        assert ("for-operators.html" in one.page.links) == (one.language == "en"), one.questionnaire.id
        assert "index.html" in one.page.links


def test_questions_that_mean_the_same_lead_to_one_another(told: list[Told], catalogue: Catalogue):
    shared = 0
    for one in told:
        constructs = by_construct(catalogue)
        for question in one.questionnaire.questions:
            for kin in kin_of(one.questionnaire, question, constructs):
                shared += 1
                target = file_of(f"questionnaire-{kin.questionnaire.id}", one.language)
                assert f"{target}#{kin.question.id}" in one.page.links, (question.id, one.language)
    assert shared > 100, "the shipped questionnaires share constructs"


def test_condition_is_said_with_the_question_and_the_answers_it_looks_at(catalogue: Catalogue):
    form = catalogue.get("cx-channels")
    places = form.question["ch-places-01"]
    tick = {option.id: option.text for option in places.options}
    one = Condition(question=places.id, one_of=("site",))
    both = Condition(all=(one, Condition(question=places.id, min=0.28)))
    said = clause_of(Condition(negated=both), form, catalogue.profile)
    assert said.text == "This does not hold:"
    [combined] = said.parts
    assert [part.text for part in combined.parts] == [
        f"“{places.text}”: “{tick['site']}”",
        f"“{places.text}”: at least 28%",
    ]
    several = clause_of(Condition(question=places.id, one_of=("site", "app")), form, catalogue.profile)
    assert [part.text for part in several.parts] == [tick["site"], tick["app"]]
    field = catalogue.profile[0]
    band = next(iter(field.options))
    by_profile = clause_of(Condition(profile=field.id, one_of=(band,)), form, catalogue.profile)
    assert by_profile.text == f"“{field.label}”: “{field.options[band]}”"
