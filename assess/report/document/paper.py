"""Findings → a document for paper: PDF/UA-1, tagged, with bookmarks, on A4; the same findings always give the same bytes.

Whoever cannot see a chart hears its finding; every figure of it stands in a table too.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

import msgspec
from msgspec.structs import asdict

from ...language import day
from ...language import gettext as _
from ..chart.renderer import Chart, Renderer
from ..finding.model import Findings
from ..look import LEVELS, LIGHT, ON_LEVELS
from ..word.text import spelled
from .account import account_of
from .block import Document
from .chapter import sections_of
from .drawing import draw_all
from .glyph import printable
from .method import method_of
from .picture import on_paper
from .summary import summary_of
from .typeset import typeset_pdf


def compose(findings: Findings, charts: dict[str, Chart]) -> Document:
    """The document in the order of the result page, then what one looks up; in the language spoken."""
    title = findings.title
    notes = (findings.verdict_note, findings.unknown_note)
    document = Document(
        language=findings.language,
        title=title,
        kicker=findings.questionnaire_title if findings.questionnaire_title != title else "",
        date=day(date.fromisoformat(findings.date)) if findings.date else "",
        verdict=findings.verdict,
        verdict_note=" ".join(str(note) for note in notes if note),
        notice=findings.synthetic,
        contents=_("Contents"),
        blocks=(
            *summary_of(findings, charts),
            *sections_of(findings, charts),
            *account_of(findings, charts),
            *method_of(findings),
        ),
    )
    return spelled(document)


def print_pdf(findings: Findings, renderer: Renderer) -> bytes:
    """The report as PDF, in the language spoken, which should be that of the findings."""
    document = compose(findings, draw_all(findings, renderer))
    written = date.fromisoformat(findings.date) if findings.date else None
    built = msgspec.to_builtins(document)
    built["day"] = [written.year, written.month, written.day] if written else []
    look = {**asdict(LIGHT), "levels": LEVELS, "on_levels": ON_LEVELS}
    inputs = {
        "document": msgspec.json.encode(_printable(built)).decode(),
        "look": msgspec.json.encode(look).decode(),
    }
    seconds = datetime.combine(written, datetime.min.time(), UTC).timestamp() if written else 0
    return typeset_pdf("report.typ", inputs, seconds=int(seconds))


def _printable(value: object) -> object:
    """The same with every text as the fonts can print it, and drawings as they can be set."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {key: on_paper(part) if key == "svg" else _printable(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_printable(part) for part in value]
    return value
