"""Every part of a questionnaire with its place in the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..model import Dimension, Question, Questionnaire
from ..problem import Path


def dimensions_with_paths(questionnaire: Questionnaire) -> Iterator[tuple[Path, Dimension]]:
    """Every dimension, parents first, with its place in the file."""

    def walk(dimensions: Iterable[Dimension], path: Path) -> Iterator[tuple[Path, Dimension]]:
        for i, dimension in enumerate(dimensions):
            here = (*path, "dimensions", i)
            yield here, dimension
            yield from walk(dimension.dimensions, here)

    yield from walk(questionnaire.dimensions, ())


def questions_with_paths(questionnaire: Questionnaire) -> Iterator[tuple[Path, Question]]:
    """Every question with its place in the file, in the order of `Questionnaire.questions`."""
    for path, dimension in dimensions_with_paths(questionnaire):
        for i, question in enumerate(dimension.questions):
            yield (*path, "questions", i), question


def one_of(known: Iterable) -> str:
    """The remedy that lists the names there are, the first twelve of them."""
    names = sorted(map(str, known))
    shown = ", ".join(names[:12]) + (", …" if len(names) > 12 else "")
    return f"Use one of: {shown}." if names else "None is declared."
