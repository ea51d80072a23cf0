"""`assess translate`: begin a translation, see what it lacks, and vouch for it."""

from __future__ import annotations

from pathlib import Path

import click

from .option import settings_for, tell


@click.command("translate", epilog="Example: assess translate questionnaires/cx-quick-check pl")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.argument("language", type=click.Choice(["pl", "ru", "sr", "en"]))
@click.option("--start", is_flag=True, help="Write the file with the texts of the source, to be translated.")
@click.option(
    "--stamp", is_flag=True, help="Record that the translation says what the source says now; read it first."
)
def command(folder: Path, language: str, start: bool, stamp: bool) -> None:
    """Tell what the translation of the questionnaire in FOLDER into LANGUAGE lacks, and what has become stale.

    A part that is not stamped, or whose source has changed since, is shown in the source's language. Serbian is written
    in Cyrillic; the Latin form is derived from it. Exit 1 if anything is missing or stale.
    """
    from ..errors import AssessError, InvalidQuestionnaire
    from ..questionnaire.load import FILE, load, load_shared, load_translation
    from ..questionnaire.shared import shared_folder
    from ..questionnaire.translate import extract, write_stamps

    settings = settings_for()
    questionnaire = load(folder / FILE, *load_shared(shared_folder(folder / FILE, settings.questionnaires)))
    path = folder / f"{language}.yaml"
    if start:
        if path.exists():
            raise AssessError("This translation has begun.", where=str(path), remedy="Edit it.")
        path.write_text(_begin(questionnaire, language), encoding="utf-8")
        tell(f"{path}: written. Translate every text, then run it with --stamp.")
        return
    if stamp:
        path.write_text(write_stamps(_read(path), extract(questionnaire)), encoding="utf-8")
    try:
        load_translation(path, questionnaire)
    except InvalidQuestionnaire as error:
        for problem in error.problems:
            click.echo(str(problem))
        raise click.exceptions.Exit(1) from None
    tell(f"{path}: complete and up to date.")


def _read(path: Path) -> str:
    from ..errors import NotFound

    if not path.exists():
        raise NotFound("There is no translation yet.", where=str(path), remedy="Begin it with --start.")
    return path.read_text("utf-8")


def _begin(questionnaire, language: str) -> str:
    import msgspec
    import yaml

    from ..questionnaire.translate import extract

    texts = msgspec.to_builtins(extract(questionnaire)) | {"language": language}
    del texts["source"]
    head = f"# {questionnaire.id} {questionnaire.version} in another language; every text below waits to be translated.\n"
    return head + yaml.safe_dump(texts, allow_unicode=True, sort_keys=False, width=140)
