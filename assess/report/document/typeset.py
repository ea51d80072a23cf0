"""A template of `site/document/` and its data → PDF or PNG, by typst. The only module that knows typst.

Only the fonts that typst brings along are used, no package is fetched, nothing else is read: the same data give the same
bytes on every machine. Data enter as JSON values, never as markup.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from ...resource import resource

if TYPE_CHECKING:
    import typst

FONT = "Libertinus Serif"
STANDARD = "ua-1"
FORGETTING = 11
"""typst keeps what it has set until ten further documents were, some 30 MB each; so many empty ones make it forget."""


def typeset_pdf(template: str, inputs: dict[str, str], *, seconds: int) -> bytes:
    """A tagged PDF/UA-1; `seconds` since 1970 are all that it tells of a time."""
    compiler = _compiler(template)
    made = compiler.compile(format="pdf", sys_inputs=inputs, pdf_standards=[STANDARD], timestamp=seconds)
    _forget(compiler)
    return made


def typeset_png(template: str, inputs: dict[str, str], *, dots: int) -> bytes:
    """A PNG of the only page, so many `dots` an inch."""
    compiler = _compiler(template)
    made = compiler.compile(format="png", sys_inputs=inputs, ppi=dots)
    _forget(compiler)
    return made


def _compiler(template: str) -> typst.Compiler:
    import typst

    folder = resource("site/document")
    return typst.Compiler(
        str(folder / template), root=str(folder), font_paths=_fonts(), ignore_system_fonts=True
    )


def _forget(compiler: typst.Compiler) -> None:
    for _ in range(FORGETTING):
        compiler.compile(b"", format="svg", sys_inputs=None)


@cache
def _fonts() -> typst.Fonts:
    import typst

    return typst.Fonts(include_system_fonts=False)
