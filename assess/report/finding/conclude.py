"""One assessment → everything there is to say about it: explained, compared, prioritised, put into words; and two → what
has changed.

The one place where the stages meet; the result page, the report and the exports all start from its value.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...assessment.model import Assessment
from ...benchmark.compare import compare
from ...benchmark.model import QUESTION, Comparison, Edition
from ...language import spoken
from ...questionnaire.catalogue import Catalogue
from ...questionnaire.model import Questionnaire
from ...scoring.explain import score_and_explain
from ...scoring.model import Explanation, Scores
from ...scoring.priority import prioritise
from ...scoring.score import Scorer
from ...scoring.view import KINDS, SEPARATOR, Viewer, ViewScores
from ...scoring.way import find_ways
from .change import ChangeFindings, find_change
from .find import Computed, find
from .model import Findings
from .move import Answered
from .response import shown_of


def conclude(
    scorer: Scorer,
    viewer: Viewer,
    assessment: Assessment,
    edition: Edition | None,
    *,
    catalogue: Catalogue,
    title: str,
    then: Edition | None = None,
    peers: str = "",
    smoothed: bool = False,
    remarks: bool = False,
) -> Findings:
    """The findings of one assessment against one edition, or none; what is not ours is in the language spoken.

    `scorer` and `viewer` are of the content that was answered.
    The `catalogue` gives questionnaire, vocabulary and profile in that language as far as they are translated.
    `remarks` lets the respondent's own words in; leave it off for anything that may be published. An edition of
    other content of the questionnaire is no benchmark for these scores, and is left aside. `then` is the edition that was in
    force when it was submitted (`benchmark.yardstick`); the two are told side by side. `peers` are those that were chosen
    instead of the profile's (`benchmark.choice`), and `smoothed` asks for smoothed means.
    """
    scores, explanation = score_and_explain(scorer, assessment)
    views = viewer.explain(assessment)
    beside = dict(_beside(scorer.questionnaire, explanation, views))

    def compared(edition: Edition | None, peers: str) -> Comparison | None:
        if edition is None or edition.manifest.questionnaire_hash != assessment.hash:
            return None
        return compare(scores, assessment.profile, edition, peers=peers, beside=beside, smoothed=smoothed)

    comparison = compared(edition, peers)
    language = spoken().code
    words = catalogue.in_language(language)
    questionnaire = catalogue.localise(scorer.questionnaire, language)
    steps = prioritise(
        questionnaire,
        assessment.answers,
        scores,
        explanation,
        behind_peers=_behind(scores, comparison),
    )
    computed = Computed(
        questionnaire=questionnaire,
        vocabulary=words.vocabulary,
        profile=words.profile,
        assessment=assessment,
        scores=scores,
        explanation=explanation,
        next_steps=steps,
        ways=find_ways(scorer, assessment, scores, explanation),
        views=views,
        comparison=comparison,
        then=compared(then, comparison.used) if comparison else None,
    )
    return find(computed, title=title, remarks=remarks)


def contrast(
    earlier: tuple[Scorer, Assessment],
    later: tuple[Scorer, Assessment],
    *,
    catalogue: Catalogue,
    remarks: bool = False,
) -> ChangeFindings:
    """What changed between two assessments, each with the scorer of the content it answered; what is not ours is in the
    language spoken.

    `NotComparable` where nothing can be held against each other. `remarks` as in `conclude`.
    """
    before, after = _answered(*earlier, catalogue), _answered(*later, catalogue)
    name, versions = after.questionnaire.id, (before.questionnaire.version, after.questionnaire.version)
    return find_change(before, after, catalogue.migration(name, *versions), remarks=remarks)


def _answered(scorer: Scorer, assessment: Assessment, catalogue: Catalogue) -> Answered:
    scores, explanation = score_and_explain(scorer, assessment)
    return Answered(
        assessment=assessment,
        questionnaire=catalogue.localise(scorer.questionnaire, spoken().code),
        scores=scores,
        explanation=explanation,
    )


def _behind(scores: Scores, comparison: Comparison | None) -> dict[str, float]:
    if comparison is None:
        return {}
    return {
        node: place.cell.median - place.score
        for node, place in comparison.positions.items()
        if node in scores.nodes
    }


def _beside(
    questionnaire: Questionnaire, explanation: Explanation, views: ViewScores
) -> Iterator[tuple[str, float]]:
    """The own scores that `Scores` does not hold, by node, as they are shown: questions, and lines across dimensions."""
    for step in explanation.steps:
        if step.weight and (shown := shown_of(questionnaire, step.x)) is not None:
            yield QUESTION + step.question, shown
    for kind in KINDS:
        for tag, node in getattr(views, kind).items():
            if node.shown is not None:
                yield f"{kind}{SEPARATOR}{tag}", node.shown
