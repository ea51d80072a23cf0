"""The kept table of what the fonts of a document can print, held against what typst prints."""

from __future__ import annotations

import json
import re
import unicodedata

import typst

from assess.report.document.glyph import MISSING, PRINTED, printable

EACH_ON_A_PAGE = b"""
#set page(width: 40pt, height: 20pt, margin: 2pt)
#set text(font: "Libertinus Serif")
#for letter in json(bytes(sys.inputs.letters)) { page(letter) }
"""
NOBODYS = "\U0010fffd"
"""For private use: no font has it, so that its glyph is the one that stands for a letter that is missing."""
NEAR = 8
"""How far outside a range is looked: to the next one, nearly always."""
ENDS = [
    (int(first, 16), int(last or first, 16))
    for first, _, last in (part.partition("-") for part in PRINTED.split())
]


def glyphs_of(letters: list[str]) -> list[list[str]]:
    """The glyphs that typst draws for each, by their names; none for a blank."""
    compiler = typst.Compiler(font_paths=typst.Fonts(include_system_fonts=False), ignore_system_fonts=True)
    pages = compiler.compile(EACH_ON_A_PAGE, format="svg", sys_inputs={"letters": json.dumps(letters)})
    return [re.findall(r'href="#(\w+)"', page.decode()) for page in pages]


def test_ranges_end_where_the_fonts_end():
    """Outside are letters and signs; accents have a rule of their own, controls are left out whatever a font has."""
    inside = [chr(code) for ends in ENDS for code in ends]
    beyond = {
        chr(code + far)
        for first, last in ENDS
        for far in range(1, NEAR + 1)
        for code in (first - NEAR - 1, last)
    }
    outside = [letter for letter in sorted(beyond) if printable(letter) == MISSING]
    outside = [letter for letter in outside if unicodedata.category(letter)[0] in "LNPS"]
    missing, *drawn = glyphs_of([NOBODYS, *inside, *outside])
    assert missing
    printed = dict(zip([*inside, *outside], (glyphs != missing for glyphs in drawn), strict=True))
    assert [hex(ord(letter)) for letter in inside if not printed[letter]] == []
    assert [hex(ord(letter)) for letter in outside if printed[letter]] == []
    assert len(outside) > 50
