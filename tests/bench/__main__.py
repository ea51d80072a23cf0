"""`make bench`: every measurement in one run, as one table; exit 1 if a ratio is missed.

`python -m tests.bench edition --large` adds what takes minutes.
"""

from __future__ import annotations

import importlib
import sys
from statistics import median

from msgspec.structs import replace

from .measure import MEANT, Row, additions, row, table

PARTS = (
    "scoring",
    "importing",
    "comparing",
    "edition",
    "form",
    "submitting",
    "starting",
    "catalogue",
    "whatif",
    "workbook",
    "auditing",
    "charting",
    "documenting",
    "publishing",
    "portfolio",
)


def main(wanted: list[str]) -> int:
    """Run the parts that were asked for, or all."""
    rows: list[Row] = []
    took = additions()
    for part in wanted or PARTS:
        print(f"measuring: {part} …", file=sys.stderr, flush=True)
        measured = list(importlib.import_module(f".{part}", __package__).measure())
        before, took = took, additions()
        pace = median([*before, *took]) / MEANT
        rows.append(row(f"{part}: ten million additions in Python meanwhile", [*before, *took], "s"))
        rows += [replace(each, pace=pace) for each in measured]
    print(table(rows))
    missed = [r.name for r in rows if not r.holds]
    if missed:
        print(f"{len(missed)} missed.", file=sys.stderr)
    return bool(missed)


if __name__ == "__main__":
    raise SystemExit(main([part for part in sys.argv[1:] if not part.startswith("--")]))
