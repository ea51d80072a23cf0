"""What the constraint of a row says, as far as questions of ours can say it: limits, length, options that stand alone.

Pure. Whatever else it says is for the reader to note as lost.
"""

from __future__ import annotations

import re

_LIMITS = re.compile(r"\. *>= *(-?[\d.]+) +and +\. *<= *(-?[\d.]+)")
_ALONE = re.compile(r"not\(selected\(\., *'([^']+)'\) and count-selected\(\.\) *> *1\)")
_LENGTH = re.compile(r"string-length\(\.\) *<= *(\d+)")


def find_limits(constraint: str) -> tuple[float, float] | None:
    """The least and the greatest number; None where it says neither, or no range."""
    limits = _LIMITS.fullmatch(constraint.strip())
    try:
        low, high = (float(limits[1]), float(limits[2])) if limits else (0.0, 0.0)
    except ValueError:
        return None
    return (low, high) if low < high else None


def find_length(constraint: str) -> int | None:
    """The most characters, from 1 to 10,000; None where it does not say."""
    length = _LENGTH.fullmatch(constraint.strip())
    return min(max(int(length[1][:6]), 1), 10_000) if length else None


def find_alone(constraint: str) -> tuple[frozenset[str], bool]:
    """The options that rule out the others, and whether the constraint says anything else."""
    return frozenset(_ALONE.findall(constraint)), bool(_ALONE.sub("", constraint).replace("and", "").strip())
