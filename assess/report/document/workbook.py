"""Sheets → an XLSX workbook that computes nothing: every cell is a value, and the same findings give the same bytes.

A text is a text, whatever it begins with: no formula, no link, no number is made of it.
"""

from __future__ import annotations

import io
import math
import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from ...assessment.formula import escape
from ..brand.model import HOUSE, Brand
from ..chart.renderer import Renderer
from ..finding.model import Findings
from .column import Column, Kind, Sheet, Value
from .drawing import planned
from .picture import draw_logo, draw_png, height_of, notes_of
from .sheet import sheets_of

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

FORMATS: dict[Kind, str] = {"text": "General", "score": "0.0", "value": "0.00", "share": "0%", "whole": "0"}
"""A spreadsheet shows the decimal sign of its reader's own settings."""
DAYS = {"en": "[$-809]", "pl": "[$-415]", "ru": "[$-419]", "sr": "[$-281A]", "sr-Latn": "[$-241A]"}
"""The language in which a spreadsheet names months, by language of the report."""
PLAIN = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}
LONGEST = 32_767
"""Characters a cell may hold."""
SHARP = 144
"""Dots an inch of a picture in a sheet: half as many again as a screen has had for long."""
LOGO_HEIGHT, LOGO_WIDTH, LOGO_MARGIN = 44, 220, 8
"""Pixels at most of a logo, and around it: within the first column."""
SCREEN, LINE = 96, 20
"""Dots an inch of a screen, and those of a line of a sheet."""
FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
"""What the name of a sheet must not hold; nor may it be longer than 31 characters."""
NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
"""When a workbook without a date was made."""


def write_xlsx(findings: Findings, renderer: Renderer, brand: Brand = HOUSE) -> bytes:
    """The workbook, in the language spoken, which should be that of the findings."""
    from xlsxwriter import Workbook

    content = io.BytesIO()
    with Workbook(content, PLAIN) as book:
        book.set_properties(
            {"title": findings.title, "subject": str(findings.verdict), "created": _made(findings)}
            | ({"company": brand.name} if brand.name else {})
        )
        styles = _Styles(book, findings.language, brand)
        for at, sheet in enumerate(sheets_of(findings)):
            top = 1 if brand.logo and not at else 0
            page = _write(book, sheet, styles, top)
            if top:
                _wear(page, brand)
            _frame(page, brand)
            _illustrate(page, sheet, findings, renderer, brand)
    return content.getvalue()


def _made(findings: Findings) -> datetime:
    """The day of the assessment: a file of the same findings must not differ by when it was written."""
    day = date.fromisoformat(findings.date) if findings.date else NO_DATE
    return datetime(day.year, day.month, day.day)


class _Styles:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Workbook, language: str, brand: Brand) -> None:
        words = {"text_wrap": True, "valign": "top"}
        self.head = book.add_format({**words, "bold": True, "bottom": 1, "font_color": brand.light.ink})
        self.text = book.add_format(words)
        self.quoted = book.add_format({**words, "quote_prefix": True})
        self.day = book.add_format({**words, "num_format": f"{DAYS[language]}d mmmm yyyy", "align": "left"})
        self.figures = {
            kind: book.add_format({"valign": "top", "num_format": shown}) for kind, shown in FORMATS.items()
        }

    def of(self, column: Column, value: Value) -> Format:
        """A text that a spreadsheet would take for a formula once somebody edits its cell is quoted."""
        if isinstance(value, str):
            return self.quoted if escape(value) != value else self.text
        return self.day if isinstance(value, date) else self.figures[column.kind]


def _write(book: Workbook, sheet: Sheet, styles: _Styles, top: int) -> Worksheet:
    """A sheet, below so many lines that are left empty."""
    page = book.add_worksheet(FORBIDDEN.sub(" ", sheet.name)[:31])
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, column.width)
        page.write_string(top, at, column.head, styles.head)
    for line, row in enumerate(sheet.rows, top + 1):
        for at, (column, value) in enumerate(zip(sheet.columns, row, strict=True)):
            _put(page, line, at, value, styles.of(column, value))
    page.freeze_panes(top + 1, 0)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(top)
    return page


def _wear(page: Worksheet, brand: Brand) -> None:
    """The logo in the first line, which is as high as it."""
    if brand.logo is None:
        return
    width = min(LOGO_WIDTH, round(LOGO_HEIGHT * brand.logo.ratio))
    png = draw_logo(brand.logo, width=width, dots=SHARP)
    high = round(width / brand.logo.ratio)
    page.set_row_pixels(0, high + 2 * LOGO_MARGIN)
    said = {"image_data": io.BytesIO(png), "description": brand.name, "decorative": not brand.name}
    page.insert_image(
        0, 0, "logo.png", {**said, "x_offset": LOGO_MARGIN, "y_offset": LOGO_MARGIN, "object_position": 2}
    )


def _frame(page: Worksheet, brand: Brand) -> None:
    """What stands around a sheet on paper: pages, whose report it is, that it is a draft; on screen its tab is coloured."""
    foot = _quoted(brand.foot or brand.name)
    page.set_footer(f"&L{foot}&R&P / &N" if foot else "&R&P / &N")
    if brand.has_colours:
        page.set_tab_color(brand.light.accent)
    head = f"&L{_quoted(brand.name)}" if brand.name else ""
    head += f"&R{_quoted(brand.watermark)}" if brand.watermark else ""
    if head:
        page.set_header(head)


def _quoted(text: str) -> str:
    """A text as it is within a header: an ampersand would begin a code; the whole has at most 255 characters."""
    return text[:80].replace("&", "&&")


def _put(page: Worksheet, line: int, at: int, value: Value, style: Format) -> None:
    if value is None or value == "":
        return
    if isinstance(value, str):
        page.write_string(line, at, value if len(value) <= LONGEST else f"{value[: LONGEST - 1]}…", style)
    elif isinstance(value, date):
        page.write_datetime(line, at, value, style)
    else:
        page.write_number(line, at, value, style)


def _illustrate(page: Worksheet, sheet: Sheet, findings: Findings, renderer: Renderer, brand: Brand) -> None:
    """The charts of a sheet below its rows, each as large as it is drawn, those that have something to show."""
    line, plans = len(sheet.rows) + 2, {plan.id: plan for plan in planned(findings)}
    for id in sheet.pictures:
        plan = plans.get(id)
        chart = plan.draw(renderer) if plan else None
        if plan is None or chart is None:
            continue
        png = draw_png(chart, notes_of(findings, plan), dots=SHARP, brand=brand)
        said = {"image_data": io.BytesIO(png), "description": f"{chart.title}. {chart.sentence}"}
        page.insert_image(line, 0, f"{chart.id}.png", {**said, "object_position": 2})
        line += math.ceil(height_of(png) * SCREEN / SHARP / LINE) + 2
