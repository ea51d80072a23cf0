"""The questionnaire format, version 1: what an author may write.

Decoded data enters, frozen values leave; nothing here reads a file. The JSON Schema and the page that
documents the format are generated from these Structs, so a docstring here is a sentence in the docs.
Text fields hold plain text of the questionnaire's first language.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, ClassVar, Literal

from msgspec import Meta, Struct, field

Id = Annotated[
    str,
    Meta(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=60, description="lower-case words joined by hyphens"),
]
Version = Annotated[str, Meta(pattern=r"^\d+\.\d+\.\d+$", description="semantic version, quoted: '1.0.0'")]
Language = Annotated[str, Meta(pattern=r"^[a-z]{2}(-[A-Z][a-z]{3})?$", description="en, pl, ru, sr or sr-Latn")]
Text = Annotated[str, Meta(min_length=1, max_length=2000)]
Line = Annotated[str, Meta(min_length=1, max_length=300)]
Weight = Annotated[float, Meta(ge=0, le=1000)]
Share = Annotated[float, Meta(ge=0, le=1)]


class Part(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """Every part of a questionnaire is strict: an unknown field is an error, not a silence."""


class Range(Part, kw_only=True):
    """The scale on which scores are shown: the worst possible answer is `min`, the best `max`."""

    min: float = 0
    max: float = 5


class Level(Part, kw_only=True):
    """A named level of maturity. A score at or above `min`, and below the next level's `min`, is on this level."""

    level: Annotated[int, Meta(ge=0, le=9)]
    name: Line
    min: float
    summary: Text


class AnswerPolicy(Part, kw_only=True):
    """What an answer that is not a value does to the score. Unset fields take the questionnaire's, then the default."""

    unknown: Literal["zero", "exclude"] | None = None
    not_applicable: Literal["exclude", "zero", "forbid"] | None = None
    reason: Literal["required", "optional"] | None = None
    unanswered: Literal["exclude", "zero", "block"] | None = None

    def over(self, outer: AnswerPolicy) -> AnswerPolicy:
        """This policy, its gaps filled from `outer`."""
        return AnswerPolicy(
            unknown=self.unknown or outer.unknown,
            not_applicable=self.not_applicable or outer.not_applicable,
            reason=self.reason or outer.reason,
            unanswered=self.unanswered or outer.unanswered,
        )


DEFAULT_POLICY = AnswerPolicy(unknown="zero", not_applicable="exclude", reason="required", unanswered="exclude")


class Coverage(Part, kw_only=True):
    """How much must be answered before a dimension gets a score at all."""

    min_answered: Share = 0.75
    min_questions: Annotated[int, Meta(ge=0)] = 3
    max_not_applicable: Share = 0.20


class Condition(Part, kw_only=True):
    """When a question applies. Either one test (`question` or `profile`, with `is` or `min`) or a combination."""

    question: Id | None = None
    profile: Id | None = None
    one_of: tuple[str, ...] = field(name="is", default=())
    min: float | None = None
    all: tuple[Condition, ...] = ()
    any: tuple[Condition, ...] = ()
    negated: Condition | None = field(name="not", default=None)


class Core(Part, kw_only=True):
    """A core practice: `level` counts as reached only when this question's value is at least `min`.

    For a `many` question the value is the share of ticked weight, 0 to 1.
    """

    level: Annotated[int, Meta(ge=0, le=9)]
    min: float


class Behaviour(Part, kw_only=True):
    """One rung of a `level` question: what one would see happening, and the next step from here."""

    text: Text
    next: Text | None = None


class Option(Part, kw_only=True):
    """One option of a `choice`. `value` places it on the question's scale."""

    id: Id
    text: Text
    value: float
    next: Text | None = None


class Tick(Part, kw_only=True):
    """One option of a checklist. An `exclusive` option ("none of these") rules out the others and weighs nothing."""

    id: Id
    text: Text
    weight: Weight = 1
    exclusive: bool = False
    next: Text | None = None


