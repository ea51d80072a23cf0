"""What charts say: titles, findings, and the words beside their marks, each a whole sentence or label.

Values enter, text leaves; names of levels and dimensions arrive in the reader's language.
"""

from __future__ import annotations


def position(*, behind: list[str], ahead: list[str], compared: int, scored: int) -> str:
    """The finding of the chart of all dimensions: `compared` of the `scored` have published peers."""
    if behind and ahead:
        finding = f"Furthest below the peers' median: {behind[0]}. Furthest above: {ahead[0]}."
    elif behind:
        finding = f"None is above the peers' median; {behind[0]} is furthest below."
    elif ahead:
        finding = f"None is below the peers' median; {ahead[0]} is furthest above."
    else:
        finding = "Each is at the peers' median."
    if compared == scored:
        return finding
    return f"{compared} of {scored} dimensions can be compared. {finding}"


def alone(lowest: str, highest: str) -> str:
    """The finding of the same chart without peers."""
    return f"{lowest} is lowest, {highest} highest." if lowest != highest else f"Only {lowest} is scored."


def strip(missing: int, counted: int, next_level: str) -> str:
    """The finding of a dimension's question chart."""
    if not counted:
        return "No question of this dimension counts."
    if missing == 0 or not next_level:
        return "No answer here holds back the next level."
    what = "One answer holds" if missing == 1 else f"{missing} answers hold"
    return f"{what} back {next_level}."


def position_title(*, compared: bool) -> str:
    return "Your dimensions beside your peers" if compared else "Your dimensions"


def strip_title(dimension: str) -> str:
    return f"Your answers on {dimension}"


def you(score: float) -> str:
    return f"you {score:.1f}"


def peers(p25: float | None, median: float, p75: float | None) -> str:
    if p25 is None or p75 is None:
        return f"peers' median {median:.1f}"
    return f"peers' middle half {p25:.1f}–{p75:.1f}, median {median:.1f}"


def answer(value: float, *, blocking: bool) -> str:
    return f"{value:.1f} holds back" if blocking else f"{value:.1f}"


def level_mark(level: int, name: str) -> str:
    """A level at its bound in a chart."""
    return f"{level} {name}"


def level_short(level: int) -> str:
    """The first level in a chart too narrow for names; the others are their numbers."""
    return f"level {level}"
