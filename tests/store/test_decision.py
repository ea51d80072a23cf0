"""Decisions about contributions: added, never changed; the latest of its kind counts."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from contribution_sample import HIGH, add, batch_of, decided, origin_of
from store_sample import BEGINNING, Clock, complete, score

from assess.assessment.model import Answer
from assess.errors import Conflict, NotFound
from assess.scoring.panel import Panel
from assess.store.backup import check
from assess.store.record import Party, Sweep
from assess.store.store import Store

PARTY = Party(group=HIGH + 1, round=HIGH + 2)


def submitted(store: Store, party: Party | None = PARTY, *, contributes: bool = True) -> str:
    """The id of an assessment that was submitted by form."""
    token = store.begin(**BEGINNING).result().token
    store.save(token, base=0, changes={"q-0": Answer(3)}).result()

    def consenting(draft):
        from msgspec.structs import replace

        return replace(complete(draft), contributes=contributes)

    return store.submit(token, key="k", complete=consenting, party=party).result().assessment.id


def test_contribution_waits_until_somebody_decides(store: Store) -> None:
    id = submitted(store)
    found = store.standing(id)
    assert (found.state, found.party, found.account, found.source) == ("waiting", PARTY.group, None, "form")
    assert decided(store, "accepted", id) == 1
    assert store.standing(id).state == "accepted"
    assert decided(store, "refused", id, because="a test") == 1
    assert (store.standing(id).state, store.standing(id).because) == ("refused", "a test")
    assert decided(store, "accepted", id) == 1
    assert store.standing(id).state == "accepted"


def test_without_consent_nothing_is_kept_of_the_group(store: Store) -> None:
    id = submitted(store, contributes=False)
    assert (store.standing(id).state, store.standing(id).party) == ("none", None)
    assert list(store.standings()) == []
    with pytest.raises(Conflict):
        decided(store, "accepted", id)


def test_withdrawn_is_not_accepted_again_by_anybody(store: Store) -> None:
    id = submitted(store)
    decided(store, "accepted", id)
    assert decided(store, "withdrawn", id) == 1
    assert store.standing(id).state == "withdrawn"
    for kind in ("accepted", "refused"):
        with pytest.raises(Conflict):
            decided(store, kind, id)
    assert store.standing(id).state == "withdrawn"


def test_consent_given_again_needs_to_be_accepted_again(store: Store) -> None:
    id = submitted(store)
    decided(store, "accepted", id)
    decided(store, "withdrawn", id)
    assert decided(store, "offered", id) == 1
    assert (store.standing(id).state, store.standing(id).party) == ("waiting", PARTY.group)
    decided(store, "accepted", id)
    assert store.standing(id).state == "accepted"


def test_who_did_not_contribute_can_do_so_later_with_a_group(store: Store) -> None:
    id = submitted(store, contributes=False)
    decided(store, "offered", id, party=PARTY)
    assert (store.standing(id).state, store.standing(id).party) == ("waiting", PARTY.group)
    assert not store.submission(id).assessment.contributes, "the consent that was given stays what it was"


def test_deciding_twice_changes_nothing_the_second_time(store: Store) -> None:
    id = submitted(store)
    for kind in ("accepted", "withdrawn"):
        assert decided(store, kind, id) == 1
        assert decided(store, kind, id) == 0
        assert decided(store, kind, id, id) == 0


def test_later_group_counts_and_the_occasion_stays(path: Path) -> None:
    with Store.open(path, score=score) as store:
        id = submitted(store)
        decided(store, "grouped", id, party=Party(group=7, round=8))
        assert store.standing(id).party == 7
    with duckdb.connect(str(path)) as connection:
        assert connection.execute("select party, round from standing").fetchall() == [(7, PARTY.round)]


def test_one_that_is_not_there_refuses_the_whole_decision(store: Store) -> None:
    id = submitted(store)
    with pytest.raises(NotFound):
        decided(store, "accepted", id, "nobody")
    with pytest.raises(Conflict) as caught:
        decided(store, "accepted", id, submitted(store, contributes=False))
    assert id not in caught.value.where
    assert store.standing(id).state == "waiting"


def test_refused_decision_does_not_hurt_the_queue(store: Store) -> None:
    id = submitted(store)
    failing, passing = (
        store.decide(Sweep(by="anna", questionnaire=name, most_signals=most))  # type: ignore[arg-type]
        for name, most in (("cx", "many"), ("cx", 6))
    )
    with pytest.raises(Exception, match=r"."):
        failing.result()
    assert passing.result() == 1
    assert store.standing(id).state == "accepted"


def test_decisions_outlive_the_process_and_are_in_a_copy(path: Path, tmp_path: Path) -> None:
    with Store.open(path, score=score) as store:
        id = submitted(store)
        decided(store, "accepted", id)
        store.backup(tmp_path / "copy.db")
    for each in (path, tmp_path / "copy.db"):
        with Store.open(each, score=score) as store:
            assert store.standing(id).state == "accepted"
            assert store.check() == []
            decided(store, "withdrawn", id)
        assert check(each) == []


def test_every_decision_is_kept_with_who_took_it_and_when(path: Path, clock: Clock) -> None:
    with Store.open(path, score=score, clock=clock) as store:
        id = submitted(store)
        clock.advance(days=1)
        decided(store, "accepted", id)
        decided(store, "withdrawn", id)
    with duckdb.connect(str(path)) as connection:
        rows = connection.execute("select number, kind, decided_by, decided_at from decision order by number")
        found = rows.fetchall()
    assert [row[:3] for row in found] == [
        (1, "grouped", "form"),
        (2, "accepted", "anna"),
        (3, "withdrawn", "anna"),
    ]
    assert (found[1][3] - found[0][3]).days == 1


def test_all_that_waits_is_accepted_at_one_stroke(scored: Store, panel: Panel) -> None:
    add(scored, panel, batch_of(40), origin_of(list(range(1, 41))))
    decided(scored, "refused", "org-1")
    decided(scored, "withdrawn", "org-2")
    assert scored.decide(Sweep(by="anna", questionnaire="other", most_signals=6)).result() == 0
    assert scored.decide(Sweep(by="anna", most_signals=6)).result() == 38
    assert scored.decide(Sweep(by="anna", most_signals=6)).result() == 0
    states = [standing.state for standing in scored.standings()]
    assert (states.count("accepted"), states.count("refused"), states.count("withdrawn")) == (38, 1, 1)
    assert list(scored.standings(waiting=True)) == []


def test_older_database_keeps_its_contributions_waiting(path: Path) -> None:
    from assess.store.connection import migrations

    with duckdb.connect(str(path)) as connection:
        for number in (1, 2, 3):
            connection.execute(migrations()[number])
        connection.execute("insert into meta values (3, now()::timestamp)")
        connection.execute("insert into model values (1, 'cx', '1', 'h', [], ['overall'])")
        connection.execute(
            "insert into submission select 'a', '', now()::timestamp, 'C', null, null, true, false, 'form', "
            "'\\x01\\x92\\x90\\x80'::blob, '\\x01\\x90'::blob, [342], 1, 0"
        )
    with Store.open(path, score=score) as store:
        found = store.standing("a")
    assert (found.state, found.party) == ("waiting", None)
