"""The one palette and type scale of every surface: web form, result page, report and charts.

Constants leave as values; the style sheets are derived from them by `tokens_css`. Nothing
here knows a page or a chart. Contrast of each pair is checked by a test against WCAG 2.2 (text 4.5, marks 3).
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import asdict

FONT = 'system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif'
MONO = 'ui-monospace, "SF Mono", "Cascadia Mono", "Noto Sans Mono", monospace'

TEXT_SIZES = (17, 20, 24, 29, 35, 42)
"""Pixels, a scale of 1.2 from the body's 17."""
SPACE = 4
"""Pixels; every distance is a multiple of it."""
RADIUS = 6
"""Pixels."""
MEASURE = 68
"""Characters a line of running text may have."""
PAGE_WIDTH = 1120
"""Pixels; nothing is wider."""


class Palette(Struct, frozen=True, kw_only=True):
    """The roles that colours play. `peers` is for marks, never text; `on_accent` is text upon `accent`."""

    paper: str
    ink: str
    muted: str
    accent: str
    on_accent: str
    attention: str
    good: str
    error: str
    peers: str
    hairline: str


LIGHT = Palette(
    paper="#fcfbf8",
    ink="#1a2330",
    muted="#55606e",
    accent="#0b6b67",
    on_accent="#fcfbf8",
    attention="#a8480b",
    good="#2f6f3e",
    error="#a3242b",
    peers="#8a93a0",
    hairline="#d9d5cb",
)
DARK = Palette(
    paper="#12181f",
    ink="#e8e6e0",
    muted="#a9b2bd",
    accent="#5cc2bb",
    on_accent="#12181f",
    attention="#f0a35e",
    good="#84c893",
    error="#f08a8f",
    peers="#7c8794",
    hairline="#2b3440",
)

LEVELS = ("#d8ecea", "#a6d3cf", "#62b0aa", "#1f8680", "#0a514d")
"""Levels 1 to 5, light to dark, the same by day and by night; never shown without their number or name."""
ON_LEVELS = ("#1a2330", "#1a2330", "#1a2330", "#ffffff", "#ffffff")
"""Text upon the level of the same place."""


def _declarations(palette: Palette) -> str:
    """The custom properties of one palette: `on_accent` becomes `--on-accent`."""
    return "".join(f"  --{role.replace('_', '-')}: {colour};\n" for role, colour in asdict(palette).items())


def _constants() -> str:
    """What stays the same by day and by night."""
    levels = "".join(f"  --level-{n}: {colour};\n" for n, colour in enumerate(LEVELS, 1))
    on_levels = "".join(f"  --on-level-{n}: {colour};\n" for n, colour in enumerate(ON_LEVELS, 1))
    sizes = "".join(f"  --text-{n}: {size}px;\n" for n, size in enumerate(TEXT_SIZES, 1))
    return (
        f"{levels}{on_levels}{sizes}"
        f"  --font: {FONT};\n  --mono: {MONO};\n  --space: {SPACE}px;\n  --radius: {RADIUS}px;\n"
        f"  --measure: {MEASURE}ch;\n  --page-width: {PAGE_WIDTH}px;\n"
    )


def tokens_css() -> str:
    """The look as CSS custom properties: light by default and on paper, dark where the system asks for it.

    The dark ones stand twice: in a media query, which needs no script and serves every surface, and under
    Material's ``[data-md-color-scheme="slate"]`` for a theme that switches by attribute. Sizes are in px.
    """
    light, dark = _declarations(LIGHT), _declarations(DARK)
    return (
        f":root {{\n  color-scheme: light dark;\n{light}{_constants()}}}\n"
        f"@media screen and (prefers-color-scheme: dark) {{\n:root {{\n{dark}}}\n}}\n"
        f'@media screen {{\n[data-md-color-scheme="slate"] {{\n{dark}}}\n}}\n'
    )
