"""What the handlers share: the catalogue, the scorers, the store, the editions, the drawn charts.

Made once when the application starts; nothing here knows a request.
"""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator
from datetime import UTC, datetime
from functools import partial

from litestar import Response
from markupsafe import Markup
from msgspec.structs import replace

from ..assessment.activity import settle
from ..assessment.entry import check_profile
from ..assessment.model import Assessment
from ..assessment.quality import bits_of
from ..benchmark.archive import Released, find, read, released
from ..benchmark.choice import choose
from ..benchmark.cohort import offered
from ..benchmark.interval import interval
from ..benchmark.keyring import check_keys
from ..benchmark.model import Edition
from ..benchmark.verification import names
from ..benchmark.yardstick import yardsticks_of
from ..language import LANGUAGES, ngettext, speaking, spoken
from ..language import gettext as _
from ..questionnaire.catalogue import Catalogue
from ..questionnaire.model import Questionnaire
from ..questionnaire.translate import HEAD
from ..report.chart.renderer import Renderer
from ..report.finding.conclude import conclude
from ..report.finding.model import Findings
from ..scoring.panel import Panel
from ..settings import Settings
from ..store.record import Draft, Submission
from ..store.store import Store
from .prompt import Prompt, prompts
from .template import page

REMEMBERED = 256
"""Results kept in memory; any other is computed again from what is stored."""

PATIENCE = 10
"""Seconds to wait for the background at the end; it takes one, and more only where the machine has much else to do."""


