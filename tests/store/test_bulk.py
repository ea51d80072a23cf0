"""Many at once: all or none, once per key, and what an edition is built from."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest
from store_sample import BEGINNING, QUESTIONS, Clock, complete, score

from assess.assessment.model import UNANSWERED, Answer, Assessment
from assess.errors import Conflict
from assess.store.store import Store


def made(number: int, **changes) -> Assessment:
    """Made elsewhere; its first rung is its number modulo 6, its second half is not answered."""
    fields = {
        "id": f"import-{number}",
        "questionnaire": "cx",
        "version": "1.0.0",
        "hash": "h1",
        "profile": {"industry": "CDE"[number % 3], "size": "small", "region": "east"},
        "answers": {q: Answer(number % 6) if q == "q-0" else UNANSWERED for q in QUESTIONS},
        "submitted_at": datetime(2026, 1, 1 + number % 28, tzinfo=UTC),
        "contributes": True,
        "source": "import",
    }
    return Assessment(**fields | changes)


def test_added_assessments_come_back_as_they_were(store: Store) -> None:
    sent = [made(number) for number in range(50)]
    added = store.add_many(sent, key="b").result()
    assert (added.count, added.repeated) == (50, False)
    kept = {submission.assessment.id: submission for submission in store.submissions()}
    assert {key: submission.assessment for key, submission in kept.items()} == {
        item.id: item for item in sent
    }
    assert [kept[item.id].scores for item in sent] == score(sent)


def test_batch_with_a_known_key_adds_nothing(path: Path) -> None:
    with Store.open(path, score=score) as store:
        store.add_many([made(1)], key="b").result()
    with Store.open(path, score=score) as store:
        again = store.add_many([made(1), made(2)], key="b").result()
        assert (again.count, again.repeated) == (1, True)
        assert len(list(store.submissions())) == 1


def test_known_id_refuses_the_whole_batch(store: Store) -> None:
    store.add_many([made(1)], key="b").result()
    with pytest.raises(Conflict, match="import-1"):
        store.add_many([made(0), made(1), made(2)], key="c").result()
    assert len(list(store.submissions())) == 1
    assert store.add_many([made(0), made(2)], key="c").result().count == 2


def test_id_twice_in_a_batch_is_refused(store: Store) -> None:
    with pytest.raises(Conflict, match="twice"):
        store.add_many([made(1), made(1)], key="b")


def test_id_of_a_draft_cannot_be_taken(store: Store) -> None:
    begun = store.begin(**BEGINNING).result()
    with pytest.raises(Conflict):
        store.add_many([made(1, id=begun.draft.id)], key="b").result()


def test_failed_batch_does_not_hurt_the_queue(store: Store) -> None:
    store.add_many([made(1)], key="b").result()
    failing = store.add_many([made(1)], key="c")
    begun = store.begin(**BEGINNING)
    with pytest.raises(Conflict):
        failing.result()
    assert store.submit(begun.result().token, key="k", complete=complete).result()


def test_batch_of_two_questionnaires(store: Store) -> None:
    store.add_many([made(1), made(2, questionnaire="ux"), made(3)], key="b").result()
    assert [submission.assessment.id for submission in store.submissions("ux")] == ["import-2"]
    assert len(list(store.submissions("cx"))) == 2


def test_time_not_given_becomes_now(store: Store, clock: Clock) -> None:
    store.add_many([made(1, submitted_at=None)], key="b").result()
    assert store.submission("import-1").submitted_at == clock()


def test_ids_and_answers_are_stored_once_and_small(path: Path) -> None:
    with Store.open(path, score=score) as store:
        store.add_many([made(number) for number in range(100)], key="b").result()
    with duckdb.connect(str(path)) as connection:
        assert connection.execute(
            "select count(*), max(octet_length(answers)) < 25 from submission, model"
        ).fetchall() == [(100, True)]
