"""The kinds of question an author may write, and their options. Plain values; nothing here reads a file."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from msgspec import Meta

from .part import AnswerPolicy, Condition, Core, Factor, Id, Line, Part, Share, Text, Weight, says

NextText = Annotated[
    Text | None, says("What to do next from here, as one instruction; it becomes a step in the report.")
]
RowName = Annotated[str, Meta(min_length=1, max_length=80)]
OptionId = Annotated[Id, says("Names the option in answers, sheets and conditions.")]


class Behaviour(Part, kw_only=True):
    """One rung of a `level` question: what one would see happening, and the next step from here."""

    text: Annotated[
        Text, says("What one would see an organisation do; an observable behaviour, not a judgement.")
    ]
    next: NextText = None


class Option(Part, kw_only=True):
    """One option of a `choice`. `value` places it on the question's scale."""

    id: OptionId
    text: Annotated[Text, says("The option as respondents read it.")]
    value: Annotated[
        float,
        says(
            "Its place on the question's scale; the lowest is the worst, unless the question has `reverse`."
        ),
    ]
    next: NextText = None


class Tick(Part, kw_only=True):
    """One option of a checklist.

    An `exclusive` option ("none of these") rules out the others and weighs nothing.
    """

    id: OptionId
    text: Annotated[Text, says("The option as respondents read it.")]
    weight: Annotated[Weight, says("How much this tick counts beside the others.")] = 1
    exclusive: Annotated[bool, says("Rules out every other tick; each checklist needs one such option.")] = (
        False
    )
    next: Annotated[
        Text | None, says("What to do where this is not ticked; it becomes a step in the report.")
    ] = None


class QuestionPart(Part, tag_field="type", kw_only=True):
    """What every question has."""

    id: Annotated[
        Id, says("Names the question in answers, sheets and links; never given to another question.")
    ]
    text: Annotated[Text, says("The question, answerable by looking at what happens.")]
    help: Annotated[Text | None, says("A sentence below the question: an example, or a word explained.")] = (
        None
    )
    why: Annotated[Text | None, says("Why it is asked; shown to respondents and in the report.")] = None
    evidence: Annotated[tuple[Line, ...], says("What to look at before answering.")] = ()
    weight: Annotated[Weight, says("How much the question counts in its dimension.")] = 1
    importance: Annotated[
        Factor,
        says("How much it matters to customers; raises its place among the next steps, not the score."),
    ] = 1
    effort: Annotated[
        Factor, says("How much work the next step is; lowers its place among the next steps, not the score.")
    ] = 1
    core: Annotated[tuple[Core, ...], says("The levels for which this is a core practice.")] = ()
    owner: Annotated[Id | None, says("The department that usually acts on it, from `vocabulary.yaml`.")] = (
        None
    )
    themes: Annotated[tuple[Id, ...], says("The subjects it covers, from `vocabulary.yaml`.")] = ()
    phase: Annotated[Id | None, says("The phase of the strategy it belongs to, from `vocabulary.yaml`.")] = (
        None
    )
    construct: Annotated[
        Id | None,
        says("What it measures; questions that share a construct mean the same, here and in other versions."),
    ] = None
    blocked: Annotated[
        bool, says("Keeps the question out of comparisons between versions: its wording changed too much.")
    ] = False
    when: Annotated[Condition | None, says("When the question applies; always, if it is left out.")] = None
    policy: Annotated[
        AnswerPolicy,
        says("What answers that are no values do here, where it differs from the questionnaire."),
    ] = AnswerPolicy()

    scored: ClassVar[bool] = True
    in_words: ClassVar[bool] = False
    """Whether an answer says more than its code can hold, and travels beside it."""


class LevelQuestion(QuestionPart, tag="level", kw_only=True):
    """Behaviours from the worst (0) to the best (L); the answer is the number of the rung."""

    options: Annotated[
        tuple[Behaviour, ...], Meta(min_length=2, max_length=10), says("The rungs, the worst first.")
    ]


class ChoiceQuestion(QuestionPart, tag="choice", kw_only=True):
    """One option of its own, or of a shared `scale`. `reverse` turns a scale on which low is good."""

    options: Annotated[tuple[Option, ...], says("Its own options; leave it out to use a `scale`.")] = ()
    scale: Annotated[Id | None, says("The shared scale whose options it takes.")] = None
    reverse: Annotated[bool, says("The lowest value is the best answer.")] = False


