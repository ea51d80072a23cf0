"""The gate on small editions whose answer is known, and what it tells the operator."""

from __future__ import annotations

from itertools import pairwise

import msgspec
import numpy as np
import pytest

from assess.benchmark.audit import Relations, audit, explain
from assess.benchmark.audit.evidence import gather
from assess.benchmark.audit.examine import by_exchange
from assess.benchmark.audit.pool import Inquiry
from assess.benchmark.audit.remedy import remedy
from assess.benchmark.edition import build
from assess.benchmark.model import Thresholds
from assess.errors import AssessError

from .conftest import FIRST, contributions, released, single

ONE = Relations(leaves=("overall",))
OVERALL = ("overall",)
WIDE = [10, 60, 110, 160, 210, 260, 310, 360, 410, 460]
"""Ten scores far apart: whoever tells, the rest can still be anywhere."""


def of(votes, quarters=None):
    return contributions(votes, quarters, nodes=OVERALL)


def test_nothing_published_passes():
    found = audit(released(of(single("C", WIDE[:9]))), ONE, Thresholds())
    assert found.is_passed
    assert found.tightest is None
    assert explain(found) == "Nothing is published, so nothing can be found out."
    assert audit((), ONE, Thresholds()).is_passed


def test_ten_different_scores_pass():
    found = audit(released(of(single("C", WIDE))), ONE, Thresholds())
    assert found.is_passed
    assert found.tightest.width >= 1.5
    assert found.tightest.alike == 10
    assert found.cells == 2


@pytest.mark.parametrize("score", [0, 250, 500])
def test_ten_equal_scores_fail(score):
    """A mean of 0.0 or 5.0 gives everybody away; so does one value that all have."""
    found = audit(released(of(single("C", [score] * 10))), ONE, Thresholds())
    assert not found.is_passed
    assert found.tightest.width == 0
    assert {"all", "C"} <= {place.cohort for place in found.failures[0].bound.places}


def nested(rest):
    """Ten in a cohort, and five whose size is not known beside them."""
    return of([*single("C/small", WIDE), *single("C", rest, first=20)])


def test_five_alike_beside_a_published_child_fail_and_the_child_is_named():
    releases = released(nested([240, 245, 250, 255, 260]), withdrawn=())
    assert {"all", "C", "C/small"} == set(releases[0].edition.cells)
    found = audit(releases, ONE, Thresholds(width=0.5))
    assert not found.is_passed
    assert found.failures[0].bound.alike == 5
    assert found.withdraw == ("C/small",)
    mended = released(nested([240, 245, 250, 255, 260]), withdrawn=found.withdraw)
    assert audit(mended, ONE, Thresholds(width=0.5)).is_passed


def test_newcomers_are_told_from_those_who_were_there():
    votes = [*single("C", WIDE), *single("C", [200, 205, 210, 215, 220], first=20)]
    releases = released(of(votes, [0] * 10 + [1] * 5), (0, 1))
    assert releases[1].edition.cells["C"]["overall"].held_from == ""
    found = audit(releases, ONE, Thresholds(width=0.6))
    assert not found.is_passed
    newcomers = found.failures[0].bound
    assert newcomers.alike == 5
    assert {place.edition for place in newcomers.places} == {releases[1].edition.manifest.edition}
    assert set(found.withdraw) <= {"C", "all"}
    mended = released(of(votes, [0] * 10 + [1] * 5), (0, 1), withdrawn=found.withdraw)
    assert audit(mended, ONE, Thresholds(width=0.6)).is_passed


def test_a_cell_carried_forward_is_one_cell():
    votes = [*single("C", WIDE), *single("C", [100], first=20)]
    releases = released(of(votes, [0] * 10 + [1]), (0, 1))
    assert releases[1].edition.cells["C"]["overall"].held_from
    assert len(gather(releases).tables) == len(gather(releases[:1]).tables)
    both, first = (audit(each, ONE, Thresholds()) for each in (releases, releases[:1]))
    assert (both.tightest.width, both.cells) == (first.tightest.width, first.cells)


def test_a_cell_from_an_edition_that_is_missing_is_refused():
    votes = [*single("C", WIDE), *single("C", [100], first=20)]
    releases = released(of(votes, [0] * 10 + [1]), (0, 1))
    with pytest.raises(AssessError, match="carried forward"):
        audit(releases[1:], ONE, Thresholds())


def test_a_revised_vote_is_another_unknown():
    votes = [*single("C", WIDE), *single("C", [each + 5 for each in WIDE])]
    evidence = gather(released(of(votes, [0] * 10 + [4] * 10), (0, 4)))
    assert len(evidence.group) == 20
    assert len(np.unique(evidence.group)) == 10
    same = gather(released(of(single("C", WIDE)), (0, 1)))
    assert len(same.group) == 10


