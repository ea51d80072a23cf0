"""Problems → a SARIF 2.1.0 log, which code hosts show beside the lines they concern.

Pure. Fields are those of the OASIS standard "Static Analysis Results Interchange Format (SARIF) Version 2.1.0"; places
are relative to the folder the checker ran in, so that they fit the repository that the host shows.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import quote

import msgspec
from msgspec import UNSET, Struct, UnsetType

from .problem import Problem
from .rule import RULES, Rule

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


class Node(Struct, frozen=True, rename="camel", omit_defaults=True, kw_only=True):
    """An object of the log."""


class Message(Node, kw_only=True):
    text: str
    markdown: str | UnsetType = UNSET


class Configuration(Node, kw_only=True):
    level: str | UnsetType = UNSET


class Descriptor(Node, kw_only=True):
    id: str
    short_description: Message
    full_description: Message
    help: Message
    default_configuration: Configuration


class Driver(Node, kw_only=True):
    name: str
    version: str
    rules: tuple[Descriptor, ...]


class Tool(Node, kw_only=True):
    driver: Driver


class Artifact(Node, kw_only=True):
    uri: str
    uri_base_id: str | UnsetType = UNSET


class Region(Node, kw_only=True):
    start_line: int


class Physical(Node, kw_only=True):
    artifact_location: Artifact
    region: Region


class Logical(Node, kw_only=True):
    fully_qualified_name: str


class Location(Node, kw_only=True):
    physical_location: Physical
    logical_locations: tuple[Logical, ...] | UnsetType = UNSET


class Result(Node, kw_only=True):
    rule_id: str
    rule_index: int
    level: str
    message: Message
    locations: tuple[Location, ...]


class Run(Node, kw_only=True):
    tool: Tool
    column_kind: str
    results: tuple[Result, ...]


class Log(Struct, frozen=True, kw_only=True):
    schema: str = msgspec.field(name="$schema", default=SCHEMA)
    version: str = "2.1.0"
    runs: tuple[Run, ...]


def log_of(problems: Iterable[Problem], folder: Path, version: str) -> Log:
    """One run of the checker, begun in `folder`, by this `version` of the program."""
    ids = list(RULES)
    driver = Driver(name="assess", version=version, rules=tuple(map(_descriptor, RULES.values())))
    results = tuple(_result(problem, ids, folder) for problem in problems)
    run = Run(tool=Tool(driver=driver), column_kind="unicodeCodePoints", results=results)
    return Log(runs=(run,))


def _descriptor(rule: Rule) -> Descriptor:
    text = f"{rule.catches} Example: {rule.example}. {rule.remedy}"
    return Descriptor(
        id=rule.id,
        short_description=Message(text=rule.catches.split(": ")[0].split("; ")[0].rstrip(".") + "."),
        full_description=Message(text=rule.catches),
        help=Message(text=text.replace("`", ""), markdown=text),
        default_configuration=Configuration(level=rule.level),
    )


def _result(problem: Problem, ids: Sequence[str], folder: Path) -> Result:
    place = Physical(
        artifact_location=_artifact(Path(problem.file), folder), region=Region(start_line=problem.line or 1)
    )
    name = (Logical(fully_qualified_name=problem.path),) if problem.path else UNSET
    return Result(
        rule_id=problem.rule,
        rule_index=ids.index(problem.rule),
        level=problem.law.level,
        message=Message(text=f"{problem.what} {problem.remedy}"),
        locations=(Location(physical_location=place, logical_locations=name),),
    )


def _artifact(file: Path, folder: Path) -> Artifact:
    """The file as a reference relative to the folder, or as a whole address where it lies elsewhere.

    A link within the folder is what the repository holds, so it is not followed as long as the name alone leads there.
    """
    named = Path(os.path.normpath(folder / file))
    for place, above in ((named, folder), (named.resolve(), folder.resolve())):
        if place.is_relative_to(above):
            return Artifact(uri=quote(place.relative_to(above).as_posix()), uri_base_id="%SRCROOT%")
    return Artifact(uri=named.resolve().as_uri())
