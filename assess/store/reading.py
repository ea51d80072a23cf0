"""Reading: rows become records again. Each function takes a cursor of its own and never a lock."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta

import duckdb
from msgspec.structs import replace

from assess.assessment.model import Assessment
from assess.store.blob import unpack_answers, unpack_change, unpack_scores
from assess.store.connection import query
from assess.store.fold import Progress, fold
from assess.store.record import PROFILE, Draft, Model, Standing, Submission
from assess.store.refusal import Damaged, no_such_submission

STREAM_ROWS = 1000


def utc(stored: datetime) -> datetime:
    """A stored time, which is UTC without saying so."""
    return stored.replace(tzinfo=UTC)


def read_models(cursor: duckdb.DuckDBPyConnection) -> dict[int, Model]:
    """Every model by its number."""
    rows = cursor.execute(query("model")).fetchall()
    return {
        number: Model(
            questionnaire=questionnaire,
            version=version,
            hash=digest,
            questions=tuple(questions),
            nodes=tuple(nodes),
        )
        for number, questionnaire, version, digest, questions, nodes in rows
    }


def read_progress(
    cursor: duckdb.DuckDBPyConnection, key: str, models: Mapping[int, Model], lifetime: timedelta
) -> Progress | None:
    """A draft folded from its saves, with its submission if there is one; None if there is no such draft."""
    rows = cursor.execute(query("history"), {"id": key}).fetchall()
    if not rows:
        return None
    digest, questionnaire, version, content, language, profile, created_at = rows[0][:7]
    draft = Draft(
        id=key,
        questionnaire=questionnaire,
        version=version,
        hash=content,
        language=language,
        profile=profile,
        answers={},
        revision=0,
        created_at=utc(created_at),
        expires_at=utc(created_at) + lifetime,
    )
    progress = Progress(draft=draft, digest=digest)
    for *_, revision, saved_at, client_key, blob in rows:
        if revision is not None:
            progress, _ = fold(
                progress, unpack_change(blob), key=client_key, saved_at=utc(saved_at), lifetime=lifetime
            )
    found = cursor.execute(query("submission"), {"id": key}).fetchall()
    if not found:
        return progress
    return replace(progress, draft=replace(progress.draft, submission=submission_of(found[0], models)))


def read_submission(cursor: duckdb.DuckDBPyConnection, key: str, models: Mapping[int, Model]) -> Submission:
    """One submission by its id, whether it came by form or by import; NotFound otherwise."""
    rows = cursor.execute(query("submission"), {"id": key}).fetchall()
    if not rows:
        raise no_such_submission([key])
    return submission_of(rows[0], models)


def stream_submissions(
    cursor: duckdb.DuckDBPyConnection, questionnaire: str | None, models: Mapping[int, Model]
) -> Iterator[Submission]:
    """Submissions in the order they came, a thousand in memory at a time. Closes the cursor."""
    with cursor:
        cursor.execute(query("submissions"), {"questionnaire": questionnaire})
        while rows := cursor.fetchmany(STREAM_ROWS):
            for row in rows:
                yield submission_of(row, models)


def submission_of(row: tuple, models: Mapping[int, Model]) -> Submission:
    """A row of submission.sql as a record; Damaged if it does not fit its model."""
    (
        key,
        number,
        client_key,
        submitted_at,
        *bands,
        contributes,
        synthetic,
        source,
        answers,
        scores,
        signals,
    ) = row
    model = models.get(number)
    if model is None:
        raise Damaged(
            f"The submission {key} names the model {number}, which is not there.",
            remedy="Run `assess db check`.",
        )
    given, rest = unpack_answers(answers, model)
    profile = {name: band for name, band in zip(PROFILE, bands, strict=True) if band is not None}
    assessment = Assessment(
        id=key,
        questionnaire=model.questionnaire,
        version=model.version,
        hash=model.hash,
        profile=profile | rest,
        answers=given,
        submitted_at=utc(submitted_at),
        contributes=contributes,
        synthetic=synthetic,
        source=source,
        signals=signals,
    )
    return Submission(
        assessment=assessment,
        scores=unpack_scores(scores, model),
        key=client_key,
        submitted_at=utc(submitted_at),
    )


def read_standing(cursor: duckdb.DuckDBPyConnection, key: str) -> Standing:
    """Where one submission stands with the benchmark; NotFound where there is none."""
    rows = cursor.execute(query("standings"), {"questionnaire": None, "waiting": False, "id": key}).fetchall()
    if not rows:
        raise no_such_submission([key])
    return standing_of(rows[0])


def stream_standings(
    cursor: duckdb.DuckDBPyConnection, questionnaire: str | None, *, waiting: bool
) -> Iterator[Standing]:
    """What was contributed and where it stands, in the order it came; as `stream_submissions`."""
    with cursor:
        cursor.execute(query("standings"), {"questionnaire": questionnaire, "waiting": waiting, "id": None})
        while rows := cursor.fetchmany(STREAM_ROWS):
            yield from map(standing_of, rows)


def standing_of(row: tuple) -> Standing:
    """A row of standings.sql as a record."""
    names = Standing.__struct_fields__
    return Standing(**{**dict(zip(names, row, strict=True)), "submitted_at": utc(row[3])})
