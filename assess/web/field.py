"""What a browser sent → fields by name. The only place that knows how forms are encoded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from litestar import Request

from ..errors import AssessError
from ..language import gettext as _
from ..store.record import Draft

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")

Fields = Mapping[str, list[str]]
"""Every value of every field, in the order they were sent."""


class UnreadForm(AssessError):
    """A form was sent as something else, or in an encoding that does not read."""

    status = 415
    code = "wrong-content-type"


async def read_fields(request: Request) -> Fields:
    """The fields of the form in the request's body. Raises UnreadForm for any other body."""
    if request.content_type[0] not in FORMS:
        raise UnreadForm(
            _("This address reads the fields of its form only."),
            remedy=_("Use the form, or the API under /api/v1."),
        )
    form: Any = await request.form()
    return {name: [_clean(str(value)) for value in form.getall(name)] for name in form}


def first(fields: Fields, name: str) -> str:
    """The first value of a field, "" where it is missing."""
    values = fields.get(name) or [""]
    return values[0]


def _clean(text: str) -> str:
    """Browsers send line ends as CR LF; what is stored has LF, no blanks at the ends, and only what UTF-8 can hold."""
    return text.replace("\r\n", "\n").encode("utf-8", "replace").decode("utf-8").strip()


def read_base(fields: Fields, draft: Draft) -> int:
    """The revision that the page was made from; the newest where it does not say."""
    base = first(fields, "base")
    return int(base) if base.isascii() and base.isdigit() and len(base) < 10 else draft.revision
