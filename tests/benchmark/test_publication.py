"""The life of an edition: candidate, release, what is refused, what is forgotten."""

from __future__ import annotations

import stat
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from assess.benchmark import ballot
from assess.benchmark.archive import DamagedEdition, read, read_signature
from assess.benchmark.contribution import PER_ROW, join
from assess.benchmark.gate import NotSafe
from assess.benchmark.keyring import LostKey, adopt, check_keys, group_key, signing_key
from assess.benchmark.model import Thresholds
from assess.benchmark.publication import Plan, forget, propose, publish
from assess.benchmark.quarter import parse
from assess.benchmark.shelf import alone, candidate_named, listed, locate, past, up_to
from assess.errors import AssessError, Conflict, NotFound

from .instance import GROUP_KEY, INSTRUMENT, LENIENT, TODAY, Instance, attack, contributions_of, passing


@pytest.fixture
def instance(tmp_path) -> Instance:
    return Instance(tmp_path / "data")


def test_candidate_is_seen_by_nobody_until_it_is_released(instance):
    id = instance.build(contributions_of(range(20)))
    assert instance.find() is None
    released = instance.publish(id)
    assert instance.find().manifest.edition == id
    assert released.signature.published_on == TODAY
    assert not list(instance.shelf.candidates.iterdir())
    assert {
        path.name: stat.S_IMODE(path.stat().st_mode) for path in released.folder.iterdir()
    } == dict.fromkeys(("README.md", "cells.csv", "cells.json", "manifest.json", "signature.json"), 0o444)


def test_same_contributions_in_any_order_give_the_same_bytes(instance, tmp_path):
    made = contributions_of(range(40), cohorts=("C", "G"))
    instance.build(made)
    first = instance.files()
    instance.build(made)
    assert instance.files() == first
    other = Instance(tmp_path / "other")
    other.build(made.take(np.random.default_rng(3).permutation(40)))
    assert other.files() == first


def test_building_again_replaces_the_candidate_and_its_votes(instance):
    first = instance.build(contributions_of(range(20)))
    second = instance.build(contributions_of(range(25)))
    assert first != second
    assert [path.name for path in instance.shelf.candidates.iterdir()] == [second]
    assert [path.name for path in instance.shelf.votes.glob("*.parquet")] == [f"{second}.parquet"]


def test_votes_survive_the_disk_and_only_the_owner_reads_them(instance):
    made = contributions_of(range(30), cohorts=("C", "G"))
    instance.shelf.votes.mkdir(parents=True)
    path = ballot.keep(made, instance.shelf.votes, "2026-q2-x")
    back = ballot.recall(instance.shelf.votes, "2026-q2-x")
    for column in PER_ROW:
        np.testing.assert_array_equal(getattr(back, column), getattr(made, column))
        assert getattr(back, column).dtype == getattr(made, column).dtype
    assert (back.instrument, back.paths, back.synthetic) == (made.instrument, made.paths, made.synthetic)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    instance.build(made)
    assert stat.S_IMODE(instance.shelf.candidates.stat().st_mode) == 0o700


def test_no_votes_can_be_kept_too(tmp_path):
    ballot.keep(contributions_of(()), tmp_path / "votes", "empty")
    assert len(ballot.recall(tmp_path / "votes", "empty")) == 0


def test_damaged_votes_say_what_to_do(instance):
    id = instance.build(contributions_of(range(20)))
    (instance.shelf.votes / f"{id}.parquet").write_bytes(b"PAR1 not any more")
    with pytest.raises(AssessError, match="cannot be read") as refusal:
        instance.publish(id)
    assert "back-up" in refusal.value.remedy


def test_quarter_is_released_once(instance):
    first = instance.release(contributions_of(range(20)))
    before = instance.files()
    for quarter in ("2026-q2", "2026-q1"):
        with pytest.raises(Conflict, match="released already"):
            instance.build(contributions_of(range(40)), quarter)
    with pytest.raises(Conflict, match="released already"):
        instance.publish(first.manifest.edition)
    assert instance.files() == before


