"""What a page shows of a series: rows of tables and charts, made from the cells of its latest edition.

A series and the words for it enter; rows, sentences and lists leave, ready for a template.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from ...benchmark.cohort import steps
from ...benchmark.model import ALL, Cell, Thresholds
from ...scoring.model import OVERALL
from ..word import among, sentence, wording
from .drawing import Row, Scale
from .naming import Names, dimensions
from .outline import built, file_of
from .series import Series


class Omission(Struct, frozen=True):
    """A group, or a part of one, that is not shown, and why."""

    name: str
    why: str


class Board(Struct, frozen=True, kw_only=True):
    """One questionnaire's benchmark: its editions and the words for them."""

    series: Series
    names: Names

    @property
    def scale(self) -> Scale:
        manifest = self.series.latest.manifest
        return Scale(low=manifest.minimum, high=manifest.maximum, levels=tuple(self.names.levels()))

    @property
    def file(self) -> str:
        return built(file_of(self.series.questionnaire))

    def cell(self, cohort: str = ALL, node: str = OVERALL) -> Cell | None:
        return self.series.cells.get(cohort, {}).get(node)

    def base(self, cell: Cell) -> str:
        """How many, which edition, when: what stands below a figure."""
        manifest = self.series.latest.manifest
        return sentence.base(
            cell.n_band, self.series.latest.quarter, manifest.period_from, self.series.latest.until
        )

    def base_of_shares(self, cell: Cell) -> str:
        """The same below a chart of levels."""
        step = self.series.latest.manifest.thresholds.share_to
        return f"{self.base(cell)} {sentence.rounded(step)}"

    @property
    def base_of_several(self) -> str:
        manifest = self.series.latest.manifest
        return sentence.base_of_several(
            self.series.latest.quarter, manifest.period_from, self.series.latest.until
        )

    @property
    def period(self) -> str:
        manifest = self.series.latest.manifest
        return str(wording.period(manifest.period_from, self.series.latest.until))

    @property
    def edition(self) -> str:
        manifest = self.series.latest.manifest
        return sentence.edition(self.series.latest.quarter, manifest.period_from, self.series.latest.until)

    @property
    def unknown(self) -> str:
        """The notice that names are missing, "" where they are not."""
        manifest = self.series.latest.manifest
        return (
            "" if self.names.is_known else sentence.unknown_version(manifest.questionnaire, manifest.version)
        )

    @property
    def limits(self) -> Thresholds:
        return self.series.latest.manifest.thresholds

    @property
    def noise(self) -> str:
        """That the figures carry noise, and of what size; "" where they are exact."""
        return among.noise_of(self.series.latest.edition)

    def held_note(self, cell: Cell | None) -> str:
        return sentence.held_note(self.series.held(cell)) if cell and cell.held_from else ""

    def parts(self, cohort: str = ALL) -> tuple[Row, ...]:
        """The dimensions of a group, in the order that they have for everyone: lowest median first."""
        order = {row.cell.node: at for at, row in enumerate(self._dimensions(ALL))}
        rows = self._dimensions(cohort)
        return tuple(sorted(rows, key=lambda row: order.get(row.cell.node, len(order))))

    def _dimensions(self, cohort: str) -> list[Row]:
        found = [(node, self.cell(cohort, node)) for node in dimensions(self.series.nodes)]
        rows = [
            self._row(
                self.names.node(node),
                cell,
                built(f"{file_of(self.series.questionnaire, 'dimension', node)}.md"),
            )
            for node, cell in found
            if cell
        ]
        return sorted(rows, key=lambda row: row.cell.median)

    def tagged(self, nodes: tuple[str, ...], cohort: str = ALL) -> tuple[Row, ...]:
        """Questions, themes or departments of a group, in the order given."""
        found = [(node, self.cell(cohort, node)) for node in nodes]
        return tuple(self._row(self.names.node(node), cell) for node, cell in found if cell)

    def industries(self, node: str = OVERALL) -> tuple[Row, ...]:
        """The industries that are shown, lowest median first."""
        rows = [
            self._row(
                self.names.band(cohort),
                cell,
                built(f"{file_of(self.series.questionnaire, 'industry', cohort)}.md"),
            )
            for cohort in self.series.below(ALL)
            if (cell := self.cell(cohort, node))
        ]
        return tuple(sorted(rows, key=lambda row: row.cell.median))

    def groups(self, cohort: str, node: str = OVERALL) -> tuple[Row, ...]:
        """The groups one step below, in the order of the profile form."""
        order = [band for field in self.names.profile for band in field.options]

        def place(each: str) -> int:
            band = steps(each)[-1]
            return order.index(band) if band in order else len(order)

        found = [(each, self.cell(each, node)) for each in sorted(self.series.below(cohort), key=place)]
        return tuple(self._row(self.names.band(each), cell) for each, cell in found if cell)

    def course(self, cohort: str = ALL, node: str = OVERALL) -> tuple[Row, ...]:
        """One cell over the editions, oldest first."""
        return tuple(
            Row(name=issue.quarter, cell=cell, held=self.series.held(cell))
            for issue, cell in self.series.history(cohort, node)
        )

    def why(self, cohort: str = ALL, node: str = OVERALL) -> str:
        """Why a cell is not shown; "" where it is, or where the edition has no such cell."""
        manifest = self.series.latest.manifest
        code = manifest.suppressed.get(cohort) or manifest.withheld.get(cohort, {}).get(node)
        return sentence.reason(code, manifest.thresholds) if code else ""

    @property
    def withheld_nodes(self) -> tuple[str, ...]:
        """Every node that some group which is shown does not show, by id."""
        withheld = self.series.latest.manifest.withheld.values()
        return tuple(sorted({node for nodes in withheld for node in nodes}))

    def unshown(self, cohort: str, nodes: Iterable[str]) -> tuple[Omission, ...]:
        """Those of the dimensions, questions or views that a group which is shown does not show."""
        return tuple(
            Omission(self.names.node(node), why)
            for node in nodes
            if cohort in self.series.cells and (why := self.why(cohort, node))
        )

    def omitted(self, cohort: str) -> tuple[Omission, ...]:
        """The groups one step below that could be asked for and are not shown."""
        manifest, path = self.series.latest.manifest, steps(cohort)
        below = [
            (each, why)
            for each, why in sorted(manifest.suppressed.items())
            if steps(each)[: len(path)] == path and len(steps(each)) == len(path) + 1
        ]
        return tuple(
            Omission(self.names.band(each), sentence.reason(why, manifest.thresholds)) for each, why in below
        )

    def withheld(self) -> tuple[Omission, ...]:
        """Dimensions that everyone, or a whole industry, does not show."""
        manifest = self.series.latest.manifest
        return tuple(
            Omission(
                f"{self.names.cohort(cohort)}: {self.names.node(node)}",
                sentence.reason(why, manifest.thresholds),
            )
            for cohort, nodes in sorted(manifest.withheld.items())
            if len(steps(cohort)) < 2
            for node, why in sorted(nodes.items())
            if "/" not in node
        )

    def _row(self, name: str, cell: Cell, file: str = "") -> Row:
        return Row(name=name, cell=cell, file=file, held=self.series.held(cell))
