"""The thresholds beside those of `acro`, which checks tables for statistical offices: what it suppresses, we do.

What corresponds, with its defaults:

- minimum threshold, 10 records of a cell: `min_n`, 10 votes. The same number, on the same records.
- dominance, the largest 2 contributors hold 90 % or more of a cell: `account_share`, none above 25 %. What an account
  brought are its votes; two of a quarter each hold half, so that our rule is the stricter one.
- p-ratio, all but the largest two hold less than 10 % of the largest: `account_share` again, as those two leave half of
  the cell, which is twice the largest at least.

On scores instead of votes the last two ask whether one answer makes up the sum. Scores have a bound, so that ten of 1.0
or more cannot be dominated; acro is asked about those as well. Our other rules have no counterpart there: it names
tables that can be subtracted from one another, and leaves them to a person.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

import acro
import pandas
import pytest

from assess.benchmark.cohort import ancestry
from assess.benchmark.model import Thresholds

from .conftest import NODES, Vote, contributed, released

CHECKS = ("MinimumThresholdCheck", "NKCheck", "PPercentCheck")
DOMINANCE = CHECKS[1:]


def population(seed: int) -> list[Vote]:
    """Groups in cohorts of all sizes, some of which one or two accounts brought nearly all of."""
    chance = random.Random(seed)
    votes: list[Vote] = []
    for industry in "CGL":
        for size in ("large", "small"):
            brought = chance.choice((0, 0.3, 0.6, 0.95, 1))
            for _ in range(chance.choice((3, 9, 10, 11, 14, 25, 40))):
                account = chance.choice((1, 1, 1, 2)) if chance.random() < brought else 0
                score = tuple(chance.randint(100, 500) for _ in NODES)
                votes.append(
                    Vote(group=len(votes) + 1, bands=(industry, size, ""), score=score, account=account)
                )
    return votes


def members(votes: list[Vote]) -> Iterator[tuple[str, Vote]]:
    """Every vote in every cohort it is in."""
    for vote in votes:
        for cohort in ancestry(dict(zip(("industry", "size", "region"), vote.bands, strict=True))):
            yield cohort, vote


def flagged(table: pandas.DataFrame, checks: tuple[str, ...]) -> dict[str, set[str]]:
    """The cohorts that each of the checks would suppress, of a table(cohort, value)."""
    session = acro.ACRO(suppress=True)
    session.crosstab(table.cohort, table.assign(of="value").of, values=table.value, aggfunc="mean")
    outcome = session.results.get_index(0).outcome.iloc[:, 0]
    return {check: {str(cohort) for cohort, found in outcome.items() if check in found} for check in checks}


@pytest.mark.filterwarnings("ignore")
def test_whatever_acro_suppresses_is_not_published(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # it may write where it stands
    seen: dict[str, int] = dict.fromkeys(CHECKS, 0)
    for seed in range(6):
        votes = population(seed)
        published = set(released(contributed(votes), thresholds=Thresholds()).edition.cells)
        rows = list(members(votes))
        scores = pandas.DataFrame(
            {"cohort": [c for c, _ in rows], "value": [v.score[0] / 100 for _, v in rows]}
        )
        brought = pandas.DataFrame(
            {"cohort": [c for c, _ in rows], "account": [v.account or -v.group for _, v in rows]}
        )
        sizes = brought.value_counts().rename("value").astype(float).reset_index()
        for found in (flagged(scores, CHECKS), flagged(sizes, DOMINANCE)):
            for check, cohorts in found.items():
                assert not cohorts & published, f"{check}: {cohorts & published}"
                seen[check] += len(cohorts)
    assert all(seen.values()), f"a check that never spoke proves nothing: {seen}"


@pytest.mark.filterwarnings("ignore")
def test_minimum_threshold_is_the_same_number(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    votes = [
        Vote(group=100 * n + i, bands=(f"I{n}", "", ""), score=(250 + i, 1, 1))
        for n in (9, 10, 11)
        for i in range(n)
    ]
    table = pandas.DataFrame(
        {"cohort": [v.bands[0] for v in votes], "value": [float(v.score[0]) for v in votes]}
    )
    published = set(released(contributed(votes)).edition.cells)
    assert flagged(table, CHECKS[:1])[CHECKS[0]] == {"I9"} == {"I9", "I10", "I11"} - published
