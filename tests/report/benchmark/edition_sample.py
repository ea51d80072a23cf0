"""An edition of the small questionnaire of `report_sample`, made by hand: everyone, two industries, one size."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from report_sample import build_questionnaire
from report_words import ENGLISH

from assess.benchmark.archive import write
from assess.benchmark.cohort import TREE
from assess.benchmark.document import MANIFEST, SIGNATURE, seal
from assess.benchmark.model import Cell, Edition, Manifest, Share, Thresholds
from assess.benchmark.signature import public_of, sign_edition
from assess.questionnaire.catalogue import Catalogue
from assess.questionnaire.vocabulary import ProfileField, Vocabulary
from assess.report.benchmark.site import Source

SHARES = (Share(1, 2, 35), Share(3, 3, 50), Share(4, 4, 15), Share(5, 5, 0))


def cell(cohort: str, node: str, median: float, n_band: str = "30–49", **told) -> Cell:
    if n_band != "10–14":
        told = {"p25": round(median - 0.6, 1), "p75": round(median + 0.7, 1), **told}
    return Cell(cohort=cohort, node=node, n_band=n_band, mean=round(median + 0.1, 1), median=median, **told)


def cells(held_from: str = "") -> dict[str, dict[str, Cell]]:
    """Everyone, manufacturing, one of its sizes (carried forward, if asked for), retail, which is small."""
    change = {"change": 0.1} if held_from else {}
    made = (
        cell("all", "overall", 2.2, "50–99", p10=1.1, p90=3.9, shares=SHARES, staged=SHARES, **change),
        cell("all", "listen", 2.6, "50–99", **change),
        cell("all", "design", 1.9, "50–99", **change),
        cell("all", "question/listen-01", 2.4, "50–99"),
        cell("all", "theme/service", 2.1, "50–99"),
        cell("C", "overall", 2.4, **change),
        cell("C", "listen", 2.8, **change),
        cell("C/medium", "overall", 2.3, "20–29", held_from=held_from),
        cell("G", "overall", 1.8, "10–14"),
    )
    found: dict[str, dict[str, Cell]] = {}
    for each in made:
        found.setdefault(each.cohort, {})[each.node] = each
    return found


def build_edition(quarter: str = "2026-q1", before: str = "", **changes) -> Edition:
    """A sealed edition; `changes` are fields of its manifest."""
    number = int(quarter[-1])
    manifest = {
        "format": 2,
        "edition": quarter,
        "questionnaire": "small",
        "version": "1.0.0",
        "questionnaire_hash": "f" * 64,
        "rules": "1",
        "thresholds": Thresholds(),
        "tree": TREE,
        "period_from": date(2025, 3 * number - 2, 1),
        "period_to": date(2026, 3 * number, 30),
        "synthetic": quarter.startswith("synthetic-"),
        "note": "",
        "minimum": 0,
        "maximum": 5,
        "levels": (1, 2, 3, 4, 5),
        "before": before,
        "members": (),
        "suppressed": {"A": "below_min_n", "C/large": "complement", "C/small": "time"},
        "withheld": {"all": {"deliver": "item_nonresponse"}},
        "files": {},
    }
    return seal(Edition(manifest=Manifest(**(manifest | changes)), cells=cells(before)))


def build_source(folder: Path) -> Source:
    """Two consecutive editions, released into `folder` with a key that anybody knows."""
    key = Ed25519PrivateKey.from_private_bytes(bytes(32))
    first = build_edition("2026-q1")
    for edition in (first, build_edition("2026-q2", before=first.manifest.edition)):
        written, manifest = write(edition, folder), edition.manifest
        signed = sign_edition(key, (written / MANIFEST).read_bytes(), manifest.edition, manifest.period_to)
        (written / SIGNATURE).write_bytes(msgspec.json.encode(signed))
    return Source(editions=folder, catalogue=build_catalogue(), known=(public_of(key),))


def build_catalogue() -> Catalogue:
    """The small questionnaire alone."""
    questionnaire = build_questionnaire(ENGLISH)
    industry = {"A": "Agriculture", "C": "Manufacturing", "G": "Retail"}
    sizes = {"small": "10–49 people", "medium": "50–249 people", "large": "250–999 people"}
    profile = (
        ProfileField(id="industry", label="Industry", question="?", why="?", options=industry),
        ProfileField(id="size", label="Size", question="?", why="?", options=sizes),
    )
    return Catalogue(
        questionnaires={questionnaire.id: questionnaire},
        problems=(),
        vocabulary=Vocabulary(themes={"service": "Service"}, owners={}, phases={}),
        profile=profile,
    )
