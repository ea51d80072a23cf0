"""Findings → the page of a document that is read if no other is: the levels, what they mean, three things to do first.

It says nothing that another page does not say too, and fits on one page.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...language import gettext as _
from ..finding.model import Findings
from ..finding.response import Response
from ..word import label, limit, wording
from ..word.text import joined
from .block import Block, Entries, Entry, Heading, Ladder, Note, Rung, Text
from .part import anchor, rank_of, step_entry


def summary_of(findings: Findings) -> Iterator[Block]:
    """What a reader needs who reads no further."""
    yield Heading(text=label.page("index"), id="summary")
    if findings.ladder:
        yield ladder_of(findings)
    yield from _plain_words(findings)
    if findings.is_public:
        return
    yield from _first(findings)
    yield from _strengths(findings)


def ladder_of(findings: Findings) -> Ladder:
    """The levels, the own place among them."""
    score = findings.overall.score
    return Ladder(
        rungs=tuple(
            Rung(
                level=rung.level,
                rank=rank_of(findings, rung.level),
                name=rung.name,
                note=rung.note,
                reached=rung.reached,
                next=rung.next,
                you=label.you(score) if rung.here and score is not None else "",
            )
            for rung in reversed(findings.ladder)
        )
    )


def _plain_words(findings: Findings) -> Iterator[Block]:
    """What the level means, what stands before the next, how the dimensions lie, what has changed, how much counts."""
    told = findings.summary
    said = (joined(told.meaning, told.ahead), told.position, told.changed)
    yield from (Text(text=sentence) for sentence in said if sentence)
    rests = joined(findings.overall.coverage, wording.scale(findings.low, findings.high))
    yield Text(text=f"{limit.public()} {rests}" if findings.is_public else rests, tone="quiet")


def _first(findings: Findings) -> Iterator[Block]:
    first = findings.summary.first
    yield Heading(text=label.next_steps(len(first)), depth=2, id="first")
    if first:
        yield Entries(entries=tuple(map(step_entry, first)))
    else:
        yield Text(text=findings.no_next_step)


def _strengths(findings: Findings) -> Iterator[Block]:
    yield Heading(text=_("Strengths"), depth=2, id="strengths")
    if findings.summary.strong:
        yield Entries(entries=tuple(map(_strength, findings.summary.strong)), tone="good")
    else:
        yield Text(text=findings.no_strengths)


def _strength(one: Response) -> Entry:
    return Entry(text=one.text, notes=(Note(text=one.answer),), to=anchor(one.node))
