"""`Settings` → the table of settings in the operator's guide."""

from __future__ import annotations

from msgspec.structs import fields

from ...settings import Settings, read_settings
from ..page import as_text

MEANING = {
    "data": "The folder of the database, the editions and what can be made again.",
    "questionnaires": "The folder of the questionnaire files, with `profile.yaml` and `vocabulary.yaml`.",
    "host": "The address the server listens at.",
    "port": "The port the server listens at.",
    "url": "The address people reach the service at; it stands in the private links that the API gives.",
}


def settings_table() -> str:
    """A Markdown table: variable, meaning, value when it is not set."""
    unset = read_settings({})
    shown = {"questionnaires": "those that ship with the program", "url": "http://HOST:PORT"}
    rows = [
        f"| `ASSESS_{field.name.upper()}` | {MEANING[field.name]} | {shown.get(field.name) or as_text(getattr(unset, field.name))} |"
        for field in fields(Settings)
    ]
    return "\n".join(["| Variable | What it decides | When it is not set |", "|---|---|---|", *rows])
