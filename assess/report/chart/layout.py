"""The sizes charts are drawn for: each one twice, for a page and for a phone, at the width it is shown at.

Nothing enters; constants leave. A chart that is scaled down to a phone would shrink its text below 12 px.
"""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

TEXT = 13
"""Pixels of labels and figures on the rows."""
SMALL = 12
"""Pixels of the scale's figures and names; never less."""
LINE = 16
"""Pixels from line to line of a label."""
GAP = 10
"""Pixels between a label and the figure beside it; twice that before the plot."""
BOLD = 1.1
"""How much wider bold figures are."""
GLYPH, CYRILLIC = 0.56, 0.63
"""The mean width of a character in em, rather too wide than too narrow; Cyrillic letters are wider than Latin."""
CAPITAL, WIDER, USUAL = 0.18, 0.25, 0.06
"""How much wider than the mean, in em, a capital is and one of the `WIDEST`; what the mean has room for already."""
WIDEST = frozenset("MWmw@%—ЖМФШЩЮжмфшщю")


class Layout(Struct, frozen=True, kw_only=True):
    """Pixels. `left` is the space before the plot: the labels' column, or a margin where labels stand `above`
    their line. `at` is the place of a row's line between its top (0) and its foot (1)."""

    name: str
    width: int
    left: int
    right: int
    row: int
    at: float
    lines: int
    above: bool

    @property
    def plot(self) -> int:
        """The width from the lowest to the highest score."""
        return self.width - self.left - self.right

    def characters(self, text: str, figure: str) -> int:
        """How many characters a line of this label may have; above, the bold figure at its end needs room too."""
        room = self.width - BOLD * width_of(figure, TEXT) - GAP if self.above else self.left - 2 * GAP
        return int(room / (TEXT * glyph_of(text)))


@lru_cache(maxsize=4096)
def glyph_of(text: str) -> float:
    """The mean width of its characters in em; wider where it has more capitals and wide letters than usual."""
    mean = CYRILLIC if any("\u0400" <= letter <= "\u04ff" for letter in text) else GLYPH
    capitals = sum(map(str.isupper, text)) * CAPITAL
    wide = sum(letter in WIDEST for letter in text) * WIDER
    return mean + max(0.0, (capitals + wide) / max(1, len(text)) - USUAL)


def width_of(text: str, size: int = SMALL) -> float:
    """A cautious estimate in pixels; nothing here can measure the reader's font."""
    return len(text) * size * glyph_of(text)


POSITION = (
    Layout(name="wide", width=720, left=216, right=24, row=52, at=0.5, lines=3, above=False),
    Layout(name="narrow", width=320, left=8, right=12, row=70, at=0.7, lines=2, above=True),
)
STRIP = (
    Layout(name="wide", width=720, left=380, right=24, row=50, at=0.5, lines=2, above=False),
    Layout(name="narrow", width=320, left=8, right=12, row=92, at=0.84, lines=3, above=True),
)
QUARTILES = (
    Layout(name="wide", width=720, left=252, right=8, row=52, at=0.5, lines=3, above=False),
    Layout(name="narrow", width=320, left=8, right=12, row=70, at=0.7, lines=2, above=True),
)
SPREAD = (
    Layout(name="wide", width=720, left=232, right=76, row=40, at=0.5, lines=2, above=False),
    Layout(name="narrow", width=320, left=8, right=12, row=66, at=0.72, lines=2, above=True),
)

# Laid out in pixels: `left` and `right` are the columns beside the scale, `row` the height of a row without its label.
PROFILE = (
    Layout(name="wide", width=720, left=216, right=44, row=28, at=0.5, lines=3, above=False),
    Layout(name="narrow", width=320, left=8, right=12, row=24, at=0.5, lines=3, above=True),
)
HEAT = (
    Layout(name="wide", width=720, left=248, right=64, row=40, at=0.5, lines=4, above=False),
    Layout(name="narrow", width=320, left=4, right=52, row=36, at=0.5, lines=4, above=True),
)
TREND = (
    Layout(name="wide", width=720, left=204, right=158, row=88, at=0.5, lines=3, above=False),
    Layout(name="narrow", width=320, left=26, right=40, row=84, at=0.5, lines=2, above=True),
)
PRIORITY = (
    Layout(name="wide", width=720, left=8, right=8, row=380, at=0.5, lines=2, above=False),
    Layout(name="narrow", width=320, left=4, right=4, row=300, at=0.5, lines=4, above=True),
)
LADDER = (
    Layout(name="wide", width=720, left=64, right=0, row=60, at=0.5, lines=2, above=False),
    Layout(name="narrow", width=320, left=60, right=0, row=60, at=0.5, lines=4, above=True),
)
JOURNEY = (
    Layout(name="wide", width=720, left=148, right=28, row=220, at=0.5, lines=4, above=False),
    Layout(name="narrow", width=320, left=140, right=40, row=52, at=0.5, lines=4, above=False),
)
PORTFOLIO = (
    Layout(name="wide", width=720, left=252, right=68, row=64, at=0.5, lines=2, above=False),
    Layout(name="narrow", width=320, left=0, right=56, row=52, at=0.5, lines=2, above=True),
)
