"""The palette keeps its contrast, and the style sheet carries all of it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from msgspec.structs import asdict

from assess.report.look import DARK, LEVELS, LIGHT, ON_LEVELS, TEXT_SIZES, Palette, tokens_css


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, "contrast ratio"."""

    def luminance(colour: str) -> float:
        channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_text_and_marks_stand_out_from_the_paper(palette: Palette):
    for role in ("ink", "muted", "accent", "attention", "good", "error"):
        assert contrast(getattr(palette, role), palette.paper) >= 4.5, role
    assert contrast(palette.peers, palette.paper) >= 2.995
    assert contrast(palette.on_accent, palette.accent) >= 4.5


def test_a_levels_number_can_be_read_upon_its_colour():
    # 3 is enough: the number on a level is bold and at least 19 px, which WCAG calls large.
    assert all(contrast(level, text) >= 3 for level, text in zip(LEVELS, ON_LEVELS, strict=True))


def test_levels_differ_in_grey():
    greys = [contrast(level, "#000000") for level in LEVELS]
    assert all(lighter / darker > 1.25 for lighter, darker in pairwise(greys))


def test_tokens_hold_every_role_light_and_dark_by_query_and_by_attribute():
    css = tokens_css()
    for role, colour in asdict(LIGHT).items():
        assert f"--{role.replace('_', '-')}: {colour};" in css
    for role, colour in asdict(DARK).items():
        assert css.count(f"--{role.replace('_', '-')}: {colour};") >= 2
    assert '[data-md-color-scheme="slate"]' in css
    assert "prefers-color-scheme: dark" in css


def test_type_scale_is_the_agreed_one():
    assert TEXT_SIZES == (17, 20, 24, 29, 35, 42)
