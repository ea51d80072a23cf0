"""The ways to the next level, by the average and by the core practices, each with the scores it would give.

Pure but for the scorer, which scores the changed answers as it scores any. What is proposed opens and closes no
question (`offer`), so the changed answers are settled as they are.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from ..assessment.model import Answer, Assessment
from .model import OVERALL, Explanation, NodeScore, Scores
from .score import Scorer
from .whatif import WhatIf, reach_level, reach_staged


class Way(Struct, frozen=True, kw_only=True):
    """The cheapest changes that reach a level, and the score of the same node once they are made."""

    what_if: WhatIf
    after: NodeScore


class Ways(Struct, frozen=True, kw_only=True):
    """Both readings of the next level; None where there is none, or no answer can reach it."""

    average: Way | None = None
    practices: Way | None = None


def find_ways(
    scorer: Scorer,
    assessment: Assessment,
    scores: Scores,
    explanation: Explanation,
    node: str = OVERALL,
) -> Ways:
    """The ways of a node from where it stands. `assessment` is settled; `scores` and `explanation` are its own."""
    given = (scorer.questionnaire, assessment.answers, scores, explanation, node)
    found = [reach_level(*given), reach_staged(*given)]
    changed = [_change(assessment, way) for way in found if way is not None]
    after = iter(scorer.score_assessments(changed))
    ways = [None if way is None else Way(what_if=way, after=next(after).nodes[node]) for way in found]
    return Ways(average=ways[0], practices=ways[1])


def _change(assessment: Assessment, way: WhatIf) -> Assessment:
    changed = {change.question: Answer(change.value) for change in way.changes}
    return replace(assessment, answers={**assessment.answers, **changed})
