"""Scores by department, theme and phase as the report shows them: whichever dimension holds the questions.

The views that scoring made and the vocabulary enter; one `View` for each line that has any leaves.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from ...questionnaire.vocabulary import Vocabulary
from ...scoring.model import SEPARATOR, NodeScore, ViewScores
from ..word import label, wording
from ..word.text import Text
from .peer import Peers


class Tagged(Struct, frozen=True, kw_only=True):
    """One department, theme or phase. `score` on the shown range, one decimal; None with a `reason` when unscored.

    `counted` of the `asked` questions entered it; one that carries two themes is asked in both. `peers` as in a standing.
    """

    id: str
    title: str
    score: float | None
    reason: Text
    asked: int
    counted: int
    peers: Peers | None


class View(Struct, frozen=True, kw_only=True):
    """One line through the questionnaire: `kind` is owner, theme or phase. Phases in their order, others weakest first."""

    kind: str
    title: Text
    column: Text
    rows: tuple[Tagged, ...]

    @property
    def is_compared(self) -> bool:
        return any(row.peers for row in self.rows)


def views_of(
    scores: ViewScores, vocabulary: Vocabulary, peers: Callable[[str], Peers | None]
) -> tuple[View, ...]:
    """By department, by theme, by phase, as far as the questionnaire tags its questions.

    `peers` gives those of a node such as "theme/service".
    """
    lines = (
        ("owner", scores.owner, vocabulary.owners),
        ("theme", scores.theme, vocabulary.themes),
        ("phase", scores.phase, vocabulary.phases),
    )
    views = []
    for kind, nodes, titles in lines:
        rows = [
            _row(nodes[tag], titles[tag], peers(f"{kind}{SEPARATOR}{tag}")) for tag in titles if tag in nodes
        ]
        if kind != "phase":
            rows.sort(key=lambda row: (row.score is None, _exact(nodes[row.id])))
        if rows:
            title, column = label.view(kind)
            views.append(View(kind=kind, title=title, column=column, rows=tuple(rows)))
    return tuple(views)


def _row(node: NodeScore, title: str, peers: Peers | None) -> Tagged:
    return Tagged(
        id=node.node,
        title=title,
        score=node.shown,
        reason=wording.why_unscored(node.reason),
        asked=node.asked,
        counted=node.counted,
        peers=peers,
    )


def _exact(node: NodeScore) -> float:
    return node.exact or 0.0
