"""Which editions an assessment is held against: the one that was named, or those released in the data folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..assessment.model import Assessment
    from ..benchmark.archive import Released
    from ..settings import Settings


class EditionChoice:
    """Finds the folders of editions; what is released of a questionnaire is looked up once."""

    def __init__(self, settings: Settings, named: Path | None = None) -> None:
        self._settings = settings
        self._named = named
        self._released: dict[str, list[Released]] = {}

    def find(self, answered: Assessment) -> tuple[Path | None, Path | None]:
        """The edition to compare with, and the one in force when it was submitted; one that was named stands alone."""
        return (self._named, None) if self._named else self._find(answered)

    def find_earlier(self, answered: Assessment) -> Path | None:
        """The edition for an earlier assessment: that of its time, whatever the latest is compared with."""
        now, then = self._find(answered)
        return then or now

    def _find(self, answered: Assessment) -> tuple[Path | None, Path | None]:
        from ..benchmark.archive import released
        from ..benchmark.verification import names
        from ..benchmark.yardstick import yardsticks_of

        name = answered.questionnaire
        if name not in self._released:
            self._released[name] = released(self._settings.editions, names(self._settings.keys), name)
        found = yardsticks_of(self._released[name], answered)
        now, then = (each.folder if each else None for each in (found.now, found.then))
        return now, then
