"""Which comments of a respondent tell nothing, because their words are everybody's.

A comment such as "data" or "not yet" is found in nearly every report, whether it was left out or not: finding it proves
nothing, and a report that was refused for it could never be built. So a short comment that stands, as it was written, among
the texts of the questionnaire, of this program, of its data or its figures is not looked for; that it was left out is then
for the structure of the findings alone to show (`disclosure`). Names, ids and answers in a respondent's own words are always
looked for, and so is whatever is longer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from ...benchmark.figure import figures
from ...language import day, messages, spoken
from ...questionnaire.model import Questionnaire
from ...questionnaire.vocabulary import ProfileField, Vocabulary
from .audience import TELLING, Secret
from .data import schema_of
from .disclosure import stands_in
from .model import Findings

APART = " \0 "
"""Between texts, so that no comment is found across two of them."""
FIGURE = 4
"""So many characters without a letter, such as "12" or "?", are a figure or a sign, and stand everywhere."""


def mark_ordinary(
    secrets: Iterable[Secret],
    questionnaire: Questionnaire,
    vocabulary: Vocabulary,
    profile: Iterable[ProfileField],
    frame: str = "",
) -> tuple[Secret, ...]:
    """The secrets, those marked that tell nothing. Questionnaire, vocabulary and profile are in the language of the report,
    which is spoken; `frame` is what else every such report holds."""
    found = tuple(secrets)
    if not any(map(_is_short, found)):
        return found
    beside = APART.join((frame, *_strings((questionnaire, vocabulary, tuple(profile)))))

    def is_ordinary(secret: Secret) -> bool:
        if not _is_short(secret):
            return False
        bare = secret.text.strip()
        if len(bare) <= FIGURE and not re.search(r"[^\W\d_]", bare):
            return True
        return stands_in(secret, beside) or stands_in(secret, _ours(spoken().code))

    return tuple(replace(one, ordinary=True) if is_ordinary(one) else one for one in found)


def mark_named(secrets: Iterable[Secret], title: str) -> tuple[Secret, ...]:
    """The secrets, those marked that stand in a title which the audience may read."""
    return tuple(
        replace(one, ordinary=True) if _is_short(one) and stands_in(one, title) else one for one in secrets
    )


def _is_short(secret: Secret) -> bool:
    return secret.kind == "comment" and len(secret.text) < TELLING


@lru_cache(maxsize=8)
def _ours(language: str) -> str:
    """Every message of this program, in English and in the language, the names of what is in its data, what others have
    published, and the months."""
    months = (day(date(2000, month, 1)) for month in range(1, 13))
    told = (*messages(language), *_names(schema_of(Findings)), *_strings(figures(language)), *months)
    return APART.join(told)


def _names(schema: Any) -> Iterator[str]:
    """The keys and words of a schema, however deep."""
    if isinstance(schema, dict):
        for key, value in schema.items():
            yield key
            yield from _names(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from _names(value)
    elif isinstance(schema, str):
        yield schema


def _strings(value: Any) -> Iterator[str]:
    """Every text within."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from _strings(getattr(value, name))
    elif isinstance(value, dict):
        for key, held in value.items():
            yield from _strings(key)
            yield from _strings(held)
    elif isinstance(value, tuple | list):
        for held in value:
            yield from _strings(held)
