"""`make bench`: every measurement in one run, as one table; exit 1 if a ratio is missed.

`python -m tests.bench edition --large` adds what takes minutes.
"""

from __future__ import annotations

import importlib
import sys

from .measure import Row, table, this_machine

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
    for part in wanted or PARTS:
        print(f"measuring: {part} …", file=sys.stderr, flush=True)
        rows += importlib.import_module(f".{part}", __package__).measure()
    print(table([this_machine(), *rows]))
    missed = [r.name for r in rows if not r.holds]
    if missed:
        print(f"{len(missed)} missed.", file=sys.stderr)
    return bool(missed)


if __name__ == "__main__":
    raise SystemExit(main([part for part in sys.argv[1:] if not part.startswith("--")]))
