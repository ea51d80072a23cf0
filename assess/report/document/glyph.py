"""Which characters the fonts that typst brings along can print: any text enters, a text that prints leaves.

A document is the same on every machine, so only those fonts are used (Libertinus Serif, DejaVu Sans Mono, New Computer
Modern). They hold Latin, Greek, Cyrillic, and signs. A character that none of them has would stop a PDF/UA altogether;
the Unicode replacement character stands in its place, so that a reader sees that something is missing. What turns the
direction of a text is left out: no name may make a sentence read backwards.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache

PRINTED = """
20-7e a0-2ff 370-377 37a-37f 384-38a 38c 38e-3a1 3a3-482 48a-4ff 510-513 51a-51d 531-556 559-58a 58d-58f
10d0-10ff 13a0-13f5 13f8-13fd 1d00-1dbf 1e00-1f15 1f18-1f1d 1f20-1f45 1f48-1f4d 1f50-1f57 1f59 1f5b 1f5d
1f5f-1f7d 1f80-1fb4 1fb6-1fc4 1fc6-1fd3 1fd6-1fdb 1fdd-1fef 1ff2-1ff4 1ff6-1ffe 2000-200b 2010-2027
202f-2040 2042 2044-2052 2054-2060 2070-2071 2074-208e 2090-209c 20a0-20c0 2100-211e 2120 2122 2124
2126-2151 2153-2184 2189 2190-23ff 2422-2423 2460-2606 2609-262f 2638-268b 2690-269c 26a0-26a7 26aa-26af
26b2 2701-2704 2706-2709 270c-2714 2717-2726 272a-274b 274d 274f-2752 2756 2758-275e 2761-277f 2794
2798-27af 27b1-2b73 2b76-2b95 2b97-2bff 2c60-2cee 2cf2-2cf3 2cf9-2cff 2e02-2e05 2e08-2e0a 2e17-2e18 2e1f
2e22-2e25 2e2e a640-a641 a648-a649 a656-a657 a708-a716 a71b-a727 a72d a730 a735 a765 a789-a78e a790-a791
a793 a7aa a7f8-a7f9 fb00-fb06 fffc-fffd 1d400-1d454 1d456-1d49c 1d49e-1d49f 1d4a2 1d4a5-1d4a6
1d4a9-1d4ac 1d4ae-1d4b9 1d4bb 1d4bd-1d4c3 1d4c5-1d505 1d507-1d50a 1d50d-1d514 1d516-1d51c 1d51e-1d539
1d53b-1d53e 1d540-1d544 1d546 1d54a-1d550 1d552-1d6a5 1d6a8-1d7cb 1d7ce-1d7ff
"""
"""Ranges of code points, hexadecimal, both ends included; found by asking typst for each character."""
MARKS = frozenset(
    "\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030a\u030b\u030c\u030f\u0311\u0323\u0327\u0328\u0331"
)
"""Accents that the fonts set upon a letter, one at a time; any other needs a font that has both."""
LETTERS = "\u0530"
"""Latin, Greek and Cyrillic letters come before it: those that may bear an accent."""
KEPT = " \u00a0\u202f"
"""Blanks that stay as they are: those that hold a number together do not break."""
MISSING = "\ufffd"


def printable(text: str) -> str:
    """The text with every character that no font has replaced; line ends and tabs become blanks."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_printed(unicodedata.normalize("NFC", text)))


def _printed(text: str) -> Iterator[str]:
    before = ""
    for letter in text:
        if letter.isspace() and letter not in KEPT:
            shown = " "
        elif letter in _letters() or (letter in MARKS and before.isalpha() and before < LETTERS):
            shown = letter
        else:
            shown = "" if unicodedata.category(letter) == "Cf" else MISSING
        yield shown
        before = letter


@cache
def _letters() -> frozenset[str]:
    ends = (part.partition("-") for part in PRINTED.split())
    return frozenset(
        chr(code) for first, _, last in ends for code in range(int(first, 16), int(last or first, 16) + 1)
    )
