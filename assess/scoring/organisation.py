"""Several respondents of one organisation: one vote, and how far they agree (site/docs/method.md#respondents).

Pure but for the scorer it makes. A question's answer is the mean over the respondents whose answer counts, or what they
agreed on in its place. Disagreement is told, not averaged away: per question the spread and the within-group
agreement, per dimension the gap between roles. A role of too few respondents is never told by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct

from ..assessment.entry import hidden_answer
from ..assessment.model import Answer, State
from ..errors import InvalidAnswer, NotFound
from ..questionnaire.model import Questionnaire
from .agreement import Spread, find_spread
from .model import Scores
from .vote import find_vote, score_votes, share_of

FEWEST_OF_A_ROLE = 5
FEWEST_IF_ALLOWED = 3
"""An organisation may allow roles of three to be told; of fewer, never."""

OTHERS = "others"
"""Names the roles that are told together because each is too small."""


class Respondent(Struct, frozen=True, kw_only=True):
    """One person's answers, settled; `role` as the organisation names it, e.g. leadership or frontline."""

    organisation: str
    role: str
    answers: Mapping[str, Answer]


class Gap(Struct, frozen=True, kw_only=True):
    """How one role sees a dimension compared with another: the difference of their scores, on the shown range."""

    node: str
    first: str
    second: str
    gap: float


class Angle(Struct, frozen=True, kw_only=True):
    """One question as the roles see it: `shares` of its scale (0 worst, 1 best) in the order of the roles, each the mean of
    those whose answer counts."""

    question: str
    shares: tuple[float, ...]


class Organisation(Struct, frozen=True, kw_only=True):
    """One organisation's vote. `roles` are scored as the whole is; small ones stand under `OTHERS`, or nowhere.

    `sizes` are the respondents of each role as they name it, "" for those who name none. `angles` are the questions that
    may be told by role: those to which enough people of every role gave an answer that counts.
    """

    name: str
    respondents: int
    scores: Scores
    questions: tuple[Spread, ...]
    roles: dict[str, Scores]
    sizes: dict[str, int] = {}
    angles: tuple[Angle, ...] = ()

    @property
    def merged(self) -> dict[str, int]:
        """The roles that are not told by themselves, with their respondents."""
        return {role: size for role, size in self.sizes.items() if role == OTHERS or role not in self.roles}

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
    answer agreed on, with its reason, that stands in place of the mean, not in the scores of roles. Its answers have
    been checked (`assess.assessment.consensus`). Raises `InvalidAnswer`; `NotFound` for an organisation without
    respondents.
    """
    if fewest < FEWEST_IF_ALLOWED:
        what = f"Roles of {fewest} would give single answers away."
        raise InvalidAnswer(what, where="fewest", remedy=f"Use at least {FEWEST_IF_ALLOWED}.")
    groups: list[tuple[str, str | None, list[Respondent]]] = []
    for name in dict.fromkeys(one.organisation for one in respondents):
        own = [one for one in respondents if one.organisation == name]
        groups.append((name, None, own))
        groups += [(name, role, some) for role, some in _roles(own, fewest).items()]
    agreed = consensus or {}
    _check_agreed(agreed, {name: own for name, role, own in groups if role is None})
    votes = [
        find_vote(questionnaire, [one.answers for one in some], agreed.get(name, {}) if role is None else {})
        for name, role, some in groups
    ]
    found: dict[str, Organisation] = {}
    for (name, role, some), scored in zip(groups, score_votes(questionnaire, votes), strict=True):
        if role is not None:
            found[name].roles[role] = scored
            continue
        spreads = tuple(
            find_spread(
                questionnaire,
                question,
                [one.answers[question.id] for one in some],
                agreed.get(name, {}).get(question.id),
            )
            for question in questionnaire.questions
            if question.scored
        )
        found[name] = Organisation(
            name=name,
            respondents=len(some),
            scores=scored,
            questions=spreads,
            roles={},
            sizes=dict(Counter(one.role for one in some)),
            angles=_angles(questionnaire, list(_roles(some, fewest).values()), fewest),
        )
    return found


def _angles(
    questionnaire: Questionnaire, roles: Sequence[Sequence[Respondent]], fewest: int
) -> tuple[Angle, ...]:
    """The questions that may be told by role. Roles are all of the organisation: where too few of one answered, a question
    is told of none, for theirs would be the whole less the others."""
    found = []
    for question in questionnaire.questions if len(roles) > 1 else ():
        if not question.scored:
            continue
        spreads = [
            find_spread(questionnaire, question, [one.answers[question.id] for one in some], None)
            for some in roles
        ]
        if all(spread.answered >= fewest for spread in spreads):
            shares = tuple(share_of(questionnaire, question, spread.mean or 0.0) for spread in spreads)
            found.append(Angle(question=question.id, shares=shares))
    return tuple(found)


def _check_agreed(
    agreed: Mapping[str, Mapping[str, Answer]], respondents: Mapping[str, Sequence[Respondent]]
) -> None:
    """Nobody agrees without a reason, without respondents, or on what applies to none of them."""
    for name, answers in agreed.items():
        if name not in respondents:
            remedy = f"There are: {', '.join(respondents)}."
            raise NotFound("No respondent belongs to this organisation.", where=name, remedy=remedy)
        for id, answer in answers.items():
            if not answer.reason:
                what = "An answer that replaces the mean needs its reason."
                raise InvalidAnswer(what, where=f"{name}.{id}", remedy="Say why it was agreed on.")
            if all(one.answers[id].state is State.INACTIVE for one in respondents[name]):
                raise hidden_answer(f"{name}.{id}")


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
