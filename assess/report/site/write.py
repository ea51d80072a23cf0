"""Findings → the folder of Markdown that a report is built from."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from ...language import speaking
from ..brand.model import HOUSE, Brand
from ..chart.live import live_files
from ..chart.renderer import Renderer
from ..document.download import downloads
from ..finding.model import Findings
from ..page.draw import Page, pages
from .dress import SHEET, dress
from .folder import Content, lay_out, navigation, shared_configuration
from .search import search_page


def write(findings: Findings, folder: Path, renderer: Renderer | None = None) -> None:
    """Fill `folder` with pages, data files, theme and a `mkdocs.yml` of its own, in the language of the findings.

    An earlier folder of ours is replaced; `Conflict` if the folder is not empty and was not written here.
    """
    made = compose(findings, renderer)
    lay_out(folder, made)


def compose(
    findings: Findings,
    renderer: Renderer | None = None,
    *,
    search: bool = True,
    documents: bool = True,
    pictures: bool = False,
    brand: Brand = HOUSE,
    hidden: bool = False,
    vega: bytes | None = None,
) -> Content:
    """Pages, files for download and settings of a report, in the language of the findings; nothing is written.

    `documents`: PDF and workbook are among the files, which takes longer than the pages do; `pictures`: each chart too.
    All of it wears the `brand`. `hidden` asks search engines to leave it alone. With `vega` (`chart.live.bundle`) a reader
    may turn each chart into one that can be asked.
    """
    renderer = renderer or Renderer()
    # While a thread sets the documents, which is not Python's work, pages are made beside it.
    with speaking(findings.language), ThreadPoolExecutor(2) as pool:
        files = downloads(
            findings, renderer if documents else None, pictures=pictures, brand=brand, pool=pool
        )
        made = pages(findings, renderer, files, interactive=vega is not None)
        settings = configuration(findings, made, search=search)
        texts = search_page() if search else {}
        texts |= {page.file: page.text for page in made} | {file.name: file.content for file in files}
        if vega is not None:
            shown = [chart for page in made for chart in page.charts]
            texts |= live_files(shown, vega, sheet="" if brand == HOUSE else SHEET)
            settings["extra"]["live"] = True
        if hidden:
            settings["extra"]["hidden"] = True
        content = Content(texts=texts, settings=settings)
        if brand == HOUSE:
            return content
        return dress(content, brand, questionnaire=findings.questionnaire)


def configuration(findings: Findings, made: tuple[Page, ...], *, search: bool = True) -> dict:
    """A report's `mkdocs.yml`: the project's theme and extensions, its own name, an explicit navigation."""
    return {
        **shared_configuration(findings.title, navigation(made), search=search),
        **({"copyright": str(findings.synthetic)} if findings.synthetic else {}),
    }
