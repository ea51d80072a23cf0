"""Findings → the sheets of a workbook: each a name, columns and rows of values, in the language spoken.

Nothing here knows a file format. A value is a text, a number, a date or None; what an id is for a program stands in the
CSV files, these sheets are for people.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from msgspec import Struct

from ...benchmark.model import Thresholds
from ...language import gettext as _
from ..finding.model import Findings
from ..finding.standing import Standing
from ..word import among, label, wording
from ..word.text import Text, spelled

Kind = Literal["text", "score", "value", "share", "whole"]
"""How a column is shown: words, one decimal, two decimals, whole percent, whole numbers."""
Value = str | float | int | date | None


class Column(Struct, frozen=True, kw_only=True):
    """A column: its heading, how wide in characters, how its values are shown."""

    head: str
    width: int
    kind: Kind = "text"


class Sheet(Struct, frozen=True, kw_only=True):
    """One sheet. `id` is the same in every language; `pictured`: the chart of all dimensions stands beside its rows."""

    id: str
    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    pictured: bool = False


def sheets_of(findings: Findings) -> tuple[Sheet, ...]:
    """Scores, answers, comparison, next steps, method. Made-up data says so in every row."""
    made = (_scores(findings), _answers(findings), _comparison(findings), _next_steps(findings))
    return spelled((*(_marked(sheet, findings.synthetic) for sheet in made), _method(findings)))


def _marked(sheet: Sheet, synthetic: Text) -> Sheet:
    if not synthetic:
        return sheet
    columns = (*sheet.columns, Column(head=_("Note"), width=40))
    rows = tuple((*row, synthetic) for row in sheet.rows)
    return Sheet(id=sheet.id, name=sheet.name, columns=columns, rows=rows, pictured=sheet.pictured)


def _standings(findings: Findings) -> Iterator[tuple[str, str, Standing]]:
    """Title, title of what it is part of, standing: the whole first."""
    titles = {chapter.id: chapter.title for chapter in findings.chapters}
    yield label.overall(), "", findings.overall
    for chapter in findings.chapters:
        yield chapter.title, titles.get(chapter.parent, ""), chapter.standing


def _scores(findings: Findings) -> Sheet:
    rows = [
        (
            title,
            part,
            own.score,
            None if own.hundredths is None else own.hundredths / 100,
            own.level,
            own.level_name,
            own.staged,
            " ".join(str(said) for said in (own.reason, own.coverage) if said),
        )
        for title, part, own in _standings(findings)
    ]
    return Sheet(
        id="scores",
        name=_("Scores"),
        columns=(
            Column(head=_("Dimension"), width=36),
            Column(head=_("Part of"), width=24),
            Column(head=_("Score"), width=10, kind="score"),
            Column(head=_("Score, two decimals"), width=14, kind="value"),
            Column(head=_("Level"), width=9, kind="whole"),
            Column(head=_("Name of the level"), width=20),
            Column(head=_("Core practices in place up to level"), width=20, kind="whole"),
            Column(head=_("What counts"), width=60),
        ),
        rows=tuple(rows),
    )


def _answers(findings: Findings) -> Sheet:
    has_remarks = any(one.remark for chapter in findings.chapters for one in chapter.responses)
    columns = (
        Column(head=_("Dimension"), width=28),
        Column(head=_("Question"), width=60),
        Column(head=_("State"), width=16),
        Column(head=_("Answer"), width=50),
        Column(head=_("Value"), width=9, kind="value"),
        Column(head=_("Weight"), width=9, kind="value"),
        Column(head=_("Share"), width=9, kind="share"),
        Column(head=_("Points"), width=9, kind="value"),
        Column(head=_("Peers' median"), width=12, kind="score"),
        Column(head=_("Holds back level"), width=12, kind="whole"),
        Column(head=_("Next step"), width=60),
        Column(head=_("Department"), width=24),
        Column(head=_("Phase"), width=24),
        *((Column(head=_("Remark"), width=40),) if has_remarks else ()),
    )
    rows = []
    for chapter in findings.chapters:
        for one in chapter.responses:
            said = (chapter.title, one.text, one.state_text, one.answer)
            counts = one.x is not None
            effect = (one.x, one.weight, one.share if counts else None, one.gain if counts else None)
            peers = one.peers.median if one.peers else None
            todo = (one.fails, one.next, one.owner, one.phase)
            rows.append((*said, *effect, peers, *todo, *((one.remark,) if has_remarks else ())))
    return Sheet(id="answers", name=_("Answers"), columns=columns, rows=tuple(rows))


def _comparison(findings: Findings) -> Sheet:
    name = label.page("comparison")
    if findings.peer_group is None:
        said = ((among.no_edition(Thresholds().min_n),),)
        return Sheet(
            id="comparison", name=name, columns=(Column(head=name, width=60),), rows=said, pictured=True
        )
    rows = [
        (title, own.score, peers.p25, peers.median, peers.p75, peers.mean, peers.n_band, peers.place)
        for title, _part, own in _standings(findings)
        if (peers := own.peers)
    ]
    columns = (
        Column(head=_("Dimension"), width=36),
        Column(head=_("You"), width=9, kind="score"),
        Column(head=_("25th"), width=9, kind="score"),
        Column(head=_("Median"), width=9, kind="score"),
        Column(head=_("75th"), width=9, kind="score"),
        Column(head=_("Mean"), width=9, kind="score"),
        Column(head=_("Organisations"), width=14),
        Column(head=_("Your position"), width=44),
    )
    return Sheet(id="comparison", name=name, columns=columns, rows=tuple(rows), pictured=True)


def _next_steps(findings: Findings) -> Sheet:
    columns = (
        Column(head=_("Order"), width=8, kind="whole"),
        Column(head=_("Next step"), width=70),
        Column(head=_("Why"), width=50),
        Column(head=_("Dimension"), width=28),
        Column(head=_("Department"), width=24),
        Column(head=_("Phase"), width=24),
    )
    rows = [
        (step.rank, step.text, step.why, step.dimension, step.owner, step.phase)
        for step in findings.next_steps
    ]
    none = (None, findings.no_next_step, "", "", "", "")
    return Sheet(id="next-steps", name=_("Next steps"), columns=columns, rows=tuple(rows) or (none,))


def _method(findings: Findings) -> Sheet:
    columns = (Column(head=_("What"), width=34), Column(head=_("Meaning"), width=110))
    rows = tuple(_told(findings))
    return Sheet(id="method", name=label.page("method"), columns=columns, rows=rows)


def _told(findings: Findings) -> Iterator[tuple[Value, ...]]:
    """What the report is, what it says in one sentence, with whom it compares, how to read the columns, limits."""
    yield _("Report"), findings.title
    if findings.date:
        yield _("Date"), date.fromisoformat(findings.date)
    yield _("Result"), findings.verdict
    for note in (findings.verdict_note, findings.unknown_note, findings.synthetic):
        if note:
            yield "", note
    if group := findings.peer_group:
        yield _("Who the peers are"), group.sentence
        yield from (("", said) for said in (*group.fell_back, group.held, *group.withheld) if said)
    yield from _reading(findings)
    yield from findings.profile
    for at, limit in enumerate((*findings.caveats, *findings.limits)):
        yield "" if at else _("Limits"), limit
    yield _("Questionnaire"), findings.questionnaire_title
    yield _("Version"), f"{findings.questionnaire} {findings.version}"
    yield _("Content"), findings.hash[:16]
    if findings.peer_group:
        yield _("Edition"), findings.peer_group.edition
    yield _("Assessment"), findings.assessment


def _reading(findings: Findings) -> Iterator[tuple[Value, ...]]:
    yield _("Score"), wording.scale(findings.low, findings.high)
    yield _("Value"), _("value of the answer from 0 to 1; empty: it does not count")
    yield _("Share"), _("its share of the weight that counts, 0 to 1")
    yield _("Points"), _("points it adds to the dimension's score")
    yield _("Level"), _("level of the score, decided before rounding")
    for rung in findings.ladder:
        yield "", f"{rung.level} {rung.name}: {rung.summary}"
