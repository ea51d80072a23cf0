"""Attacks on cells that are too small, or that leave too few when they are subtracted (1 to 5)."""

from __future__ import annotations

from pathlib import Path

from assess.benchmark import disclosure
from assess.benchmark.archive import read
from assess.benchmark.compare import compare
from assess.benchmark.gate import NotSafe
from assess.benchmark.model import Thresholds
from tests.benchmark.conftest import scores_of

from .attacker import Read, mean_of, reason, score_of, told, votes
from .attempt import Outcome, attack, nothing, without
from .instance import WIDE, Instance, firms


def fallback(folder: Path, industry: str, size: str) -> str:
    """What somebody of this profile is told of the cohorts it falls back from, and with which it is compared."""
    own = scores_of({"overall": 250})
    found = compare(own, {"industry": industry, "size": size}, read(folder))
    steps = [f"{each.cohort} {each.reason}" for each in found.fallbacks]
    return ", ".join([*steps, f"compared with {found.used}"])


@attack(
    1,
    "a cohort of nine",
    how="eight of the nine put their scores together and subtract them from the mean",
    rule="3, least n",
)
def nine_in_a_cohort(folder: Path, with_rule: bool) -> Outcome:
    members = firms("C/medium", [480, *WIDE[:8]])
    given = [*members, *firms("C/large", WIDE, first=20)]
    usual = Thresholds()
    lowered = Thresholds(min_n=9, bands=(9, 15, 20, 30, 50, 100))
    instance = Instance(folder)
    edition = instance.release(given, thresholds=usual if with_rule else lowered)
    known = {(firm.group, 0): firm.score[0] / 100 for firm in members[1:]}
    published = [
        *told(edition, "C/medium", votes(range(1, 10))),
        *told(edition, "C", votes([*range(1, 10), *range(20, 30)])),
    ]
    found = score_of(published, (1, 0), known)
    return Outcome(
        learned=found.is_close(4.80),
        saw=f"{fallback(edition, 'C', 'medium')}; 4.80 read as {found}",
        behind=instance.verdict,
    )


def test_cohort_of_nine_falls_back(tmp_path, with_rule):
    outcome = nine_in_a_cohort(tmp_path, with_rule)
    assert outcome.learned is not with_rule, outcome
    assert ("C/medium below_min_n, compared with C;" in outcome.saw) is with_rule


@attack(
    2,
    "parent of 14, child of 10",
    how="the child's sum is subtracted from the parent's: the mean of the four who are left",
    rule="8, complement",
)
def parent_without_its_child(folder: Path, with_rule: bool) -> Outcome:
    given = [
        *firms("C/medium", WIDE),
        *firms("C", [430, 450, 470, 490], first=20),
        *firms("G", WIDE, first=40),
    ]
    switches = () if with_rule else ((disclosure, "complement", nothing),)
    instance = Instance(folder)
    with without(*switches):
        edition = instance.release(given, is_audited=with_rule)
    parent, child = votes([*range(1, 11), *range(20, 24)]), votes(range(1, 11))
    published = [*told(edition, "C", parent), *told(edition, "C/medium", child)]
    found = mean_of(published, votes(range(20, 24)))
    return Outcome(
        learned=found.is_close(4.60),
        saw=f"C/medium: {reason(edition, 'C/medium')}; the four's mean of 4.60 read as {found}",
        behind=instance.verdict,
    )


def test_child_of_ten_is_withdrawn_from_a_parent_of_fourteen(tmp_path, with_rule):
    outcome = parent_without_its_child(tmp_path, with_rule)
    assert outcome.learned is not with_rule, outcome
    assert ("C/medium: complement;" in outcome.saw) is with_rule


