"""Findings → the folder of Markdown that a report is built from."""

from __future__ import annotations

from pathlib import Path

from ...language import speaking
from ..chart.renderer import Renderer
from ..document.download import downloads
from ..finding.model import Findings
from ..page.draw import Page, pages
from .folder import lay_out, navigation, shared_configuration


def write(findings: Findings, folder: Path, renderer: Renderer | None = None) -> None:
    """Fill `folder` with pages, data files, theme and a `mkdocs.yml` of its own, in the language of the findings.

    An earlier folder of ours is replaced; `Conflict` if the folder is not empty and was not written here.
    """
    renderer = renderer or Renderer()
    with speaking(findings.language):
        files = downloads(findings)
        made = pages(findings, renderer, files)
        settings = configuration(findings, made)
    texts = {page.file: page.text for page in made} | {file.name: file.content for file in files}
    lay_out(folder, texts, settings)


def configuration(findings: Findings, made: tuple[Page, ...]) -> dict:
    """A report's `mkdocs.yml`: the project's theme and extensions, its own name, an explicit navigation."""
    return {
        **shared_configuration(findings.title, navigation(made)),
        **({"copyright": findings.synthetic} if findings.synthetic else {}),
    }
