"""`assess score`: scores of answers in a file, or of a questionnaire's own worked examples."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from ..errors import AssessError
from .option import find_questionnaire, json_option, print_json, print_table, settings_for, tell

if TYPE_CHECKING:
    from ..assessment.sheet import Sheet
    from ..questionnaire.model import Questionnaire
    from ..scoring.model import NodeScore, Scores
    from ..scoring.score import Scorer
    from ..settings import Settings

SHOWN = 5
"""Questions on which respondents differ most that are shown; as JSON there are all."""


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
    default=5,
    show_default=True,
    type=click.IntRange(3),
    help="Respondents that make a role which is shown by itself; 3 or 4 only where the organisation allows it.",
)
@json_option
def command(
    questionnaire: str, answers: Path | None, explain: bool, organisations: bool, fewest: int, as_json: bool
) -> None:
    """Score answers to QUESTIONNAIRE (an id, or a file). Without answers: its own worked examples."""
    from ..scoring.score import Scorer

    settings = settings_for()
    found = find_questionnaire(questionnaire, settings)
    scorer = Scorer(found)
    try:
        if answers is None:
            _examples(scorer, as_json)
        elif answers.suffix.lower() in (".csv", ".xlsx"):
            sheet = _read(scorer, answers, settings)
            if organisations:
                _organisations(scorer, sheet, fewest, as_json)
            else:
                _sheet(scorer, sheet, as_json)
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
        _print(questionnaire, scores)
    problems = verify(questionnaire)
    for problem in problems:
        tell(str(problem))
    if problems:
        raise click.exceptions.Exit(1)
    tell(f"\n{len(questionnaire.examples)} worked examples, each scores as it says.")


def _file(scorer: Scorer, path: Path, explain: bool, as_json: bool) -> None:
    from ..questionnaire.model import Example
    from ..scoring.example import as_assessment
    from ..scoring.explain import score_and_explain

    try:
        given = msgspec.yaml.decode(path.read_bytes())
        example = msgspec.convert({"name": path.name, **given}, Example)
    except (msgspec.MsgspecError, TypeError, UnicodeDecodeError) as error:
        raise AssessError(
            f"These answers cannot be read: {error}.",
            where=str(path),
            remedy="Write {answers: {question: value}}.",
        ) from error
    scores, explanation = score_and_explain(scorer, as_assessment(scorer.questionnaire, example))
    if as_json:
        print_json({"scores": scores, "explanation": explanation} if explain else scores)
        return
    _print(scorer.questionnaire, scores)
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


def _read(scorer: Scorer, path: Path, settings: Settings) -> Sheet:
    from ..assessment.sheet import read_sheet
    from ..questionnaire.load import load_shared

    sheet = read_sheet(path, scorer.questionnaire, load_shared(settings.questionnaires)[1])
    for problem in sheet.problems:
        tell(str(problem))
    if sheet.batch.synthetic:
        tell("Synthetic: these answers were made up.")
    return sheet


def _organisations(scorer: Scorer, sheet: Sheet, fewest: int, as_json: bool) -> None:
    from ..assessment.code import decode
    from ..scoring.agreement import Respondent, score_organisations

    if "organisation" not in sheet.people:
        raise AssessError(
            "The sheet does not say whose respondents they are.",
            where=sheet.sheet,
            remedy="Add the column `organisation`, and `role` if there are roles.",
        )
    roles = sheet.people.get("role") or [""] * len(sheet.batch.ids)
    respondents = [
        Respondent(organisation=name, role=role, answers=decode(scorer.questionnaire, codes))
        for name, role, codes in zip(sheet.people["organisation"], roles, sheet.batch.codes, strict=True)
    ]
    found = score_organisations(scorer.questionnaire, respondents, fewest=fewest)
    if as_json:
        print_json(found)
        return
    for one in found.values():
        click.echo(f"\n{one.name}: {one.respondents} respondent{'' if one.respondents == 1 else 's'}")
        _print(scorer.questionnaire, one.scores)
        if one.roles:
            click.echo("")
            gaps = {gap.node: f"{gap.gap:+.1f}" for gap in one.gaps()}
            rows = (
                (node, *(_shown(each.nodes[node]) for each in one.roles.values()), gaps.get(node, ""))
                for node in scorer.nodes
            )
            print_table(("dimension", *one.roles, "leadership less frontline" if gaps else ""), rows)
        apart = sorted(
            (spread for spread in one.questions if spread.agreement is not None),
            key=lambda spread: (spread.agreement, spread.question),
        )
        if apart:
            click.echo("\nLeast agreed on (1 is full agreement, 0 none)")
            rows = (
                (spread.question, f"{spread.agreement:.2f}", f"{spread.lowest:g}–{spread.highest:g}")
                for spread in apart[:SHOWN]
            )
            print_table(("question", "agreement", "answers"), rows)


def _sheet(scorer: Scorer, sheet: Sheet, as_json: bool) -> None:
    table = scorer.score(sheet.batch.codes)
    rows = [table.row(i, scorer.questionnaire) for i in range(len(sheet.batch.ids))]
    if as_json:
        print_json(
            {"synthetic": sheet.batch.synthetic, "scores": dict(zip(sheet.batch.ids, rows, strict=True))}
        )
        return
    shown = (
        (name, *(_shown(node) for node in scores.nodes.values()))
        for name, scores in zip(sheet.batch.ids, rows, strict=True)
    )
    print_table(("id", *scorer.nodes), shown)


def _print(questionnaire: Questionnaire, scores: Scores) -> None:
    print_table(("dimension", "score", "level", "staged", "counted", "why not"), _rows(questionnaire, scores))


def _rows(questionnaire: Questionnaire, scores: Scores) -> Iterator[tuple]:
    for node, found in scores.nodes.items():
        level = "–" if found.level is None else f"{found.level} {questionnaire.level_named(found.level).name}"
        counted = f"{found.counted}/{found.asked}"
        yield (
            node,
            _shown(found),
            level,
            "–" if found.staged is None else found.staged,
            counted,
            found.reason.replace("_", " "),
        )


def _shown(node: NodeScore) -> str:
    return "–" if node.shown is None else f"{node.shown:.1f}"
