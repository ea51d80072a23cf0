"""A brand file is read whole or refused with what, where and what to do; nothing in it can run, load or hide anything."""

from __future__ import annotations

import struct
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.errors import AssessError
from assess.language import speaking
from assess.report.brand.colour import contrast, levels_of, luminance, palettes
from assess.report.brand.logo import MOST, read_logo
from assess.report.brand.model import HOUSE
from assess.report.brand.read import InvalidBrand, read_brand
from assess.report.look import LEVELS, ON_LEVELS

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10">{}</svg>'
PNG = (
    b"\x89PNG\r\n\x1a\n"
    + struct.pack(">I", 13)
    + b"IHDR"
    + struct.pack(">II", 30, 10)
    + b"\x08\x02"
    + b"\0" * 20
)
ACCENTS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.fixture
def brand(tmp_path: Path) -> Callable[[str], object]:
    """Read a brand file with this text."""

    def read(text: str) -> object:
        (tmp_path / "brand.yaml").write_text(text, "utf-8")
        return read_brand(tmp_path / "brand.yaml")

    return read


def test_an_empty_field_leaves_the_house_as_it_is(brand: Callable):
    assert brand("name: Example Advisers").light == HOUSE.light
    assert not brand("name: Example Advisers").has_colours


@pytest.mark.parametrize(
    ("text", "what", "remedy"),
    [
        ("nmae: X", "nmae", "name"),
        ("name: [1]", "", ""),
        ("colours: {accent: red}", "no colour", "#0b6b67"),
        ('colours: {accent: "#ffcc00"}', "contrast of 1.5", "#8c7000"),
        ('colours: {accent: "#0b6b67", dark: "#123456"}', "contrast", "nearest"),
        ("logo: gone.svg", "cannot be read", "path"),
        ("fonts: {folder: gone}", "cannot be read", "path"),
        ('fonts: {family: "x; } body { display: none"}', "no list of fonts", "Georgia"),
        ("texts: [{page: index, markdown: x}]", "before or after", "after: top"),
        ("texts: [{page: index, after: top}]", "here or in a file", "markdown"),
        ("texts: [{page: index, after: top, file: gone.md}]", "cannot be read", "path"),
        ("texts: [{page: index, after: top, markdown: x, language: tlh}]", "no language", "sr-Latn"),
        ("footer: {tlh: x}", "no language", "sr-Latn"),
        (f"footer: {{pl: {'x' * 201}}}", "over 200", "Shorten"),
        ("draft: {de: x}", "no language", "sr-Latn"),
        (f"name: {'x' * 201}", "over 200", "Shorten"),
    ],
)
def test_what_cannot_be_used_is_told_with_its_place_and_a_remedy(
    brand: Callable, text: str, what: str, remedy: str
):
    with pytest.raises(AssessError) as refused:
        brand(text)
    assert what in refused.value.what + refused.value.remedy
    assert remedy in refused.value.what + refused.value.remedy
    assert "brand.yaml" in refused.value.where + refused.value.what


def test_a_mistake_of_shape_is_told_with_its_line(brand: Callable):
    with pytest.raises(InvalidBrand, match=r"brand\.yaml:2"):
        brand("name: X\nadress: [here]")


# Colours ---------------------------------------------------------------------------------------------------------


@given(ACCENTS)
def test_an_accent_that_is_taken_can_be_read_by_day_and_by_night(accent: str):
    try:
        light, dark = palettes(accent, "", "colours")
    except AssessError as refused:
        nearest = refused.remedy.split()[-1].rstrip(".")
        assert palettes(nearest, "", "colours")[0].accent == nearest
        return
    for palette in (light, dark):
        assert contrast(palette.accent, palette.paper) >= 4.5
        assert contrast(palette.on_accent, palette.accent) >= 4.5


@given(ACCENTS)
def test_levels_keep_their_lightness_so_that_a_number_upon_them_is_read(accent: str):
    made = levels_of(accent)
    assert all(abs(luminance(own) - luminance(house)) < 0.02 for own, house in zip(made, LEVELS, strict=True))
    assert all(contrast(level, text) >= 3 for level, text in zip(made, ON_LEVELS, strict=True))
    assert all(luminance(one) > luminance(other) for one, other in pairwise(made))


