"""What axe finds on a page that a browser shows."""

from __future__ import annotations

from functools import cache

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

ALL = {"resultTypes": ["violations"]}
OF_COLOUR = {**ALL, "runOnly": {"type": "tag", "values": ["cat.color"]}}
SETTLED = "Promise.all(document.getAnimations().map(each => each.finished)).then(() => true)"
"""The theme lets the colour of a link glide from day to night; in between it has neither."""


@cache
def _axe() -> Axe:
    return Axe()


def violations(page: Page, scheme: str = "light") -> list[str]:
    """What is wrong, with the elements: of all that axe knows by day, and of colours by night, when nothing else differs."""
    page.evaluate(SETTLED)
    found = _axe().run(page, options=OF_COLOUR if scheme == "dark" else ALL).response
    return [
        f"{each['id']}: {node['html']} ({node['failureSummary']})"
        for each in found["violations"]
        for node in each["nodes"]
    ]
