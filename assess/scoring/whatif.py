"""What if: the cheapest set of better answers that reaches the next level, and what it costs.

Pure. Every node gets a frontier: for each whole cost, the most it can be worth for that. A question's frontier is
its offers; a node's is made from its parts' by its own rollup, exactly, by dynamic programming over cost (the
multiple-choice knapsack; Dudzinski and Walukiewicz 1987). So the cheapest set is found, not a good one. What is
not scored now stays so: nothing is proposed about questions that do not count, but for core practices that
are open. site/docs/method.md
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import reduce
from math import gcd, lcm

import numpy as np
from msgspec import Struct

from ..assessment.activity import find_tests, value_of
from ..assessment.model import Answer, State
from ..questionnaire.model import Level, Question, Questionnaire
from .frontier import FORGIVEN, Frontier, climb, combine, fixed, stairs
from .model import OVERALL, Explanation, NodeScore, Scores
from .node import Node, Plan, Seat, node_ids, plan_of
from .offer import Offer, Value, offers, steps_cost


class Change(Struct, frozen=True, kw_only=True):
    """One answer to change: to which value, over how many steps, at which cost."""

    question: str
    value: Value
    steps: int
    cost: float


class WhatIf(Struct, frozen=True, kw_only=True):
    """The cheapest way to a level: `cost` in the author's unit of effort, `changes` in the order of the file."""

    node: str
    level: int
    cost: float
    changes: tuple[Change, ...]


def reach_level(
    questionnaire: Questionnaire,
    answers: Mapping[str, Answer],
    scores: Scores,
    explanation: Explanation,
    node: str = OVERALL,
) -> WhatIf | None:
    """The cheapest changes that lift the score of a node to its next level; None at the top, unscored, or out of reach.

    `answers` are settled; `scores` and `explanation` are theirs.
    """
    above = _level_above(questionnaire, scores.nodes[node].level)
    if above is None:
        return None
    search = _Search(questionnaire, answers, scores, explanation)
    return search.tell(node, above.level, search.lift(search.number[node], above.min))


def reach_staged(
    questionnaire: Questionnaire,
    answers: Mapping[str, Answer],
    scores: Scores,
    explanation: Explanation,
    node: str = OVERALL,
) -> WhatIf | None:
    """The same for the staged level: each core practice up to it that is missing, as little as it takes."""
    above = _level_above(questionnaire, scores.nodes[node].staged)
    if above is None:
        return None
    search = _Search(questionnaire, answers, scores, explanation)
    return search.tell(node, above.level, search.practices(search.number[node], above.level))


def _level_above(questionnaire: Questionnaire, reached: int | None) -> Level | None:
    if reached is None:
        return None
    return next((level for level in questionnaire.levels if level.level > reached), None)


