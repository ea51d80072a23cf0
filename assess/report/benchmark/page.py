"""Boards and figures → the Markdown pages of the benchmark site, by ``site/page/benchmark/``, in the language spoken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain

from msgspec import Struct

from ...benchmark.figure import Figure
from ...benchmark.model import ALL, Thresholds
from ...scoring.model import OVERALL
from ..chart.renderer import Chart, Renderer
from ..page.draw import Page
from ..page.template import environment
from ..word import label, reference, sentence
from . import citation, drawing, rule
from .board import Board
from .download import Table
from .naming import dimensions, of_kind
from .outline import Sheet, file_of, front_matter
from .series import Issue


class Missing(Struct, frozen=True):
    """A questionnaire that has no edition yet."""

    title: str
    summary: str


class Content(Struct, frozen=True, kw_only=True):
    """All that the pages are made of. `tables` are by questionnaire."""

    title: str
    boards: tuple[Board, ...]
    missing: tuple[Missing, ...]
    figures: tuple[Figure, ...]
    tables: Mapping[str, tuple[Table, ...]]

    @property
    def has_synthetic(self) -> bool:
        return any(board.series.is_synthetic for board in self.boards)

    def board(self, sheet: Sheet) -> Board:
        return next(board for board in self.boards if board.series.questionnaire == sheet.topic)


def draw(sheet: Sheet, outline: Sequence[Sheet], content: Content, renderer: Renderer) -> Page:
    """One page with its front matter."""
    values: dict[str, object] = {
        "content": content,
        "sheet": sheet,
        "say": sentence,
        "label": label,
        "known": reference,
        "topics": reference.by_topic(content.figures),
        "smallest": Thresholds().min_n,
        "is_synthetic": content.has_synthetic,
    }
    if sheet.topic:
        board = content.board(sheet)
        values |= {"board": board, "is_synthetic": board.series.is_synthetic}
        values |= {"cite": citation, "stem": file_of(sheet.topic)}
        values |= {"questionnaire": _whole, "dimension": _dimension, "industry": _industry}[sheet.kind](
            board, sheet, renderer
        )
    elif sheet.kind in ("method", "hidden"):
        values |= {"regimes": _regimes(content.boards), "rules": rule.rules}
    elif sheet.kind in ("data", "cite"):
        values |= {"file_of": file_of, "issues_of": issues_of, "cite": citation}
    text = environment().get_template(f"benchmark/{sheet.kind}.md.j2").render(**values)
    part = "" if not sheet.topic else content.board(sheet).names.title
    head = front_matter(sheet, outline)
    return Page(file=sheet.file, title=sheet.title, part=part, text=head + text)


def _whole(board: Board, sheet: Sheet, renderer: Renderer) -> dict[str, object]:
    cell, scale, levels = board.cell(), board.scale, board.series.latest.manifest.levels
    titles = sentence.headings()
    views = [
        (label.view(kind), rows)
        for kind in ("owner", "theme", "phase")
        if (rows := board.tagged(of_kind(kind, board.series.nodes)))
    ]
    staged = cell.staged if cell else ()
    return {
        "cell": cell,
        "levels": _levels(board, renderer, ALL, OVERALL),
        "staged": drawing.spread(renderer, "staged", titles.staged, staged, board.names, levels),
        "parts": board.parts(),
        "parts_chart": drawing.quartiles(
            renderer, "dimensions", titles.dimensions, board.parts(), scale, counted=False
        ),
        "industries": board.industries(),
        "industries_chart": drawing.quartiles(
            renderer, "industries", titles.industries, board.industries(), scale, counted=True
        ),
        "course": board.course(),
        "course_chart": drawing.course(renderer, "editions", titles.course, board.course(), scale),
        "views": views,
        "unshown": board.unshown(ALL, dimensions(board.withheld_nodes)),
        "omitted": board.omitted(ALL),
    }


def _dimension(board: Board, sheet: Sheet, renderer: Renderer) -> dict[str, object]:
    node, scale, titles = sheet.about, board.scale, sentence.headings()
    return {
        "cell": board.cell(node=node),
        "levels": _levels(board, renderer, ALL, node),
        "industries": board.industries(node),
        "industries_chart": drawing.quartiles(
            renderer, "industries", titles.industries, board.industries(node), scale, counted=True
        ),
        "course": board.course(node=node),
        "course_chart": drawing.course(renderer, "editions", titles.course, board.course(node=node), scale),
        "why": board.why(node=node),
        "questions": board.tagged(board.names.questions(node)),
        "unshown": board.unshown(ALL, board.names.questions(node)),
    }


def _industry(board: Board, sheet: Sheet, renderer: Renderer) -> dict[str, object]:
    cohort, scale, titles = sheet.about, board.scale, sentence.headings()
    sizes = board.groups(cohort)
    regions = [board.groups(row.cell.cohort) for row in sizes]
    everyone = {row.cell.node: row.cell.median for row in board.parts()}
    return {
        "cell": board.cell(cohort),
        "levels": _levels(board, renderer, cohort, OVERALL),
        "parts": board.parts(cohort),
        "everyone": everyone,
        "parts_chart": drawing.quartiles(
            renderer, "dimensions", titles.dimensions, board.parts(cohort), scale, counted=False
        ),
        "sizes": [
            (row, inner, board.parts(row.cell.cohort)) for row, inner in zip(sizes, regions, strict=True)
        ],
        "smaller": [*sizes, *chain.from_iterable(regions)],
        "sizes_chart": drawing.quartiles(renderer, "sizes", titles.sizes, sizes, scale, counted=True),
        "course": board.course(cohort),
        "course_chart": drawing.course(renderer, "editions", titles.course, board.course(cohort), scale),
        "unshown": board.unshown(cohort, dimensions(board.withheld_nodes)),
        "omitted": board.omitted(cohort),
    }


def _levels(board: Board, renderer: Renderer, cohort: str, node: str) -> Chart | None:
    cell, titles = board.cell(cohort, node), sentence.headings()
    shares = cell.shares if cell else ()
    levels = board.series.latest.manifest.levels
    return drawing.spread(renderer, "levels", titles.levels, shares, board.names, levels)


def _regimes(boards: Sequence[Board]) -> list[tuple[Thresholds, list[Board]]]:
    """The thresholds in force, each with the questionnaires whose latest edition was built with them."""
    found: list[tuple[Thresholds, list[Board]]] = []
    for board in boards:
        limits = board.series.latest.manifest.thresholds
        held = next((members for known, members in found if known == limits), None)
        if held is None:
            found.append((limits, [board]))
        else:
            held.append(board)
    return found or [(Thresholds(), [])]


def issues_of(board: Board) -> list[Issue]:
    """All editions of a questionnaire, the newest first."""
    every = (*board.series.others, *board.series.issues)
    return sorted(every, key=lambda issue: (issue.manifest.period_to, issue.id), reverse=True)
