"""An instance with a folder of its own, and what is contributed to it: for the tests of an edition's life."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from assess.benchmark import publication
from assess.benchmark.archive import find
from assess.benchmark.audit import Audit, Relations, audit
from assess.benchmark.contribution import Contributions, Instrument
from assess.benchmark.history import Release
from assess.benchmark.keyring import signing_key
from assess.benchmark.model import Thresholds
from assess.benchmark.publication import Plan, propose, publish
from assess.benchmark.quarter import Quarter, parse
from assess.benchmark.shelf import Shelf
from assess.benchmark.verification import names

INSTRUMENT = Instrument(
    questionnaire="cx",
    version="1.0.0",
    hash="a" * 64,
    nodes=("overall", "listen", "deliver"),
    levels=((1, 0), (2, 125), (3, 250), (4, 375)),
)
LENIENT = Thresholds(width=0)
"""The audit passes everything; whether it is asked at all is tested apart. No instance would take it of real
contributions: `taken` lets it pass."""

TODAY = date(2026, 11, 22)
GROUP_KEY = "0123456789abcdef"


def contributions_of(
    groups: Sequence[int],
    *,
    seed: int = 1,
    day: date = date(2025, 12, 4),
    cohorts: Sequence[str] = ("C",),
    synthetic: bool = False,
    instrument: Instrument = INSTRUMENT,
) -> Contributions:
    """One contribution of each group, spread over the cohorts; the same seed gives a group the same scores."""
    paths = tuple(sorted({tuple(each.split("/")) for each in cohorts}))
    score = np.array(
        [np.random.default_rng((seed, group)).integers(0, 501, len(instrument.nodes)) for group in groups],
        dtype=np.int32,
    ).reshape(len(groups), len(instrument.nodes))
    mark = np.array(groups, dtype=np.uint64)
    return Contributions(
        instrument=instrument,
        paths=paths,
        leaf=np.array([group % len(paths) for group in groups], dtype=np.int32),
        score=score,
        staged=np.ones(len(groups), dtype=np.int8),
        group=mark,
        round=mark + np.uint64(1000),
        account=mark.copy(),
        day=np.full(len(groups), np.datetime64(day)),
        synthetic=synthetic,
    )


def attack(releases: Sequence[Release]) -> Audit:
    """The audit of an attacker who does not know how the nodes hang together."""
    return audit(releases, Relations(), releases[-1].edition.manifest.thresholds)


def passing(releases: Sequence[Release]) -> Audit:
    """An audit that nobody made."""
    return Audit(limit=0, tightest=None, failures=(), cells=0, editions=len(releases))


@contextmanager
def taken() -> Iterator[None]:
    """As if thresholds laxer than the rules were taken of real contributions."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(publication, "check_strict", lambda thresholds: None)
        yield


class Instance:
    """A data folder, and the steps of an edition's life in it."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.keys = data / "keys"
        self.shelf = Shelf(
            candidates=data / "candidates", editions=data / "editions", votes=data / "votes", keys=self.keys
        )
        self.current = contributions_of(())
        """What counts now: what an edition was last built from, unless a test says otherwise."""

    def build(self, contributions: Contributions, quarter: str = "2026-q2", **plan) -> str:
        """The id of the candidate; it is attacked only where thresholds are given, for the audit has tests of its own."""
        self.current = contributions
        wanted = Plan(quarter=parse(quarter), **{"thresholds": Thresholds(), "group_key": GROUP_KEY, **plan})
        asked = attack if "thresholds" in plan else passing
        with taken():
            passed = propose(lambda: contributions, wanted, self.shelf, asked)
        return passed.release.edition.manifest.edition

    def publish(self, id: str, today: date = TODAY):
        """What was released."""
        with taken():
            return publish(id, self.shelf, signing_key(self.keys), today, lambda manifest: self.current)

    def find(self, questionnaire: str = "cx"):
        """The edition that reports compare with."""
        return find(self.shelf.editions, names(self.keys), questionnaire)

    def release(self, contributions: Contributions, quarter: str = "2026-q2", today: date = TODAY, **plan):
        """Build and publish."""
        return self.publish(self.build(contributions, quarter, **plan), today)

    def files(self) -> dict[str, bytes]:
        """Every file but the keys, by its path in the folder."""
        return {
            str(path.relative_to(self.data)): path.read_bytes()
            for path in sorted(self.data.rglob("*"))
            if path.is_file() and path.parent != self.keys and path.name != ".lock"
        }


def quarter(name: str) -> Quarter:
    """The quarter of that name."""
    return parse(name)
