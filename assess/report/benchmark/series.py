"""Released editions → one `Series` per questionnaire: what is current, and what it can be held beside.

Editions of one content of a questionnaire measure the same and make a row in time. What was asked differently stands
apart: it is kept for download, and never in one chart with the others.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from msgspec import Struct

from ...benchmark.cohort import steps
from ...benchmark.model import ALL, Cell, Edition, Manifest
from ...benchmark.noise import is_noisy
from ...benchmark.signature import Signature
from ..word import wording


class Issue(Struct, frozen=True, kw_only=True):
    """A released edition and who released it; `signature` is None for a made-up one that nobody signed."""

    edition: Edition
    signature: Signature | None = None

    @property
    def manifest(self) -> Manifest:
        return self.edition.manifest

    @property
    def id(self) -> str:
        return self.manifest.edition

    @property
    def quarter(self) -> str:
        """What it is called in the language spoken: "Q3 2026"."""
        return str(wording.edition(self.id, synthetic=False))

    @property
    def released(self) -> date | None:
        return self.signature.published_on if self.signature else None

    @property
    def until(self) -> date:
        """The last day that an answer in it can be of: that of its period, or that of its release, if that came first."""
        return min(self.manifest.period_to, self.released or self.manifest.period_to)


class Series(Struct, frozen=True, kw_only=True):
    """The editions of a questionnaire: `issues` of its current content, and `others` of earlier ones, oldest first."""

    questionnaire: str
    issues: tuple[Issue, ...]
    others: tuple[Issue, ...] = ()

    @property
    def latest(self) -> Issue:
        return self.issues[-1]

    @property
    def cells(self) -> dict[str, dict[str, Cell]]:
        return self.latest.edition.cells

    @property
    def is_synthetic(self) -> bool:
        return self.latest.manifest.synthetic

    @property
    def nodes(self) -> tuple[str, ...]:
        """Every node the latest edition tells of some cohort, in the order of the questionnaire."""
        return tuple(dict.fromkeys(node for cells in self.cells.values() for node in cells))

    def history(self, cohort: str, node: str) -> tuple[tuple[Issue, Cell], ...]:
        """What each edition tells of a cell, oldest first; an edition that does not tell it is passed over.

        So is one with noise, and beside the latest, if that has noise, stands no other: what differs may be noise.
        """
        exact = tuple(issue for issue in self.issues if not is_noisy(issue.manifest))
        beside = (self.latest,) if is_noisy(self.latest.manifest) else exact
        found = ((issue, issue.edition.cells.get(cohort, {}).get(node)) for issue in beside)
        return tuple((issue, cell) for issue, cell in found if cell)

    def below(self, cohort: str) -> tuple[str, ...]:
        """The published cohorts one step below this one in the tree."""
        path = steps(cohort)
        return tuple(
            each
            for each in self.cells
            if each != ALL and steps(each)[: len(path)] == path and len(steps(each)) == len(path) + 1
        )

    def held(self, cell: Cell) -> str:
        """The quarter of the edition whose values are carried forward in a cell, "" if they are fresh."""
        return str(wording.edition(cell.held_from, synthetic=False)) if cell.held_from else ""


def series_of(issues: Iterable[Issue]) -> tuple[Series, ...]:
    """One series for each questionnaire, by id. Where there are real editions, made-up ones are left out."""

    def questionnaire(issue: Issue) -> str:
        return issue.manifest.questionnaire

    found = []
    ordered = sorted(issues, key=lambda each: (questionnaire(each), each.manifest.period_to, each.id))
    for id, group in groupby(ordered, questionnaire):
        every = list(group)
        kept = [issue for issue in every if not issue.manifest.synthetic] or every
        content = kept[-1].manifest.questionnaire_hash
        found.append(
            Series(
                questionnaire=id,
                issues=tuple(each for each in kept if each.manifest.questionnaire_hash == content),
                others=tuple(each for each in kept if each.manifest.questionnaire_hash != content),
            )
        )
    return tuple(found)
