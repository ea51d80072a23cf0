"""What scoring says. Scores are fixed point: hundredths of the shown range (342 is 3.42 of 0–5)."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Literal, get_args

from msgspec import Struct

OVERALL = "overall"
"""The id of the node above all dimensions."""
KINDS = ("theme", "owner", "phase")
"""The lines along which a questionnaire is scored beside its dimensions; see `view`."""
SEPARATOR = "/"
"""Between kind, tag and question; no id has one."""

Reason = Literal[
    "", "nothing_applies", "too_few_answers", "too_few_questions", "too_many_not_applicable", "no_overall"
]
REASONS: tuple[Reason, ...] = get_args(Reason)
"""By number, as `reason_of` of `sql/schema.sql` gives them; the first is for a node that is scored."""


class NodeScore(Struct, frozen=True, kw_only=True):
    """The score of one dimension, or of the whole ("overall").

    `exact` is the unrounded score on the shown range, `score` the same in hundredths, `level` its band;
    all are None, with a `reason`, when too little counts. What people see is `shown`, rounded once, from
    `exact`. `staged` is the highest level whose core practices, and those of all levels below, are in place;
    None where the node has no core practice or no score. The counts are of scored questions: `asked` apply
    (inactive ones do not), `counted` entered the score, the rest are unknown, not applicable or unanswered.
    """

    node: str
    score: int | None
    exact: float | None = None
    level: int | None
    staged: int | None
    reason: Reason
    asked: int
    counted: int
    unknown: int
    not_applicable: int
    unanswered: int

    @property
    def shown(self) -> float | None:
        """The score as people see it: one decimal, half away from zero, rounded once; from its hundredths where a
        store did not keep the unrounded one."""
        if self.exact is not None:
            return round_half_away(self.exact)
        return None if self.score is None else round_half_away(self.score / 100)


@lru_cache(maxsize=8192)
def round_half_away(value: float, digits: int = 1) -> float:
    """`value` rounded half away from zero (`round` goes to even); billionths of noise do not tip it."""
    scaled = round(abs(value) * 10**digits, 7)
    return math.copysign(math.floor(scaled + 0.5) / 10**digits, value)


class Scores(Struct, frozen=True, kw_only=True):
    """The scores of one assessment: `nodes` by id, "overall" first, then dimensions in file order."""

    questionnaire: str
    version: str
    hash: str
    nodes: dict[str, NodeScore]

    @property
    def overall(self) -> NodeScore:
        return self.nodes[OVERALL]


class Step(Struct, frozen=True, kw_only=True):
    """How one question entered its dimension: answer → normalised value → weight → contribution.

    `x` is in [0, 1], None when it does not count, and then `excluded` says why. `share` is the question's
    part of the dimension's counted weight, `gain` what it adds to the dimension's score on the shown range.
    `fails` is the lowest level whose core practice this answer misses, None if none.
    """

    question: str
    node: str
    state: str
    x: float | None
    weight: float
    share: float
    gain: float
    excluded: str
    fails: int | None


class Part(Struct, frozen=True, kw_only=True):
    """How one dimension entered the node above it; `score` in hundredths, `share` of the counted weight."""

    node: str
    parent: str
    score: int | None
    weight: float
    share: float
    gain: float


class Explanation(Struct, frozen=True, kw_only=True):
    """Everything behind the scores of one assessment; `gain`s add up to the score before it is rounded."""

    steps: tuple[Step, ...]
    parts: tuple[Part, ...]

    def blocking(self, level: int) -> tuple[str, ...]:
        """The questions whose core practice for `level`, or for a level below it, is missing."""
        return tuple(step.question for step in self.steps if step.fails is not None and step.fails <= level)


class ViewScores(Struct, frozen=True, kw_only=True):
    """One assessment along each line, by the ids of `vocabulary.yaml`, in the order in which the file names them.

    `steps` say how each question entered each tag: their `node` is kind and tag, such as "theme/service".
    """

    theme: dict[str, NodeScore]
    owner: dict[str, NodeScore]
    phase: dict[str, NodeScore]
    steps: tuple[Step, ...]


class NextStep(Struct, frozen=True, kw_only=True):
    """One thing to do next. `priority` orders them; `blocks` is the staged level it holds back, if any."""

    question: str
    node: str
    priority: float
    gap: float
    blocks: int | None
    text: str