def test_candidate_of_before_the_last_release_must_be_built_again(instance):
    stale = instance.build(contributions_of(range(20)), "2026-q2")
    instance.release(contributions_of(range(20)), "2026-q1")
    with pytest.raises(Conflict, match="another edition was released") as refusal:
        instance.publish(stale)
    assert "edition build 2026-q2 --questionnaire cx" in refusal.value.remedy
    instance.release(contributions_of(range(20)), "2026-q2")


def test_two_questionnaires_have_a_row_of_editions_each(instance):
    instance.release(contributions_of(range(20)))
    other = replace(INSTRUMENT, questionnaire="other", hash="b" * 64)
    instance.release(contributions_of(range(20), instrument=other))
    assert instance.find("other").manifest.before == ""
    assert len(past(instance.shelf, "b" * 64).releases) == 1


def test_synthetic_and_real_editions_do_not_follow_one_another(instance):
    instance.release(
        contributions_of(range(20), synthetic=True), thresholds=Thresholds(width=0, min_age_days=0)
    )
    released = instance.release(contributions_of(range(20)))
    assert released.manifest.before == ""


@pytest.mark.parametrize("name", ["manifest.json", "cells.json", "cells.csv", "README.md"])
def test_changed_candidate_is_not_released(instance, name):
    id = instance.build(contributions_of(range(20)))
    path = instance.shelf.candidates / id / name
    text = bytearray(path.read_bytes())
    text[len(text) // 2] ^= 1
    path.write_bytes(text)
    with pytest.raises(DamagedEdition):
        instance.publish(id)
    assert instance.find() is None


def test_contributions_wait_before_they_are_released(instance):
    id = instance.build(contributions_of(range(20)))
    with pytest.raises(Conflict, match="90 days") as refusal:
        instance.publish(id, date(2026, 9, 27))
    assert "2026-09-28" in refusal.value.remedy
    instance.publish(id, date(2026, 9, 28))


def test_only_made_up_contributions_need_not_wait(instance):
    at_once = Thresholds(width=0, min_age_days=0)
    with pytest.raises(AssessError, match="must wait"):
        instance.build(contributions_of(range(20)), thresholds=at_once)
    made_up = contributions_of(range(20), synthetic=True)
    instance.release(made_up, "2026-q2", date(2026, 5, 5), thresholds=at_once)


def test_what_organisations_contributed_is_told_by_no_laxer_rules(instance):
    given, plan = (
        contributions_of(range(20)),
        Plan(quarter=parse("2026-q2"), thresholds=LENIENT, group_key=GROUP_KEY),
    )
    with pytest.raises(AssessError) as refusal:
        propose(lambda: given, plan, instance.shelf, attack)
    assert refusal.value.where == "thresholds.width"
    assert not instance.files()
    id = instance.build(given, thresholds=LENIENT)  # as by a program that took them
    with pytest.raises(AssessError) as refusal:
        publish(id, instance.shelf, signing_key(instance.keys), TODAY, lambda manifest: given)
    assert refusal.value.where == "thresholds.width"
    assert instance.find() is None


def test_clock_that_runs_backwards_is_refused(instance):
    released = instance.release(contributions_of(range(20)), "2026-q1")
    id = instance.build(contributions_of(range(20)), "2026-q2")
    with pytest.raises(Conflict, match="by the clock of this machine") as refusal:
        instance.publish(id, date(2026, 11, 21))
    assert released.manifest.edition in refusal.value.what
    instance.publish(id, TODAY)


def test_nothing_to_publish_says_how_many_are_needed(instance):
    for groups in (range(0), range(9)):
        with pytest.raises(AssessError, match="No edition yet: at least 10 contributions are needed"):
            instance.build(contributions_of(groups))
    assert not instance.shelf.candidates.exists()


def test_failing_audit_builds_nothing_and_never_tells_to_withdraw_everything(instance):
    alike = contributions_of(range(12))
    alike.score[:] = 250
    with pytest.raises(NotSafe) as refusal:
        instance.build(alike, thresholds=Thresholds())
    assert "--withdraw" not in refusal.value.remedy
    assert "Wait for more contributions" in refusal.value.remedy
    assert not list(instance.shelf.votes.glob("*.parquet"))
    assert not instance.shelf.candidates.exists()


def test_mending_withdraws_until_the_audit_passes(instance):
    mixed = contributions_of(range(60), cohorts=("C", "G", "G/small"))
    mixed.score[mixed.leaf == 2] = 250
    with pytest.raises(NotSafe) as refusal:
        instance.build(mixed, thresholds=Thresholds())
    assert "--withdraw G/small" in refusal.value.remedy
    id = instance.build(mixed, thresholds=Thresholds(), mend=True)
    edition = read(instance.shelf.candidates / id)
    assert edition.manifest.suppressed["G/small"] == "audit"
    assert set(edition.cells) == {"all", "C", "G"}
    same = Instance(instance.data.with_name("same"))
    assert same.build(mixed, thresholds=Thresholds(), withdrawn=("G/small",)) == id


def test_released_edition_without_its_votes_stops_the_next_build(instance):
    released = instance.release(contributions_of(range(20)), "2026-q1")
    (instance.shelf.votes / f"{released.manifest.edition}.parquet").unlink()
    with pytest.raises(NotFound) as refusal:
        instance.build(contributions_of(range(20)))
    assert "back-up" in refusal.value.remedy


def test_edition_missing_from_the_row_stops_the_next_build(instance):
    first = instance.release(contributions_of(range(20)), "2026-q1")
    instance.release(contributions_of(range(20)), "2026-q2")
    first.folder.rename(instance.data / "elsewhere")
    with pytest.raises(AssessError, match="before it there is nothing here"):
        instance.build(contributions_of(range(20)), "2026-q3")


def test_next_edition_is_held_against_the_one_before(instance):
    first = instance.release(contributions_of(range(20)), "2026-q1")
    second = instance.release(contributions_of(range(21)), "2026-q2")
    assert second.manifest.before == first.manifest.edition
    cells = read(second.folder).cells["all"]
    assert {cell.held_from for cell in cells.values()} == {first.manifest.edition}


def test_another_group_key_stops_the_next_build(instance):
    instance.release(contributions_of(range(20)), "2026-q1")
    with pytest.raises(Conflict, match="marked with the key"):
        instance.build(contributions_of(range(20)), group_key="f" * 16)
    instance.build(contributions_of(range(20)), group_key=GROUP_KEY)


def test_forgotten_group_is_in_no_file_and_its_candidate_is_gone(instance):
    group = 0x1234567890ABCDEF
    made = contributions_of([*range(19), group])
    first = instance.release(made, "2026-q1")
    candidate = instance.build(made, "2026-q2")
    before = read(first.folder)
    assert forget(instance.shelf, group) == (candidate,)
    assert not (instance.shelf.candidates / candidate).exists()
    votes = ballot.recall(instance.shelf.votes, first.manifest.edition)
    assert group not in {*votes.group.tolist(), *votes.account.tolist(), *votes.round.tolist()}
    assert group + 1000 not in votes.round.tolist()
    assert sorted(map(tuple, votes.score.tolist())) == sorted(map(tuple, made.score.tolist()))
    assert read(first.folder) == before
    assert len(set(votes.group.tolist())) == 20
    assert forget(instance.shelf, group) == ()
    later = instance.release(contributions_of([*range(19), *range(100, 110)]), "2026-q2")
    assert {cell.held_from for cell in read(later.folder).cells["all"].values()} == {first.manifest.edition}


def test_forgotten_group_keeps_one_mark_in_all_editions(instance):
    ids = [
        instance.release(contributions_of(range(20)), quarter).manifest.edition
        for quarter in ("2026-q1", "2026-q2")
    ]
    forget(instance.shelf, 7)
    one, other = (set(ballot.recall(instance.shelf.votes, id).group.tolist()) for id in ids)
    assert one == other
    assert 7 not in one


def test_real_edition_without_a_signature_is_not_released(instance):
    id = instance.build(contributions_of(range(20)))
    instance.shelf.editions.mkdir()
    (instance.shelf.candidates / id).rename(instance.shelf.editions / id)
    assert instance.find() is None


def test_signature_of_another_day_or_edition_is_damage(instance):
    released = instance.release(contributions_of(range(20)), "2026-q1")
    path = released.folder / "signature.json"
    text = path.read_text()
    path.chmod(0o600)
    path.write_text(text.replace("2026-11-22", "2026-11-21"))
    with pytest.raises(DamagedEdition):
        instance.find()
    path.write_text(text)
    other = instance.release(contributions_of(range(20)), "2026-q2")
    (other.folder / "signature.json").chmod(0o600)
    (other.folder / "signature.json").write_text(text)
    with pytest.raises(DamagedEdition):
        read_signature(other.folder)


def test_only_one_process_changes_the_shelf_at_a_time(instance):
    with alone(instance.shelf), pytest.raises(Conflict, match="at this moment"):
        instance.build(contributions_of(range(20)))
    instance.build(contributions_of(range(20)))


def test_list_and_names(instance):
    first = instance.release(contributions_of(range(20)), "2026-q1").manifest.edition
    second = instance.build(contributions_of(range(40)), "2026-q2")
    found = listed(instance.shelf)
    assert [(each.manifest.edition, each.state, each.published_on) for each in found] == [
        (first, "released", TODAY),
        (second, "candidate", None),
    ]
    assert locate("2026-q1", instance.shelf).name == first
    assert locate(str(instance.shelf.candidates / second), instance.shelf).name == second
    with pytest.raises(NotFound, match="Several editions"):
        locate("2026-q", instance.shelf)
    with pytest.raises(NotFound, match="There is no edition"):
        locate("2026-q3", instance.shelf)
    releases = up_to(locate(second, instance.shelf), instance.shelf)
    assert [each.edition.manifest.edition for each in releases] == [first, second]


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(0, 2**64 - 1), min_size=1, max_size=40, unique=True), st.randoms())
def test_kept_votes_come_back_whatever_the_marks(tmp_path_factory, groups, random):
    made = contributions_of(groups)
    folder = tmp_path_factory.mktemp("votes")
    ballot.keep(made, folder, "x")
    np.testing.assert_array_equal(ballot.recall(folder, "x").group, made.group)
    gone = random.choice(groups)
    assert ballot.forget(folder, gone) == ("x",)
    assert gone not in ballot.recall(folder, "x").group.tolist()


