"""What an attacker has: the released files as anybody downloads them, what it knows, and a linear programme.

It never looks at a vote, and shares no arithmetic with the program: a file is JSON, a mean is a sum over n, rounded. It
is taken to know who is counted where, hence n: the worst case.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from msgspec import Struct
from scipy.optimize import linprog

CLOSE, NARROW = 0.5, 2.2
"""A score is read if the guess is off by half a point at most, in a range of about two."""

LEAST, MOST = 0.0, 5.0
HALF = 0.05
"""Half of the step that a mean is rounded to."""

Vote = tuple[int, int]
"""A firm's group, and how often it has revised."""


class Told(Struct, frozen=True):
    """A published mean, and the votes that the attacker knows to be behind it."""

    mean: float
    votes: tuple[Vote, ...]


class Read(Struct, frozen=True):
    """How closely a quantity can be told: the guess is the middle."""

    low: float
    high: float

    @property
    def guess(self) -> float:
        return (self.low + self.high) / 2

    @property
    def width(self) -> float:
        return self.high - self.low

    def is_close(self, truth: float) -> bool:
        """Whether the guess is `CLOSE`, and no chance: the range is narrow."""
        return abs(self.guess - truth) <= CLOSE and self.width <= NARROW

    def __str__(self) -> str:
        return f"{self.low:.2f}–{self.high:.2f}"


def cells(folder: Path) -> dict[str, dict[str, dict]]:
    """The published cells of a released folder, as they stand in it, by cohort and node."""
    found: dict[str, dict[str, dict]] = {}
    for cell in json.loads((folder / "cells.json").read_text())["cells"]:
        found.setdefault(cell["cohort"], {})[cell["node"]] = cell
    return found


def manifest(folder: Path) -> dict:
    return json.loads((folder / "manifest.json").read_text())


def mean(folder: Path, cohort: str, node: str = "overall") -> float | None:
    """The published mean of a cell, None where it is not published."""
    return cells(folder).get(cohort, {}).get(node, {}).get("mean")


def reason(folder: Path, cohort: str, node: str = "overall") -> str:
    """Why a cell is not there, or how it is: "published", or "held"."""
    found = cells(folder).get(cohort, {})
    if node in found:
        return "held" if found[node].get("held_from") else "published"
    about = manifest(folder)
    return about["withheld"].get(cohort, {}).get(node) or about["suppressed"].get(cohort, "below_min_n")


def told(folder: Path, cohort: str, votes: Iterable[Vote], node: str = "overall") -> list[Told]:
    """What a released folder tells of a cohort: a list of one mean, or of none."""
    value = mean(folder, cohort, node)
    return [] if value is None else [Told(value, tuple(votes))]


def votes(groups: Iterable[int], revision: int = 0) -> list[Vote]:
    return [(group, revision) for group in groups]


def read_out(
    published: Sequence[Told], target: Mapping[Vote, float], known: Mapping[Vote, float] | None = None
) -> Read:
    """The least and the greatest that a weighted sum of scores can be, by all published means and what is known."""
    known = known or {}
    everyone = sorted({vote for each in published for vote in each.votes} | target.keys())
    column = {vote: at for at, vote in enumerate(everyone)}
    rows, limits = [], []
    for each in published:
        row = np.zeros(len(everyone))
        row[[column[vote] for vote in each.votes]] = 1
        n = len(each.votes)
        rows += [row, -row]
        limits += [n * (each.mean + HALF), -n * (each.mean - HALF)]
    bounds = [(known[vote], known[vote]) if vote in known else (LEAST, MOST) for vote in everyone]
    aim = np.array([target.get(vote, 0.0) for vote in everyone])
    ends = []
    for sign in (1, -1):
        found = linprog(
            sign * aim,
            A_ub=np.array(rows) if rows else None,
            b_ub=np.array(limits) + 1e-9 if rows else None,
            bounds=bounds,
        )
        assert found.status == 0, found.message
        ends.append(sign * found.fun)
    return Read(float(ends[0]), float(ends[1]))


def score_of(published: Sequence[Told], victim: Vote, known: Mapping[Vote, float] | None = None) -> Read:
    """How closely one score can be told."""
    return read_out(published, {victim: 1.0}, known)


def mean_of(
    published: Sequence[Told], few: Sequence[Vote], known: Mapping[Vote, float] | None = None
) -> Read:
    """How closely the mean of a few can be told."""
    return read_out(published, {vote: 1 / len(few) for vote in few}, known)
