"""Ids, and whatever names one: each is given once, and each name has something that bears it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ..model import Questionnaire
from ..problem import Mismatch, Path
from ..vocabulary import Vocabulary
from .place import dimensions_with_paths, one_of, questions_with_paths

RESERVED = {"overall", "profile"}


def check_ids(questionnaire: Questionnaire) -> Iterator[Mismatch]:
    """Dimensions and questions share one space of ids; the options of a question or a scale have one each."""
    seen: set[str] = set(RESERVED)
    for path, part in (*dimensions_with_paths(questionnaire), *questions_with_paths(questionnaire)):
        if part.id in seen:
            said = "is reserved" if part.id in RESERVED else "is used twice"
            remedy = "Every dimension and question needs an id of its own."
            yield Mismatch((*path, "id"), f"The id `{part.id}` {said}.", remedy, "duplicate-id")
        seen.add(part.id)
    for name, options in questionnaire.scales.items():
        yield from _twice(("scales", name), options)
    for path, question in questions_with_paths(questionnaire):
        yield from _twice((*path, "options"), getattr(question, "options", ()))


def _twice(path: Path, options: Iterable) -> Iterator[Mismatch]:
    seen: set[str] = set()
    for i, id in enumerate(getattr(option, "id", None) for option in options):
        if id in seen:
            what = f"The option id `{id}` is used twice."
            yield Mismatch((*path, i, "id"), what, "Rename one.", "duplicate-id")
        seen |= {id} - {None}


def check_words(questionnaire: Questionnaire, vocabulary: Vocabulary) -> Iterator[Mismatch]:
    """Themes, owners and phases are words of the vocabulary."""
    for path, question in questions_with_paths(questionnaire):
        for i, theme in enumerate(question.themes):
            if theme not in vocabulary.themes:
                what = f"Unknown theme `{theme}`."
                yield Mismatch((*path, "themes", i), what, one_of(vocabulary.themes), "dangling")
        for name, known in (("owner", vocabulary.owners), ("phase", vocabulary.phases)):
            value = getattr(question, name)
            if value is not None and value not in known:
                yield Mismatch((*path, name), f"Unknown {name} `{value}`.", one_of(known), "dangling")


def check_advice(questionnaire: Questionnaire) -> Iterator[Mismatch]:
    """Advice stands for every level or for none, and for no other."""
    numbers = {level.level for level in questionnaire.levels}
    for path, dimension in dimensions_with_paths(questionnaire):
        for level in dimension.advice:
            if level not in numbers:
                what = f"There is no level {level}."
                yield Mismatch((*path, "advice", level), what, one_of(numbers), "dangling")
        missing = sorted(numbers - set(dimension.advice))
        if dimension.advice and missing:
            what = f"Advice is missing for level {', '.join(map(str, missing))}."
            yield Mismatch((*path, "advice"), what, "Write one text per level.", "missing-advice")


def check_examples(questionnaire: Questionnaire, bands: Mapping[str, Iterable[str]]) -> Iterator[Mismatch]:
    """Worked examples name questions, dimensions and profile bands that there are."""
    nodes = {dimension.id for dimension in questionnaire.all_dimensions()}
    for i, example in enumerate(questionnaire.examples):
        for key, known in (("answers", questionnaire.question), ("dimensions", nodes), ("profile", bands)):
            for name in getattr(example, key):
                if name not in known:
                    what = f"`{name}` is not in this questionnaire."
                    yield Mismatch(("examples", i, key, name), what, one_of(known), "dangling")
        for name, band in example.profile.items():
            if name in bands and band not in bands[name]:
                what = f"`{name}` has no band `{band}`."
                yield Mismatch(("examples", i, "profile", name), what, one_of(bands[name]), "dangling")
