"""The file formats as JSON Schema, which editors complete and validate with: generated from the Structs, never written.

What the schema accepts has the right shape; whether it also means something, `assess check` tells.
"""

from __future__ import annotations

from typing import Any

import msgspec

from .model import Questionnaire
from .translation import Translation

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FILE = "questionnaire.schema.json"
"""What the schema is called beside a questionnaire; the first line of a new one points to it."""


def schema() -> dict[str, Any]:
    """The JSON Schema of a questionnaire file."""
    made = _made(Questionnaire, "assess questionnaire, format 1")
    made["$defs"]["Questionnaire"]["properties"].pop("hash")
    for part in made["$defs"].values():
        if "type" in part.get("properties", {}) and (kind := part["properties"]["type"]).get("enum"):
            kind["description"] = f"Which kind of question this is: {kind['enum'][0]}."
    return made


def translation_schema() -> dict[str, Any]:
    """The JSON Schema of the translation of a questionnaire, such as `pl.yaml`."""
    return _made(Translation, "assess translation, format 1")


def _made(type_: type, title: str) -> dict[str, Any]:
    return {"$schema": DIALECT, "title": title, **msgspec.json.schema(type_)}
