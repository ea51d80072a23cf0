"""`python -m tests.attack`: make the twenty attacks, with their rules and without, and print what came of each."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from . import test_census, test_form, test_search, test_size, test_spread, test_time  # noqa: F401
from .attempt import ATTACKS, both

HEADER = "| # | attack | how tried | rule | with the rule | without it |\n|---|---|---|---|---|---|"


def main() -> int:
    """Print the table; 1 if an attack did not go as it should."""
    wrong = []
    print(HEADER)
    for number, attack in sorted(ATTACKS.items(), key=lambda each: (int(each[0].rstrip("bcdef")), each[0])):
        with tempfile.TemporaryDirectory() as folder:
            kept, broken = both(attack.attempt, Path(folder))
        wrong += [number] if kept.learned or not broken.learned else []
        behind = f"; behind it: {broken.behind}" if broken.behind else ""
        cells = (
            number,
            attack.name,
            attack.how,
            attack.rule,
            f"**{'LEARNED' if kept.learned else 'nothing learned'}**: {kept.saw}",
            f"**{'learned' if broken.learned else 'NOTHING LEARNED'}**: {broken.saw}{behind}",
        )
        print("| " + " | ".join(str(cell).replace("|", "/") for cell in cells) + " |", flush=True)
    if wrong:
        print(f"\nNot as they should: {wrong}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
