"""Findings and who will read them → a site, or one file, in which nothing stands that the reader must not have.

The one way from findings to what is published, for a single report and for each of a portfolio: leave out, look for what was
left in, compose, and look again at everything that was made.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from ...language import speaking
from ...questionnaire.catalogue import Catalogue
from ..brand.model import HOUSE, Brand
from ..chart.renderer import Renderer
from ..document.download import SINGLE, offered
from ..finding.audience import Audience, Secret, meant_for, secrets_of
from ..finding.course import Assessed
from ..finding.disclosure import check_files, check_findings, check_settings
from ..finding.model import Findings
from ..finding.ordinary import mark_named, mark_ordinary
from .folder import Content, shared_configuration
from .write import compose

BESIDE = "https index.html scores.csv answers.csv chart.svg findings.schema.json Microsoft Excel Worksheets Named Ranges"
"""Words that every site or workbook holds of itself, whoever answered: what a comment has of them tells nothing."""


class Publication(Struct, frozen=True, kw_only=True):
    """Findings as their audience may have them, the brand they wear, and what nothing made of them may hold."""

    findings: Findings
    brand: Brand
    secrets: tuple[Secret, ...]


def gather_secrets(
    findings: Findings, answered: Sequence[Assessed], catalogue: Catalogue
) -> tuple[Secret, ...]:
    """What the report may have to leave out, in its language, each assessment read by the version that it answered.
    `answered` is the latest, then the earlier ones; `findings` are those of the organisation itself. What tells nothing is
    marked."""
    with speaking(findings.language):
        (latest, made), *before = (
            (one.assessment, catalogue.localise(one.scorer.questionnaire, findings.language))
            for one in answered
        )
        found = secrets_of(latest, made, findings.title, before)
        words = catalogue.in_language(findings.language)
        return mark_ordinary(found, made, words.vocabulary, words.profile, _frame(findings.language))


@cache
def _frame(language: str) -> str:
    """What every site in a language holds beside its texts: settings, names of files, what a workbook says of itself."""
    with speaking(language):
        return f"{shared_configuration('', [])} {' '.join(SINGLE.values())} {BESIDE}"


def prepare(
    findings: Findings, audience: Audience, secrets: tuple[Secret, ...], brand: Brand = HOUSE
) -> Publication:
    """The findings for this audience. `NotForThem` if they, or the brand, would tell it what it must not have."""
    with speaking(findings.language):
        shown = meant_for(findings, audience)
        secrets = secrets if shown.is_public else mark_named(secrets, shown.title)
        check_findings(shown, secrets)
        fonts = {"the brand's fonts": brand.family} if brand.family else {}
        check_files(dict(brand.told()) | fonts, shown.audience, secrets)
    return Publication(findings=shown, brand=brand, secrets=secrets)


def make_site(
    publication: Publication,
    renderer: Renderer,
    *,
    documents: bool = True,
    pictures: bool = False,
    vega: bytes | None = None,
) -> Content:
    """The site, which asks search engines to leave it alone unless it is public; nothing is written. What it shall hold is
    told as to `compose`. `NotForThem`, with file and line, for what its audience must not have."""
    findings, secrets = publication.findings, publication.secrets
    content = compose(
        findings,
        renderer,
        documents=documents,
        pictures=pictures,
        brand=publication.brand,
        hidden=not findings.is_public,
        vega=vega,
    )
    with speaking(findings.language):
        check_files(content.texts, findings.audience, secrets)
        check_settings(content.settings, findings.audience, secrets)
    return content


def make_file(publication: Publication, renderer: Renderer, name: str) -> bytes:
    """One file of the report by its name (`document.download.SINGLE`). `NotForThem` as `make_site`."""
    findings = publication.findings
    with speaking(findings.language):
        files = offered(findings, renderer, brand=publication.brand)
        content = next(file for file in files if file.name == name).data
        check_files({name: content}, findings.audience, publication.secrets)
    return content
