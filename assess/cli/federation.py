"""`assess contribute export | merge | trust | key`: several instances make one edition."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..settings import Settings
from .edition import build_options, candidate
from .option import data_option, json_option, load_catalogue, print_json, print_table, settings_for, tell

if TYPE_CHECKING:
    from ..benchmark.merging import Merged
    from ..benchmark.quarter import Quarter

SHOWN = 5
"""Rows that are shown before an export; all have the same columns."""


@click.command(
    "export",
    epilog="Example: assess contribute export --questionnaire cx-maturity --quarter 2026-q3 --out ours.json",
)
@click.option("--questionnaire", required=True, help="Id of the questionnaire.")
@click.option("--quarter", required=True, help="The quarter of the edition, such as 2026-q3.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="File to write.")
@click.option("--synthetic", is_flag=True, help="Made-up contributions instead of real ones.")
@click.option("--show", is_flag=True, help="Only show what the file would hold.")
@click.option("--yes", is_flag=True, help="Write without asking, for scripts.")
@data_option
def export_command(
    questionnaire: str,
    quarter: str,
    out: Path | None,
    synthetic: bool,
    show: bool,
    yes: bool,
    data: Path | None,
) -> None:
    """Write the accepted contributions of a quarter to a signed file, for an edition of several instances.

    Everything that would leave is shown first: scores, profile bands, days and keyed marks. The score of a question says
    as much as the answer to it, so keep the file as you keep answers. There are no names, comments or texts in it, and there
    is no way to put them in.
    """
    from ..benchmark.federation import export, seal
    from ..benchmark.keyring import group_key, identify, own_key, signing_key, write_secret
    from ..benchmark.quarter import parse
    from .source import open_source

    if out is None and not show:
        raise click.UsageError("Name the file with --out, or look at it with --show.")
    wanted = parse(quarter)
    settings = settings_for(data)
    with open_source(settings, load_catalogue(settings, is_verified=False)) as source:
        contributions = source.contributions(questionnaire, synthetic=synthetic)
    group = identify(group_key(settings.keys))
    now = datetime.now(UTC).replace(microsecond=0)
    found = export(contributions, wanted, group_key=group, key=own_key(settings.keys), now=now)
    show_export(found)
    if show or out is None:
        return
    if not yes:
        click.confirm(f"Write all {len(found.rows)} rows to {out}?", abort=True, err=True)
    write_secret(out, seal(found, signing_key(settings.keys)))
    tell(
        f"Written to {out}. Give it to whom you trust with answers: who has the group key can look for a group in it."
    )


def show_export(found: Any) -> None:
    """Print what is in an export: what all rows share, then the first rows with every column."""
    from ..benchmark.federation import COLUMNS

    instrument = found.instrument
    tell(
        f"{len(found.rows)} contributions to {instrument.questionnaire} {instrument.version} for {found.quarter}"
        + (", made up" if found.synthetic else "")
    )
    tell(f"Each has {len(COLUMNS)} columns; the scores are of: {', '.join(instrument.nodes)}.")
    tell("No names, comments or texts. The score of a question says as much as the answer to it.")
    tell("The marks are keyed hashes:")
    rows = (
        (
            row.group,
            row.account,
            row.round,
            row.day,
            "/".join(row.path) or "–",
            " ".join(map(str, row.scores)),
            row.staged,
        )
        for row in found.rows[:SHOWN]
    )
    print_table(COLUMNS, rows)
    if len(found.rows) > SHOWN:
        tell(f"… and {len(found.rows) - SHOWN} more rows with the same columns.")


@click.command(
    "merge", epilog="Example: assess contribute merge ours.json theirs.json --quarter 2026-q3 --mend"
)
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False)
)
@click.option("--quarter", required=True, help="The quarter of the edition, such as 2026-q3.")
@build_options
@data_option
@json_option
def merge_command(
    files: tuple[Path, ...], quarter: str, data: Path | None, as_json: bool, **plan: Any
) -> None:
    """Build one candidate from the signed FILES of several instances.

    A file that was changed, or is signed by a key that is not on the trust list, is refused. A group that several
    instances know counts once, an instance that gave several files with its newest. No database is opened.
    """
    from ..benchmark.quarter import parse

    settings = settings_for(data)
    merged = read_files(files, parse(quarter), settings)
    candidate(
        lambda: merged.contributions,
        quarter,
        settings,
        load_catalogue(settings, is_verified=False),
        as_json=as_json,
        synthetic=merged.contributions.synthetic,
        group_key=merged.group_key,
        members=merged.members,
        **plan,
    )


def read_files(files: tuple[Path, ...], quarter: Quarter, settings: Settings) -> Merged:
    """The contributions in files of several instances; what was passed over is told on stderr."""
    from ..benchmark.federation import too_large
    from ..benchmark.merging import merge
    from ..benchmark.scrutiny import LARGEST
    from ..benchmark.verification import names

    for path in files:
        if path.stat().st_size > LARGEST:
            raise too_large(str(path))
    contents = {str(path): path.read_bytes() for path in dict.fromkeys(files)}
    merged = merge(contents, quarter, names(settings.keys))
    for passed_over in merged.passed_over:
        tell(f"Passed over {passed_over}")
    tell(f"{len(contents) - len(merged.passed_over)} files of as many instances.")
    return merged


@click.group("trust", epilog="Example: assess contribute trust list")
def trust_group() -> None:
    """The instances whose files and editions are taken."""


@trust_group.command(
    "add",
    epilog=f"Example: assess contribute trust add north {'0123456789abcdef' * 4}",
)
@click.argument("name")
@click.argument("key")
@data_option
def trust_add(name: str, key: str, data: Path | None) -> None:
    """Trust the instance whose public key is KEY, under a NAME of your choice.

    Have the key confirmed on another way than the one the file came on.
    """
    from ..benchmark.keyring import trust

    added = trust(settings_for(data).keys, name, key)
    tell(f"{added.name} is trusted from now on.")


@trust_group.command("list", epilog="Example: assess contribute trust list")
@data_option
@json_option
def trust_list(data: Path | None, as_json: bool) -> None:
    """The trusted instances and their public keys."""
    from ..benchmark.keyring import trusted

    found = trusted(settings_for(data).keys)
    if as_json:
        print_json(found)
    else:
        print_table(("name", "key"), ((each.name, each.key) for each in found))


@trust_group.command("remove", epilog="Example: assess contribute trust remove north")
@click.argument("name")
@data_option
def trust_remove(name: str, data: Path | None) -> None:
    """Trust the instance called NAME no more; what was merged stays merged."""
    from ..benchmark.keyring import distrust

    distrust(settings_for(data).keys, name)
    tell(f"{name} is trusted no more.")


@click.group("key", epilog="Example: assess contribute key show")
def key_group() -> None:
    """The keys of this instance: the one it signs with, and the one it marks groups with."""


@key_group.command("show", epilog="Example: assess contribute key show")
@click.option("--reveal", is_flag=True, help="Print the secret group key alone, to give it to a federation.")
@data_option
@json_option
def key_show(reveal: bool, data: Path | None, as_json: bool) -> None:
    """Print the public key of this instance and the id of its group key; they are made if need be."""
    from ..benchmark.keyring import group_key, group_key_id, is_new, public_of, signing_key

    keys = settings_for(data).keys
    if is_new(keys):
        tell(
            f"There was no key in {keys}; it is made just now. If this instance had keys, this is the wrong folder."
        )
    if reveal:
        click.echo(group_key(keys).hex())
        tell("Whoever has this key can look for a group among marks. Hand it over as you would a password.")
        return
    public, group = public_of(signing_key(keys)), group_key_id(keys)
    if as_json:
        print_json({"public_key": public, "group_key_id": group})
        return
    click.echo(f"public key    {public}")
    click.echo(f"group key id  {group or '– (made when it is first needed)'}")


@key_group.command("adopt", epilog="Example: assess contribute key adopt group.key")
@click.argument("file", type=click.File("r"))
@data_option
def key_adopt(file: Any, data: Path | None) -> None:
    """Take the group key in FILE, which all instances of a federation have in common (- reads it from a pipe).

    Refused once groups may be marked with another one.
    """
    from ..benchmark.keyring import adopt

    tell(f"Groups are marked with the key {adopt(settings_for(data).keys, file.read())} from now on.")
