"""The record of published versions, ``<id>/published.yaml``: which content each version had, and what changed between two.

A published version is frozen: old results are read with it, and a benchmark belongs to its content. Pure, but for the
file that `record` is handed as text; `assess publish` writes it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Annotated

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import replace

from .model import Questionnaire
from .part import Id, Part, Version, says
from .problem import Mismatch, Path

FILE = "published.yaml"

HEAD = """\
# The published versions of this questionnaire. `assess publish` adds to the end; nothing else changes `versions`.
# What became of questions between two versions is written above it, by the version that changed them:
# changes:
#   "2.0.0": {renamed: {old-id: new-id}, removed: [old-id], blocked: [new-id]}
versions:
"""


class Published(Part, kw_only=True):
    """A version as it was published."""

    version: Version
    hash: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$"), says("SHA-256 of the content (`hash_of`).")]
    date: Annotated[date, says("The day it was published.")]
    questions: Annotated[tuple[Id, ...], says("The ids of its questions, in their order.")]


class Change(Part, kw_only=True):
    """What became of questions from the version before to this one. A question it does not name is the same one."""

    renamed: Annotated[dict[Id, Id], says("The old id and the new one.")] = {}
    removed: Annotated[tuple[Id, ...], says("Old ids that nothing has any more.")] = ()
    blocked: Annotated[
        tuple[Id, ...],
        says("Ids whose question now means something else, and is not compared with the old one."),
    ] = ()


class Publication(Part, kw_only=True):
    """All published versions, the oldest first, and the changes between them by version."""

    changes: dict[Version, Change] = {}
    versions: tuple[Published, ...] = ()


class Migration(Struct, frozen=True, kw_only=True):
    """What became of questions from one version to another, over every step between them.

    `renamed` maps ids of the first to those of the second; `removed` are ids of the first, `blocked` of the second.
    """

    renamed: dict[str, str] = {}
    removed: frozenset[str] = frozenset()
    blocked: frozenset[str] = frozenset()


UNMOVED = Migration()


def hash_of(questionnaire: Questionnaire) -> str:
    """SHA-256 over the content, whatever the file's layout and comments; stored with every assessment.

    Which languages it is translated into is no part of it: an answer means the same in each.
    """
    bare = replace(questionnaire, languages=questionnaire.languages[:1], hash="")
    content = msgspec.to_builtins(bare, str_keys=True)
    return hashlib.sha256(msgspec.json.encode(content, order="deterministic")).hexdigest()


def find_drift(questionnaire: Questionnaire, publication: Publication) -> Iterator[Mismatch]:
    """Where a questionnaire breaks with what was published; with places in the questionnaire's file."""
    for published in publication.versions:
        if published.version == questionnaire.version and published.hash != questionnaire.hash:
            what = f"{published.version} was published on {published.date} with other content."
            yield Mismatch(("version",), what, "Raise the version.", "published-changed")
    if publication.versions:
        last = publication.versions[-1].version
        if number_of(questionnaire.version) < number_of(last):
            what = f"{questionnaire.version} is below {last}, which is published."
            yield Mismatch(("version",), what, f"Raise it above {last}.", "version-lower")


def check_record(
    questionnaire: Questionnaire, publication: Publication, fields: tuple[str, ...]
) -> Iterator[Mismatch]:
    """What is wrong with the record itself, whose `fields` stand in this order; with places in its file."""
    if "versions" in fields and fields[-1] != "versions":
        what = f"`{fields[-1]}` stands below `versions`."
        yield Mismatch(
            (fields[-1],), what, "Move it above: `assess publish` writes at the end.", "publication"
        )
    for i, (older, newer) in enumerate(pairwise(publication.versions), start=1):
        if number_of(newer.version) <= number_of(older.version):
            what = f"{newer.version} does not come after {older.version}."
            yield Mismatch(("versions", i, "version"), what, "Restore the file.", "publication")
    yield from _check_changes(questionnaire, publication)


def record(publication: Publication | None, text: str, questionnaire: Questionnaire, day: date) -> str:
    """The text of the record with the questionnaire as its newest version; all else stays as it was."""
    ids = ", ".join(question.id for question in questionnaire.questions)
    entry = (
        f'  - version: "{questionnaire.version}"\n    hash: "{questionnaire.hash}"\n    date: {day}\n'
        f"    questions: [{ids}]\n"
    )
    if publication is None:
        return HEAD + entry
    start = text.rstrip("\n") + "\n"
    return start + ("" if publication.versions else "versions:\n") + entry


