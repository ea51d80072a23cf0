"""The proof of a bound: another population that would have published the same, written out in full.

Publishing it again must give every published value to the byte; the tests do.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec.structs import replace

from ..history import Release
from .evidence import votes_with
from .pool import Inquiry, Pool
from .search import Alternative, holder


def population(
    inquiry: Inquiry,
    releases: Sequence[Release],
    pool: Pool,
    alternative: Alternative,
    victim: int,
    high: bool = False,
) -> tuple[Release, ...]:
    """All releases with the votes of the alternative, in which the victim has its value; the editions are untouched.

    A score that follows from its parts is known to within a few hundredths: with `high` the greatest that it may be is
    taken, else the least. The editions are those of the true votes.
    """
    evidence = inquiry.evidence
    score, staged = evidence.score.copy(), evidence.staged.copy()
    both = [victim, alternative.position]
    score[both], staged[both] = score[both[::-1]], staged[both[::-1]]
    moves = pool.moves
    for column in alternative.columns:
        makes = holder(alternative, victim, int(moves.who[column]))
        score[makes] = moves.high[column] if high else moves.low[column]
        staged[makes] = moves.staged_high[column] if high else moves.staged_low[column]
    return tuple(
        replace(release, votes=votes_with(evidence, release.votes, at, np.asarray(score), np.asarray(staged)))
        for at, release in enumerate(releases)
    )
