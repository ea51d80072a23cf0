"""The one rounding rule of everything that is shown: one decimal, half away from zero, once.

Hundredths enter, tenths or their text leave. Levels are never decided here: scoring bands the unrounded score.
"""

from __future__ import annotations


def one_decimal(hundredths: int) -> float:
    """A fixed-point score as it is shown: 345 → 3.5, 344 → 3.4, -345 → -3.5."""
    tenths = (abs(hundredths) + 5) // 10
    return (tenths if hundredths >= 0 else -tenths) / 10


def percent(share: float) -> str:
    """A share of 0–1 in whole percent, half away from zero: 0.125 → "13 %"."""
    return f"{int(share * 100 + 0.5)} %"
