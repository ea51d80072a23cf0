"""The dimensions as chapters of a report, weakest first, and what they show side by side.

A questionnaire's dimensions, their standings and responses enter; `Chapter`s leave in the order of every
page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from ...questionnaire.model import Dimension
from ...scoring.model import Scores
from ..word import caption, reckoning, wording
from ..word.text import Paragraph, Text, paragraph
from .ladder import Rung
from .outlook import Outlook, outlook_of
from .response import Response
from .standing import Reader, Standing


class Chapter(Struct, frozen=True, kw_only=True):
    """One dimension of the report: its standing and every question. `parent` is empty at the top; `share` is
    its part of the weight that counts in the node above, `gain` the points it adds there. `outlook` is what good looks like
    one level up, None where every answer given is the best."""

    id: str
    parent: str
    title: str
    summary: str
    why: str
    advice: str
    weight: float
    share: float
    gain: float
    standing: Standing
    outlook: Outlook | None
    strip_sentence: Text
    arithmetic: Text
    responses: tuple[Response, ...]


def chapters_of(
    dimensions: Sequence[Dimension],
    parent: str,
    reader: Reader,
    responses: dict[str, Response],
    ladder: Sequence[Rung],
) -> Iterator[Chapter]:
    """Weakest first, unscored last, each followed by its own dimensions in the same order."""
    following = next((rung for rung in ladder if rung.next), None)
    for dimension in weakest_first(dimensions, reader.scores):
        standing = reader.standing(dimension.id, dimension.title)
        own = tuple(responses[question.id] for question in dimension.questions)
        part = reader.parts.get(dimension.id)
        yield Chapter(
            id=dimension.id,
            parent=parent,
            title=dimension.title,
            summary=dimension.summary,
            why=dimension.why or "",
            advice=dimension.advice.get(standing.level, "") if standing.level is not None else "",
            weight=dimension.weight,
            share=part.share if part else 0,
            gain=part.gain if part else 0,
            standing=standing,
            outlook=outlook_of(standing, own, ladder),
            strip_sentence=caption.strip(
                missing=sum(response.is_blocking for response in own),
                counted=sum(response.x is not None for response in own),
                level=following.level if following else None,
                name=following.name if following else "",
            ),
            arithmetic=reckoning.arithmetic(
                dimension.rollup, reader.questionnaire.range.min, reader.questionnaire.range.max
            ),
            responses=own,
        )
        yield from chapters_of(dimension.dimensions, dimension.id, reader, responses, ladder)


def weakest_first(dimensions: Sequence[Dimension], scores: Scores) -> list[Dimension]:
    """Dimensions side by side, in the order of every page."""

    def weakness(dimension: Dimension) -> tuple[bool, int]:
        score = scores.nodes[dimension.id].score
        return score is None, score or 0

    return sorted(dimensions, key=weakness)


def position_sentence(overall: Standing, chapters: Sequence[Chapter]) -> Paragraph:
    """What all dimensions beside their peers show; without peers, which is lowest and which highest."""
    scored = [chapter for chapter in chapters if not chapter.parent and chapter.standing.score is not None]
    if not scored:
        return paragraph(wording.no_verdict(overall.reason))
    compared = [(chapter.standing.peers, chapter.title) for chapter in scored if chapter.standing.peers]
    if not compared:
        return paragraph(caption.alone(scored[0].title, scored[-1].title))
    compared.sort(key=lambda pair: pair[0].distance)
    return caption.position(
        behind=[title for own, title in compared if own.side == "below"],
        ahead=[title for own, title in reversed(compared) if own.side == "above"],
        compared=len(compared),
        scored=len(scored),
    )
