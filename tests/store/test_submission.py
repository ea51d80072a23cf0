"""Submit once; one bad neighbour; what is read back."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from msgspec.structs import replace
from store_sample import BEGINNING, QUESTIONS, complete, score

from assess.assessment.model import UNANSWERED, Answer, State
from assess.errors import Conflict, InvalidAnswer, NotFound
from assess.store.refusal import Busy, NotWritten
from assess.store.store import Store


def answered(store: Store, rung: int = 3) -> str:
    token = store.begin(**BEGINNING).result().token
    store.save(token, base=0, changes={"q-0": Answer(rung), "q-5": Answer(state=State.UNKNOWN)}).result()
    return token


def test_submission_holds_answers_and_scores(store: Store) -> None:
    token = answered(store)
    submission = store.submit(token, key="k", complete=complete).result()
    assert submission.assessment.answers["q-0"] == Answer(3)
    assert submission.assessment.answers["q-1"] == UNANSWERED
    assert submission.scores.overall.score == 300
    assert submission.scores.nodes["second"].score is None
    assert submission.assessment.submitted_at == submission.submitted_at


def test_reopened_store_gives_the_same_submission(path: Path) -> None:
    with Store.open(path, score=score) as store:
        token = answered(store)
        submission = store.submit(token, key="k", complete=complete).result()
    with Store.open(path, score=score) as store:
        assert store.submission(submission.assessment.id) == submission
        assert store.draft(token).submission == submission
        assert store.submit(token, key="k", complete=complete).result() == submission
        assert list(store.submissions("cx")) == [submission]
        assert list(store.submissions("other")) == []


def test_submitting_again_with_the_key_counts_once(store: Store) -> None:
    token = answered(store)
    futures = [store.submit(token, key="k", complete=complete) for _ in range(5)]
    assert len({future.result().assessment.id for future in futures}) == 1
    assert len(list(store.submissions())) == 1


def test_another_key_after_submission_is_a_conflict(store: Store) -> None:
    token = answered(store)
    store.submit(token, key="k", complete=complete).result()
    with pytest.raises(Conflict):
        store.submit(token, key="other", complete=complete).result()


def test_unknown_submission_is_not_found(store: Store) -> None:
    with pytest.raises(NotFound):
        store.submission("nothing")


def hold(store: Store) -> threading.Event:
    """Keep the writer thread in one write until the event is set: the writes after it become one group."""
    entered, release = threading.Event(), threading.Event()

    def wait(draft):
        entered.set()
        release.wait(10)
        return complete(draft)

    store.submit(answered(store), key="k", complete=wait)
    assert entered.wait(10)
    return release


def test_refused_submission_does_not_take_its_group_with_it(store: Store) -> None:
    def refuse(draft):
        raise InvalidAnswer("Question q-1 must be answered.", where="q-1")

    tokens = [answered(store, rung) for rung in range(4)]
    release = hold(store)
    futures = [
        store.submit(token, key="k", complete=refuse if place == 2 else complete)
        for place, token in enumerate(tokens)
    ]
    unknown = store.save("x" * 32, base=0, changes={})
    release.set()
    assert [futures[place].result().scores.overall.score for place in (0, 1, 3)] == [0, 100, 300]
    with pytest.raises(InvalidAnswer):
        futures[2].result()
    with pytest.raises(NotFound):
        unknown.result()
    assert store.submit(tokens[2], key="k", complete=complete).result().scores.overall.score == 200


def test_one_that_cannot_be_scored_fails_alone_and_the_group_is_scored_in_one_call(path: Path) -> None:
    calls = []

    def touchy(assessments):
        calls.append(len(assessments))
        if any(assessment.answers["q-0"] == Answer(2) for assessment in assessments):
            raise ZeroDivisionError("a bug in scoring")
        return score(assessments)

    with Store.open(path, score=touchy) as store:
        tokens = [answered(store, rung) for rung in (1, 2, 3)]
        release = hold(store)
        calls.clear()
        futures = [store.submit(token, key="k", complete=complete) for token in tokens]
        release.set()
        assert [futures[place].result().scores.overall.score for place in (0, 2)] == [100, 300]
        with pytest.raises(ZeroDivisionError):
            futures[1].result()
        assert calls[1:] == [3, 1, 1, 1]
        assert store.draft(tokens[1]).submission is None


def test_saves_of_one_group_build_on_each_other(store: Store) -> None:
    token = store.begin(**BEGINNING).result().token
    release = hold(store)
    futures = [store.save(token, base=0, changes={"q-1": Answer(rung)}) for rung in (1, 2)]
    futures.append(store.submit(token, key="k", complete=complete))
    futures.append(store.save(token, base=0, changes={"q-2": Answer(1)}))
    release.set()
    assert futures[0].result().conflicts == ()
    assert futures[1].result().conflicts == ("q-1",)
    assert futures[2].result().assessment.answers["q-1"] == Answer(1)
    with pytest.raises(Conflict):
        futures[3].result()


def test_group_that_cannot_be_committed_leaves_nothing_behind(store: Store) -> None:
    token = answered(store)
    draft = store.draft(token)
    store.submit(answered(store), key="k", complete=complete).result()
    release = hold(store)
    futures = [
        store.save(token, base=1, changes={"q-1": Answer(5)}),
        store.begin(**BEGINNING),
        store.submit(token, key="k", complete=complete),
    ]
    with store._ledger.cursor() as intruder:  # takes the id, so that the insert of the submission must fail
        intruder.execute(
            "insert into submission select * replace ($id as id) from submission limit 1", {"id": draft.id}
        )
    release.set()
    for future in futures:
        with pytest.raises(NotWritten):
            future.result()
    with store._ledger.cursor() as intruder:
        intruder.execute("delete from submission where id = $id", {"id": draft.id})
        assert intruder.execute("select count(*) from draft").fetchall() == [(3,)]
    assert store.draft(token) == draft
    assert store.save(token, base=1, changes={"q-1": Answer(4)}).result().revision == 2
    assert store.submit(token, key="k", complete=complete).result().assessment.answers["q-1"] == Answer(4)
    assert store.check() == []


def test_text_that_is_no_text_fails_alone(store: Store) -> None:
    broken = "half a \ud83d smile"
    tokens = [answered(store) for _ in range(3)]
    release = hold(store)
    futures = [
        store.begin(**{**BEGINNING, "language": broken}),
        store.save(tokens[0], base=1, changes={"q-1": Answer(1, comment=broken)}),
        store.submit(
            tokens[1], key="k", complete=lambda draft: replace(complete(draft), profile={"industry": broken})
        ),
    ]
    good = store.submit(tokens[2], key="k", complete=complete)
    release.set()
    for future in futures:
        with pytest.raises(UnicodeEncodeError):
            future.result()
    assert good.result().scores.overall.score == 300
    assert store.draft(tokens[0]).revision == 1
    assert store.draft(tokens[1]).submission is None


def test_remembered_draft_is_the_stored_one(store: Store) -> None:
    token = answered(store)
    store.submit(token, key="k", complete=complete).result()
    remembered = store.draft(token)
    store._ledger.recent.clear()
    assert store.draft(token) == remembered


def test_full_queue_says_busy_and_goes_on(path: Path) -> None:
    with Store.open(path, score=score, queue_limit=5) as store:
        token = answered(store)
        release = hold(store)
        waiting = [store.save(token, base=1, changes={question: Answer(1)}) for question in QUESTIONS[1:6]]
        with pytest.raises(Busy) as caught:
            store.save(token, base=1, changes={"q-7": Answer(1)})
        assert caught.value.status == 503
        release.set()
        assert [future.result().revision for future in waiting] == [2, 3, 4, 5, 6]
        assert store.save(token, base=6, changes={"q-7": Answer(1)}).result().revision == 7


def test_reading_does_not_wait_for_the_writer(store: Store) -> None:
    token = answered(store)
    store.submit(token, key="k", complete=complete).result()
    release = hold(store)
    assert len(list(store.submissions())) == 1
    assert store.draft(token).submission is not None
    release.set()


def test_closing_writes_what_is_queued(path: Path) -> None:
    store = Store.open(path, score=score)
    tokens = [answered(store) for _ in range(20)]
    futures = [store.submit(token, key="k", complete=complete) for token in tokens]
    store.close()
    assert all(future.done() and future.exception() is None for future in futures)
    with pytest.raises(Busy):
        store.begin(**BEGINNING)
    with Store.open(path, score=score) as again:
        assert len(list(again.submissions())) == 20


def test_profile_field_without_a_column_and_one_not_given_come_back(store: Store) -> None:
    token = store.begin(**{**BEGINNING, "profile": {"size": "small", "sector": "public"}}).result().token
    submission = store.submit(token, key="k", complete=complete).result()
    assert store.submission(submission.assessment.id).assessment.profile == {
        "size": "small",
        "sector": "public",
    }


def test_two_versions_live_side_by_side(store: Store) -> None:
    tokens = [store.begin(**{**BEGINNING, "hash": content}).result().token for content in ("h1", "h2")]
    old = store.submit(tokens[0], key="k", complete=complete).result()
    new = store.submit(
        tokens[1],
        key="k",
        complete=lambda draft: replace(complete(draft), answers={"other": UNANSWERED, "q-1": Answer(2)}),
    ).result()
    for submission in (old, new):
        assert store.submission(submission.assessment.id) == submission
    assert store.submission(new.assessment.id).assessment.hash == "h2"
