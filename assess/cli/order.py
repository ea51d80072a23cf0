"""Clients of a portfolio → what their reports are made from: their assessments, editions and languages are found."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import AssessError
from .assessment import FILES, Found, read_assessment, stored_assessment
from .choice import EditionChoice
from .earlier import check_earlier, check_shared, doubts
from .option import language_for
from .source import open_source

if TYPE_CHECKING:
    from ..questionnaire.catalogue import Catalogue
    from ..report.portfolio.client import Client, Failure
    from ..report.portfolio.order import Order
    from ..scoring.panel import Panel
    from ..settings import Settings
    from .source import Local, Remote


class Clerk:
    """Turns clients into orders; `doubts` says, by client, what speaks against an earlier assessment being its own."""

    def __init__(self, settings: Settings, catalogue: Catalogue, panel: Panel, edition: Path | None) -> None:
        self._settings = settings
        self._catalogue = catalogue
        self._panel = panel
        self._choice = EditionChoice(settings, edition)
        self._source: Local | Remote | None = None
        self.doubts: dict[str, list[str]] = {}

    def order_all(
        self, clients: tuple[Client, ...], shared: Iterable[tuple[str, str]]
    ) -> tuple[dict[str, Order], list[Failure]]:
        """The orders by client, and what is wrong with the others. `shared` are the texts that everyone gets."""
        from ..report.portfolio.client import Failure, find_mentions, find_strangers

        orders, refused = {}, []
        wrong = find_strangers(clients) | find_mentions(clients, shared)
        with ExitStack() as stack:
            for client in clients:
                try:
                    if client.id in wrong:
                        raise wrong[client.id]
                    orders[client.id] = self._order(client, stack)
                except AssessError as error:
                    refused.append(Failure(client=client.id, title=client.title, error=error))
        return orders, refused

    def _order(self, client: Client, stack: ExitStack) -> Order:
        try:
            return self._fill(client, stack)
        except AssessError as error:  # it tells of an assessment; the list tells who named it
            where = f"{client.where}: {error.where}" if error.where else client.where
            raise AssessError(error.what, where=where, remedy=error.remedy) from error

    def _fill(self, client: Client, stack: ExitStack) -> Order:
        from ..assessment.entry import check_assessment
        from ..benchmark.choice import choose
        from ..benchmark.cohort import offered
        from ..report.portfolio.order import Answered, Order

        with_group = bool(client.since)
        found, *earlier = (
            self._find(name, stack, with_group=with_group) for name in (client.assessment, *client.since)
        )
        check_earlier(found, earlier)
        answered, *before = (
            check_assessment(self._panel.questionnaire(each.questionnaire, each.hash), each)
            for each in (one.assessment for one in (found, *earlier))
        )
        check_shared(answered, before, self._panel, self._catalogue)
        if said := doubts(found, earlier):
            self.doubts[client.id] = said
        questionnaire = self._panel.questionnaire(answered.questionnaire, answered.hash)
        now, then = self._choice.find(answered)
        return Order(
            folder=client.folder,
            title=client.title,
            language=language_for(questionnaire, self._catalogue, client.language or None, where="language"),
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

    def _find(self, name: str, stack: ExitStack, *, with_group: bool) -> Found:
        """In its file, or in the store, which is opened for the first that needs it."""
        if name.endswith(FILES):
            return read_assessment(Path(name))
        if self._source is None:
            self._source = stack.enter_context(open_source(self._settings, self._catalogue))
        return stored_assessment(name, self._source, with_group=with_group)
