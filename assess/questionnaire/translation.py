"""The format of a translation file, ``<id>/<language>.yaml`` and ``<language>.yaml``: texts by id, nothing else.

Structs only; `translate` puts the texts in place, `gap` finds what is missing.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from .part import Id, Language, LevelNumber, Line, Part, Text, says

Stamp = Annotated[str, Meta(pattern=r"^[0-9a-f]{8}$")]
"""The beginning of the SHA-256 of the texts a part had when it was translated."""


class OptionText(Part, kw_only=True):
    """An option, or a rung."""

    text: Text
    next: Text | None = None


class ItemText(Part, kw_only=True):
    """A question within a `matrix`."""

    text: Text
    help: Text | None = None
    options: tuple[OptionText, ...] = ()


class QuestionText(Part, kw_only=True):
    """The texts of a question; a field is there where the source has it."""

    text: Text
    help: Text | None = None
    why: Text | None = None
    evidence: tuple[Line, ...] = ()
    unit: Line | None = None
    row: Line | None = None
    suggestions: tuple[Line, ...] = ()
    options: Annotated[
        tuple[OptionText, ...] | dict[Id, OptionText],
        says("The rungs of a `level` in their order; the options of a `choice` or `many` by id."),
    ] = ()
    questions: Annotated[dict[Id, ItemText], says("The questions of a `matrix`, by id.")] = {}


class DimensionText(Part, kw_only=True):
    """The texts of a dimension."""

    title: Line
    summary: Text
    why: Text | None = None
    advice: dict[LevelNumber, Text] = {}


class LevelText(Part, kw_only=True):
    """The texts of a level."""

    name: Line
    summary: Text | None = None


class Translation(Part, kw_only=True):
    """A questionnaire's texts in another language. Dimensions and questions stand by id, however they nest.

    `source` says what each part was translated from; `assess translate --stamp` writes it.
    """

    language: Language
    title: Line
    summary: Text
    measures: tuple[Text, ...] = ()
    gives: tuple[Text, ...] = ()
    sources: tuple[Text, ...] = ()
    limits: tuple[Text, ...] = ()
    levels: dict[LevelNumber, LevelText]
    scales: dict[Id, dict[Id, OptionText]] = {}
    dimensions: dict[Id, DimensionText]
    questions: dict[Id, QuestionText]
    source: dict[Id, Stamp] = {}


class FieldText(Part, kw_only=True):
    """The texts of a profile field."""

    label: str
    question: str
    why: str
    options: dict[str, str]


class VocabularyText(Part, kw_only=True):
    """The shared words."""

    themes: dict[str, str]
    owners: dict[str, str]
    phases: dict[str, str]


class SharedTranslation(Part, kw_only=True):
    """`profile.yaml` and `vocabulary.yaml` in another language."""

    language: Language
    profile: dict[str, FieldText]
    vocabulary: VocabularyText
