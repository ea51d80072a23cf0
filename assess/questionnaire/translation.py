"""The format of a translation file, ``<id>/<language>.yaml`` and ``<language>.yaml``: texts by id, nothing else.

Structs only; `translate` puts the texts in place, `gap` finds what is missing.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from .part import Id, Language, LevelNumber, Line, Part, Text, says

Stamp = Annotated[str, Meta(pattern=r"^[0-9a-f]{8}$")]
"""The beginning of the SHA-256 of the texts a part had when it was translated."""

NextText = Annotated[Text | None, says("What to do next from here.")]
HelpText = Annotated[Text | None, says("The sentence below the question.")]


class OptionText(Part, kw_only=True):
    """An option, or a rung."""

    text: Annotated[Text, says("The option as respondents read it.")]
    next: NextText = None


class ItemText(Part, kw_only=True):
    """A question within a `matrix`."""

    text: Annotated[Text, says("The question, as it is asked about one row.")]
    help: HelpText = None
    options: Annotated[tuple[OptionText, ...], says("Its rungs, in their order.")] = ()


class QuestionText(Part, kw_only=True):
    """The texts of a question; a field is there where the source has it."""

    text: Annotated[Text, says("The question.")]
    help: HelpText = None
    why: Annotated[Text | None, says("Why it is asked.")] = None
    evidence: Annotated[tuple[Line, ...], says("What to look at before answering, item by item.")] = ()
    next: NextText = None
    unit: Annotated[Line | None, says("What a `number` counts.")] = None
    row: Annotated[Line | None, says("What one row of a `matrix` is.")] = None
    suggestions: Annotated[tuple[Line, ...], says("Names of rows that are offered, item by item.")] = ()
    options: Annotated[
        tuple[OptionText, ...] | dict[Id, OptionText],
        says("The rungs of a `level` in their order; the options of a `choice` or `many` by id."),
    ] = ()
    questions: Annotated[dict[Id, ItemText], says("The questions of a `matrix`, by id.")] = {}


class DimensionText(Part, kw_only=True):
    """The texts of a dimension."""

    title: Annotated[Line, says("The heading.")]
    summary: Annotated[Text, says("What the dimension is about.")]
    why: Annotated[Text | None, says("Why it matters.")] = None
    advice: Annotated[dict[LevelNumber, Text], says("By level number, what to do next.")] = {}


class LevelText(Part, kw_only=True):
    """The texts of a level."""

    name: Annotated[Line, says("The name people will call it by.")]
    summary: Annotated[Text | None, says("What an organisation on this level does.")] = None


class Translation(Part, kw_only=True):
    """A questionnaire's texts in another language. Dimensions and questions stand by id, however they nest.

    `source` says what each part was translated from; `assess translate --stamp` writes it.
    """

    language: Language
    title: Annotated[Line, says("The name people see.")]
    summary: Annotated[Text, says("What it is for.")]
    measures: Annotated[tuple[Text, ...], says("What it measures, item by item.")] = ()
    gives: Annotated[tuple[Text, ...], says("What a respondent gets in the end, item by item.")] = ()
    sources: Annotated[tuple[Text, ...], says("Where the model comes from, item by item.")] = ()
    limits: Annotated[tuple[Text, ...], says("What its result cannot tell, item by item.")] = ()
    levels: Annotated[dict[LevelNumber, LevelText], says("The levels, by their number.")]
    scales: Annotated[dict[Id, dict[Id, OptionText]], says("Shared scales by name, options by id.")] = {}
    dimensions: Annotated[dict[Id, DimensionText], says("Every dimension, by id.")]
    questions: Annotated[dict[Id, QuestionText], says("Every question, by id.")]
    source: Annotated[
        dict[Id, Stamp],
        says("What each part was translated from. Not for you: `assess translate --stamp` writes it."),
    ] = {}


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
