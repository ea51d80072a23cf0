"""The public version of findings: scores and levels, as they are shown; nothing that follows from a single answer.

What is not told must not follow from what is: not from a rest that is missing in a sum, not from a digit more, not from
a place in an order, not from how many core practices are missing.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from msgspec.structs import replace

from ...scoring.model import OVERALL
from ..word import limit, wording
from ..word.text import NOTHING, Paragraph, Text, paragraph
from .caveat import caveats_of
from .chapter import Chapter, position_sentence
from .drift import Drift
from .ladder import Rung
from .model import Findings
from .peer import PeerGroup
from .spread import Spread
from .standing import Standing
from .summary import summarise
from .term import terms_of
from .trend import Course, Trend
from .view import Tagged, View
from .withheld import FEWEST, answers_behind, reason_of, withheld, withheld_nodes


def for_everybody(findings: Findings) -> Findings:
    """Scores and levels of the whole, of dimensions and views, and their peers; nothing that follows from one answer."""
    behind = answers_behind(findings.chapters)
    untold = {node: reason_of(behind[node]) for node in withheld_nodes(findings.chapters)}
    is_told = OVERALL not in untold
    chapters = _public_order(
        [_public_chapter(chapter, untold.get(chapter.id), findings.low) for chapter in findings.chapters]
    )
    overall = (
        replace(findings.overall, hundredths=None, coverage=Paragraph())
        if is_told
        else _untold(findings.overall, untold[OVERALL])
    )
    position = position_sentence(overall, chapters) if is_told else paragraph(overall.sentence)
    ladder = tuple(_public_rung(rung, is_told) for rung in findings.ladder)
    group = _public_group(findings.peer_group)
    unknown_note = findings.unknown_note if is_told else NOTHING
    told = replace(
        findings,
        audience="public",
        title=findings.questionnaire_title,
        assessment="",
        profile=(),
        verdict=overall.sentence,
        verdict_note=findings.verdict_note if is_told else NOTHING,
        unknown_note=unknown_note,
        overall=overall,
        position_sentence=position,
        ladder=ladder,
        chapters=chapters,
        views=tuple(map(_public_view, findings.views)),
        next_steps=(),
        no_next_step=limit.no_steps_in_public(),
        roadmap=(),
        peer_group=group,
        spreads=findings.spreads if is_told else tuple(map(_without_you, findings.spreads)),
        drift=_public_drift(findings.drift, untold),
        routes=(),
        strengths=(),
        no_strengths=limit.no_strengths_in_public(),
        departments=(),
        change=None,
        trend=_public_trend(findings.trend, untold),
        perception=None,
        caveats=(limit.public(), *caveats_of(findings.chapters, group, unknown_note)),
        summary=summarise(verdict=overall.sentence, position=position, ladder=ladder, steps=(), strengths=()),
    )
    return replace(told, terms=terms_of(told))


def _public_order(chapters: Sequence[Chapter], parent: str = "") -> tuple[Chapter, ...]:
    """As before, but what is not told stands behind what is, by title: weakest first would tell where its score lies."""
    beside = [chapter for chapter in chapters if chapter.parent == parent]
    beside.sort(key=lambda one: (one.standing.score is None, one.title if one.standing.score is None else ""))
    return tuple(each for one in beside for each in (one, *_public_order(chapters, one.id)))


def _public_rung(rung: Rung, is_told: bool) -> Rung:
    """Without what is missing: of few core practices, how many are missing tells which."""
    if not is_told:
        return replace(rung, reached=False, here=False, next=False, missing=(), note=NOTHING)
    return replace(rung, missing=(), note=wording.not_reached_yet()) if rung.missing else rung


def _public_group(group: PeerGroup | None) -> PeerGroup | None:
    """Without the group that was asked for: one so small that it is not shown says whose report this is."""
    return group and replace(group, asked=group.used, is_asked=True, fell_back=())


def _without_you(spread: Spread) -> Spread:
    """Without the mark of the own level."""
    return replace(spread, bins=tuple(replace(bin, own=False, label=bin.name) for bin in spread.bins))


def _public_drift(drift: Drift | None, untold: Collection[str]) -> Drift | None:
    """Without the scores that are not told; its sentence is about the whole."""
    if drift is None or OVERALL in untold:
        return None
    return replace(drift, rows=tuple(row for row in drift.rows if row.node not in untold))


def _public_trend(trend: Trend | None, untold: Collection[str]) -> Trend | None:
    """Without ids, without the course of what is not told now, and without the points that were not told then."""
    if trend is None or OVERALL in untold:
        return None
    courses = tuple(one for one in trend.courses if one.node not in untold)
    then = [
        withheld(
            {one.node: one.counted[at] for one in trend.courses if one.node != OVERALL and one.counted[at]}
        )
        | {one.node for one in courses if one.counted[at] < FEWEST}
        for at in range(len(trend.dates))
    ]
    if any(OVERALL in left_out for left_out in then):
        return None
    return replace(trend, assessments=(), courses=tuple(_public_course(one, then) for one in courses))


def _public_course(course: Course, then: Sequence[Collection[str]]) -> Course:
    scores = tuple(
        None if course.node in left_out else score
        for score, left_out in zip(course.scores, then, strict=True)
    )
    return replace(course, scores=scores, counted=())


def _public_chapter(chapter: Chapter, untold: Text | None, low: float) -> Chapter:
    """Its score as it is shown and no finer, unless there is a reason why it is `untold`; and no level of its core
    practices: few stand behind it, or one."""
    score = None if untold else chapter.standing.score
    standing = replace(
        chapter.standing, coverage=Paragraph(), hundredths=None, staged=None, staged_text=NOTHING
    )
    return replace(
        chapter,
        standing=_untold(standing, untold) if untold else standing,
        strip_sentence=NOTHING,
        outlook=None,
        responses=(),
        advice="" if score is None else chapter.advice,
        gain=0.0 if score is None else chapter.share * (score - low),
    )


def _untold(standing: Standing, reason: Text) -> Standing:
    return replace(
        standing,
        score=None,
        hundredths=None,
        level=None,
        level_name="",
        staged=None,
        staged_text=NOTHING,
        reason=reason,
        coverage=Paragraph(),
        sentence=reason,
        peers=None,
    )


def _public_view(view: View) -> View:
    """What is not told stands behind what is, but for phases, which have an order of their own."""
    left_out = withheld({row.id: row.counted for row in view.rows if row.score is not None})

    def tell(row: Tagged) -> Tagged:
        if row.id not in left_out:
            return row
        return replace(row, score=None, reason=reason_of(row.counted), peers=None)

    rows = list(map(tell, view.rows))
    if view.kind != "phase":
        rows.sort(key=lambda row: (row.score is None, row.title if row.score is None else ""))
    return replace(view, rows=tuple(rows))
