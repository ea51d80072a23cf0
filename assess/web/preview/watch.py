"""A questionnaire file on disk → what can be shown of it, and what the checker says; read anew whenever it changed.

The file is watched by looking at size and time of everything it depends on: the file, what lies beside it, and the
shared words. Nothing is ever written.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from msgspec import Struct

from ...language import DERIVED
from ...questionnaire.catalogue import Catalogue
from ...questionnaire.examination import (
    UNSCORED,
    Examined,
    Shared,
    examine_folder,
    examine_shared_translation,
    examine_translation,
)
from ...questionnaire.model import Questionnaire
from ...questionnaire.problem import Problem
from ...questionnaire.shared import PROFILE, VOCABULARY, shared_file, shared_folder
from ...questionnaire.translate import derive
from ...questionnaire.translation import SharedTranslation, Translation
from ...scoring.example import verify

HIDING = UNSCORED | {"file", "scoring"}
"""Rules whose breach leaves nothing that could be shown: what is not read, or cannot be scored."""


class Glance(Struct, frozen=True, kw_only=True):
    """The file at one moment. `catalogue` holds the one questionnaire, and is None where it cannot be shown."""

    number: int
    read_at: datetime
    problems: tuple[Problem, ...]
    catalogue: Catalogue | None


class Watch:
    """Looks at one questionnaire file again and again. `otherwise` is the folder of shared words where it has none."""

    def __init__(self, path: Path, otherwise: Path) -> None:
        self.path = path
        self._otherwise = otherwise
        self._state: tuple | None = None
        self._glance: Glance | None = None

    def look(self) -> Glance:
        """The file as it is now; the same value until something changes on disk."""
        folder = shared_folder(self.path, self._otherwise)  # may get words of its own meanwhile
        state = self._measure(folder)  # before reading: what is saved meanwhile is read at the next look
        if self._glance is None or state != self._state:
            self._glance = self._read(folder, self._glance.number + 1 if self._glance else 1)
            self._state = state  # only now: what failed to be read is read at the next look
        return self._glance

    def _measure(self, folder: Path) -> tuple:
        beside = sorted(self.path.parent.glob("*.yaml"))
        shared = [shared_file(folder, name) for name in (VOCABULARY, PROFILE)]
        own = sorted(folder.glob("*.yaml"))
        return tuple(_mark(path) for path in (self.path, *beside, *shared, *own))

    def _read(self, folder: Path, number: int) -> Glance:
        shared = Shared(folder)
        found = examine_folder(self.path, shared.vocabulary, shared.profile, verify)
        catalogue = None
        if found.questionnaire is not None and not shared.problems and _can_be_shown(found):
            catalogue = self._catalogue(found.questionnaire, shared)
        return Glance(
            number=number,
            read_at=datetime.now().astimezone(),
            problems=(*found.problems, *shared.problems),
            catalogue=catalogue,
        )

    def _catalogue(self, questionnaire: Questionnaire, shared: Shared) -> Catalogue:
        """The questionnaire with as much of its translations as there is: gaps show in the first language."""
        words: dict[str, dict[str, Translation]] = {}
        spoken: dict[str, SharedTranslation] = {}
        for language in questionnaire.languages[1:]:
            source = DERIVED.get(language, language)
            file = self.path.with_name(f"{source}.yaml")
            own = examine_translation(file, questionnaire)[0] if file.is_file() else None
            if own is not None:
                words[language] = {questionnaire.id: derive(own, language) if source != language else own}
            file = shared_file(shared.folder, f"{source}.yaml")
            common = (
                examine_shared_translation(file, shared.vocabulary, shared.profile)[0]
                if file.is_file()
                else None
            )
            if common is not None:
                spoken[language] = derive(common, language) if source != language else common
        return Catalogue(
            questionnaires={questionnaire.id: questionnaire},
            problems=(),
            vocabulary=shared.vocabulary,
            profile=shared.profile,
            words=words,
            shared=spoken,
        )


def _can_be_shown(found: Examined) -> bool:
    return not any(problem.rule in HIDING and problem.file == str(found.path) for problem in found.problems)


def _mark(path: Path) -> tuple[str, int, int]:
    """Changes with every save; also for a file that is not there."""
    try:
        found = path.stat()
    except OSError:
        return str(path), 0, 0
    return str(path), found.st_mtime_ns, found.st_size
