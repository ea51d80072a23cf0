"""`assess db`: look after the database file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .option import data_option, json_option, load_catalogue, print_json, settings_for, tell

if TYPE_CHECKING:
    from ..store.backup import Restored


@click.group("db", epilog="Example: assess db check --data ./assess-data")
def command() -> None:
    """Check, back up, restore or recover the database."""


@command.command("check", epilog="Example: assess db check")
@data_option
@json_option
def check_command(data: Path | None, as_json: bool) -> None:
    """Read everything once and tell what is wrong. Works while a server runs. Exit 1 if anything is."""
    from ..store.address import find_server
    from ..store.check import check
    from .source import open_source

    settings = settings_for(data)
    if find_server(settings.database):
        with open_source(settings, load_catalogue(settings, is_verified=False)) as source:
            faults = source.check()
    else:
        faults = check(settings.database)
    if as_json:
        print_json(faults)
    for fault in faults if not as_json else ():
        click.echo(str(fault))
    if faults:
        tell("Restore a backup with `assess db restore`, or without one try `assess db recover`.")
        raise click.exceptions.Exit(1)
    tell(f"{settings.database}: good.")


@command.command("backup", epilog="Example: assess db backup backup-2026-11-21.duckdb")
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False))
@data_option
def backup_command(target: Path, data: Path | None) -> None:
    """Copy the database into TARGET, a new file. Works while a server runs."""
    from .source import open_source

    settings = settings_for(data)
    with open_source(settings, load_catalogue(settings, is_verified=False)) as source:
        content = source.backup(target)
    tell(f"{target}: {content.drafts} drafts, {content.saves} saves, {content.submissions} submissions.")


@command.command("restore", epilog="Example: assess db restore backup-2026-11-21.duckdb")
@click.argument("backup", type=click.Path(path_type=Path, dir_okay=False))
@data_option
def restore_command(backup: Path, data: Path | None) -> None:
    """Put BACKUP in the place of the database. What was there is moved aside, never deleted."""
    from ..store.backup import restore

    _told(restore(backup, settings_for(data).database))


@command.command(
    "recover", short_help="Open a database whose log is damaged.", epilog="Example: assess db recover"
)
@data_option
def recover_command(data: Path | None) -> None:
    """Open a database whose log is damaged, as it was at its last checkpoint. The log is kept aside."""
    from ..store.backup import recover

    _told(recover(settings_for(data).database))


def _told(restored: Restored) -> None:
    content = restored.content
    tell(
        f"{restored.path}: {content.drafts} drafts, {content.saves} saves, {content.submissions} submissions."
    )
    for path in restored.moved:
        tell(f"What was there before is kept as {path}.")
