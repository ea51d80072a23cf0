"""Rows of text → the lines of a survey, the lists of choices, the settings; texts by language.

Pure. Column headings are `label`, or `label::Polski (pl)`; what has no heading, or one that is not known, is noted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from math import isfinite

from msgspec import Struct

from ....errors import AssessError
from ....language import LANGUAGES
from ..draft import code_of
from ..manuscript import Texts
from ..note import Note, Notes

_CODE = re.compile(r"\(([A-Za-z]{2}(?:[-_][A-Za-z]+)*)\)\s*$")
MAX_ROWS = 5000


class Line(Struct, frozen=True, kw_only=True):
    """One row: its cells by column, and its texts by column and language."""

    place: str
    cells: dict[str, str]
    said: dict[str, Texts]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    @property
    def kind(self) -> str:
        """The type, its words joined as newer forms do: `begin_group`, `select_one agree`."""
        words = self.cells.get("type", "").split()
        if words and words[0].lower() in ("begin", "end") and len(words) > 1:
            words[:2] = [f"{words[0]}_{words[1]}".lower()]
        if words and words[0] == "select" and words[1:2] in (["one"], ["multiple"]):
            words[:2] = [f"select_{words[1]}"]
        return " ".join(words)

    def texts(self, column: str) -> Texts:
        """The texts of a column by language."""
        return self.said.get(column, {})

    def number(self, column: str) -> float | None:
        """A cell as a finite number, whole where it is; None where it is none."""
        try:
            found = float(self[column])
        except ValueError:
            return None
        if not isfinite(found):
            return None
        return int(found) if found.is_integer() and abs(found) < 1e15 else found

    def note_rest(self, read: Sequence[str], notes: Notes, why: str) -> None:
        """Note every filled cell of a column that is not among those read."""
        for column in (*self.cells, *self.said):
            if column not in read:
                notes.lost(self.place, f"`{column[:40]}` is not carried.", why)


class Sheets(Struct, frozen=True, kw_only=True):
    """A form: `codes` are its languages, the default one first."""

    survey: list[Line]
    choices: dict[str, list[Line]]
    settings: dict[str, str]
    codes: tuple[str, ...]
    notes: tuple[Note, ...]


def read_sheets(sheets: Mapping[str, Sequence[Sequence[str]]], name: str) -> Sheets:
    """The form in the rows of its sheets. Raises `AssessError` where there is no survey in them."""
    notes = Notes()
    survey = sheets.get("survey")
    if not survey or "type" not in [cell.strip().lower() for cell in survey[0]]:
        raise AssessError(
            "There is no sheet `survey` with a column `type`.", where=name, remedy="Is this an XLSForm?"
        )
    if max(map(len, sheets.values())) > MAX_ROWS:
        raise AssessError("A sheet is too long.", where=name, remedy=f"At most {MAX_ROWS:,} rows are read.")
    settings = next((line.cells for line in _lines("settings", sheets.get("settings", ()), "en", notes)), {})
    first = _language(settings.get("default_language", "")) or _first_language(survey[0]) or "en"
    lines = [line for line in _lines("survey", survey, first, notes) if line["type"]]
    choices: dict[str, list[Line]] = {}
    for line in _lines("choices", sheets.get("choices", ()), first, notes):
        choices.setdefault(line["list_name"] or line["list name"], []).append(line)
    every = (*lines, *(line for listed in choices.values() for line in listed))
    spoken = dict.fromkeys(code for line in every for texts in line.said.values() for code in texts)
    codes = tuple(dict.fromkeys((first, *spoken)))
    return Sheets(survey=lines, choices=choices, settings=settings, codes=codes, notes=notes.take())


def _lines(sheet: str, rows: Sequence[Sequence[str]], first: str, notes: Notes) -> Iterator[Line]:
    columns = [_column(heading, sheet, first, notes) for heading in rows[0]] if rows else []
    for number, row in enumerate(rows[1:], start=2):
        cells: dict[str, str] = {}
        said: dict[str, Texts] = {}
        for (column, code), cell in zip(columns, row, strict=False):
            if not column or not (text := str(cell).strip()):
                continue
            if code:
                said.setdefault(column, {})[code] = text
            else:
                cells[column] = text
        if cells or said:
            yield Line(place=f"{sheet}, row {number}", cells=cells, said=_in_order(said, first))


def _column(heading: str, sheet: str, first: str, notes: Notes) -> tuple[str, str]:
    """What a column holds, and in which language where it holds texts; ("", "") for one that is not read."""
    name, _, language = str(heading).strip().partition("::")
    name = name.strip().lower()
    if not language:
        return name, first if name in ("label", "hint", "guidance_hint", "unit") else ""
    code = _language(language)
    if code is None:
        what = f"The column `{str(heading)[:60]}` is not carried."
        notes.lost(sheet, what, "It is in no language known here; write label::Polski (pl).")
        return "", ""
    return name, code


def _language(name: str) -> str | None:
    """The code of a language as a heading names it: “Polski (pl)”, “English”, “pl”."""
    if match := _CODE.search(name):
        return code_of(match[1])
    named = {language.name.casefold(): code for code, language in LANGUAGES.items()}
    return named.get(name.strip().casefold()) or code_of(name.strip())


def _first_language(headings: Sequence[str]) -> str | None:
    said = [str(heading).partition("::")[2] for heading in headings if str(heading).startswith("label::")]
    return next((code for language in said if (code := _language(language))), None)


def _in_order(said: dict[str, Texts], first: str) -> dict[str, Texts]:
    """The first language first."""
    return {
        name: dict(sorted(texts.items(), key=lambda item: item[0] != first)) for name, texts in said.items()
    }
