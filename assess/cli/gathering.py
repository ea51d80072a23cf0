"""What editions are built from, read at the moment when it is asked for: the instance's own store, or files of several.

A refusal says what keeps contributions from counting, as far as it can be seen here.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from ..settings import Settings
from .lack import reasons
from .option import load_catalogue

if TYPE_CHECKING:
    from ..benchmark.contribution import Contributions
    from ..benchmark.model import Manifest
    from ..benchmark.publication import TooFew
    from ..benchmark.quarter import Quarter
    from ..questionnaire.catalogue import Catalogue

FRESH = timedelta(days=7)
"""How long a file tells what an instance has, when an edition is released."""


def quarter_asked(text: str) -> Quarter:
    """The quarter that was named; "current" is the one that runs."""
    from ..benchmark.quarter import parse, quarter_of

    return quarter_of(datetime.now(UTC).date()) if text == "current" else parse(text)


def read_current(
    settings: Settings, catalogue: Catalogue, questionnaire: str, content: str, *, synthetic: bool
) -> Contributions:
    """What counts at this moment towards one content of a questionnaire: a version or a hash, "" for the newest version."""
    from ..errors import NotFound
    from .source import open_source

    with open_source(settings, catalogue) as source:
        try:
            return source.contributions(questionnaire, synthetic=synthetic, content=content)
        except NotFound as error:
            why = "\n".join(reasons(source.standings(questionnaire, waiting=False)))
            raise NotFound(error.what, where=error.where, remedy=why or error.remedy) from error


def read_again(settings: Settings, files: tuple[Path, ...], today: date, manifest: Manifest) -> Contributions:
    """What counts at this moment towards the content of a candidate; of a merged one, what is in the files."""
    from ..benchmark.quarter import quarter_of
    from ..errors import Conflict
    from .federation import read_files

    if not manifest.members:
        catalogue = load_catalogue(settings, is_verified=False)
        return read_current(
            settings,
            catalogue,
            manifest.questionnaire,
            manifest.questionnaire_hash,
            synthetic=manifest.synthetic,
        )
    if not files:
        raise Conflict(
            "This candidate was merged: whether anybody withdrew at one of the instances since cannot be seen here.",
            where=f"edition {manifest.edition}",
            remedy="Have each export again, and give all files: --file ours.json --file theirs.json. Or ask them, and state "
            "it: --unchanged",
        )
    merged = read_files(files, quarter_of(manifest.period_to), settings)
    if merged.exported_on < today - FRESH:
        raise Conflict(
            f"One of the files was exported on {merged.exported_on}.",
            where=f"edition {manifest.edition}",
            remedy=f"Have each instance export again: a file counts for {FRESH.days} days here.",
        )
    return merged.contributions


def explained(error: TooFew, settings: Settings, catalogue: Catalogue, questionnaire: str) -> TooFew:
    """The same refusal, with what keeps contributions to this questionnaire from counting."""
    from ..benchmark.publication import TooFew
    from ..benchmark.quarter import quarter_of
    from .source import open_source

    now = quarter_of(datetime.now(UTC).date())
    with open_source(settings, catalogue) as source:
        why = list(reasons(source.standings(questionnaire, waiting=False), error.window))
    if error.window and error.window[1] > now.last:
        why.insert(0, f"{quarter_of(error.window[1])} has not begun; {now} runs.")
    return TooFew(error.what, where=error.where, remedy="\n".join(why) or error.remedy)
