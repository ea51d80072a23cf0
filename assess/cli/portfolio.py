"""`assess portfolio`: a report for each client on a list, and an overview for whoever owns the list."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import AssessError
from ..language import LANGUAGES
from .choice import EditionChoice
from .option import (
    data_option,
    json_option,
    language_for,
    load_catalogue,
    print_json,
    print_table,
    progress,
    settings_for,
    tell,
)

if TYPE_CHECKING:
    from ..assessment.model import Assessment
    from ..questionnaire.catalogue import Catalogue
    from ..report.portfolio.build import Made
    from ..report.portfolio.client import Client, Failure
    from ..report.portfolio.order import Order
    from ..scoring.panel import Panel
    from ..settings import Settings
    from .source import Local, Remote


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
@click.option(
    "--brand",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="A brand file: name, logo, colours, fonts, footer, texts of your own.",
)
@click.option(
    "--edition",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of the edition to compare with. [default: for each client the newest in the data folder]",
)
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
@click.option(
    "--interactive",
    is_flag=True,
    help="Let readers turn a chart into one that they can point at and filter. Adds 0.9 MB to each site, loaded only by who "
    "asks for it.",
)
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
    from ..questionnaire.archive import recall
    from ..report.brand.model import HOUSE
    from ..report.brand.read import read_brand
    from ..report.portfolio.build import Overview, build_portfolio
    from ..report.portfolio.client import read_clients
    from ..report.portfolio.order import Shop, keep_brand
    from ..scoring.panel import Panel

    settings = settings_for(data)
    worn = read_brand(brand) if brand else HOUSE
    listed, failures = read_clients(clients)
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        advance = stack.enter_context(progress("Building the reports", len(listed)))
        catalogue = load_catalogue(settings, is_verified=False)
        panel = Panel(catalogue.questionnaires, partial(recall, settings.archive))
        stack.callback(panel.close)
        desk = Desk(settings, catalogue, panel, edition)
        orders, refused = desk.order_all(listed, worn.told())
        shop = Shop(
            questionnaires=settings.questionnaires,
            archive=settings.archive,
            cache=settings.cache if settings.data.exists() else scratch / "cache",
            brand=keep_brand(worn, scratch / "brand"),
            documents=documents,
            interactive=interactive,
        )
        beside = out if out.name else out.resolve()  # "." has no name that the overview could take
        place = overview or beside.with_name(f"{beside.name}-overview")
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
    _report(made, orders, out, place, as_json=as_json)
    if made.failures:
        raise click.exceptions.Exit(1)


class Desk:
    """Turns clients into orders: finds their assessments, editions and languages."""

    def __init__(self, settings: Settings, catalogue: Catalogue, panel: Panel, edition: Path | None) -> None:
        self._settings = settings
        self._catalogue = catalogue
        self._panel = panel
        self._choice = EditionChoice(settings, edition)
        self._source: Local | Remote | None = None

    def order_all(
        self, clients: tuple[Client, ...], shared: object
    ) -> tuple[dict[str, Order], list[Failure]]:
        """The orders by client, and what is wrong with the others. `shared` are the texts that everyone gets."""
        from ..report.portfolio.client import Failure, find_mentions

        orders, refused = {}, []
        mentions = find_mentions(clients, shared)  # type: ignore[arg-type]
        with ExitStack() as stack:
            for client in clients:
                try:
                    if client.id in mentions:
                        raise mentions[client.id]
                    orders[client.id] = self._order(client, stack)
                except AssessError as error:
                    refused.append(Failure(client=client.id, title=client.title, error=error))
        return orders, refused

    def _order(self, client: Client, stack: ExitStack) -> Order:
        from ..assessment.entry import check_assessment
        from ..benchmark.choice import choose
        from ..benchmark.cohort import offered
        from ..report.portfolio.order import Answered, Order

        found = [self._find(name, stack) for name in (client.assessment, *client.since)]
        answered, *before = [
            check_assessment(self._panel.questionnaire(each.questionnaire, each.hash), each) for each in found
        ]
        questionnaire = self._panel.questionnaire(answered.questionnaire, answered.hash)
        now, then = self._choice.find(answered)
        return Order(
            folder=client.folder,
            title=client.title,
            language=language_for(questionnaire, self._catalogue, client.language or None),
            audience=client.audience,
            latest=Answered(assessment=answered, edition=str(now or "")),
            then=str(then or ""),
            earlier=tuple(
                Answered(assessment=each, edition=str(self._choice.find_earlier(each) or ""))
                for each in before
            ),
            peers=choose(client.peers, offered(self._catalogue.profile)) if client.peers else "",
            passages=client.passages,
        )

    def _find(self, name: str, stack: ExitStack) -> Assessment:
        """In its file, or in the store, which is opened for the first that needs it."""
        from .report import FILES, read_assessment, stored_assessment
        from .source import open_source

        if name.endswith(FILES):
            return read_assessment(Path(name))
        if self._source is None:
            self._source = stack.enter_context(open_source(self._settings, self._catalogue))
        return stored_assessment(name, self._source)


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
    tell(f"Clients' sites: {out}\nOverview, for you alone: {overview / 'index.html'}")


def _outcome(client: str, state: str, folder: str, error: AssessError | None) -> dict[str, str]:
    """One client for a machine."""
    told = {"what": error.what, "where": error.where, "remedy": error.remedy} if error else {}
    return {"client": client, "state": state, "folder": folder} | told
