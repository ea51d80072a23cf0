"""`assess score`: scores of answers in a file, or of a questionnaire's own worked examples."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from ..errors import AssessError
from ..learnt import learnt
from .option import (
    find_questionnaire,
    json_option,
    load_catalogue,
    print_json,
    print_table,
    settings_for,
    tell,
)

if TYPE_CHECKING:
    from ..assessment.sheet import Sheet
    from ..questionnaire.model import Example, Questionnaire
    from ..scoring.model import NodeScore, Scores
    from ..scoring.score import Scorer
    from ..settings import Settings


@click.command("score", epilog="Example: assess score cx-quick-check")
@click.argument("questionnaire")
@click.option(
    "--answers",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Answers as YAML or JSON ({profile: …, answers: {question: value}}), or a sheet (CSV, XLSX) of respondents.",
)
@click.option("--explain", is_flag=True, help="Show how each question entered its dimension.")
@click.option(
    "--organisations",
    is_flag=True,
    help="Score respondents of a sheet together, by its columns `organisation` and `role`, and show where they differ.",
)
@click.option(
    "--fewest",
    type=click.IntRange(3),
    help="With --organisations: respondents that make a role which is shown by itself; 3 or 4 only where the "
    "organisation allows it. [default: 5]",
)
@click.option(
    "--consensus",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="With --organisations: answers agreed on, which stand in place of the mean (YAML: organisation, below it "
    "questions, each with {answer: …, reason: …}).",
)
@click.option(
    "--reliability",
    is_flag=True,
    help="Show instead whether a sheet's answers rise and fall together: Cronbach's alpha, from 100 respondents.",
)
@json_option
def command(
    questionnaire: str,
    answers: Path | None,
    explain: bool,
    organisations: bool,
    fewest: int | None,
    consensus: Path | None,
    reliability: bool,
    as_json: bool,
) -> None:
    """Score answers to QUESTIONNAIRE (an id, or a file). Without answers: its own worked examples.

    Rows of a sheet that cannot be read are told and left out; exit 1 if there is any.
    """
    from ..scoring.organisation import FEWEST_OF_A_ROLE
    from ..scoring.score import Scorer

    is_sheet = answers is not None and answers.suffix.lower() in (".csv", ".xlsx")
    if organisations and not is_sheet:
        raise click.UsageError("--organisations needs a sheet of respondents (CSV or XLSX) as --answers.")
    if (consensus is not None or fewest is not None) and not organisations:
        raise click.UsageError(
            f"--{'fewest' if consensus is None else 'consensus'} goes with --organisations."
        )
    if explain and (answers is None or is_sheet):
        raise click.UsageError("--explain needs the answers of one respondent (YAML or JSON) as --answers.")
    if reliability and (organisations or not is_sheet):
        raise click.UsageError(
            "--reliability needs a sheet of respondents as --answers, and no --organisations."
        )
    settings = settings_for()
    found = find_questionnaire(questionnaire, settings)
    scorer = Scorer(found)
    try:
        if answers is None:
            _examples(scorer, as_json)
        elif is_sheet:
            sheet = _read(scorer, answers, settings)
            if reliability:
                from .reliability import show_reliability

                show_reliability(scorer, sheet, as_json)
            elif organisations:
                from .organisation import score_together

                score_together(found, sheet, fewest or FEWEST_OF_A_ROLE, consensus, as_json)
            else:
                _sheet(scorer, sheet, as_json)
            if sheet.problems:
                raise click.exceptions.Exit(1)
        else:
            _file(scorer, answers, explain, as_json)
    finally:
        scorer.close()


def _examples(scorer: Scorer, as_json: bool) -> None:
    from ..scoring.example import as_assessment, verify

    questionnaire = scorer.questionnaire
    assessments = [as_assessment(questionnaire, example) for example in questionnaire.examples]
    scored = scorer.score_assessments(assessments)
    if as_json:
        print_json(
            {example.name: scores for example, scores in zip(questionnaire.examples, scored, strict=True)}
        )
    for example, scores in zip(questionnaire.examples, scored if not as_json else (), strict=not as_json):
        click.echo(f"\n{example.name}")
        print_scores(questionnaire, scores)
    problems = verify(questionnaire)
    for problem in problems:
        tell(str(problem))
    if problems:
        raise click.exceptions.Exit(1)
    tell(f"\n{len(questionnaire.examples)} worked examples, each scores as it says.")


def _file(scorer: Scorer, path: Path, explain: bool, as_json: bool) -> None:
    from ..errors import InvalidAnswer
    from ..scoring.example import as_assessment
    from ..scoring.explain import score_and_explain

    example = _read_example(path)
    try:
        assessment = as_assessment(scorer.questionnaire, example)
    except InvalidAnswer as error:
        raise InvalidAnswer(error.what, where=f"{path}: {error.where}", remedy=error.remedy) from None
    scores, explanation = score_and_explain(scorer, assessment)
    if as_json:
        print_json({"scores": scores, "explanation": explanation} if explain else scores)
        return
    print_scores(scorer.questionnaire, scores, digits=2 if explain else 1)
    if explain:
        click.echo("")
        rows = (
            (
                s.node,
                s.question,
                s.state,
                "–" if s.x is None else f"{s.x:.4f}",
                f"{s.share:.1%}",
                f"{s.gain:.4f}",
                s.excluded,
            )
            for s in explanation.steps
        )
        print_table(("dimension", "question", "state", "value", "share", "gain", "left out"), rows)


def _read_example(path: Path) -> Example:
    from ..questionnaire.document import read
    from ..questionnaire.model import Example

    remedy = "Write {answers: {question: value}, profile: {field: band}}."
    document = read(path.read_bytes() or b"{}", str(path))
    for problem in document.problems:
        line = f":{problem.line}" if problem.line else ""
        raise AssessError(problem.what, where=f"{path}{line}", remedy=problem.remedy)
    if not isinstance(document.data, dict) or not document.data:
        raise AssessError("No answers are named.", where=str(path), remedy=remedy)
    try:
        return msgspec.convert({"name": path.name, **document.data}, learnt(Example))
    except msgspec.ValidationError as error:
        raise AssessError(f"These answers cannot be read: {error}.", where=str(path), remedy=remedy) from None


def _read(scorer: Scorer, path: Path, settings: Settings) -> Sheet:
    from ..assessment.sheet import read_sheet

    catalogue = load_catalogue(settings, is_verified=False)
    sheet = read_sheet(path, scorer.questionnaire, catalogue.profile, spoken=catalogue.spoken_profile)
    for note in sheet.notes:
        tell(note)
    for problem in sheet.problems:
        tell(str(problem))
    if sheet.batch.synthetic:
        tell("Synthetic: these answers were made up.")
    return sheet


def _sheet(scorer: Scorer, sheet: Sheet, as_json: bool) -> None:
    table = scorer.score(sheet.batch.codes)
    rows = [table.row(i, scorer.questionnaire) for i in range(len(sheet.batch.ids))]
    if as_json:
        print_json(
            {"synthetic": sheet.batch.synthetic, "scores": dict(zip(sheet.batch.ids, rows, strict=True))}
        )
        return
    shown = (
        (name, *(show_score(node) for node in scores.nodes.values()))
        for name, scores in zip(sheet.batch.ids, rows, strict=True)
    )
    print_table(("id", *scorer.nodes), shown)


def print_scores(questionnaire: Questionnaire, scores: Scores, digits: int = 1) -> None:
    """A line for each dimension: score, levels, how much counted, and why there is no score."""
    header = ("dimension", "score", "level", "staged", "counted", "why not")
    print_table(header, _rows(questionnaire, scores, digits))


def _rows(questionnaire: Questionnaire, scores: Scores, digits: int) -> Iterator[tuple]:
    for node, found in scores.nodes.items():
        level = "–" if found.level is None else f"{found.level} {questionnaire.level_named(found.level).name}"
        counted = f"{found.counted}/{found.asked}"
        yield (
            node,
            show_score(found, digits),
            level,
            "–" if found.staged is None else found.staged,
            counted,
            found.reason.replace("_", " "),
        )


def show_score(node: NodeScore, digits: int = 1) -> str:
    """The score as people read it, to one decimal, or to the two of a worked example; a dash where there is none."""
    if digits == 2 and node.score is not None:
        return f"{node.score / 100:.2f}"
    return "–" if node.shown is None else f"{node.shown:.1f}"
