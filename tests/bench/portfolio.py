"""A portfolio from its answers: every client concluded, drawn, built and checked, in a brand; then again when one changed.

`--large` builds 200 clients, otherwise a fifth of them. Seconds are those of processors, as in `publishing`: of many, what
two processes spend together is halved. The limit of issue and design is 60 s for 200 clients of 12 pages; it grows with the
pages that the largest questionnaire has.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from msgspec.structs import replace

from assess.assessment.activity import settle
from assess.assessment.code import decode
from assess.assessment.model import Assessment
from assess.assessment.synth import Population, synthesise
from assess.benchmark.archive import write
from assess.questionnaire.catalogue import Catalogue, load_catalogue
from assess.report.brand.read import read_brand
from assess.report.portfolio.build import Made, Overview, build_portfolio
from assess.report.portfolio.order import Answered, Order, Shop, keep_brand
from assess.report.sample.organisation import QUESTIONNAIRE
from assess.report.sample.peer import make_peers
from assess.resource import resource
from assess.scoring.panel import Panel

from .measure import Row, row
from .publishing import seconds

CLIENTS = 200 if "--large" in sys.argv else 40
A_PAGE = 60 / (200 * 12)
"""Seconds that a page may take."""


def measure() -> list[Row]:
    """Seconds of a whole portfolio, of one in which a client changed, and of one in which nothing did; and what writing the
    same files takes."""
    with tempfile.TemporaryDirectory() as scratch:
        return list(_measure(Path(scratch)))


def _measure(folder: Path) -> Iterable[Row]:
    catalogue = load_catalogue(resource("questionnaires"))
    brand = read_brand(resource("site/docs") / "brand.yaml")
    panel = Panel(catalogue.questionnaires)
    edition = write(make_peers(catalogue.get(QUESTIONNAIRE), catalogue.profile).edition, folder / "editions")
    *orders, another = _orders(catalogue, str(edition), CLIENTS + 1)
    shop = Shop(
        questionnaires=resource("questionnaires"),
        archive=folder / "questionnaires",
        cache=folder / "cache",
        brand=keep_brand(brand, folder / "brand"),
        documents=False,
    )
    overview = Overview(folder=folder / "overview", language="en", brand=brand)

    def build(orders: list[Order]) -> Made:
        by_client = {order.folder: order for order in orders}
        return build_portfolio(
            by_client, (), folder / "out", overview, shop=shop, catalogue=catalogue, panel=panel
        )

    made: list[Made] = []
    cold = seconds(lambda: made.append(build(orders))) / 2
    assert len(made[0].built) == CLIENTS, made[0].failures
    pages = len(list((folder / "out" / orders[0].folder).glob("*.html")))
    changed, same = [], []
    for turn in range(3):
        first = replace(another, folder=orders[0].folder, title=f"Changed {turn}")
        changed.append(seconds(lambda first=first: made.append(build([first, *orders[1:]]))))
        assert made[-1].built == (first.folder,)
        same.append(seconds(lambda first=first: build([first, *orders[1:]])))
    files = {file: file.read_bytes() for file in (folder / "out").rglob("*") if file.is_file()}
    writing = seconds(lambda: _write(files, folder / "copy"))
    panel.close()
    limit = A_PAGE * pages * CLIENTS
    yield row(f"{CLIENTS} clients × {pages} pages from their answers, two processes", [cold], "s", limit)
    yield row("  against writing the same files", [cold / writing], "×")
    yield row("  the same when one client changed", changed, "s", 3)
    yield row("  the same when nothing changed", same, "s", 3)


def _orders(catalogue: Catalogue, edition: str, count: int) -> Iterable[Order]:
    questionnaire = catalogue.get(QUESTIONNAIRE)
    batch = synthesise(questionnaire, Population(mean=0.45), count, 5)
    for at in range(count):
        profile = {"industry": batch.industry[at], "size": batch.size[at], "region": batch.region[at]}
        assessment = Assessment(
            id=f"client-{at}",
            questionnaire=questionnaire.id,
            version=questionnaire.version,
            hash=questionnaire.hash,
            profile=profile,
            answers=settle(questionnaire, decode(questionnaire, batch.codes[at]), profile),
            submitted_at=datetime(2026, 10, 15, tzinfo=UTC),
            synthetic=True,
            source="synthetic",
        )
        latest = Answered(assessment=assessment, edition=edition)
        title = f"Client {at}"
        yield Order(folder=f"c{at}", title=title, language="en", audience="client", latest=latest)


def _write(files: dict[Path, bytes], folder: Path) -> None:
    folder.mkdir()
    for at, held in enumerate(files.values()):
        (folder / str(at)).write_bytes(held)
