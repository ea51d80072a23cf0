"""Writing: the connection that only the writer thread uses, one transaction per group, and what it remembers.

The drafts that changed lately are kept folded in memory. They are put there after their commit and dropped
when a commit fails, and this process alone owns the file, so what is remembered is what is stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path

import duckdb

from assess.errors import Conflict
from assess.store.connection import CHECKPOINT_AT, connect, query
from assess.store.decision import Decide, decide, forget_group
from assess.store.fold import Progress
from assess.store.group import Begin, Group, Save, Score, Submit
from assess.store.reading import read_models, read_progress
from assess.store.record import Added, Bulk, Model
from assess.store.refusal import NotWritten
from assess.store.renewal import order
from assess.store.writer import Write, handing_errors_to

BULK_CHECKPOINT_AT = "1GB"
REMEMBERED = 10_000
"""Drafts kept in memory; about 5 kB each."""


APPENDED = ("draft", "save", "submission", "decision")
"""The tables that grow row by row."""


class AddBulk(Write, kw_only=True):
    key: str
    bulks: tuple[Bulk, ...]


class Forget(Write, kw_only=True):
    """Remove the drafts that have expired."""


class ForgetGroup(Write, kw_only=True):
    """Cut the tie between a corporate group, known by its mark, and what was contributed from it."""

    party: int
    by: str


class Ledger:
    """The open file as the writer thread sees it. `cursor` is for everyone else."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, path: Path, *, score: Score, clock, lifetime: timedelta
    ) -> None:
        self.path = path
        self.models: dict[int, Model] = {}
        self.recent: dict[str, Progress] = {}
        self._score = score
        self._clock = clock
        self._lifetime = lifetime
        self._checkpointed = True
        self._use(connection)

    def _use(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._root = connection
        self._writing = connection.cursor()
        # a plan for rows that are only appended cannot be bettered: planning them costs more than it gains
        self._writing.execute("pragma disable_optimizer")
        self._appender = {table: self._writing.appender(table) for table in APPENDED}
        self.models = read_models(connection.cursor())
        self.recent.clear()

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A cursor of its own for one reader; close it."""
        return self._root.cursor()

    def close(self) -> None:
        """Fold the log into the file and let go of it."""
        self.rest()
        self._writing.close()
        self._root.close()

    def rest(self) -> None:
        """With nothing to do, empty the log: what a damaged log can lose is what came since."""
        if not self._checkpointed:
            with suppress(duckdb.Error):  # a reader in mid-query may forbid it; the next rest tries again
                self._writing.execute("checkpoint")
                self._checkpointed = True

    def commit(self, writes: Sequence[Write]) -> None:
        """Write what is queued: the small writes in one transaction, each larger one in one of its own."""
        small = [write for write in writes if isinstance(write, Begin | Save | Submit)]
        if small:
            with handing_errors_to(*(write.future for write in small)):
                self._commit_group(small)
        alone = {
            AddBulk: self._add,
            Decide: self._decide,
            Forget: self._forget,
            ForgetGroup: self._forget_group,
        }
        for write in writes:
            if type(write) in alone:
                with handing_errors_to(write.future):
                    write.future.set_result(alone[type(write)](write))

    def _commit_group(self, writes: list[Write]) -> None:
        group = Group(recall=self._recall, now=self._clock(), lifetime=self._lifetime)
        group.stage(writes)
        group.score(self._score)
        self._insert(group)
        for key, progress in group.staged.items():
            self.recent.pop(key, None)
            self.recent[key] = progress
        while len(self.recent) > REMEMBERED:
            del self.recent[next(iter(self.recent))]
        _tell(group.results)

    def _recall(self, key: str) -> Progress | None:
        if key in self.recent:
            return self.recent[key]
        with self.cursor() as cursor:
            return read_progress(cursor, key, self.models, self._lifetime)

    def _insert(self, group: Group) -> None:
        """All rows of the group, one commit; a statement on one table alone is its own transaction."""
        fresh = self._fresh_models(model for model, *_ in group.submissions)
        number = {model: place for place, model in (self.models | fresh).items()}
        rows = {
            "draft": group.drafts,
            "save": group.saves,
            "submission": [(*row, number[model], signals, None) for model, row, signals in group.submissions],
            "decision": self._number(group.decisions),
        }
        touched = [table for table, items in rows.items() if items]
        if not touched:
            return
        with self._publishing(fresh), self._transaction(needed=len(touched) > 1 or bool(fresh)):
            self._add_models(fresh)
            for table in touched:
                self._appender[table].append_rows(rows[table])
                self._appender[table].flush()

    def _number(self, decisions: list[tuple]) -> list[tuple]:
        """The decisions as rows of their table, numbered on from the last."""
        if not decisions:
            return []
        [(last,)] = self._writing.execute("select coalesce(max(number), 0) from decision").fetchall()
        return [(number, *each) for number, each in enumerate(decisions, start=last + 1)]

    def _decide(self, write: Decide) -> int:
        with self._unhurried(), self._transaction(needed=True):
            return decide(self._writing, write.decision, self._clock())

    def _add(self, write: AddBulk) -> Added:
        known = self._writing.execute(
            "select assessments from batch where key = $key", {"key": write.key}
        ).fetchall()
        if known:
            return Added(key=write.key, count=known[0][0], repeated=True)
        count = sum(len(bulk.id) for bulk in write.bulks)
        fresh = self._fresh_models(bulk.model for bulk in write.bulks)
        number = {model: place for place, model in (self.models | fresh).items()}
        with self._unhurried(), self._publishing(fresh), self._transaction(needed=True):
            self._add_models(fresh)
            for bulk in write.bulks:
                self._insert_bulk(bulk, number[bulk.model], write.key)
            self._writing.execute(
                "insert into batch values ($key, $at, $count)",
                {"key": write.key, "at": self._clock().replace(tzinfo=None), "count": count},
            )
        return Added(key=write.key, count=count, repeated=False)

    def _forget(self, _: Forget) -> int:
        before = (self._clock() - self._lifetime).replace(tzinfo=None)
        with self._transaction(needed=True):
            found = [row[0] for row in self._writing.execute(query("expired"), {"before": before}).fetchall()]
            self._writing.execute("delete from save where draft = any($ids)", {"ids": found})
            self._writing.execute("delete from draft where id = any($ids)", {"ids": found})
        for key in found:
            self.recent.pop(key, None)
        return len(found)

    def _forget_group(self, write: ForgetGroup) -> int:
        order(self.path)
        with self._unhurried(), self._transaction(needed=True):
            return forget_group(self._writing, write.party, write.by, self._clock())

    def _insert_bulk(self, bulk: Bulk, model: int, key: str) -> None:
        self._writing.register("incoming", columns_of(bulk))
        try:
            known = self._writing.execute(query("known_id")).fetchall()
            if known:
                names = ", ".join(row[0] for row in known)
                raise Conflict(
                    f"Some of these assessments are stored already: {names}.", remedy="Give them new ids."
                )
            self._writing.execute(query("add_bulk"), {"model": model, "key": key}).fetchall()
            if bulk.origin is not None:
                grouped = {"at": self._clock().replace(tzinfo=None), "by": "import"}
                self._writing.execute(query("add_grouped"), grouped).fetchall()
        finally:
            self._writing.unregister("incoming")

    def _fresh_models(self, models: Iterable[Model]) -> dict[int, Model]:
        known = set(self.models.values())
        unknown = [model for model in dict.fromkeys(models) if model not in known]
        return dict(enumerate(unknown, start=len(self.models) + 1))

    def _add_models(self, fresh: dict[int, Model]) -> None:
        for number, model in fresh.items():
            self._writing.execute(
                "insert into model values ($model, $questionnaire, $version, $hash, $questions, $nodes)",
                {
                    "model": number,
                    "questionnaire": model.questionnaire,
                    "version": model.version,
                    "hash": model.hash,
                    "questions": list(model.questions),
                    "nodes": list(model.nodes),
                },
            )

    @contextmanager
    def _unhurried(self) -> Iterator[None]:
        """Let a large commit end before its log is folded into the file: that is done at the next rest."""
        self._writing.execute("set checkpoint_threshold = $size", {"size": BULK_CHECKPOINT_AT})
        try:
            yield
        finally:
            with suppress(
                duckdb.Error
            ):  # a failed commit may have closed the connection; a new one has its own
                self._writing.execute("set checkpoint_threshold = $size", {"size": CHECKPOINT_AT})

    @contextmanager
    def _publishing(self, fresh: dict[int, Model]) -> Iterator[None]:
        """Readers know new models before the commit that holds their first row, never after it."""
        before = self.models
        self.models = before | fresh  # a new dict: readers may be walking the old one
        try:
            yield
        except BaseException:
            self.models = before
            raise

    @contextmanager
    def _transaction(self, *, needed: bool) -> Iterator[None]:
        """Commit at the end, or leave nothing behind; DuckDB's refusal becomes ours."""
        self._checkpointed = False
        try:
            if needed:
                self._writing.execute("begin")
            yield
            if needed:
                self._writing.execute("commit")
        except duckdb.Error as error:
            self._mend()
            raise NotWritten(
                f"This could not be written to the database ({str(error).splitlines()[0]}).",
                where=str(self.path),
                remedy="Nothing confirmed before is lost. Make room on its disk, then send this again.",
            ) from error
        except BaseException:
            self._mend()
            raise

    def _mend(self) -> None:
        """After a failed commit: drop what is half done; reopen the file if DuckDB has given it up."""
        self.recent.clear()
        with suppress(duckdb.Error):  # DuckDB may have rolled back by itself, or closed
            for appender in self._appender.values():
                appender.clear()
            self._writing.execute("rollback")
        try:
            self._writing.execute("select 1").fetchall()
        except duckdb.Error:
            self._root.close()
            self._use(connect(self.path))


def columns_of(bulk: Bulk) -> dict:
    """A bulk as DuckDB reads it: NumPy arrays by column name, one int32 column per node."""
    import numpy as np

    names = ("id", "industry", "size", "region", "source", "answers", "scores")
    columns = {name: np.array(getattr(bulk, name), dtype=object) for name in names}
    # an import has one time for all: each distinct one is converted once, which is a second saved in 100,000
    times = {moment: np.datetime64(moment.replace(tzinfo=None), "us") for moment in set(bulk.submitted_at)}
    columns["submitted_at"] = np.array([times[moment] for moment in bulk.submitted_at], "datetime64[us]")
    columns["contributes"] = np.array(bulk.contributes, dtype=bool)
    columns["synthetic"] = np.array(bulk.synthetic, dtype=bool)
    columns["signals"] = np.array(bulk.signals, dtype=np.uint8)
    for name in ("party", "round", "account"):
        marks = getattr(bulk.origin, name) if bulk.origin is not None else np.zeros(len(bulk.id))
        columns[name] = np.asarray(marks, dtype=np.uint64)
    scores = np.ascontiguousarray(bulk.score.T, dtype=np.int32)
    return columns | {f"node_{place}": column for place, column in enumerate(scores)}


def _tell(results: list[tuple[Future, object]]) -> None:
    for future, result in results:
        if not future.cancelled():  # nobody waits for it any more; it is stored all the same
            future.set_result(result)
