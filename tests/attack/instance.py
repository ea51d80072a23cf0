"""An instance that releases editions of a hand-made population: the set-up of the attacks through released files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from msgspec import Struct

from assess.benchmark import publication
from assess.benchmark.audit import Relations, audit
from assess.benchmark.audit.model import Audit
from assess.benchmark.contribution import Contributions, Instrument, lay_out
from assess.benchmark.history import Release
from assess.benchmark.keyring import signing_key
from assess.benchmark.model import Thresholds
from assess.benchmark.publication import Plan, propose, publish
from assess.benchmark.quarter import Quarter
from assess.benchmark.shelf import Shelf, up_to
from assess.benchmark.vote import ripe

from .attempt import nothing, without

FIRST = Quarter(2025, 1)
LEVELS = ((1, 0), (2, 100), (3, 200), (4, 300), (5, 400))
OVERALL = ("overall",)
RELATIONS = Relations(leaves=OVERALL)
WIDE = [10, 60, 110, 160, 210, 260, 310, 360, 410, 450]
"""Ten scores far apart: whoever tells, the rest can still be anywhere. Their mean is rounded in the attacker's favour."""

MARK = 0x9E3779B97F4A7C15
"""Spreads small numbers over 64 bits, as keyed hashes are."""


class Firm(Struct, frozen=True, kw_only=True):
    """One contribution: the corporate group it is of, its path in the tree, and its scores in hundredths (−1: none).

    `account` is who brought it in; 0 is the firm itself.
    """

    group: int
    path: str = "C/medium"
    score: tuple[int, ...]
    account: int = 0


def firms(path: str, scores: Sequence[int], *, first: int = 1, account: int = 0) -> list[Firm]:
    """A firm of a group of its own for each score, numbered from `first`."""
    return [
        Firm(group=first + at, path=path, score=(score,), account=account) for at, score in enumerate(scores)
    ]


def contributed(
    given: Sequence[Firm], quarter: Quarter, *, nodes: tuple[str, ...] = OVERALL, synthetic: bool = False
) -> Contributions:
    """What these firms give on the first day of a quarter, each on an occasion of its own."""
    steps = [[*firm.path.split("/"), "", "", ""][:3] for firm in given]
    paths, leaf = lay_out(*[[each[depth] for each in steps] for depth in range(3)])
    group = np.array([firm.group for firm in given], dtype=np.uint64) * np.uint64(MARK)
    account = np.array([10**6 + firm.account if firm.account else firm.group for firm in given], np.uint64)
    return Contributions(
        instrument=Instrument(questionnaire="cx", version="1.0.0", hash="a" * 64, nodes=nodes, levels=LEVELS),
        paths=paths,
        leaf=leaf,
        score=np.array([firm.score for firm in given], dtype=np.int32).reshape(len(given), len(nodes)),
        staged=np.full(len(given), -1, np.int8),
        group=group,
        round=np.arange(len(given), dtype=np.uint64),
        account=account * np.uint64(MARK),
        day=np.full(len(given), np.datetime64(quarter.first)),
        synthetic=synthetic,
    )


class Instance:
    """A data folder in which editions are built, attacked by the audit, and released, a quarter after the other."""

    def __init__(self, data: Path, relations: Relations = RELATIONS, *, first: Quarter = FIRST) -> None:
        self.first = first
        self.keys = data / "keys"
        self.shelf = Shelf(
            candidates=data / "candidates", editions=data / "editions", votes=data / "votes", keys=self.keys
        )
        self.released: list[Path] = []
        self._relations = relations

    def release(
        self,
        given: Sequence[Firm] | Contributions,
        *,
        nodes: tuple[str, ...] = OVERALL,
        thresholds: Thresholds | None = None,
        is_audited: bool = True,
        mend: bool = False,
    ) -> Path:
        """The folder of the released edition; `NotSafe` where the audit refuses it and nothing is to be withdrawn.

        Thresholds laxer than the rules are taken here, as no instance would.
        """
        quarter = self.first.shifted(len(self.released))
        limit = thresholds or Thresholds()
        if not isinstance(given, Contributions):
            given = contributed(given, quarter, nodes=nodes)
        plan = Plan(quarter=quarter, thresholds=limit, group_key="key", mend=mend)
        with without(*(() if limit == Thresholds() else ((publication, "check_strict", nothing),))):
            passed = propose(lambda: given, plan, self.shelf, self.attack if is_audited else passing)
            found = publish(
                passed.release.edition.manifest.edition,
                self.shelf,
                signing_key(self.keys),
                ripe(quarter, limit),
                lambda manifest: given,
            )
        self.released.append(found.folder)
        return found.folder

    def attack(self, releases: Sequence[Release]) -> Audit:
        return audit(releases, self._relations, releases[-1].edition.manifest.thresholds)

    def audited(self) -> Audit:
        """What the audit says of the last release, with all before it."""
        return self.attack(up_to(self.released[-1], self.shelf))

    @property
    def verdict(self) -> str:
        """In a few words, what the audit says of the last release."""
        found = self.audited()
        width = f"{found.tightest.width:.2f}" if found.tightest else "–"
        return f"audit passes (width {width})" if found.is_passed else f"audit refuses (width {width})"


def passing(releases: Sequence[Release]) -> Audit:
    """An audit that nobody made."""
    return Audit(limit=0, tightest=None, failures=(), cells=0, editions=len(releases))