@attack(
    3,
    "two siblings leave a third of three",
    how="two published sizes are subtracted from their industry: the mean of the three of the third size",
    rule="8, complement",
)
def third_sibling(folder: Path, with_rule: bool) -> Outcome:
    given = [
        *firms("C/medium", WIDE),
        *firms("C/large", [*WIDE, 300], first=20),
        *firms("C/small", [20, 30, 40], first=40),
        *firms("G", WIDE, first=60),
    ]
    switches = () if with_rule else ((disclosure, "complement", nothing),)
    instance = Instance(folder)
    with without(*switches):
        edition = instance.release(given, is_audited=with_rule)
    groups = {
        "C/medium": range(1, 11),
        "C/large": range(20, 31),
        "C": [*range(1, 11), *range(20, 31), 40, 41, 42],
    }
    published = [each for cohort, who in groups.items() for each in told(edition, cohort, votes(who))]
    found = mean_of(published, votes([40, 41, 42]))
    said = ", ".join(f"{cohort} {reason(edition, cohort)}" for cohort in ("C/medium", "C/large"))
    return Outcome(
        learned=found.is_close(0.30),
        saw=f"{said}; the three's mean of 0.30 read as {found}",
        behind=instance.verdict,
    )


def test_smallest_sibling_is_withdrawn_where_two_leave_a_third_of_three(tmp_path, with_rule):
    outcome = third_sibling(tmp_path, with_rule)
    assert outcome.learned is not with_rule, outcome
    assert ("C/medium complement, C/large published;" in outcome.saw) is with_rule


def gated(
    folder: Path, scores: list[int], thresholds: Thresholds, known: dict, is_audited: bool
) -> tuple[str, Read]:
    """An edition of one cohort of ten, and what an insider reads of firm 1 in it."""
    instance = Instance(folder)
    try:
        edition = instance.release(firms("C", scores), thresholds=thresholds, is_audited=is_audited)
    except NotSafe as refusal:
        return f"refused ({refusal.what.split('.')[0]})", score_of([], (1, 0), known)
    said = f"published, {instance.verdict}"
    return said, score_of(told(edition, "C", votes(range(1, 11))), (1, 0), known)


@attack(
    4,
    "everyone minus me, n = 10",
    how="one of ten subtracts its own score from the sum",
    rule="11, audit gate",
)
def everyone_minus_me(folder: Path, with_rule: bool) -> Outcome:
    allowed, usual = gated(folder / "usual", [*WIDE[1:], 10], Thresholds(), {(10, 0): 0.10}, with_rule)
    outcome, alike = gated(folder / "alike", [497] * 9 + [490], Thresholds(), {(10, 0): 4.90}, with_rule)
    return Outcome(
        learned=alike.is_close(4.97),
        saw=f"scores that differ: {allowed}, 0.60 read as {usual}; all near 5: {outcome}, 4.97 read as {alike}",
    )


def test_everyone_minus_me_is_allowed_where_the_audit_width_holds(tmp_path, with_rule):
    outcome = everyone_minus_me(tmp_path, with_rule)
    assert outcome.learned is not with_rule, outcome
    assert "scores that differ: published, audit passes" in outcome.saw
    assert ("all near 5: refused" in outcome.saw) is with_rule


@attack(
    5,
    "a coalition of three",
    how="three of ten put their low scores together: the other seven must be near 5",
    rule="11, audit against three insiders (without: against one)",
)
def coalition_of_three(folder: Path, with_rule: bool) -> Outcome:
    scores = [495, 500, 500, 495, 500, 500, 495, 200, 150, 100]
    known = {(8, 0): 2.0, (9, 0): 1.5, (10, 0): 1.0}
    limit = Thresholds(coalition=3 if with_rule else 1)
    said, found = gated(folder, scores, limit, known, True)
    return Outcome(learned=found.is_close(4.95), saw=f"{said}; 4.95 read as {found}")


def test_coalition_of_three_finds_its_cell_refused(tmp_path, with_rule):
    outcome = coalition_of_three(tmp_path, with_rule)
    assert outcome.learned is not with_rule, outcome
    assert outcome.saw.startswith("refused") is with_rule
