"""A file, a questionnaire's folder, a whole catalogue → everything wrong or doubtful in it, in one pass.

Nothing here raises for what an author can write. What is right is handed back with the findings; what is wrong in one
part never hides what is wrong in another, as far as that part can be read.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from ..language import DERIVED, LANGUAGES
from .check import check, find_uncovered, keep_causes
from .check.place import dimensions_with_paths, questions_with_paths
from .check.quotation import check_quotes
from .model import Questionnaire
from .problem import Mismatch, Problem, parse
from .problem import Path as Place
from .publication import FILE as PUBLISHED
from .publication import Publication, check_record, find_drift, hash_of
from .reading import Reading
from .shared import PROFILE, VOCABULARY, shared_file
from .translate import find_gaps, find_shared_gaps
from .translation import SharedTranslation, Translation
from .vocabulary import ProfileField, Vocabulary

Verify = Callable[[Questionnaire], Iterable[Problem]]

FILE = "questionnaire.yaml"

UNREAD = {"yaml", "shape", "unknown-field", "missing-field", "duplicate-id"}
"""Rules whose breach leaves a text unread, so that a translation has nothing to be compared with."""

UNSCORED = UNREAD | {
    *(
        "dangling",
        "range",
        "level-hole",
        "level-order",
        "precision",
        "zero-weight",
        "empty-dimension",
        "scale",
    ),
    *("number", "breakpoints", "matrix", "core", "condition", "look-forward", "cycle"),
}
"""Rules whose breach may change a score, or leave none: worked examples would fail for the same mistake once more."""


class Examined(Struct, frozen=True):
    """One questionnaire file, as far as it can be read, and what was found in it and in the files beside it."""

    path: Path
    questionnaire: Questionnaire | None
    problems: tuple[Problem, ...]

    @property
    def is_good(self) -> bool:
        """Whether it can be served."""
        return self.questionnaire is not None and all(problem.is_warning for problem in self.problems)


class Shared:
    """Vocabulary and profile of a folder of questionnaires, as far as they can be read; what cannot is empty."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.words = Reading(shared_file(folder, VOCABULARY), Vocabulary)
        bands = Reading(shared_file(folder, PROFILE), tuple[ProfileField, ...])
        self.vocabulary = self.words.value or Vocabulary(themes={}, owners={}, phases={})
        self.profile = bands.value or ()
        self.problems = (*self.words.problems, *bands.problems)


def examine(
    path: Path, vocabulary: Vocabulary, profile: Iterable[ProfileField], verify: Verify | None = None
) -> Examined:
    """One questionnaire file by itself. Its worked examples are run by `verify`, once all that scores is right."""
    return _examine(Reading(path, Questionnaire), vocabulary, profile, verify)


def examine_published(
    path: Path, vocabulary: Vocabulary, profile: Iterable[ProfileField], verify: Verify | None = None
) -> Examined:
    """As `examine`, and against the record of published versions that lies beside it."""
    reading = Reading(path, Questionnaire)
    found = _examine(reading, vocabulary, profile, verify)
    if found.questionnaire is None:
        return found
    is_read = not UNREAD & {problem.rule for problem in found.problems}
    record = _examine_record(reading, found.questionnaire, is_read=is_read)
    return replace(found, problems=(*found.problems, *record))


def _examine(
    reading: Reading[Questionnaire],
    vocabulary: Vocabulary,
    profile: Iterable[ProfileField],
    verify: Verify | None,
) -> Examined:
    path = reading.path
    if reading.value is None:
        return Examined(path, None, tuple(reading.problems))
    questionnaire = replace(reading.value, hash=hash_of(reading.value))
    found = [*check(questionnaire, vocabulary, tuple(profile)), *_misplaced(questionnaire, path)]
    causes = [*reading.shape, *_merged(reading)]
    problems = reading.problems + reading.place(keep_causes(found, causes) if causes else found)
    if verify is not None and not UNSCORED & {problem.rule for problem in problems}:
        for problem in verify(questionnaire):
            line = reading.document.line(_find(questionnaire, problem.path))
            problems.append(replace(problem, file=str(path), line=line))
    return Examined(path, questionnaire, tuple(problems))


def examine_folder(
    path: Path, vocabulary: Vocabulary, profile: Iterable[ProfileField], verify: Verify | None = None
) -> Examined:
    """A questionnaire file with the translations and the record of published versions that lie beside it."""
    reading = Reading(path, Questionnaire)
    found = _examine(reading, vocabulary, profile, verify)
    if found.questionnaire is None or path.name != FILE:
        return found
    is_read = not UNREAD & {problem.rule for problem in found.problems}
    beside = [*_examine_languages(reading, found.questionnaire, is_read=is_read)]
    beside += _examine_record(reading, found.questionnaire, is_read=is_read)
    return replace(found, problems=(*found.problems, *beside))


def examine_catalogue(folder: Path, verify: Verify | None = None) -> list[Examined]:
    """Every questionnaire of a folder; what concerns them all comes last, as found in the folder itself."""
    paths = sorted(folder.glob(f"*/{FILE}"))
    if not paths:
        what, remedy = "There is no questionnaire here.", f"It needs a folder for each, with a {FILE} in it."
        return [Examined(folder, None, (Problem(rule="file", what=what, remedy=remedy, file=str(folder)),))]
    shared = Shared(folder)
    found = [examine_folder(path, shared.vocabulary, shared.profile, verify) for path in paths]
    if shared.problems:  # a name that is not in them may be in what could not be read
        found = [
            replace(each, problems=tuple(p for p in each.problems if p.rule != "dangling")) for each in found
        ]
        return [*found, Examined(folder, None, shared.problems)]
    questionnaires = [each.questionnaire for each in found if each.questionnaire is not None]
    problems = list(_examine_shared_words(shared, questionnaires))
    has_own_words = shared.words.path.parent == folder
    if has_own_words and len(questionnaires) == len(found):
        problems += shared.words.place(find_uncovered(shared.vocabulary, questionnaires))
    return [*found, Examined(folder, None, tuple(problems))] if problems else found


