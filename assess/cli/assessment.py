"""An assessment by what a person calls it: an id in the store, or a file with one exported submission."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from ..errors import AssessError, NotFound
from ..learnt import learnt

if TYPE_CHECKING:
    from ..assessment.model import Assessment
    from ..questionnaire.catalogue import Catalogue
    from ..settings import Settings
    from .source import Source

FILES = (".json", ".jsonl")
"""What the name of an exported assessment ends in; anything else is an id."""


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """An assessment, what it was asked for by, and the mark of its corporate group, None where it was not asked for or
    nobody said: it is known of contributions in the store alone."""

    name: str
    assessment: Assessment
    party: int | None = None


def find_assessment(
    name: str, settings: Settings, catalogue: Catalogue, *, with_group: bool = False
) -> Found:
    """The assessment with this id in the store, or in a JSON file with one exported submission."""
    from .source import open_source

    if name.endswith(FILES):
        return read_assessment(Path(name))
    with open_source(settings, catalogue) as source:
        return stored_assessment(name, source, with_group=with_group)


def stored_assessment(name: str, source: Source, *, with_group: bool = False) -> Found:
    """The assessment with this id in a store that is open."""
    try:
        found = source.submission(name).assessment
    except NotFound:
        raise NotFound(
            "No assessment has this id.",
            where=name,
            remedy="`assess export --out all.jsonl` writes all there are; a file ends in .json or .jsonl.",
        ) from None
    asks = with_group and found.contributes  # of others nobody said it, and a portfolio has hundreds
    return Found(name=name, assessment=found, party=_party(name, source) if asks else None)


def _party(name: str, source: Source) -> int | None:
    try:
        return source.standing(name).party
    except NotFound:  # made up, which is of no group
        return None


def read_assessment(path: Path) -> Found:
    """An exported submission, or its assessment alone."""
    from ..assessment.model import Assessment
    from ..store.record import Submission

    try:
        content = path.read_bytes().splitlines()[0] if path.suffix == ".jsonl" else path.read_bytes()
        raw = msgspec.json.decode(content)
        if isinstance(raw, dict) and "assessment" in raw:
            found = msgspec.convert(raw, learnt(Submission), strict=False).assessment
        else:
            found = msgspec.convert(raw, learnt(Assessment), strict=False)
    except OSError as error:
        what = f"The file cannot be read: {error.strerror}."
        raise AssessError(what, where=str(path), remedy="Check the path.") from error
    except (IndexError, msgspec.MsgspecError) as error:
        raise AssessError(
            f"This is no exported assessment: {error}.",
            where=str(path),
            remedy="Use a line of `assess export`.",
        ) from error
    return Found(name=path.name, assessment=found)
