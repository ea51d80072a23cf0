"""What `assess score --organisations` reads and prints: the respondents of a sheet together, and where they differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import AssessError
from .option import print_json, print_table
from .score import print_scores, show_score

if TYPE_CHECKING:
    from ..assessment.model import Answer
    from ..assessment.sheet import Sheet
    from ..questionnaire.model import Questionnaire
    from ..scoring.agreement import Spread
    from ..scoring.organisation import Organisation

SHOWN = 5
"""Questions on which respondents differ most that are shown; as JSON there are all."""


def score_together(
    questionnaire: Questionnaire, sheet: Sheet, fewest: int, consensus: Path | None, as_json: bool
) -> None:
    """Score the respondents of each organisation in the sheet as one, and print it."""
    from ..assessment.code import decode
    from ..assessment.consensus import read_consensus
    from ..scoring.organisation import Respondent, score_organisations

    if "organisation" not in sheet.people:
        raise AssessError(
            "The sheet does not say whose respondents they are.",
            where=sheet.sheet,
            remedy="Add the column `organisation`, and `role` if there are roles.",
        )
    names = sheet.people["organisation"]
    roles = sheet.people.get("role") or [""] * len(names)
    respondents = [
        Respondent(organisation=name, role=role, answers=decode(questionnaire, codes))
        for name, role, codes in zip(names, roles, sheet.batch.codes, strict=True)
    ]
    agreed = None
    if consensus is not None:
        known = list(dict.fromkeys(names))
        agreed = read_consensus(consensus.read_bytes(), questionnaire, known, file=str(consensus))
    found = score_organisations(questionnaire, respondents, fewest=fewest, consensus=agreed)
    if as_json:
        print_json(found)
        return
    for one in found.values():
        click.echo(f"\n{one.name}: {one.respondents} respondent{'' if one.respondents == 1 else 's'}")
        print_scores(questionnaire, one.scores)
        _print_roles(one, fewest)
        _print_consensus(spread for spread in one.questions if spread.consensus)
        _print_apart(spread for spread in one.questions if not spread.consensus)


def _print_roles(one: Organisation, fewest: int) -> None:
    if one.sizes.keys() == {""}:
        return
    click.echo("")
    if one.roles:
        gaps = {gap.node: f"{gap.gap:+.1f}" for gap in one.gaps()}
        rows = (
            (node, *(show_score(each.nodes[node]) for each in one.roles.values()), gaps.get(node, ""))
            for node in one.scores.nodes
        )
        print_table(("dimension", *one.roles, "leadership less frontline" if gaps else ""), rows)
        told = (f"{role} {size}" for role, size in one.sizes.items() if role not in one.merged)
        click.echo(f"Respondents: {', '.join(told)}")
    if one.merged:
        click.echo(_why_merged(one, fewest))


def _why_merged(one: Organisation, fewest: int) -> str:
    """Which roles are not shown by themselves, how many they are, and why."""
    small = ", ".join(f"{role or 'no role'} {size}" for role, size in one.merged.items())
    if one.roles:
        total = sum(one.merged.values())
        return f"others = {small} ({total} in all): shown together, so that nobody's answers can be computed"
    why = f"fewer than {fewest} would be left beside it, whose answers could be computed"
    if max(one.merged.values()) < fewest:
        why = f"each has fewer than {fewest} respondents"
    return f"No role is shown by itself ({small}): {why}"


def _print_consensus(spreads: Iterable[Spread]) -> None:
    """The answers that stand in place of a mean, beside the mean and the spread they replaced."""
    rows = [
        (
            spread.question,
            _said(spread.consensus),
            "–" if spread.mean is None else f"{spread.mean:.2f}",
            *_spread(spread),
            " ".join(spread.consensus.reason.split()),
        )
        for spread in spreads
        if spread.consensus
    ]
    if rows:
        click.echo("\nBy consensus, in place of the mean")
        print_table(("question", "consensus", "mean", "agreement", "answers", "reason"), rows)


def _print_apart(spreads: Iterable[Spread]) -> None:
    """The questions on which respondents differ most, less those they have settled."""
    apart = sorted(
        (spread for spread in spreads if spread.agreement is not None),
        key=lambda spread: (spread.agreement, spread.question),
    )
    if apart:
        click.echo("\nLeast agreed on (1 is full agreement, 0 none)")
        rows = ((spread.question, *_spread(spread)) for spread in apart[:SHOWN])
        print_table(("question", "agreement", "answers"), rows)


def _spread(spread: Spread) -> Iterator[str]:
    yield "–" if spread.agreement is None else f"{spread.agreement:.2f}"
    yield "–" if spread.lowest is None else f"{spread.lowest:g}–{spread.highest:g}"


def _said(answer: Answer) -> str:
    """An answer in a word: its value, or its state."""
    if answer.value is None:
        return answer.state.replace("_", " ")
    if isinstance(answer.value, list):
        return ", ".join(each if isinstance(each, str) else each.name for each in answer.value)
    return str(answer.value)
