"""The scorers of all questionnaires that are served, each made when it is first needed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence

from ..assessment.model import Assessment
from ..errors import Conflict
from ..questionnaire.model import Questionnaire
from .model import Scores
from .score import Scorer

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
        version = f"version {served.version}" if served else "none"
        raise Conflict(
            f"This was answered with another version of {id}; installed is {version}.",
            where=id,
            remedy="Install the version it was answered with to compute it again; what was stored stands.",
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
            for scorer in self._scorers.values():
                scorer.close()
            self._scorers.clear()
