"""Each rule: a file that breaks exactly it is caught, with the rule, the place and the line."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from assess.questionnaire.problem import Problem

from .conftest import MINIMAL

Found = Callable[[bytes], list[Problem]]

LEVEL = 'text: "Rung?"'
PICK = 'text: "Pick?"'

# Q stands for dimensions[0].questions: Q1 is the question at place 1.
BROKEN = [
    ("duplicate-id", "id: pick,", "id: rung,", "Q1.id", 22),
    ("duplicate-id", "id: pick,", "id: only,", "Q1.id", 22),
    ("duplicate-id", "  - id: only", "  - id: overall", "dimensions[0].id", 17),
    ("duplicate-id", "- {id: none,", "- {id: one,", "Q2.options", 27),
    ("level-hole", 'name: "Low", min: 0', 'name: "Low", min: 1', "levels[0].min", 14),
    ("level-order", "- {level: 2,", "- {level: 1,", "levels[1]", 15),
    ("level-order", "min: 2.5", "min: 0", "levels[1]", 15),
    ("level-order", "min: 2.5", "min: 5", "levels[1].min", 15),
    ("dangling", "target: 2", "target: 3", "target", 8),
    ("zero-weight", "  - id: only", "  - weight: 0\n    id: only", "dimensions", 17),
    ("empty-dimension", "examples:", "  - {id: more, title: M, summary: M}\nexamples:", "dimensions[1]", 29),
    ("scale", '- {id: none, text: "None of these", exclusive: true}', '- {id: two, text: "T"}',
     "Q2.options", 27),
    ("scale", '{id: one, text: "One"}', '{id: one, text: "One", weight: 0}', "Q2.options", 27),
    ("scale", PICK, PICK + ", options: [{id: a, text: A, value: 1}]", "Q1", 22),
    ("scale", 'text: "Yes", value: 1', 'text: "Yes", value: 0', "Q1", 22),
    ("dangling", "scale: agree", "scale: agrees", "Q1.scale", 22),
    ("dangling", LEVEL, LEVEL + ", themes: [service, nothing]", "Q0.themes[1]", 21),
    ("dangling", LEVEL, LEVEL + ", owner: nobody", "Q0.owner", 21),
    ("dangling", LEVEL, LEVEL + ", phase: never", "Q0.phase", 21),
    ("core", LEVEL, LEVEL + ", core: [{level: 1, min: 1}]", "Q0.core[0].level", 21),
    ("core", LEVEL, LEVEL + ", core: [{level: 2, min: 2}]", "Q0.core[0].min", 21),
    ("core", "examples:", '      - {type: text, id: words, text: "W", core: [{level: 2, min: 1}]}\nexamples:',
     "Q3.core[0]", 29),
    ("core", PICK, PICK + ", reverse: true, core: [{level: 2, min: 1}]", "Q1.core[0]", 22),
    ("condition", PICK, PICK + ", when: {question: ticks, is: [one]}", "Q1.when.question", 22),
    ("condition", PICK, PICK + ", when: {question: pick, is: [one]}", "Q1.when.question", 22),
    ("condition", PICK, PICK + ", when: {question: rung}", "Q1.when", 22),
    ("condition", PICK, PICK + ", when: {question: rung, is: ['7']}", "Q1.when.is[0]", 22),
    ("condition", PICK, PICK + ", when: {is: [one]}", "Q1.when", 22),
    ("condition", PICK, PICK + ", when: {profile: size, is: [tiny]}", "Q1.when.profile", 22),
    ("condition", PICK, PICK + ", when: {not: {question: gone, min: 1}}",
     "Q1.when.question", 22),
    ("dangling", '    summary: "The only', '    advice: {1: A, 2: B, 3: C}\n    summary: "The only',
     "dimensions[0].advice[3]", 19),
    ("missing-advice", '    summary: "The only', '    advice: {1: A}\n    summary: "The only',
     "dimensions[0].advice", 19),
    ("dangling", "fill: best,", "fill: best, answers: {gone: 1},", "examples[0].answers.gone", 30),
    ("dangling", "fill: best,", "fill: best, profile: {shoe: big},", "examples[0].profile.shoe", 30),
    ("dangling", "fill: best,", "fill: best, dimensions: {gone: {}},", "examples[0].dimensions.gone", 30),
]  # fmt: skip


def test_the_minimal_file_breaks_no_rule(problems: Found) -> None:
    assert problems(MINIMAL.encode()) == []


@pytest.mark.parametrize(("rule", "old", "new", "path", "line"), BROKEN)
def test_a_broken_rule_is_named_with_place_and_remedy(
    problems: Found, rule: str, old: str, new: str, path: str, line: int
) -> None:
    assert MINIMAL.count(old) == 1
    without_target = MINIMAL if "target" in old else MINIMAL.replace("target: 2\n", "# no target\n")
    found = problems(without_target.replace(old, new).encode())
    assert [(problem.rule, problem.path) for problem in found] == [(rule, place(path))]
    assert found[0].line == line
    assert found[0].what
    assert found[0].remedy
    assert found[0].file.endswith("small.yaml")


def test_a_range_without_width_is_named(problems: Found) -> None:
    found = problems(MINIMAL.replace("minutes: 1\n", "minutes: 1\nrange: {min: 0, max: 0}\n").encode())
    assert ("range", "range", 8) in [(problem.rule, problem.path, problem.line) for problem in found]


def test_a_range_below_zero_is_named(problems: Found) -> None:
    below = MINIMAL.replace("minutes: 1\n", "minutes: 1\nrange: {min: -1, max: 5}\n")
    below = below.replace("min: 0, summary", "min: -1, summary")
    assert [(problem.rule, problem.path) for problem in problems(below.encode())] == [("range", "range.min")]


def test_all_broken_rules_are_found_at_once(problems: Found) -> None:
    broken = MINIMAL.replace("target: 2", "target: 7").replace("id: pick,", "id: rung,")
    found = problems(broken.replace("min: 2.5", "min: 9").encode())
    assert {problem.rule for problem in found} == {"dangling", "duplicate-id", "level-order"}


def test_all_questions_of_a_dimension_weighing_nothing_are_found(problems: Found) -> None:
    weightless = MINIMAL
    for text in (LEVEL, PICK, 'text: "Ticks?"'):
        join = "\n        weight: 0" if "Ticks" in text else ", weight: 0"
        weightless = weightless.replace(text, text + join)
    assert [problem.rule for problem in problems(weightless.encode())] == ["zero-weight"]


def place(path: str) -> str:
    return re.sub(r"^Q(\d)", r"dimensions[0].questions[\1]", path)
