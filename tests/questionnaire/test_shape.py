"""Every mistake of shape at once, each with its place."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from assess.questionnaire.problem import Problem

from .conftest import MINIMAL

Found = Callable[[bytes], list[Problem]]

# Q stands for dimensions[0].questions: Q1 is the question at place 1.
BROKEN = [
    ("unknown-field", "minutes: 1", "minuts: 1\nminutes: 1", "minuts", 7, "minutes"),
    ("unknown-field", 'text: "Rung?"', 'text: "Rung?", wieght: 2', "Q0.wieght", 21, "weight"),
    ("missing-field", "minutes: 1\n", "", "", 1, "Add it: `minutes: 1`."),
    ("missing-field", 'title: "Only"', 'why: "Only"', "dimensions[0]", 17, 'Add it: `title: "…"`.'),
    ("shape", "minutes: 1", 'minutes: "1"', "minutes", 7, "without quotes: 3"),
    ("shape", "minutes: 1", "minutes: 0", "minutes", 7, "at least 1"),
    ("shape", "type: level", "type: slider", "Q0.type", 21, "choice, level, many, matrix, number, text"),
    ("shape", "id: small", "id: Small", "id", 2, "Mend"),
    ("shape", 'text: "Pick?"', 'text: ""', "Q1.text", 22, "it"),
    ("shape", '[{text: "Worst"}, {text: "Best"}]', '[{text: "Worst"}]', "Q0.options", 21, "2"),
    ("shape", "fill: best", "fill: perfect", "examples[0].fill", 30, "best, unanswered, worst"),
    (
        "shape",
        "scale: agree",
        "scale: agree, weight: heavy",
        "Q1.weight",
        22,
        "with a point, without quotes: 1.5",
    ),
    ("shape", "overall: {score: 5}", "overall: 5", "examples[0].overall", 30, "field: value"),
    ("shape", "languages: [en]", "languages: [english]", "languages[0]", 4, "Mend"),
]


@pytest.mark.parametrize(("rule", "old", "new", "path", "line", "remedy"), BROKEN)
def test_a_mistake_of_shape_is_named_with_place_and_remedy(
    problems: Found, rule: str, old: str, new: str, path: str, line: int, remedy: str
) -> None:
    assert MINIMAL.count(old) == 1
    found = problems(MINIMAL.replace(old, new).encode())
    assert [(problem.rule, problem.path, problem.line) for problem in found] == [(rule, place(path), line)]
    assert remedy in found[0].remedy


def test_all_mistakes_of_shape_are_found_at_once(problems: Found) -> None:
    broken = MINIMAL
    for _, old, new, *_ in (BROKEN[0], BROKEN[4], BROKEN[6], BROKEN[10]):
        broken = broken.replace(old, new)
    assert len(problems(broken.encode())) == 4


@pytest.mark.parametrize(
    "answers", ["{ticks: [one]}", "{rung: {state: unknown}}", "{pick: 'yes'}", "{rung: 1}"]
)
def test_an_example_may_answer_in_each_way(problems: Found, answers: str) -> None:
    assert problems(MINIMAL.replace("fill: best,", f"fill: best, answers: {answers},").encode()) == []


def place(path: str) -> str:
    return re.sub(r"^Q(\d)", r"dimensions[0].questions[\1]", path)