def test_the_usual_thresholds_are_not_the_lenient_ones():
    assert Thresholds().width > LENIENT.width


def test_who_withdrew_since_the_candidate_was_built_is_not_released(instance):
    id = instance.build(contributions_of(range(40)))
    instance.current = contributions_of(range(5))
    with pytest.raises(Conflict, match="What counts has changed") as refusal:
        instance.publish(id)
    assert "edition build 2026-q2 --questionnaire cx" in refusal.value.remedy
    assert instance.find() is None
    again = instance.build(contributions_of(range(2, 40)))
    assert instance.publish(again).manifest.edition == again


@pytest.mark.parametrize("column", ["group", "account", "score", "leaf", "day"])
def test_regrouping_since_the_candidate_was_built_is_seen(instance, column):
    made = contributions_of(range(40), cohorts=("C", "G"))
    id = instance.build(made)
    changed = getattr(made, column).copy()
    changed[7] = changed[8] if column != "leaf" else 1 - changed[7]
    instance.current = replace(made, **{column: changed})
    if column == "day":
        instance.current = replace(made, day=made.day - np.timedelta64(2000, "D"))
    with pytest.raises(Conflict, match="What counts has changed"):
        instance.publish(id)
    instance.current = made.take(np.random.default_rng(5).permutation(40))
    instance.publish(id)


