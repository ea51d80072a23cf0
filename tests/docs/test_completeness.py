"""Undocumented means failing: commands, options, settings, routes, problems, format fields, checker rules."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import click
import msgspec
import pytest

import assess
from assess.cli import main
from assess.cli.reference import command_page
from assess.errors import AssessError
from assess.questionnaire.model import Questionnaire
from assess.questionnaire.rule import RULES
from assess.questionnaire.schema import schema
from assess.settings import Settings
from assess.web import api, problem

from .reader import listed_codes, read

ROOT = Path(__file__).parents[2]


def commands(group: click.Group, path: tuple[str, ...] = ("assess",)) -> Iterator[tuple[str, click.Command]]:
    for name in group.list_commands(click.Context(group)):
        found = group.get_command(click.Context(group), name)
        yield " ".join((*path, name)), found
        if isinstance(found, click.Group):
            yield from commands(found, (*path, name))


def test_every_command_and_option_is_documented(site: Path):
    headings = re.split(r"^#+ (assess [a-z ]+) \{ #.*$", command_page(main), flags=re.MULTILINE)[1:]
    section = dict(zip(headings[::2], headings[1::2], strict=True))
    anchors = set(read(site)["commands.html"].ids)
    for path, command in commands(main):
        assert path.replace(" ", "-") in anchors
        assert command.help, f"{path} has no help"
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.opts[0] in section[path], f"{path} {parameter.opts[0]}"
                assert parameter.help, f"{path} {parameter.opts[0]} has no help"


def test_every_command_ends_with_an_example_that_names_it():
    for path, command in commands(main):
        assert path in (command.epilog or "").removeprefix("Example: "), path


def test_every_option_of_a_report_is_told_where_publishing_is(sources: dict[str, str]):
    told = set(re.findall(r"`(--[a-z]+)", sources["publish-a-report.md"]))
    report = main.get_command(click.Context(main), "report")
    options = {name for each in report.params if isinstance(each, click.Option) for name in each.opts}
    assert {name for name in options if name.startswith("--")} - {"--help"} == told - {"--help"}


def test_every_setting_is_documented(site: Path):
    text = read(site)["for-operators.html"].text
    for field in msgspec.structs.fields(Settings):
        assert f"ASSESS_{field.name.upper()}" in text


def test_every_variable_that_is_read_is_documented(site: Path):
    text = read(site)["for-operators.html"].text
    read_there = set(re.findall(r"\"(ASSESS_\w+)\"", (ROOT / "assess" / "settings.py").read_text("utf-8")))
    assert read_there
    assert not {name for name in read_there if name not in text}


def test_every_public_route_is_documented_and_no_other(sources: dict[str, str]):
    routes = {
        f"{method} {re.sub(r':[a-z]+}', '}', route.path)}"
        for route in api.router.routes
        for method in route.methods - {"OPTIONS"}
    }
    assert listed_codes(sources["api.md"], "## Routes") == routes


def test_every_kind_of_problem_is_documented(sources: dict[str, str]):
    for module in pkgutil.walk_packages(assess.__path__, "assess."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)

    def codes(family: type[AssessError]) -> set[str]:
        return {
            family.code,
            *(
                code
                for kind in family.__subclasses__()
                if kind.__module__.startswith("assess.")
                for code in codes(kind)
            ),
        }

    documented = listed_codes(sources["api.md"], "## Problems")
    assert not codes(AssessError) - documented
    assert not set(problem._CODES.values()) - documented


def structs() -> dict[str, dict]:
    """The objects of the JSON Schema, which editors get, by name."""
    return {name: found for name, found in schema()["$defs"].items() if "properties" in found}


@pytest.mark.parametrize("name", sorted(structs()))
def test_every_field_of_the_format_is_documented(name: str, site: Path):
    page = read(site)["format.html"]
    found = structs()[name]
    assert found.get("description"), f"{name} has no docstring"
    for key, field in found["properties"].items():
        if key == "type":
            assert field["enum"][0] in page.text
            continue
        assert field.get("description"), f"{name}.{key} has no sentence"
        sentence = re.sub(r"[`*]", "", field["description"])
        assert f"{key}\n{sentence}" in re.sub(r"\n+", "\n", page.text), f"{name}.{key}"


def test_nothing_of_the_loader_is_offered_to_authors(site: Path):
    assert "hash" in {field.name for field in msgspec.structs.fields(Questionnaire)}
    assert "\nhash\n" not in read(site)["format.html"].text


def test_every_rule_of_the_checker_is_documented_and_no_other(site: Path):
    page = read(site)["checker.html"]
    text = " ".join(page.text.split())
    for rule in RULES.values():
        assert rule.about in text
        assert (
            re.sub(r"[`*]", "", f"{rule.catches} Example: {rule.example}. Remedy: {rule.remedy}") in text
        ), rule.id
    terms = re.findall(r"^([a-z-]+)$", page.text, re.MULTILINE)
    assert set(terms) >= set(RULES)
