"""`assess portfolio`: a report for each client on a list, and an overview for whoever owns the list."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import AssessError
from ..language import LANGUAGES
from .option import (
    brand_option,
    data_option,
    edition_option,
    interactive_option,
    json_option,
    load_catalogue,
    print_json,
    print_table,
    progress,
    settings_for,
    tell,
)
from .order import Clerk
from .source import open_panel

if TYPE_CHECKING:
    from ..report.brand.model import Brand
    from ..report.portfolio.build import Made
    from ..report.portfolio.order import Order, Shop
    from ..settings import Settings


@click.command(
    "portfolio", epilog="Example: assess portfolio portfolio.yaml --out reports --brand brand.yaml"
)
@click.argument("clients", type=click.Path(path_type=Path, exists=True))
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Folder of the clients' sites, one folder each.",
)
@click.option(
    "--overview",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of the overview, which is yours alone. [default: the folder of --out with -overview]",
)
@brand_option
@edition_option
@click.option(
    "--language",
    type=click.Choice(list(LANGUAGES)),
    default="en",
    show_default=True,
    help="Language of the overview; that of a report stands on the list.",
)
@click.option(
    "--processes", type=click.IntRange(1, 64), default=2, show_default=True, help="How many to build at once."
)
@click.option("--documents/--no-documents", default=True, help="Whether reports hold PDF and workbook too.")
@interactive_option
@json_option
@data_option
def command(
    clients: Path,
    out: Path,
    overview: Path | None,
    brand: Path | None,
    edition: Path | None,
    language: str,
    processes: int,
    documents: bool,
    interactive: bool,
    as_json: bool,
    data: Path | None,
) -> None:
    """Publish a report for each of the CLIENTS: a list in YAML or a sheet, or a folder of exported .json files.

    Only what changed is built again. A client that cannot be built stops nobody else; what failed is told at the end, with
    what to do, and the exit code is 1.
    """
    from ..report.brand.model import HOUSE
    from ..report.brand.read import read_brand
    from ..report.portfolio.build import Overview, build_portfolio
    from ..report.portfolio.client import read_clients

    settings = settings_for(data)
    worn = read_brand(brand) if brand else HOUSE
    listed, failures = read_clients(clients)
    place = overview or _beside(out)
    catalogue = load_catalogue(settings, is_verified=False)
    with (
        open_panel(settings, catalogue) as panel,
        _open_shop(settings, worn, documents=documents, interactive=interactive) as shop,
        progress("Building the reports", len(listed)) as advance,
    ):
        clerk = Clerk(settings, catalogue, panel, edition)
        orders, refused = clerk.order_all(listed, worn.told())
        made = build_portfolio(
            orders,
            (*failures, *refused),
            out,
            Overview(folder=place, language=language, brand=worn),
            shop=shop,
            catalogue=catalogue,
            panel=panel,
            processes=processes,
            told=lambda _: advance(),
        )
    for client, doubts in clerk.doubts.items():
        for said in doubts:
            tell(f"{client}: {said}")
    _report(made, orders, out, place, as_json=as_json)
    if made.failures:
        raise click.exceptions.Exit(1)


def _beside(out: Path) -> Path:
    """Where the overview goes if nobody says; "." has no name that it could take."""
    named = out if out.name else out.resolve()
    return named.with_name(f"{named.name}-overview")


@contextmanager
def _open_shop(settings: Settings, worn: Brand, *, documents: bool, interactive: bool) -> Iterator[Shop]:
    """What all orders share, its brand in a file for as long as they are built."""
    from ..report.portfolio.order import Shop, keep_brand

    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        yield Shop(
            questionnaires=settings.questionnaires,
            archive=settings.archive,
            cache=settings.cache if settings.data.exists() else scratch / "cache",
            brand=keep_brand(worn, scratch / "brand"),
            documents=documents,
            interactive=interactive,
        )


def _report(made: Made, orders: dict[str, Order], out: Path, overview: Path, *, as_json: bool) -> None:
    """What became of each client: a table, or JSON, on stdout; what failed and where things are, on stderr."""
    built = set(made.built)
    why = {failure.client: failure.error for failure in made.failures}
    rows = [
        (
            client,
            "failed" if client in why else "built" if order.folder in built else "unchanged",
            order.folder,
        )
        for client, order in orders.items()
    ]
    rows += [(client, "failed", "") for client in why if client not in orders]
    if as_json:
        print_json([_outcome(*row, why.get(row[0])) for row in rows])
    else:
        print_table(("client", "state", "folder"), rows)
    for client, error in why.items():
        tell(f"{client}: {error}")
    for folder in made.left:
        tell(f"{out / folder}: nobody on the list; left as it is.")
    for name in made.foreign:
        tell(f"{out / name}: not written by this program; left as it is.")
    tell(f"Clients' sites: {out}\nOverview, for you alone: {overview / 'index.html'}")


def _outcome(client: str, state: str, folder: str, error: AssessError | None) -> dict[str, str]:
    """One client for a machine."""
    told = {"what": error.what, "where": error.where, "remedy": error.remedy} if error else {}
    return {"client": client, "state": state, "folder": folder} | told
