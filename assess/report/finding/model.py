"""All that a report says, as one frozen value: page, chart, document, data file and web result are derived from it."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from ..word.text import Paragraph, Text
from .change import ChangeFindings
from .chapter import Chapter
from .department import Department
from .drift import Drift
from .ladder import Rung
from .peer import PeerGroup
from .perception import Perception
from .response import Response
from .route import Route
from .spread import Spread
from .standing import Standing
from .step import Horizon, StepFinding
from .summary import Summary
from .term import Term, sorted_terms
from .trend import Trend
from .view import View

__all__ = ["Findings", "StepFinding"]


class Findings(Struct, frozen=True, kw_only=True):
    """What a report says. What is ours is a `Text` or a `Paragraph`, said only where it is written; what is a `str`, titles,
    options, notes and names, came in `language`, which is the one to write all of it in.

    `chapters` stand weakest first, unscored last, children behind their parent.
    `summary` is the report on one page, `roadmap` its next steps cut in three, `departments` what concerns each owner.
    `unknown_note` warns where much is not known and counts as 0, `no_next_step` stands where there is no step,
    `no_strengths` where there is no strength; all say nothing otherwise. `spreads` say how the peers spread over levels;
    `drift` is what has become of the place since it was submitted, if there has been another edition. `limits` are the
    questionnaire's, `caveats` what this one report cannot tell, `terms` its glossary. `change` is what an earlier
    assessment is compared with it for, if one was named, `trend` the course over several, `perception` how differently
    colleagues see it, if several answered. `audience` is whom it is meant for, and so what it leaves out
    (`finding.audience`).
    """

    language: str
    title: str
    assessment: str
    date: str
    questionnaire: str
    questionnaire_title: str
    version: str
    hash: str
    profile: tuple[tuple[str, str], ...]
    synthetic: Text
    verdict: Text
    verdict_note: Text
    unknown_note: Text
    low: float
    high: float
    ladder: tuple[Rung, ...]
    overall: Standing
    chapters: tuple[Chapter, ...]
    position_sentence: Paragraph
    summary: Summary
    next_steps: tuple[StepFinding, ...]
    no_next_step: Text
    roadmap: tuple[Horizon, ...]
    routes: tuple[Route, ...]
    views: tuple[View, ...]
    departments: tuple[Department, ...]
    strengths: tuple[Response, ...]
    no_strengths: Text
    peer_group: PeerGroup | None
    spreads: tuple[Spread, ...]
    drift: Drift | None
    sources: tuple[str, ...]
    limits: tuple[str, ...]
    caveats: tuple[Text, ...]
    terms: tuple[Term, ...] = ()
    change: ChangeFindings | None = None
    trend: Trend | None = None
    perception: Perception | None = None
    audience: Literal["own", "client", "public"] = "own"

    @property
    def top_chapters(self) -> tuple[Chapter, ...]:
        """The dimensions directly under the overall score."""
        return tuple(chapter for chapter in self.chapters if not chapter.parent)

    @property
    def glossary(self) -> list[Term]:
        """The terms as they stand in a list that is written now."""
        return sorted_terms(self.terms)

    @property
    def is_public(self) -> bool:
        """Whether it is meant for everybody, and so holds nothing that follows from a single answer."""
        return self.audience == "public"

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
