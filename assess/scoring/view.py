"""Scores along another line: the questions of each theme, owner and phase, whichever dimension holds them.

Each is the weighted mean of its questions, under the questionnaire's coverage; a question of two themes counts in both.
A view is a questionnaire once more, with tags for dimensions, scored by the same SQL in a second pass: so it costs
nothing where nobody looks, and a hundred thousand forms where somebody does.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from ..assessment.code import encode
from ..assessment.model import Assessment
from ..questionnaire.model import Dimension, Question, Questionnaire
from .explain import explain_codes
from .model import KINDS, OVERALL, SEPARATOR, NodeScore, Step, ViewScores
from .relation import MAX_QUESTIONS
from .score import Scorer


class LineScores(Struct, frozen=True, kw_only=True, eq=False):
    """n assessments along every line: `nodes` are kind and tag ("theme/service"), `score` (n, nodes) int32 hundredths of
    the shown range, −1 where there is none."""

    nodes: tuple[str, ...]
    score: np.ndarray


class Viewer:
    """Scores assessments of one questionnaire along its lines. Safe to share between threads."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        column = {question.id: at for at, question in enumerate(questionnaire.questions)}
        self._passes: list[tuple[Scorer, list[int]]] = []
        for dimensions in _fit(_dimensions(questionnaire)):
            view = replace(questionnaire, rollup="none", dimensions=dimensions)
            columns = [column[_own_id(question.id)] for question in view.questions]
            self._passes.append((Scorer(view), columns))

    def close(self) -> None:
        """Let go of the databases in memory."""
        for scorer, _ in self._passes:
            scorer.close()

    def score(self, codes: np.ndarray) -> LineScores | None:
        """The scores of a batch along each line; None where no question has a tag. `codes` as `Scorer.score` takes them."""
        if not self._passes:
            return None
        return LineScores(
            nodes=tuple(node for scorer, _ in self._passes for node in scorer.nodes[1:]),
            score=np.concatenate(
                [scorer.score_means(codes[:, columns])[:, 1:] for scorer, columns in self._passes], axis=1
            ),
        )

    def explain(self, assessment: Assessment) -> ViewScores:
        """One assessment of this questionnaire along every line, its answers settled."""
        codes = np.array([encode(self.questionnaire, assessment.answers)], dtype=np.uint16)
        found: dict[str, dict[str, NodeScore]] = {kind: {} for kind in KINDS}
        steps: list[Step] = []
        for scorer, columns in self._passes:
            scores, explanation = explain_codes(scorer, codes[:, columns])
            for name, node in scores.nodes.items():
                if name != OVERALL:
                    kind, tag = name.split(SEPARATOR)
                    found[kind][tag] = replace(node, node=tag)
            steps += [replace(step, question=_own_id(step.question)) for step in explanation.steps]
        return ViewScores(**found, steps=tuple(steps))


def tags_of(question: Question) -> Iterator[tuple[str, str]]:
    """Kind and tag of every line that a question lies on."""
    yield from (("theme", theme) for theme in question.themes)
    if question.owner:
        yield "owner", question.owner
    if question.phase:
        yield "phase", question.phase


def _dimensions(questionnaire: Questionnaire) -> list[Dimension]:
    """A dimension for each tag, kind by kind; a question's id within is its own behind the tag's."""
    tagged: dict[str, list[Question]] = {}
    for question in questionnaire.questions:
        for kind, tag in tags_of(question) if question.scored else ():
            name = f"{kind}{SEPARATOR}{tag}"
            tagged.setdefault(name, []).append(
                replace(question, id=f"{name}{SEPARATOR}{question.id}", when=None)
            )
    names = sorted(tagged, key=lambda name: KINDS.index(name.split(SEPARATOR)[0]))
    return [Dimension(id=name, title=name, summary=name, questions=tuple(tagged[name])) for name in names]


def _fit(dimensions: list[Dimension]) -> list[tuple[Dimension, ...]]:
    """The dimensions in groups that one pass can hold."""
    groups: list[list[Dimension]] = []
    room = 0
    for dimension in dimensions:
        if len(dimension.questions) > room:
            groups.append([])
            room = MAX_QUESTIONS
        groups[-1].append(dimension)
        room -= len(dimension.questions)
    return [tuple(group) for group in groups]


def _own_id(id: str) -> str:
    return id.rsplit(SEPARATOR, 1)[1]
