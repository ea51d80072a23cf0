"""The small parts of the questionnaire format: ids, texts, levels, policies, coverage, conditions.

Plain values; nothing here reads a file. What `says` attaches to a field is its sentence in the JSON Schema
and in the page that documents the format.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct, field


def says(sentence: str) -> Meta:
    """The sentence that explains a field to an author."""
    return Meta(description=sentence)


Id = Annotated[
    str,
    Meta(
        pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$",
        max_length=60,
        description="lower-case words joined by hyphens",
    ),
]
Version = Annotated[str, Meta(pattern=r"^\d+\.\d+\.\d+$", description="semantic version, quoted: '1.0.0'")]
Language = Annotated[
    str, Meta(pattern=r"^[a-z]{2}(-[A-Z][a-z]{3})?$", description="en, pl, ru, sr or sr-Latn")
]
Text = Annotated[str, Meta(min_length=1, max_length=2000)]
Line = Annotated[str, Meta(min_length=1, max_length=300)]
Weight = Annotated[float, Meta(ge=0, le=1000)]
Share = Annotated[float, Meta(ge=0, le=1)]
LevelNumber = Annotated[int, Meta(ge=0, le=9)]
Factor = Annotated[float, Meta(gt=0, le=10)]


class Part(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """Every part of a questionnaire is strict: an unknown field is an error, not a silence."""


Rollup = Literal["mean", "points", "sum", "min", "ladder", "gated"]
"""How the score of a node is made of its parts (site/docs/method.md)."""


class Range(Part, kw_only=True):
    """The scale on which scores are shown: the worst possible answer is `min`, the best `max`.

    One range holds for the whole and every dimension, so that their scores can stand on one chart.
    """

    min: Annotated[float, says("The score when every answer is the worst one.")] = 0
    max: Annotated[
        Annotated[float, Meta(le=10_000)],
        says(
            "The score when every answer is the best one; above `min`, at most 10,000. For a sum that shall be "
            "read as such, the sum of all maxima."
        ),
    ] = 5


class Level(Part, kw_only=True):
    """A named level of maturity.

    A score at or above `min`, and below the next level's `min`, is on this level.
    """

    level: Annotated[LevelNumber, says("The number of the level; numbers rise down the list.")]
    name: Annotated[Line, says("One or two words people will call it by.")]
    min: Annotated[
        float, says("The lowest score on this level; the first level starts where the range starts.")
    ]
    summary: Annotated[Text, says("What an organisation on this level does, in one sentence.")]


class AnswerPolicy(Part, kw_only=True):
    """What an answer that is not a value does to the score.

    A field that is left out takes the questionnaire's value, then the default.
    """

    unknown: Annotated[
        Literal["zero", "exclude"] | None,
        says("“Don't know” counts as the worst answer (`zero`, the default) or is left out (`exclude`)."),
    ] = None
    not_applicable: Annotated[
        Literal["exclude", "zero", "forbid"] | None,
        says(
            "“Not applicable” is left out (`exclude`, the default), counts as the worst answer (`zero`), "
            "or is not allowed (`forbid`)."
        ),
    ] = None
    reason: Annotated[
        Literal["required", "optional"] | None,
        says("Whether “not applicable” needs a reason; `required` by default."),
    ] = None
    unanswered: Annotated[
        Literal["exclude", "zero", "block"] | None,
        says(
            "An open question is left out (`exclude`, the default), counts as the worst answer (`zero`), "
            "or leaves its dimension without a score (`block`)."
        ),
    ] = None

    def over(self, outer: AnswerPolicy) -> AnswerPolicy:
        """This policy, its gaps filled from `outer`."""
        return AnswerPolicy(
            unknown=self.unknown or outer.unknown,
            not_applicable=self.not_applicable or outer.not_applicable,
            reason=self.reason or outer.reason,
            unanswered=self.unanswered or outer.unanswered,
        )


DEFAULT_POLICY = AnswerPolicy(
    unknown="zero", not_applicable="exclude", reason="required", unanswered="exclude"
)


class Coverage(Part, kw_only=True):
    """How much must be answered before a dimension gets a score at all."""

    min_answered: Annotated[
        Share, says("The least share of the weight of the questions asked that must count.")
    ] = 0.75
    min_questions: Annotated[
        Annotated[int, Meta(ge=0)],
        says("The least number of questions that must count; all of them where a dimension asks fewer."),
    ] = 3
    max_not_applicable: Annotated[
        Share, says("The largest share of the weight that may be not applicable.")
    ] = 0.20


class Condition(Part, kw_only=True):
    """When a question applies: one test (`question` or `profile`, with `is` or `min`), or a combination."""

    question: Annotated[
        Id | None,
        says("An earlier question whose answer is looked at; it holds only if that question was answered."),
    ] = None
    profile: Annotated[
        Id | None, says("A profile field that is looked at: `industry`, `size` or `region`.")
    ] = None
    one_of: Annotated[
        tuple[str, ...],
        says(
            "Holds for any of these: option ids of a `choice` or `many`, rungs of a `level` as text, "
            "bands of a profile."
        ),
    ] = field(name="is", default=())
    min: Annotated[
        float | None,
        says(
            "Holds from this value on: the rung, the option's value, the number, or the share, 0 to 1, of a "
            "checklist or matrix."
        ),
    ] = None
    all: Annotated[tuple[Condition, ...], says("Holds if every one of these conditions holds.")] = ()
    any: Annotated[tuple[Condition, ...], says("Holds if at least one of these conditions holds.")] = ()
    negated: Annotated[Condition | None, says("Holds if this condition does not.")] = field(
        name="not", default=None
    )


class Contradiction(Part, kw_only=True):
    """Answers that cannot all be true: a sign that they were given without reading, not an error."""

    id: Annotated[Id, says("Names it where signs are told.")]
    says: Annotated[Text, says("What does not fit together, for whoever looks at the submission.")]
    together: Annotated[
        tuple[Condition, ...], Meta(min_length=2, max_length=4), says("The answers that exclude one another.")
    ]


class Core(Part, kw_only=True):
    """A core practice: `level` counts as reached only when this question's value is at least `min`.

    For a `many` question the value is the share of ticked weight, for a `matrix` the mean over its rows, 0 to 1.
    """

    level: Annotated[LevelNumber, says("The level that asks for this practice; not the first one.")]
    min: Annotated[
        float, says("The value from which the practice is in place: rung, option value, number or share.")
    ]
