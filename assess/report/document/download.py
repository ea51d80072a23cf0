"""The one list of what can be downloaded with a report: every file by its name, with what it is and what is inside.

Findings enter, a list leaves; a file is made only when its content is asked for, and the same findings always give the
same bytes. The list is in the language spoken, which should be that of the findings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextvars import copy_context
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from ...language import gettext as _
from ...language import plain
from ..brand.model import HOUSE, Brand
from ..chart.renderer import Renderer
from ..finding.model import Findings
from .drawing import Plan, planned
from .schema import FILE, encode_findings, encode_schema
from .table import ANSWERS, SCORES, Column, answers_table, scores_table, spoken

Part = Literal["document", "data", "picture"]
MEDIA = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "json": "application/json",
    "svg": "image/svg+xml",
    "png": "image/png",
}
"""By the ending of a name; a text is in UTF-8."""
SINGLE = {".pdf": "report.pdf", ".xlsx": "report.xlsx", ".json": "data.json"}
"""The file that a report of this ending is."""


class Download(Struct, frozen=True, kw_only=True):
    """A file to download: what it holds in one sentence, the columns of a table, whether it is made or being made."""

    name: str
    part: Part
    title: str
    summary: str
    columns: tuple[Column, ...] = ()
    make: Callable[[], str | bytes]
    is_made: bool = False

    @property
    def content(self) -> str | bytes:
        """The file itself; made anew each time unless it `is_made`, waited for if it is being made."""
        return self.make()

    @property
    def data(self) -> bytes:
        """The same as bytes."""
        content = self.content
        return content.encode() if isinstance(content, str) else content

    @property
    def ending(self) -> str:
        return self.name.rpartition(".")[2]

    @property
    def media(self) -> str:
        """Its media type."""
        return MEDIA[self.ending]

    @property
    def kind(self) -> str:
        """Its format, and its size if it is made: "PDF, 240 kB"."""
        ending = self.ending.upper()
        if not self.is_made:
            return ending
        return _("{format}, {size} kB").format(
            format=ending, size=plain(max(1, round(len(self.data) / 1000)))
        )


def downloads(
    findings: Findings,
    renderer: Renderer | None = None,
    *,
    pictures: bool = False,
    brand: Brand = HOUSE,
    pool: Executor | None = None,
) -> tuple[Download, ...]:
    """Every file, made; the documents only with a renderer, for they hold charts. `pictures`: each chart by itself too.

    With a `pool` of threads the documents are still being made there when this returns, and a file is waited for by whoever
    asks for it first. The longest is begun first.
    """
    files = offered(findings, renderer, pictures=pictures, brand=brand)
    return tuple(_begun(file, pool) if pool and file.part == "document" else _made(file) for file in files)


def _begun(file: Download, pool: Executor) -> Download:
    """The same in the making, in the language spoken here."""
    return replace(file, make=pool.submit(copy_context().run, file.make).result, is_made=True)


def _made(file: Download) -> Download:
    content = file.content
    return replace(file, make=lambda: content, is_made=True)


def offered(
    findings: Findings, renderer: Renderer | None = None, *, pictures: bool = False, brand: Brand = HOUSE
) -> tuple[Download, ...]:
    """Every file by its name, none of them made; documents and pictures wear the `brand`."""
    documents = _documents(findings, renderer, brand) if renderer else ()
    drawn = _pictures(findings, renderer, brand) if renderer and pictures else ()
    return (*documents, *_data(findings), *drawn)


def _documents(findings: Findings, renderer: Renderer, brand: Brand) -> Iterator[Download]:
    from .paper import print_pdf
    from .workbook import write_xlsx

    yield Download(
        name="report.pdf",
        part="document",
        title=_("The report on paper"),
        summary=_(
            "All pages of this report with their charts, to print or to send; it can be read by a screen reader."
        ),
        make=lambda: print_pdf(findings, renderer, brand),
    )
    yield Download(
        name="report.xlsx",
        part="document",
        title=_("The report as a workbook"),
        summary=_("Everything in sheets, with the charts as pictures; no formula, only values."),
        make=lambda: write_xlsx(findings, renderer, brand),
    )


def _data(findings: Findings) -> Iterator[Download]:
    for name, columns, summary, table in (
        ("scores.csv", SCORES, _("One row for the whole and one for each dimension."), scores_table),
        ("answers.csv", ANSWERS, _("One row for each question."), answers_table),
    ):
        if findings.is_public and name == "answers.csv":
            continue  # it would be empty: no single answer is public
        yield Download(
            name=name,
            part="data",
            title=name,
            summary=summary,
            columns=spoken(columns),
            make=lambda table=table: table(findings),
        )
    yield Download(
        name="data.json",
        part="data",
        title="data.json",
        summary=_("All findings of this report, as one document whose keys are the same in every language."),
        make=lambda: encode_findings(findings),
    )
    yield Download(
        name=FILE,
        part="data",
        title=FILE,
        summary=_("The JSON Schema of data.json: each key, and what stands there."),
        make=encode_schema,
    )


def _pictures(findings: Findings, renderer: Renderer, brand: Brand) -> Iterator[Download]:
    for plan in planned(findings):
        for ending, summary in (
            ("svg", _("to scale as you like, for documents and web pages")),
            ("png", _("300 dots an inch, for slides and print")),
        ):
            yield Download(
                name=f"chart-{plan.id}.{ending}",
                part="picture",
                title=plan.title,
                summary=summary,
                make=lambda plan=plan, ending=ending: _draw(findings, plan, ending, renderer, brand),
            )


def _draw(findings: Findings, plan: Plan, ending: str, renderer: Renderer, brand: Brand) -> str | bytes:
    from .picture import draw_png, draw_svg, notes_of

    chart, notes = plan.draw(renderer), notes_of(findings, plan)
    if chart is None:
        raise ValueError(f"{plan.id} was planned, so it can be drawn")
    return draw_svg(chart, notes, brand=brand) if ending == "svg" else draw_png(chart, notes, brand=brand)
