"""Several respondents of one organisation: one vote, and how far they agree (site/docs/method.md#respondents).

Pure but for the scorer it makes. A question's answer is the mean over the respondents whose answer counts; it is
scored by the same SQL as any answer, as one more option of its question. Disagreement is told, not averaged
away: per question the spread and the within-group agreement, per dimension the gap between roles. A role of too
few respondents is never told by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from statistics import fmean, stdev, variance

from msgspec import Struct
from msgspec.structs import replace

from ..assessment.activity import value_of
from ..assessment.model import Answer, Assessment, State
from ..errors import InvalidAnswer
from ..questionnaire.model import (
    ChoiceQuestion,
    Dimension,
    LevelQuestion,
    ManyQuestion,
    NumberQuestion,
    Option,
    Question,
    Questionnaire,
)
from ..questionnaire.number import share_at
from .model import Scores
from .node import POINTED
from .score import Scorer

FEWEST_OF_A_ROLE = 5
FEWEST_IF_ALLOWED = 3
"""An organisation may allow roles of three to be told; of fewer, never."""

OTHERS = "others"
"""Names the roles that are told together because each is too small."""

Means = list[dict[str, tuple[float | None, State]]]
"""For each group and question the mean that counts, or the commonest state where none does."""


class Respondent(Struct, frozen=True, kw_only=True):
    """One person's answers, settled; `role` as the organisation names it, e.g. leadership or frontline."""

    organisation: str
    role: str
    answers: Mapping[str, Answer]


class Spread(Struct, frozen=True, kw_only=True):
    """How far respondents agree on one question; values are those of its own scale.

    `agreement` is rwg = 1 − s²/σ², with σ² = (A² − 1)/12 of A evenly used options, and 0 where it would be less
    (James, Demaree and Wolf 1984); None below two answers, and for questions without options.
    """

    question: str
    answered: int
    mean: float | None
    deviation: float | None
    lowest: float | None
    highest: float | None
    agreement: float | None
    consensus: str = ""


class Gap(Struct, frozen=True, kw_only=True):
    """How one role sees a dimension compared with another: the difference of their scores, on the shown range."""

    node: str
    first: str
    second: str
    gap: float


class Organisation(Struct, frozen=True, kw_only=True):
    """One organisation's vote. `roles` are scored as the whole is; small ones stand under `OTHERS`, or nowhere."""

    name: str
    respondents: int
    scores: Scores
    questions: tuple[Spread, ...]
    roles: dict[str, Scores]

    def gaps(self, first: str = "leadership", second: str = "frontline") -> tuple[Gap, ...]:
        """What the first role scores above the second, by node; empty unless both are told."""
        if first not in self.roles or second not in self.roles:
            return ()
        one, other = self.roles[first].nodes, self.roles[second].nodes
        return tuple(
            Gap(node=node, first=first, second=second, gap=one[node].exact - other[node].exact)
            for node in one
            if one[node].exact is not None and other[node].exact is not None
        )


def score_organisations(
    questionnaire: Questionnaire,
    respondents: Sequence[Respondent],
    *,
    fewest: int = FEWEST_OF_A_ROLE,
    consensus: Mapping[str, Mapping[str, Answer]] | None = None,
) -> dict[str, Organisation]:
    """The organisations that respondents belong to, in the order of their first one.

    `fewest` respondents make a role that is told, at least three. `consensus` holds, by organisation and question, an
    answer agreed on, with its reason, that stands in place of the mean. Raises `InvalidAnswer`.
    """
    if fewest < FEWEST_IF_ALLOWED:
        what = f"Roles of {fewest} would give single answers away."
        raise InvalidAnswer(what, where="fewest", remedy=f"Use at least {FEWEST_IF_ALLOWED}.")
    agreed = consensus or {}
    groups: list[tuple[str, str | None, list[Respondent]]] = []
    for name in dict.fromkeys(one.organisation for one in respondents):
        own = [one for one in respondents if one.organisation == name]
        groups.append((name, None, own))
        groups += [(name, role, some) for role, some in _roles(own, fewest).items()]
    means = [
        _means(questionnaire, some, agreed.get(name, {}) if role is None else {})
        for name, role, some in groups
    ]
    scores = _score(questionnaire, means)
    found: dict[str, Organisation] = {}
    for (name, role, some), scored in zip(groups, scores, strict=True):
        if role is None:
            spreads = tuple(
                _spread(questionnaire, question, some, agreed.get(name, {}).get(question.id))
                for question in questionnaire.questions
                if question.scored
            )
            found[name] = Organisation(
                name=name, respondents=len(some), scores=scored, questions=spreads, roles={}
            )
        else:
            found[name].roles[role] = scored
    return found


def agreement(values: Sequence[float], options: int) -> float | None:
    """rwg of answers on a scale of evenly spaced options, one apart; None below two answers or two options."""
    if len(values) < 2 or options < 2:
        return None
    return max(0.0, 1 - variance(values) / ((options**2 - 1) / 12))


def _roles(respondents: Sequence[Respondent], fewest: int) -> dict[str, list[Respondent]]:
    """By role; those too small together, if they are not too small even so, nor would be found by subtraction."""
    by_role: dict[str, list[Respondent]] = {}
    for one in respondents:
        by_role.setdefault(one.role, []).append(one)
    told = {role: some for role, some in by_role.items() if role not in ("", OTHERS) and len(some) >= fewest}
    rest = [one for one in respondents if one.role not in told]
    while rest and len(rest) < fewest and told:  # the whole less what is told would tell them
        smallest = min(told, key=lambda role: len(told[role]))
        rest += told.pop(smallest)
    if rest and len(rest) >= fewest and told:
        told[OTHERS] = rest
    return told


