"""YAML is read strictly: what it would guess, drop or hide is an error with its line."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import pairwise

import pytest

from assess.questionnaire.document import MAX_BYTES, read
from assess.questionnaire.model import Questionnaire
from assess.questionnaire.problem import Problem

from .conftest import MINIMAL

Found = Callable[[bytes], list[Problem]]


def only(problems: list[Problem]) -> Problem:
    assert len(problems) == 1, problems
    return problems[0]


def test_a_key_written_twice_is_an_error(problems: Found) -> None:
    found = only(problems(MINIMAL.replace("minutes: 1\n", "minutes: 1\nminutes: 2\n").encode()))
    assert (found.rule, found.line) == ("yaml", 8)
    assert found.what == "`minutes` is written twice."


def test_a_key_written_twice_deep_inside_is_an_error(problems: Found) -> None:
    found = only(problems(MINIMAL.replace('title: "Only"', 'title: "Only"\n    title: "Else"').encode()))
    assert (found.what, found.line) == ("`title` is written twice.", 19)


@pytest.mark.parametrize("text", ['title: &t "Small"', "title: *t"])
def test_anchors_and_aliases_are_not_read(problems: Found, text: str) -> None:
    found = only(problems(MINIMAL.replace('title: "Small"', text).encode()))
    assert found.line == 5
    assert "not read" in found.what or "YAML" in found.what


def test_an_anchor_alone_is_named(problems: Found) -> None:
    found = only(problems(MINIMAL.replace("languages: [en]", "languages: &l [en]").encode()))
    assert ("Anchors" in found.what, found.line) == (True, 4)


def test_a_file_that_would_grow_is_refused_quickly() -> None:
    lines = ["a: &a [x,x,x,x,x,x,x,x,x]"]
    lines += [f"{b}: &{b} [{','.join(['*' + a] * 9)}]" for a, b in pairwise("abcdefghi")]
    begin = time.perf_counter()
    found = read("\n".join(lines).encode(), "x.yaml")
    assert "Anchors" in only(found.problems).what
    assert time.perf_counter() - begin < 1


@pytest.mark.parametrize("old", ['text: "No"', 'name: "Low"', 'title: "Small"'])
def test_an_unquoted_no_is_told_to_be_quoted(problems: Found, old: str) -> None:
    key = old.split(":")[0]
    found = only(problems(MINIMAL.replace(old, f"{key}: No").encode()))
    assert "A text is needed, not true or false" in found.what
    assert "Quote" in found.remedy


def test_an_unquoted_no_as_a_key_is_told_to_be_quoted(problems: Found) -> None:
    found = only(problems(MINIMAL.replace("fill: best,", "fill: best, answers: {No: 1},").encode()))
    assert found.line == 30
    assert "Quote" in found.remedy


def test_an_unquoted_version_is_told_to_be_quoted(problems: Found) -> None:
    found = only(problems(MINIMAL.replace('"1.0.0"', "1.10").encode()))
    assert (found.path, found.line) == ("version", 3)
    assert "Quote" in found.remedy


def test_a_byte_order_mark_and_windows_line_ends_change_nothing(
    load_bytes: Callable[[bytes], Questionnaire],
) -> None:
    plain = load_bytes(MINIMAL.encode())
    assert load_bytes(MINIMAL.encode("utf-8-sig")).hash == plain.hash
    assert load_bytes(MINIMAL.replace("\n", "\r\n").encode()).hash == plain.hash


def test_lines_are_right_with_windows_line_ends(problems: Found) -> None:
    broken = MINIMAL.replace("target: 2", "target: 3").replace("\n", "\r\n")
    assert only(problems(broken.encode("utf-8-sig"))).line == 8


def test_bytes_that_are_not_utf8_are_named(problems: Found) -> None:
    found = only(problems(MINIMAL.replace("Small", "Größe").encode("latin-1")))
    assert "UTF-8" in found.what
    assert "UTF-8" in found.remedy


def test_a_file_of_three_megabytes_is_refused_unread(problems: Found) -> None:
    found = only(problems(MINIMAL.encode() + b"# " + b"x" * 3_000_000))
    assert f"{MAX_BYTES:,}" in found.remedy


@pytest.mark.parametrize("content", [b"", b"# none\n", b"a: [1\n", b"a: 1\n---\nb: 2\n", b"\x00", b"- list"])
def test_whatever_is_no_questionnaire_is_a_problem_and_no_crash(problems: Found, content: bytes) -> None:
    found = problems(content)
    assert found
    assert all(problem.what and problem.remedy for problem in found)


def test_every_path_has_its_line() -> None:
    document = read(MINIMAL.encode(), "x.yaml")
    assert document.line(("dimensions", 0, "questions", 1, "scale")) == 22
    assert document.line(("dimensions", 0, "questions", 1, "nowhere")) == 22
    assert document.line(("levels", 1)) == 15
