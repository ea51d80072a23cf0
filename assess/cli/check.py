"""`assess check`: every problem of every file at once."""

from __future__ import annotations

from pathlib import Path

import click

from .option import json_option, print_json, settings_for, tell


@click.command("check", epilog="Example: assess check questionnaires/cx-quick-check/questionnaire.yaml")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@json_option
def command(files: tuple[Path, ...], as_json: bool) -> None:
    """Check questionnaire FILES (all of the catalogue if none is named) and run their worked examples.

    Each problem is told with its file, line, path in the file and remedy. Exit 1 if there is any.
    """
    from msgspec.structs import replace

    from ..errors import InvalidQuestionnaire
    from ..questionnaire.load import FILE, load, load_shared
    from ..scoring.example import verify

    settings = settings_for()
    vocabulary, profile = load_shared(settings.questionnaires)
    paths = [path / FILE if path.is_dir() else path for path in files] or sorted(
        settings.questionnaires.glob(f"*/{FILE}")
    )
    problems, good = [], []
    for path in paths:
        try:
            questionnaire = load(path, vocabulary, profile)
        except InvalidQuestionnaire as error:
            problems += error.problems
            continue
        failed = [replace(problem, file=str(path)) for problem in verify(questionnaire)]
        problems += failed
        if not failed:
            good.append((path, questionnaire))
    if as_json:
        print_json({"problems": problems, "good": [str(path) for path, _ in good]})
    for problem in problems if not as_json else ():
        click.echo(str(problem))
    for path, questionnaire in good:
        examples = len(questionnaire.examples)
        tell(f"{path}: good; {len(questionnaire.questions)} questions, {examples} worked examples hold.")
    if problems:
        tell(
            f"{len(problems)} problem{'s' if len(problems) > 1 else ''} in {len(paths)} file{'s' if len(paths) > 1 else ''}."
        )
        raise click.exceptions.Exit(1)
