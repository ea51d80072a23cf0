"""The disclosure rules read a second time, in sets and loops, without any of the program's own arithmetic.

What was contributed and what was released enters; every broken rule leaves as a sentence. Slow, for small trees.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from itertools import chain, combinations

from assess.benchmark.history import Release
from assess.benchmark.model import Cell, Edition

from .conftest import LEVELS, Vote

FROM = {"p5": 100, "p10": 50, "p25": 20, "median": 10, "p75": 20, "p90": 50, "p95": 100}
SHARE = {"p5": 5, "p10": 10, "p25": 25, "median": 50, "p75": 75, "p90": 90, "p95": 95}
BANDS = {"10–14": (10, 14), "15–19": (15, 19), "20–29": (20, 29), "30–49": (30, 49), "50–99": (50, 99)}

Ballot = tuple[int, tuple[int, ...], int]
"""A vote as rules 8 and 9 tell votes apart: group, scores, staged level. A revised vote is another one."""


def elected(votes: list[Vote], nodes: tuple[str, ...]) -> list[Vote]:
    """Those that count, of one contribution a group: who lacks what four of five have a score on does not.

    Questions and views may be skipped.
    """
    usual = [
        node
        for node in range(len(nodes))
        if "/" not in nodes[node]
        and sum(vote.score[node] >= 0 for vote in votes) >= (len(votes) * 0.8 if node else 1)
    ]
    return [vote for vote in votes if all(vote.score[node] >= 0 for node in usual)]


def inside(vote: Vote, cohort: str) -> bool:
    steps = [] if cohort == "all" else cohort.split("/")
    known = [*vote.bands, ""]
    return list(known[: known.index("")])[: len(steps)] == steps


def broken(populations: list[list[Vote]], releases: list[Release]) -> list[str]:
    """Every rule that a sequence of editions breaks, and where."""
    counted = [
        elected(votes, release.votes.instrument.nodes)
        for votes, release in zip(populations, releases, strict=True)
    ]
    return [
        f"edition {number}: {what}"
        for number in range(len(releases))
        for what in _broken(counted, releases, number)
    ]


def _broken(counted: list[list[Vote]], releases: list[Release], number: int) -> Iterator[str]:
    edition, nodes = releases[number].edition, releases[number].votes.instrument.nodes
    yield from _manifest(edition)
    for cohort, cells in edition.cells.items():
        origins = {_origin(cell, releases, number) for cell in cells.values()}
        if len(origins) > 1:
            yield f"{cohort} is held in part"
        for node, cell in cells.items():
            at = _origin(cell, releases, number)
            if at != number:
                old = releases[at].edition.cells[cohort][node]
                kept = [name for name in Cell.__struct_fields__ if name not in ("held_from", "change")]
                if any(getattr(cell, name) != getattr(old, name) for name in kept):
                    yield f"{cohort} {node} is held with other values"
                continue
            yield from (f"{cohort} {node}: {what}" for what in _cell(counted[number], cell, nodes))
            yield from (f"{cohort} {node}: {what}" for what in _time(counted, releases, number, cell))
    for node in nodes:
        yield from (f"{node}: {what}" for what in _complement(counted, releases, number, node))


def _manifest(edition: Edition) -> Iterator[str]:
    """What is said of what is not told: one thing, and of what is told nothing."""
    about = edition.manifest
    for cohort in about.withheld.keys() - edition.cells.keys():
        yield f"{cohort} is not told, and nodes of it are said to be withheld"
    for cohort in about.suppressed.keys() & edition.cells.keys():
        yield f"{cohort} is told, and said to be suppressed"
    for cohort, nodes in about.withheld.items():
        yield from (
            f"{cohort} {node} is told, and said to be withheld"
            for node in nodes & edition.cells.get(cohort, {}).keys()
        )


def _cell(votes: list[Vote], cell: Cell, nodes: tuple[str, ...]) -> Iterator[str]:
    """Rules 3 to 6 for a cell that was counted afresh."""
    members = [vote for vote in votes if inside(vote, cell.cohort)]
    column = nodes.index(cell.node)
    scores = sorted(vote.score[column] for vote in members if vote.score[column] >= 0)
    n = len(scores)
    if n < (30 if "/" in cell.node else 10):
        yield "too few"
    if 0 < len(members) - n < 5:
        yield "a silence shows"
    low, high = BANDS.get(cell.n_band, (100, 10**9))
    if not low <= n <= high:
        yield "another band"
    if cell.mean != _tenth(Fraction(sum(scores), n)):
        yield "another mean"
    for name, least in FROM.items():
        told = getattr(cell, name)
        quantile = _given if "/" in cell.node else _quantile
        if told != (_tenth(quantile(scores, SHARE[name])) if n >= least else None):
            yield f"another {name}"
    accounts = Counter(vote.account or -vote.group for vote in members if vote.score[column] >= 0)
    if 4 * max(accounts.values()) > n:
        yield "concentrated"
    floors = [floor for _, floor in LEVELS]
    levels = Counter(max(k for k, floor in enumerate(floors, 1) if score >= floor) for score in scores)
    yield from _shares(cell.shares, levels, n)
    staged = Counter(vote.staged for vote in members)
    if cell.staged and -1 in staged:
        yield "a staged level that not all have"
    yield from _shares(cell.staged, staged, n)


def _shares(shares: tuple, levels: Counter, n: int) -> Iterator[str]:
    if not shares:
        return
    bins = [sum(levels[level] for level in range(each.low, each.high + 1)) for each in shares]
    if n < 30 or sum(bins) != n or any(0 < count < 5 for count in bins) or max(bins) > 0.9 * n:
        yield "shares that may not be told"
    told = [each.percent for each in shares]
    exact = [Fraction(100 * count, n) for count in bins]
    if sum(told) != 100 or any(percent % 5 for percent in told):
        yield "shares that are no steps of a hundred"
    over = [percent - share for percent, share in zip(told, exact, strict=True)]
    if max(over) - min(over) > 5:  # a step moved from the one to the other would be closer
        yield "another share"


def _time(counted: list[list[Vote]], releases: list[Release], number: int, cell: Cell) -> Iterator[str]:
    """Rule 9 for a cell that was counted afresh, against what was last published of it."""
    last = _last(releases, number, cell.cohort, cell.node)
    if last is None:
        return
    column = releases[number].votes.instrument.nodes.index(cell.node)
    then, now = (
        {vote.group: vote for vote in counted[at] if inside(vote, cell.cohort) and vote.score[column] >= 0}
        for at in (last, number)
    )
    stayed = then.keys() & now.keys()
    revised = sum(_ballot(then[group]) != _ballot(now[group]) for group in stayed)
    for name, count in (
        ("entered", len(now) - len(stayed)),
        ("left", len(then) - len(stayed)),
        ("revised", revised),
    ):
        if 0 < count < 5:
            yield f"{count} {name}"


def _complement(counted: list[list[Vote]], releases: list[Release], number: int, node: str) -> Iterator[str]:
    """Rule 8 for every union, of what is published now and of what was published last."""
    known: dict[tuple[str, int], frozenset[Ballot]] = {}
    column = releases[number].votes.instrument.nodes.index(node)
    for cohort in {cohort for each in releases[: number + 1] for cohort in each.edition.cells}:
        at = {_last(releases, number, cohort, node)}
        cell = releases[number].edition.cells.get(cohort, {}).get(node)
        if cell:
            at.add(_origin(cell, releases, number))
        for place in at - {None}:
            members = (vote for vote in counted[place] if inside(vote, cohort) and vote.score[column] >= 0)
            known[cohort, place] = frozenset(map(_ballot, members))
    for (parent, place), whole in known.items():
        below = [
            key for key in known if key[0] != parent and (parent == "all" or key[0].startswith(parent + "/"))
        ]
        for union in chain.from_iterable(combinations(below, size) for size in range(1, len(below) + 1)):
            if number not in (place, *(at for _, at in union)):
                continue  # all of it was known before
            rest = whole - frozenset().union(*(known[key] for key in union))
            if 0 < len(rest) < 5:
                yield f"{parent} without {union} leaves {len(rest)}"


def _ballot(vote: Vote) -> Ballot:
    return vote.group, vote.score, vote.staged


def _origin(cell: Cell, releases: list[Release], number: int) -> int:
    """The number of the edition a cell of edition `number` was counted for."""
    names = [each.edition.manifest.edition for each in releases]
    return names.index(cell.held_from) if cell.held_from else number


def _last(releases: list[Release], number: int, cohort: str, node: str) -> int | None:
    """For which edition the cell was counted that was last published before edition `number`."""
    for before in range(number - 1, -1, -1):
        cell = releases[before].edition.cells.get(cohort, {}).get(node)
        if cell:
            return _origin(cell, releases, before)
    return None


def _tenth(hundredths: Fraction) -> float:
    return int(hundredths / 10 + Fraction(1, 2)) / 10


def _quantile(scores: list[int], percent: int) -> Fraction:
    place = Fraction(percent * (len(scores) - 1), 100)
    low = int(place)
    high = min(low + 1, len(scores) - 1)
    return scores[low] + (place - low) * (scores[high] - scores[low])


def _given(scores: list[int], percent: int) -> Fraction:
    """The first score with so many percent at or below it."""
    n = len(scores)
    return next(Fraction(score) for at, score in enumerate(scores, 1) if at * 100 >= percent * n)
