"""A template of `site/document/` and its data → PDF or PNG, by typst. The only module that knows typst.

Only the fonts that typst brings along and those of a brand are used, no package is fetched, nothing else is read: the same
data give the same bytes on every machine. Data enter as JSON values, never as markup.
"""

from __future__ import annotations

import tempfile
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from ...resource import resource
from ..brand.model import Font

if TYPE_CHECKING:
    import typst

FONT = "Libertinus Serif"
STANDARD = "ua-1"
FORGETTING = 11
"""typst keeps what it has set until ten further documents were, some 30 MB each; so many empty ones make it forget."""


def typeset_pdf(
    template: str, inputs: dict[str, str], *, seconds: int, fonts: tuple[Font, ...] = ()
) -> bytes:
    """A tagged PDF/UA-1; `seconds` since 1970 are all that it tells of a time. `fonts` may be used beside typst's own."""
    compiler = _compiler(template, fonts)
    made = compiler.compile(format="pdf", sys_inputs=inputs, pdf_standards=[STANDARD], timestamp=seconds)
    _forget(compiler)
    return made


def typeset_png(template: str, inputs: dict[str, str], *, dots: int) -> bytes:
    """A PNG of the only page, so many `dots` an inch."""
    compiler = _compiler(template)
    made = compiler.compile(format="png", sys_inputs=inputs, ppi=dots)
    _forget(compiler)
    return made


def families(fonts: tuple[Font, ...]) -> list[str]:
    """The names inside font files, by which a template asks for them; those of typst's own are not among them."""
    if not any(font.prints for font in fonts):
        return []
    return sorted(set(_brought(fonts)[0].families()) - set(_fonts().families()))


def _compiler(template: str, fonts: tuple[Font, ...] = ()) -> typst.Compiler:
    import typst

    folder = resource("site/document")
    return typst.Compiler(
        str(folder / template),
        root=str(folder),
        font_paths=_brought(fonts)[0] if fonts else _fonts(),
        ignore_system_fonts=True,
    )


def _forget(compiler: typst.Compiler) -> None:
    for _ in range(FORGETTING):
        compiler.compile(b"", format="svg", sys_inputs=None)


@cache
def _fonts() -> typst.Fonts:
    import typst

    return typst.Fonts(include_system_fonts=False)


@lru_cache(maxsize=4)
def _brought(fonts: tuple[Font, ...]) -> tuple[typst.Fonts, tempfile.TemporaryDirectory]:
    """Typst's fonts and these, with the folder they are read from, which is there as long as they are."""
    import typst

    folder = tempfile.TemporaryDirectory(prefix="assess-fonts-")
    for font in fonts:
        if font.prints:
            (Path(folder.name) / font.name).write_bytes(font.data)
    return typst.Fonts(include_system_fonts=False, font_paths=[folder.name]), folder
