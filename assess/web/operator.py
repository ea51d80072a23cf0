"""What the command line asks of a running server, which owns the database: with the operator's key, from this machine.

The key is in a note beside the database that only its owner can read; see `assess.store.address`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from hmac import compare_digest
from pathlib import Path
from typing import Annotated

import msgspec
from litestar import Request, Router, get, post
from litestar.connection import ASGIConnection
from litestar.di import NamedDependency
from litestar.handlers import BaseRouteHandler
from litestar.params import BodyKwarg, FromPath, FromQuery
from litestar.response import Stream

from ..assessment.model import Assessment
from ..benchmark.archive import write
from ..benchmark.edition import build
from ..benchmark.model import Manifest
from ..errors import AssessError
from ..store.check import Content, Fault
from ..store.record import Added, Submission
from .desk import Desk
from .pending import confirmed

MAX_ADDITION = 64_000_000
"""Bytes of one import request; the command line sends a large file in several."""


class Forbidden(AssessError):
    """No operator's key, or a wrong one."""

    status = 403
    code = "forbidden"


class Addition(msgspec.Struct, frozen=True, kw_only=True):
    """Assessments made elsewhere; the same `key` again adds nothing."""

    key: str
    assessments: list[Assessment]


class NewEdition(msgspec.Struct, frozen=True, kw_only=True):
    """What an edition is built from, and what it is called."""

    questionnaire: str
    edition: str
    synthetic: bool = False
    note: str = ""


class BackupTo(msgspec.Struct, frozen=True, kw_only=True):
    """Where to, as a path on the server's machine."""

    target: str


def only_operator(connection: ASGIConnection, _: BaseRouteHandler) -> None:
    """Let nobody pass without the key in force."""
    given = connection.headers.get("authorization", "").removeprefix("Bearer ")
    key: str = connection.app.state.operator_key
    if not compare_digest(given.encode(), key.encode()):
        raise Forbidden("This is for the operator of the service.", remedy="Use the command line on the same machine.")


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


@post("/assessments", request_max_body_size=MAX_ADDITION)
async def add_assessments(desk: NamedDependency[Desk], request: Request) -> Added:
    """Score and add assessments, all or none."""
    try:
        addition = msgspec.json.decode(await request.body(), type=Addition)
    except msgspec.MsgspecError as error:
        raise AssessError(f"The addition cannot be read: {error}.", remedy="Send what `assess import` sends.") from error
    # scoring a large file takes seconds, which nobody else should wait for
    added = await asyncio.to_thread(desk.store.add_many, addition.assessments, key=addition.key)
    return await confirmed(added)


@post("/editions", sync_to_thread=True)
def build_edition(desk: NamedDependency[Desk], data: Annotated[NewEdition, BodyKwarg()]) -> Manifest:
    """Build an edition from what was contributed, and compare with it from now on."""
    contributions = desk.store.contributions(data.questionnaire, synthetic=data.synthetic)
    edition = build(contributions, edition=data.edition, note=data.note)
    write(edition, desk.editions_folder)
    desk.reload_editions()
    return edition.manifest


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
        add_assessments,
        build_edition,
        make_backup,
        check_database,
    ],
)
