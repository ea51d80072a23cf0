"""What the sites under test are made of: reports of the hand-made assessment, the benchmark of two hand-made editions."""

from __future__ import annotations

from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from report_sample import build_comparison, build_findings
from report_words import WORDS

from assess.benchmark.archive import write as write_edition
from assess.benchmark.document import MANIFEST, SIGNATURE
from assess.benchmark.signature import sign_edition
from assess.language import speaking
from assess.report.benchmark.site import Source
from assess.report.chart.renderer import Renderer
from assess.report.site.folder import Content
from assess.report.site.write import compose
from tests.report.benchmark.edition_sample import build_catalogue, build_edition

KINDS = ("report-en", "report-ru", "report-sr-Latn", "benchmark", "documentation")
"""Every kind of site that is published; reports in three scripts."""


def report_content(code: str, renderer: Renderer, title: str = "Example Ltd", **options) -> Content:
    """The content of a report in a language, compared with made-up peers."""
    with speaking(code):
        found = build_findings(title, words=WORDS[code], comparison=build_comparison())
    return compose(found, renderer, **options)


def benchmark_source(folder: Path) -> Source:
    """Two editions made by hand, signed."""
    key = Ed25519PrivateKey.from_private_bytes(bytes(32))
    first = build_edition("2026-q1")
    for edition in (first, build_edition("2026-q2", before=first.manifest.edition)):
        kept, manifest = write_edition(edition, folder), edition.manifest
        proof = sign_edition(key, (kept / MANIFEST).read_bytes(), manifest.edition, manifest.period_to)
        (kept / SIGNATURE).write_bytes(msgspec.json.encode(proof))
    return Source(editions=folder, catalogue=build_catalogue())
