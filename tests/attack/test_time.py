"""Attacks through the difference between editions (6, 7, 8, 16 and 18)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from assess.benchmark import ballot, complement, publication
from assess.benchmark.history import Turnover

from .attacker import Told, cells, read_out, reason, score_of, told, votes
from .attempt import Outcome, always, attack, without
from .instance import MARK, WIDE, Firm, Instance, firms

OTHERS = firms("G", WIDE, first=100)
"""Beside the cohort in question, so that it is not everyone."""

TIME = ((Turnover, "is_told", always), (complement.Pattern, "leak", lambda *_: 0))
"""Rule 9, and rule 8, which looks at what was published last as well."""


def two_editions(folder: Path, with_rule: bool, first: Sequence[Firm], second: Sequence[Firm]) -> Instance:
    """Two editions, a quarter apart; the first is released with all rules in force."""
    instance = Instance(folder)
    instance.release([*first, *OTHERS])
    with without(*() if with_rule else TIME):
        instance.release([*second, *OTHERS], is_audited=with_rule)
    return instance


def is_unchanged(instance: Instance, cohort: str) -> bool:
    """Whether a cohort tells to the last digit what it told before, and says so."""
    first, second = (cells(folder)[cohort] for folder in instance.released)
    name = instance.released[0].name
    held = {node: dict(cell, held_from=name) for node, cell in first.items()}
    return second == held


def seen(instance: Instance, *cohorts: str) -> str:
    last = instance.released[-1]
    return ", ".join(
        f"{cohort} {reason(last, cohort)}{' unchanged' if is_unchanged(instance, cohort) else ''}"
        for cohort in cohorts
    )


def published(instance: Instance, cohort: str, before: Sequence[Firm], after: list) -> list[Told]:
    """Both means; one that is held is known to be the one before."""
    first, last = instance.released
    old = told(first, cohort, votes(firm.group for firm in before))
    return old if reason(last, cohort) == "held" else [*old, *told(last, cohort, after)]


@attack(
    6,
    "the next edition counts one more",
    how="ten times the old mean is subtracted from eleven times the new one",
    rule="9, time",
)
def one_newcomer(folder: Path, with_rule: bool) -> Outcome:
    before = firms("C", WIDE)
    instance = two_editions(folder, with_rule, before, [*before, *firms("C", [490], first=20)])
    found = score_of(published(instance, "C", before, votes([*range(1, 11), 20])), (20, 0))
    return Outcome(
        learned=found.is_close(4.90),
        saw=f"{seen(instance, 'C', 'all')}; 4.90 read as {found}",
        behind=instance.verdict,
    )


def test_one_newcomer_leaves_every_value_as_it_was(tmp_path, with_rule):
    outcome = one_newcomer(tmp_path, with_rule)
    assert outcome.learned is not with_rule, outcome
    assert ("C held unchanged, all held unchanged;" in outcome.saw) is with_rule


@attack(
    7,
    "one resubmits, n unchanged",
    how="the difference of the two means, times ten, is how far it fell",
    rule="9, time",
)
def one_revises(folder: Path, with_rule: bool) -> Outcome:
    before = firms("C", [*WIDE[1:], 450])
    after = [*before[:-1], *firms("C", [50], first=10)]
    instance = two_editions(folder, with_rule, before, after)
    both = published(instance, "C", before, [*votes(range(1, 10)), (10, 1)])
    found = read_out(both, {(10, 1): 1.0, (10, 0): -1.0})
    return Outcome(
        learned=found.is_close(-4.00),
        saw=f"{seen(instance, 'C', 'all')}; a fall of 4.00 read as {-found.high:.2f}–{-found.low:.2f}",
        behind=instance.verdict,
    )


def test_one_that_resubmits_leaves_every_value_as_it_was(tmp_path, with_rule):
    outcome = one_revises(tmp_path, with_rule)
    assert outcome.learned is not with_rule, outcome
    assert ("C held unchanged, all held unchanged;" in outcome.saw) is with_rule


@attack(
    8,
    "one leaves, one enters",
    how="the difference of the two means, times ten, is how much better the newcomer is",
    rule="9, time",
)
def one_for_another(folder: Path, with_rule: bool) -> Outcome:
    before = firms("C", [*WIDE[:-1], 40])
    after = [*before[:-1], *firms("C", [490], first=20)]
    instance = two_editions(folder, with_rule, before, after)
    both = published(instance, "C", before, votes([*range(1, 10), 20]))
    found = read_out(both, {(20, 0): 1.0, (10, 0): -1.0})
    return Outcome(
        learned=found.is_close(4.50),
        saw=f"{seen(instance, 'C', 'all')}; a difference of 4.50 read as {found}",
        behind=instance.verdict,
    )


def test_one_that_takes_the_place_of_another_leaves_every_value_as_it_was(tmp_path, with_rule):
    outcome = one_for_another(tmp_path, with_rule)
    assert outcome.learned is not with_rule, outcome
    assert ("C held unchanged, all held unchanged;" in outcome.saw) is with_rule


@attack(
    16,
    "a size change moves one between cells",
    how="it is subtracted from the cell that it left, and from the cell that it came to",
    rule="9, time",
)
def one_moves(folder: Path, with_rule: bool) -> Outcome:
    medium, large = firms("C/medium", WIDE), firms("C/large", WIDE, first=20)
    mover = firms("C/medium", [490], first=40)
    before = [*medium, *mover, *large]
    after = [*medium, *firms("C/large", [490], first=40), *large]
    instance = two_editions(folder, with_rule, before, after)
    both = [
        *published(instance, "C/medium", [*medium, *mover], votes(firm.group for firm in medium)),
        *published(instance, "C/large", large, votes(firm.group for firm in [*large, *mover])),
    ]
    found = score_of(both, (40, 0))
    return Outcome(
        learned=found.is_close(4.90),
        saw=f"{seen(instance, 'C/medium', 'C/large')}; 4.90 read as {found}",
        behind=instance.verdict,
    )


def test_a_size_change_holds_both_cells(tmp_path, with_rule):
    outcome = one_moves(tmp_path, with_rule)
    assert outcome.learned is not with_rule, outcome
    assert ("C/medium held unchanged, C/large held unchanged;" in outcome.saw) is with_rule


@attack(
    18,
    "old and new edition and a request to be erased",
    how="the one who is known to have asked is what the new mean lacks",
    rule="9, time",
)
def one_is_erased(folder: Path, with_rule: bool) -> Outcome:
    before = [*firms("C", WIDE), *firms("C", [490], first=20)]
    instance = Instance(folder)
    instance.release([*before, *OTHERS])
    files = {path: path.read_bytes() for path in instance.released[0].iterdir()}
    publication.forget(instance.shelf, 20 * MARK % 2**64)
    same = files == {path: path.read_bytes() for path in instance.released[0].iterdir()}
    with without(*() if with_rule else TIME):
        instance.release([*before[:-1], *OTHERS], is_audited=with_rule)
    found = score_of(published(instance, "C", before, votes(range(1, 11))), (20, 0))
    return Outcome(
        learned=found.is_close(4.90),
        saw=f"old edition {'as it was' if same else 'changed'}, {seen(instance, 'C', 'all')}; 4.90 read as {found}",
        behind=instance.verdict,
    )


def test_no_difference_of_one_shows_who_was_erased(tmp_path, with_rule):
    outcome = one_is_erased(tmp_path, with_rule)
    assert outcome.learned is not with_rule, outcome
    assert outcome.saw.startswith("old edition as it was")
    assert ("C held unchanged, all held unchanged;" in outcome.saw) is with_rule


def test_group_that_was_erased_stands_in_no_votes_any_more(tmp_path):
    one_is_erased(tmp_path, True)
    kept = [ballot.recall(tmp_path / "votes", path.stem) for path in (tmp_path / "votes").glob("*.parquet")]
    assert len(kept) == 2
    for each in kept:
        assert 20 * MARK % 2**64 not in each.group.tolist()
        assert 20 * MARK % 2**64 not in each.account.tolist()
