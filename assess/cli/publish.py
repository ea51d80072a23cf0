"""`assess publish`: record what a version of a questionnaire is, so that it stays what it is."""

from __future__ import annotations

from pathlib import Path

import click

from .option import settings_for, tell


@click.command("publish", epilog="Example: assess publish cx-quick-check")
@click.argument("questionnaire")
def command(questionnaire: str) -> None:
    """Publish the QUESTIONNAIRE as it is, by its id or its folder: its version stands for this content from now on.

    Adds version, hash, date and question ids to the questionnaire's `published.yaml`, with which `assess check` compares it
    ever after. Refused with any problem left, and where the version is published.
    """
    from datetime import date

    from ..errors import Conflict, InvalidQuestionnaire, NotFound
    from ..questionnaire.examination import FILE, examine_folder
    from ..questionnaire.load import load_shared
    from ..questionnaire.publication import FILE as PUBLISHED
    from ..questionnaire.publication import Publication, record
    from ..questionnaire.reading import Reading
    from ..questionnaire.shared import shared_folder
    from ..scoring.example import verify

    settings = settings_for()
    folder = Path(questionnaire) if Path(questionnaire).is_dir() else settings.questionnaires / questionnaire
    if not (folder / FILE).is_file():
        remedy = "Name the id of a questionnaire, or the folder it lies in."
        raise NotFound("There is no questionnaire.", where=str(folder / FILE), remedy=remedy)
    shared = load_shared(shared_folder(folder / FILE, settings.questionnaires))
    found = examine_folder(folder / FILE, *shared, verify)
    if found.questionnaire is None or not found.is_good:
        raise InvalidQuestionnaire([problem for problem in found.problems if not problem.is_warning])
    file = folder / PUBLISHED
    before = Reading(file, Publication).value if file.exists() else None
    published = found.questionnaire
    if before is not None and published.version in [each.version for each in before.versions]:
        what = f"{published.version} of {published.id} is published."
        raise Conflict(what, where=str(file), remedy="Raise the version to publish something else.")
    text = file.read_text("utf-8") if before is not None else ""
    file.write_text(record(before, text, published, date.today()), encoding="utf-8")
    tell(f"{file}: {published.id} {published.version} is {published.hash[:16]} from now on.")
