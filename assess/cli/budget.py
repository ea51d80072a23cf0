"""`assess edition budget`: how much noise's ε all editions of a questionnaire may spend together, and what they did."""

from __future__ import annotations

from pathlib import Path

import click

from .option import (
    data_option,
    json_option,
    load_catalogue,
    print_json,
    print_table,
    settings_for,
    shelf_of,
    tell,
)


@click.command("budget", epilog="Example: assess edition budget cx-quick-check --choose 4")
@click.argument("questionnaire")
@click.option(
    "--choose", type=float, metavar="EPSILON", help="Choose the budget: once, before any of it is spent."
)
@click.option("--synthetic", is_flag=True, help="That of made-up contributions, which is kept apart.")
@data_option
@json_option
def budget_command(
    questionnaire: str, choose: float | None, synthetic: bool, data: Path | None, as_json: bool
) -> None:
    """Show the privacy budget of a QUESTIONNAIRE's present content and what released editions spent, or choose it.

    Editions are built with noise by `assess edition build --epsilon`; publishing one spends its ε. A budget that something
    was spent of is never changed.
    """
    from ..benchmark import budget

    settings = settings_for(data)
    known = load_catalogue(settings, is_verified=False).get(questionnaire)
    content = budget.Content(questionnaire=known.id, questionnaire_hash=known.hash, synthetic=synthetic)
    shelf = shelf_of(settings)
    ledger = budget.required(content, shelf) if choose is None else budget.choose(content, shelf, choose)
    if as_json:
        print_json(ledger)
        return
    print_table(("edition", "ε"), ((each.edition, f"{each.epsilon:g}") for each in ledger.spent))
    tell(f"{ledger.left:g} is left of a budget of {ledger.budget:g}.")
