"""`assess edition`: benchmark editions."""

from __future__ import annotations

from pathlib import Path

import click

from .option import (
    data_option,
    json_option,
    load_catalogue,
    print_json,
    print_table,
    progress,
    settings_for,
    tell,
)


@click.group("edition", epilog="Example: assess edition list")
def command() -> None:
    """Build and read benchmark editions: frozen, hashed aggregates that hold no organisation's answers."""


@command.command("build", epilog="Example: assess edition build 2026-q4 --questionnaire cx-maturity")
@click.argument("name")
@click.option("--questionnaire", required=True, help="Id of the questionnaire.")
@click.option("--synthetic", is_flag=True, help="Build from made-up contributions; the edition's id says so.")
@click.option("--note", default="", help="A sentence for the manifest.")
@data_option
@json_option
def build_command(
    name: str, questionnaire: str, synthetic: bool, note: str, data: Path | None, as_json: bool
) -> None:
    """Build the edition NAME from all contributed assessments. An edition is written once and never changed."""
    from .source import open_source

    settings = settings_for(data)
    catalogue = load_catalogue(settings, is_verified=False)
    with open_source(settings, catalogue) as source, progress("Building the edition"):
        manifest = source.build_edition(questionnaire, name, synthetic=synthetic, note=note)
    if as_json:
        print_json(manifest)
    else:
        tell(
            f"Built {settings.editions / manifest.edition}; `assess edition show` prints it. "
            f"{len(manifest.suppressed)} combinations of bands have too few organisations to be shown."
        )


@command.command("list", epilog="Example: assess edition list")
@data_option
@json_option
def list_command(data: Path | None, as_json: bool) -> None:
    """List the editions in the data folder."""
    from ..benchmark.archive import MANIFEST, read_manifest

    folder = settings_for(data).editions
    manifests = [read_manifest(path.parent) for path in sorted(folder.glob(f"*/{MANIFEST}"))]
    if as_json:
        print_json(manifests)
        return
    rows = (
        (m.edition, m.questionnaire, m.version, m.period_from, m.period_to, m.synthetic) for m in manifests
    )
    print_table(("edition", "questionnaire", "version", "from", "to", "synthetic"), rows)
    if not manifests:
        tell("No edition yet: at least 10 contributions are needed, then `assess edition build`.")


@command.command(
    "show", epilog="Example: assess edition show assess-data/editions/2026-q4-1a2b3c --cohort C/medium"
)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--cohort",
    default="all",
    show_default=True,
    help="Cohort to print, such as C, C/medium or C/medium/eu-west.",
)
@json_option
def show_command(folder: Path, cohort: str, as_json: bool) -> None:
    """Verify the edition in FOLDER and print one cohort."""
    from ..benchmark.archive import read
    from ..errors import NotFound

    edition = read(folder)
    cells = edition.cells.get(cohort)
    if cells is None:
        reason = edition.manifest.suppressed.get(cohort, "not in this edition")
        raise NotFound(
            f"The cohort {cohort} is not published: {reason.replace('_', ' ')}.",
            where=str(folder),
            remedy="Leave --cohort out for the whole, or use a wider one, such as C of C/medium.",
        )
    if as_json:
        print_json(edition)
        return
    tell(
        f"{edition.manifest.edition}, cohort {cohort}" + (", synthetic" if edition.manifest.synthetic else "")
    )
    rows = ((c.node, c.n_band, c.mean, _or(c.p25), c.median, _or(c.p75)) for c in cells.values())
    print_table(("dimension", "n", "mean", "p25", "median", "p75"), rows)


def _or(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"
