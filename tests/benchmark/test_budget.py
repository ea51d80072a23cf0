"""The kept ε ledger: chosen once, paid before a release, never less than was published; and rows with exact editions."""

from __future__ import annotations

import stat
from datetime import date
from functools import partial

import pytest
from msgspec.structs import replace

from assess.benchmark import budget, publication
from assess.benchmark.archive import read
from assess.benchmark.audit.evidence import gather
from assess.benchmark.audit.gauge import ANY
from assess.benchmark.audit.load import STAGED, Gauges
from assess.benchmark.budget import Content, choose, ledger_of
from assess.benchmark.gate import NotSafe
from assess.benchmark.keyring import group_key, noise_key, signing_key
from assess.benchmark.model import Thresholds
from assess.benchmark.publication import Plan, propose, publish
from assess.benchmark.shelf import past, up_to
from assess.errors import AssessError, Conflict

from .instance import INSTRUMENT, LENIENT, TODAY, Instance, attack, quarter
from .instance import contributions_of as contributed

contributions_of = partial(contributed, synthetic=True)  # of real ones no setting may be lenient
CONTENT = Content(questionnaire="cx", questionnaire_hash=INSTRUMENT.hash, synthetic=True)
NOISY = replace(LENIENT, epsilon=1.0)
LATER = date(2027, 4, 20)


class Noisily(Instance):
    """An instance that builds with noise where it is asked to."""

    def build(self, contributions, quarter_name: str = "2026-q2", *, thresholds=NOISY, **plan) -> str:
        wanted = Plan(quarter=quarter(quarter_name), thresholds=thresholds, **plan)
        passed = propose(lambda: contributions, wanted, self.shelf, attack, noise_key(self.keys))
        return passed.release.edition.manifest.edition

    def publish(self, id: str, today: date = TODAY):
        return publish(id, self.shelf, signing_key(self.keys), today, None)

    def spent(self) -> dict[str, float]:
        return {each.edition: each.epsilon for each in ledger_of(CONTENT, self.shelf).spent}


@pytest.fixture
def instance(tmp_path) -> Noisily:
    made = Noisily(tmp_path / "data")
    made.shelf.votes.mkdir(parents=True)
    choose(CONTENT, made.shelf, 2.0)
    return made


EVERYONE = contributions_of(range(240))


def test_building_spends_nothing_and_releasing_spends_once(instance):
    first = instance.build(EVERYONE)
    assert instance.build(EVERYONE) == first
    assert instance.spent() == {}
    instance.publish(first)
    assert instance.spent() == {first: 1.0}
    assert ledger_of(CONTENT, instance.shelf).left == 1.0
    [path] = instance.shelf.votes.glob("*.ledger.json")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_the_budget_does_not_carry_is_neither_built_nor_released(instance):
    instance.release(EVERYONE, "2026-q1")
    dear = replace(NOISY, epsilon=1.5)
    with pytest.raises(Conflict, match="privacy budget: 1"):
        instance.build(EVERYONE, thresholds=dear)
    stale = instance.build(EVERYONE)
    kept = ledger_of(CONTENT, instance.shelf)
    budget._keep(CONTENT, instance.shelf, kept.spend("another", 0.5))
    with pytest.raises(Conflict, match=r"privacy budget: 0\.5"):
        instance.publish(stale)
    assert not (instance.shelf.editions / stale).exists()


