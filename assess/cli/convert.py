"""`assess convert`: a questionnaire from another tool's format into ours, or from ours into another's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import AssessError, Conflict, InvalidQuestionnaire, NotFound, TooLarge
from .option import json_option, print_json, settings_for, tell

if TYPE_CHECKING:
    from ..questionnaire.exchange.form import Source
    from ..questionnaire.exchange.manuscript import Manuscript
    from ..questionnaire.exchange.note import Note
    from ..questionnaire.problem import Problem
    from ..settings import Settings

NAMES = click.Choice(["assess", "surveyjs", "xlsform", "ciso", "lens", "samm"])
MAX_FILES = 2000
MAX_FILE = 20_000_000


@click.command("convert", epilog="Example: assess convert cx-quick-check quick-check.json --to surveyjs")
@click.argument("origin", metavar="FROM")
@click.argument("target", metavar="TO", type=click.Path(path_type=Path))
@click.option("--from", "origin_form", type=NAMES, help="The format of FROM. [default: told by its content]")
@click.option(
    "--to",
    "target_form",
    type=NAMES,
    help="The format of TO. [default: .xlsx is xlsform; else assess, or ciso for .yaml]",
)
@click.option("--overwrite", is_flag=True, help="Replace files that are there.")
@json_option
def command(
    origin: str,
    target: Path,
    origin_form: str | None,
    target_form: str | None,
    overwrite: bool,
    as_json: bool,
) -> None:
    """Convert the questionnaire FROM (a file or folder, or an id of the catalogue) into TO.

    TO is a file, or a folder for our own format: questionnaire.yaml and a file for each translation. Everything that
    could not be carried is told with its place and why: what was lost, what was put in by default for an author to
    decide, what changed its form. What is written in our format is checked.
    """
    settings = settings_for()
    manuscript, read_notes, is_ours = _read(origin, origin_form, settings)
    wanted = target_form or _form_of(target, is_ours)
    problems: list[Problem] = []
    if wanted == "assess":
        written, problems = _write_ours(
            manuscript, read_notes, target, Path(origin).name, settings, overwrite
        )
        notes = read_notes
    else:
        written, notes = _write_theirs(manuscript, wanted, target, overwrite)
        notes = (*read_notes, *notes)
    if as_json:
        print_json({"written": [str(path) for path in written], "notes": notes, "problems": problems})
        return
    _tell(notes, problems)
    for path in written:
        tell(f"{path}: written.")


def _tell(notes: tuple[Note, ...], problems: list[Problem]) -> None:
    from ..questionnaire.exchange.note import summarise

    for line in summarise(notes):
        tell(line)
    for problem in problems:
        tell(str(problem))
    if not all(problem.is_warning for problem in problems):
        tell("The checker finds the above; an author has to decide before it can be served.")


def _form_of(target: Path, is_ours: bool) -> str:
    """What the name of a file or folder says about its format."""
    suffix = target.suffix.lower()
    if suffix == ".xlsx":
        return "xlsform"
    if suffix == ".json":
        raise click.UsageError("A .json file may be of two formats: say --to surveyjs or --to lens.")
    return "ciso" if is_ours and suffix in (".yaml", ".yml") else "assess"


def _read(origin: str, form: str | None, settings: Settings) -> tuple[Manuscript, tuple[Note, ...], bool]:
    from ..questionnaire.examination import FILE
    from ..questionnaire.exchange.form import FORMS, OURS
    from ..questionnaire.exchange.form import tell as tell_form

    path = Path(origin)
    if not path.exists() and (settings.questionnaires / origin / FILE).exists():
        path = settings.questionnaires / origin
    if not path.exists():
        raise NotFound(
            "There is no such file or folder.", where=origin, remedy="Name one, or an id of the catalogue."
        )
    if path.is_dir() and (path / FILE).exists() and form in (None, OURS):
        path /= FILE
        form = OURS
    source = _open(path) if form != OURS else None
    form = form or tell_form(source)
    if form == OURS or source is None:
        return _read_ours(path, settings), (), True
    found = FORMS[form].read(source)
    return found.manuscript, found.notes, False


def _open(path: Path) -> Source:
    """What is in a file or folder; a workbook is measured before anything in it is inflated."""
    from ..questionnaire.exchange.form import Source
    from ..questionnaire.exchange.xlsform import SHEETS

    name = path.resolve().name.split(".")[0]
    if path.is_dir():
        paths = [file for suffix in ("*.yml", "*.yaml") for file in sorted(path.rglob(suffix))]
        if not paths or len(paths) > MAX_FILES:
            what = f"The folder holds {len(paths):,} YAML files."
            raise AssessError(what, where=str(path), remedy="Point to the folder of the model.")
        return Source(name=name, files={str(file.relative_to(path)): _bytes(file) for file in paths})
    if path.suffix.lower() == ".xlsx":
        from ..assessment.sheet.workbook import open_sheets

        return Source(name=name, sheets=open_sheets(path, SHEETS))
    return Source(name=name, files={path.name: _bytes(path)})


def _bytes(path: Path) -> bytes:
    size = path.stat().st_size
    if size > MAX_FILE:
        raise TooLarge(f"It has {size:,} bytes.", where=str(path), remedy=f"At most {MAX_FILE:,} are read.")
    return path.read_bytes()


def _read_ours(path: Path, settings: Settings) -> Manuscript:
    """A questionnaire of ours with its translations; one that is not complete is told and left out."""
    from ..language import DERIVED
    from ..questionnaire.exchange.manuscript import Manuscript
    from ..questionnaire.load import load, load_shared, load_translation

    questionnaire = load(path, *load_shared(settings.questionnaires))
    words = {}
    for language in questionnaire.languages[1:]:
        if language in DERIVED:
            continue
        try:
            words[language] = load_translation(path.parent / f"{language}.yaml", questionnaire)
        except InvalidQuestionnaire as error:
            tell(f"{path.parent / language}.yaml is left out: {error.problems[0].what}")
    return Manuscript(questionnaire=questionnaire, words=words)


def _write_ours(
    manuscript: Manuscript,
    notes: tuple[Note, ...],
    target: Path,
    origin: str,
    settings: Settings,
    overwrite: bool,
) -> tuple[list[Path], list[Problem]]:
    """The files of the folder `target`, whose name becomes the questionnaire's id, and what the checker says of them."""
    from msgspec.structs import replace

    from ..questionnaire.exchange.file import as_files
    from ..questionnaire.exchange.naming import slug

    if target.suffix:
        raise click.UsageError(f"{target} is a file; our own format is a folder.")
    id = slug(target.resolve().name, "questionnaire")
    named = replace(manuscript, questionnaire=replace(manuscript.questionnaire, id=id))
    files = as_files(named, notes, origin)
    _refuse_existing([target / name for name in files], overwrite)
    target.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (target / name).write_text(text, encoding="utf-8")
    return [target / name for name in files], _check(target, settings)


def _check(folder: Path, settings: Settings) -> list[Problem]:
    """All that `assess check` says of what was written."""
    from ..questionnaire.examination import FILE, examine_folder
    from ..questionnaire.load import load_shared
    from ..scoring.example import verify

    return list(examine_folder(folder / FILE, *load_shared(settings.questionnaires), verify).problems)


def _write_theirs(
    manuscript: Manuscript, form: str, target: Path, overwrite: bool
) -> tuple[list[Path], tuple[Note, ...]]:
    from ..questionnaire.exchange.form import FORMS

    write = FORMS[form].write
    if write is None:
        raise AssessError(
            f"Nothing can be written as {FORMS[form].title}.",
            where="--to",
            remedy="Its practices, streams and three levels have no place for another model.",
        )
    _refuse_existing([target], overwrite)
    made = write(manuscript)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(made.content)
    return [target], made.notes


def _refuse_existing(paths: list[Path], overwrite: bool) -> None:
    there = [path for path in paths if path.exists()]
    if there and not overwrite:
        raise Conflict(
            "It is there already.", where=str(there[0]), remedy="Choose another name, or --overwrite."
        )
