"""One node's score as the report shows it: number, level, coverage, peers, and the sentence that reads them.

Scores, explanation and comparison enter once, as a `Reader`; a `Standing` leaves for every node asked for.
"""

from __future__ import annotations

from collections import Counter

from msgspec import Struct

from ...benchmark.model import Cell, Comparison
from ...questionnaire.model import Questionnaire
from ...scoring.model import OVERALL, Explanation, NodeScore, Scores
from ..word import reckoning, wording
from ..word.text import Paragraph, Text
from .ladder import level_name, lowest_asking
from .peer import PeerGroup, Peers, peers


class Standing(Struct, frozen=True, kw_only=True):
    """The score of one node. `score` is on the shown range, one decimal; None with a `reason` when not
    scored."""

    score: float | None
    hundredths: int | None
    level: int | None
    level_name: str
    staged: int | None
    staged_text: Text
    reason: Text
    coverage: Paragraph
    sentence: Text
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
        self.smoothed = comparison.smoothed if comparison else {}
        self.group = group
        self.questions = {OVERALL: questionnaire.questions} | {
            dimension.id: tuple(question for part in dimension.walk() for question in part.questions)
            for dimension in questionnaire.all_dimensions()
        }
        self.weightless = {step.question: step for step in explanation.steps if not step.weight}

    def standing(self, node: str, title: str) -> Standing:
        found = self.scores.nodes[node]
        own = self.peers(node)
        own_level = level_name(self.questionnaire, found.level)
        return Standing(
            score=found.shown,
            hundredths=found.score,
            level=found.level,
            level_name=own_level,
            staged=found.staged,
            staged_text=self.staged_text(node),
            reason=wording.why_unscored(found.reason),
            coverage=self._coverage(found),
            sentence=self._sentence(found, title, own_level, own),
            peers=own,
        )

    def peers(self, node: str) -> Peers | None:
        """The peers on a node, a question or a line across dimensions too; None where they are not published."""
        position = self.positions.get(node)
        return peers(position, self.smoothed.get(node)) if position else None

    def cell(self, node: str) -> Cell | None:
        """What is published of the peers on a node."""
        position = self.positions.get(node)
        return position.cell if position else None

    def staged_text(self, node: str) -> Text:
        """The level of its core practices in words, or why there is none."""
        found = self.scores.nodes[node]
        lowest, staged = lowest_asking(self.questions[node]), found.staged
        return wording.staged_sentence(
            staged,
            level_name(self.questionnaire, staged),
            scored=found.score is not None or lowest is None,
            asks=lowest is not None and staged is not None and lowest <= staged,
        )

    def _coverage(self, found: NodeScore) -> Paragraph:
        """How many questions count. One of weight 0 does not, though scoring counts it among those that are answered."""
        steps = [self.weightless[q.id] for q in self.questions[found.node] if q.id in self.weightless]
        states = Counter(step.state for step in steps if step.excluded != "inactive")
        return reckoning.coverage(
            found.asked - states.total(),
            found.counted - sum(step.x is not None for step in steps),
            found.unknown - states["unknown"],
            found.not_applicable - states["not_applicable"],
            found.unanswered - states["unanswered"],
        )

    def _sentence(self, found: NodeScore, title: str, own_level: str, own: Peers | None) -> Text:
        top, score, level = self.questionnaire.range.max, found.shown, found.level
        if score is None or level is None:
            return wording.no_verdict(found.reason)
        if found.node != OVERALL and own:
            return wording.dimension_among(title, score, top, level, own_level, own.place)
        if found.node != OVERALL:
            return wording.dimension(title, score, top, level, own_level)
        if own and self.group:
            return wording.verdict_among(level, own_level, score, top, own.place, self.group.used, own.n_band)
        return wording.verdict(level, own_level, score, top)
