"""A damaged file or log: said clearly, found by the check, mended from a backup or without one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest
from store_sample import BEGINNING, complete, score
from test_crash import run_until_killed

from assess.assessment.model import Answer
from assess.errors import Conflict, StoreError
from assess.store.backup import backup, recover, restore, wal_of
from assess.store.check import Content, check
from assess.store.refusal import Damaged, Locked, NotWritten
from assess.store.store import Store


def fill(store: Store, count: int) -> list[str]:
    ids = []
    for number in range(count):
        token = store.begin(**BEGINNING).result().token
        store.save(token, base=0, changes={"q-0": Answer(number % 6)}).result()
        ids.append(store.submit(token, key="k", complete=complete).result().assessment.id)
    return ids


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sound file with one submission, to be copied and harmed."""
    path = tmp_path_factory.mktemp("sound") / "assess.db"
    with Store.open(path, score=score) as store:
        fill(store, 1)
    assert check(path) == []
    return path


def damage_log(path: Path) -> None:
    """What a power cut can leave: a log of the right length whose end is zeros."""
    size = wal_of(path).stat().st_size
    with wal_of(path).open("r+b") as log:
        log.seek(size - 300)
        log.write(bytes(300))


def test_damaged_log_is_refused_with_the_way_out(path: Path) -> None:
    run_until_killed(path, 10)
    damage_log(path)
    with pytest.raises(Damaged) as caught:
        Store.open(path, score=score)
    assert "assess db check" in caught.value.remedy
    assert "assess db restore" in caught.value.remedy
    assert caught.value.where == str(path)
    assert [fault.problem for fault in check(path)] == ["The log beside this database is damaged."]


def test_restore_after_damage_keeps_the_damaged_files(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    with Store.open(path, score=score) as store:
        ids = fill(store, 3)
        store.backup(copy)
    run_until_killed(path, 10)
    damage_log(path)
    log = wal_of(path).read_bytes()
    restored = restore(copy, path)
    assert restored.content == Content(drafts=3, saves=3, submissions=3)
    assert len(restored.moved) == 2
    assert log in [moved.read_bytes() for moved in restored.moved]
    with Store.open(path, score=score) as store:
        assert [submission.assessment.id for submission in store.submissions()] == ids


def test_recover_without_a_backup_goes_on_from_the_last_checkpoint(path: Path) -> None:
    with Store.open(path, score=score) as store:
        ids = fill(store, 3)
    run_until_killed(path, 10)
    damage_log(path)
    log = wal_of(path).read_bytes()
    recovered = recover(path)
    assert recovered.content.submissions >= 3
    assert [moved.read_bytes() for moved in recovered.moved] == [log]
    with Store.open(path, score=score) as store:
        assert store.check() == []
        assert {submission.assessment.id for submission in store.submissions()} >= set(ids)


def test_unsound_backup_is_not_restored(path: Path, tmp_path: Path) -> None:
    with Store.open(path, score=score) as store:
        fill(store, 1)
    bad = tmp_path / "bad.db"
    bad.write_bytes(b"not a database" * 1000)
    before = path.read_bytes()
    with pytest.raises(Damaged, match="not sound"):
        restore(bad, path)
    assert path.read_bytes() == before


def test_file_that_is_no_database_is_refused(path: Path) -> None:
    path.write_bytes(b"hello" * 5000)
    with pytest.raises(Damaged):
        Store.open(path, score=score)


def test_another_programs_database_is_refused(path: Path) -> None:
    with duckdb.connect(str(path)) as connection:
        connection.execute("create table customer (name varchar)")
    with pytest.raises(Damaged, match="not made by assess"):
        Store.open(path, score=score)
    with duckdb.connect(str(path)) as connection:
        assert connection.execute("select table_name from duckdb_tables()").fetchall() == [("customer",)]


def test_missing_folder_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        Store.open(tmp_path / "none" / "assess.db", score=score)
    assert "none" in caught.value.where


def test_locked_file_says_so(store: Store, path: Path, tmp_path: Path) -> None:
    script = """
import sys
from pathlib import Path
from assess.store.backup import backup, recover, restore
from assess.store.check import check
from assess.store.refusal import Locked
from assess.store.store import Store
path = Path(sys.argv[1])
refused = 0
for attempt in (
    lambda: Store.open(path, score=list),
    lambda: check(path),
    lambda: backup(path, path.with_name("copy.db")),
    lambda: recover(path),
):
    try:
        attempt()
    except Locked as error:
        assert error.status == 503, error
        refused += 1
print(refused)
"""
    root = str(Path(__file__).parents[2])
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": root},
        check=True,
    )
    assert done.stdout.strip() == "4"
    assert issubclass(Locked, StoreError)