# Logo ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"GIF89a", "no image"),
        (b"\x89PNG\r\n\x1a\nhalf", "not whole"),
        (b"<html xmlns='http://www.w3.org/1999/xhtml'/>", "no image"),
        (SVG.format("<script>alert(1)</script>").encode(), "<script>"),
        (SVG.format("<foreignObject/>").encode(), "<foreignObject>"),
        (SVG.format('<image href="http://example.org/x.png"/>').encode(), "<image>"),
        (SVG.format('<use href="http://example.org/x.svg#a"/>').encode(), "refers"),
        (SVG.format('<rect onload="alert(1)"/>').encode(), "onload"),
        (SVG.format('<rect style="fill: url(http://example.org/x)"/>').encode(), "refers"),
        (SVG.format("<style>@import 'http://example.org/x'</style>").encode(), "loads"),
        (SVG.format(r"<style>@\69mport 'http://example.org/x'</style>").encode(), "loads"),
        (SVG.format("<style>a<desc/>@import 'http://example.org/x'</style>").encode(), "loads"),
        (SVG.format("<rect style=\"mask: image-set('http://example.org/x' 1x)\"/>").encode(), "refers"),
        (SVG.format('<use xml:base="http://example.org/x.svg" href="#a"/>').encode(), "refers"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format("&a;").encode(), "entities"),
        (f'<!DOCTYPE svg [<!ENTITY a "b">]>{SVG.format("&a;")}'.encode("utf-16"), "no image"),
        (SVG.format("<animate/>").encode(), "<animate>"),
        (SVG.format('<g id="a"><use href="#b"/></g><use href="#a"/>').encode(), "repeats"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "how large"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4000 10"/>', "wider than high"),
        (b" " * (MOST + 1), "kB"),
    ],
)
def test_a_file_that_is_no_harmless_image_is_no_logo(tmp_path: Path, content: bytes, what: str):
    (tmp_path / "logo").write_bytes(content)
    with pytest.raises(AssessError) as refused:
        read_logo(tmp_path / "logo", "logo")
    assert what in refused.value.what


def test_a_png_and_what_drawing_programs_save_are_logos(tmp_path: Path):
    drawn = (
        '<?xml version="1.0"?><?xml-stylesheet href="x.css"?><!-- note --><svg xmlns="http://www.w3.org/2000/svg" '
        'xmlns:i="urn:editor" i:zoom="2" viewBox="0 0 40 10"><metadata><i:x/></metadata><i:view/><path d="M0 0h4"/></svg>'
    )
    (tmp_path / "a.svg").write_text(drawn)
    (tmp_path / "b.png").write_bytes(PNG + b"IEND\xaeB`\x82")
    logo = read_logo(tmp_path / "a.svg", "logo")
    assert (
        logo.data == b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"><path d="M0 0h4" /></svg>'
    )
    assert (logo.ratio, read_logo(tmp_path / "b.png", "logo").ratio) == (4, 3)


# Fonts -----------------------------------------------------------------------------------------------------------


def test_fonts_say_weight_and_slope_by_their_names(brand: Callable, tmp_path: Path):
    (tmp_path / "fonts").mkdir()
    for name in ("Own-Regular.woff2", "Own-SemiBoldItalic.woff2"):
        (tmp_path / "fonts" / name).write_bytes(b"wOF2" + b"\0" * 40)
    made = brand("fonts: {folder: fonts, family: Georgia}")
    assert [(font.weight, font.italic, font.prints) for font in made.fonts] == [
        (400, False, False),
        (600, True, False),
    ]


def test_a_file_that_is_no_font_is_refused(brand: Callable, tmp_path: Path):
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "Own.ttf").write_bytes(b"<svg/>")
    with pytest.raises(AssessError, match="no font"):
        brand("fonts: {folder: fonts}")


def test_a_draft_is_called_so_in_the_language_of_the_report(brand: Callable):
    made = brand("draft: true")
    with speaking("pl"):
        assert made.watermark not in ("", "Draft")
    assert brand('draft: "For discussion"').watermark == "For discussion"
    assert brand("draft: false").watermark == ""


def test_foot_and_mark_are_said_in_the_language_of_the_report(brand: Callable):
    made = brand("footer: {en: For the board, pl: Dla zarządu}\ndraft: {pl: Do dyskusji}")
    said = {}
    for code in ("en", "pl", "ru"):
        with speaking(code):
            said[code] = (made.foot, made.watermark)
    assert said["en"] == ("For the board", "Draft")
    assert said["pl"] == ("Dla zarządu", "Do dyskusji")
    assert said["ru"][0] == ""
    assert said["ru"][1] not in ("", "Draft", "Do dyskusji")
    assert brand("footer: For everybody").foot == "For everybody"
    assert {text for _place, text in made.told()} >= {"For the board", "Dla zarządu", "Do dyskusji"}
    assert made.digest != brand("footer: {en: For the board, pl: Dla rady}\ndraft: {pl: Do dyskusji}").digest


def test_the_digest_changes_with_what_is_shown_and_not_with_where_it_was_written(tmp_path: Path):
    digests = set()
    for folder, text in (("a", "x"), ("b", "x"), ("c", "y")):
        (tmp_path / folder).mkdir()
        file = tmp_path / folder / "brand.yaml"
        file.write_text(f"texts: [{{page: index, after: top, markdown: {text}}}]")
        digests.add(read_brand(file).digest)
    assert len(digests) == 2
