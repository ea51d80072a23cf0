"""`assess schema`: the JSON Schema of a questionnaire, of its translation, of a file of answers, or of a report's data."""

from __future__ import annotations

import click

from .option import print_json


@click.command("schema", epilog="Example: assess schema > questionnaire.schema.json")
@click.argument(
    "kind",
    type=click.Choice(["questionnaire", "translation", "answers", "findings"]),
    default="questionnaire",
)
def command(kind: str) -> None:
    """Print the JSON Schema of a questionnaire file, or of a translation or answers; editors complete and validate with it.
    Or that of the findings, which is what a report's data.json holds.

    `assess new` writes it beside the questionnaire that it begins.
    """
    from ..assessment import exchange
    from ..questionnaire import schema
    from ..report.document.schema import findings_schema

    made = {
        "questionnaire": schema.schema,
        "translation": schema.translation_schema,
        "answers": exchange.schema,
        "findings": findings_schema,
    }
    print_json(made[kind]())
