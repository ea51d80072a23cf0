"""The numbers on the pages are those of the download: every table of a built site, row by row, cell by cell."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from msgspec import Struct

from assess.benchmark.history import Release
from assess.benchmark.model import ALL
from assess.report.benchmark.board import Board
from assess.report.benchmark.naming import dimensions
from assess.report.benchmark.series import Issue, series_of
from assess.report.benchmark.site import Source, names_for

STEM = "benchmark-cx-quick-check"
COLUMNS = {
    "Median": "median",
    "25th": "p25",
    "75th": "p75",
    "Organisations": "n_band",
    "Mean": "mean",
    "10th": "p10",
    "90th": "p90",
    "Change of the mean": "change",
}
"""What a column is called on a page, and in the download."""


class Tables(HTMLParser):
    """The tables of a page: rows of texts, the notes below a name left out."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self._cell, self._note = False, 0
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("th", "td"):
            self.tables[-1][-1].append("")
            self._cell = True
        elif tag == "span" and dict(attrs).get("class") == "answer":
            self._note += 1

    def handle_endtag(self, tag):
        if tag in ("th", "td"):
            self._cell = False
        elif tag == "span" and self._note:
            self._note -= 1

    def handle_data(self, data):
        if self._cell and not self._note:
            self.tables[-1][-1][-1] += data.replace("\u2060", "")


class Shown(Struct, frozen=True):
    """A row of a page: its first cell, and the figures by the names they have in the download."""

    name: str
    figures: dict[str, str]


def shown(page: Path, *first: str) -> list[Shown]:
    """The rows of the one table whose first columns are called so."""
    every = Tables(page.read_text("utf-8")).tables
    [table] = [table for table in every if table[0][: len(first)] == list(first)]
    head = [COLUMNS.get(name, "") for name in table[0]]
    return [
        Shown(row[0], {name: said for name, said in zip(head, row, strict=True) if name}) for row in table[1:]
    ]


def said(value: str, name: str) -> str:
    """A value of the download as an English page writes it."""
    if not value or name == "n_band":
        return value or "–"
    if name != "change":
        return f"{float(value):.1f}"
    return "0.0" if not float(value) else f"{float(value):+.1f}".replace("-", "−")


@pytest.fixture(scope="module")
def board(source: Source, releases: tuple[Release, ...]) -> Board:
    [series] = series_of(Issue(edition=release.edition) for release in releases)
    return Board(series=series, names=names_for(series, source))


@pytest.fixture(scope="module")
def told(public: Path) -> dict[tuple[str, str, str], dict[str, str]]:
    """The download, by edition, group and node."""
    with (public / f"{STEM}-cells.csv").open(encoding="utf-8", newline="") as file:
        return {(row["edition"], row["cohort"], row["node"]): row for row in csv.DictReader(file)}


def tables_of(public: Path, board: Board) -> Iterator[tuple[list[Shown], list[tuple[str, str, str]]]]:
    """Each table of groups or parts, with the keys of the cells that should stand in it, by the name of their row."""
    latest, nodes = board.series.latest.id, dimensions(board.series.nodes)
    industries = board.series.below(ALL)

    def parts(cohort: str) -> dict[str, tuple[str, str, str]]:
        held = board.series.cells[cohort]
        return {board.names.node(node): (latest, cohort, node) for node in nodes if node in held}

    def everybody(node: str) -> dict[str, tuple[str, str, str]]:
        return {
            board.names.band(each): (latest, each, node)
            for each in industries
            if node in board.series.cells[each]
        }

    for cohort, file in ((ALL, STEM), *((each, f"{STEM}-industry-{each}") for each in industries)):
        page = public / f"{file}.html"
        if wanted := parts(cohort):
            # an industry has the dimensions of its sizes too, without the median of all beside them
            beside = () if cohort == ALL else ("Median", "Median of all")
            rows = shown(page, "Dimension", *beside)
            yield rows, [wanted.pop(row.name) for row in rows] + list(wanted.values())
    for node, file in (("overall", STEM), *((each, f"{STEM}-dimension-{each}") for each in nodes)):
        wanted = everybody(node)
        rows = shown(public / f"{file}.html", "Industry")
        yield rows, [wanted.pop(row.name) for row in rows] + list(wanted.values())


