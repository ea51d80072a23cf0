"""One accent → the colours of a report by day, by night, and of its levels, each as readable as the house's own.

Contrast is that of WCAG 2.2: (L1 + 0.05) / (L2 + 0.05), L the relative luminance. Hue and saturation of the accent stay;
only its lightness is moved.
"""

from __future__ import annotations

import colorsys
import re
from collections.abc import Callable

from msgspec.structs import replace

from ...errors import AssessError
from ..look import DARK, LEVELS, LIGHT, Palette

TEXT = 4.5
"""AA for text."""
EASY = 7.0
"""What an accent that is derived for the night is made to reach: AAA."""
STEPS = 400
"""Lightnesses that are tried from black to white."""
HEX = re.compile(r"#[0-9a-fA-F]{6}")


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1, of ``#rrggbb``."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """From 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def palettes(accent: str, dark: str, where: str) -> tuple[Palette, Palette]:
    """Light and dark with this accent; an empty `dark` is derived from it. `AssessError`, with the nearest colour that
    passes, for one that could not be read as text."""
    light = _checked(accent, LIGHT, f"{where}.accent")
    if not dark:
        return light, _with(DARK, _nearest(accent, lambda made: contrast(made, DARK.paper) >= EASY))
    return light, _checked(dark, DARK, f"{where}.dark")


def levels_of(accent: str) -> tuple[str, ...]:
    """Levels 1 to 5 in the hue of the accent, each as light as the house's own, so that a text upon it reads as well."""
    hue, _, saturation = colorsys.rgb_to_hls(*_channels(accent))
    own = colorsys.rgb_to_hls(*_channels(LIGHT.accent))[2]
    made = []
    for level in LEVELS:
        share = colorsys.rgb_to_hls(*_channels(level))[2] / own
        wanted = luminance(level)
        tried = (_made(hue, at / STEPS, min(1, saturation * share)) for at in range(STEPS + 1))
        made.append(min(tried, key=lambda colour: abs(luminance(colour) - wanted)))
    return tuple(made)


def _checked(accent: str, palette: Palette, where: str) -> Palette:
    if not HEX.fullmatch(accent):
        raise AssessError(
            f"`{accent}` is no colour.", where=where, remedy='Write it as six hex digits: "#0b6b67".'
        )
    reached = contrast(accent, palette.paper)
    if reached < TEXT:
        nearest = _nearest(accent, lambda made: contrast(made, palette.paper) >= TEXT)
        raise AssessError(
            f"{accent} has a contrast of {reached:.1f} with the paper {palette.paper}; text needs {TEXT}.",
            where=where,
            remedy=f"The nearest that can be read is {nearest}.",
        )
    return _with(palette, accent.lower())


def _with(palette: Palette, accent: str) -> Palette:
    upon = max(("#ffffff", LIGHT.paper, DARK.paper), key=lambda colour: contrast(colour, accent))
    return replace(palette, accent=accent, on_accent=upon)


def _nearest(colour: str, passes: Callable[[str], bool]) -> str:
    """The colour of this hue whose lightness differs least, among those that pass."""
    hue, light, saturation = colorsys.rgb_to_hls(*_channels(colour))
    tried = sorted((at / STEPS for at in range(STEPS + 1)), key=lambda other: abs(other - light))
    return next(made for other in tried if passes(made := _made(hue, other, saturation)))


def _made(hue: float, light: float, saturation: float) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in colorsys.hls_to_rgb(hue, light, saturation))


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue
