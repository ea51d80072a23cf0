"""Findings → the sheets of a workbook that hold figures: scores, answers, departments and themes, comparison; and the list
of all sheets, in the language spoken.

What an id is for a program stands in the CSV files, these sheets are for people.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...benchmark.model import Thresholds
from ...language import gettext as _
from ..finding.elsewhere import elsewhere
from ..finding.model import Findings
from ..finding.standing import Standing
from ..word import among, label, reference
from ..word.text import joined, spelled
from .agenda import next_steps_sheet, overview_sheet, way_sheet
from .column import Column, Sheet, marked
from .drawing import JOURNEY, POSITION, PROFILE, spread_id
from .past import change_sheet, perception_sheet, trend_sheet
from .reading import glossary_sheet, method_sheet


def sheets_of(findings: Findings) -> tuple[Sheet, ...]:
    """Overview, figures, what to do, what has changed, what is known elsewhere, method, glossary; a sheet that would be
    empty is not there. Made-up data says so in every row."""
    figures = (_scores(findings), _answers(findings), _lines(findings), _comparison(findings))
    plans = (next_steps_sheet(findings), way_sheet(findings))
    past = (change_sheet(findings), trend_sheet(findings), perception_sheet(findings))
    made = (marked(sheet, findings.synthetic) for sheet in (*figures, *plans, *past) if sheet)
    read = (method_sheet(findings), glossary_sheet(findings))
    told = (overview_sheet(findings), *made, _elsewhere(findings), *read)
    return spelled(tuple(sheet for sheet in told if sheet.rows))


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
            joined(own.reason, own.coverage),
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


def _answers(findings: Findings) -> Sheet | None:
    """Every question; None where no single answer is told."""
    if not any(chapter.responses for chapter in findings.chapters):
        return None
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
        Column(head=_("One step on"), width=50),
        Column(head=_("Next step"), width=60),
        Column(head=_("Evidence to look at"), width=40),
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
            todo = (one.fails, one.better, one.next, "; ".join(one.evidence), one.owner, one.phase)
            rows.append((*said, *effect, peers, *todo, *((one.remark,) if has_remarks else ())))
    return Sheet(id="answers", name=_("Answers"), columns=columns, rows=tuple(rows))


def _comparison(findings: Findings) -> Sheet:
    name = label.page("comparison")
    if findings.peer_group is None:
        said = ((among.no_edition(Thresholds().min_n),),)
        columns = (Column(head=name, width=60),)
        return Sheet(id="comparison", name=name, columns=columns, rows=said, pictures=(POSITION,))
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
    pictures = (POSITION, *map(spread_id, findings.spreads))
    return Sheet(id="comparison", name=name, columns=columns, rows=tuple(rows), pictures=pictures)


def _elsewhere(findings: Findings) -> Sheet:
    """What others have published: a row for each number, with what its source tells of it."""
    rows = [
        (
            reference.topic(figure.topic),
            f"{figure.measures} ({figure.unit})",
            one.of,
            one.value,
            reference.value(one) if one.bound or one.derived else "",
            reference.when(figure),
            reference.setting(figure),
            reference.cited(figure),
        )
        for figure in elsewhere(findings)
        for one in figure.values
    ]
    columns = (
        Column(head=_("Topic"), width=28),
        Column(head=_("What was measured"), width=50),
        Column(head=_("Of whom"), width=30),
        Column(head=_("Value"), width=9, kind="value"),
        Column(head=_("As it is meant"), width=18),
        Column(head=_("When"), width=16),
        Column(head=_("Of how many, and where"), width=40),
        Column(head=_("Source"), width=40),
    )
    return Sheet(id="elsewhere", name=_("Known elsewhere"), columns=columns, rows=tuple(rows))


def _lines(findings: Findings) -> Sheet:
    """Departments, themes and phases below each other, each with the numbers of its next steps where it has some."""
    steps = {
        one.id: ", ".join(str(step.rank) for step in one.steps)
        for one in findings.departments  # those of a department alone: a theme has none of its own
    }
    rows = [
        (
            view.column,
            row.title,
            row.score,
            row.peers.median if row.peers else None,
            row.counted,
            row.asked,
            row.reason,
            *((steps.get(row.id, "") if view.kind == "owner" else "",) if steps else ()),
        )
        for view in findings.views
        for row in view.rows
    ]
    columns = (
        Column(head=_("Kind"), width=16),
        Column(head=_("What is scored"), width=36),
        Column(head=_("Score"), width=10, kind="score"),
        Column(head=_("Peers' median"), width=12, kind="score"),
        Column(head=_("Questions that count"), width=12, kind="whole"),
        Column(head=_("Questions"), width=12, kind="whole"),
        Column(head=_("What counts"), width=40),
        *((Column(head=_("Next steps"), width=24),) if steps else ()),
    )
    pictures = (PROFILE, JOURNEY)
    return Sheet(
        id="lines", name=_("Departments and themes"), columns=columns, rows=tuple(rows), pictures=pictures
    )