def test_what_came_after_the_quarter_does_not_stop_a_release(instance):
    made = contributions_of(range(40))
    id = instance.build(made)
    late = contributions_of(range(100, 130), day=date(2026, 8, 8), cohorts=("A", "C"))
    instance.current = join([made, late])
    assert instance.publish(id).manifest.edition == id


def test_of_merged_contributions_somebody_must_say_that_they_still_count(instance):
    made = contributions_of(range(40))
    merged = instance.build(made, members=("ab" * 32,))
    released = publish(merged, instance.shelf, signing_key(instance.keys), TODAY, None)
    assert released.manifest.members == ("ab" * 32,)
    own = instance.build(made, "2026-q3")
    with pytest.raises(AssessError, match="Nobody needs to state"):
        publish(own, instance.shelf, signing_key(instance.keys), date(2027, 3, 3), None)


def test_contributions_are_read_when_nobody_else_can_change_the_shelf(instance):
    """Who is forgotten while a build begins would otherwise come back with it."""

    def gather():
        with pytest.raises(Conflict, match="at this moment"):
            forget(instance.shelf, 7)
        return contributions_of(range(20))

    plan = Plan(quarter=parse("2026-q2"), thresholds=Thresholds(), group_key=GROUP_KEY)
    propose(gather, plan, instance.shelf, passing)


