"""Slips of the keyboard: what an author forgot is named where it was forgotten, once, and in an author's words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assess.questionnaire.problem import Problem

from .conftest import MINIMAL

Found = Callable[[bytes], list[Problem]]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('title: "Only"', 'title: "Only'),
        ('title: "Small"', 'title: "Small'),
        ('"Only"\n    summary: "The only dimension."', '"Only\n    summary: "The only dimension.'),
        ('id: ticks\n        text: "Ticks?"', 'id: ticks\n        text: "Ticks?'),
        ('{id: "no", text: "No", value: 0}', '{id: "no", text: "No, value: 0}'),
        ('name: "Best", fill', 'name: "Best, fill'),
    ],
)
def test_a_quote_that_is_not_closed_is_named_on_its_own_line(problems: Found, old: str, new: str) -> None:
    text = MINIMAL.replace(old, new)
    [found] = problems(text.encode())
    line = text[: text.index(new) + new.index('"')].count("\n") + 1
    assert (found.line, found.what) == (line, f"A quote opened on line {line} is not closed.")


def test_a_text_over_two_lines_is_no_open_quote(problems: Found) -> None:
    two_lines = MINIMAL.replace('title: "Only"', 'title: "Only\n      this"')
    assert problems(two_lines.encode()) == []
    [found] = problems(two_lines.replace("min: 2.5", "target: [2").encode())
    assert "not closed" not in found.what


def test_an_item_without_its_dash_is_one_problem(problems: Found) -> None:
    merged = MINIMAL.replace(
        "      - type: many\n", "      - {type: text, id: words, text: W}\n      - type: many\n"
    )
    merged = merged.replace(
        '          - {id: none, text: "None of these", exclusive: true}\n',
        '          - {id: none, text: "None of these", exclusive: true}\n'
        "        id: more\n        type: choice\n        text: More?\n        scale: agree\n",
    ).replace("fill: best,", "fill: best, answers: {more: 'yes'},")
    [found] = problems(merged.encode())
    assert found.what == "`id` is written twice, and so is `type`, `text`."
    assert "`- id: …`" in found.remedy


@pytest.mark.parametrize(
    ("old", "new", "what", "remedy"),
    [
        ("minutes: 1", "minutes: 1.5", "A whole number is needed, not a number: `1.5`.", "without quotes: 3"),
        ("minutes: 1", "minutes: soon", "A whole number is needed, not a text: `soon`.", "without quotes: 3"),
        (
            "min: 2.5",
            "min: '2,5'",
            "A number is needed, not a text: `2,5`.",
            "with a point, without quotes: 1.5",
        ),
        (
            "exclusive: true",
            "exclusive: maybe",
            "true or false is needed, not a text: `maybe`.",
            "one of the two",
        ),
        ("languages: [en]", "languages: en", "A list is needed, not a text: `en`.", "dash"),
        ("agree:\n", "agree: 5\n  more:\n", "A list is needed, not a number: `5`.", "dash"),
        ('"1.0.0"', "2026-01-01", "A text is needed, not a date: `2026-01-01`.", "Quote it"),
        ('title: "Only"', "title: ''", "The text is empty.", "Write it"),
        (
            "dimensions:\n",
            "parts:\n",
            "`dimensions` is missing.",
            "`dimensions:`, and indented below it `- id: some-id`",
        ),
        ("languages: [en]\n", "", "`languages` is missing.", "`languages: [en]`"),
    ],
)
def test_a_mistake_is_told_in_words_and_with_an_example(
    problems: Found, old: str, new: str, what: str, remedy: str
) -> None:
    assert MINIMAL.count(old) == 1
    found = problems(MINIMAL.replace(old, new).encode())
    assert what in [problem.what for problem in found]
    assert any(remedy in problem.remedy for problem in found), found
    assert not any("`str`" in str(problem) or "`int`" in str(problem) for problem in found)
