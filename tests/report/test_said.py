"""Findings say nothing before they are written: texts are keys with arguments, and every language says all of them."""

from __future__ import annotations

import json
import re
import string
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace
from report_sample import build_comparison, build_findings, build_questionnaire
from test_comparison import NOISE, moved
from test_finding_parts import dated, together
from test_report_change import compare

from assess.benchmark.model import Share
from assess.language import FOLDER, LANGUAGES, number, plain, speaking
from assess.report.document.schema import encode_findings
from assess.report.finding.audience import AUDIENCES, Audience, meant_for
from assess.report.finding.data import as_data
from assess.report.finding.find import add_change, add_perception
from assess.report.finding.model import Findings
from assess.report.finding.perception import find_perception
from assess.report.finding.trend import find_trend
from assess.report.word.text import (
    NOTHING,
    Figure,
    Paragraph,
    Text,
    figure,
    message,
    paragraph,
    plural,
    spelled,
)
from assess.scoring.shrinkage import Smoothed

KINDS = (str, int, date, Figure, Text)
"""What may fill in a text: a number without its digits, for one, would be written in no language."""
SHARES = (Share(1, 2, 45), Share(3, 3, 30), Share(4, 5, 25))


def full() -> Findings:
    """Findings with every part there is."""
    before = build_comparison(synthetic=False)
    overall = before.positions["overall"]
    told = {**before.positions, "overall": replace(overall, cell=replace(overall.cell, shares=SHARES))}
    now = replace(
        moved(replace(before, positions=told), 0.3),
        noise=None,
        held_from="2026-q1-abcdef",
        smoothed={"overall": Smoothed(value=2.1, weight=0.25)},
        withheld={"design": "item_nonresponse"},
    )
    found = build_findings("T", comparison=now, then=before, synthetic=True)
    found = add_change(found, compare())
    people = together({"leadership": 5, "frontline": 6, "a": 1, "b": 2})
    found = add_perception(found, find_perception(build_questionnaire(), people))
    return replace(
        found, trend=find_trend(found, [dated(found, "2025-01-01", 2.0), dated(found, "2024-01-01", 1.5)])
    )


def noisy() -> Findings:
    return build_findings(comparison=replace(build_comparison("10–14"), noise=NOISE))


@pytest.fixture(scope="module", params=["full", "noisy", "alone"])
def told(request: pytest.FixtureRequest) -> Findings:
    return {"full": full, "noisy": noisy, "alone": build_findings}[request.param]()


def texts(value: Any) -> Iterator[Text]:
    """Every text within, those that fill in others too; what says nothing is left out."""
    if isinstance(value, Text):
        yield from (value,) if value else ()
        for _, argument in value.arguments:
            yield from texts(argument)
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from texts(getattr(value, name))
    elif isinstance(value, tuple):
        for each in value:
            yield from texts(each)


def fields(message: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(message) if name}


# not said too early -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("build", [full, noisy])
def test_findings_are_the_same_whatever_is_spoken_while_they_are_found(build):
    found = {}
    for code in LANGUAGES:
        with speaking(code):
            made = build()
        found[code] = replace(made, language="", change=made.change and replace(made.change, language=""))
    assert len(set(map(hash, found.values()))) == 1
    assert all(one == found["en"] for one in found.values())


def test_one_value_is_said_in_the_language_in_which_it_is_written():
    found = full()
    said = {}
    for code in LANGUAGES:
        with speaking(code):
            said[code] = (str(found.verdict), str(found.drift.sentence), str(found.peer_group.period))
    assert len(set(said.values())) == len(LANGUAGES)
    assert said["pl"][0].startswith("Są Państwo na poziomie 3")


# every language says all of it ------------------------------------------------------------------------------------


@pytest.fixture(scope="module", params=[code for code in LANGUAGES if (FOLDER / f"{code}.po").exists()])
def catalogue(request: pytest.FixtureRequest) -> dict:
    from babel.messages.pofile import read_po

    with (FOLDER / f"{request.param}.po").open("rb") as file:
        return {message.id: message for message in read_po(file)}


def test_every_text_is_in_the_catalogue_with_all_that_fills_it_in(told: Findings, catalogue: dict):
    seen = set(texts(told))
    assert len(seen) > 60
    for one in seen:
        message = catalogue[(one.key, one.plural) if one.plural else one.key]
        forms = message.string if one.plural else (message.string,)
        names = {name for name, _ in one.arguments}
        assert names == fields(one.key) | fields(one.plural)
        assert all(form and fields(form) <= names for form in forms), one.key


