"""One node's score as the report shows it: number, level, coverage, peers, and the sentence that reads them.

Scores, explanation and comparison enter once, as a `Reader`; a `Standing` leaves for every node asked for.
"""

from __future__ import annotations

from msgspec import Struct

from ..benchmark.model import Comparison
from ..questionnaire.model import Questionnaire
from ..scoring.model import OVERALL, Explanation, NodeScore, Scores
from . import wording
from .ladder import level_name
from .peer import PeerGroup, Peers, peers


class Standing(Struct, frozen=True, kw_only=True):
    """The score of one node. `score` is on the shown range, one decimal; None with a `reason` when not
    scored."""

    score: float | None
    hundredths: int | None
    level: int | None
    level_name: str
    staged: int | None
    staged_text: str
    reason: str
    coverage: str
    sentence: str
    peers: Peers | None


class Reader:
    """What is needed to put any node's score into words; made once per report."""

    def __init__(
        self,
        questionnaire: Questionnaire,
        scores: Scores,
        explanation: Explanation,
        comparison: Comparison | None,
        group: PeerGroup | None,
    ) -> None:
        self.questionnaire = questionnaire
        self.scores = scores
        self.parts = {part.node: part for part in explanation.parts}
        self.positions = comparison.positions if comparison else {}
        self.group = group

    def standing(self, node: str, title: str) -> Standing:
        found = self.scores.nodes[node]
        position = self.positions.get(node)
        own = peers(position) if position else None
        own_level = level_name(self.questionnaire, found.level)
        return Standing(
            score=found.shown,
            hundredths=found.score,
            level=found.level,
            level_name=own_level,
            staged=found.staged,
            staged_text=wording.staged_sentence(found.staged, level_name(self.questionnaire, found.staged)),
            reason=wording.why_unscored(found.reason),
            coverage=wording.coverage(
                found.asked, found.counted, found.unknown, found.not_applicable, found.unanswered
            ),
            sentence=self._sentence(found, title, own_level, own),
            peers=own,
        )

    def _sentence(self, found: NodeScore, title: str, own_level: str, own: Peers | None) -> str:
        top, score, level = self.questionnaire.range.max, found.shown, found.level
        if score is None or level is None:
            return wording.no_verdict(found.reason)
        if found.node != OVERALL and own:
            return wording.dimension_among(title, score, top, level, own_level, own.place)
        if found.node != OVERALL:
            return wording.dimension(title, score, top, level, own_level)
        if own and self.group:
            cohort, companies = self.group.used, own.n_band
            return wording.verdict_among(level, own_level, score, top, own.place, cohort, companies)
        return wording.verdict(level, own_level, score, top)
