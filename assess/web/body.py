"""The JSON body of a request → the value its address reads, strictly: no text for a number, no "true" for true.

The framework would read loosely, and refuse in English; a refusal from here names the path, what was found there and
what is expected, in the language of the visit.
"""

from __future__ import annotations

import re
from typing import Any, TypeVar

import msgspec
from litestar import Request

from ..errors import AssessError
from ..language import gettext as _
from ..learnt import learnt
from .defect import Defect, find_defect

T = TypeVar("T")

PLACE = re.compile(r"\(byte (\d+)\)")
"""How msgspec says where JSON goes wrong."""


class Unread(AssessError):
    """A body that is no JSON, or not of the documented shape; `where` is the path of the first mistake."""

    status = 400
    code = "unreadable"

    def __init__(self, defect: Defect) -> None:
        remedy = defect.remedy or _("See /api/docs for the shape of this request.")
        super().__init__(defect.what, where=defect.where, remedy=remedy)


class StrictRequest(Request):
    """A request whose JSON is read as what its handler declares `data` to be, and as nothing else."""

    async def json(self) -> Any:
        """The body, as the handler's type; `Unread` where it is none."""
        declared = self.route_handler.parsed_data_field
        return read_json(await self.body(), declared.annotation if declared else Any)


def read_json(content: bytes, type_: type[T]) -> T:
    """The value of type `type_` that `content` is the JSON of; `Unread` names the first mistake."""
    try:
        return msgspec.json.decode(content, type=learnt(type_), strict=True)
    except msgspec.ValidationError as error:
        raise Unread(find_defect(_decode_any(content), type_)) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Unread(_no_json(error)) from error


def _decode_any(content: bytes) -> object:
    """JSON of no certain shape: what is wrong behind a value of the wrong kind is found here."""
    try:
        return msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Unread(_no_json(error)) from error


def _no_json(error: Exception) -> Defect:
    """What is wrong with bytes that are no JSON; `where` is left open, for there is no path yet."""
    if isinstance(error, UnicodeDecodeError):
        return Defect("", _("The body is not encoded in UTF-8."))
    if isinstance(error, RecursionError):
        return Defect("", _("The body is nested too deeply."))
    if isinstance(error, msgspec.ValidationError):
        return Defect("", _("A number in the body is too large to be read."))
    if place := PLACE.search(str(error)):
        return Defect("", _("The body is no JSON: it goes wrong at byte {place}.").format(place=place[1]))
    return Defect("", _("The body is no JSON: it breaks off, or a character in it is incomplete."))
