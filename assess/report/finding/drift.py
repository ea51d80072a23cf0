"""The same scores beside two editions: the one in force when they were given, and today's.

Two comparisons enter, a `Drift` leaves. The scores are the same, so whatever differs is the peers' doing, and is said so;
where one of the editions carries noise, nothing is held beside anything.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from ...benchmark.model import Comparison
from ...scoring.model import OVERALL
from ..word import among, wording
from ..word.text import Paragraph, Text, Words, paragraph
from .peer import place_of


class Beside(Struct, frozen=True, kw_only=True):
    """One node beside both editions: the peers' medians, and the own place among them."""

    node: str
    title: Words
    score: float
    then: float
    then_place: Text
    now: float
    now_place: Text


class Drift(Struct, frozen=True, kw_only=True):
    """What became of a place since the assessment was submitted: editions by name, a sentence that says who moved, and a
    row for each node that both tell."""

    then: Words
    now: Words
    sentence: Paragraph
    rows: tuple[Beside, ...]


def find_drift(then: Comparison | None, now: Comparison | None, titles: Mapping[str, Words]) -> Drift | None:
    """Today's comparison beside that of then; None where there are not two different editions.

    `titles` are those of the whole and of the dimensions, by id. Only one and the same group is compared.
    """
    if then is None or now is None or then.edition == now.edition:
        return None
    first, last = (wording.edition(each.edition, synthetic=False) for each in (then, now))
    if then.noise or now.noise:
        return Drift(then=first, now=last, sentence=paragraph(among.not_beside(first)), rows=())
    if then.used != now.used:
        return Drift(then=first, now=last, sentence=paragraph(among.not_then(first)), rows=())
    rows = tuple(
        Beside(
            node=node,
            title=titles[node],
            score=now.positions[node].score,
            then=then.positions[node].cell.median,
            then_place=place_of(then.positions[node]),
            now=now.positions[node].cell.median,
            now_place=place_of(now.positions[node]),
        )
        for node in titles
        if node in then.positions and node in now.positions
    )
    if not rows:
        return None
    whole = next((row for row in rows if row.node == OVERALL), rows[0])
    said = among.moved(whole.then, whole.now, first, last, whole.then_place, whole.now_place)
    return Drift(then=first, now=last, sentence=said, rows=rows)
