"""The scorers of all questionnaires that are served, each made when it is first needed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence

from ..assessment.model import Assessment
from ..assessment.quality import Gauge
from ..errors import Conflict
from ..language import gettext as _
from ..questionnaire.model import Questionnaire
from .model import Scores
from .score import Scorer
from .view import Viewer

Recall = Callable[[str, str], Questionnaire | None]


class Panel:
    """Scores assessments of any served questionnaire; may be shared between threads."""

    def __init__(
        self, questionnaires: Mapping[str, Questionnaire], recall: Recall = lambda id, hash: None
    ) -> None:
        """`recall` finds a version that was served before, by id and hash (`assess.questionnaire.archive`)."""
        self._questionnaires = questionnaires
        self._recall = recall
        self._kept: dict[str, Questionnaire] = {}
        self._scorers: dict[str, Scorer] = {}
        self._viewers: dict[str, Viewer] = {}
        self._gauges: dict[str, Gauge] = {}
        self._lock = threading.Lock()

    def questionnaire(self, id: str, hash: str) -> Questionnaire:
        """The questionnaire with exactly this content, served now or before; `Conflict` when it cannot be had."""
        served = self._questionnaires.get(id)
        if served is not None and served.hash == hash:
            return served
        if hash not in self._kept and (kept := self._recall(id, hash)) is not None:
            self._kept[hash] = kept
        if hash in self._kept:
            return self._kept[hash]
        raise Conflict(
            _("This was answered with another version of {questionnaire}; installed is: {version}.").format(
                questionnaire=id, version=served.version if served else "–"
            ),
            where=id,
            remedy=_("Install the version it was answered with to compute it again; what was stored stands."),
        )

    def scorer(self, questionnaire: str, hash: str) -> Scorer:
        """The scorer of exactly this content; `Conflict` as `questionnaire`."""
        found = self.questionnaire(questionnaire, hash)
        if hash not in self._scorers:
            made = Scorer(found)  # outside the lock, for it takes a while; the first one made is kept
            with self._lock:
                self._scorers.setdefault(hash, made)
            if self._scorers[hash] is not made:
                made.close()
        return self._scorers[hash]

    def gauge(self, questionnaire: str, hash: str) -> Gauge:
        """What measures signs of careless answers to exactly this content; `Conflict` as `questionnaire`."""
        if hash not in self._gauges:
            self._gauges[hash] = Gauge(self.questionnaire(questionnaire, hash))
        return self._gauges[hash]

    def viewer(self, questionnaire: str, hash: str) -> Viewer:
        """What scores exactly this content by theme, owner and phase; `Conflict` as `questionnaire`."""
        found = self.questionnaire(questionnaire, hash)
        if hash not in self._viewers:
            made = Viewer(found)
            with self._lock:
                self._viewers.setdefault(hash, made)
            if self._viewers[hash] is not made:
                made.close()
        return self._viewers[hash]

    def score(self, assessments: Sequence[Assessment]) -> list[Scores]:
        """The scores of assessments in their order, one run of the SQL for each questionnaire among them."""
        groups: dict[tuple[str, str], list[int]] = {}
        for i, assessment in enumerate(assessments):
            groups.setdefault((assessment.questionnaire, assessment.hash), []).append(i)
        scored: list[Scores | None] = [None] * len(assessments)
        for (questionnaire, hash), rows in groups.items():
            found = self.scorer(questionnaire, hash).score_assessments([assessments[i] for i in rows])
            for i, scores in zip(rows, found, strict=True):
                scored[i] = scores
        return scored  # type: ignore[return-value]

    def close(self) -> None:
        """Let go of every scorer's database."""
        with self._lock:
            for made in (*self._scorers.values(), *self._viewers.values()):
                made.close()
            self._scorers.clear()
            self._viewers.clear()
