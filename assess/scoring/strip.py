"""A questionnaire's questions in strips: up to eight of one node, so that they are added up side by side.

Pure. Cutting is what makes a hundred thousand forms cheap: no group by where a node fits one strip.
"""

from __future__ import annotations

from msgspec import Struct

from ..questionnaire.model import Questionnaire
from .node import Node, Plan, Seat

PLACES = 8
"""Questions in a strip: the columns of `sheet` in `sql/leaf.sql`."""

MAX_STRIP_WEIGHT = 2**21 - 1
"""Thousandths that the packed weights of `sql/meaning.sql` hold."""


class Strip(Struct, frozen=True):
    """Up to eight scored questions of one node; `positions` count from 1 over the whole questionnaire.

    If the node holds one strip and nothing else, and nothing about it is unusual, the strip `is_node`, and brings its
    score to the node above, its `parent`; else it brings its sums to its own node, which is its `parent` then.
    """

    node: int
    positions: tuple[int, ...]
    is_node: bool
    parent: int
    parent_depth: int


def cut_strips(questionnaire: Questionnaire, plan: Plan) -> tuple[Strip, ...]:
    """The scored questions of every dimension in strips, in the order of the file."""
    position = {question.id: at for at, question in enumerate(questionnaire.questions, start=1)}
    holding = {node.parent for node in plan.nodes}
    strips: list[Strip] = []
    for node in plan.nodes:
        # what is added up loses nothing in a strip; of what is compared, each must be seen
        places = 1 if node.rollup == "min" else PLACES
        cut = _cut([seat for seat in plan.seats if seat.node == node.node], places)
        is_node = len(cut) == 1 and node.node not in holding and _is_plain(node)
        parent = plan.nodes[node.parent or 0] if is_node else node
        for part in cut:
            positions = tuple(position[seat.question.id] for seat in part)
            strips.append(Strip(node.node, positions, is_node, parent.node, parent.depth))
    return tuple(strips)


def _is_plain(node: Node) -> bool:
    """Whether `sql/leaf.sql` can score the node: each case more there would be paid by every node of every form."""
    is_weighed = node.above not in ("min", "ladder") and not node.joins
    return is_weighed and node.rollup in ("mean", "points", "gated")


def _cut(seats: list[Seat], places: int) -> list[list[Seat]]:
    """The seats in groups that fit a strip: by their number (`places`), and by their weight."""
    cut: list[list[Seat]] = []
    room = 0
    for seat in seats:
        if not cut or len(cut[-1]) == places or seat.weight > room:
            cut.append([])
            room = MAX_STRIP_WEIGHT
        cut[-1].append(seat)
        room -= seat.weight
    return cut
