"""Released editions on disk → the public benchmark site. The edge of this package: it reads editions and writes a folder.

It knows no database and no votes: what is not in an edition cannot come out here. The same editions, questionnaires and
languages give the same bytes.
"""

from __future__ import annotations

import io
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from msgspec import Struct

from ...benchmark.archive import read, released
from ...benchmark.document import CELLS, MANIFEST, README, SIGNATURE, TABLE
from ...benchmark.figure import figures
from ...language import speaking, spoken
from ...questionnaire.catalogue import Catalogue
from ...questionnaire.model import Questionnaire
from ..chart.renderer import Renderer
from ..site.builder import Builder
from ..site.builder import publish as publish_site
from ..site.folder import Content as SiteContent
from ..site.folder import navigation, shared_configuration
from ..site.place import replacing
from ..site.seal import MARKER, check_ours
from ..site.search import search_page
from ..site.tongue import linked
from ..word import sentence
from . import dictionary
from .board import Board
from .citation import bibliography
from .download import data_files, tables
from .entrance import entrance
from .naming import Names
from .outline import file_of, sheets
from .page import Content, Missing, draw, issues_of
from .series import Issue, Series, series_of

Recall = Callable[[str, str], Questionnaire | None]
"""A questionnaire by id and hash, of whatever version; None where it was never kept."""

ENTRANCE = "../index.html"
"""The first page of a site in several languages, as a link from the folder of each."""
PACKED = (README, MANIFEST, CELLS, TABLE, SIGNATURE)
BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip archive can tell: the day it was packed is nobody's concern."""


class Source(Struct, frozen=True, kw_only=True):
    """What a site is made from: the folder of released editions, the public keys of those whose editions are taken, and the
    words for what they hold."""

    editions: Path
    catalogue: Catalogue
    recall: Recall = lambda id, hash: None
    known: Collection[str] = ()


def publish(
    source: Source,
    out: Path,
    *,
    languages: Sequence[str],
    title: str = "",
    renderer: Renderer | None = None,
    builder: Builder = "mkdocs",
    advance: Callable[[], object] = lambda: None,
) -> Path:
    """Build the site at `out`, whole or not at all; returns the start page. Errors as in `site.builder.publish`.

    In one language it stands in `out` itself; in several, each has a folder by its code, whose pages are linked to those
    of the others, and a first page leads to them. `title` is its name, "" for the usual one in each language. `advance` is
    called when a language is done. Raises `DamagedEdition` if a byte of an edition was changed, and `UnknownKey` if one is
    signed by anybody else than those who are known. Without an edition the
    site says that there is none.
    """
    check_ours(out)
    found = released(source.editions, source.known)
    series = series_of(Issue(edition=read(each.folder), signature=each.signature) for each in found)
    packed = {f"{each.manifest.edition}.zip": pack(each.folder) for each in found}
    several, renderer = tuple(languages) if len(languages) > 1 else (), renderer or Renderer()
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "whole"
        if several:
            with speaking(several[0]):
                page = entrance(several, title)
                settings = shared_configuration(page.title, navigation([page]), search=False)
                publish_site(
                    SiteContent(texts={page.file: page.text}, settings=settings), whole, builder=builder
                )
        for code in languages:
            with speaking(code):
                content = compose(gather(series, source, title or sentence.site()), packed, renderer)
            place = whole / code if several else whole
            publish_site(linked(content, several, entrance=ENTRANCE), place, builder=builder)
            advance()
        with replacing(out) as new:
            for file in sorted(whole.rglob("*")):
                if file.is_file() and file.name != MARKER:
                    target = new / file.relative_to(whole)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    shutil.move(file, target)
    return out / "index.html"


def compose(content: Content, packed: dict[str, bytes], renderer: Renderer) -> SiteContent:
    """Pages and data files, in the language spoken; `packed` are editions as they were released."""
    outline = sheets(
        [board.series for board in content.boards], {board.names.id: board.names for board in content.boards}
    )
    made = [draw(sheet, outline, content, renderer) for sheet in outline]
    files: dict[str, str | bytes] = {page.file: page.text for page in made} | search_page()
    for board in content.boards:
        held = content.tables[board.series.questionnaire]
        files |= {file.name: file.content for file in data_files(board.series, held)}
        files[f"{file_of(board.series.questionnaire)}.bib"] = bibliography(content.title, issues_of(board))
        shown = (*board.series.issues, *board.series.others)
        files |= {name: packed[name] for issue in shown if (name := f"{issue.id}.zip") in packed}
    if content.boards:
        shelves = (
            (file_of(id), board.names.title, content.tables[id])
            for board in content.boards
            if (id := board.series.questionnaire)
        )
        files[dictionary.FILE] = dictionary.package(content.title, shelves)
    settings = {**shared_configuration(content.title, navigation(made)), "strict": True}
    if content.has_synthetic:
        settings["copyright"] = sentence.synthetic()
    return SiteContent(texts=files, settings=settings)


def gather(series: tuple[Series, ...], source: Source, title: str) -> Content:
    """Everything the pages are made of, in the language spoken."""
    catalogue = source.catalogue.in_language(spoken().code)
    boards = tuple(Board(series=each, names=names_for(each, source)) for each in series)
    known = {each.questionnaire for each in series}
    missing = tuple(
        Missing(each.title, each.summary) for id, each in catalogue.questionnaires.items() if id not in known
    )
    return Content(
        title=title,
        boards=boards,
        missing=missing,
        figures=figures(spoken().code),
        tables={each.questionnaire: tables(each) for each in series},
    )


def names_for(series: Series, source: Source) -> Names:
    """The words for a series: of exactly the questionnaire that was answered, or none."""
    manifest = series.latest.manifest
    catalogue = source.catalogue.in_language(spoken().code)
    installed = catalogue.questionnaires.get(manifest.questionnaire)
    if installed is None or installed.hash != manifest.questionnaire_hash:
        kept = source.recall(manifest.questionnaire, manifest.questionnaire_hash)
        installed = source.catalogue.localise(kept, spoken().code) if kept else None
    return Names(
        id=manifest.questionnaire,
        questionnaire=installed,
        vocabulary=catalogue.vocabulary,
        profile=catalogue.profile,
    )


def pack(folder: Path) -> bytes:
    """An edition as it was released, in one file, from which `assess edition verify` proves it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in PACKED:
            path = folder / name
            if path.is_file():
                entry = zipfile.ZipInfo(f"{folder.name}/{name}", BEGINNING)
                archive.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