def _means(
    questionnaire: Questionnaire, respondents: Sequence[Respondent], agreed: Mapping[str, Answer]
) -> dict[str, tuple[float | None, State]]:
    found: dict[str, tuple[float | None, State]] = {}
    for question in questionnaire.questions:
        if not question.scored:
            continue
        answers = [one.answers[question.id] for one in respondents]
        if question.id in agreed:
            if not agreed[question.id].reason:
                what = "An answer that replaces the mean needs its reason."
                raise InvalidAnswer(what, where=question.id, remedy="Say why it was agreed on.")
            answers = [replace(agreed[question.id], reason="")]
        values = [value for each in answers if (value := _value(questionnaire, question, each)) is not None]
        common = Counter(each.state for each in answers).most_common(1)[0][0]
        if common is State.ANSWERED:  # a table of nothing but “don't know” is answered, and has no value
            common = State.UNKNOWN
        found[question.id] = (fmean(values) if values else None, State.ANSWERED if values else common)
    return found


def _value(questionnaire: Questionnaire, question: Question, answer: Answer) -> float | None:
    """The answer on the question's own scale (what a number is worth, of a number); None where it does not count."""
    if answer.state is State.ANSWERED:
        if isinstance(question, NumberQuestion):
            return share_at(question, float(answer.value))  # type: ignore[arg-type]
        return value_of(questionnaire, question, answer)
    policy = questionnaire.policy_of(question)
    counts = {
        State.UNKNOWN: policy.unknown,
        State.NOT_APPLICABLE: policy.not_applicable,
        State.UNANSWERED: policy.unanswered,
    }
    if counts.get(answer.state) != "zero":
        return None
    low, high = _ends(questionnaire, question)
    return high if isinstance(question, ChoiceQuestion) and question.reverse else low


def _ends(questionnaire: Questionnaire, question: Question) -> tuple[float, float]:
    if isinstance(question, LevelQuestion):
        return 0.0, len(question.options) - 1.0
    if isinstance(question, ChoiceQuestion):
        values = [option.value for option in questionnaire.options_of(question)]
        return min(values), max(values)
    return 0.0, 1.0


def _spread(
    questionnaire: Questionnaire, question: Question, respondents: Sequence[Respondent], agreed: Answer | None
) -> Spread:
    given = [one.answers[question.id] for one in respondents]
    values = [
        value
        for each in given
        if each.state is State.ANSWERED and (value := _value(questionnaire, question, each)) is not None
    ]
    rungs: list[float] = []
    if isinstance(question, LevelQuestion):
        rungs = list(range(len(question.options)))
    elif isinstance(question, ChoiceQuestion):
        rungs = sorted({option.value for option in questionnaire.options_of(question)})
    return Spread(
        question=question.id,
        answered=len(values),
        mean=fmean(values) if values else None,
        deviation=stdev(values) if len(values) > 1 else None,
        lowest=min(values, default=None),
        highest=max(values, default=None),
        agreement=agreement([rungs.index(value) for value in values], len(rungs)) if rungs else None,
        consensus=agreed.reason if agreed else "",
    )


def _score(questionnaire: Questionnaire, means: Means) -> list[Scores]:
    """Each group's means, scored by the SQL: every question becomes a choice among its ends and all means."""

    def with_means(question: Question, pointed: bool) -> Question:
        if not question.scored:
            return question
        low, high = _ends(questionnaire, question)
        values = {"low": low, "high": high} | {
            f"mean-{place}": value
            for place, group in enumerate(means)
            if (value := group[question.id][0]) is not None
        }
        points = questionnaire.points_of(question) if pointed and isinstance(question, ManyQuestion) else 1
        return ChoiceQuestion(
            id=question.id,
            text=question.text,
            weight=question.weight * points,
            core=_core_of(question),
            policy=question.policy,
            reverse=isinstance(question, ChoiceQuestion) and question.reverse,
            options=tuple(Option(id=id, text=id, value=value) for id, value in values.items()),
        )

    model = replace(
        questionnaire, dimensions=tuple(_rebuilt(each, with_means) for each in questionnaire.dimensions)
    )
    scorer = Scorer(model)
    try:
        return scorer.score_assessments(
            [_assessment(model, place, group) for place, group in enumerate(means)]
        )
    finally:
        scorer.close()


def _core_of(question: Question) -> tuple:
    if not isinstance(question, NumberQuestion):
        return question.core
    return tuple(replace(core, min=share_at(question, core.min)) for core in question.core)


def _rebuilt(dimension: Dimension, make: Callable[[Question, bool], Question]) -> Dimension:
    return replace(
        dimension,
        questions=tuple(make(question, dimension.rollup in POINTED) for question in dimension.questions),
        dimensions=tuple(_rebuilt(inside, make) for inside in dimension.dimensions),
    )


def _assessment(
    model: Questionnaire, place: int, group: Mapping[str, tuple[float | None, State]]
) -> Assessment:
    answers = {
        question.id: Answer(f"mean-{place}")
        if question.id in group and group[question.id][0] is not None
        else Answer(state=group[question.id][1] if question.id in group else State.UNANSWERED)
        for question in model.questions
    }
    return Assessment(
        id=str(place),
        questionnaire=model.id,
        version=model.version,
        hash=model.hash,
        profile={},
        answers=answers,
    )
