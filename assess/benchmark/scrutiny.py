"""What somebody else wrote is looked through before it is used: an edition or a file of contributions may come from anybody.

Bytes enter and values leave, or what was decoded enters and what is wrong with it leaves, in words. Names become parts of
file names, addresses and pages, so only plain ones pass; numbers must be such as an edition can hold. No disk.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from math import isfinite
from typing import TypeVar

import msgspec

from ..learnt import learnt
from .cohort import FIELDS
from .model import ALL, QUANTILES, Cell, Manifest, Thresholds

LARGEST = 256_000_000
"""Bytes of a file that is read as a whole: beyond what a million contributions take."""

LONGEST = 120
"""Letters of a name."""

NOTE = 10_000
"""Letters of an edition's note."""

EDITION = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
QUESTIONNAIRE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
NODE = re.compile(r"[a-z0-9][a-z0-9_-]*(?:/[a-z0-9][a-z0-9_-]*)?")
BAND = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+-]*")
HASH = re.compile(r"[0-9a-f]{64}")
KEY_ID = re.compile(r"[0-9a-z]*")
N_BAND = re.compile(r"\d{1,9}(?:–\d{1,9}|\+)?")

YEARS = range(1900, 3000)
"""Of periods: quarters before and after must be days of the calendar, too."""

WIDEST = 1e6
"""No shown range goes so far."""

T = TypeVar("T")


def decode(content: bytes, type: type[T]) -> T:
    """JSON as a value; `msgspec.MsgspecError` for whatever is none, however deep, odd or cut off."""
    try:
        return msgspec.json.decode(content, type=learnt(type))
    except (RecursionError, UnicodeDecodeError) as error:
        raise msgspec.DecodeError("This is nested too deep, or no text.") from error


def is_name(text: str, pattern: re.Pattern[str]) -> bool:
    """Whether a text is a plain name of that kind, and not too long."""
    return len(text) <= LONGEST and pattern.fullmatch(text) is not None


def is_cohort(text: str) -> bool:
    """Whether a text can be the key of a cohort: `all`, or bands from the top of the tree downwards."""
    steps = text.split("/")
    return text == ALL or (
        len(steps) <= len(FIELDS) and all(is_name(step, BAND) and step != ALL for step in steps)
    )


def faults_of(manifest: Manifest) -> Iterator[str]:
    """What is wrong with a manifest, each fault as a sentence; none where it is sound."""
    names = (
        (manifest.edition, EDITION, "The id of the edition"),
        (manifest.before or "none", EDITION, "The id of the edition before"),
        (manifest.questionnaire, QUESTIONNAIRE, "The id of the questionnaire"),
        (manifest.version, VERSION, "The version of the questionnaire"),
        (manifest.questionnaire_hash, HASH, "The hash of the questionnaire"),
        (manifest.rules, VERSION, "The version of the rules"),
        *((each, HASH, "The key of a member") for each in manifest.members),
        *((each, HASH, "The hash of a file") for each in manifest.files.values()),
    )
    yield from (
        f"{what} is no name of that kind." for text, pattern, what in names if not is_name(text, pattern)
    )
    yield from _cohorts((*manifest.suppressed, *manifest.withheld))
    yield from _nodes(node for nodes in manifest.withheld.values() for node in nodes)
    first, last = manifest.period_from, manifest.period_to
    if first > last or first.year not in YEARS or last.year not in YEARS:
        yield "The period ends before it begins, or is of another age."
    if not -WIDEST < manifest.minimum < manifest.maximum < WIDEST:
        yield "The range of scores is none."
    if not is_text(manifest.note):
        yield f"The note has signs that cannot be printed, or more than {NOTE:,}."
    if not all(-WIDEST < level < WIDEST for level in manifest.levels):
        yield "A level has a number that cannot be."
    if not all(step.replace("/", "").isalpha() for step in manifest.tree):
        yield "The tree of groups is none."
    yield from _limits(manifest.thresholds)


def faults_in(cells: Iterable[Cell], manifest: Manifest) -> Iterator[str]:
    """What is wrong with the cells of an edition, each fault as a sentence; none where they are sound."""
    held = tuple(cells)
    yield from _cohorts({cell.cohort for cell in held})
    yield from _nodes({cell.node for cell in held})
    if len({(cell.cohort, cell.node) for cell in held}) < len(held):
        yield "A cell is there twice."
    if not all(is_name(each, N_BAND) for each in {cell.n_band for cell in held}):
        yield "A band of n is none."
    if not all(is_name(each, EDITION) for each in {cell.held_from for cell in held if cell.held_from}):
        yield "The id of an edition that values are held from is no name of that kind."
    slack = manifest.thresholds.round_to
    low, high = manifest.minimum - slack, manifest.maximum + slack
    widest = high - low + slack
    for cell in held:
        quantiles = [value for name in QUANTILES if (value := getattr(cell, name)) is not None]
        if not all(low <= value <= high for value in (cell.mean, *quantiles)) or quantiles != sorted(
            quantiles
        ):
            yield f"The figures of {cell.cohort}, {cell.node} are outside of the range, or not in order."
        if cell.change is not None and not -widest <= cell.change <= widest:
            yield f"The change of {cell.cohort}, {cell.node} cannot be."
        for share in (*cell.shares, *cell.staged):
            if not (0 <= share.percent <= 100 and -WIDEST < share.low <= share.high < WIDEST):
                yield f"A share of {cell.cohort}, {cell.node} cannot be."


def is_text(note: str) -> bool:
    """Whether a note is short enough, and nothing in it drives a terminal."""
    return len(note) <= NOTE and all(line.isprintable() for line in note.split("\n"))


def _cohorts(keys: Iterable[str]) -> Iterator[str]:
    if not all(map(is_cohort, keys)):
        yield "A group has a name that no group can have."


def _nodes(nodes: Iterable[str]) -> Iterator[str]:
    if not all(is_name(node, NODE) for node in nodes):
        yield "A part of the questionnaire has a name that none can have."


def _limits(limits: Thresholds) -> Iterator[str]:
    """Thresholds that were in force elsewhere: whatever they are, they can be computed with."""
    values = msgspec.structs.asdict(limits)
    bands = values.pop("bands")
    if not all(isfinite(value) and 0 <= value < WIDEST for value in (*values.values(), *bands)):
        yield "A threshold cannot be."
    if limits.round_to <= 0 or limits.share_to <= 0 or limits.epsilon_n <= 0 or limits.window_quarters <= 0:
        yield "A threshold is 0."
    if not bands or list(bands) != sorted(set(bands)):
        yield "The bands of n are not in order."
