"""A brand file (YAML) and what it names beside it → a `Brand`, or an error that says what, where, and how to mend it.

The only module of this room that opens files; images and fonts are checked by their own.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from ...errors import AssessError
from ...language import LANGUAGES
from ...questionnaire.reading import Reading
from .colour import levels_of, palettes
from .font import check_family, read_fonts
from .logo import read_logo
from .model import HOUSE, Brand, Passage, Saying
from .text import read_text

LONGEST = 200
"""Characters of a name, and of a line at the foot."""
MOST_LINES = 6


class InvalidBrand(AssessError):
    """A brand file that cannot be used as it is; every mistake of shape has a line of its own in `what`."""

    status = 422
    code = "invalid-brand"


class Colours(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The accent by day and, if it is not to be derived, by night."""

    accent: str
    dark: str = ""


class Fonts(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A CSS list of fonts that readers have, and a folder of font files that the report brings along, used first."""

    family: str = ""
    folder: str = ""


class Text(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A text beside a section: the page without its ending, the section's id under `before` or `after`, and the Markdown
    itself or the name of its file."""

    page: str
    before: str = ""
    after: str = ""
    markdown: str = ""
    file: str = ""
    language: str = ""
    questionnaire: str = ""


class BrandFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A brand file as it is written. `draft` is true, or what the watermark says; it and `footer` are one line for all
    reports, or a line for each language."""

    name: str = ""
    logo: str = ""
    colours: Colours | None = None
    fonts: Fonts | None = None
    address: tuple[str, ...] = ()
    footer: str | dict[str, str] = ""
    draft: bool | str | dict[str, str] = False
    texts: tuple[Text, ...] = ()


def read_brand(path: Path) -> Brand:
    """The brand in a file; what it names is looked for beside it. `InvalidBrand`, or an `AssessError` with the place."""
    file: BrandFile = open_shape(path, BrandFile).value
    where = str(path)
    brand = replace(
        HOUSE,
        name=_line(file.name, f"{where}: name"),
        logo=read_logo(path.parent / file.logo, f"{where}: logo") if file.logo else None,
        address=_lines(file.address, f"{where}: address"),
        footer=_line(file.footer, f"{where}: footer") if isinstance(file.footer, str) else "",
        footers=_sayings(file.footer, f"{where}: footer"),
        draft=_line(file.draft, f"{where}: draft") if isinstance(file.draft, str) else bool(file.draft),
        drafts=_sayings(file.draft, f"{where}: draft"),
        passages=read_passages(file.texts, path, where),
    )
    if file.colours:
        light, dark = palettes(file.colours.accent, file.colours.dark, f"{where}: colours")
        brand = replace(brand, light=light, dark=dark, levels=levels_of(light.accent))
    return _with_fonts(brand, file.fonts, path) if file.fonts else brand


def open_shape(path: Path, type_: type[msgspec.Struct]) -> Reading:
    """A YAML file that holds a `type_`, and its lines; `InvalidBrand` with every mistake, its line, and what to do."""
    reading = Reading(path, type_)
    if reading.value is None or reading.problems:
        lines = [
            f"{problem.file}{f':{problem.line}' if problem.line else ''}: {problem.path}: {problem.what} {problem.remedy}"
            for problem in reading.problems
        ]
        raise InvalidBrand("\n".join(lines) or "The file is empty.", where="" if lines else str(path))
    return reading


def read_passages(texts: Iterable[Text], path: Path, where: str) -> tuple[Passage, ...]:
    """The texts of a file, as safe markup; files they name stand beside it. `where` is the place that holds them, in which
    a person counts them from 1."""
    return tuple(read_passage(text, path, f"{where}, text {at}") for at, text in enumerate(texts, 1))


def read_passage(text: Text, path: Path, where: str) -> Passage:
    """One of them; `AssessError` with the place for one that cannot stand in a report."""
    if bool(text.before) == bool(text.after):
        remedy = "Name one section: `before: top`, or `after: top`."
        raise AssessError("A text stands before or after a section.", where=where, remedy=remedy)
    if bool(text.markdown) == bool(text.file):
        remedy = "Write it under `markdown`, or name its `file`."
        raise AssessError("A text is written here or in a file.", where=where, remedy=remedy)
    if text.language:
        _check_language(text.language, f"{where}, language")
    source = f"{where} ({path.parent / text.file})" if text.file else where
    markup, said, links = read_text(text.markdown or _content(path.parent / text.file, source), source)
    return Passage(
        page=text.page.removesuffix(".md").removesuffix(".html"),
        section=text.before or text.after,
        side="before" if text.before else "after",
        markup=markup,
        said=said,
        links=links,
        language=text.language,
        questionnaire=text.questionnaire,
        source=source,
    )


def _content(path: Path, where: str) -> str:
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise AssessError("This is no text in UTF-8.", where=where, remedy="Save it as UTF-8.") from None
    except OSError as error:
        what = f"The text cannot be read: {error.strerror}."
        raise AssessError(what, where=where, remedy="Check the path.") from None


def _with_fonts(brand: Brand, fonts: Fonts, path: Path) -> Brand:
    where = f"{path}: fonts"
    own = read_fonts(path.parent / fonts.folder, f"{where}.folder") if fonts.folder else ()
    family = check_family(fonts.family, f"{where}.family") if fonts.family else ""
    return replace(brand, family=family, fonts=own)


def _sayings(written: bool | str | dict[str, str], where: str) -> tuple[Saying, ...]:
    """What is written for each language; nothing where one line is for all."""
    if not isinstance(written, dict):
        return ()
    for language in written:
        _check_language(language, f"{where}.{language}")
    return tuple(
        Saying(language=language, text=_line(text, f"{where}.{language}"))
        for language, text in written.items()
    )


def _check_language(language: str, where: str) -> None:
    if language not in LANGUAGES:
        remedy = f"There are: {', '.join(LANGUAGES)}."
        raise AssessError(f"There is no language `{language}`.", where=where, remedy=remedy)


def _line(text: str, where: str) -> str:
    said = " ".join(text.split())
    if len(said) > LONGEST:
        raise AssessError(f"This has over {LONGEST} characters.", where=where, remedy="Shorten it.")
    return said


def _lines(lines: tuple[str, ...], where: str) -> tuple[str, ...]:
    if len(lines) > MOST_LINES:
        raise AssessError(f"An address has at most {MOST_LINES} lines.", where=where, remedy="Shorten it.")
    return tuple(_line(line, f"{where}, line {at}") for at, line in enumerate(lines, 1))
