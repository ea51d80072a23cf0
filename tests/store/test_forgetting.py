"""A group that is to be forgotten: what was decided stays, whose it was is in no byte of the database any more."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from contribution_sample import HIGH, add, batch_of, decided, origin_of

from assess.errors import NotFound
from assess.scoring.panel import Panel
from assess.store import renewal
from assess.store.check import check
from assess.store.record import Origin, Party, Sweep
from assess.store.renewal import order, renew_if_due
from assess.store.store import Store

GONE, ROUND, ACCOUNT = HIGH + 0x1122334455667, HIGH + 0x22334455667788, HIGH + 0x33445566778899
STAYS = HIGH + 0x44556677889900


def opened(path: Path, panel: Panel) -> Store:
    return Store.open(path, score=panel.score)


def fill(path: Path, panel: Panel) -> None:
    """Sixty contributions, two of them of the group that will be forgotten, and decisions about all."""
    import numpy as np

    origin = origin_of(list(range(1, 61)))
    party, round, account = (np.copy(each) for each in (origin.party, origin.round, origin.account))
    party[:2], round[:2], account[:2] = GONE, ROUND, ACCOUNT
    party[2], account[2] = STAYS, STAYS
    with opened(path, panel) as store:
        add(store, panel, batch_of(60), Origin(party=party, round=round, account=account))
        store.decide(Sweep(by="anna", most_signals=6)).result()
        decided(store, "withdrawn", "org-0", "org-1")


def holding(path: Path, *marks: int) -> set[Path]:
    """The files of the folder that have one of the marks in their bytes, in whatever order of bytes."""
    sought = [mark.to_bytes(8, order) for mark in marks for order in ("little", "big")]
    sought += [f"{mark:016x}".encode() for mark in marks] + [str(mark).encode() for mark in marks]
    return {file for file in path.parent.iterdir() if any(each in file.read_bytes() for each in sought)}


def test_no_byte_of_the_database_holds_the_mark_of_a_forgotten_group(path: Path, panel: Panel) -> None:
    fill(path, panel)
    for mark in (GONE, ROUND, ACCOUNT, STAYS):
        assert holding(path, mark) == {path}, "what is sought could be found"
    with opened(path, panel) as store:
        assert store.forget_group(GONE, by="anna").result() == 2
        assert store.standing("org-0").party is None
        assert store.standing("org-0").account is None
    assert holding(path, GONE, ROUND, ACCOUNT) == set()
    assert holding(path, STAYS) == {path}
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    assert check(path) == []


def test_what_was_decided_stays_and_who_forgot_the_group_is_added(path: Path, panel: Panel) -> None:
    fill(path, panel)
    with opened(path, panel) as store:
        store.forget_group(GONE, by="bert").result()
    with duckdb.connect(str(path)) as connection:
        rows = connection.execute(
            "select kind, decided_by, party, round from decision where submission = 'org-0' order by number"
        ).fetchall()
    assert rows == [
        ("grouped", "import", None, None),
        ("accepted", "anna", None, None),
        ("withdrawn", "anna", None, None),
        ("forgotten", "bert", None, None),
    ]


def test_others_are_not_touched(path: Path, panel: Panel) -> None:
    fill(path, panel)
    with opened(path, panel) as store:
        before = [each for each in store.standings() if each.id not in ("org-0", "org-1")]
        store.forget_group(GONE, by="anna").result()
        assert [each for each in store.standings() if each.id not in ("org-0", "org-1")] == before
        assert store.forget_group(GONE, by="anna").result() == 0, "a second time there is nothing"


def test_an_account_that_brought_in_others_stays(path: Path, panel: Panel) -> None:
    fill(path, panel)
    with opened(path, panel) as store:
        store.forget_group(HIGH + 11, by="anna").result()
        assert store.standing("org-10").account == HIGH + 9


def test_a_group_that_was_put_right_does_not_come_back(path: Path, panel: Panel) -> None:
    fill(path, panel)
    with opened(path, panel) as store:
        decided(store, "grouped", "org-5", party=Party(group=GONE, round=ROUND))
        store.forget_group(GONE, by="anna").result()
        assert store.standing("org-5").party is None, "nor the group it was first thought to be of"
        decided(store, "grouped", "org-5", party=Party(group=STAYS, round=1))
        assert store.standing("org-5").party == STAYS


def test_what_is_contributed_again_counts_only_as_of_a_group_that_is_named_anew(
    path: Path, panel: Panel
) -> None:
    fill(path, panel)
    with opened(path, panel) as store:
        store.forget_group(GONE, by="anna").result()
        decided(store, "offered", "org-0")
        decided(store, "accepted", "org-0")
        before = len(store.contributions("sample", panel, synthetic=False))
        decided(store, "grouped", "org-0", party=Party(group=HIGH + 7777, round=3))
        assert len(store.contributions("sample", panel, synthetic=False)) == before + 1


def test_renewal_that_was_interrupted_is_done_at_the_next_opening(
    path: Path, panel: Panel, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(path, panel)
    with monkeypatch.context() as stopped:
        stopped.setattr("assess.store.store.renew_if_due", lambda path: False)  # the machine stops before it
        with opened(path, panel) as store:
            store.forget_group(GONE, by="anna").result()
    assert holding(path, GONE) == {path}, "overwritten, and still in the file: why it is written anew"
    path.with_name(f"{path.name}.renewed").write_bytes(b"half a copy")
    with opened(path, panel) as store:
        assert holding(path, GONE, ROUND, ACCOUNT) == set()
        assert store.standing("org-2").party == STAYS
    assert not path.with_name(f"{path.name}.renew").exists()


def test_nothing_is_renewed_that_nobody_ordered(path: Path, panel: Panel) -> None:
    fill(path, panel)
    before = path.stat().st_ino
    assert not renew_if_due(path)
    assert path.stat().st_ino == before
    order(path)
    path.chmod(0o600)
    assert renew_if_due(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert check(path) == []


def test_an_order_without_a_file_is_forgotten(tmp_path: Path) -> None:
    order(tmp_path / "none.db")
    assert renewal.renew_if_due(tmp_path / "none.db")
    assert list(tmp_path.iterdir()) == []


def test_a_group_nobody_knows_is_forgotten_at_once(path: Path, panel: Panel) -> None:
    with opened(path, panel) as store:
        assert store.forget_group(GONE, by="anna").result() == 0
        with pytest.raises(NotFound):
            store.standing("org-0")
