"""`assess translate`: begin a translation, see what it lacks, and vouch for it."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..language import DERIVED
from .option import settings_for, tell

if TYPE_CHECKING:
    from ..questionnaire.model import Questionnaire

SHOWN = 5
"""Texts named that are the same as the source."""


class Language(click.Choice):
    """The languages that are translated into; one that is derived from another says from which."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if value in DERIVED:
            source = DERIVED[value]
            self.fail(
                f"{value} is made from {source}: translate into {source}, and both are there.", param, ctx
            )
        return super().convert(value, param, ctx)


@click.command("translate", epilog="Example: assess translate questionnaires/cx-quick-check pl")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.argument("language", type=Language(["pl", "ru", "sr", "en"]))
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
    if language == questionnaire.languages[0]:
        what = f"`{language}` is the language this questionnaire is written in."
        raise AssessError(what, where=str(folder / FILE), remedy="Name the language to translate it into.")
    if start:
        if path.exists():
            raise AssessError(
                "This translation has begun.",
                where=str(path),
                remedy="Edit it; without --start, what it lacks is told.",
            )
        path.write_text(_begin(questionnaire, language), encoding="utf-8")
        command = f"assess translate {shlex.quote(str(folder))} {language} --stamp"
        tell(f"{path}: written. Translate every text, then run `{command}`.")
        return
    text = _read(path)
    _compare(path, questionnaire)
    if stamp:
        path.write_text(write_stamps(text, extract(questionnaire)), encoding="utf-8")
    try:
        load_translation(path, questionnaire)
    except InvalidQuestionnaire as error:
        for problem in error.problems:
            click.echo(str(problem))
        raise click.exceptions.Exit(1) from None
    tell(f"{path}: complete and up to date.")


def _compare(path: Path, questionnaire: Questionnaire) -> None:
    """Tell which texts are those of the source; refuse a file in which all are: nobody has translated it."""
    from ..errors import AssessError
    from ..questionnaire.examination import examine_translation
    from ..questionnaire.problem import render
    from ..questionnaire.translate import find_same

    words = examine_translation(path, questionnaire)[0]
    same, count = find_same(questionnaire, words) if words else ([], 0)
    if not same:
        return
    what = f"{len(same)} of {count} texts are the same as the source"
    if len(same) == count:
        raise AssessError(
            f"{what}.", where=str(path), remedy="Translate them in this file, then run this again."
        )
    listed = ", ".join(map(render, same[:SHOWN])) + (" …" if len(same) > SHOWN else "")
    tell(f"{path}: {what}: {listed}. Look whether they are meant to be.")


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
