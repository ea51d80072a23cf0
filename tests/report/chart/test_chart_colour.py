"""Colours of charts as people see them who see fewer, in grey, by day and by night: computed from the palettes.

A colour never says alone what a mark is (shape, place and words do), so what is asked for here is that marks are seen at
all, that neighbouring levels differ, and that "you", what holds back, and the peers are not taken for each other.
"""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest

from assess.report.look import DARK, LEVELS, LIGHT, ON_LEVELS, Palette

Colour = tuple[float, float, float]
MARK, LARGE, TEXT = 2.9, 4.0, 4.5
"""Contrast of marks (3.0, less what the simulations cost), of the bold figures upon a level, of texts."""

SIGHTS: dict[str, tuple[Colour, Colour, Colour]] = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "grey": ((0.2126, 0.7152, 0.0722),) * 3,
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
}
"""What becomes of linear red, green and blue: Machado, Oliveira and Fernandes (2009), severity 1; grey is Rec. 709."""


def linear(colour: str) -> Colour:
    parts = (each / 255 for each in bytes.fromhex(colour[1:]))
    return tuple(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)


def seen(colour: str, sight: str) -> Colour:
    source = linear(colour)
    rows = SIGHTS[sight]
    return tuple(min(1.0, max(0.0, sum(a * b for a, b in zip(row, source, strict=True)))) for row in rows)


def luminance(colour: Colour) -> float:
    return sum(a * b for a, b in zip(SIGHTS["grey"][0], colour, strict=True))


def contrast(one: Colour, other: Colour) -> float:
    """As WCAG 2 counts it, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def lab(colour: Colour) -> Colour:
    """CIE L*a*b*, D65."""
    red, green, blue = colour
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    x, y, z = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in (x, y, z))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def distance(one: Colour, other: Colour) -> float:
    """ΔE (1976): about 2.3 is just seen, 10 is seen at a glance."""
    return sum((a - b) ** 2 for a, b in zip(lab(one), lab(other), strict=True)) ** 0.5


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["day", "night"])
def test_every_mark_is_seen_on_paper(palette: Palette, sight: str):
    paper = seen(palette.paper, sight)
    for role in ("accent", "attention", "peers", "ink"):
        assert contrast(seen(getattr(palette, role), sight), paper) >= MARK, role
    for role in ("accent", "attention", "muted", "ink"):  # texts
        assert contrast(seen(getattr(palette, role), sight), paper) >= TEXT, role


@pytest.mark.parametrize("sight", SIGHTS)
def test_neighbouring_levels_are_told_apart_and_darken_steadily(sight: str):
    levels = [seen(level, sight) for level in LEVELS]
    assert all(distance(one, other) >= 9.5 for one, other in pairwise(levels))
    assert [luminance(level) for level in levels] == sorted(map(luminance, levels), reverse=True)


@pytest.mark.parametrize("sight", SIGHTS)
def test_text_upon_a_level_is_read(sight: str):
    for level, ink in zip(LEVELS, ON_LEVELS, strict=True):
        assert contrast(seen(level, sight), seen(ink, sight)) >= LARGE, level


@pytest.mark.parametrize("sight", ["usual", "protanopia", "deuteranopia"])
@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["day", "night"])
def test_you_what_holds_back_and_the_peers_are_not_taken_for_each_other(palette: Palette, sight: str):
    for one, other in combinations(("accent", "attention", "peers"), 2):
        apart = distance(seen(getattr(palette, one), sight), seen(getattr(palette, other), sight))
        assert apart >= 15, (one, other)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["day", "night"])
def test_the_median_is_seen_upon_the_peers_band(palette: Palette):
    assert contrast(linear(palette.ink), linear(palette.peers)) >= MARK
