"""Findings → the folder of Markdown that a report is built from."""

from __future__ import annotations

from pathlib import Path

from ...language import speaking
from ..chart.renderer import Renderer
from ..document.download import downloads
from ..finding.model import Findings
from ..page.draw import Page, pages
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
) -> Content:
    """Pages, files for download and settings of a report, in the language of the findings; nothing is written.

    `documents`: PDF and workbook are among the files, which takes longer than the pages do; `pictures`: each chart too.
    """
    renderer = renderer or Renderer()
    with speaking(findings.language):
        files = downloads(findings, renderer if documents else None, pictures=pictures)
        made = pages(findings, renderer, files)
        settings = configuration(findings, made, search=search)
        texts = search_page() if search else {}
    texts |= {page.file: page.text for page in made} | {file.name: file.content for file in files}
    return Content(texts=texts, settings=settings)


def configuration(findings: Findings, made: tuple[Page, ...], *, search: bool = True) -> dict:
    """A report's `mkdocs.yml`: the project's theme and extensions, its own name, an explicit navigation."""
    return {
        **shared_configuration(findings.title, navigation(made), search=search),
        **({"copyright": str(findings.synthetic)} if findings.synthetic else {}),
    }
