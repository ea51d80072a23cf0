"""Run by test_crash: submits without end, a hundred at a time, and says what is confirmed, until killed."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from store_sample import BEGINNING, complete, score

from assess.assessment.model import Answer
from assess.store.store import Store

AT_ONCE = 100
COMMENT = "so much to say " * 100


def submit_one(store: Store, say: threading.Lock, number: int) -> None:
    token = store.begin(**BEGINNING).result().token
    saved = store.save(
        token, base=0, changes={"q-0": Answer(number % 6, comment=COMMENT)}, key=f"save-{number}"
    ).result()
    with say:
        print("saved", token, number, saved.revision, flush=True)
    submission = store.submit(token, key=f"submit-{number}", complete=complete).result()
    with say:
        print("submitted", token, number, submission.assessment.id, flush=True)


def run(path: Path, checkpoint_at: str) -> None:
    store = Store.open(path, score=score)
    store._ledger.cursor().execute("set checkpoint_threshold = $size", {"size": checkpoint_at})
    say = threading.Lock()
    numbers = iter(range(10**9))
    take = threading.Lock()

    def work() -> None:
        while True:
            with take:
                number = next(numbers)
            submit_one(store, say, number)

    for _ in range(AT_ONCE):
        threading.Thread(target=work, daemon=True).start()
    threading.Event().wait()


if __name__ == "__main__":
    run(Path(sys.argv[1]), sys.argv[2])
