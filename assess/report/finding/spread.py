"""How the peers spread over levels, as far as an edition tells it: cells enter, a `Spread` per chart leaves.

Shares are published in steps, and neighbours with few in them are joined; the own level is marked beside them.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from ...benchmark.model import Cell, Share
from ...questionnaire.model import Questionnaire
from ...scoring.model import NodeScore
from ..word import sentence
from ..word.text import Text, Words, message


class Bin(Struct, frozen=True, kw_only=True):
    """One level, or several that were joined; `own` if the respondent is on it, which `label` says too."""

    low: int
    high: int
    name: str
    label: Words
    percent: int
    own: bool


class Spread(Struct, frozen=True, kw_only=True):
    """The peers over levels, lowest first: `id` is "levels", by the average, or "staged", by the core practices."""

    id: str
    title: Text
    sentence: Text
    bins: tuple[Bin, ...]


def spreads_of(questionnaire: Questionnaire, cell: Cell | None, own: NodeScore) -> tuple[Spread, ...]:
    """What is told of a group's levels on the node of `cell`; empty where nothing is."""
    if cell is None:
        return ()
    told = (("levels", cell.shares, own.level), ("staged", cell.staged, own.staged))
    return tuple(_spread(id, shares, level, questionnaire) for id, shares, level in told if shares)


def _spread(id: str, shares: tuple[Share, ...], own: int | None, questionnaire: Questionnaire) -> Spread:
    bins = tuple(_bins(shares, own, {level.level: level.name for level in questionnaire.levels}))
    said = sentence.spread(shares, [each.name for each in bins])
    return Spread(id=id, title=sentence.levels(id), sentence=said, bins=bins)


def _bins(shares: tuple[Share, ...], own: int | None, names: dict[int, str]) -> Iterator[Bin]:
    for share in shares:
        number = str(share.low) if share.low == share.high else f"{share.low}–{share.high}"
        ends = dict.fromkeys(names.get(level, "") for level in (share.low, share.high))
        name = " ".join([number, " – ".join(end for end in ends if end)]).strip()
        is_own = own is not None and share.low <= own <= share.high
        yield Bin(
            low=share.low,
            high=share.high,
            name=name,
            label=message("{level} (you)", level=name) if is_own else name,
            percent=share.percent,
            own=is_own,
        )
