"""Codes → every node that an edition may tell about: the whole, its dimensions, each question, each line across them.

Pure but for the scorers' databases in memory. Whose answers they are is not known here.
"""

from __future__ import annotations

import numpy as np
from msgspec import Struct

from ..scoring.model import OVERALL
from ..scoring.score import Scorer
from ..scoring.view import Viewer
from .model import QUESTION


class Measured(Struct, frozen=True, kw_only=True, eq=False):
    """The scores of n assessments: `score` (n, nodes) int32 in hundredths of the shown range, −1 where there is none;
    `staged` (n,) int8 is the staged level of the whole, −1 likewise."""

    nodes: tuple[str, ...]
    score: np.ndarray
    staged: np.ndarray


def measure(scorer: Scorer, viewer: Viewer, codes: np.ndarray) -> Measured:
    """The scores behind `codes` (as `Scorer.score` takes them), both made for one questionnaire.

    `nodes` are "overall", the dimensions, "question/<id>" for each question that is scored, "theme/…", "owner/…" and
    "phase/…".
    """
    found, views = measure_dimensions(scorer, codes), viewer.score(codes)
    asked = tuple(QUESTION + each.id for each in scorer.questionnaire.questions if each.scored)
    parts = [found.score, scorer.score_questions(codes)]
    return Measured(
        nodes=(*found.nodes, *asked, *(views.nodes if views else ())),
        score=np.concatenate([*parts, views.score] if views else parts, axis=1),
        staged=found.staged,
    )


def measure_dimensions(scorer: Scorer, codes: np.ndarray) -> Measured:
    """The scores of the whole and its dimensions alone."""
    table = scorer.score(codes)
    whole = table.nodes.index(OVERALL)
    return Measured(nodes=table.nodes, score=table.score, staged=table.staged[:, whole])