class Desk:
    """The shared state of one running server."""

    def __init__(self, catalogue: Catalogue, panel: Panel, store: Store, settings: Settings) -> None:
        self.catalogue = catalogue
        self.panel = panel
        self.store = store
        self.public_url = settings.public_url
        self.renderer = Renderer(settings.cache / "charts")
        self.operator_key = secrets.token_urlsafe(32)
        self.editions_folder = settings.editions
        self.keys_folder = settings.keys
        self._prompts: dict[tuple[str, str], dict[str, tuple[Prompt, ...]]] = {}
        self._results: OrderedDict[tuple, Findings] = OrderedDict()
        self._lock = threading.Lock()
        self._warming: threading.Thread | None = None
        self._is_closing = threading.Event()
        check_keys(self.keys_folder)  # no respondent can mend what is missing
        self.sites: Collection[str] = ()
        self.reload_editions()

    def page(self, name: str, *, status: int = 200, **values: object) -> Response[str]:
        """The template `name` as a response; it links to the static sites that are served here."""
        values |= {"said": self.said, "base_url": self.public_url}
        return page(name, sites=self.sites, status=status, **values)

    @property
    def spoken(self) -> Catalogue:
        """The catalogue in the language of the visit."""
        return self.catalogue.in_language(spoken().code)

    def said(self, questionnaire: Questionnaire, part: str = HEAD) -> Markup:
        """The `lang` attribute of its texts within a page, or of those of a dimension or question; none where they are in
        the page's own language."""
        code = self.catalogue.speaks_part(questionnaire, spoken().code, part)
        return Markup("") if code == spoken().code else Markup(' lang="{}"').format(code)

    def warm(self) -> None:
        """Make in the background what the first visitors would wait for: words, scorers, the chart renderer."""
        self._warming = threading.Thread(target=self._warm, name="warm", daemon=True)
        self._warming.start()

    def close(self) -> None:
        """Wait for what still runs in the background: a process that exits in the midst of a database's or the renderer's
        own code is aborted."""
        self._is_closing.set()
        if self._warming is not None:
            self._warming.join(PATIENCE)

    def _warm(self) -> None:
        for warm_up in self._list_warm_ups():
            if self._is_closing.is_set():
                return
            warm_up()

    def _list_warm_ups(self) -> Iterator[Callable[[], object]]:
        yield from (partial(self._speak, code) for code in LANGUAGES)
        for questionnaire in self.catalogue.questionnaires.values():
            yield partial(self.panel.scorer, questionnaire.id, questionnaire.hash)
            yield partial(self.panel.viewer, questionnaire.id, questionnaire.hash)
        yield self.renderer.warm
        yield partial(interval, 50, 100)

    def _speak(self, code: str) -> None:
        with speaking(code):
            ngettext("%(num)d question", "%(num)d questions", 1)
            self.catalogue.in_language(code)

    def reload_editions(self) -> None:
        """Read the editions folder again: after an edition was built. A damaged edition, or one that somebody unknown
        signed, is an error, not passed over."""
        known = names(self.keys_folder)
        newest = {name: find(self.editions_folder, known, name) for name in self.catalogue.questionnaires}
        self.editions: dict[str, Edition] = {
            name: edition for name, edition in newest.items() if edition is not None
        }
        self._released = {
            name: released(self.editions_folder, known, name) for name in self.catalogue.questionnaires
        }
        self._read: dict[str, Edition] = {
            edition.manifest.edition: edition for edition in self.editions.values()
        }

    def edition(self, questionnaire: str) -> Edition | None:
        """The newest edition of a questionnaire, if there is one."""
        return self.editions.get(questionnaire)

    def yardsticks(self, assessment: Assessment) -> tuple[Edition | None, Edition | None]:
        """The latest edition of what was answered, and the one in force on the day it was submitted."""
        found = yardsticks_of(self._released.get(assessment.questionnaire, ()), assessment)
        return self._edition_in(found.now), self._edition_in(found.then)

    def _edition_in(self, released: Released | None) -> Edition | None:
        """An edition, read and verified once."""
        if released is None:
            return None
        id = released.manifest.edition
        if id not in self._read:
            self._read[id] = read(released.folder)
        return self._read[id]

    def choose_peers(self, text: str) -> str:
        """The cohort that somebody asked for, "" for nothing; `AssessError` as `benchmark.choice.choose`."""
        return choose(text, offered(self.catalogue.profile)) if text else ""

    def questionnaire_of(self, draft: Draft) -> Questionnaire:
        """The questionnaire a draft was begun with, served now or before, in the language of the visit as far as it is
        translated; `Conflict` when it cannot be had."""
        found = self.panel.questionnaire(draft.questionnaire, draft.hash)
        return self.catalogue.localise(found, spoken().code)

    def prompts(self, draft: Draft, dimension: str) -> tuple[Prompt, ...]:
        """How the page of a dimension asks its questions; `Conflict` as `questionnaire_of`."""
        questionnaire = self.questionnaire_of(draft)
        key = (questionnaire.hash, spoken().code)
        if key not in self._prompts:
            self._prompts[key] = prompts(questionnaire)
        return self._prompts[key][dimension]

    def as_assessment(self, draft: Draft, *, contributes: bool, source: str = "form") -> Assessment:
        """A draft as it would be submitted now; `InvalidAnswer` where its profile is not complete."""
        questionnaire = self.questionnaire_of(draft)
        return Assessment(
            id=draft.id,
            questionnaire=draft.questionnaire,
            version=draft.version,
            hash=draft.hash,
            profile=check_profile(self.spoken.profile, draft.profile),
            answers=settle(questionnaire, draft.answers, draft.profile),
            contributes=contributes,
            source=source,
        )

    def completion(self, *, contributes: bool, source: str = "form") -> Callable[[Draft], Assessment]:
        """How the store turns a draft into the assessment it stores."""

        def complete(draft: Draft) -> Assessment:
            assessment = self.as_assessment(draft, contributes=contributes, source=source)
            gauge = self.panel.gauge(draft.questionnaire, draft.hash)
            seconds = (datetime.now(UTC) - draft.created_at).total_seconds()
            found = gauge.measure_one(assessment, seconds)
            return replace(assessment, signals=bits_of(found.signals))

        return complete

    def findings(self, submission: Submission, *, peers: str = "", smoothed: bool = False) -> Findings:
        """What a submitted assessment says against the newest edition, in the language of the visit; computed once
        while it is remembered. `peers` are those that were chosen (`choose_peers`), instead of the profile's."""
        assessment = submission.assessment
        edition, then = self.yardsticks(assessment)
        key = (assessment.id, edition.manifest.edition if edition else None, spoken().code, peers, smoothed)
        with self._lock:
            if key in self._results:
                self._results.move_to_end(key)
                return self._results[key]
        found = conclude(
            self.panel.scorer(assessment.questionnaire, assessment.hash),
            self.panel.viewer(assessment.questionnaire, assessment.hash),
            assessment,
            edition,
            catalogue=self.catalogue,
            title=_("Your result"),
            then=then,
            peers=peers,
            smoothed=smoothed,
            remarks=True,
        )
        with self._lock:
            self._results[key] = found
            while len(self._results) > REMEMBERED:
                self._results.popitem(last=False)
        return found
