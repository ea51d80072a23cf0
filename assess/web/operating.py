"""What the command line asks of a running server, which owns the database: with the operator's key.

The key is in a note beside the database that only its owner can read; see `assess.store.address`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from hmac import compare_digest
from pathlib import Path
from typing import Annotated

import msgspec
from litestar import Request, Router, get, post
from litestar.connection import ASGIConnection
from litestar.di import NamedDependency
from litestar.handlers import BaseRouteHandler
from litestar.params import BodyKwarg, FromPath, FromQuery
from litestar.response import Response, Stream

from ..assessment.model import Assessment
from ..benchmark.parcel import pack
from ..errors import AssessError
from ..language import gettext as _
from ..learnt import learnt
from ..store.check import Content, Fault
from ..store.delivery import accept, terms_of, unpack, unpack_origin
from ..store.record import Added, Decision, Standing, Submission, Sweep
from .body import read_json
from .desk import Desk
from .pending import confirmed

MAX_DELIVERY = 256_000_000
"""Bytes of one import: about a million respondents."""


class Forbidden(AssessError):
    """No operator's key, or a wrong one."""

    status = 403
    code = "forbidden"


class Named(msgspec.Struct, frozen=True):
    """The part of a delivery that says which questionnaire it answers."""

    questionnaire: str
    hash: str


class Given(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Assessments made elsewhere, with reasons and comments; the same `key` again adds nothing. `origin` says from
    whom they are, as in `Delivery`."""

    key: str
    assessments: list[Assessment]
    origin: bytes = b""


class Forgotten(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The mark of a group that is to be forgotten, and who decided it."""

    party: int
    by: str


class BackupTo(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where to, as a path on the server's machine."""

    target: str


def only_operator(connection: ASGIConnection, handler: BaseRouteHandler) -> None:
    """Let nobody pass without the key in force."""
    given = connection.headers.get("authorization", "").removeprefix("Bearer ")
    key: str = connection.app.state.operator_key
    if not compare_digest(given.encode(), key.encode()):
        raise Forbidden(
            _("This is for the operator of the service."),
            remedy=_("Use the command line on the same machine."),
        )


@get("/submissions", sync_to_thread=False)
def stream_submissions(desk: NamedDependency[Desk], questionnaire: FromQuery[str | None] = None) -> Stream:
    """Every submission, one JSON object a line, in the order they came."""

    def lines() -> Iterator[bytes]:
        for submission in desk.store.submissions(questionnaire):
            yield msgspec.json.encode(submission) + b"\n"

    return Stream(lines(), media_type="application/x-ndjson")


@get("/submissions/{id:str}", sync_to_thread=True)
def get_submission(desk: NamedDependency[Desk], id: FromPath[str]) -> Submission:
    """One submission."""
    return desk.store.submission(id)


@post("/batches", request_max_body_size=MAX_DELIVERY)
async def add_batch(desk: NamedDependency[Desk], request: Request) -> Added:
    """Score and add a batch of respondents, all or none."""
    content = await request.body()
    # scoring a large file takes seconds, which nobody else should wait for
    return await asyncio.to_thread(_accept, desk, content)


def _accept(desk: Desk, content: bytes) -> Added:
    try:
        named = msgspec.msgpack.decode(content, type=learnt(Named))
        questionnaire = desk.panel.questionnaire(named.questionnaire, named.hash)
        batch, delivery = unpack(content, questionnaire)
        _check_past([delivery.submitted_at])
    except msgspec.MsgspecError as error:
        raise AssessError(
            _("The delivery cannot be read."), remedy=_("Send what `assess import` sends.")
        ) from error
    return accept(desk.store, desk.panel, batch, delivery.texts, terms_of(delivery))


def _check_past(times: Iterable[datetime | None]) -> None:
    """Refuse what would be dated to come: it would be the latest for ever, and count in editions of other quarters."""
    now = datetime.now(UTC)
    if any(time and time > now for time in times):
        raise AssessError(_("The delivery cannot be read."), remedy=_("Send what `assess import` sends."))


@post("/assessments", request_max_body_size=MAX_DELIVERY)
async def add_assessments(desk: NamedDependency[Desk], request: Request) -> Added:
    """Score and add assessments one by one as they are, all or none."""
    content = await request.body()
    return await asyncio.to_thread(_add_given, desk, content)


def _add_given(desk: Desk, content: bytes) -> Added:
    given = read_json(content, Given)
    # checked by the command
    _check_past(each.submitted_at for each in given.assessments)
    origin = unpack_origin(given.origin, len(given.assessments))
    return desk.store.add_many(given.assessments, key=given.key, origin=origin).result()


@get("/contributions", sync_to_thread=True)
def get_contributions(
    desk: NamedDependency[Desk],
    questionnaire: FromQuery[str],
    synthetic: FromQuery[bool] = False,
    content: FromQuery[str] = "",
) -> Response[bytes]:
    """What an edition can be built from, as `assess.benchmark.parcel` packs it: the command builds, not the server."""
    contributions = desk.store.contributions(questionnaire, desk.panel, synthetic=synthetic, content=content)
    return Response(pack(contributions), media_type="application/msgpack")


@get("/standings", sync_to_thread=False)
def stream_standings(
    desk: NamedDependency[Desk], questionnaire: FromQuery[str | None] = None, waiting: FromQuery[bool] = False
) -> Stream:
    """What was contributed and where it stands, one JSON object a line."""

    def lines() -> Iterator[bytes]:
        for standing in desk.store.standings(questionnaire, waiting=waiting):
            yield msgspec.json.encode(standing) + b"\n"

    return Stream(lines(), media_type="application/x-ndjson")


@get("/standings/{id:str}", sync_to_thread=True)
def get_standing(desk: NamedDependency[Desk], id: FromPath[str]) -> Standing:
    """Where one submission stands."""
    return desk.store.standing(id)


@post("/decisions", request_max_body_size=MAX_DELIVERY)
async def decide(desk: NamedDependency[Desk], request: Request) -> int:
    """Decide about contributions; how many it changed."""
    return await confirmed(desk.store.decide(read_json(await request.body(), Decision)))


@post("/sweeps")
async def sweep(desk: NamedDependency[Desk], data: Annotated[Sweep, BodyKwarg()]) -> int:
    """Accept everything that waits and is asked for; how many that were."""
    return await confirmed(desk.store.decide(data))


@post("/forgotten")
async def forget_group(desk: NamedDependency[Desk], data: Annotated[Forgotten, BodyKwarg()]) -> int:
    """Cut the tie between a group and its contributions; how many there were."""
    return await confirmed(desk.store.forget_group(data.party, by=data.by))


@post("/editions", sync_to_thread=True, status_code=204)
def renew_editions(desk: NamedDependency[Desk]) -> None:
    """Compare with what is released now."""
    desk.reload_editions()


@post("/backup", sync_to_thread=True)
def make_backup(desk: NamedDependency[Desk], data: Annotated[BackupTo, BodyKwarg()]) -> Content:
    """Copy the database while the server runs."""
    return desk.store.backup(Path(data.target))


@get("/check", sync_to_thread=True)
def check_database(desk: NamedDependency[Desk]) -> list[Fault]:
    """What is wrong with the database; empty if nothing is."""
    return desk.store.check()


router = Router(
    path="/api/v1/operator",
    guards=[only_operator],
    include_in_schema=False,
    route_handlers=[
        stream_submissions,
        get_submission,
        add_batch,
        add_assessments,
        get_contributions,
        stream_standings,
        get_standing,
        decide,
        sweep,
        forget_group,
        renew_editions,
        make_backup,
        check_database,
    ],
)
