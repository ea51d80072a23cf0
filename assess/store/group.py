"""One group of writes on its way to one commit: judge each by itself, score together, insert together.

A write that is refused leaves the group before anything is written, so it cannot take its neighbours with it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import datetime, timedelta
from hmac import compare_digest

from msgspec.structs import astuple, replace

from assess.assessment.model import Answer, Assessment
from assess.errors import Conflict
from assess.language import gettext as _
from assess.language import speaking
from assess.scoring.model import Scores
from assess.store.blob import Change, pack_answers, pack_change, pack_scores
from assess.store.fold import Progress, fold
from assess.store.record import PROFILE, Begun, Draft, Model, Party, Submission
from assess.store.refusal import no_such_assessment
from assess.store.secret import digest_of, id_of, new_token
from assess.store.writer import Write, handing_errors_to

Score = Callable[[Sequence[Assessment]], list[Scores]]
Complete = Callable[[Draft], Assessment]


class Begin(Write, kw_only=True):
    questionnaire: str
    version: str
    hash: str
    language: str
    profile: dict[str, str]


class Save(Write, kw_only=True):
    token: str
    base: int
    answers: dict[str, Answer]
    profile: dict[str, str]
    overwrite: bool
    key: str


class Submit(Write, kw_only=True):
    token: str
    key: str
    complete: Complete
    party: Party | None = None


def is_open(progress: Progress, now: datetime) -> bool:
    """Whether the draft can still be seen: submitted, or not expired."""
    return progress.draft.submission is not None or progress.draft.expires_at > now


class Group:
    """The state of one group. `recall` finds a draft by id, as last committed.

    After `stage` and `score`: rows for the tables, what each future will say, and the drafts as they will be.
    """

    def __init__(
        self, *, recall: Callable[[str], Progress | None], now: datetime, lifetime: timedelta
    ) -> None:
        self.recall = recall
        self.now = now
        self.lifetime = lifetime
        self.staged: dict[str, Progress] = {}
        self.drafts: list[tuple] = []
        self.saves: list[tuple] = []
        self.submissions: list[tuple[Model, tuple, int]] = []
        self.decisions: list[tuple] = []
        self.results: list[tuple[Future, object]] = []
        self._pending: dict[str, tuple[Submit, Assessment, list[Future]]] = {}

    def stage(self, writes: Sequence[Write]) -> None:
        """Judge each write against what is stored and what stands before it in the group."""
        steps = {Begin: self._begin, Save: self._save, Submit: self._submit}
        for write in writes:
            with handing_errors_to(write.future), speaking(write.speaks):
                steps[type(write)](write)

    def score(self, score: Score) -> None:
        """Score all submissions in one call; if that fails, each alone, so that only the culprit fails."""
        pending = list(self._pending.values())
        if not pending:
            return
        together = Future()
        with handing_errors_to(together):
            together.set_result(score([assessment for _, assessment, _ in pending]))
        for place, (write, assessment, futures) in enumerate(pending):
            with handing_errors_to(*futures):
                scores = together.result()[place] if not together.exception() else score([assessment])[0]
                self._accept(write, assessment, scores, futures)

    def _find(self, token: str) -> Progress:
        digest = digest_of(token)
        if digest is None:
            raise no_such_assessment()
        key = id_of(digest)
        progress = self.staged.get(key) or self.recall(key)
        if progress is None or not compare_digest(progress.digest, digest) or not is_open(progress, self.now):
            raise no_such_assessment()
        return progress

    def _begin(self, write: Begin) -> None:
        _require_text(write.questionnaire, write.version, write.hash, write.language, *write.profile.values())
        _require_text(*write.profile)
        token = new_token()
        digest = digest_of(token)
        draft = Draft(
            id=id_of(digest),
            questionnaire=write.questionnaire,
            version=write.version,
            hash=write.hash,
            language=write.language,
            profile=write.profile,
            answers={},
            revision=0,
            created_at=self.now,
            expires_at=self.now + self.lifetime,
        )
        self.staged[draft.id] = Progress(draft=draft, digest=digest)
        self.drafts.append(
            (
                draft.id,
                digest,
                draft.questionnaire,
                draft.version,
                draft.hash,
                draft.language,
                draft.profile,
                self.now.replace(tzinfo=None),
            )
        )
        self.results.append((write.future, Begun(draft=draft, token=token)))

    def _save(self, write: Save) -> None:
        progress = self._find(write.token)
        draft = progress.draft
        if write.key and write.key in progress.saved:
            self.results.append((write.future, progress.saved[write.key]))
            return
        if draft.submission or draft.id in self._pending:
            raise Conflict(
                _("This assessment has been submitted."), remedy=_("Start a new one to change answers.")
            )
        _require_text(write.key)
        change = Change(write.base, write.overwrite, write.answers, write.profile)
        progress, saved = fold(progress, change, key=write.key, saved_at=self.now, lifetime=self.lifetime)
        row = (draft.id, saved.revision, self.now.replace(tzinfo=None), write.key, pack_change(change))
        # nothing is staged before everything that can fail has succeeded
        self.staged[draft.id] = progress
        self.saves.append(row)
        self.results.append((write.future, saved))

    def _submit(self, write: Submit) -> None:
        progress = self._find(write.token)
        draft = progress.draft
        done = draft.submission
        waiting = self._pending.get(draft.id)
        if (done and done.key == write.key) or (waiting and waiting[0].key == write.key):
            if done:
                self.results.append((write.future, done))
            else:
                waiting[2].append(write.future)
        elif done or waiting:
            raise Conflict(_("This assessment has already been submitted."), remedy=_("Open its results."))
        else:
            assessment = replace(write.complete(draft), id=draft.id, submitted_at=self.now)
            self.staged[draft.id] = progress
            self._pending[draft.id] = (write, assessment, [write.future])

    def _accept(self, write: Submit, assessment: Assessment, scores: Scores, futures: list[Future]) -> None:
        submission = Submission(assessment=assessment, scores=scores, key=write.key, submitted_at=self.now)
        self.submissions.append((model_of(assessment, scores), row_of(submission), assessment.signals))
        if assessment.contributes and write.party:
            at, (group, round) = self.now.replace(tzinfo=None), astuple(write.party)
            self.decisions.append((assessment.id, "grouped", at, assessment.source, "", group, round, None))
        progress = self.staged[assessment.id]
        self.staged[assessment.id] = replace(progress, draft=replace(progress.draft, submission=submission))
        self.results.extend((future, submission) for future in futures)


def model_of(assessment: Assessment, scores: Scores) -> Model:
    """What rows of this shape share."""
    return Model(
        questionnaire=assessment.questionnaire,
        version=assessment.version,
        hash=assessment.hash,
        questions=tuple(assessment.answers),
        nodes=tuple(scores.nodes),
    )


def row_of(submission: Submission) -> tuple:
    """A submission as a row of its table, up to the model's number."""
    assessment, scores = submission.assessment, submission.scores
    bands = [assessment.profile.get(field) for field in PROFILE]
    _require_text(submission.key, assessment.source, *filter(None, bands))
    return (
        assessment.id,
        submission.key,
        submission.submitted_at.replace(tzinfo=None),
        *bands,
        assessment.contributes,
        assessment.synthetic,
        assessment.source,
        pack_answers(assessment),
        pack_scores(scores),
        [node.score for node in scores.nodes.values()],
    )


def _require_text(*texts: str) -> None:
    """Raise UnicodeEncodeError for one write, for what would otherwise fail the insert of its group."""
    "".join(texts).encode()
