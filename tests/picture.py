"""`make pictures`: README's pictures, taken of the sample report as it is built now, into `site/picture`.

They are for looking at: no test compares them, for fonts differ from one machine to the next.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import typst
from msgspec import Struct

from assess.questionnaire.catalogue import load_catalogue
from assess.report.sample.site import compose_sample, make_sample
from assess.report.site.builder import publish
from assess.resource import resource

from .chromium import chromium

FOLDER = Path(__file__).parents[1] / "site" / "picture"
PAPER = """#set page(width: 210mm, height: 297mm, margin: 0mm)
#rect(width: 100%, height: 100%, inset: 0pt, stroke: 1pt + luma(220), image("report.pdf", page: 2, width: 100%))
"""
"""The overview on paper, which follows the cover, with an edge that is seen on a white page."""
DOTS = 72
"""An inch of paper: enough to see what a page looks like."""


class Shot(Struct, frozen=True, kw_only=True):
    """A picture of a page: its size in CSS pixels, how many dots each of them is, and where it begins, if not at the top."""

    name: str
    page: str
    width: int
    height: int
    scale: float = 1
    dark: bool = False
    begins: str = ""


SHOTS = (
    Shot(name="overview", page="index.html", width=1200, height=860),
    Shot(name="phone", page="index.html", width=390, height=780, scale=1.5, dark=True),
    Shot(name="peers", page="comparison.html", width=390, height=848, scale=1.5, begins="#chart-position"),
)


def main() -> None:
    """Build the sample, photograph it, and print a page of its document."""
    with tempfile.TemporaryDirectory() as scratch:
        site = Path(scratch) / "site"
        catalogue = load_catalogue(resource("questionnaires"))
        sample = make_sample(catalogue, Path(scratch) / "charts")
        publish(compose_sample(sample, "en"), site)
        FOLDER.mkdir(exist_ok=True)
        _photograph(site)
        (FOLDER / "paper.png").write_bytes(_sheet(site / "report.pdf", Path(scratch)))
    for file in sorted(FOLDER.glob("*.png")):
        print(f"{file.name}: {file.stat().st_size // 1000} kB")


def _photograph(site: Path) -> None:
    with chromium() as browser:
        for shot in SHOTS:
            page = browser.new_page(
                viewport={"width": shot.width, "height": shot.height},
                device_scale_factor=shot.scale,
                color_scheme="dark" if shot.dark else "light",
            )
            page.goto((site / shot.page).as_uri())
            if shot.begins:
                page.locator(shot.begins).evaluate(
                    "it => scrollTo(0, it.getBoundingClientRect().top + scrollY - 16)"
                )
            page.screenshot(path=FOLDER / f"{shot.name}.png")
            page.close()


def _sheet(pdf: Path, scratch: Path) -> bytes:
    """A page of a PDF as PNG, by the program that wrote it."""
    (scratch / "report.pdf").write_bytes(pdf.read_bytes())
    (scratch / "sheet.typ").write_text(PAPER, "utf-8")
    compiler = typst.Compiler(str(scratch / "sheet.typ"), root=str(scratch))
    return compiler.compile(format="png", ppi=DOTS)


if __name__ == "__main__":
    main()
