"""`assess schema`: the JSON Schema of the questionnaire format."""

from __future__ import annotations

import click

from .option import print_json


@click.command("schema", epilog="Example: assess schema > questionnaire.schema.json")
def command() -> None:
    """Print the JSON Schema of a questionnaire file; editors complete and validate with it."""
    from ..questionnaire.load import schema

    print_json(schema())
