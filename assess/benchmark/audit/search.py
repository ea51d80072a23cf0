"""Alternatives that publish the same, found for one kind of unknown and one node: alone, in pairs, then by programme.

Each is checked in whole numbers against the room of every cell it touches (`load`), so that how it was found does not
matter for whether it holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from msgspec import Struct

from ..contribution import NOT_SCORED
from .coalition import Open, Witness, weakest
from .pool import HELPERS, PROGRAMME, SUPPORT, Inquiry, Pool, pool
from .programme import farthest

ROUNDS = 4
"""How many coalitions the programmes answer for one kind and node, one after the other."""


class Alternative(Struct, frozen=True):
    """Somebody in the position of `position` scores `low` to `high` on a node, if the moves `columns` of the pool are made.

    Which of them is not known where the score follows from parts, all of which are rounded.
    """

    position: int
    low: int
    high: int
    columns: tuple[int, ...]
    how: str


def _alternative(position: int, ends: Sequence[int], columns: tuple[int, ...], how: str) -> Alternative:
    return Alternative(position, int(ends[0]), int(ends[1]), columns, how)


class Found(Struct, frozen=True, kw_only=True, eq=False):
    """What was found for one kind and node, and the pool the alternatives are made of."""

    pool: Pool | None
    alternatives: tuple[Alternative, ...]
    opened: dict[int, Open]


def search(inquiry: Inquiry, kind: int, node: int, victims: np.ndarray, limit: int, coalition: int) -> Found:
    """The ranges that are open to the victims (unknowns of the kind) on a node, sought until all reach `limit`."""
    exchanges = [
        _alternative(at, inquiry.evidence.score[at, [node, node]], (), "exchange")
        for at in np.flatnonzero((inquiry.kind == kind) & inquiry.is_free).tolist()
        if inquiry.evidence.score[at, node] != NOT_SCORED
    ]
    found = Found(pool=None, alternatives=tuple(exchanges), opened={})
    for helpers in (0, HELPERS):
        moves = pool(inquiry, kind, node, victims, helpers=helpers)
        alternatives = [*exchanges, *_alone(moves), *_coupled(moves)]
        found = _judge(inquiry, node, victims, coalition, moves, alternatives)
        if _narrowest(found).width >= limit:
            return found
    alternatives += _pairs(moves)
    found = _judge(inquiry, node, victims, coalition, moves, alternatives)
    for _ in range(ROUNDS):
        if inquiry.effort <= 0:
            break
        victim = min(found.opened, key=lambda each: (found.opened[each].width, each))
        if found.opened[victim].width >= limit:
            break
        more = _programmes(inquiry, found, victim, node)
        if not more:
            break
        found = _judge(inquiry, node, victims, coalition, moves, [*found.alternatives, *more])
    return found


def _narrowest(found: Found) -> Open:
    return min(found.opened.values(), key=lambda each: each.width)


def _judge(
    inquiry: Inquiry,
    node: int,
    victims: np.ndarray,
    coalition: int,
    moves: Pool,
    alternatives: list[Alternative],
) -> Found:
    """The range open to each victim under its worst coalition."""
    inquiry.effort -= len(victims) * len(alternatives)
    insiders = inquiry.known_by
    opened = {
        victim: weakest(
            int(inquiry.evidence.score[victim, node]),
            list(witnesses(inquiry, moves, alternatives, victim, node)),
            coalition,
            {number: known for number, known in insiders.items() if victim not in known},
        )
        for victim in victims.tolist()
    }
    return Found(pool=moves, alternatives=tuple(alternatives), opened=opened)


def witnesses(
    inquiry: Inquiry, moves: Pool, alternatives: Sequence[Alternative], victim: int, node: int
) -> Iterator[Witness]:
    """The alternatives as the victim can use them, with the end that is nearer to its own score.

    To get into another's position it exchanges all with it first; that other then stands for it where it was to move.
    """
    known: dict[tuple[int, int], bool] = {}
    own, score = int(inquiry.party[victim]), int(inquiry.evidence.score[victim, node])
    for each in alternatives:
        value = each.low if each.low > score else each.high
        if each.low <= score <= each.high:
            continue
        if each.position != victim and not (inquiry.is_free[victim] and inquiry.is_free[each.position]):
            continue
        if not _is_seen_alike(inquiry, moves, each, victim, known):
            continue
        changed = {each.position, *(int(moves.moves.who[column]) for column in each.columns)} - {victim}
        parties = {int(inquiry.party[vote]) for vote in changed}
        if own not in parties:  # another vote of its own may be known to anybody
            yield Witness(value, frozenset(parties), each.how, frozenset(changed))


def holder(alternative: Alternative, victim: int, who: int) -> int:
    """Who makes a move of `who`, once the victim is in the position."""
    return {alternative.position: victim, victim: alternative.position}.get(who, who)


def _is_seen_alike(
    inquiry: Inquiry, moves: Pool, alternative: Alternative, victim: int, known: dict[tuple[int, int], bool]
) -> bool:
    """Whether nobody who changed places would be seen to have repeated an earlier vote of its own; `known` is kept."""
    for column in alternative.columns:
        who = int(moves.moves.who[column])
        makes = holder(alternative, victim, who)
        if makes != who and (makes, column) not in known:
            low, high = moves.moves.low[[column]], moves.moves.high[[column]]
            known[makes, column] = bool(inquiry.is_apart(makes, low, high)[0])
        if makes != who and not known[makes, column]:
            return False
    return True


def _alone(moves: Pool) -> Iterator[Alternative]:
    """From each position, the farthest up and down that nobody notices."""
    unnoticed = np.flatnonzero(moves.load.alone() & moves.is_position)
    for position in np.unique(moves.moves.who[unnoticed]).tolist():
        own = unnoticed[moves.moves.who[unnoticed] == position]
        for column in {int(own[np.argmax(moves.low[own])]), int(own[np.argmin(moves.high[own])])}:
            yield _alternative(position, moves.ends(column), (column,), "alone")


def _coupled(moves: Pool) -> Iterator[Alternative]:
    """From the positions of two who exchange something: one goes up, the other down."""
    for pair in moves.couples[moves.load.both(moves.couples)].tolist():
        for column in pair:
            if moves.is_position[column]:
                position = int(moves.moves.who[column])
                yield _alternative(position, moves.ends(column), tuple(pair), "pair")


def _pairs(moves: Pool) -> Iterator[Alternative]:
    """From each position and with each partner, the farthest up and down that the two hide together."""
    who = moves.moves.who
    alone = moves.load.alone()
    for position in np.unique(who[moves.is_position]).tolist():
        columns = np.flatnonzero(who == position)
        for up in (True, False):
            order = columns[np.argsort(-moves.low[columns] if up else moves.high[columns], kind="stable")]
            left = np.flatnonzero(who != position)
            for column in order.tolist():
                if alone[column] or len(left) == 0:
                    break  # from here on no partner is needed
                hiding = moves.load.beside(column, left)
                partners, first = np.unique(who[hiding], return_index=True)
                for with_it in hiding[first].tolist():
                    yield _alternative(position, moves.ends(column), (column, with_it), "pair")
                left = left[~np.isin(who[left], partners)]


def _programmes(inquiry: Inquiry, found: Found, victim: int, node: int) -> list[Alternative]:
    """What widens the victim's range although its worst coalition has told; empty if nothing is found."""
    moves, opened = found.pool, found.opened[victim]
    assert moves is not None
    if opened.insider < 0:
        told = np.isin(inquiry.party[moves.moves.who], list(opened.coalition))
    else:
        told = inquiry.evidence.insiders[opened.insider].knows[moves.moves.who]
    score = inquiry.evidence.score[:, node]
    positions = np.unique(moves.moves.who[moves.is_position & ~told]).tolist()
    if not inquiry.is_free[victim]:
        positions = [each for each in positions if each == victim]
    positions = [each for each in positions if each == victim or inquiry.is_free[each]]
    more = []
    for sign, end in ((1, opened.high), (-1, -opened.low)):
        best = sorted(positions, key=lambda each: (-sign * score[each], each))[:1]
        for position in dict.fromkeys((victim, *best)):
            if position not in positions:
                continue
            inquiry.effort -= PROGRAMME
            columns = farthest(moves, position, sign, end, told, SUPPORT)
            if columns:
                main = next(column for column in columns if moves.moves.who[column] == position)
                more.append(_alternative(position, moves.ends(main), columns, "programme"))
    return more