def test_one_alone_in_its_cells_is_bounded_by_what_rounding_hides():
    thresholds = Thresholds(difference=1, min_n=10)
    votes = of([*single("C/small", WIDE), *single("C", [200], first=20)])
    releases = released(votes, thresholds=thresholds)
    found = audit(releases, ONE, thresholds)
    alone = next(each.bound for each in found.failures if each.bound.alike == 1)
    assert alone.width < 1.5
    assert alone.how in ("alone", "pair", "programme", "none")


def test_a_larger_coalition_never_widens():
    for seed in range(3):
        random = np.random.default_rng(seed)
        votes = [
            *single("C/small", random.integers(0, 500, 10).tolist()),
            *single("C", random.integers(0, 500, 6).tolist(), first=20),
        ]
        releases = released(of(votes))
        widths = [audit(releases, ONE, Thresholds(coalition=size)).tightest.width for size in (1, 2, 3, 4)]
        limit = 1.5  # beyond the limit nothing wider is sought
        assert all(min(a, limit) >= min(b, limit) for a, b in pairwise(widths))


def test_withdrawing_never_fails_more():
    for seed in range(4):
        random = np.random.default_rng(seed)
        votes = of(
            [
                *single("C/small", random.integers(0, 500, 11).tolist()),
                *single("C/large", random.integers(0, 500, 10).tolist(), first=20),
                *single("C", random.integers(0, 500, 6).tolist(), first=40),
            ]
        )
        whole = audit(released(votes), ONE, Thresholds())
        for cohort in ("C/small", "C/large", "C"):
            less = audit(released(votes, withdrawn=(cohort,)), ONE, Thresholds())
            assert min(less.tightest.width, 1.5) >= min(whole.tightest.width, 1.5)


def test_explanation_names_cells_and_figures_and_nobody():
    releases = released(nested([240, 245, 250, 255, 260]))
    found = audit(releases, ONE, Thresholds(width=0.5))
    text = explain(found)
    assert "one of 5 organisations counted in: C (" in text
    assert "withdraw: C/small" in text
    assert "the 3 others worst for it" in text
    said = text + msgspec.json.encode(found).decode()
    assert not [group for group in releases[0].votes.group.tolist() if str(group) in said]


def test_same_audit_twice_is_the_same():
    releases = released(nested([240, 245, 250, 255, 400]))
    once, again = (audit(releases, ONE, Thresholds()) for _ in range(2))
    assert once == again


ITEMS = ("overall", "question/a")


def lacking(count: int):
    """Forty in a cohort, of whom the last few lack a score on a question."""
    rows = [(1 + at, "C", (12 * at, -1 if at >= 40 - count else 12 * at)) for at in range(40)]
    return contributions(rows, nodes=ITEMS)


def remedied(releases):
    """What would have to go if nothing but exchange were shown, by kind."""
    inquiry = Inquiry(gather(releases), Relations())
    return remedy(
        inquiry.evidence, Relations(), inquiry.kind, np.zeros(len(inquiry.kind), dtype=bool), 150, 3
    )


def test_who_skipped_a_question_is_part_of_what_is_sought_and_sets_nobody_apart():
    found = audit(released(lacking(6)), Relations(), Thresholds())
    assert found.is_passed
    assert found.tightest.how == "exchange"


def test_a_question_can_be_withheld_alone():
    mended = build(lacking(6), quarter=FIRST, withheld=("question/a",))
    assert mended.edition.manifest.withheld["C"] == {"question/a": "audit"}
    assert set(mended.edition.cells["C"]) == {"overall"}


def test_questions_are_told_of_large_cohorts_only():
    rows = [(1 + at, "C/small" if at < 29 else "C", (12 * at, 12 * at)) for at in range(40)]
    edition = released(contributions(rows, nodes=ITEMS))[0].edition
    assert set(edition.cells["C"]) == set(ITEMS)
    assert set(edition.cells["C/small"]) == {"overall"}
    assert edition.manifest.withheld["C/small"] == {"question/a": "item_nonresponse"}
    lower = released(contributions(rows, nodes=ITEMS), thresholds=Thresholds(item_n=29))[0].edition
    assert set(lower.cells["C/small"]) == set(ITEMS)


def test_many_failures_are_mended_at_once_and_little_is_lost():
    random = np.random.default_rng(3)
    votes = [
        each
        for number in range(20)
        for each in single(
            f"C/size-{number}",
            random.integers(100, 280 if number % 2 else 480, 12).tolist(),
            first=1 + 12 * number,
        )
    ]
    releases = released(of(votes))
    ranges = by_exchange(Inquiry(gather(releases), ONE), 3)
    assert sum(each.width.min() < 150 for each in ranges) > 5
    gone = {cohort for each in remedied(releases).values() for cohort in each.cohorts}
    mended = released(of(votes), withdrawn=sorted(gone))
    assert {"all", "C"} <= set(mended[0].edition.cells)
    assert len(mended[0].edition.cells) > 2
    found = audit(mended, ONE, Thresholds())
    assert found.is_passed
    assert found.tightest.how == "exchange"
