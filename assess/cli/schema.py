"""`assess schema`: the JSON Schema of a questionnaire, of its translation, or of a file of answers."""

from __future__ import annotations

import click

from .option import print_json


@click.command("schema", epilog="Example: assess schema > questionnaire.schema.json")
@click.argument(
    "kind", type=click.Choice(["questionnaire", "translation", "answers"]), default="questionnaire"
)
def command(kind: str) -> None:
    """Print the JSON Schema of a questionnaire file, or of a translation or answers; editors complete and validate with it.

    `assess new` writes it beside the questionnaire that it begins.
    """
    from ..assessment import exchange
    from ..questionnaire import schema

    made = {
        "questionnaire": schema.schema,
        "translation": schema.translation_schema,
        "answers": exchange.schema,
    }
    print_json(made[kind]())
