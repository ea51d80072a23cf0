"""Findings → a document for paper: PDF/UA-1, tagged, with bookmarks, on A4; the same findings always give the same bytes.

Whoever cannot see a chart hears its finding; every figure of it stands in a table too. What the pages draw as a strip of
answers, a profile or a ladder stands here in the tables and lists themselves, with the same marks. typst knows no script in
a document's language: Serbian in Latin letters is said to be Serbian (`sr`).
"""

from __future__ import annotations

from datetime import UTC, date, datetime

import msgspec
from msgspec.structs import asdict

from ...language import bound, day
from ...language import gettext as _
from ..brand.model import HOUSE, Brand
from ..chart.renderer import Chart, Renderer
from ..finding.model import Findings
from ..look import ON_LEVELS
from ..word.text import joined, spelled
from .block import Document
from .chapter import sections_of
from .comparison import comparison_of
from .course import course_of
from .drawing import draw_printed
from .glyph import printable
from .method import method_of
from .passage import with_passages
from .picture import on_paper
from .roadmap import roadmap_of
from .standing import lines_of, perception_of, standing_of
from .summary import summary_of
from .typeset import families, typeset_pdf


def compose(findings: Findings, charts: dict[str, Chart]) -> Document:
    """A page that is read if no other is, what to do, then what one looks up; in the language spoken."""
    title = findings.title
    document = Document(
        language=findings.language,
        title=title,
        kicker=findings.questionnaire_title if findings.questionnaire_title != title else "",
        date=day(date.fromisoformat(findings.date)) if findings.date else "",
        verdict=findings.verdict,
        verdict_note=joined(findings.verdict_note, findings.unknown_note),
        notice=findings.synthetic,
        contents=_("Contents"),
        summary=tuple(summary_of(findings)),
        blocks=(
            *standing_of(findings, charts),
            *roadmap_of(findings, charts),
            *course_of(findings, charts),
            *perception_of(findings, charts),
            *sections_of(findings),
            *lines_of(findings, charts),
            *comparison_of(findings, charts),
            *method_of(findings),
        ),
    )
    return spelled(document)


def print_pdf(findings: Findings, renderer: Renderer, brand: Brand = HOUSE) -> bytes:
    """The report as PDF, in the language spoken, which should be that of the findings."""
    own = tuple(one for one in brand.passages if one.fits(findings.language, findings.questionnaire))
    document = with_passages(compose(findings, draw_printed(findings, renderer)), own)
    written = date.fromisoformat(findings.date) if findings.date else None
    built = msgspec.to_builtins(document)
    built["day"] = [written.year, written.month, written.day] if written else []
    look = {**asdict(brand.light), "levels": brand.levels, "on_levels": ON_LEVELS, **_worn(brand)}
    inputs = {
        "document": msgspec.json.encode(_printable(built, brand)).decode(),
        "look": msgspec.json.encode(look).decode(),
    }
    seconds = datetime.combine(written, datetime.min.time(), UTC).timestamp() if written else 0
    return typeset_pdf("report.typ", inputs, seconds=int(seconds), fonts=brand.fonts)


def _worn(brand: Brand) -> dict[str, object]:
    """What the template shows of a brand; the logo as its bytes, which it reads as they are."""
    logo = brand.logo
    return {
        "fonts": families(brand.fonts),
        "logo": list(logo.data) if logo else [],
        "logo_ratio": logo.ratio if logo else 1,
        "logo_format": logo.name.rpartition(".")[2] if logo else "",
        "name": printable(brand.name),
        "address": [printable(line) for line in brand.address],
        "footer": printable(brand.foot),
        "draft": printable(brand.watermark),
    }


def _printable(value: object, brand: Brand) -> object:
    """The same with every text as the fonts can print it, and drawings as they can be set."""
    if isinstance(value, str):
        return bound(printable(value))
    if isinstance(value, dict):
        return {
            key: on_paper(brand.recolour(part)) if key == "svg" else _printable(part, brand)
            for key, part in value.items()
        }
    if isinstance(value, (list, tuple)):
        return [_printable(part, brand) for part in value]
    return value
