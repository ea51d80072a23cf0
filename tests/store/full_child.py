"""Run by test_full_disk: no file may grow past a limit, as on a full disk; later it may. Needs no root."""

from __future__ import annotations

import resource
import signal
import sys
from pathlib import Path

from store_sample import BEGINNING, complete, score

from assess.assessment.model import Answer
from assess.store.refusal import NotWritten
from assess.store.store import Store

COMMENT = "x" * 2000


def allow(size: int) -> None:
    """How large a file may become."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def submit_one(store: Store, number: int) -> str:
    token = store.begin(**BEGINNING).result().token
    store.save(token, base=0, changes={"q-0": Answer(number % 6, comment=COMMENT)}).result()
    return store.submit(token, key=f"k-{number}", complete=complete).result().assessment.id


def run(path: Path) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    with Store.open(path, score=score) as store:
        confirmed = [submit_one(store, 0)]
        allow(path.with_name(path.name + ".wal").stat().st_size + 60_000)
        refused = 0
        for number in range(1, 40):
            try:
                confirmed.append(submit_one(store, number))
            except NotWritten as error:
                refused += 1
                print("refused", error.status, error.what)
                if refused == 3:
                    break
        allow(resource.RLIM_INFINITY)
        confirmed.append(submit_one(store, 99))
        print("faults", len(store.check()))
    for id in confirmed:
        print("confirmed", id)


if __name__ == "__main__":
    run(Path(sys.argv[1]))
