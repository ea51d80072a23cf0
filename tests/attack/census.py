"""An attacker who wants the exact number of organisations: every figure of a released cell narrows it a little.

It knows how shares are rounded and joined, and looks for counts that would give the very shares, mean and quantiles that
are told, for one number after the other; there it takes a score to be anywhere on its level. Beside that it looks where a
quantile lies between two of the few values that a question can have: how far between them is a fraction that depends on the
number. Figures come from the released file; no arithmetic of the program is used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import combinations, product
from math import floor

import numpy as np

from assess.questionnaire.model import ChoiceQuestion, LevelQuestion, Question, Questionnaire

FLOORS = (0.0, 1.0, 2.0, 3.0, 4.0, 5.0)
"""Where the levels of the questionnaire begin, and where the last one ends."""

QUANTILES = {"p5": 5, "p10": 10, "p25": 25, "median": 50, "p75": 75, "p90": 90, "p95": 95}
STEP, HALF, BIN, DOMINANCE = 5, 0.05, 5, 0.9
"""What stands in the manifest: shares to 5 points, scores to 0.1, no bin under 5, none over 90 %."""

Rounding = Callable[[np.ndarray, int], np.ndarray]
"""Counts (c, bins) of n organisations → the shares (c, bins) that would be told, in percent."""

Values = Mapping[str, np.ndarray]
"""By node the scores that there are, ascending, in hundredths, for nodes with few of them."""

MOST = 2
"""Up to how many questions the means of a view are written out."""


def to_the_hundred(counts: np.ndarray, n: int) -> np.ndarray:
    """Shares in whole steps that add up to 100: what is left over goes to the largest remainders."""
    steps = 100 // STEP
    told, rest = np.divmod(counts * steps, n)
    ahead = np.lexsort((np.broadcast_to(np.arange(counts.shape[1]), counts.shape), -counts, -rest))
    place = np.argsort(ahead, axis=1)
    return STEP * (told + (place < (steps - told.sum(axis=1))[:, None]))


def one_by_one(counts: np.ndarray, n: int) -> np.ndarray:
    """Each share to the nearest step by itself."""
    return (200 * counts + n * STEP) // (2 * n * STEP) * STEP


def few_values(questionnaire: Questionnaire) -> Values:
    """The scores that questions with a few answers can have, and views of one or two of them, whatever was skipped."""
    answers = {each.id: _scores(questionnaire, each) for each in questionnaire.questions if each.scored}
    found = {f"question/{name}": scores for name, scores in answers.items() if scores}
    views: dict[str, list[Question]] = {}
    for each in questionnaire.questions:
        if each.scored:
            tags = [
                ("owner", each.owner),
                ("phase", each.phase),
                *(("theme", theme) for theme in each.themes),
            ]
            for kind, tag in tags:
                if tag:
                    views.setdefault(f"{kind}/{tag}", []).append(each)
    for view, asked in views.items():
        if len(asked) <= MOST and all(answers[each.id] for each in asked):
            found[view] = [
                sum(score * each.weight for score, each in zip(given, some, strict=True))
                / sum(each.weight for each in some)
                for size in range(1, len(asked) + 1)
                for some in combinations(asked, size)
                for given in product(*(answers[each.id] for each in some))
            ]
    return {node: np.unique([floor(score + 0.5) for score in scores]) for node, scores in found.items()}


def _scores(questionnaire: Questionnaire, question: Question) -> list[float]:
    """What the answers score, in hundredths of 0–5; none for a question that is answered by ticks or numbers."""
    if isinstance(question, LevelQuestion):
        worth = [float(rung) for rung in range(len(question.options))]
    elif isinstance(question, ChoiceQuestion):
        worth = [float(each.value) for each in questionnaire.options_of(question)]
    else:
        return []
    least, most = min(worth), max(worth)
    return [100 * FLOORS[-1] * (each - least) / (most - least) for each in worth]


def between(cells: Iterable[dict], numbers: range, values: Values) -> list[int]:
    """The numbers of organisations for which the quantiles of the most nodes can come from the values that there are.

    Of the most, as who skips a question is missing there: its n is another one. A value that somebody gave could come from
    any number; one between two of them, from those that take type 7 as far along the way.
    """
    told = [cell for cell in cells if cell["node"] in values]
    fitting = [sum(_is_between(cell, values[cell["node"]], n) for cell in told) for n in numbers]
    return [n for n, count in zip(numbers, fitting, strict=True) if count == max(fitting)]


def _is_between(cell: dict, given: np.ndarray, n: int) -> bool:
    """Whether every told quantile of a cell is a type 7 quantile of n of the given scores."""
    low, high = np.meshgrid(given, given)
    low, high = low[low <= high], high[low <= high]
    for name, percent in QUANTILES.items():
        if cell.get(name) is not None:
            part = (n - 1) * percent % 100
            way = ((100 - part) * low + part * high) / 100 if part else given
            if not (abs(way / 100 - cell[name]) <= HALF + 1e-9).any():
                return False
    return True


def possible(cells: Iterable[dict], numbers: Iterable[int], rounding: Rounding) -> list[int]:
    """The numbers of organisations that every distribution of these cells allows, if all of them have all scores."""
    left = list(numbers)
    for cell in cells:
        if shares := cell.get("shares"):
            left = [n for n in left if _fits(cell, shares, n, rounding, with_scores=True)]
        if staged := cell.get("staged"):
            left = [n for n in left if _fits(cell, staged, n, rounding, with_scores=False)]
    return left


def _fits(cell: dict, shares: list[dict], n: int, rounding: Rounding, *, with_scores: bool) -> bool:
    """Whether some counts of n organisations give what the cell tells."""
    told = np.array([each["percent"] for each in shares])
    counts = _around(told, n)
    kept = (counts.sum(axis=1) == n) & (counts.max(axis=1) <= DOMINANCE * n)
    kept &= ((counts == 0) | (counts >= BIN)).all(axis=1)
    counts = counts[kept]
    counts = counts[(rounding(counts, n) == told).all(axis=1)]
    if not with_scores or not len(counts):
        return bool(len(counts))
    low = np.array([FLOORS[each["low"] - 1] for each in shares])
    high = np.array([FLOORS[each["high"]] for each in shares])
    kept = (counts @ low <= n * (cell["mean"] + HALF)) & (counts @ high >= n * (cell["mean"] - HALF))
    upto = counts.cumsum(axis=1)
    for name, percent in QUANTILES.items():
        if cell.get(name) is not None:
            rank, part = divmod((n - 1) * percent, 100)
            if "/" in cell["node"]:  # a value that somebody gave: the first with so many at or below it
                rank, part = -(-n * percent // 100) - 1, 0
            below, above = (
                np.argmax(upto > place, axis=1) for place in (rank, min(rank + (part > 0), n - 1))
            )
            least, most = (((100 - part) * edge[below] + part * edge[above]) / 100 for edge in (low, high))
            kept &= (least <= cell[name] + HALF) & (most >= cell[name] - HALF)
    return bool(kept.any())


def _around(told: np.ndarray, n: int) -> np.ndarray:
    """All counts (c, bins) within a step of the shares; the last bin has what the others leave."""
    reach = [
        np.arange(max(0, -(-(share - STEP) * n // 100)), (share + STEP) * n // 100 + 1) for share in told
    ]
    first = np.stack(np.meshgrid(*reach[:-1], indexing="ij"), axis=-1).reshape(-1, len(told) - 1)
    last = n - first.sum(axis=1)
    kept = (last >= reach[-1][0]) & (last <= reach[-1][-1])
    return np.column_stack((first[kept], last[kept]))
