"""A manuscript → the files of a questionnaire in our own format, with a comment wherever a default was put in.

Pure: texts by file name leave. What is written can be read again by the loader; whether it keeps every rule is the
checker's to say.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
import yaml

from ..examination import FILE
from .manuscript import Manuscript
from .note import Note

WIDTH = 120


class _Plain(yaml.SafeDumper):
    """Writes everything out: references (&, *) are not read."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def as_files(manuscript: Manuscript, notes: Iterable[Note] = (), origin: str = "") -> dict[str, str]:
    """The questionnaire and its translations as YAML, by file name. `origin` says in a comment what they were made of."""
    questionnaire = manuscript.questionnaire
    data = msgspec.to_builtins(msgspec.structs.replace(questionnaire, hash=""))
    comments = _comments(notes)
    lines = [f"# Converted from {origin}.\n"] if origin else []
    for name, value in data.items():
        lines += [f"# {comment}\n" for comment in comments.get(name, ())]
        lines.append(dump_yaml({name: value}))
    files = {FILE: "".join(lines)}
    for language, words in manuscript.words.items():
        head = f"# {questionnaire.id} in another language; see {FILE}.\n"
        files[f"{language}.yaml"] = head + dump_yaml(msgspec.to_builtins(words))
    return files


def _comments(notes: Iterable[Note]) -> dict[str, list[str]]:
    """Of the defaults at the top of the file, by field; the others are told when the file is written."""
    found: dict[str, list[str]] = {}
    for note in notes:
        if note.kind == "default" and note.place.isidentifier():
            found.setdefault(note.place, []).append(f"A default: {note.what} {note.why}".replace("\n", " "))
    return found


def dump_yaml(data: object) -> str:
    """Plain data as YAML, in its order, without references."""
    return yaml.dump(data, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=WIDTH)
