"""`assess figures`: what others have published, with its sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..language import LANGUAGES, speaking
from .option import json_option, print_json, print_table

if TYPE_CHECKING:
    from ..benchmark.figure import Figure

TOPICS = ("maturity", "nps", "satisfaction", "contact-centre", "evidence")


@click.command("figures", epilog="Example: assess figures --topic maturity")
@click.option("--topic", type=click.Choice(TOPICS), help="Only figures of this kind. [default: all]")
@click.option(
    "--language",
    type=click.Choice(list(LANGUAGES)),
    default="en",
    show_default=True,
    help="Language of the texts.",
)
@json_option
def command(topic: str | None, language: str, as_json: bool) -> None:
    """Print the reference figures: what others have published, each with source, year, n and geography.

    They are shown beside a benchmark and never counted into one. A dash is what the source does not tell.
    """
    from ..benchmark.figure import figures

    found = [figure for figure in figures(language) if topic in (None, figure.topic)]
    if as_json:
        print_json(found)
        return
    with speaking(language):
        header = ("measures", "of", "value", "unit", "year", "n", "where", "source")
        print_table(header, [row for figure in found for row in _rows(figure)])


def _rows(figure: Figure) -> list[tuple[str, ...]]:
    from ..report.word.reference import cited, sample, value, when

    return [
        (
            figure.measures,
            each.of,
            value(each),
            figure.unit,
            when(figure),
            sample(figure),
            figure.where or "–",
            cited(figure),
        )
        for each in figure.values
    ]
