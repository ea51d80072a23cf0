"""The questionnaire format, version 1: what an author may write.

Decoded data enters, frozen values leave; nothing here reads a file. The JSON Schema and the page that
documents the format are generated from these Structs, so a docstring here is a sentence in the docs.
Text fields hold plain text of the questionnaire's first language.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Literal

from msgspec import Meta

from .part import (
    DEFAULT_POLICY,
    AnswerPolicy,
    Condition,
    Contradiction,
    Core,
    Coverage,
    Id,
    Language,
    Level,
    Line,
    Part,
    Range,
    Rollup,
    Share,
    Text,
    Version,
    Weight,
    says,
)
from .question import (
    Behaviour,
    Breakpoint,
    ChoiceQuestion,
    LevelQuestion,
    ManyQuestion,
    MatrixQuestion,
    NumberQuestion,
    Option,
    Question,
    QuestionPart,
    Row,
    RowQuestion,
    TextQuestion,
    Tick,
)

__all__ = [
    "AnswerPolicy",
    "Behaviour",
    "Breakpoint",
    "ChoiceQuestion",
    "Condition",
    "Contradiction",
    "Core",
    "Coverage",
    "Dimension",
    "Example",
    "Expected",
    "Id",
    "Level",
    "LevelQuestion",
    "ManyQuestion",
    "MatrixQuestion",
    "NumberQuestion",
    "Option",
    "Part",
    "Question",
    "QuestionPart",
    "Questionnaire",
    "Range",
    "Rollup",
    "Row",
    "RowQuestion",
    "State",
    "TextQuestion",
    "Tick",
]


class Dimension(Part, kw_only=True):
    """A part of the model that gets a score of its own; holds questions, or dimensions, or both."""

    id: Annotated[
        Id,
        says("Names the dimension in scores, examples and links; different from every other id in the file."),
    ]
    title: Annotated[Line, says("A heading of a few words.")]
    summary: Annotated[Text, says("What the dimension is about, in one or two sentences.")]
    why: Annotated[Text | None, says("Why it matters; shown at the top of its page.")] = None
    weight: Annotated[Weight, says("How much it counts in the score above it.")] = 1
    rollup: Annotated[
        Rollup,
        says(
            "How its score is made: the weighted `mean`; `points`, those gained of those that could be; their "
            "`sum`, of all there are, where what is open or not applicable adds nothing; `min`, the weakest part; "
            "`ladder`, the last rung before the first no; `gated`, the highest level whose core practices are "
            "all in place."
        ),
    ] = "mean"
    climbs_from: Annotated[
        Share,
        says(
            "In a `ladder`, what a question or dimension must be worth, 0 to 1, to be a yes: its best, by default."
        ),
    ] = 1
    coverage: Annotated[
        Coverage | None, says("How much must be answered here, where it differs from the questionnaire.")
    ] = None
    advice: Annotated[dict[int, Text], says("By level number, what to do next; all levels or none.")] = {}
    questions: Annotated[tuple[Question, ...], says("Its questions, in the order they are asked.")] = ()
    dimensions: Annotated[
        tuple[Dimension, ...], says("Dimensions within this one; each counts as a whole.")
    ] = ()

    def walk(self) -> Iterator[Dimension]:
        """This dimension and all below it, parents first, in the order of the file."""
        yield self
        for child in self.dimensions:
            yield from child.walk()


class State(Part, kw_only=True):
    """An example's answer that is not a value."""

    state: Annotated[Literal["unknown", "not_applicable", "unanswered"], says("The state of the answer.")]


class Expected(Part, kw_only=True):
    """What an example must score. Only what is written is compared; `score: null` means "not scored"."""

    score: Annotated[float | Literal["any"] | None, says("The score to two decimals, or null.")] = "any"
    level: Annotated[
        int | Literal["any"] | None, says("The number of the level the score lies on, or null.")
    ] = "any"
    staged: Annotated[
        int | Literal["any"] | None,
        says("The number of the level whose core practices are all in place, or null."),
    ] = "any"


class Example(Part, kw_only=True):
    """A worked example, run by the checker: a questionnaire that fails its own examples cannot be served."""

    name: Annotated[Line, says("What the example shows.")]
    fill: Annotated[
        Literal["worst", "best", "unanswered"],
        says("The answer to every question that `answers` does not name."),
    ] = "unanswered"
    answers: Annotated[
        dict[str, State | float | int | str | list[str | Row]],
        says(
            "By question id: the rung, the option id, a list of ticked ids, the number, a list of rows, a text, "
            "or `{state: …}`."
        ),
    ] = {}
    profile: Annotated[
        dict[str, str], says("By profile field, the band; needed where a condition looks at it.")
    ] = {}
    overall: Annotated[Expected, says("What the whole must score.")] = Expected()
    dimensions: Annotated[dict[str, Expected], says("By dimension id, what it must score.")] = {}


