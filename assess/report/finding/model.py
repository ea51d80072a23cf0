"""All that a report says, as one frozen value: page, chart, document, data file and web result are derived from it."""

from __future__ import annotations

from msgspec import Struct

from .change import ChangeFindings
from .chapter import Chapter
from .drift import Drift
from .ladder import Rung
from .peer import PeerGroup
from .response import Response
from .route import Route
from .spread import Spread
from .standing import Standing
from .view import View


class StepFinding(Struct, frozen=True, kw_only=True):
    """One thing to do, in order of priority; `blocks` names the level it holds back, or is empty."""

    rank: int
    question: str
    node: str
    dimension: str
    practice: str
    text: str
    why: str
    blocks: str
    owner: str
    phase: str


class Findings(Struct, frozen=True, kw_only=True):
    """What a report says, in one `language`. `chapters` stand weakest first, unscored last, children behind their
    parent. `unknown_note` warns where much is not known and counts as 0; `no_next_step` stands where there is no step,
    and both are empty otherwise. `spreads` say how the peers spread over levels; `drift` is what has become of the place
    since it was submitted, if there has been another edition. `change` is what an earlier assessment is compared with it
    for, if one was named."""

    language: str
    title: str
    assessment: str
    date: str
    questionnaire: str
    questionnaire_title: str
    version: str
    hash: str
    profile: tuple[tuple[str, str], ...]
    synthetic: str
    verdict: str
    verdict_note: str
    unknown_note: str
    low: float
    high: float
    ladder: tuple[Rung, ...]
    overall: Standing
    chapters: tuple[Chapter, ...]
    position_sentence: str
    next_steps: tuple[StepFinding, ...]
    no_next_step: str
    routes: tuple[Route, ...]
    views: tuple[View, ...]
    strengths: tuple[Response, ...]
    peer_group: PeerGroup | None
    spreads: tuple[Spread, ...]
    drift: Drift | None
    sources: tuple[str, ...]
    limits: tuple[str, ...]
    change: ChangeFindings | None = None

    @property
    def top_chapters(self) -> tuple[Chapter, ...]:
        """The dimensions directly under the overall score."""
        return tuple(chapter for chapter in self.chapters if not chapter.parent)

    @property
    def next_rung(self) -> Rung | None:
        """The lowest level that is not reached."""
        return next((rung for rung in self.ladder if rung.next), None)

    def share(self, value: float) -> float:
        """A shown value as its share of the shown range, 0–1."""
        return (value - self.low) / (self.high - self.low)

    @property
    def is_synthetic(self) -> bool:
        return bool(self.synthetic)
