"""The one thread that writes. It takes what has queued up, has it committed as one group, and waits for more.

The queue is bounded: when it is full the caller is told at once (`Busy`) instead of waiting without end. What
a write resolves to is known only after the commit that holds it; what fails is handed to whoever waits for
it.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from queue import Empty, Full, Queue
from types import TracebackType

from msgspec import Struct, field

from assess.errors import AssessError
from assess.language import spoken
from assess.store.refusal import Busy

log = logging.getLogger("assess.store")

QUEUE_LIMIT = 4096
GROUP_LIMIT = 512
IDLE_SECONDS = 30.0


class Write(Struct, kw_only=True, eq=False):
    """Something to be written, the future of whoever waits for it, and the language they are told in what fails."""

    future: Future = field(default_factory=Future)
    speaks: str = field(default_factory=lambda: spoken().code)


class handing_errors_to:
    """Whatever goes wrong inside is handed to those who wait for it, and the thread lives on.

    Not a silence: a bug raises in the caller, with its trace, through `Future.result`, and stands in the log.
    """

    def __init__(self, *futures: Future) -> None:
        self.futures = futures

    def __enter__(self) -> handing_errors_to:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if error is None:
            return False
        if not isinstance(error, AssessError) or not self.futures:
            log.error("a write failed", exc_info=error)
        for future in self.futures:
            if not future.done():
                future.set_exception(error)
        return isinstance(error, Exception)


class Writer:
    """A bounded queue and the thread that empties it.

    `commit` writes a group; `rest` runs when nothing has come for `idle` seconds.
    """

    def __init__(
        self,
        commit: Callable[[Sequence[Write]], None],
        *,
        rest: Callable[[], None],
        limit: int = QUEUE_LIMIT,
        idle: float = IDLE_SECONDS,
    ) -> None:
        self._commit = commit
        self._rest = rest
        self._idle = idle
        self._queue: Queue[Write | None] = Queue(limit)
        self.closed = False
        self._closing = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="assess-writer", daemon=True)
        self._thread.start()

    @property
    def is_alive(self) -> bool:
        """Whether anything that is queued now will be written."""
        return not self.closed and self._thread.is_alive()

    def put(self, write: Write) -> Future:
        """Queue a write. Raises Busy when the queue is full, or when the store is closing."""
        with self._closing:
            if self.closed:
                raise Busy("The service is shutting down.", remedy="Try again in a moment.")
            try:
                self._queue.put_nowait(write)
            except Full:
                raise Busy("Too much is waiting to be saved.", remedy="Try again in a moment.") from None
        return write.future

    def close(self) -> None:
        """Write what is queued, then stop. Returns when the thread has ended."""
        with self._closing:
            if self.closed:
                return
            self.closed = True
        self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (group := self._take()) is not None:
            if not group:
                with handing_errors_to():
                    self._rest()
                continue
            with handing_errors_to(*(write.future for write in group)):
                self._commit(group)

    def _take(self) -> list[Write] | None:
        """The next group, none after an idle while, None at the end."""
        try:
            first = self._queue.get(timeout=self._idle)
        except Empty:
            return []
        if first is None:
            return None
        group = [first]
        while len(group) < GROUP_LIMIT:
            try:
                write = self._queue.get_nowait()
            except Empty:
                break
            if write is None:
                self._queue.put(None)
                break
            group.append(write)
        return group