class Questionnaire(Part, dict=True, kw_only=True):
    """A maturity model: levels, dimensions, questions, and the examples that prove its scoring."""

    format: Annotated[Literal[1], says("The version of this format.")]
    id: Annotated[Id, says("The name of the folder the file lies in; stored with every assessment.")]
    version: Annotated[
        Version, says("Raise it with every change: the first number when scores are no longer comparable.")
    ]
    languages: Annotated[tuple[Language, ...], Meta(min_length=1), says("The language of this file first.")]
    title: Annotated[Line, says("The name people see.")]
    summary: Annotated[Text, says("What it is for, in one or two sentences.")]
    measures: Annotated[tuple[Text, ...], says("What it measures; shown before somebody starts.")] = ()
    gives: Annotated[tuple[Text, ...], says("What a respondent gets in the end.")] = ()
    minutes: Annotated[
        Annotated[int, Meta(ge=1, le=600)], says("How long it takes, measured with real people.")
    ]
    sources: Annotated[tuple[Text, ...], says("Where the model comes from.")] = ()
    limits: Annotated[tuple[Text, ...], says("What its result cannot tell.")] = ()
    range: Annotated[Range, says("The scale on which scores are shown.")] = Range()
    levels: Annotated[
        tuple[Level, ...],
        Meta(min_length=2, max_length=10),
        says("The levels of maturity, the lowest first."),
    ]
    scales: Annotated[
        dict[Id, tuple[Option, ...]], says("Options that several `choice` questions share, by name.")
    ] = {}
    policy: Annotated[
        AnswerPolicy, says("What answers that are no values do, unless a question says otherwise.")
    ] = AnswerPolicy()
    coverage: Annotated[Coverage, says("How much must be answered, unless a dimension says otherwise.")] = (
        Coverage()
    )
    rollup: Annotated[
        Rollup | Literal["none"],
        says(
            "How the overall score is made: as in a dimension, or `none` where each dimension stands alone."
        ),
    ] = "mean"
    climbs_from: Annotated[
        Share, says("In a `ladder` of dimensions, what one must be worth, 0 to 1, to be a yes.")
    ] = 1
    target: Annotated[
        int | None,
        says("The level worth aiming at; next steps stop there. The best answer, if it is left out."),
    ] = None
    dimensions: Annotated[
        tuple[Dimension, ...], Meta(min_length=1), says("The dimensions, in the order they are asked.")
    ]
    contradictions: Annotated[
        tuple[Contradiction, ...],
        says("Answers that cannot all be true; one of the signs of careless answers."),
    ] = ()
    examples: Annotated[tuple[Example, ...], says("Worked examples; at least one is needed.")] = ()

    hash: str = ""
    """SHA-256 of the content, set by the loader; never written by an author."""

    def all_dimensions(self) -> Iterator[Dimension]:
        """Every dimension, parents first, in the order of the file."""
        for dimension in self.dimensions:
            yield from dimension.walk()

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Every question, in the order of the file."""
        return tuple(question for dimension in self.all_dimensions() for question in dimension.questions)

    @cached_property
    def question(self) -> dict[str, Question]:
        """Questions by id."""
        return {question.id: question for question in self.questions}

    def options_of(self, question: ChoiceQuestion) -> tuple[Option, ...]:
        """A choice's options, its own or those of the scale it names."""
        return question.options or self.scales.get(question.scale or "", ())

    def points_of(self, question: Question) -> float:
        """The most points an answer can earn, before the question's weight: what its own scale spans.

        A rung is worth its number, an option its value above the lowest, a tick its weight; a number and a
        matrix are worth up to one point.
        """
        if isinstance(question, LevelQuestion):
            return len(question.options) - 1
        if isinstance(question, ChoiceQuestion):
            values = [option.value for option in self.options_of(question)]
            return max(values) - min(values)
        if isinstance(question, ManyQuestion):
            return sum(tick.weight for tick in question.options if not tick.exclusive)
        return 1

    def policy_of(self, question: Question) -> AnswerPolicy:
        """The policy in force for a question: its own, the questionnaire's, the default, in that order."""
        return question.policy.over(self.policy).over(DEFAULT_POLICY)

    def level_named(self, level: int) -> Level:
        """The level with this number."""
        return next(item for item in self.levels if item.level == level)