def test_released_edition_is_known_by_the_beginning_of_its_id(instance):
    released = instance.release(contributions_of(range(20)), "2026-q1").manifest.edition
    assert candidate_named("2026-q1", instance.shelf) == released
    with pytest.raises(Conflict, match="released already"):
        instance.publish(candidate_named("2026-q1", instance.shelf))
    candidate = instance.build(contributions_of(range(40)), "2026-q2")
    assert candidate_named("2026", instance.shelf) == candidate
    assert candidate_named("2027", instance.shelf) == "2027"


@pytest.mark.parametrize("id", ["../editions/x", "..", "", "."])
def test_candidate_is_named_by_its_id_and_by_no_path(instance, id):
    instance.build(contributions_of(range(20)))
    with pytest.raises(NotFound, match="no such candidate"):
        instance.publish(id)


def test_tampered_and_foreign_editions_are_listed_as_what_they_are(instance, tmp_path):
    first = instance.release(contributions_of(range(20)), "2026-q1")
    (first.folder / "cells.csv").chmod(0o600)
    (first.folder / "cells.csv").write_text("changed")
    other = Instance(tmp_path / "other").release(contributions_of(range(30)), "2026-q2")
    other.folder.rename(instance.shelf.editions / other.folder.name)
    found = listed(instance.shelf)
    assert [(each.state, each.released_by) for each in found] == [
        ("damaged", "this instance"),
        ("released", "an unknown key"),
    ]


@pytest.mark.parametrize("name", ["signing.key", "group.key"])
def test_lost_key_is_missed_and_never_replaced(tmp_path, name):
    folder = tmp_path / "data" / "keys"
    obtain = {"signing.key": signing_key, "group.key": group_key}[name]
    obtain(folder)
    kept = (folder / name).read_bytes()
    (folder / name).unlink()
    for refused in (obtain, check_keys):
        with pytest.raises(LostKey, match="is missing"):
            refused(folder)
    assert not (folder / name).exists()
    obtain(tmp_path / "another" / "keys")
    (tmp_path / "another" / "keys" / name).rename(folder / name)
    for refused in (obtain, check_keys):
        with pytest.raises(LostKey, match="not the one"):
            refused(folder)
    (folder / name).write_bytes(kept)
    check_keys(folder)
    obtain(folder)


def test_lost_group_key_can_be_adopted_again_from_the_federation(tmp_path):
    folder = tmp_path / "data" / "keys"
    key = group_key(folder).hex()
    (folder / "group.key").unlink()
    with pytest.raises(LostKey):
        adopt(folder, "ab" * 32)
    adopt(folder, key)
    assert group_key(folder).hex() == key


def test_data_folder_is_entered_by_its_owner_alone_whoever_makes_it(tmp_path):
    signing_key(tmp_path / "one" / "keys")
    Instance(tmp_path / "two").build(contributions_of(range(20)))
    for name in ("one", "two"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o700
