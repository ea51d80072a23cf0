"""The schema: made, upgraded after a copy, refused when it is newer than the program."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from store_sample import BEGINNING, score

from assess.store import connection as opening
from assess.store.connection import migrations
from assess.store.refusal import TooNew
from assess.store.store import Store


def version_of(path: Path) -> int:
    with duckdb.connect(str(path)) as connection:
        return connection.execute("select max(schema_version) from meta").fetchall()[0][0]


def test_new_file_has_the_latest_schema(path: Path) -> None:
    Store.open(path, score=score).close()
    assert version_of(path) == max(migrations())
    assert list(migrations()) == list(range(1, max(migrations()) + 1))


def test_newer_file_is_refused_naming_both_versions(path: Path) -> None:
    Store.open(path, score=score).close()
    with duckdb.connect(str(path)) as connection:
        connection.execute("insert into meta values (99, now()::timestamp)")
    with pytest.raises(TooNew) as caught:
        Store.open(path, score=score)
    assert "99" in caught.value.what
    assert str(max(migrations())) in caught.value.what
    assert version_of(path) == 99


def test_older_file_is_copied_then_upgraded(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store.open(path, score=score) as store:
        token = store.begin(**BEGINNING).result().token
    known = migrations()
    step = "alter table batch add column note varchar;"
    monkeypatch.setattr(opening, "migrations", lambda: {**known, max(known) + 1: step})
    with Store.open(path, score=score) as store:
        assert store.draft(token).revision == 0
    assert version_of(path) == max(known) + 1
    [copy] = path.parent.glob("assess.db.before-*")
    assert version_of(copy) == max(known)


def test_failed_upgrade_leaves_the_file_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Store.open(path, score=score).close()
    known = migrations()
    steps = {
        max(known) + 1: "alter table batch add column note varchar;",
        max(known) + 2: "alter table nowhere add column note varchar;",
    }
    monkeypatch.setattr(opening, "migrations", lambda: known | steps)
    with pytest.raises(duckdb.CatalogException):
        Store.open(path, score=score)
    assert version_of(path) == max(known)
    with duckdb.connect(str(path)) as connection:
        assert "note" not in [
            row[0] for row in connection.execute("select column_name from (describe batch)").fetchall()
        ]


def test_narrow_scores_of_an_older_file_are_kept_and_wide_ones_fit(path: Path) -> None:
    with duckdb.connect(str(path)) as connection:
        connection.execute(migrations()[1])
        connection.execute("insert into meta values (1, now()::timestamp)")
        connection.execute(
            "insert into submission select 'a', '', now()::timestamp, null, null, null, false, false, 'form', "
            "'\\x00'::blob, '\\x00'::blob, [342, null, 500]::smallint[], 1"
        )
    Store.open(path, score=score).close()
    with duckdb.connect(str(path)) as connection:
        assert connection.execute("select score from submission").fetchall() == [([342, None, 500],)]
        connection.execute("update submission set score = [1000000, null, -1]")
        assert connection.execute("select score from submission").fetchall() == [([1_000_000, None, -1],)]
