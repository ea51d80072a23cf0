"""`assess change`: what has changed between two assessments."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .assessment import find_assessment
from .earlier import check_earlier, tell_change
from .option import data_option, json_option, load_catalogue, print_json, print_table, settings_for, tell
from .source import open_panel

if TYPE_CHECKING:
    from ..report.finding.change import ChangeFindings
    from ..report.finding.move import AnswerMove


@click.command("change", epilog="Example: assess change riverside-2025 riverside-2026")
@click.argument("earlier")
@click.argument("later")
@json_option
@data_option
def command(earlier: str, later: str, as_json: bool, data: Path | None) -> None:
    """Compare assessment LATER with EARLIER: ids in the store, or JSON files with one exported submission each.

    Only where the same was asked both times; what is left out is told with its reason.
    """
    from ..assessment.entry import check_assessment
    from ..report.finding.conclude import contrast
    from ..report.finding.data import as_data

    settings = settings_for(data)
    catalogue = load_catalogue(settings, is_verified=False)
    then, now = (find_assessment(name, settings, catalogue, with_group=True) for name in (earlier, later))
    check_earlier(now, [then])
    with open_panel(settings, catalogue) as panel:
        answered = [one.assessment for one in (then, now)]
        scorers = [panel.scorer(one.questionnaire, one.hash) for one in answered]
        before, after = (
            (scorer, check_assessment(scorer.questionnaire, one))
            for scorer, one in zip(scorers, answered, strict=True)
        )
        found = contrast(before, after, catalogue=catalogue)
    tell(tell_change(now, then))
    if as_json:
        print_json(as_data(found))
    else:
        _print(found)


def _print(found: ChangeFindings) -> None:
    from ..report.word.difference import signed

    if found.synthetic:
        tell(str(found.synthetic))
    for line in (found.heading, found.sentence, found.counts, found.basis):
        click.echo(line)
    click.echo("")
    rows = (
        (
            one.node,
            _score(one.before),
            _score(one.after),
            "–" if one.difference is None else signed(one.difference),
            f"{one.share:.0%}",
        )
        for one in found.dimensions
    )
    print_table(("dimension", "before", "now", "difference", "compared"), rows)
    _print_moves("Rose", found.rose)
    _print_moves("Fell", found.fell)
    if found.left_out:
        click.echo("\nNot compared")
        left_out = (
            (one.question or one.earlier, group.reason) for group in found.left_out for one in group.questions
        )
        print_table(("question", "why"), left_out)


def _print_moves(heading: str, moved: Sequence[AnswerMove]) -> None:
    if not moved:
        return
    click.echo(f"\n{heading} (values from 0 to 1)")
    rows = ((one.question, one.node, f"{one.x_before:.2f}", f"{one.x_after:.2f}") for one in moved)
    print_table(("question", "dimension", "before", "now"), rows)


def _score(score: float | None) -> str:
    return "–" if score is None else f"{score:.1f}"
