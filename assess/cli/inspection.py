"""`assess edition list | show | diff | verify`: what there is, what it says, and whether it is genuine."""

from __future__ import annotations

from pathlib import Path

import click

from .option import data_option, json_option, print_json, print_table, settings_for, shelf_of, tell


@click.command("list", epilog="Example: assess edition list")
@data_option
@json_option
def list_command(data: Path | None, as_json: bool) -> None:
    """The editions in the data folder: released ones, and candidates."""
    from ..benchmark.shelf import listed

    found = listed(shelf_of(settings_for(data)))
    if as_json:
        print_json(found)
        return
    rows = (
        (
            each.manifest.edition,
            each.state,
            each.published_on or "–",
            each.manifest.questionnaire,
            each.manifest.version,
            each.manifest.period_from,
            each.manifest.period_to,
        )
        for each in found
    )
    print_table(("edition", "state", "released on", "questionnaire", "version", "from", "to"), rows)
    if not found:
        tell("No edition yet: at least 10 contributions are needed, then `assess edition build`.")


@click.command("show", epilog="Example: assess edition show 2026-q3 --cohort C/medium")
@click.argument("edition")
@click.option("--cohort", default="all", show_default=True, help="Such as C, C/medium, C/medium/eu-west.")
@data_option
@json_option
def show_command(edition: str, cohort: str, data: Path | None, as_json: bool) -> None:
    """Verify an EDITION (its folder, its id, or the beginning of its id) and print one cohort."""
    from ..benchmark.archive import read
    from ..benchmark.cohort import level
    from ..benchmark.shelf import locate
    from ..errors import NotFound

    folder = locate(edition, shelf_of(settings_for(data)))
    found = read(folder)
    manifest = found.manifest
    cells = found.cells.get(cohort)
    if cells is None:
        known = level(cohort) in manifest.tree
        reason = manifest.suppressed.get(cohort, "below_min_n" if known else "not_in_edition")
        raise NotFound(
            f"The cohort {cohort} is not published: {reason.replace('_', ' ')}.", where=str(folder)
        )
    if as_json:
        print_json(found)
        return
    tell(f"{manifest.edition}, cohort {cohort}" + (", synthetic" if manifest.synthetic else ""))
    held = next(iter(cells.values())).held_from
    if held:
        tell(f"Held from {held}: too little has changed since.")
    rows = (
        (c.node, c.n_band, c.mean, _or(c.p25), c.median, _or(c.p75), _or(c.change)) for c in cells.values()
    )
    print_table(("node", "n", "mean", "p25", "median", "p75", "change"), rows)
    for node, reason in manifest.withheld.get(cohort, {}).items():
        tell(f"{node} is not told: {reason.replace('_', ' ')}.")


@click.command("diff", epilog="Example: assess edition diff 2026-q2 2026-q3")
@click.argument("before")
@click.argument("after")
@data_option
@json_option
def diff_command(before: str, after: str, data: Path | None, as_json: bool) -> None:
    """What a reader of two editions sees change: cells that came, went, are held, or tell other values."""
    from ..benchmark.archive import read
    from ..benchmark.difference import difference
    from ..benchmark.shelf import locate

    shelf = shelf_of(settings_for(data))
    found = difference(read(locate(before, shelf)), read(locate(after, shelf)))
    if as_json:
        print_json(found)
        return
    rows = (
        (
            each.cohort,
            each.node,
            each.what,
            "; ".join(
                f"{moved.value} {in_words(moved.before)} → {in_words(moved.after)}" for moved in each.moved
            ),
        )
        for each in found.changes
    )
    print_table(("cohort", "node", "what", "values"), rows)
    tell(f"{found.unchanged} cells are as they were.")


@click.command("verify", epilog="Example: assess edition verify downloads/2026-q3-1a2b3c4d5e6f")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--key", metavar="PUBLICKEY", help="The key that must have signed it.")
@data_option
@json_option
def verify_command(folder: Path, key: str | None, data: Path | None, as_json: bool) -> None:
    """Prove that the edition in FOLDER is, to the last byte, what the owner of a key released.

    Needs nothing but the folder; whether the key is on the trust list is said where there is one.
    """
    from ..benchmark.verification import verify

    verdict = verify(folder, settings_for(data).keys, key)
    if as_json:
        print_json(verdict)
        return
    click.echo(f"{verdict.edition} is genuine: its files match the manifest, the manifest its id.")
    click.echo(f"Released on {verdict.published_on} by the key {verdict.key}")
    if verdict.known_as:
        click.echo(f"On the trust list: {verdict.known_as}")
    else:
        tell(
            "This key is not on the trust list. Compare it with what the publisher tells elsewhere, or give it with --key."
        )


def _or(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"


def in_words(value: object) -> str:
    """A published value as a person reads it: shares as "1: 40 %, 2–3: 60 %"."""
    if isinstance(value, tuple):
        return ", ".join(_share(each) for each in value) or "–"
    return "–" if value is None else str(value)


def _share(share) -> str:
    levels = str(share.low) if share.low == share.high else f"{share.low}–{share.high}"
    return f"{levels}: {share.percent} %"
