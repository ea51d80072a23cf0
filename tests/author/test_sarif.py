"""Laws of SARIF 2.1.0 that code hosts hold a log to; the standard closes its objects, so a word it does not know is a fault.

The schema itself is not among the packages kept for Python, so what it says of the objects we write is written down
here: their properties and which of them are required (chapter 3 of the standard).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assess.questionnaire.problem import Problem
from assess.questionnaire.rule import RULES
from assess.questionnaire.sarif import log_of

FOLDER = Path("/somewhere/my models")
KNOWN = {
    "log": ({"$schema", "version", "runs"}, {"version", "runs"}),
    "run": ({"tool", "columnKind", "results"}, {"tool"}),
    "tool": ({"driver"}, {"driver"}),
    "driver": ({"name", "version", "rules"}, {"name"}),
    "rules": (
        {"id", "shortDescription", "fullDescription", "help", "defaultConfiguration"},
        {"id", "shortDescription"},
    ),
    "shortDescription": ({"text", "markdown"}, {"text"}),
    "fullDescription": ({"text", "markdown"}, {"text"}),
    "help": ({"text", "markdown"}, {"text"}),
    "defaultConfiguration": ({"level"}, set()),
    "results": ({"ruleId", "ruleIndex", "level", "message", "locations"}, {"message"}),
    "message": ({"text", "markdown"}, {"text"}),
    "locations": ({"physicalLocation", "logicalLocations"}, set()),
    "physicalLocation": ({"artifactLocation", "region"}, {"artifactLocation"}),
    "artifactLocation": ({"uri", "uriBaseId"}, {"uri"}),
    "region": ({"startLine"}, {"startLine"}),
    "logicalLocations": ({"fullyQualifiedName"}, set()),
}
"""Of each object of a log, by the property it stands under: the properties it may have, and those it must."""

LEVELS = {"none", "note", "warning", "error"}

names = st.text(
    st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=12
).filter(lambda name: name not in (".", ".."))
problems = st.lists(
    st.builds(
        Problem,
        rule=st.sampled_from(sorted(RULES)),
        what=st.just("It is wrong."),
        remedy=st.just("Mend it."),
        file=st.lists(names, min_size=1, max_size=3).map("/".join),
        path=st.sampled_from(["", "target", "dimensions[0].questions[1].text"]),
        line=st.none() | st.integers(1, 10_000),
    ),
    max_size=4,
)


def written(found: list[Problem]) -> dict:
    """The log as a code host reads it."""
    return json.loads(msgspec.json.encode(log_of(found, FOLDER, "1.2.3")))


def walk(kind: str, value: object) -> Iterator[tuple[str, dict]]:
    """Every object of a log with the property it stands under."""
    if isinstance(value, list):
        for item in value:
            yield from walk(kind, item)
    elif isinstance(value, dict):
        yield kind, value
        for name, inner in value.items():
            yield from walk("run" if name == "runs" else name, inner)


@given(problems)
@example([])
def test_every_object_has_what_the_standard_requires_and_nothing_it_does_not_know(found):
    for kind, node in walk("log", written(found)):
        known, required = KNOWN[kind]
        assert required <= set(node) <= known, kind
        assert None not in node.values(), kind  # absent, never null


@given(problems)
def test_a_result_points_at_the_rule_it_breaks_at_the_level_of_that_rule(found):
    [run] = written(found)["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    assert len(run["results"]) == len(found)
    for problem, result in zip(found, run["results"], strict=True):
        rule = rules[result["ruleIndex"]]
        assert rule["id"] == result["ruleId"] == problem.rule
        assert result["level"] == rule["defaultConfiguration"]["level"]
        assert result["level"] in LEVELS


@given(problems)
def test_a_region_has_a_line_that_counts_from_one(found):
    [run] = written(found)["runs"]
    assert run["columnKind"] in {"utf16CodeUnits", "unicodeCodePoints"}
    for problem, result in zip(found, run["results"], strict=True):
        [location] = result["locations"]
        line = location["physicalLocation"]["region"]["startLine"]
        assert line == (problem.line or 1)
        assert line >= 1


@given(problems)
@example([Problem(rule="yaml", what="a.", remedy="b.", file="a b/ż#1?.yaml")])
@example([Problem(rule="yaml", what="a.", remedy="b.", file="C:/50%/q.yaml")])
@example([Problem(rule="yaml", what="a.", remedy="b.", file="//host/q.yaml")])
def test_a_place_is_a_relative_reference_that_leads_back_to_the_file(found):
    for problem, result in zip(found, written(found)["runs"][0]["results"], strict=True):
        place = result["locations"][0]["physicalLocation"]["artifactLocation"]
        uri = place["uri"]
        assert uri.isascii()
        assert not set(uri) & set(' "<>\\^`{|}#?')
        if problem.file.startswith("/"):
            continue
        parts = urlsplit(uri)
        assert (parts.scheme, parts.netloc, parts.query, parts.fragment) == ("", "", "", "")
        assert not uri.startswith("/")
        assert ".." not in PurePosixPath(unquote(uri)).parts
        assert unquote(uri) == problem.file
        assert place["uriBaseId"] == "%SRCROOT%"


@pytest.mark.parametrize(
    "file", [FOLDER / "small" / "q.yaml", Path("small/../small/q.yaml"), "./small/q.yaml"]
)
def test_a_file_in_the_folder_is_named_alike_however_it_was_named(file):
    problem = Problem(rule="yaml", what="a.", remedy="b.", file=str(file))
    [result] = written([problem])["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "small/q.yaml"


def test_a_file_reached_by_a_link_is_named_as_the_repository_names_it(tmp_path):
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "q.yaml").write_text("a: 1")
    (tmp_path / "repository").mkdir()
    (tmp_path / "repository" / "models").symlink_to(tmp_path / "kept")
    problem = Problem(rule="yaml", what="a.", remedy="b.", file="models/q.yaml")
    log = json.loads(msgspec.json.encode(log_of([problem], tmp_path / "repository", "1.2.3")))
    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place == {"uri": "models/q.yaml", "uriBaseId": "%SRCROOT%"}
