"""What a preview shows: the newest version that can be shown, and one assessment that its author fills in to try it.

Answers outlive a change of the file: they are carried over to the new version as far as they still fit. All of it lies
in a store that is deleted at the end.
"""

from __future__ import annotations

import re
import secrets
import threading
from collections.abc import Mapping
from contextlib import suppress

from ...assessment.entry import check_answer, check_profile
from ...assessment.model import Answer, Assessment, State
from ...errors import InvalidAnswer, NotFound
from ...questionnaire.catalogue import Catalogue
from ...questionnaire.model import Questionnaire
from ...questionnaire.vocabulary import Vocabulary
from ...report.page.draw import outline
from ...scoring.example import as_assessment
from ...scoring.model import Scores
from ...scoring.panel import Panel
from ...settings import Settings
from ...store.record import Draft
from ...store.store import Store
from ..desk import Desk
from .watch import Glance, Watch

PRIVATE = re.compile(r"^(?P<prefix>(?:/[^/]+)?)/a/(?P<token>[^/]+)(?:/(?P<rest>.*))?$")
"""An address of the form: the language before it, the private link's token, the page."""


NO_WORDS = Vocabulary(themes={}, owners={}, phases={})


class Stage:
    """The state of one preview. `desk` is that of the form below it, once there is something to show."""

    def __init__(self, watch: Watch, settings: Settings) -> None:
        self.watch = watch
        self.glance = watch.look()
        self._settings = settings
        self._panel = Panel({})
        self.store = Store.open(settings.database, score=self._score)
        nothing = Catalogue(questionnaires={}, problems=(), vocabulary=NO_WORDS, profile=())
        self.desk = Desk(nothing, self._panel, self.store, settings)
        self.shown: Glance | None = None
        self.token = ""
        self._results: dict[tuple[str, int, str], str] = {}
        self._lock = threading.RLock()
        self.refresh()

    def close(self) -> None:
        """Close the store, and the scorers of what is shown."""
        self.desk.close()
        self.store.close()
        self._panel.close()

    @property
    def questionnaire(self) -> Questionnaire:
        """The one that is shown; `NotFound` before there is any."""
        if self.shown is None or self.shown.catalogue is None:
            raise NotFound("Nothing can be shown yet.", remedy="Mend what the checker finds.")
        return next(iter(self.shown.catalogue.questionnaires.values()))

    @property
    def is_current(self) -> bool:
        """Whether what is shown is the file as it is now."""
        return self.shown is not None and self.shown.number == self.glance.number

    def refresh(self) -> Glance:
        """Look at the file; where it changed into something that can be shown, show that."""
        with self._lock:
            self.glance = self.watch.look()
            if self.glance.catalogue is not None and not self.is_current:
                self._show(self.glance, self.glance.catalogue)
            return self.glance

    def follow(self, path: str) -> None:
        """The form was asked for the page at `path`: the assessment it belongs to is the one being filled in."""
        found = PRIVATE.match(path)
        if found is None or found["token"] in (self.token, *self._results.values()):
            return
        with suppress(NotFound):
            draft = self.store.draft(found["token"])
            if self.shown is not None and draft.hash == self.questionnaire.hash:
                self.token = found["token"]

    def fill(self, example: int | None) -> None:
        """Begin anew with the answers of a worked example, or with none. `InvalidAnswer` where they do not fit."""
        with self._lock:
            if example is None:
                self._begin({}, {})
                return
            examples = self.questionnaire.examples
            if not 0 <= example < len(examples):
                raise NotFound("There is no such example.", remedy="Load the preview again.")
            filled = as_assessment(self.questionnaire, examples[example])
            self._begin(filled.answers, filled.profile)

    def at(self, path: str) -> str:
        """The address that shows now what `path` showed: the page of another version, or of other answers."""
        found = PRIVATE.match(path)
        if found is None:
            about = re.sub(r"/q/[^/]+", f"/q/{self.questionnaire.id}", path)
            return about if about.startswith("/") and not about.startswith("//") else "/"
        prefix, rest = found["prefix"], found["rest"] or ""
        if rest.startswith("result"):
            return prefix + self.result(rest.removeprefix("result").removeprefix("/"))
        pages = [f"d/{each.id}" for each in self.questionnaire.all_dimensions() if each.questions]
        page = rest if rest in ("profile", "review", "left", *pages) else pages[0]
        return f"{prefix}/a/{self.token}/{page}"

    def result(self, page: str = "") -> str:
        """The address of the result for the answers given so far. They stay open: a copy of them is submitted."""
        with self._lock:
            draft = self.store.draft(self.token)
            token = self.token
            if draft.submission is None:
                key = (draft.id, draft.revision, draft.hash)
                if key not in self._results:
                    self._results[key] = self._submit_copy(draft)
                token = self._results[key]
        submission = self.store.draft(token).submission
        assert submission is not None
        pages = {sheet.file.replace(".md", ".html") for sheet in outline(self.desk.findings(submission))}
        return f"/a/{token}/result/{page if page in pages else 'index.html'}"

    def _score(self, assessments: list[Assessment]) -> list[Scores]:
        return self._panel.score(assessments)

    def _show(self, glance: Glance, catalogue: Catalogue) -> None:
        before = self.store.draft(self.token) if self.token else None
        # not closed: a request that began before may still score; the last one to let go of it ends its databases
        self._panel = Panel(catalogue.questionnaires)
        self.desk.catalogue, self.desk.panel = catalogue, self._panel
        self.shown = glance
        self._results.clear()
        self._begin(before.answers if before else {}, before.profile if before else {})

    def _begin(self, answers: Mapping[str, Answer], profile: Mapping[str, str]) -> None:
        """A new assessment with these answers, as far as they fit. The bands that lack are the first of each field."""
        found = self.questionnaire
        bands = {field.id: next(iter(field.options)) for field in self.desk.catalogue.profile}
        for field in self.desk.catalogue.profile:
            if profile.get(field.id) in field.options:
                bands[field.id] = profile[field.id]
        begun = self.store.begin(
            questionnaire=found.id,
            version=found.version,
            hash=found.hash,
            language=found.languages[0],
            profile=check_profile(self.desk.catalogue.profile, bands),
        ).result()
        kept = {name: answer for name, answer in answers.items() if _fits(found, name, answer)}
        if kept:
            self.store.save(begun.token, base=0, changes=kept).result()
        self.token = begun.token

    def _submit_copy(self, draft: Draft) -> str:
        token = self.token
        self._begin(draft.answers, draft.profile)
        copy, self.token = self.token, token
        complete = self.desk.completion(contributes=False)
        self.store.submit(copy, key=secrets.token_urlsafe(12), complete=complete).result()
        return copy


def _fits(questionnaire: Questionnaire, name: str, answer: Answer) -> bool:
    question = questionnaire.question.get(name)
    if question is None or answer.state in (State.INACTIVE, State.UNANSWERED):
        return False
    try:
        check_answer(questionnaire, question, answer)
    except InvalidAnswer:
        return False
    return True