def migrate(publication: Publication, first: str, second: str) -> Migration:
    """The changes from version `first` to `second` as one; backwards where `second` is the older of the two."""
    if number_of(second) < number_of(first):
        there = migrate(publication, second, first)
        back = {now: then for then, now in there.renamed.items()}
        return Migration(renamed=back, blocked=frozenset(back.get(id, id) for id in there.blocked))
    between = [
        each for each in publication.changes if number_of(first) < number_of(each) <= number_of(second)
    ]
    renamed: dict[str, str] = {}
    removed: set[str] = set()
    blocked: set[str] = set()
    for version in sorted(between, key=number_of):
        change = publication.changes[version]
        was = {now: then for then, now in renamed.items()}
        removed |= {was.get(id, id) for id in change.removed}
        blocked = {change.renamed.get(id, id) for id in blocked} | set(change.blocked)
        renamed |= {was.get(old, old): new for old, new in change.renamed.items()}
    return Migration(renamed=renamed, removed=frozenset(removed), blocked=frozenset(blocked))


def number_of(version: str) -> tuple[int, ...]:
    """A semantic version as numbers that compare."""
    return tuple(map(int, version.split(".")))


def _check_changes(questionnaire: Questionnaire, publication: Publication) -> Iterator[Mismatch]:
    """Every step from one version to the next says what became of the questions that are gone."""
    steps = [(each.version, set(each.questions)) for each in publication.versions]
    if steps and questionnaire.version not in dict(steps):
        steps.append((questionnaire.version, set(questionnaire.question)))
    known = {newer for _, (newer, _) in pairwise(steps)}
    for version in publication.changes:
        if version not in known:
            what = f"There is no change to version {version}."
            remedy = "Name a version that follows a published one."
            yield Mismatch(("changes", version), what, remedy, "publication")
    for (older, before), (newer, after) in pairwise(steps):
        change = publication.changes.get(newer, Change())
        path = ("changes", newer)
        yield from _check_names(change, path, older, before, newer, after)
        gone = before - after - set(change.renamed) - set(change.removed)
        for id in sorted(gone):
            what = f"`{id}` was in {older} and is gone from {newer}."
            remedy = f"Name it under `changes`, `{newer}`, as `renamed` or `removed`."
            yield Mismatch(path, what, remedy, "migration")


def _check_names(
    change: Change, path: Path, older: str, before: set[str], newer: str, after: set[str]
) -> Iterator[Mismatch]:
    named = [((*path, "renamed", old), old, older, before) for old in change.renamed]
    named += [((*path, "renamed", old), new, newer, after) for old, new in change.renamed.items()]
    named += [((*path, "removed", i), id, older, before) for i, id in enumerate(change.removed)]
    named += [((*path, "blocked", i), id, newer, after) for i, id in enumerate(change.blocked)]
    for where, id, version, ids in named:
        if id not in ids:
            yield Mismatch(
                where, f"`{id}` is not in {version}.", "Correct the id, or remove it.", "migration"
            )
    for i, id in enumerate(change.removed):
        if id in after:
            what = f"`{id}` is still in {newer}."
            yield Mismatch((*path, "removed", i), what, "Remove it here, or there.", "migration")
    yield from _check_renamed(change, path, before, newer, after)


def _check_renamed(
    change: Change, path: Path, before: set[str], newer: str, after: set[str]
) -> Iterator[Mismatch]:
    """A renamed question takes an id that is free, and leaves its own: else two questions would be one."""
    taken: dict[str, str] = {id: id for id in before - set(change.renamed) - set(change.removed)}
    for old, new in change.renamed.items():
        place = (*path, "renamed", old)
        if new in taken:
            what = f"`{old}` and `{taken[new]}` cannot both be `{new}` in {newer}."
            yield Mismatch(place, what, "Correct one of them.", "migration")
        elif old in after and old not in change.renamed.values():
            what = f"`{old}` is still in {newer}."
            yield Mismatch(place, what, "Give the question there an id of its own.", "migration")
        taken[new] = old
