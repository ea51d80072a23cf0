"""Begin, save, come back; two tabs; expiry."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from store_sample import BEGINNING, Clock, complete, score

from assess.assessment.model import Answer, State
from assess.errors import Conflict, NotFound
from assess.store.check import Content, content_of
from assess.store.store import Store


def test_begun_draft_is_empty_and_its_token_opens_it(store: Store) -> None:
    begun = store.begin(**BEGINNING).result()
    draft = store.draft(begun.token)
    assert draft == begun.draft
    assert (draft.answers, draft.revision, draft.submission) == ({}, 0, None)
    assert draft.profile == BEGINNING["profile"]


def test_latest_answer_per_question_wins(store: Store) -> None:
    token = store.begin(**BEGINNING).result().token
    store.save(token, base=0, changes={"q-1": Answer(1), "q-2": Answer(2)}).result()
    store.save(token, base=1, changes={"q-1": Answer(4)}, profile={"size": "large"}).result()
    draft = store.draft(token)
    assert draft.answers == {"q-1": Answer(4), "q-2": Answer(2)}
    assert draft.profile == {**BEGINNING["profile"], "size": "large"}
    assert draft.revision == 2


def test_reopened_store_gives_the_same_draft(path: Path, clock: Clock) -> None:
    answers = {
        "q-0": Answer(3),
        "q-1": Answer(["a", "b"]),
        "q-2": Answer("one"),
        "q-3": Answer(state=State.NOT_APPLICABLE, reason="no shop", comment="ask Ann"),
        "q-4": Answer(state=State.UNKNOWN),
        "q-5": Answer(0),
    }
    with Store.open(path, score=score, clock=clock) as store:
        token = store.begin(**BEGINNING).result().token
        store.save(token, base=0, changes=answers).result()
        store.save(token, base=0, changes={"q-0": Answer(1), "q-7": Answer(2)}).result()
        before = store.draft(token)
    with Store.open(path, score=score, clock=clock) as store:
        assert store.draft(token) == before
        assert store.save(token, base=0, changes={"q-0": Answer(1)}).result().conflicts == ("q-0",)


def test_second_tab_does_not_overwrite_in_silence(store: Store) -> None:
    token = store.begin(**BEGINNING).result().token
    store.save(
        token, base=0, changes={"q-1": Answer(1), "q-3": Answer(3)}, profile={"size": "small"}
    ).result()
    second = store.save(
        token, base=0, changes={"q-1": Answer(5), "q-2": Answer(2)}, profile={"size": "large"}
    ).result()
    assert second.conflicts == ("q-1", "profile.size")
    assert second.missed == {"q-1": Answer(1), "q-3": Answer(3)}
    assert second.missed_profile == {"size": "small"}
    draft = store.draft(token)
    assert draft.answers == {"q-1": Answer(1), "q-2": Answer(2), "q-3": Answer(3)}
    assert draft.profile["size"] == "small"
    assert draft.revision == 2


def test_same_change_in_both_tabs_is_no_conflict(store: Store) -> None:
    token = store.begin(**BEGINNING).result().token
    store.save(token, base=0, changes={"q-1": Answer(1)}).result()
    saved = store.save(token, base=0, changes={"q-1": Answer(1)}).result()
    assert (saved.conflicts, saved.missed) == ((), {})


def test_saying_the_same_again_is_no_change_for_the_other_tab(store: Store) -> None:
    token = store.begin(**BEGINNING).result().token
    store.save(token, base=0, changes={"q-1": Answer(1)}).result()
    store.save(token, base=1, changes={"q-1": Answer(1)}).result()
    assert store.save(token, base=1, changes={"q-1": Answer(2)}).result().conflicts == ()


def test_overwrite_is_possible_when_it_is_meant(store: Store) -> None:
    token = store.begin(**BEGINNING).result().token
    store.save(token, base=0, changes={"q-1": Answer(1)}).result()
    saved = store.save(token, base=0, changes={"q-1": Answer(5)}, overwrite=True).result()
    assert (saved.conflicts, saved.missed) == ((), {})
    assert store.draft(token).answers["q-1"] == Answer(5)


def test_save_repeated_with_its_key_saves_once(path: Path) -> None:
    with Store.open(path, score=score) as store:
        token = store.begin(**BEGINNING).result().token
        first = store.save(token, base=0, changes={"q-1": Answer(1)}, key="a").result()
        assert store.save(token, base=0, changes={"q-1": Answer(1)}, key="a").result() == first
    with Store.open(path, score=score) as store:
        assert store.save(token, base=0, changes={"q-1": Answer(1)}, key="a").result() == first
        assert store.draft(token).revision == 1


def test_base_that_does_not_exist_yet_is_refused(store: Store) -> None:
    token = store.begin(**BEGINNING).result().token
    with pytest.raises(Conflict, match="revision 1"):
        store.save(token, base=1, changes={"q-1": Answer(1)}).result()
    assert store.draft(token).revision == 0


def test_submitted_draft_takes_no_more_saves(store: Store) -> None:
    token = store.begin(**BEGINNING).result().token
    store.submit(token, key="k", complete=complete).result()
    with pytest.raises(Conflict):
        store.save(token, base=0, changes={"q-1": Answer(1)}).result()


def test_draft_expires_after_its_last_save(path: Path, clock: Clock) -> None:
    with Store.open(path, score=score, clock=clock, lifetime=timedelta(days=10)) as store:
        token = store.begin(**BEGINNING).result().token
        clock.advance(days=9)
        store.save(token, base=0, changes={"q-1": Answer(1)}).result()
        clock.advance(days=9)
        assert store.draft(token).revision == 1
        clock.advance(days=1)
        with pytest.raises(NotFound):
            store.draft(token)
        with pytest.raises(NotFound):
            store.save(token, base=1, changes={"q-1": Answer(2)}).result()


def test_submitted_draft_does_not_expire(path: Path, clock: Clock) -> None:
    with Store.open(path, score=score, clock=clock, lifetime=timedelta(days=10)) as store:
        token = store.begin(**BEGINNING).result().token
        store.submit(token, key="k", complete=complete).result()
        clock.advance(days=1000)
        assert store.draft(token).submission is not None


def test_expired_drafts_are_removed_from_the_file_and_nothing_else(path: Path, clock: Clock) -> None:
    with Store.open(path, score=score, clock=clock, lifetime=timedelta(days=10)) as store:
        expired, saved, submitted = (store.begin(**BEGINNING).result() for _ in range(3))
        store.save(expired.token, base=0, changes={"q-1": Answer(1, comment="a secret")}).result()
        store.submit(submitted.token, key="k", complete=complete).result()
        clock.advance(days=9)
        store.save(saved.token, base=0, changes={"q-1": Answer(1)}).result()
        assert store.forget_expired().result() == 0
        clock.advance(days=1)
        assert store.forget_expired().result() == 1
        assert store.forget_expired().result() == 0
        assert store.check() == []
        assert store.draft(saved.token).revision == 1
        assert store.draft(submitted.token).submission
        assert content_of(store._ledger.cursor()) == Content(drafts=2, saves=1, submissions=1)


def test_unknown_expired_and_malformed_read_the_same(store: Store, clock: Clock) -> None:
    expired = store.begin(**BEGINNING).result()
    clock.advance(days=181)
    words = set()
    for token in (expired.token, "x" * 32, "", "../../etc", expired.draft.id, expired.token + "x", "ł" * 32):
        with pytest.raises(NotFound) as caught:
            store.draft(token)
        words.add(str(caught.value))
    assert len(words) == 1


def test_token_is_not_in_the_file(path: Path) -> None:
    with Store.open(path, score=score) as store:
        begun = store.begin(**BEGINNING).result()
    content = path.read_bytes()
    assert begun.draft.id.encode() in content
    assert begun.token.encode() not in content
