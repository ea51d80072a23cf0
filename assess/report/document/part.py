"""What several sections of a document share: where links lead, levels in their colour, next steps, quartiles.

Findings enter, parts of blocks leave, in the language spoken. Nothing is computed here.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..finding.model import Findings, StepFinding
from ..finding.peer import Peers
from ..finding.standing import Standing
from ..word import label
from ..word.text import joined
from .block import Cell, Entries, Entry, Note, Place, score

DOT = " · "
"""Between circumstances that stand on one line."""


def anchor(chapter: str) -> str:
    """The id of the section about a dimension."""
    return f"dimension-{chapter}"


def rank_of(findings: Findings, level: int | None) -> float:
    """The place of a level among all, 0 to 1, which its colour tells."""
    levels = [rung.level for rung in findings.ladder]
    return levels.index(level) / max(1, len(levels) - 1) if level in levels else 0.0


def level_cell(findings: Findings, standing: Standing) -> Cell:
    """A level with its number in its colour, or why there is none."""
    if standing.level is None:
        return Cell(text=standing.reason, tone="quiet")
    rank = rank_of(findings, standing.level)
    return Cell(text=standing.level_name, level=standing.level, rank=rank)


def heat_cell(findings: Findings, own: float | None) -> Cell:
    """A score upon the colour of its level, as in a heat map; a dash where there is none."""
    if own is None:
        return Cell(text=score(own), tone="quiet")
    reached = [rung.level for rung in findings.ladder if rung.min <= own]
    return Cell(text=score(own), heat=rank_of(findings, max(reached, default=None)))


def staged_cell(findings: Findings, standing: Standing) -> Cell:
    """The level up to which the core practices are in place."""
    named = next((rung for rung in findings.ladder if rung.level == standing.staged), None)
    if named is None:
        return Cell(text="–" if standing.staged is None else label.none_yet(), tone="quiet")
    return Cell(text=named.name, level=named.level, rank=rank_of(findings, named.level))


def bounds_of(findings: Findings) -> tuple[float, ...]:
    """The bounds of all levels on the shown range, 0 to 1, both ends included."""
    return tuple(sorted({0.0, *(findings.share(rung.min) for rung in findings.ladder), 1.0}))


def score_cell(findings: Findings, own: float | None, peers: Peers | None = None) -> Cell:
    """A score in figures, and at its place on the scale beside its peers; a dash where there is none."""
    if own is None:
        return Cell(text=score(own))
    place = Place(at=findings.share(own), band=band_of(findings, peers))
    return Cell(text=score(own), place=place)


def band_of(findings: Findings, peers: Peers | None) -> tuple[float, float, float] | None:
    """The peers' quartiles on the shown range, 0 to 1, where all three are published."""
    if peers is None or peers.p25 is None or peers.p75 is None:
        return None
    return findings.share(peers.p25), findings.share(peers.median), findings.share(peers.p75)


def compared(findings: Findings) -> list[tuple[str, Standing]]:
    """The whole and its dimensions, those that can be compared, by title."""
    rows = [(label.overall(), findings.overall)]
    rows += [(chapter.title, chapter.standing) for chapter in findings.chapters]
    return [(title, standing) for title, standing in rows if standing.peers]


def step_entry(step: StepFinding, *, reckoned: bool = False) -> Entry:
    """A next step under its number among all: why, whose it is and, `reckoned`, how its place comes about."""
    told = (step.dimension, step.owner, step.phase, step.arithmetic if reckoned else "")
    where = joined(*told, by=DOT)
    notes = (Note(text=step.why), Note(text=where))
    return Entry(text=step.text, notes=notes, to=anchor(step.node), number=step.rank)


def sentences(said: Iterable[str]) -> Entries:
    """A list of sentences."""
    return Entries(entries=tuple(Entry(text=sentence) for sentence in said))


def ranks(steps: Iterable[StepFinding]) -> str:
    """The numbers of next steps; a dash for none."""
    return ", ".join(str(step.rank) for step in steps) or "–"
