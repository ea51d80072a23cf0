"""What is contributed → a released edition, whoever asks for it: the command line, or a server that owns the file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from assess.benchmark.archive import write
from assess.benchmark.cohort import offered
from assess.benchmark.edition import build
from assess.benchmark.model import Manifest
from assess.questionnaire.vocabulary import ProfileField
from assess.store.store import Store


class Release(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an edition is built from, and what it is called."""

    questionnaire: str
    edition: str
    synthetic: bool = False
    note: str = ""


def release(store: Store, wanted: Release, profile: Iterable[ProfileField], folder: Path) -> Manifest:
    """Build an edition from all that is contributed now, and put it into the editions folder.

    Raises NotFound when nobody contributes and Conflict when the edition is there already.
    """
    contributions = store.contributions(wanted.questionnaire, synthetic=wanted.synthetic)
    edition = build(contributions, edition=wanted.edition, note=wanted.note, bands=offered(profile))
    write(edition, folder)
    return edition.manifest