def examine_translation(
    path: Path, questionnaire: Questionnaire | None
) -> tuple[Translation | None, list[Problem]]:
    """The translation of a questionnaire, and all that is missing or stale; its shape alone without a questionnaire."""
    reading = Reading(path, Translation)
    if reading.value is None:
        return None, reading.problems
    command = f"assess translate {shlex.quote(str(path.parent))} {path.stem} --stamp"
    found = [
        *_misnamed(reading.value, path),
        *(find_gaps(questionnaire, reading.value, command) if questionnaire else ()),
        *check_quotes(reading.value),
    ]
    return reading.value, reading.problems + reading.place(keep_causes(found, reading.shape))


def examine_shared_translation(
    path: Path, vocabulary: Vocabulary, profile: Iterable[ProfileField]
) -> tuple[SharedTranslation | None, list[Problem]]:
    """The translation of the shared words, and all that it lacks."""
    reading = Reading(path, SharedTranslation)
    if reading.value is None:
        return None, reading.problems
    found = [*_misnamed(reading.value, path), *find_shared_gaps(vocabulary, profile, reading.value)]
    return reading.value, reading.problems + reading.place(keep_causes(found, reading.shape))


def _merged(reading: Reading[Questionnaire]) -> Iterator[Mismatch]:
    """Items of a list that YAML could not read as one: a name that seems to be missing may stand in them."""
    for problem in reading.document.problems:
        place = parse(problem.path)
        if place and isinstance(place[-1], int):
            yield Mismatch(place, problem.what, problem.remedy, problem.rule)


def _misplaced(questionnaire: Questionnaire, path: Path) -> Iterator[Mismatch]:
    folder = path.absolute().parent
    if path.name == FILE and questionnaire.id != folder.name:
        is_taken = (folder.parent / questionnaire.id / FILE).is_file()
        also = "; another folder has that name" if is_taken else ""
        what = f"The id is `{questionnaire.id}`, the folder `{folder.name}`{also}."
        yield Mismatch(("id",), what, "Give both one name.", "id-folder")


def _misnamed(words: Translation | SharedTranslation, path: Path) -> Iterator[Mismatch]:
    if words.language != path.stem:
        what = f"The language is `{words.language}`, the file `{path.name}`."
        yield Mismatch(("language",), what, "Give both one name.", "id-folder")


def _find(questionnaire: Questionnaire, path: str) -> Place:
    """A rendered path, or the bare id of a question or dimension, as a place in the file."""
    for parts in (dimensions_with_paths(questionnaire), questions_with_paths(questionnaire)):
        for place, part in parts:
            if part.id == path:
                return place
    return parse(path)


def _examine_languages(
    reading: Reading[Questionnaire], questionnaire: Questionnaire, *, is_read: bool
) -> Iterator[Problem]:
    """The translations that `languages` promises, and those that lie there without."""
    path = reading.path
    found: list[Mismatch] = []
    promised = [DERIVED.get(language, language) for language in questionnaire.languages]
    for i, source in enumerate(promised):
        file = path.with_name(f"{source}.yaml")
        if i == 0 or source in promised[:i]:
            continue
        if file.is_file():
            yield from examine_translation(file, questionnaire if is_read else None)[1]
        else:
            what = f"There is no `{file.name}` beside it."
            remedy = (
                f"Begin it with `assess translate {shlex.quote(str(path.parent))} {source} --start`, "
                "or remove the language."
            )
            found.append(Mismatch(("languages", i), what, remedy, "missing-translation"))
    for language in sorted(LANGUAGES):
        if language not in promised and path.with_name(f"{language}.yaml").is_file():
            what = f"`{language}.yaml` lies beside it, but is not named here."
            found.append(
                Mismatch(("languages",), what, "Add the language, or move the file.", "unlisted-translation")
            )
    yield from reading.place(found)


def _examine_record(
    reading: Reading[Questionnaire], questionnaire: Questionnaire, *, is_read: bool
) -> Iterator[Problem]:
    file = reading.path.with_name(PUBLISHED)
    if not file.exists():
        return
    record = Reading(file, Publication)
    yield from record.problems
    if record.value is not None and is_read and not record.problems:
        yield from reading.place(find_drift(questionnaire, record.value))
        yield from record.place(check_record(questionnaire, record.value, tuple(record.document.data)))


def _examine_shared_words(shared: Shared, questionnaires: Iterable[Questionnaire]) -> Iterator[Problem]:
    """The shared words in every language that a questionnaire comes in."""
    spoken = {DERIVED.get(language, language) for each in questionnaires for language in each.languages[1:]}
    for language in sorted(spoken):
        file = shared_file(shared.folder, f"{language}.yaml")
        if file.is_file():
            yield from examine_shared_translation(file, shared.vocabulary, shared.profile)[1]
        else:
            what = f"The shared words are not translated into `{language}`, which a questionnaire comes in."
            remedy = "Write them in this file, as in the other languages."
            yield Problem(rule="missing-translation", what=what, remedy=remedy, file=str(file))