def test_tables_of_groups_and_parts_hold_the_figures_of_the_download_and_all_of_them(
    public: Path, board: Board, told: dict
):
    compared = 0
    for rows, keys in tables_of(public, board):
        assert len(rows) == len(keys), "a cell of the edition that no row shows"
        for row, key in zip(rows, keys, strict=True):
            for name, text in row.figures.items():
                assert text == said(told[key][name], name), f"{key} {name}"
                compared += 1
    assert compared > 200


def test_the_figures_at_the_top_of_a_page_are_those_of_the_download(public: Path, board: Board, told: dict):
    for cohort in (ALL, *board.series.below(ALL)):
        file = STEM if cohort == ALL else f"{STEM}-industry-{cohort}"
        text = (public / f"{file}.html").read_text("utf-8")
        text = unescape(text).replace("\u2060", "")
        facts = dict(re.findall(r"<dt>([^<]+)</dt><dd>([^ <]+)", text))
        row = told[board.series.latest.id, cohort, "overall"]
        assert facts["Median"] == said(row["median"], "median")
        assert facts["Mean"] == said(row["mean"], "mean")
        assert facts["Organisations"] == row["n_band"]
        half = f"{said(row['p25'], 'p25')}–{said(row['p75'], 'p75')}"
        assert facts.get("Middle half", "–––") == half


def test_figures_over_editions_are_those_of_the_download(public: Path, board: Board, told: dict):
    rows = shown(public / f"{STEM}.html", "Edition")
    assert [row.name for row in rows] == ["Q1 2026", "Q2 2026"]
    for row, issue in zip(rows, board.series.issues, strict=True):
        for name, text in row.figures.items():
            assert text == said(told[issue.id, ALL, "overall"][name], name)


def test_shares_of_levels_are_those_of_the_download(public: Path, board: Board):
    with (public / f"{STEM}-levels.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["edition"] == board.series.latest.id]
    tables = Tables((public / f"{STEM}.html").read_text("utf-8")).tables
    drawn = [table for table in tables if table[0] == ["Level", "Share of organisations"]]
    kinds = [
        [row for row in rows if (row["kind"], row["cohort"], row["node"]) == (kind, ALL, "overall")]
        for kind in ("score", "staged")
    ]
    assert len(drawn) == sum(map(bool, kinds))
    for table, told in zip(drawn, filter(None, kinds), strict=True):
        assert [row[1] for row in table[1:]] == [f"{row['percent']}%" for row in reversed(told)]
        assert [row[0].split()[0].split("–")[0] for row in table[1:]] == [
            row["low"] for row in reversed(told)
        ]


def test_every_page_with_figures_says_period_method_gaps_data_and_citation(public: Path, board: Board):
    latest = board.series.latest
    pages = sorted(public.glob(f"{STEM}*.html"))
    assert len(pages) > 10
    for page in pages:
        text = page.read_text("utf-8")
        about = text[text.index('id="data-and-method"') :]
        for needed in (
            latest.id,
            "<dt>Answers from</dt><dd>1 July 2025 to 30 June 2026</dd>",
            'href="method.html"',
            'href="hidden.html"',
            f'href="{STEM}-cells.csv"',
            f'href="{STEM}.json"',
            f'href="{STEM}-cells.parquet"',
            "data.html#cx-quick-check",
            "cite.html#cx-quick-check",
            f"Public benchmark: benchmark edition {latest.id}",
        ):
            assert needed in about, f"{page.name}: {needed}"
        for link in re.findall(r'href="([^"#]+)"', about):
            assert (public / link).is_file(), link
