"""What the author has chosen to see: which part of the form, in which language, how wide. Lives in the page's address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args
from urllib.parse import urlencode

from msgspec import Struct

from ...language import LANGUAGES
from ...questionnaire.model import Questionnaire

Part = Literal["start", "form", "result"]
Width = Literal["full", "phone"]

PREVIEW = "/preview"


class View(Struct, frozen=True, kw_only=True):
    """`language` is "" for the questionnaire's first one."""

    part: Part = "form"
    language: str = ""
    width: Width = "full"

    @property
    def address(self) -> str:
        """The preview's page with this view."""
        return f"{PREVIEW}?{urlencode(self.fields)}"

    @property
    def fields(self) -> dict[str, str]:
        """What an address or a form of the page carries: the choices that differ from the first ones."""
        return {name: value for name, value in self._chosen().items() if value != getattr(View(), name)}

    def path(self, questionnaire: Questionnaire) -> str:
        """The address of the form that this view begins with; `Stage.at` puts the token in its place."""
        language = self.language or questionnaire.languages[0]
        prefix = f"/{language}" if language in LANGUAGES else ""
        return {
            "start": f"{prefix}/q/{questionnaire.id}",
            "form": f"{prefix}/a/-",
            "result": f"{prefix}/a/-/result/",
        }[self.part]

    def _chosen(self) -> dict[str, str]:
        return {"part": self.part, "language": self.language, "width": self.width}


def read_view(fields: Mapping[str, str]) -> View:
    """The view that an address or a form asks for; what is not known is as if it were not there."""
    part, language, width = (fields.get(name, "") for name in ("part", "language", "width"))
    return View(
        part=part if part in get_args(Part) else "form",  # type: ignore[arg-type]
        language=language if language in LANGUAGES else "",
        width=width if width in get_args(Width) else "full",  # type: ignore[arg-type]
    )
