"""Contributions of organisations that are known by number: group, round and account are marks made of it."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
from msgspec.structs import replace

from assess.assessment.batch import Batch
from assess.assessment.synth import Population, synthesise
from assess.scoring.panel import Panel
from assess.store.intake import as_bulk
from assess.store.record import Decision, Origin, Party
from assess.store.store import Store
from tests.assessment.sheet_sample import SAMPLE

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
HIGH = 2**63
"""Marks use all 64 bits."""


def batch_of(n: int, *, seed: int = 4, synthetic: bool = False) -> Batch:
    """Respondents "org-0", "org-1" …, none of them careless."""
    made = synthesise(SAMPLE, Population(careless=0.0), n, seed)
    return replace(made, ids=[f"org-{row}" for row in range(n)], synthetic=synthetic)


def only(batch: Batch, row: int) -> Batch:
    """One respondent of a batch."""
    return replace(
        batch,
        ids=[batch.ids[row]],
        industry=[batch.industry[row]],
        size=[batch.size[row]],
        region=[batch.region[row]],
        codes=batch.codes[row : row + 1],
    )


def origin_of(groups: list[int], *, account: int = HIGH + 9) -> Origin:
    """Each row of the group with that number, 0 where it is not known; all from one account, one occasion a group."""
    party = np.array([HIGH + group if group else 0 for group in groups], dtype=np.uint64)
    return Origin(
        party=party,
        round=party + np.uint64(500) * (party > 0),
        account=np.full(len(groups), account, np.uint64),
    )


def add(
    store: Store,
    panel: Panel,
    batch: Batch,
    origin: Origin | None = None,
    *,
    contributes: bool = True,
    now: datetime = NOW,
) -> None:
    """Import a batch."""
    scorer = panel.scorer(SAMPLE.id, SAMPLE.hash)
    bulk = as_bulk(scorer, batch, submitted_at=now, contributes=contributes, source="import")
    store.add_bulk([replace(bulk, origin=origin)], key=f"batch {batch.ids}").result()


def decided(store: Store, kind: str, *ids: str, party: Party | None = None, because: str = "") -> int:
    """Take a decision; how many submissions it changed."""
    decision = Decision(kind=kind, ids=ids, by="anna", because=because, party=party)
    return store.decide(decision).result()
