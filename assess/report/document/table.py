"""The tables of a report for programs: findings enter, CSV leaves as text, each column with its meaning.

They hold what the pages show and nothing more. Made-up data says so in every row. Headings, ids, states and numbers
are the same in every language, so that a program that reads one report reads them all; what a column means is told in
the language of the report.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from msgspec import Struct

from ...assessment.formula import escape
from ...language import gettext as _
from ...language import mark
from ...scoring.model import OVERALL
from ..finding.model import Findings
from ..word import label
from ..word.text import Text


class Column(Struct, frozen=True):
    """A column: its heading, the same in every language, and what stands in it."""

    name: str
    meaning: str


SYNTHETIC = Column("synthetic", mark("true where the answers or the peers are made up"))
SCORES = (
    Column("node", mark("id of the dimension; overall is the whole")),
    Column("parent", mark("id of the dimension it belongs to; empty at the top")),
    Column("title", mark("title of the dimension")),
    Column("score", mark("score on the shown range, one decimal; empty: not scored")),
    Column("hundredths", mark("the stored score: hundredths of the shown range")),
    Column("level", mark("level of the score, decided before rounding")),
    Column(
        "staged",
        mark("highest level whose core practices, and those of all levels below, are in place"),
    ),
    Column("peers_n", mark("number of organisations in the peer group, as a band")),
    Column("peers_p25", mark("25th percentile of the peers")),
    Column("peers_median", mark("median of the peers")),
    Column("peers_p75", mark("75th percentile of the peers")),
    SYNTHETIC,
)
ANSWERS = (
    Column("question", mark("id of the question")),
    Column("node", mark("id of its dimension")),
    Column("text", mark("the question")),
    Column("state", mark("answered, unknown, not_applicable, unanswered or inactive")),
    Column("answer", mark("the answer in words")),
    Column("value", mark("value of the answer from 0 to 1; empty: it does not count")),
    Column("weight", mark("weight of the question in its dimension")),
    Column("share", mark("its share of the weight that counts, 0 to 1")),
    Column("points", mark("points it adds to the dimension's score")),
    Column("fails", mark("lowest level whose core practice the answer misses; empty: none")),
    Column("next_step", mark("the next step from here")),
    SYNTHETIC,
)


def scores_table(findings: Findings) -> str:
    """`scores.csv`: one row for the whole and one for each dimension."""
    return _table(SCORES, _scores(findings))


def answers_table(findings: Findings) -> str:
    """`answers.csv`: one row for each question."""
    return _table(ANSWERS, _answers(findings))


def spoken(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Their meanings in the language spoken."""
    return tuple(Column(column.name, _(column.meaning)) for column in columns)


def _scores(findings: Findings) -> Iterable[tuple]:
    nodes = [(OVERALL, "", label.overall(), findings.overall)]
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
    if isinstance(value, str | Text):
        return escape(str(value))
    return "" if value is None else value
