"""A drawn SVG made fit for a page: it names itself, keeps its ids to itself, and follows the page's colours.

An SVG text enters, an SVG text leaves. Palette colours become custom properties with the drawn colour as the
fall-back, so that dark mode recolours a chart without drawing it again and a saved file still looks right.
"""

from __future__ import annotations

import re
from html import escape

from msgspec.structs import asdict

from ..look import LIGHT
from .layout import LINE

ROLES = {colour: role.replace("_", "-") for role, colour in asdict(LIGHT).items() if role != "on_accent"}
NAMES = re.compile(
    r"""<\?xml[^>]*\?>|<!DOCTYPE[^>]*>|<title>.*?</title>|\srole="[^"]*"|\saria-[a-z]+="[^"]*\""""
)
"""What the renderer says of roles and names; a chart is one image with one name."""


BLANK = re.compile(r'(<text aria-label="(\d+)"[^>]*)/>')
"""Where a text is to be put, and which."""
HALO = f'stroke="{LIGHT.paper}" stroke-width="4" stroke-linejoin="round" paint-order="stroke"'
"""Behind a text: the bounds of the levels run through the rows, and must not run through words."""
UNSTROKED = re.compile(r"<text (?![^>]*\bstroke=)")
"""Every text but those upon a mark, which are drawn with a stroke of their own colour (see `design`): they need none."""


def finish(svg: str, *, id_: str, title: str, description: str) -> str:
    """The SVG as one line of markup with ``role="img"``, a title and a description; `id_` must be unique on
    its page."""
    svg = _own_ids(NAMES.sub("", svg), id_)
    svg = UNSTROKED.sub(f"<text {HALO} ", svg)
    svg = re.sub(r'(fill|stroke)="(#[0-9a-fA-F]{6})"', _themed, svg)
    opening = re.match(r"\s*<svg([^>]*)>", svg)
    names = (
        f'<title id="{id_}-title">{escape(title)}</title><desc id="{id_}-desc">{escape(description)}</desc>'
    )
    head = f'<svg role="img" aria-labelledby="{id_}-title {id_}-desc"{opening.group(1)}>'
    return " ".join(filter(None, map(str.strip, f"{head}{names}{svg[opening.end() :]}".split("\n"))))


def put_texts(svg: str, texts: list[list[str]]) -> str:
    """The SVG with the lines of each text in the place of its blank, as the renderer would have set them."""

    def put(found: re.Match) -> str:
        lines = [escape(line, quote=False) for line in texts[int(found.group(2))]]
        if len(lines) == 1:
            return f"{found.group(1)}>{lines[0]}</text>"
        first, *others = lines
        rest = "".join(f'<tspan x="0" dy="{LINE}">{line}</tspan>' for line in others)
        return f"{found.group(1)}><tspan>{first}</tspan>{rest}</text>"

    return BLANK.sub(put, svg)


def _own_ids(svg: str, id_: str) -> str:
    """Ids repeat from drawing to drawing (`clip1`, `gradient_0`) and would collide on a page."""
    for found in set(re.findall(r'\bid="([^"]+)"', svg)):
        svg = svg.replace(f'id="{found}"', f'id="{id_}-{found}"')
        svg = svg.replace(f"url(#{found})", f"url(#{id_}-{found})")
        svg = svg.replace(f'href="#{found}"', f'href="#{id_}-{found}"')
    return svg


def _themed(found: re.Match) -> str:
    attribute, colour = found.groups()
    role = ROLES.get(colour.lower())
    return f'{attribute}="var(--{role}, {colour})"' if role else found.group(0)
