"""`assess synth`: made-up respondents, the same bytes for the same seed."""

from __future__ import annotations

from pathlib import Path

import click

from .option import find_questionnaire, progress, settings_for, tell


@click.command(
    "synth", epilog="Example: assess synth --questionnaire cx-quick-check -n 500 --seed 7 --out synthetic.csv"
)
@click.option("--questionnaire", required=True, help="Id of a questionnaire, or the path of its file.")
@click.option(
    "-n", "--respondents", type=click.IntRange(1, 10_000_000), required=True, help="How many to make up."
)
@click.option("--seed", type=int, default=1, show_default=True, help="Same seed, same bytes.")
@click.option(
    "--population",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Parameters (YAML): means, spreads, how many of each industry and size.",
)
@click.option(
    "--groups",
    is_flag=True,
    help="Also say of each row which corporate group it is of (every tenth is of one with another) and who brought it in.",
)
@click.option(
    "--unmarked",
    is_flag=True,
    help="Leave out the column that says they are made up, to rehearse with them what is done with real ones, in a data "
    "folder that you delete afterwards. Their ids still say synthetic.",
)
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="CSV file to write."
)
def command(
    questionnaire: str,
    respondents: int,
    seed: int,
    population: Path | None,
    groups: bool,
    unmarked: bool,
    out: Path,
) -> None:
    """Make up respondents: a sheet that `assess import --synthetic` reads. Every id says synthetic."""
    from ..assessment.sheet import write_sheet
    from ..assessment.synth import Population, origins, read_population, synthesise

    found = find_questionnaire(questionnaire, settings_for())
    declared = read_population(population.read_bytes(), file=str(population)) if population else Population()
    with progress(f"Making up {respondents:,} respondents"):
        batch = synthesise(found, declared, respondents, seed)
        people = origins(respondents, seed) if groups else {}
        write_sheet(out, found, batch, people=people, is_marked=not unmarked)
    tell(f"{out}: {respondents:,} synthetic respondents from seed {seed}.")
    if unmarked:
        tell(
            "Nothing but their ids says so. Import them into a data folder of their own, and delete it afterwards."
        )
