"""The store as the rest of the program sees it.

Writes go to one thread and return a future that resolves after the commit which holds them: what is confirmed
is on disk. Reads use cursors of their own and wait for nobody. One process owns the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from hmac import compare_digest
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from assess.assessment.model import Answer, Assessment
from assess.store.backup import copy_database
from assess.store.bulk import bulks_of
from assess.store.check import Content, Fault, faults_of
from assess.store.connection import open_current
from assess.store.contributing import read_contributions
from assess.store.decision import Decide
from assess.store.group import Begin, Complete, Save, Score, Submit, is_open
from assess.store.ledger import AddBulk, Forget, ForgetGroup, Ledger
from assess.store.reading import (
    read_progress,
    read_standing,
    read_submission,
    stream_standings,
    stream_submissions,
)
from assess.store.record import (
    Added,
    Begun,
    Bulk,
    Decision,
    Draft,
    Origin,
    Party,
    Saved,
    Standing,
    Submission,
    Sweep,
)
from assess.store.refusal import Locked, no_such_assessment
from assess.store.renewal import renew_if_due
from assess.store.secret import digest_of, id_of
from assess.store.writer import IDLE_SECONDS, QUEUE_LIMIT, Writer

if TYPE_CHECKING:
    from assess.benchmark.contribution import Contributions
    from assess.scoring.panel import Panel

LIFETIME = timedelta(days=180)
"""A draft that nobody has saved for this long is gone."""

_owned: set[Path] = set()
"""Files open in this process: DuckDB would open one twice here, and two writers would disagree."""


def _own(path: Path) -> None:
    if path.resolve() in _owned:
        raise Locked("This database is open already.", where=str(path), remedy="Use the store that has it.")
    _owned.add(path.resolve())


def now() -> datetime:
    """The time, aware and in UTC."""
    return datetime.now(UTC)


class Store:
    """An open database. Use it as a context manager, or `close` it: then the log is folded into the file."""

    def __init__(
        self,
        ledger: Ledger,
        *,
        score: Score,
        clock: Callable[[], datetime],
        lifetime: timedelta,
        queue_limit: int,
        idle: float,
    ) -> None:
        self._ledger = ledger
        self._score = score
        self._clock = clock
        self._lifetime = lifetime
        self._writer = Writer(ledger.commit, rest=ledger.rest, limit=queue_limit, idle=idle)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        score: Score,
        clock: Callable[[], datetime] = now,
        lifetime: timedelta = LIFETIME,
        queue_limit: int = QUEUE_LIMIT,
        idle: float = IDLE_SECONDS,
    ) -> Store:
        """Open the file, or make it; an older schema is brought up to date, after a copy.

        `score` scores a list of assessments, of one questionnaire or several, in their order; it is called
        from the writer thread and from callers of `add_many`, perhaps at once. After `idle` seconds without a
        write the log is folded into the file. Raises Locked, Damaged, TooNew or StoreError.
        """
        path = Path(path)
        _own(path)
        try:
            renew_if_due(path)
            connection = open_current(path, clock())
            ledger = Ledger(connection, path, score=score, clock=clock, lifetime=lifetime)
        except BaseException:
            _owned.discard(path.resolve())
            raise
        return cls(ledger, score=score, clock=clock, lifetime=lifetime, queue_limit=queue_limit, idle=idle)

    def close(self) -> None:
        """Write what is queued, empty the log, and let go of the file. A second time does nothing."""
        if not self._writer.closed:
            self._writer.close()
            self._ledger.close()
            try:
                with suppress(Locked):  # whoever has it now does it when closing
                    renew_if_due(self._ledger.path)
            finally:
                _owned.discard(self._ledger.path.resolve())

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def is_writing(self) -> bool:
        """Whether the writer is there to take what comes."""
        return self._writer.is_alive

    def begin(
        self, *, questionnaire: str, version: str, hash: str, language: str, profile: Mapping[str, str]
    ) -> Future[Begun]:
        """Start a draft. The token in `Begun` opens it, and is not stored. Raises Busy."""
        return self._writer.put(
            Begin(
                questionnaire=questionnaire,
                version=version,
                hash=hash,
                language=language,
                profile=dict(profile),
            )
        )

    def save(
        self,
        token: str,
        *,
        base: int,
        changes: Mapping[str, Answer],
        profile: Mapping[str, str] | None = None,
        overwrite: bool = False,
        key: str = "",
    ) -> Future[Saved]:
        """Add changed answers to a draft. `base` is the revision the page shows; `Saved` tells of two tabs.

        The same `key` again returns what the first one did and saves nothing. Fails with NotFound, with
        Conflict once it is submitted, with NotWritten; raises Busy.
        """
        return self._writer.put(
            Save(
                token=token,
                base=base,
                answers=dict(changes),
                profile=dict(profile or {}),
                overwrite=overwrite,
                key=key,
            )
        )

    def submit(
        self, token: str, *, key: str, complete: Complete, party: Party | None = None
    ) -> Future[Submission]:
        """Make an assessment of the draft, score it, store both; if it contributes, `party` says from whom.

        `complete` gets the draft as it is at that moment and returns the assessment; it is pure and quick,
        for it runs in the writer thread, and what it raises fails this submission alone. Id and time are set
        here. The same `key` again returns the same submission; another key after it is a Conflict.
        """
        return self._writer.put(Submit(token=token, key=key, complete=complete, party=party))

    def add_many(
        self, assessments: Sequence[Assessment], *, key: str, origin: Origin | None = None
    ) -> Future[Added]:
        """Score and add assessments made elsewhere, all or none. Ids are kept; a missing time becomes now.

        `origin` says from whom each is. The same `key` again adds nothing. Fails with Conflict if an id is
        known or appears twice.
        """
        scores = self._score(assessments)
        return self.add_bulk(bulks_of(assessments, scores, self._clock(), origin), key=key)

    def add_bulk(self, bulks: Sequence[Bulk], *, key: str) -> Future[Added]:
        """As `add_many`, from columns that are scored already: the way to add a hundred thousand."""
        return self._writer.put(AddBulk(key=key, bulks=tuple(bulks)))

    def decide(self, decision: Decision | Sweep) -> Future[int]:
        """Add a decision about contributions; how many it changed. Doing it twice changes nothing the second time.

        Fails with NotFound for a submission that is not there and with Conflict for one in a state that forbids it; then
        nothing of the decision is kept.
        """
        return self._writer.put(Decide(decision=decision))

    def forget_group(self, party: int, *, by: str) -> Future[int]:
        """Cut the tie between a corporate group, known by its mark, and its contributions; how many there were.

        They count no more, unless somebody says anew from whom they are. The file is written anew when it is closed, so
        that the mark is in no byte of it; copies made before have it still.
        """
        return self._writer.put(ForgetGroup(party=party, by=by))

    def forget_expired(self) -> Future[int]:
        """Delete the drafts that have expired, with all their saves; say how many. Nothing else goes."""
        return self._writer.put(Forget())

    def draft(self, token: str) -> Draft:
        """The draft a token opens. NotFound, in the same words, for what is unknown, expired or malformed."""
        digest = digest_of(token)
        if digest is None:
            raise no_such_assessment()
        key = id_of(digest)
        progress = self._ledger.recent.get(key)
        if progress is None:
            with self._ledger.cursor() as cursor:
                progress = read_progress(cursor, key, self._ledger.models, self._lifetime)
        if (
            progress is None
            or not compare_digest(progress.digest, digest)
            or not is_open(progress, self._clock())
        ):
            raise no_such_assessment()
        return progress.draft

    def submission(self, id: str) -> Submission:
        """A submission by its id; NotFound otherwise."""
        with self._ledger.cursor() as cursor:
            return read_submission(cursor, id, self._ledger.models)

    def submissions(self, questionnaire: str | None = None) -> Iterator[Submission]:
        """Every submission in the order they came, streamed from one moment's state."""
        return stream_submissions(self._ledger.cursor(), questionnaire, self._ledger.models)

    def standing(self, id: str) -> Standing:
        """Where a submission stands with the benchmark; NotFound where there is none."""
        with self._ledger.cursor() as cursor:
            return read_standing(cursor, id)

    def standings(self, questionnaire: str | None = None, *, waiting: bool = False) -> Iterator[Standing]:
        """What was contributed and where it stands, nothing made up, streamed as `submissions`."""
        return stream_standings(self._ledger.cursor(), questionnaire, waiting=waiting)

    def contributions(
        self, questionnaire: str, panel: Panel, *, synthetic: bool, content: str = ""
    ) -> Contributions:
        """What a benchmark edition may count (`assess.store.contributing`); NotFound where there is nothing.

        `content` is a version of the questionnaire or the hash of one, "" the newest that anything counts towards.
        """
        with self._ledger.cursor() as cursor:
            models = self._ledger.models
            return read_contributions(
                cursor, questionnaire, panel, models, synthetic=synthetic, content=content
            )

    def check(self) -> list[Fault]:
        """As `assess.store.check.check`, of the open file."""
        with self._ledger.cursor() as cursor:
            return faults_of(cursor)

    def backup(self, target: Path) -> Content:
        """Copy the database as it is at this moment into a new file, while writing goes on."""
        with self._ledger.cursor() as cursor:
            return copy_database(cursor, Path(target))
