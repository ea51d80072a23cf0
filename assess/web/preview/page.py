"""The pages of the preview: the findings with the form in a frame beside them, and what they need."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import cache
from pathlib import Path
from urllib.parse import quote

import jinja2
from litestar import MediaType, Request, Response, Router, get, post
from litestar.datastructures import MutableScopeHeaders
from litestar.di import NamedDependency, Provide
from litestar.response import Redirect
from litestar.static_files import create_static_files_router
from litestar.types import Message, Scope
from markupsafe import Markup, escape
from msgspec import Struct

from ...errors import InvalidAnswer
from ...language import LANGUAGES
from ...questionnaire.problem import Problem
from ..field import first, read_fields
from ..security import POLICY
from ..template import environment
from .stage import Stage
from .view import PREVIEW, View, read_view

HERE = Path(__file__).parent
FRAMED = POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
"""The form's own policy, but for the one page that may show it in a frame: ours, from this address."""

NEVER = {"cache-control": "no-store"}


class State(Struct, frozen=True):
    """What the script asks for: the number of the file's version, and of the one that is shown (0 before any)."""

    number: int
    shown: int


@get("/", sync_to_thread=True)
def preview(stage: NamedDependency[Stage], request: Request) -> Response[str]:
    """The findings, the choices, and the form in its frame."""
    glance = stage.refresh()
    view = read_view(request.query_params)
    errors, warnings = _sorted(glance.problems)
    values: dict[str, object] = {
        "file": stage.watch.path,
        "folder": stage.watch.path.absolute().parent,
        "view": view,
        "glance": glance,
        "stage": stage,
        "errors": errors,
        "warnings": warnings,
        "title": stage.watch.path.name,
        "shown": 0,
    }
    if stage.shown is not None:
        questionnaire = stage.questionnaire
        values |= {
            "title": questionnaire.title,
            "shown": stage.shown.number,
            "frame": f"{PREVIEW}/at?path={quote(view.path(questionnaire))}",
            "parts": [("start", "Start page"), ("form", "Form"), ("result", "Result so far")],
            "widths": [("full", "Full width"), ("phone", "Phone")],
            "languages": [LANGUAGES[code] for code in questionnaire.languages if code in LANGUAGES],
            "first": questionnaire.languages[0],
            "examples": [example.name for example in questionnaire.examples],
        }
    html = _environment().get_template("preview.html").render(values)
    return Response(html, media_type=MediaType.HTML, headers=NEVER)


@get("/state", sync_to_thread=True)
def state(stage: NamedDependency[Stage]) -> Response[State]:
    """Whether anything changed on disk."""
    glance = stage.refresh()
    return Response(State(glance.number, stage.shown.number if stage.shown else 0), headers=NEVER)


@get("/at", sync_to_thread=True)
def at(stage: NamedDependency[Stage], request: Request) -> Redirect:
    """To the page of the form that shows now what `path` showed before the file changed."""
    stage.refresh()
    return Redirect(stage.at(request.query_params.get("path", "/")), status_code=303, headers=NEVER)


@post("/fill")
async def fill(stage: NamedDependency[Stage], request: Request) -> Redirect:
    """Answer as a worked example does, or begin with nothing answered."""
    fields = await read_fields(request)
    chosen = first(fields, "example")
    with suppress(InvalidAnswer):  # an example whose answers do not fit: the findings say so
        stage.fill(int(chosen) if chosen.isascii() and chosen.isdigit() else None)
    view = read_view({name: first(fields, name) for name in fields})
    if view.part == "start":
        view = View(language=view.language, width=view.width)
    return Redirect(view.address, status_code=303)


def router(stage: Stage) -> Router:
    """Everything below /preview."""
    files = create_static_files_router("/static", [HERE / "static"])
    return Router(
        PREVIEW,
        route_handlers=[preview, state, at, fill, files],
        dependencies={"stage": Provide(lambda: stage, sync_to_thread=False)},
        include_in_schema=False,
    )


async def let_frame(message: Message, scope: Scope) -> None:
    """Let the preview show the form in a frame; last of the hooks, for it takes back what the form's own forbids."""
    if message["type"] == "http.response.start":
        MutableScopeHeaders(message)["content-security-policy"] = FRAMED


def _sorted(problems: tuple[Problem, ...]) -> tuple[list[Problem], list[Problem]]:
    errors = [problem for problem in problems if not problem.is_warning]
    return errors, [problem for problem in problems if problem.is_warning]


@cache
def _environment() -> jinja2.Environment:
    made = environment().overlay(loader=jinja2.FileSystemLoader(str(HERE)))
    made.filters = made.filters | {"quoted": _quoted}
    return made


def _quoted(text: str) -> Markup:
    """A sentence of the checker, with what stands between backticks as code."""
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(text))))
