"""`assess edition list | show | diff | verify`: what there is, what it says, and whether it is genuine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from ..benchmark.model import Edition
    from ..benchmark.shelf import Shelf


@click.command("list", epilog="Example: assess edition list")
@data_option
@json_option
def list_command(data: Path | None, as_json: bool) -> None:
    """The editions in the data folder: released ones, and candidates."""
    from ..benchmark.noise import is_noisy
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
            each.released_by or ("nobody: made up" if each.state == "released" else "–"),
            each.manifest.questionnaire,
            each.manifest.version,
            each.manifest.period_from,
            each.manifest.period_to,
            f"ε {each.manifest.thresholds.epsilon:g}" if is_noisy(each.manifest) else "–",
        )
        for each in found
    )
    print_table(
        ("edition", "state", "released on", "by", "questionnaire", "version", "from", "to", "noise"), rows
    )
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
    from ..benchmark.choice import choose, why_hidden
    from ..benchmark.cohort import offered
    from ..benchmark.shelf import locate
    from ..errors import NotFound

    settings = settings_for(data)
    shelf = shelf_of(settings)
    folder = locate(edition, shelf)
    found = read(folder)
    manifest = found.manifest
    cells = found.cells.get(cohort)
    if cells is None:
        if cohort not in manifest.suppressed:
            choose(
                cohort, offered(load_catalogue(settings, is_verified=False).profile)
            )  # refuses what no edition can hold
        reason = why_hidden(cohort, manifest)
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
    withheld = manifest.withheld.get(cohort, {})
    for node, reason in withheld.items():
        if reason != "noise":  # that is every question and every view
            tell(f"{node} is not told: {reason.replace('_', ' ')}.")
    if "noise" in withheld.values():
        tell("Questions and views are not told: noise.")
    tell_noise(found, shelf)


def tell_noise(edition: Edition, shelf: Shelf) -> None:
    """What the noise of an edition costs: how far its figures are off, and what it leaves of the budget. Else nothing."""
    from ..benchmark.budget import content_of, ledger_of
    from ..benchmark.noise import expected

    noise = expected(edition)
    if noise is None:
        return
    tell(
        f"Noise of ε = {noise.epsilon:g} was added on purpose: where {noise.organisations} organisations stand behind a "
        f"mean or median, it is off by about {noise.size:.2f} on average, and by less the more there are."
    )
    ledger = ledger_of(content_of(edition.manifest), shelf)
    if ledger is None:  # another instance's edition: its ledger is there
        return
    is_paid = any(each.edition == edition.manifest.edition for each in ledger.spent)
    tell(
        f"All editions of this questionnaire have spent {ledger.budget - ledger.left:g} of a budget of {ledger.budget:g}"
        f"{', this one included' if is_paid else '; publishing this one spends its own'}. {ledger.left:g} is left."
    )


@click.command("diff", epilog="Example: assess edition diff 2026-q2 2026-q3")
@click.argument("before")
@click.argument("after")
@data_option
@json_option
def diff_command(before: str, after: str, data: Path | None, as_json: bool) -> None:
    """What a reader of two editions sees change: cells that came, went, are held, or tell other values."""
    from ..benchmark.archive import read
    from ..benchmark.difference import difference
    from ..benchmark.noise import is_noisy
    from ..benchmark.shelf import locate

    shelf = shelf_of(settings_for(data))
    both = read(locate(before, shelf)), read(locate(after, shelf))
    found = difference(*both)
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
    if any(is_noisy(each.manifest) for each in both):
        tell("Noise was added to figures on purpose: what differs may be that, and no change.")


@click.command("verify", epilog="Example: assess edition verify downloads/2026-q3-1a2b3c4d5e6f")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--key", metavar="PUBLICKEY", help="The key that must have signed it.")
@data_option
@json_option
def verify_command(folder: Path, key: str | None, data: Path | None, as_json: bool) -> None:
    """Prove that the edition in FOLDER is, to the last byte, what the owner of a key released.

    Needs nothing but the folder and a key: one that is on the trust list, or is given with --key. Exit 1 where an unknown
    key signed it.
    """
    from ..benchmark.verification import verify

    verdict = verify(folder, settings_for(data).keys, key)
    if as_json:
        print_json(verdict)
        raise click.exceptions.Exit(0 if verdict.is_known else 1)
    state = "is genuine" if verdict.is_known else "is whole and unchanged, but signed by an UNKNOWN key"
    click.echo(f"{verdict.edition} {state}: its files match the manifest, the manifest its id.")
    click.echo(f"Released on {verdict.published_on} by the key {verdict.key}")
    if verdict.known_as:
        click.echo(f"On the trust list: {verdict.known_as}")
    if not verdict.is_known:
        tell(
            "Anybody can make a key. Have this one confirmed by the publisher, not by the place where you got the edition."
        )
        tell("Then give it with --key, or put it on the trust list: assess contribute trust add NAME KEY")
        raise click.exceptions.Exit(1)


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
