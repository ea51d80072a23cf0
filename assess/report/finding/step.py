"""The next steps in words, the most useful first, and as a roadmap: what to do first, next, later.

The steps that scoring found and the responses enter; `StepFinding`s and `Horizon`s leave. A roadmap has no dates: nobody
here knows how many hands there are. It is an order, cut where a reader can see why.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from ...questionnaire.model import Questionnaire
from ...scoring.model import NextStep
from ..word import label, plan, wording
from ..word.text import NOTHING, Text, Words
from .ladder import Rung, level_name
from .response import Response

FIRST = 3
"""The things to do first: on the first page, and at the head of the roadmap."""
FOLLOWING = 5
"""So many steps follow the first, or as many more as hold back the next level."""


class StepFinding(Struct, frozen=True, kw_only=True):
    """One thing to do, in order of priority; `blocks` names the level it holds back, or is empty.

    `priority` = `weight` × `importance` × `gap` / `effort`, the last three as the author set them and the gap in 0–1;
    `effort_text` says the effort where the questionnaire tells steps apart by it. `arithmetic` is the same with its
    values, and empty for a step that is only to be found out.
    """

    rank: int
    question: str
    node: str
    dimension: str
    practice: str
    text: Words
    why: Text
    blocks: Text
    owner: str
    owner_id: str
    phase: str
    phase_id: str
    priority: float
    weight: float
    importance: float
    gap: float
    effort: float
    effort_text: Text
    arithmetic: Text


class Horizon(Struct, frozen=True, kw_only=True):
    """One stretch of the roadmap: `id` is first, next or later. `sentence` says why these steps stand here; `effort` is
    what they cost together, in the author's unit, "" where the questionnaire does not tell steps apart by it."""

    id: Literal["first", "next", "later"]
    title: Text
    sentence: Text
    effort: Text
    steps: tuple[StepFinding, ...]


def steps_of(
    questionnaire: Questionnaire, responses: Mapping[str, Response], next_steps: Sequence[NextStep]
) -> tuple[StepFinding, ...]:
    """Every next step in words, in scoring's order."""
    titles = {dimension.id: dimension.title for dimension in questionnaire.all_dimensions()}
    tells_effort = len({question.effort for question in questionnaire.questions}) > 1

    def tell(rank: int, step: NextStep) -> StepFinding:
        response, question = responses[step.question], questionnaire.question[step.question]
        name = level_name(questionnaire, step.blocks)
        pull = question.importance * step.gap
        weight = step.priority * question.effort / pull if pull else 0.0
        return StepFinding(
            rank=rank,
            question=step.question,
            node=step.node,
            dimension=titles.get(step.node, step.node),
            practice=response.text,
            text=step.text or wording.step_unwritten(response.text, response.state, response.owner),
            why=wording.why_step(
                level=step.blocks, name=name, gap=step.gap, unknown=response.state == "unknown"
            ),
            blocks=NOTHING if step.blocks is None else label.level(step.blocks, name),
            owner=response.owner,
            owner_id=response.owner_id,
            phase=response.phase,
            phase_id=response.phase_id,
            priority=step.priority,
            weight=weight,
            importance=question.importance,
            gap=step.gap,
            effort=question.effort,
            effort_text=plan.effort(question.effort) if tells_effort else NOTHING,
            arithmetic=plan.priority(weight, question.importance, step.gap, question.effort, step.priority)
            if step.priority > 0
            else NOTHING,
        )

    return tuple(tell(rank, step) for rank, step in enumerate(next_steps, 1))


def roadmap_of(steps: Sequence[StepFinding], following: Rung | None) -> tuple[Horizon, ...]:
    """The steps cut in three: the first few; then what else holds back the next level, filled up to a handful; the rest.

    A stretch without steps is left out.
    """
    first, rest = tuple(steps[:FIRST]), steps[FIRST:]
    blocking = [step for step in rest if step.blocks]
    others = [step for step in rest if not step.blocks][: max(0, FOLLOWING - len(blocking))]
    then = tuple(step for step in rest if step in blocking or step in others)
    later = tuple(step for step in rest if step not in then)
    sentences = {"first": plan.horizon_note("first"), "next": plan.horizon_note("next")}
    if following and blocking:
        sentences["next"] = plan.held_back(following.level, following.name, filled=bool(others))
    is_passed_over = bool(later and then) and later[0].rank < then[-1].rank
    sentences["later"] = plan.passed_over() if is_passed_over else plan.horizon_note("later")
    return tuple(_horizons((("first", first), ("next", then), ("later", later)), sentences))


def _horizons(
    cut: Sequence[tuple[Literal["first", "next", "later"], tuple[StepFinding, ...]]],
    sentences: Mapping[str, Text],
) -> Iterator[Horizon]:
    for id, steps in cut:
        if not steps:
            continue
        tells = any(step.effort_text for step in steps)
        yield Horizon(
            id=id,
            title=plan.horizon(id),
            sentence=sentences[id],
            effort=plan.effort_of_all(sum(step.effort for step in steps)) if tells else NOTHING,
            steps=steps,
        )