class ManyQuestion(QuestionPart, tag="many", kw_only=True):
    """A checklist: the value is the share of ticked weight."""

    options: Annotated[
        tuple[Tick, ...],
        Meta(min_length=2, max_length=12),
        says("What may be ticked, the exclusive option last."),
    ]


class TextQuestion(QuestionPart, tag="text", kw_only=True):
    """Free text, never scored."""

    scored: ClassVar[bool] = False
    in_words: ClassVar[bool] = True
    max_length: Annotated[
        Annotated[int, Meta(ge=1, le=10_000)], says("The most characters an answer may have.")
    ] = 2000


class Breakpoint(Part, kw_only=True):
    """What one value of a number is worth; between two breakpoints the line is straight."""

    value: Annotated[float, says("The number, in its unit.")]
    share: Annotated[Share, says("What it is worth: 0 for the worst, 1 for the best.")]


class NumberQuestion(QuestionPart, tag="number", kw_only=True):
    """A number that people know, such as the minutes until a first reply.

    It is worth 0 at the worst end and 1 at the best, on a straight line between, or as the breakpoints say.
    """

    unit: Annotated[Line, says("What is counted, as it stands beside the field: minutes, %, complaints.")]
    direction: Annotated[
        Literal["high", "low"],
        says("Which end is good: `high` for a share of solved cases, `low` for waiting."),
    ]
    min: Annotated[float, says("The smallest number that can be given.")] = 0
    max: Annotated[float, says("The largest number that can be given.")]
    step: Annotated[
        Annotated[float, Meta(gt=0)],
        says(
            "The distance between two numbers that can be given, from `min` on; at most 10,000 of them fit."
        ),
    ] = 1
    breakpoints: Annotated[
        tuple[Breakpoint, ...],
        Meta(max_length=20),
        says(
            "What certain numbers are worth, the numbers rising; the first and the last are worth 0 and 1, or 1 "
            "and 0 where low is good. Beyond them nothing is won or lost. The ends, if it is left out."
        ),
    ] = ()
    next: NextText = None

    @property
    def reverse(self) -> bool:
        """Whether the lowest value is the best."""
        return self.direction == "low"


class RowQuestion(Part, kw_only=True):
    """What a matrix asks about each of its rows: behaviours from the worst to the best, as in a `level`."""

    id: Annotated[Id, says("Names it in answers; different within its matrix.")]
    text: Annotated[Text, says("The question, as it is asked about one row.")]
    help: Annotated[Text | None, says("A sentence below the question: an example, or a word explained.")] = (
        None
    )
    options: Annotated[
        tuple[Behaviour, ...], Meta(min_length=2, max_length=10), says("The rungs, the worst first.")
    ]


class MatrixQuestion(QuestionPart, tag="matrix", kw_only=True):
    """The same questions for each row that the respondent adds, such as every touchpoint.

    Its value is the mean over the rows of the mean over the row's questions, 0 to 1. “Don't know” about one of
    them counts as the policy of the question says of “don't know”.
    """

    in_words: ClassVar[bool] = True
    row: Annotated[Line, says("What one row is, as a heading over its name: Touchpoint, Channel.")]
    questions: Annotated[
        tuple[RowQuestion, ...],
        Meta(min_length=1, max_length=8),
        says("What is asked about each row; all count the same."),
    ]
    min_rows: Annotated[Annotated[int, Meta(ge=1, le=20)], says("The least number of rows.")] = 1
    max_rows: Annotated[Annotated[int, Meta(ge=1, le=20)], says("The largest number of rows.")] = 10
    suggestions: Annotated[
        tuple[Line, ...], Meta(max_length=20), says("Names of rows that are offered; others may be given.")
    ] = ()


Question = LevelQuestion | ChoiceQuestion | ManyQuestion | NumberQuestion | MatrixQuestion | TextQuestion


class Row(Part, kw_only=True):
    """One row of an answer to a `matrix`: its name, and a rung, or `unknown`, for each question about it."""

    name: Annotated[RowName, says("What the row is called; different within the answer.")]
    answers: Annotated[
        dict[str, int | Literal["unknown"]],
        says("By the id of the question about a row: the rung, or `unknown`."),
    ]
