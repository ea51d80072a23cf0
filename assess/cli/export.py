"""`assess export`: everything that was submitted, in a form other programs read."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from .option import data_option, load_catalogue, progress, settings_for, tell

if TYPE_CHECKING:
    from ..assessment.model import Assessment
    from ..questionnaire.model import Questionnaire
    from ..store.record import Submission

FORMATS = click.Choice(["jsonl", "json", "answers", "scores"])


@click.command(
    "export",
    epilog="Example: assess export --questionnaire cx-quick-check --format answers --out answers.csv",
)
@click.option("--questionnaire", help="Only this one; but for jsonl, a file is of one questionnaire.")
@click.option(
    "--format",
    "kind",
    type=FORMATS,
    default="jsonl",
    show_default=True,
    help="jsonl has everything; json the answers whole; answers and scores are CSV.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write. [default: stdout, for jsonl]",
)
@click.option("--synthetic", is_flag=True, help="Export the made-up submissions instead of the real ones.")
@data_option
def command(
    questionnaire: str | None, kind: str, out: Path | None, synthetic: bool, data: Path | None
) -> None:
    """Write all real submissions, one respondent a row or line; made-up ones only when asked for.

    The JSON and the CSV of answers can be imported again; JSON keeps reasons, comments and every state. Cells that a
    spreadsheet would run as a formula are marked as text.
    """
    from .source import open_source

    if kind != "jsonl" and not (questionnaire and out):
        raise click.UsageError(f"--format {kind} needs --questionnaire and --out.")
    settings = settings_for(data)
    catalogue = load_catalogue(settings, is_verified=False)
    found = catalogue.get(questionnaire) if questionnaire else None
    with open_source(settings, catalogue) as source, progress("Exporting") as advance:
        stored = source.submissions(questionnaire)
        submissions = _counted((s for s in stored if s.assessment.synthetic == synthetic), advance)
        if found is None or kind == "jsonl":
            count = _write_lines(out, submissions)
        elif kind == "json":
            count = _write_json(out, found, _answering(found, submissions))
        elif kind == "answers":
            count = _write_answers(out, found, _answering(found, submissions), synthetic=synthetic)
        else:
            count = _write_scores(out, submissions)
    tell(f"{count:,} submissions exported.")


def _counted(submissions: Iterable[Submission], advance) -> Iterator[Submission]:
    for submission in submissions:
        advance()
        yield submission


def _write_lines(out: Path | None, submissions: Iterable[Submission]) -> int:
    count = 0
    with _target(out) as file:
        for submission in submissions:
            count += 1
            file.write(msgspec.json.encode(submission).decode() + "\n")
    return count


def _answering(questionnaire: Questionnaire, submissions: Iterable[Submission]) -> Iterator[Submission]:
    """Those that answer just this content; older versions of the questionnaire are left out and told."""
    for submission in submissions:
        if submission.assessment.hash == questionnaire.hash:
            yield submission
        else:
            tell(f"{submission.assessment.id}: answered version {submission.assessment.version}; left out.")


def _write_json(out: Path, questionnaire: Questionnaire, submissions: Iterable[Submission]) -> int:
    """The file of answers that `assess import` reads, nothing lost."""
    from msgspec.structs import replace

    from ..assessment.exchange import write_answers

    count = 0

    def assessments() -> Iterator[Assessment]:
        nonlocal count
        for submission in submissions:
            count += 1
            yield replace(submission.assessment, submitted_at=submission.submitted_at)

    with out.open("wb") as file:
        file.writelines(write_answers(questionnaire, assessments()))
    return count


def _write_answers(
    out: Path, questionnaire: Questionnaire, submissions: Iterable[Submission], *, synthetic: bool
) -> int:
    """The sheet that `assess import` reads."""
    import numpy as np

    from ..assessment.batch import Batch
    from ..assessment.code import encode
    from ..assessment.model import UNANSWERED
    from ..assessment.sheet import write_sheet
    from ..assessment.word import words_of

    assessments = [submission.assessment for submission in submissions]
    worded = [question for question in questionnaire.questions if question.in_words]
    texts = {
        row: {question.id: words_of(question, a.answers.get(question.id, UNANSWERED)) for question in worded}
        for row, a in enumerate(assessments)
    }
    codes = [encode(questionnaire, assessment.answers) for assessment in assessments]
    batch = Batch(
        questionnaire=questionnaire.id,
        version=questionnaire.version,
        hash=questionnaire.hash,
        ids=[assessment.id for assessment in assessments],
        industry=[assessment.profile.get("industry", "") for assessment in assessments],
        size=[assessment.profile.get("size", "") for assessment in assessments],
        region=[assessment.profile.get("region", "") for assessment in assessments],
        codes=np.array(codes, dtype=np.uint16).reshape(len(codes), len(questionnaire.questions)),
        synthetic=synthetic,
    )
    write_sheet(out, questionnaire, batch, texts)
    return len(assessments)


def _write_scores(out: Path, submissions: Iterable[Submission]) -> int:
    from ..assessment.formula import escape

    count = 0
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            ["id", "submitted_at", "synthetic", "version", "node", "score", "level", "staged", "reason"]
        )
        for submission in submissions:
            count += 1
            assessment = submission.assessment
            head = [
                escape(assessment.id),
                submission.submitted_at.isoformat(),
                str(assessment.synthetic).lower(),
                assessment.version,
            ]
            for node, found in submission.scores.nodes.items():
                score = "" if found.score is None else f"{found.score / 100:.2f}"
                level, staged = ("" if level is None else level for level in (found.level, found.staged))
                writer.writerow([*head, node, score, level, staged, found.reason])
    return count


@contextmanager
def _target(out: Path | None) -> Iterator[Any]:
    if out is None:
        yield sys.stdout
        return
    with out.open("w", encoding="utf-8", newline="") as file:
        yield file