class _Search:
    """One assessment, with its costs as whole numbers."""

    def __init__(
        self,
        questionnaire: Questionnaire,
        answers: Mapping[str, Answer],
        scores: Scores,
        explanation: Explanation,
    ) -> None:
        self.questionnaire, self.answers = questionnaire, answers
        ids = node_ids(questionnaire)
        self.number = {id: number for number, id in enumerate(ids)}
        self.plan: Plan = plan_of(questionnaire)
        self.scored: list[NodeScore] = [scores.nodes[id] for id in ids]
        self.x = {step.question: step.x for step in explanation.steps}
        tests = find_tests(questionnaire)
        self.offers = {
            question.id: offers(questionnaire, question, answers[question.id], tests.get(question.id, ()))
            for question in (seat.question for seat in self.plan.seats)
        }
        efforts = [Fraction(str(seat.question.effort)) for seat in self.plan.seats]
        self.unit = Fraction(
            reduce(gcd, (effort.numerator for effort in efforts)),
            lcm(*(effort.denominator for effort in efforts)),
        )

    def cost(self, question: Question, offer: Offer) -> int:
        return int(steps_cost(question, offer.steps) / self.unit)

    def tell(self, node: str, level: int, picks: dict[str, Offer] | None) -> WhatIf | None:
        if picks is None:
            return None
        changes = tuple(
            Change(
                question=question.id,
                value=picks[question.id].value,
                steps=picks[question.id].steps,
                cost=float(steps_cost(question, picks[question.id].steps)),
            )
            for question in self.questionnaire.questions
            if question.id in picks
        )
        return WhatIf(node=node, level=level, cost=sum(change.cost for change in changes), changes=changes)

    def lift(self, node: int, least: float) -> dict[str, Offer] | None:
        """The cheapest picks with which the score of a node is at least so much of the shown range; None if none are."""
        shown, frontier = self.questionnaire.range, self.frontier(node)
        bound = (least - shown.min) / (shown.max - shown.min)
        enough = np.flatnonzero(frontier.best >= bound - FORGIVEN)
        return frontier.picks(int(enough[0])) if enough.size else None

    def frontier(self, node: int) -> Frontier:
        """What the node can be worth for each cost."""
        mine = self.plan.nodes[node]
        if mine.rollup == "gated":
            return self._gated(mine)
        parts = self._parts(mine)
        if mine.rollup == "ladder":
            return climb(parts, mine)
        if mine.rollup == "min":
            return combine([(part, 1.0) for part, weight, _ in parts if weight], np.minimum, np.inf)
        weight = mine.whole if mine.rollup == "sum" else sum(weight for _, weight, _ in parts)
        return combine([(part, share / weight) for part, share, _ in parts], np.add, 0.0)

    def practices(self, node: int, level: int) -> dict[str, Offer] | None:
        """The least of each answer that puts every core practice up to a level in place; None if one cannot be."""
        below = self._below(node)
        picks: dict[str, Offer] = {}
        for seat in self.plan.seats:
            needed = [core.min for core in seat.question.core if core.level <= level]
            if seat.node not in below or not needed or not self._misses(seat.question, max(needed)):
                continue
            enough = [offer for offer in self.offers[seat.question.id] if offer.own >= max(needed) - 1e-12]
            if not enough:
                return None
            picks[seat.question.id] = min(enough, key=lambda offer: offer.steps)
        return picks

    def _misses(self, question: Question, minimum: float) -> bool:
        answer = self.answers[question.id]
        if answer.state in (State.UNKNOWN, State.UNANSWERED):
            return True
        own = value_of(self.questionnaire, question, answer)
        return answer.state is State.ANSWERED and own is not None and own < minimum - 1e-12

    def _below(self, node: int) -> set[int]:
        inside = {node}
        for each in self.plan.nodes:  # parents come first
            if each.parent in inside:
                inside.add(each.node)
        return inside

    def _parts(self, mine: Node) -> list[tuple[Frontier, int, int]]:
        """The parts of a node that count: profile, weight, and bit in its ladder."""
        found: list[tuple[Frontier, int, int]] = []
        for seat in self.plan.seats:
            if seat.node == mine.node and self._counts(seat, mine):
                found.append((self._question(seat), seat.weight, seat.rung))
        for child in self.plan.nodes:
            if child.parent != mine.node:
                continue
            score = self.scored[child.node]
            if score.exact is not None:
                # one that joins brings its points: as much as what counts in it weighs
                weight = self._points(child) if child.joins else child.weight
                found.append((self.frontier(child.node), weight, child.rung))
            elif mine.rollup == "ladder" and score.reason != "nothing_applies":
                found.append((fixed(0.0), child.weight, child.rung))
        return found

    def _counts(self, seat: Seat, mine: Node) -> bool:
        if self.x.get(seat.question.id) is not None:
            return True
        state = self.answers[seat.question.id].state
        return mine.rollup == "ladder" and state in (State.UNKNOWN, State.UNANSWERED)

    def _points(self, node: Node) -> int:
        """What a node that joins the one above weighs there: all of a `sum`, else what counts in it."""
        if node.rollup == "sum":
            return node.whole
        own = sum(
            seat.weight for seat in self.plan.seats if seat.node == node.node and self._counts(seat, node)
        )
        return own + sum(
            self._points(child) if child.joins else child.weight
            for child in self.plan.nodes
            if child.parent == node.node and self.scored[child.node].exact is not None
        )

    def _question(self, seat: Seat) -> Frontier:
        now = self.x.get(seat.question.id) or 0.0
        choices = [
            (0, now, None),
            *((self.cost(seat.question, o), o.x, o) for o in self.offers[seat.question.id]),
        ]
        best = np.full(choices[-1][0] + 1, now)
        for cost, x, _ in choices:
            best[cost:] = np.maximum(best[cost:], x)

        def picks(cost: int) -> dict[str, Offer]:
            chosen = max((c for c in choices if c[0] <= cost), key=lambda c: (c[1], -c[0]))[2]
            return {seat.question.id: chosen} if chosen else {}

        return Frontier(best, picks)

    def _gated(self, mine: Node) -> Frontier:
        """A gate opens level by level, each at the cost of the practices up to it."""
        rungs = len(self.questionnaire.levels) - 1
        steps: list[tuple[int, float, dict[str, Offer]]] = []
        for rung, level in enumerate(self.questionnaire.levels):
            picks = self.practices(mine.node, level.level)
            if picks is None:
                break
            cost = sum(self.cost(self.questionnaire.question[id], offer) for id, offer in picks.items())
            steps.append((cost, rung / rungs, picks))
        return stairs(steps)
