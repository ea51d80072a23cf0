"""Codes → the sheet that `sql/leaf.sql` reads: strips of up to eight questions, and what each answer means.

What an answer means is worked out in SQL (`sql/meaning.sql`), once per questionnaire; only the lookup happens
here, five million times for a hundred thousand forms, because an array index costs a tenth of a join. Nothing
is added up here but for `sql/line.sql`, whose nodes are sums of whole numbers and nothing else.
"""

from __future__ import annotations

import numpy as np

from ..questionnaire.model import Questionnaire
from .node import plan_of
from .relation import first_answers
from .strip import PLACES, cut_strips

Columns = dict[str, np.ndarray]
"""A relation as DuckDB reads and writes it: equally long arrays by name."""

MEANING = ("gained", "weights", "tally", "missed")
"""The columns of `meaning` that are added up."""

SUMMED = ("gained", "weights", "tally")
"""Those of them that a plain mean is made of."""


class Sheet:
    """Lays out batches of one questionnaire."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.plan = plan_of(questionnaire)
        self.strips = cut_strips(questionnaire, self.plan)
        *first, self._end = first_answers(questionnaire)
        self._first = np.array(first, dtype=np.int64)
        self._positions = [
            [strip.positions[place] if place < len(strip.positions) else 0 for strip in self.strips]
            for place in range(PLACES)
        ]
        self._lookup: Columns = {}

        self._node = {
            "node": np.array([strip.node for strip in self.strips], dtype=np.uint8),
            "is_node": np.array([strip.is_node for strip in self.strips], dtype=bool),
            "parent": np.array([strip.parent for strip in self.strips], dtype=np.uint8),
            "parent_depth": np.array([strip.parent_depth for strip in self.strips], dtype=np.int8),
        }

    def learn(self, meaning: Columns) -> None:
        """Take over what every answer means; texts, and places after the end of a short strip, mean 0."""
        for name in MEANING:
            self._lookup[name] = np.zeros(self._end + 1, dtype=meaning[name].dtype)
            self._lookup[name][meaning["answer"]] = meaning[name]
        self._share = np.full(self._end + 1, np.nan)
        self._share[meaning["answer"]] = np.ma.filled(meaning["x"] / 1e9, np.nan)

    def share(self, codes: np.ndarray) -> np.ndarray:
        """What each answer is worth in [0, 1], NaN where it does not count; a column each of `codes`."""
        return self._share[codes + self._first]

    def give(self, codes: np.ndarray) -> Columns:
        """One row per assessment and question: assessment, and the number of the answer given."""
        return {
            "assessment": np.repeat(np.arange(len(codes), dtype=np.uint32), codes.shape[1]),
            "answer": (codes + self._first).ravel(),
        }

    def lay_out(self, codes: np.ndarray) -> Columns:
        """One row per assessment and strip: assessment, strip, gained_1 … gained_8, weights_1 … missed_8."""
        n = len(codes)
        answers = np.empty((n, codes.shape[1] + 1), dtype=np.int64)
        answers[:, 0] = self._end
        np.add(codes, self._first, out=answers[:, 1:])
        sheet = {
            "assessment": np.repeat(np.arange(n, dtype=np.uint32), len(self.strips)),
            "strip": np.tile(np.arange(len(self.strips), dtype=np.uint16), n),
        }
        for place, positions in enumerate(self._positions, start=1):
            there = answers[:, positions].ravel()
            for name, lookup in self._lookup.items():
                sheet[f"{name}_{place}"] = lookup[there]
        return sheet

    def add_up(self, codes: np.ndarray) -> Columns:
        """One row per assessment and node with questions: assessment, node, and the sums that `sql/line.sql` judges."""
        n = len(codes)
        held: dict[int, list[int]] = {}
        for strip in self.strips:
            held.setdefault(strip.node, []).extend(strip.positions)
        answers = np.add(codes.T, self._first[:, None], order="C")
        sums = {name: np.zeros((len(held), n), dtype=np.int64) for name in SUMMED}
        for place, positions in enumerate(held.values()):
            for position in positions:
                for name, total in sums.items():
                    total[place] += self._lookup[name][answers[position - 1]]
        return {
            "assessment": np.tile(np.arange(n, dtype=np.uint32), len(held)),
            "node": np.repeat(np.array(list(held), dtype=np.uint8), n),
        } | {name: total.ravel() for name, total in sums.items()}

    def name_nodes(self, rows: Columns) -> Columns:
        """The rows of `sql/leaf.sql`; the strip's number gives way to node, is_node, parent, parent_depth."""
        strip = rows.pop("strip")
        return rows | {name: column[strip] for name, column in self._node.items()}
