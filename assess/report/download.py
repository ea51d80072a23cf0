"""The data files of a report: findings enter, CSV and JSON leave as text, each column with its meaning.

They hold what the pages show and nothing more. Made-up data says so in every row and at the head of the JSON.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

import msgspec
from msgspec import Struct

from .finding import Findings

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell that starts so would be run by a spreadsheet; an apostrophe makes it text."""


class Column(Struct, frozen=True):
    name: str
    meaning: str


class Download(Struct, frozen=True, kw_only=True):
    """A file to download: one sentence on what a row is, and its columns (none for JSON)."""

    name: str
    summary: str
    columns: tuple[Column, ...]
    content: str


SYNTHETIC = Column("synthetic", "true where the answers or the peers are made up")
SCORES = (
    Column("node", "id of the dimension; overall is the whole"),
    Column("parent", "id of the dimension it belongs to; empty at the top"),
    Column("title", "title of the dimension"),
    Column("score", "score on the shown range, one decimal; empty: not scored"),
    Column("hundredths", "the stored score: hundredths of the shown range"),
    Column("level", "level of the score, decided before rounding"),
    Column("staged", "highest level whose core practices, and those of all levels below, are in place"),
    Column("peers_n", "number of companies in the peer group, as a band"),
    Column("peers_p25", "25th percentile of the peers"),
    Column("peers_median", "median of the peers"),
    Column("peers_p75", "75th percentile of the peers"),
    SYNTHETIC,
)
ANSWERS = (
    Column("question", "id of the question"),
    Column("node", "id of its dimension"),
    Column("text", "the question"),
    Column("state", "answered, unknown, not_applicable, unanswered or inactive"),
    Column("answer", "the answer in words"),
    Column("value", "value of the answer from 0 to 1; empty: it does not count"),
    Column("weight", "weight of the question in its dimension"),
    Column("share", "its share of the weight that counts, 0 to 1"),
    Column("points", "points it adds to the dimension's score"),
    Column("fails", "lowest level whose core practice the answer misses; empty: none"),
    Column("next_step", "the next step from here"),
    SYNTHETIC,
)


def downloads(findings: Findings) -> tuple[Download, ...]:
    """`scores.csv`, `answers.csv` and `data.json`; the same findings always give the same bytes."""
    return (
        Download(
            name="scores.csv",
            summary="One row for the whole and one for each dimension.",
            columns=SCORES,
            content=_table(SCORES, _scores(findings)),
        ),
        Download(
            name="answers.csv",
            summary="One row for each question.",
            columns=ANSWERS,
            content=_table(ANSWERS, _answers(findings)),
        ),
        Download(
            name="data.json",
            summary="All findings of this report, as one document.",
            columns=(),
            content=msgspec.json.format(msgspec.json.encode(findings), indent=2).decode() + "\n",
        ),
    )


def _scores(findings: Findings) -> Iterable[tuple]:
    nodes = [("overall", "", "Overall", findings.overall)]
    nodes += [(chapter.id, chapter.parent, chapter.title, chapter.standing) for chapter in findings.chapters]
    for node, parent, title, standing in nodes:
        peers = standing.peers
        quartiles = (peers.n_band, peers.p25, peers.median, peers.p75) if peers else (None,) * 4
        own = (standing.score, standing.hundredths, standing.level, standing.staged)
        yield (node, parent, title, *own, *quartiles, findings.is_synthetic)


def _answers(findings: Findings) -> Iterable[tuple]:
    for chapter in findings.chapters:
        for item in chapter.responses:
            said = (item.question, item.node, item.text, item.state, item.answer)
            effect = (item.x, item.weight, round(item.share, 6), round(item.gain, 6), item.fails)
            yield (*said, *effect, item.next, findings.is_synthetic)


def _table(columns: tuple[Column, ...], rows: Iterable[tuple]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([column.name for column in columns])
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return "" if value is None else value
