"""`assess check`: every problem of every file at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .option import json_option, print_json, settings_for, tell

if TYPE_CHECKING:
    from ..questionnaire.examination import Examined


@click.command("check", epilog="Example: assess check questionnaires/cx-quick-check/questionnaire.yaml")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@json_option
@click.option(
    "--sarif", "as_sarif", is_flag=True, help="Print SARIF 2.1.0, which code hosts show at the lines."
)
def command(files: tuple[Path, ...], as_json: bool, as_sarif: bool) -> None:
    """Check questionnaire FILES and folders (all of the catalogue if none is named) and run their worked examples.

    With a questionnaire its translations and its record of published versions are checked. Each problem is told with its
    file, line, path in the file and remedy. Exit 1 if there is any; warnings are told, and leave it at 0.
    """
    from .. import __version__
    from ..questionnaire.sarif import log_of

    if as_json and as_sarif:
        raise click.UsageError("Choose one of --json and --sarif.")
    examined = _examine(files)
    found = [problem for each in examined for problem in each.problems]
    errors = [problem for problem in found if not problem.is_warning]
    good = [each for each in examined if each.is_good]
    if as_sarif:
        print_json(log_of(found, Path.cwd(), __version__))
    elif as_json:
        warnings = [problem for problem in found if problem.is_warning]
        print_json({"problems": errors, "warnings": warnings, "good": [str(each.path) for each in good]})
    else:
        for problem in found:
            click.echo(str(problem))
    for each in good:
        assert each.questionnaire is not None
        questions, examples = len(each.questionnaire.questions), len(each.questionnaire.examples)
        tell(f"{each.path}: good; {questions} questions, {examples} worked examples hold.")
    if found:
        tell(f"{_count(len(errors), 'problem')}, {_count(len(found) - len(errors), 'warning')}.")
    if errors:
        raise click.exceptions.Exit(1)


def _examine(files: tuple[Path, ...]) -> list[Examined]:
    """What was named: files, folders of one questionnaire, catalogues; the catalogue of the settings if nothing was."""
    from ..questionnaire.examination import FILE, examine_catalogue, examine_folder
    from ..questionnaire.load import load_shared
    from ..questionnaire.shared import shared_folder
    from ..scoring.example import verify

    folder = settings_for().questionnaires
    if not files:
        return examine_catalogue(folder, verify)
    examined: list[Examined] = []
    for path in files:
        if path.is_dir() and not (path / FILE).exists():
            examined += examine_catalogue(path, verify)
            continue
        file = path / FILE if path.is_dir() else path
        shared = load_shared(shared_folder(file, folder))
        examined.append(examine_folder(file, *shared, verify))
    return examined


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
