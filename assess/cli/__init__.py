"""The command line: parse, call, print. Data to stdout, talk to stderr; exit 0 done, 1 refused with a reason, 2 misuse.

Each command lives in its own module and is imported when it is called, so that `assess --help` is quick.
"""

from __future__ import annotations

import importlib

import click

from .. import __version__
from ..errors import AssessError, InvalidQuestionnaire

COMMANDS = {
    "new": "Begin a questionnaire with a small one that works.",
    "preview": "Show a questionnaire's form in the browser while you write it.",
    "check": "Check questionnaire files and run their worked examples.",
    "publish": "Record a version of a questionnaire as published.",
    "translate": "Begin, check and stamp the translation of a questionnaire.",
    "demo": "Run everything on made-up data: form, results, sample report.",
    "serve": "Run the service.",
    "score": "Score answers, or a questionnaire's own worked examples.",
    "metric": "Compute a metric of customers' responses in a sheet: NPS, CSAT, CES and ten others.",
    "convert": "Convert a questionnaire from or to another tool's format.",
    "import": "Import answers from a spreadsheet (CSV or XLSX) or JSON.",
    "export": "Write all submissions as CSV or JSON.",
    "synth": "Make up respondents from declared parameters and a seed.",
    "contribute": "Decide which contributions count, and exchange them between instances.",
    "edition": "Build, release and read benchmark editions.",
    "report": "Publish the report of one assessment as a static site.",
    "portfolio": "Publish the reports of many clients at once, with an overview of your own.",
    "change": "Compare an assessment with an earlier one.",
    "sample": "Publish a sample report from made-up data.",
    "site": "Publish the benchmarks as a static site, from released editions alone.",
    "figures": "Print what others have published, with its sources.",
    "docs": "Build the documentation as a static site.",
    "schema": "Print the JSON Schema of a questionnaire, a translation or answers, for editors.",
    "db": "Check, back up, restore or recover the database.",
}
MODULES = {"import": "importing", "figures": "figure"}
"""Where a command's name is no name for a module."""


class Commands(click.Group):
    """Finds commands by name and imports only the one that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        return importlib.import_module(f".{MODULES.get(name, name)}", __package__).command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except InvalidQuestionnaire as error:
            for problem in error.problems:
                click.echo(str(problem), err=True)
        except AssessError as error:
            place = f"{error.where}: " if error.where else ""
            click.echo(f"{place}{error.what}", err=True)
            if error.remedy:
                click.echo(error.remedy, err=True)
        except OSError as error:
            if (
                error.filename is None
            ):  # nobody named a file: click ends a broken pipe quietly, all else is a bug
                raise
            click.echo(f"{error.filename}: {error.strerror}.", err=True)
            click.echo("Check the path, and that it may be read and written.", err=True)
        raise click.exceptions.Exit(1)


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Start with: assess demo",
)
@click.version_option(__version__, prog_name="assess")
def main() -> None:
    """Customer experience maturity: questionnaires, scores, benchmarks, reports."""
