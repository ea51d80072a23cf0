"""`assess export`: everything that was submitted, in a form other programs read."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click
import msgspec

from .option import data_option, load_catalogue, progress, settings_for, tell

if TYPE_CHECKING:
    from ..questionnaire.model import Questionnaire
    from ..store.record import Submission


@click.command("export", epilog="Example: assess export --questionnaire cx-quick-check --out answers.csv")
@click.option("--questionnaire", help="Only this one; needed for CSV, whose columns are its questions.")
@click.option("--format", "kind", type=click.Choice(["csv", "jsonl"]), help="[default: by the name of the file, else jsonl]")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="File to write. [default: stdout]")
@data_option
def command(questionnaire: str | None, kind: str | None, out: Path | None, data: Path | None) -> None:
    """Write all submissions: answers and scores, one respondent a row or line.

    CSV can be imported again. Cells that a spreadsheet would run as a formula are marked as text.
    """
    from .source import open_source

    settings = settings_for(data)
    kind = kind or ("csv" if out and out.suffix == ".csv" else "jsonl")
    if kind == "csv" and not questionnaire:
        raise click.UsageError("CSV needs --questionnaire: its columns are the questions of one.")
    catalogue = load_catalogue(settings)
    found = catalogue.get(questionnaire) if questionnaire else None
    count = 0
    with open_source(settings, catalogue) as source, _target(out) as file, progress("Exporting") as advance:
        submissions = source.submissions(questionnaire)
        writing = _csv(file, found, submissions) if kind == "csv" and found else _lines(file, submissions)
        for _ in writing:
            count += 1
            advance()
    tell(f"{count:,} submissions exported.")


def _lines(file: TextIO, submissions: Iterator[Submission]) -> Iterator[None]:
    for submission in submissions:
        file.write(msgspec.json.encode(submission).decode() + "\n")
        yield


def _csv(file: TextIO, questionnaire: Questionnaire, submissions: Iterator[Submission]) -> Iterator[None]:
    from ..assessment.sheet import cell
    from ..scoring.relation import node_ids

    questions = [question.id for question in questionnaire.questions]
    scores = [f"score.{node}" for node in node_ids(questionnaire)]
    bands = ("industry", "size", "region")
    writer = csv.writer(file)
    writer.writerow(["id", "submitted_at", "synthetic", *bands, *questions, *scores])
    for submission in submissions:
        assessment = submission.assessment
        nodes = submission.scores.nodes
        writer.writerow([
            assessment.id,
            submission.submitted_at.isoformat(),
            str(assessment.synthetic).lower(),
            *(assessment.profile.get(band, "") for band in bands),
            *(cell(assessment.answers[name]) if name in assessment.answers else "" for name in questions),
            *(_number(nodes[name.removeprefix("score.")].score) if name.removeprefix("score.") in nodes else "" for name in scores),
        ])  # fmt: skip
        yield


def _number(hundredths: int | None) -> str:
    return "" if hundredths is None else f"{hundredths / 100:.2f}"


@contextmanager
def _target(out: Path | None) -> Iterator[Any]:
    if out is None:
        yield sys.stdout
        return
    with out.open("w", encoding="utf-8", newline="") as file:
        yield file
