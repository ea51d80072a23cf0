"""How differently colleagues see it: several respondents of one organisation enter as their vote, a `Perception` leaves.

Nobody is told by himself: roles of too few are merged or left out before they come here (`scoring.organisation`), and of
a question only how far people agree, and the mean of each role where enough of every role answered it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from ...questionnaire.model import Questionnaire
from ...scoring.model import OVERALL, Scores, round_half_away
from ..word import label, perception
from ..word.text import NOTHING, Text, Words

if TYPE_CHECKING:
    from ...scoring.organisation import Organisation

MOST = 5
"""So many questions on which people differ most are told."""
AGREED = 0.7
"""From here on a group counts as agreed: the usual bound of rwg."""


class Seen(Struct, frozen=True, kw_only=True):
    """One node as the roles see it, or one `question` of a node: `scores` on the shown range, one decimal, in the order of
    the roles, None where too little counts. `gap` is the highest less the lowest of them, one decimal, None below two;
    `whole` is that of all together, None for a question."""

    node: str
    title: Words
    whole: float | None
    scores: tuple[float | None, ...]
    gap: float | None
    question: str = ""


class Split(Struct, frozen=True, kw_only=True):
    """A question on which respondents differ: `agreement` is rwg, 0 (none) to 1 (full)."""

    question: str
    node: str
    text: str
    agreement: float


class Perception(Struct, frozen=True, kw_only=True):
    """The respondents of one organisation beside each other. `roles` are those that may be told; without any, `note` says
    why. `rows` begin with the whole; then the widest gap first. `splits` are the least agreed on, the least first.
    `questions` are those that may be told by role, the widest gap first."""

    respondents: int
    roles: tuple[Words, ...]
    sentence: Text
    note: Text
    rows: tuple[Seen, ...]
    splits: tuple[Split, ...]
    questions: tuple[Seen, ...] = ()

    def of(self, node: str) -> tuple[Seen, ...]:
        """The questions of a node that may be told by role, the widest gap first."""
        return tuple(row for row in self.questions if row.node == node)

    def widest(self, rows: Sequence[Seen]) -> str:
        """The finding: where the roles lie furthest apart, and which of them."""
        widest = max(rows, key=lambda row: row.gap or 0, default=None)
        return _sentence(widest if widest and widest.gap else None, self.roles)


def find_perception(
    questionnaire: Questionnaire, organisation: Organisation, *, roles: Mapping[str, str] | None = None
) -> Perception | None:
    """The perception of one organisation; None for one respondent.

    `questionnaire` is in the language of the report; `roles` gives names for roles as the sheet has them.
    """
    if organisation.respondents < 2:
        return None
    told = tuple(organisation.roles)
    from ...scoring.organisation import OTHERS  # whoever only shows what was found needs no engine

    names: dict[str, Words] = {role: (roles or {}).get(role, role) for role in told} | {
        OTHERS: perception.others()
    }
    titles = {OVERALL: label.whole()} | {one.id: one.title for one in questionnaire.dimensions}
    rows = [
        _seen(node, title, organisation.scores, list(organisation.roles.values()))
        for node, title in titles.items()
    ]
    whole, parts = rows[0], sorted(rows[1:], key=lambda row: -(row.gap or 0))
    widest = parts[0] if parts and parts[0].gap else None
    return Perception(
        respondents=organisation.respondents,
        roles=tuple(names[role] for role in told),
        sentence=_sentence(widest, [names[role] for role in told]),
        note=perception.merged() if organisation.merged else NOTHING,
        rows=(whole, *parts),
        splits=_splits(questionnaire, organisation),
        questions=_questions(questionnaire, organisation),
    )


def _questions(questionnaire: Questionnaire, organisation: Organisation) -> tuple[Seen, ...]:
    low, high = questionnaire.range.min, questionnaire.range.max
    home = _home(questionnaire)
    rows = []
    for angle in organisation.angles:
        scores = [round_half_away(low + share * (high - low)) for share in angle.shares]
        rows.append(
            Seen(
                node=home[angle.question],
                title=questionnaire.question[angle.question].text,
                whole=None,
                scores=tuple(scores),
                gap=round(max(scores) - min(scores), 1),
                question=angle.question,
            )
        )
    return tuple(sorted(rows, key=lambda row: -(row.gap or 0)))


def _home(questionnaire: Questionnaire) -> dict[str, str]:
    """The dimension that asks each question."""
    return {question.id: one.id for one in questionnaire.all_dimensions() for question in one.questions}


def _seen(node: str, title: Words, whole: Scores, roles: Sequence[Scores]) -> Seen:
    scores = tuple(each.nodes[node].shown for each in roles)
    held = [score for score in scores if score is not None]
    return Seen(
        node=node,
        title=title,
        whole=whole.nodes[node].shown,
        scores=scores,
        gap=round(max(held) - min(held), 1) if len(held) > 1 else None,
    )


def _sentence(widest: Seen | None, names: Sequence[Words]) -> Text:
    """Which roles lie furthest apart."""
    if widest is None:
        return perception.alike() if len(names) > 1 else perception.no_roles()
    held = [(score, name) for score, name in zip(widest.scores, names, strict=True) if score is not None]
    (low, lowest), (high, highest) = (end(held, key=lambda one: one[0]) for end in (min, max))
    say = perception.widest_question if widest.question else perception.widest
    return say(widest.title, highest, high, lowest, low)


def _splits(questionnaire: Questionnaire, organisation: Organisation) -> tuple[Split, ...]:
    home = _home(questionnaire)
    apart = [
        (spread.agreement, spread.question)
        for spread in organisation.questions
        if spread.agreement is not None and spread.agreement < AGREED
    ]
    return tuple(
        Split(
            question=question,
            node=home[question],
            text=questionnaire.question[question].text,
            agreement=agreement,
        )
        for agreement, question in sorted(apart)[:MOST]
    )
