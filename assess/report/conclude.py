"""One assessment → everything there is to say about it: explained, compared, prioritised, put into words.

The one place where the stages meet; the result page, the report and the exports all start from its value.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..assessment.model import Assessment
from ..benchmark.compare import compare
from ..benchmark.model import Comparison, Edition
from ..questionnaire.vocabulary import ProfileField, Vocabulary
from ..scoring.explain import score_and_explain
from ..scoring.model import Scores
from ..scoring.priority import prioritise
from ..scoring.score import Scorer
from .finding import Findings, find


def conclude(
    scorer: Scorer,
    assessment: Assessment,
    edition: Edition | None,
    *,
    vocabulary: Vocabulary,
    profile: Sequence[ProfileField],
    title: str,
    remarks: bool = False,
) -> Findings:
    """The findings of one assessment against one edition, or none. A pure function of its arguments.

    `remarks` lets the respondent's own words in; leave it off for anything that may be published. An edition of
    other content of the questionnaire is no benchmark for these scores, and is left aside.
    """
    scores, explanation = score_and_explain(scorer, assessment)
    fits = edition is not None and edition.manifest.questionnaire_hash == assessment.hash
    comparison = compare(scores, assessment.profile, edition) if fits else None
    steps = prioritise(
        scorer.questionnaire,
        assessment.answers,
        scores,
        explanation,
        behind_peers=_behind(scores, comparison),
    )
    return find(
        questionnaire=scorer.questionnaire,
        vocabulary=vocabulary,
        profile=profile,
        assessment=assessment,
        scores=scores,
        explanation=explanation,
        next_steps=steps,
        comparison=comparison,
        title=title,
        remarks=remarks,
    )


def _behind(scores: Scores, comparison: Comparison | None) -> dict[str, float]:
    if comparison is None:
        return {}
    return {node: place.cell.median - place.score for node, place in comparison.positions.items()}