def test_every_text_is_filled_in_with_values_that_each_language_can_write(told: Findings):
    for one in texts(told):
        assert all(type(value) in KINDS for _, value in one.arguments), one


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_text_is_said_without_a_brace(told: Findings, code: str):
    with speaking(code):
        for one in texts(told):
            assert str(one)
            assert not re.search("[{}]", str(one)), one


# what is left out stays out ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_text_holds_no_number_beyond_what_it_tells(audience: Audience):
    """An argument is in the data file too."""
    for one in texts(meant_for(full(), audience)):
        for _, value in one.arguments:
            if isinstance(value, Figure):
                assert value.value == round(value.value, value.digits)
                assert str(value) in str(one)


# as data ----------------------------------------------------------------------------------------------------------


def test_data_holds_what_the_findings_hold_and_what_they_say(told: Findings):
    made = json.loads(encode_findings(told))

    def check(value: Any, data: Any) -> None:
        if isinstance(value, Text | Paragraph):
            assert data["text"] == str(value)
        if isinstance(value, Paragraph):
            assert [one["text"] for one in data["sentences"]] == list(map(str, value.sentences))
        elif isinstance(value, Text):
            assert (data["key"], data.get("plural", "")) == (value.key, value.plural)
            assert list(data["arguments"]) == [name for name, _ in value.arguments]
            for name, argument in value.arguments:
                check(argument, data["arguments"][name])
        elif isinstance(value, Figure):
            assert data == value.value
        elif isinstance(value, Struct):
            for name in value.__struct_fields__:
                check(getattr(value, name), data[name])
        elif isinstance(value, tuple):
            assert len(value) == len(data)
            for each, part in zip(value, data, strict=True):
                check(each, part)
        else:
            assert data == (value.isoformat() if isinstance(value, date) else value)

    check(told, made)


def test_keys_are_the_same_in_every_language_and_words_are_not():
    found = build_findings(comparison=build_comparison())
    said = {}
    for code in ("en", "pl"):
        with speaking(code):
            said[code] = as_data(found.verdict)
    assert said["en"].key == said["pl"].key
    assert said["en"].text != said["pl"].text
    assert said["en"].arguments["score"] == 2.3
    assert said["pl"].arguments["place"].text.startswith("w ")


# one by one -------------------------------------------------------------------------------------------------------


def test_a_text_that_says_nothing_is_false_and_empty():
    assert not NOTHING
    assert str(NOTHING) == ""
    assert not paragraph(NOTHING, NOTHING)
    assert str(paragraph()) == ""


def test_sentences_follow_each_other_without_those_that_say_nothing():
    first, last = message("Not scored."), message("Not reached yet.")
    assert paragraph(first, NOTHING, last).sentences == (first, last)
    assert str(paragraph(first, last)) == "Not scored. Not reached yet."


def test_texts_cannot_be_glued():
    first, last = message("Not scored."), message("Not reached yet.")
    with pytest.raises(TypeError):
        first + last
    with pytest.raises(TypeError):
        " ".join([first, last])


def test_a_count_asks_for_its_form_where_it_is_written():
    missing = "{n} core practice is missing.", "{n} core practices are missing."
    one, two, five = (plural(*missing, n, n=n) for n in (1, 2, 5))
    assert (str(one), str(two)) == ("1 core practice is missing.", "2 core practices are missing.")
    with speaking("sr-Latn"):
        said = [str(each) for each in (one, two, five)]
    assert said == [
        "Nedostaje 1 ključna praksa.",
        "Nedostaju 2 ključne prakse.",
        "Nedostaje 5 ključnih praksi.",
    ]


def test_what_is_somebody_elses_is_said_as_it_is():
    braces = message("Find out: {question}", question="{score} of {0}?")
    assert str(braces) == "Find out: {score} of {0}?"


def test_spelled_values_hold_words_and_nothing_else_has_changed():
    found = spelled(full())
    assert not list(texts(found))
    assert found.overall.score == full().overall.score
    assert found.verdict == str(full().verdict)


@given(st.floats(-1e6, 1e6), st.integers(0, 3), st.sampled_from(list(LANGUAGES)))
def test_a_figure_is_written_as_the_number_it_is_of(value: float, digits: int, code: str):
    with speaking(code):
        assert str(figure(value, digits)) == number(value, digits)


@given(st.decimals(-(10**6), 10**6, places=3).map(float), st.sampled_from(list(LANGUAGES)))
def test_a_figure_without_digits_has_those_it_needs(value: float, code: str):
    with speaking(code):
        assert str(figure(value)) == plain(value)
