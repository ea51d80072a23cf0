"""`Settings` → the list of settings in the operator's guide."""

from __future__ import annotations

from msgspec.structs import fields

from ...settings import Settings, read_settings
from ..page.template import as_text

MEANING = {
    "data": "The folder of the database, the editions and what can be made again.",
    "questionnaires": "The folder of the questionnaire files, and of your own `profile.yaml` and `vocabulary.yaml` if any.",
    "host": "The address the server listens at.",
    "port": "The port the server listens at.",
    "url": "The address people reach the service at; it stands in their private links.",
}
UNSET = {"questionnaires": "those that ship with the program", "url": "`http://HOST:PORT`"}
"""What holds when a variable is not set, where that is not a plain value."""


def settings_list() -> str:
    """A Markdown definition list: variable, what it decides, value when it is not set."""
    unset = read_settings({})
    entries = []
    for field in fields(Settings):
        value = UNSET.get(field.name) or f"`{as_text(getattr(unset, field.name))}`"
        entries.append(f"`ASSESS_{field.name.upper()}`\n:   {MEANING[field.name]} Not set: {value}.")
    return "\n\n".join(entries)
