"""Attacks on distributions, extremes, single items, and on tables that the tree does not have (11 to 15)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from msgspec.structs import replace

from assess.benchmark import disclosure
from assess.benchmark.audit import Relations, evidence, explain
from assess.benchmark.concentration import EVERYONE, concentrated
from assess.benchmark.gate import NotSafe
from assess.benchmark.model import Thresholds

from .attacker import Read, cells, reason, score_of, told, votes
from .attempt import Outcome, always, attack, nothing, without
from .instance import FIRST, WIDE, Firm, Instance, contributed, firms

OTHERS = firms("G", WIDE, first=100)
BESIDE = [*firms("G", WIDE[:9], first=100), *firms("K", WIDE[:9], first=200)]
"""Others who are told with everyone only: nothing can be subtracted."""


@attack(
    11,
    "a consultant gives four of ten",
    how="the four scores it knows are subtracted from the sum: the other six must be near 5",
    rule="5, concentration",
)
def consultant(folder: Path, with_rule: bool) -> Outcome:
    clients = firms("C", [20, 60, 100, 140], first=10, account=1)
    given = [*firms("C", [490, 485, 490, 495, 490, 490]), *clients, *BESIDE]
    instance = Instance(folder)
    switches = () if with_rule else ((disclosure, "concentrated", nothing),)
    with without(*switches):
        edition = instance.release(given, is_audited=with_rule)
    known = {(firm.group, 0): firm.score[0] / 100 for firm in clients}
    found = score_of(told(edition, "C", votes([*range(1, 7), *range(10, 14)])), (1, 0), known)
    return Outcome(
        learned=found.is_close(4.90),
        saw=f"C: {reason(edition, 'C')}; 4.90 read as {found}",
        behind=instance.verdict,
    )


def test_cohort_that_a_consultant_gave_four_of_ten_is_suppressed(tmp_path, with_rule):
    outcome = consultant(tmp_path, with_rule)
    assert outcome.learned is not with_rule, outcome
    assert ("C: concentration;" in outcome.saw) is with_rule


@attack(
    "11b",
    "a consultant gives four of sixteen",
    how="as 11, with no more than a quarter: the four are subtracted, the other twelve must be near 5",
    rule="11, audit against all that one account brought",
)
def consultant_of_a_quarter(folder: Path, with_rule: bool) -> Outcome:
    clients = firms("C", [10, 60, 110, 160], first=30, account=1)
    instance = Instance(folder)
    try:
        with without(*(() if with_rule else ((evidence, "_insiders", nothing),))):
            edition = instance.release([*firms("C", [500 - at % 3 for at in range(12)]), *clients])
    except NotSafe as refusal:
        return Outcome(learned=False, saw=f"refused: {explain(refusal.audit)}")
    known = {(firm.group, 0): firm.score[0] / 100 for firm in clients}
    found = score_of(told(edition, "C", votes([*range(1, 13), *range(30, 34)])), (2, 0), known)
    return Outcome(learned=found.is_close(4.99), saw=f"4.99 read as {found}", behind=instance.verdict)


def test_a_quarter_of_one_consultant_is_refused_where_the_others_agree(tmp_path, with_rule):
    outcome = consultant_of_a_quarter(tmp_path, with_rule)
    assert outcome.learned is not with_rule, outcome
    assert ("even if the account that brought in several" in outcome.saw) is with_rule


@attack(
    "5b",
    "a member of a federation subtracts its own",
    how="it brought nine of ten: what its own file does not explain is the one of another member",
    rule="5, concentration: beside any member's own nobody, or five (without: no audit either)",
)
def member(folder: Path, with_rule: bool) -> Outcome:
    own = firms("C", WIDE[:9])
    given = contributed([*own, *firms("C", [490], first=50), *BESIDE], FIRST)
    given = replace(given, member=np.array([1] * 9 + [2] * 19, dtype=np.uint64))
    instance = Instance(folder)
    with without(*(() if with_rule else ((disclosure, "exposed", nothing),))):
        edition = instance.release(given, is_audited=with_rule)
    known = {(firm.group, 0): firm.score[0] / 100 for firm in own}
    found = score_of(told(edition, "C", votes([*range(1, 10), 50])), (50, 0), known)
    return Outcome(
        learned=found.is_close(4.90),
        saw=f"C: {reason(edition, 'C')}; 4.90 read as {found}",
        behind=instance.verdict,
    )


def test_cohort_of_which_a_member_brought_all_but_one_is_suppressed(tmp_path, with_rule):
    outcome = member(tmp_path, with_rule)
    assert outcome.learned is not with_rule, outcome
    assert ("C: concentration;" in outcome.saw) is with_rule


def only_of_members(*given) -> set[tuple[str, int]]:
    """Rule 5 of those who contributed, whoever of them answered what."""
    return {cell for cell in concentrated(*given) if cell[1] == EVERYONE}


@attack(
    "11b",
    "a consultant's clients are nearly all who answered a question",
    how="of 160 it brought 40, a quarter; a question was answered by these and one other: their scores are subtracted",
    rule="5, concentration of each cell",
)
def consultant_of_a_question(folder: Path, with_rule: bool) -> Outcome:
    nodes = ("overall", "question/extra")
    answers = [490, *range(20, 400, 10), 480, 485]
    given = [
        Firm(
            group=1 + at,
            path="C",
            score=(WIDE[at % 10] + at // 10, answers[at] if at < 41 else -1),
            account=1 if 0 < at < 41 else 0,
        )
        for at in range(160)
    ]
    instance = Instance(folder, Relations(leaves=nodes))
    switches = () if with_rule else ((disclosure, "concentrated", only_of_members),)
    with without(*switches):
        edition = instance.release(given, nodes=nodes, is_audited=with_rule)
    known = {(1 + at, 0): answers[at] / 100 for at in range(1, 41)}
    found = score_of(told(edition, "C", votes(range(1, 42)), "question/extra"), (1, 0), known)
    return Outcome(
        learned=found.is_close(4.90),
        saw=f"C: overall {reason(edition, 'C')}, the question {reason(edition, 'C', 'question/extra')}; "
        f"4.90 read as {found}",
        behind=instance.verdict,
    )


def test_question_that_a_consultants_clients_answered_is_withheld(tmp_path, with_rule):
    outcome = consultant_of_a_question(tmp_path, with_rule)
    assert outcome.learned is not with_rule, outcome
    assert ("C: overall published, the question concentration;" in outcome.saw) is with_rule


@attack(
    12,
    "the minimum or p5 with n = 20",
    how="the weakest firm, knowing its own score, reads the next one's out of the lowest value that is told",
    rule="3, quantiles",
)
def lowest(folder: Path, with_rule: bool) -> Outcome:
    given = [*firms("C", [5, 30, *range(200, 380, 10)]), *OTHERS]
    instance = Instance(folder)
    switches = () if with_rule else ((disclosure, "carries", always),)
    with without(*switches):
        edition = instance.release(given, is_audited=with_rule)
    cell = cells(edition)["C"]["overall"]
    names = [name for name in ("min", "minimum", "low", "p1", "p5", "p10") if cell.get(name) is not None]
    own, between = 0.05, 0.95  # type 7: p5 of 20 lies 0.95 of the way from the lowest to the next
    found = Read(0.0, cell["p25"])
    if "p5" in names:
        value = (cell["p5"] - (1 - between) * own) / between
        found = Read(value - 0.06, value + 0.06)
    said = " and ".join(names) or "nothing below p25"
    return Outcome(
        learned=found.is_close(0.30),
        saw=f"told: {said}; 0.30 read as {found}",
        behind=instance.verdict,
    )


def test_lowest_of_twenty_cannot_be_asked_for(tmp_path, with_rule):
    outcome = lowest(tmp_path, with_rule)
    assert outcome.learned is not with_rule, outcome
    assert ("told: nothing below p25;" in outcome.saw) is with_rule


@attack(
    13,
    "industry × region",
    how="a region across all sizes is subtracted from a size: the one firm elsewhere is left",
    rule="7, one tree",
)
def crossing_table(folder: Path, with_rule: bool) -> Outcome:
    east = firms("C/medium/east", WIDE)
    given = [
        *east,
        *firms("C/medium/balkan", [490], first=40),
        *firms("C/large/balkan", WIDE, first=50),
        *OTHERS,
    ]
    instance = Instance(folder / "tree")
    edition = instance.release(given)
    released = [edition]
    if not with_rule:  # as if the tree had a second trunk: the region stands where the size did
        turned = [
            replace(firm, path="/".join([*firm.path.split("/")[:1], *firm.path.split("/")[:0:-1]]))
            for firm in given
        ]
        released.append(Instance(folder / "turned").release(turned, is_audited=False))
    published = [
        *told(edition, "C/medium", votes([*range(1, 11), 40])),
        *told(edition, "C/medium/east", votes(range(1, 11))),
        *(each for folder in released for each in told(folder, "C/east", votes(range(1, 11)))),
    ]
    found = score_of(published, (40, 0))
    crossing = sorted(
        {cohort for folder in released for cohort in cells(folder)} & {"C/east", "C/balkan", "east"}
    )
    return Outcome(
        learned=found.is_close(4.90),
        saw=f"cells across the tree: {', '.join(crossing) or 'none'}; C/medium/east: "
        f"{reason(edition, 'C/medium/east')}; 4.90 read as {found}",
        behind=f"tree alone: {instance.verdict}",
    )


def test_industry_by_region_is_not_there(tmp_path, with_rule):
    outcome = crossing_table(tmp_path, with_rule)
    assert outcome.learned is not with_rule, outcome
    assert ("cells across the tree: none; C/medium/east: complement" in outcome.saw) is with_rule


@attack(
    14,
    "all peers on the lowest level",
    how="a bar of 100 % tells everybody's level",
    rule="4, distribution (from 30, none over 90 %)",
)
def one_level(folder: Path, with_rule: bool) -> Outcome:
    limit = Thresholds() if with_rule else Thresholds(distribution_n=10, dominance=1.0)
    said, learned = [], []
    for number, scores in enumerate(([5 + 7 * i for i in range(12)], [1 + 2 * i for i in range(40)])):
        instance = Instance(folder / str(number))
        edition = instance.release(firms("C", scores), thresholds=limit, is_audited=False)
        shares = cells(edition)["C"]["overall"].get("shares", [])
        full = [each for each in shares if each["percent"] == 100]
        found = Read(0.0, 1.0) if full else Read(0.0, 5.0)
        learned.append(found.is_close(scores[5] / 100))
        said.append(
            f"{len(scores)} peers: {'one bar of 100 %' if full else 'no distribution'}; read as {found}; "
            f"{instance.verdict}"
        )
    return Outcome(learned=any(learned), saw="; ".join(said))


def test_distribution_of_peers_on_one_level_is_suppressed(tmp_path, with_rule):
    outcome = one_level(tmp_path, with_rule)
    assert outcome.learned is not with_rule, outcome
    assert outcome.saw.count("no distribution") == (2 if with_rule else 0)
    assert outcome.saw.count("audit refuses") == 2, "the second line holds as well"


@attack(
    15,
    "an optional question answered by four of twelve",
    how="three of the four put their answers together and subtract them from the mean of the four",
    rule="3, least n of an item",
)
def optional_item(folder: Path, with_rule: bool) -> Outcome:
    nodes = ("overall", "question/extra")
    answers = [450, 100, 150, 200, *[-1] * 8]
    given = [
        Firm(group=at + 1, path="C", score=(overall, extra))
        for at, (overall, extra) in enumerate(zip([*WIDE, 330, 120], answers, strict=True))
    ]
    given += [Firm(group=100 + at, path="G", score=(score, score)) for at, score in enumerate([*WIDE, *WIDE])]
    limit = Thresholds() if with_rule else Thresholds(min_n=4, item_n=4, bands=(4, 10, 15, 20, 30, 50, 100))
    instance = Instance(folder, Relations(leaves=nodes))
    edition = instance.release(given, nodes=nodes, thresholds=limit, is_audited=with_rule)
    known = {(group, 0): answers[group - 1] / 100 for group in (2, 3, 4)}
    found = score_of(told(edition, "C", votes(range(1, 5)), "question/extra"), (1, 0), known)
    return Outcome(
        learned=found.is_close(4.50),
        saw=f"C: overall {reason(edition, 'C')}, the item {reason(edition, 'C', 'question/extra')}; "
        f"4.50 read as {found}",
        behind=instance.verdict,
    )


def test_item_that_four_of_twelve_answered_is_suppressed(tmp_path, with_rule):
    outcome = optional_item(tmp_path, with_rule)
    assert outcome.learned is not with_rule, outcome
    assert ("C: overall published, the item item_nonresponse;" in outcome.saw) is with_rule
