"""One assessment → everything there is to say about it: explained, compared, prioritised, put into words; and two → what
has changed.

The one place where the stages meet; the result page, the report and the exports all start from its value.
"""

from __future__ import annotations

from ..assessment.model import Assessment
from ..benchmark.compare import compare
from ..benchmark.model import Comparison, Edition
from ..language import spoken
from ..questionnaire.catalogue import Catalogue
from ..scoring.explain import score_and_explain
from ..scoring.model import Scores
from ..scoring.priority import prioritise
from ..scoring.score import Scorer
from ..scoring.view import Viewer
from ..scoring.way import find_ways
from .change import ChangeFindings, find_change
from .finding import Findings, find
from .move import Answered


def conclude(
    scorer: Scorer,
    viewer: Viewer,
    assessment: Assessment,
    edition: Edition | None,
    *,
    catalogue: Catalogue,
    title: str,
    remarks: bool = False,
) -> Findings:
    """The findings of one assessment against one edition, or none, in the language spoken.

    `scorer` and `viewer` are of the content that was answered.
    The `catalogue` gives questionnaire, vocabulary and profile in that language as far as they are translated.
    `remarks` lets the respondent's own words in; leave it off for anything that may be published. An edition of
    other content of the questionnaire is no benchmark for these scores, and is left aside.
    """
    scores, explanation = score_and_explain(scorer, assessment)
    fits = edition is not None and edition.manifest.questionnaire_hash == assessment.hash
    comparison = compare(scores, assessment.profile, edition) if fits else None
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
    return find(
        questionnaire=questionnaire,
        vocabulary=words.vocabulary,
        profile=words.profile,
        assessment=assessment,
        scores=scores,
        explanation=explanation,
        next_steps=steps,
        ways=find_ways(scorer, assessment, scores, explanation),
        views=viewer.explain(assessment),
        comparison=comparison,
        title=title,
        remarks=remarks,
    )


def contrast(
    earlier: tuple[Scorer, Assessment],
    later: tuple[Scorer, Assessment],
    *,
    catalogue: Catalogue,
    remarks: bool = False,
) -> ChangeFindings:
    """What changed between two assessments, each with the scorer of the content it answered, in the language spoken.

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
    return {node: place.cell.median - place.score for node, place in comparison.positions.items()}