class QuestionPart(Part, tag_field="type", kw_only=True):
    """What every question has."""

    id: Id
    text: Text
    help: Text | None = None
    why: Text | None = None
    evidence: tuple[Line, ...] = ()
    weight: Weight = 1
    importance: Annotated[float, Meta(gt=0, le=10)] = 1
    effort: Annotated[float, Meta(gt=0, le=10)] = 1
    core: tuple[Core, ...] = ()
    owner: Id | None = None
    themes: tuple[Id, ...] = ()
    phase: Id | None = None
    construct: Id | None = None
    blocked: bool = False
    when: Condition | None = None
    policy: AnswerPolicy = AnswerPolicy()

    scored: ClassVar[bool] = True


class LevelQuestion(QuestionPart, tag="level", kw_only=True):
    """Behaviours from the worst (0) to the best (L); the answer is the number of the rung."""

    options: Annotated[tuple[Behaviour, ...], Meta(min_length=2, max_length=10)]


class ChoiceQuestion(QuestionPart, tag="choice", kw_only=True):
    """One option of its own, or of a shared `scale`. `reverse` turns a scale on which low is good."""

    options: tuple[Option, ...] = ()
    scale: Id | None = None
    reverse: bool = False


class ManyQuestion(QuestionPart, tag="many", kw_only=True):
    """A checklist: the value is the share of ticked weight."""

    options: Annotated[tuple[Tick, ...], Meta(min_length=2, max_length=12)]


class TextQuestion(QuestionPart, tag="text", kw_only=True):
    """Free text, never scored."""

    scored: ClassVar[bool] = False
    max_length: Annotated[int, Meta(ge=1, le=10_000)] = 2000


Question = LevelQuestion | ChoiceQuestion | ManyQuestion | TextQuestion


class Dimension(Part, kw_only=True):
    """A part of the model that gets a score of its own; holds questions, or dimensions, or both."""

    id: Id
    title: Line
    summary: Text
    why: Text | None = None
    weight: Weight = 1
    rollup: Literal["mean", "gated"] = "mean"
    coverage: Coverage | None = None
    advice: dict[int, Text] = {}
    questions: tuple[Question, ...] = ()
    dimensions: tuple[Dimension, ...] = ()

    def walk(self) -> Iterator[Dimension]:
        """This dimension and all below it, parents first, in the order of the file."""
        yield self
        for child in self.dimensions:
            yield from child.walk()


class State(Part, kw_only=True):
    """An example's answer that is not a value."""

    state: Literal["unknown", "not_applicable", "unanswered"]


class Expected(Part, kw_only=True):
    """What an example must score. Only what is written is compared; `score: null` means "not scored"."""

    score: float | None | Literal["any"] = "any"
    level: int | None | Literal["any"] = "any"
    staged: int | None | Literal["any"] = "any"


class Example(Part, kw_only=True):
    """A worked example, run by the checker: a questionnaire that fails its own examples cannot be served."""

    name: Line
    fill: Literal["worst", "best", "unanswered"] = "unanswered"
    answers: dict[str, State | float | int | str | list[str]] = {}
    profile: dict[str, str] = {}
    overall: Expected = Expected()
    dimensions: dict[str, Expected] = {}


class Questionnaire(Part, dict=True, kw_only=True):
    """A maturity model: levels, dimensions, questions, and the examples that prove its scoring."""

    format: Literal[1]
    id: Id
    version: Version
    languages: Annotated[tuple[Language, ...], Meta(min_length=1)]
    title: Line
    summary: Text
    measures: tuple[Text, ...] = ()
    gives: tuple[Text, ...] = ()
    minutes: Annotated[int, Meta(ge=1, le=600)]
    sources: tuple[Text, ...] = ()
    limits: tuple[Text, ...] = ()
    range: Range = Range()
    levels: Annotated[tuple[Level, ...], Meta(min_length=2, max_length=10)]
    scales: dict[Id, tuple[Option, ...]] = {}
    policy: AnswerPolicy = AnswerPolicy()
    coverage: Coverage = Coverage()
    rollup: Literal["mean", "gated", "none"] = "mean"
    target: int | None = None
    dimensions: Annotated[tuple[Dimension, ...], Meta(min_length=1)]
    examples: tuple[Example, ...] = ()

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

    def policy_of(self, question: Question) -> AnswerPolicy:
        """The policy in force for a question: its own, the questionnaire's, the default, in that order."""
        return question.policy.over(self.policy).over(DEFAULT_POLICY)

    def level_named(self, level: int) -> Level:
        """The level with this number."""
        return next(item for item in self.levels if item.level == level)
