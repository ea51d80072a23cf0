"""An image file → a logo that may stand in a report: a PNG, or an SVG that runs nothing and asks nobody for anything.

Bytes enter; a `Logo` leaves, or an `AssessError` that says what is wrong with them.
"""

from __future__ import annotations

import re
import struct
from pathlib import Path
from xml.etree import ElementTree

from ...errors import AssessError
from .model import Logo

MOST = 200_000
"""Bytes: it stands on every page."""
WIDEST = 12.0
"""Width by height; anything longer is no logo but a line."""
PNG = b"\x89PNG\r\n\x1a\n"
SVG, LINK, XML = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink", "{http://www.w3.org/XML/"
SHAPES = """
svg g path rect circle ellipse line polyline polygon defs title desc use symbol clipPath mask linearGradient radialGradient
stop text tspan style
"""
ELEMENTS = frozenset(SHAPES.split())
"""What a drawing needs. Neither script nor foreignObject, no picture in the picture, no animation."""
LOADING = re.compile(
    r"@import|url\((?!\s*['\"]?#)|image-set|\bsrc\(|expression|javascript:|\\", re.IGNORECASE
)
"""What CSS loads or runs by; a backslash could spell any of it otherwise."""
DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*>")
PLAIN = "Save it as plain SVG, with paths only."

ElementTree.register_namespace("", SVG)
ElementTree.register_namespace("xlink", LINK)


def read_logo(path: Path, where: str) -> Logo:
    """The logo in a file. `AssessError` if it is no PNG or SVG, too large, or could run or load anything."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _wrong(f"The logo cannot be read: {error.strerror}.", where, path, "Check the path.") from None
    if len(data) > MOST:
        raise _wrong(
            f"The logo has {len(data) / 1000:,.0f} kB; it stands on every page, so {MOST / 1000:,.0f} kB are enough.",
            where,
            path,
            "Save it smaller, or as SVG.",
        )
    if data.startswith(PNG):
        name, ratio = "logo.png", _ratio(data, where, path)
    else:
        root = _drawing(data, where, path)
        name, ratio, data = "logo.svg", _shape(root, where, path), ElementTree.tostring(root, "utf-8")
    if not 1 / WIDEST <= ratio <= WIDEST:
        raise _wrong("The logo is far wider than high, or higher than wide.", where, path, "Cut its margins.")
    return Logo(name=name, data=data, ratio=round(ratio, 4))


def _ratio(data: bytes, where: str, path: Path) -> float:
    if len(data) < 45 or data[12:16] != b"IHDR" or b"IEND" not in data[-12:]:
        raise _wrong("This PNG is not whole.", where, path, "Save it again.")
    width, height = struct.unpack(">II", data[16:24])
    if not width or not height:
        raise _wrong("This PNG is empty.", where, path, "Save it again.")
    return width / height


def _drawing(data: bytes, where: str, path: Path) -> ElementTree.Element:
    """The SVG without what draws nothing: notes of editors, comments, instructions to programs."""
    try:  # decoded here, or another encoding could hide a declaration from this look and not from the parser
        text = DOCTYPE.sub("", data.decode("utf-8-sig"), count=1)
        if "<!DOCTYPE" in text or "<!ENTITY" in text:
            raise _wrong("The SVG declares entities.", where, path, PLAIN)
        root = ElementTree.fromstring(text)
    except (ElementTree.ParseError, ValueError):
        raise _wrong("This is no image.", where, path, "A logo is a PNG, or an SVG file in UTF-8.") from None
    if root.tag != f"{{{SVG}}}svg":
        raise _wrong("This is no image.", where, path, "A logo is a PNG or an SVG file.")
    for element in root.iter():
        for child in list(element):
            if not str(child.tag).startswith(f"{{{SVG}}}") or _local(child.tag) == "metadata":
                element.remove(child)
    for element in root.iter():
        _check(element, where, path)
    if _is_bomb(root):
        raise _wrong("The SVG repeats what repeats something.", where, path, PLAIN)
    return root


def _is_bomb(root: ElementTree.Element) -> bool:
    """Whether a <use> repeats what holds another: ten such steps of ten draw ten thousand million shapes."""
    uses = list(root.iter(f"{{{SVG}}}use"))
    holding = {each.get("id") for each in root.iter() if each.find(f".//{{{SVG}}}use") is not None}
    holding |= {each.get("id") for each in uses}
    repeated = (each.get("href") or each.get(f"{{{LINK}}}href") or "" for each in uses)
    return any(link.strip().removeprefix("#") in holding for link in repeated)


def _check(element: ElementTree.Element, where: str, path: Path) -> None:
    name = _local(element.tag)
    if name not in ELEMENTS:
        raise _wrong(f"The SVG holds <{name}>.", where, path, PLAIN)
    if name == "style" and LOADING.search("".join(element.itertext())):
        raise _wrong("The style of the SVG loads something.", where, path, PLAIN)
    for attribute, value in list(element.attrib.items()):
        if attribute.startswith("{") and not attribute.startswith((f"{{{LINK}}}", XML)):
            del element.attrib[attribute]
            continue
        key = _local(attribute).lower()
        if key.startswith("on"):
            raise _wrong(f"The SVG runs something ({key}).", where, path, PLAIN)
        if (key in ("href", "src", "base") and not value.strip().startswith("#")) or LOADING.search(value):
            raise _wrong(f"The SVG refers to something else: {value[:60]}.", where, path, PLAIN)


def _shape(root: ElementTree.Element, where: str, path: Path) -> float:
    """Width by height, of its view box or of its size."""
    box = re.split(r"[\s,]+", root.get("viewBox", "").strip())
    sizes = box[2:] if len(box) == 4 else [root.get("width", ""), root.get("height", "")]
    found = [re.match(r"\d+(\.\d+)?", size) for size in sizes]
    if not all(found) or not all(float(one[0]) for one in found if one):
        raise _wrong("The SVG does not say how large it is.", where, path, "Save it with a viewBox.")
    width, height = (float(one[0]) for one in found if one)
    return width / height


def _local(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _wrong(what: str, where: str, path: Path, remedy: str) -> AssessError:
    return AssessError(what, where=f"{where} ({path})", remedy=remedy)