def test_release_that_is_cut_off_after_it_was_paid_is_paid_once(instance, monkeypatch):
    id = instance.build(EVERYONE)

    def cut(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(publication, "sign_edition", cut)
    with pytest.raises(KeyboardInterrupt):
        instance.publish(id)
    assert instance.spent() == {id: 1.0}, "paid first: never less is written down than was published"
    monkeypatch.undo()
    instance.publish(instance.build(EVERYONE))
    assert instance.spent() == {id: 1.0}


def test_budget_is_chosen_once(instance):
    assert choose(CONTENT, instance.shelf, 3.0).budget == 3.0
    instance.release(EVERYONE)
    for other in (4.0, 2.0):
        with pytest.raises(Conflict, match="cannot be changed"):
            choose(CONTENT, instance.shelf, other)
    assert choose(CONTENT, instance.shelf, 3.0).left == 2.0


@pytest.mark.parametrize("wrong", [0.0, -1.0, float("nan"), float("inf")])
def test_budget_is_a_number_above_nothing(instance, wrong):
    with pytest.raises(AssessError, match="above 0"):
        choose(CONTENT, instance.shelf, wrong)


def test_without_a_budget_nothing_is_built_with_noise(tmp_path):
    with pytest.raises(AssessError, match="No privacy budget") as refusal:
        Noisily(tmp_path).build(EVERYONE)
    assert "edition budget cx --choose 4 --synthetic" in refusal.value.remedy


def test_made_up_and_real_contributions_have_a_budget_each(instance):
    instance.release(EVERYONE)
    apart = replace(CONTENT, synthetic=False)
    assert ledger_of(apart, instance.shelf) is None
    choose(apart, instance.shelf, 9.0)
    assert ledger_of(CONTENT, instance.shelf).budget == 2.0


@pytest.mark.parametrize("what", ["gone", "older", "damaged", "another's"])
def test_ledger_that_knows_less_than_was_published_is_refused(instance, what):
    [path] = instance.shelf.votes.glob("*.ledger.json")
    older = path.read_bytes()
    instance.release(EVERYONE, "2026-q1")
    if what == "gone":
        path.unlink()
    elif what == "older":
        path.write_bytes(older)
    elif what == "damaged":
        path.write_bytes(path.read_bytes()[:-9])
    else:
        path.write_bytes(path.read_bytes().replace(b'"cx"', b'"cy"'))
    for use in (
        lambda: instance.build(EVERYONE),
        lambda: choose(CONTENT, instance.shelf, 100.0),
    ):
        with pytest.raises(AssessError) as refusal:
            use()
        assert "back-up" in refusal.value.remedy


def test_key_of_the_noise_is_the_instances_own_and_lasts(tmp_path):
    one, other = tmp_path / "one" / "keys", tmp_path / "other" / "keys"
    assert noise_key(one) == noise_key(one) != noise_key(other)
    assert noise_key(one) not in (group_key(one), signing_key(one).private_bytes_raw())


def test_too_few_for_noise_are_told_how_many_it_takes(instance):
    with pytest.raises(AssessError, match="at least 200 contributions"):
        instance.build(contributions_of(range(150)))


# Rows in which exact editions and editions with noise follow one another.


def test_exact_edition_is_held_against_the_last_exact_one(instance):
    """Five came and went again: held against the edition with noise that is enough, against the exact one it is one vote."""
    first = instance.release(contributions_of(range(240)), "2026-q1", thresholds=LENIENT, today=LATER)
    instance.release(contributions_of(range(246)), "2026-q2", today=LATER)
    third = instance.build(contributions_of(range(1, 240)), "2026-q3", thresholds=LENIENT)
    cells = read(instance.shelf.candidates / third).cells
    assert {cell.held_from for cell in cells["all"].values()} == {first.manifest.edition}


def test_change_of_a_mean_is_not_told_across_noise(instance):
    def told(groups, name):
        made = contributions_of(groups, day=date(2026, 2, 2))
        folder = instance.release(made, name, thresholds=LENIENT, today=LATER).folder
        return read(folder).cells["all"].values()

    told(range(240), "2026-q1")
    assert all(cell.change is not None for cell in told(range(260), "2026-q2"))
    instance.release(contributions_of(range(270), day=date(2026, 2, 2)), "2026-q3", today=LATER)
    assert all(cell.change is None and not cell.held_from for cell in told(range(290), "2026-q4"))


def test_edition_with_noise_carries_nothing_forward(instance):
    """One came: without noise the old values would stand."""
    first = instance.release(contributions_of(range(240)), "2026-q1", thresholds=LENIENT, today=LATER)
    second = instance.release(contributions_of(range(241)), "2026-q2", today=LATER)
    cells = read(second.folder).cells["all"].values()
    assert not any(cell.held_from or cell.change is not None for cell in cells)
    row = past(instance.shelf, INSTRUMENT.hash, synthetic=True)
    assert [each.edition.manifest.edition for each in row.exact.releases] == [first.manifest.edition]


def test_audit_gives_noise_no_credit(instance):
    """Everybody's mean at a fine rounding bounds the one who came: with noise on it as without."""
    strict = Thresholds(min_age_days=1, coalition=1, round_to=0.001, usual_share=0.1, difference=1)
    instance.release(contributions_of(range(240)), "2026-q1", thresholds=strict, today=LATER)
    for limits in (strict, replace(strict, epsilon=1.0)):
        with pytest.raises(NotSafe):
            instance.build(contributions_of(range(241)), thresholds=limits)


def test_audit_of_noise_knows_mean_and_median_alone(instance):
    """What an edition with noise does not tell, quartiles and levels, bounds nobody in it."""
    for limits, is_wider in ((LENIENT, False), (NOISY, True)):
        id = instance.build(EVERYONE, thresholds=limits)
        gauges = Gauges(gather(up_to(instance.shelf.candidates / id, instance.shelf)))
        ranges, levels = len(gauges.of(0, 0).low), gauges.of(0, STAGED)
        assert (ranges <= 4) is is_wider, (
            "two ranges for each of the one or two votes that a median lies between"
        )
        assert levels is None or (levels.moved == ANY and not len(levels.low)) is is_wider


def test_nothing_exact_is_carried_into_an_edition_with_noise(instance):
    """Everyone withdrawn: the exact values of before do not take their place, and nothing is left."""
    instance.release(contributions_of(range(240)), "2026-q1", thresholds=LENIENT, today=LATER)
    with pytest.raises(AssessError):
        instance.build(contributions_of(range(260)), withdrawn=("all",))