def test_open_file_is_not_opened_a_second_time_in_the_same_process(store: Store, path: Path) -> None:
    for attempt in (lambda: Store.open(path, score=score), lambda: check(path), lambda: restore(path, path)):
        with pytest.raises(Locked):
            attempt()
    fill(store, 1)
    store.close()
    with Store.open(path, score=score) as again:
        assert len(list(again.submissions())) == 1


def test_store_goes_on_after_its_connection_was_given_up(store: Store) -> None:
    """As after a fatal error of DuckDB: the write that met it fails clearly, the next ones are kept."""
    ids = fill(store, 1)
    store._ledger._writing.close()
    with pytest.raises(NotWritten):
        store.begin(**BEGINNING).result()
    ids += fill(store, 1)
    assert {submission.assessment.id for submission in store.submissions()} == set(ids)


def test_idle_store_leaves_nothing_in_the_log(path: Path) -> None:
    with Store.open(path, score=score, idle=0.05) as store:
        fill(store, 2)
        deadline = time.monotonic() + 10
        while size_of(wal_of(path)) and time.monotonic() < deadline:
            time.sleep(0.02)
        assert size_of(wal_of(path)) == 0


def size_of(log: Path) -> int:
    """Bytes; a log that the writer has just removed has none."""
    try:
        return log.stat().st_size
    except FileNotFoundError:
        return 0


def test_backup_while_running_is_whole_and_leaves_the_lock(store: Store, path: Path, tmp_path: Path) -> None:
    ids = fill(store, 5)
    copy = tmp_path / "copy.db"
    assert store.backup(copy) == Content(drafts=5, saves=5, submissions=5)
    ids += fill(store, 1)
    assert check(copy) == []
    test_locked_file_says_so(store, path, tmp_path)
    with Store.open(copy, score=score) as copied:
        assert {submission.assessment.id for submission in copied.submissions()} == set(ids[:5])
        assert len(fill(copied, 1)) == 1
    with pytest.raises(Conflict):
        store.backup(copy)


def test_backup_of_a_file_at_rest(path: Path, tmp_path: Path) -> None:
    with Store.open(path, score=score) as store:
        fill(store, 2)
    assert backup(path, tmp_path / "copy.db").submissions == 2
    assert check(tmp_path / "copy.db") == []


@pytest.mark.parametrize(
    ("harm", "problem"),
    [
        ("delete from draft", "belong to no draft"),
        ("insert into save select draft, 7, saved_at, key, change from save", "numbered up to 7"),
        ("delete from model", "its model 1 is not there"),
        ("update submission set score = [1, 2]", "2 scores for 3 nodes"),
        ("insert into model select 2, * exclude (model) from model", "described 2 times"),
        ("insert into batch values ('b', now()::timestamp, 4)", "0 of 4 assessments"),
        (
            "insert into decision select 1, 'nobody', 'accepted', now()::timestamp, 'anna', '', null, null, null",
            "is not there",
        ),
        (
            "insert into decision select 1, id, 'accepted', now()::timestamp, 'anna', '', null, null, null "
            "from submission, range(2)",
            "have this number",
        ),
        ("update submission set answers = 'abc'::blob", "unknown format"),
        ("update submission set scores = scores[:5]", "does not decode"),
        ("update save set change = '\\x01\\x05'::blob", "does not decode"),
        ("update submission set answers = '\\x01\\x92\\x90\\x80'::blob", "0 answers to 8 questions"),
    ],
)
def test_check_finds_what_is_wrong(sound: Path, path: Path, harm: str, problem: str) -> None:
    shutil.copyfile(sound, path)
    with duckdb.connect(str(path)) as connection:
        connection.execute(harm)
    assert any(problem in fault.problem for fault in check(path)), check(path)
