"""`assess edition`: benchmark editions, from the candidate to the release."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..learnt import learnt
from ..settings import Settings
from .audit import attack_on, audit_command, unasked
from .budget import budget_command
from .gathering import explained, quarter_asked, read_again, read_current
from .inspection import diff_command, list_command, show_command, verify_command
from .option import (
    data_option,
    json_option,
    load_catalogue,
    print_json,
    progress,
    settings_for,
    shelf_of,
    tell,
)
from .outcome import tell_built, tell_refused

if TYPE_CHECKING:
    from ..benchmark.model import Thresholds
    from ..benchmark.publication import Gather
    from ..questionnaire.catalogue import Catalogue


@click.group("edition", epilog="Example: assess edition list")
def command() -> None:
    """Build, release and read benchmark editions: frozen, signed aggregates that hold no organisation's answers."""


for each in (audit_command, budget_command, list_command, show_command, diff_command, verify_command):
    command.add_command(each)


def build_options(function):
    """The options of every command that builds a candidate."""
    options = (
        click.option("--note", default="", help="A sentence for the manifest."),
        click.option(
            "--withdraw",
            multiple=True,
            metavar="COHORT",
            help="Leave out a cohort and those below it, such as C/medium. Can be given several times.",
        ),
        click.option(
            "--withhold",
            multiple=True,
            metavar="NODE",
            help="Tell a question or view of no cohort, such as theme/service. Can be given several times.",
        ),
        click.option(
            "--mend",
            is_flag=True,
            help="Leave out what the audit names, until it passes; most editions need it.",
        ),
        click.option(
            "--explain",
            is_flag=True,
            help="Say in words and figures what the audit found, whether it passed or not.",
        ),
        click.option(
            "--thresholds",
            type=click.Path(path_type=Path, exists=True, dir_okay=False),
            help="YAML file with the rules' settings that differ from the usual ones.",
        ),
        click.option(
            "--epsilon",
            type=float,
            help="Tell mean and median of everyone only, from 200 organisations, with noise; publishing spends this much of "
            "the budget (assess edition budget).",
        ),
    )
    for option in reversed(options):
        function = option(function)
    return function


@command.command("build", epilog="Example: assess edition build 2026-q3 --questionnaire cx-maturity --mend")
@click.argument("quarter")
@click.option("--questionnaire", required=True, help="Id of the questionnaire.")
@click.option(
    "--version",
    default="",
    help="Version of the questionnaire. [default: the newest that anything counts towards]",
)
@click.option("--synthetic", is_flag=True, help="Build from made-up contributions; the edition's id says so.")
@click.option("--no-audit", is_flag=True, help="Do not attack it: of made-up contributions only.")
@build_options
@data_option
@json_option
def build_command(
    quarter: str,
    questionnaire: str,
    version: str,
    synthetic: bool,
    no_audit: bool,
    data: Path | None,
    as_json: bool,
    **plan: Any,
) -> None:
    """Build the candidate of a QUARTER ("current" is the one that runs) from all that was contributed and accepted.

    It is attacked first: where anybody's score could be told too closely, nothing is built, unless --mend leaves out
    what the audit names. A candidate is seen by nobody until it is published; building again replaces it.
    """
    from ..benchmark.keyring import group_key_id
    from ..benchmark.publication import TooFew
    from ..questionnaire.archive import is_kept

    if no_audit and not synthetic:
        raise click.UsageError("What organisations contributed is never released without an audit.")
    settings = settings_for(data)
    catalogue = load_catalogue(settings, is_verified=False)
    if not is_kept(settings.archive, questionnaire):
        catalogue.get(questionnaire)
    key = group_key_id(settings.keys)
    try:
        candidate(
            partial(read_current, settings, catalogue, questionnaire, version, synthetic=synthetic),
            quarter,
            settings,
            catalogue,
            as_json=as_json,
            synthetic=synthetic,
            is_audited=not no_audit,
            group_key=key,
            **plan,
        )
    except TooFew as error:
        raise explained(error, settings, catalogue, questionnaire) from error


def candidate(
    gather: Gather,
    quarter: str,
    settings: Settings,
    catalogue: Catalogue,
    *,
    as_json: bool,
    thresholds: Path | None,
    withdraw: tuple[str, ...],
    withhold: tuple[str, ...] = (),
    epsilon: float | None = None,
    synthetic: bool,
    is_audited: bool = True,
    explain: bool = False,
    **plan: Any,
) -> None:
    """Build a candidate of what is gathered and say so. `plan` has the rest of `assess.benchmark.publication.Plan`."""
    from ..benchmark.cohort import offered
    from ..benchmark.gate import NotSafe
    from ..benchmark.keyring import noise_key
    from ..benchmark.publication import Plan, propose

    today = datetime.now(UTC).date()
    wanted = Plan(
        quarter=quarter_asked(quarter),
        thresholds=read_thresholds(thresholds, synthetic=synthetic, epsilon=epsilon),
        bands=offered(catalogue.profile),
        withdrawn=withdraw,
        withheld=withhold,
        **plan,
    )
    with progress("Building the edition and attacking it"):
        attack = attack_on(settings, catalogue) if is_audited else unasked
        key = noise_key(settings.keys) if wanted.thresholds.epsilon else b""
        try:
            passed = propose(gather, wanted, shelf_of(settings), attack, key)
        except NotSafe as error:
            refusal = error
        else:
            refusal = None
    if refusal:
        tell_refused(refusal, is_explained=explain, as_json=as_json)
        raise refusal
    tell_built(passed, settings, today, is_explained=explain, as_json=as_json)


def read_thresholds(path: Path | None, *, synthetic: bool, epsilon: float | None) -> Thresholds:
    """The usual settings of the rules with those of a file instead, and `epsilon` before both if it is given.

    Made-up contributions need not wait.
    """
    import msgspec

    from ..benchmark.model import Thresholds
    from ..errors import AssessError

    usual = Thresholds(min_age_days=0) if synthetic else Thresholds()
    chosen = {} if epsilon is None else {"epsilon": epsilon}
    if path is None:
        return msgspec.structs.replace(usual, **chosen)
    try:
        given = msgspec.yaml.decode(path.read_bytes(), type=learnt(dict[str, Any]))
        return msgspec.convert(msgspec.structs.asdict(usual) | given | chosen, learnt(Thresholds))
    except msgspec.MsgspecError as error:
        raise AssessError(
            f"These settings cannot be read: {error}.",
            where=str(path),
            remedy="The names and usual values stand in the documentation, on the page Benchmark.",
        ) from error


@command.command("publish", epilog="Example: assess edition publish 2026-q3-1a2b3c4d5e6f")
@click.argument("id")
@click.option(
    "--file",
    "files",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Of a merged candidate: what an instance has exported anew, with which it is held. One for each instance.",
)
@click.option(
    "--unchanged",
    is_flag=True,
    help="Of a merged candidate, instead of files: you state that nobody withdrew at any instance since.",
)
@data_option
@json_option
def publish_command(
    id: str, files: tuple[Path, ...], unchanged: bool, data: Path | None, as_json: bool
) -> None:
    """Release the candidate ID (or the only one that begins so): sign it and compare with it from now on.

    What counts is read once more: if anybody withdrew, was refused, or is known to be of another group since it was built,
    it must be built again. This cannot be undone.
    """
    from ..benchmark.keyring import own_key, signing_key
    from ..benchmark.publication import publish
    from ..benchmark.shelf import candidate_named
    from .source import renew_editions

    if files and unchanged:
        raise click.UsageError("Give the files, or state that nothing has changed.")
    settings = settings_for(data)
    today = datetime.now(UTC).date()
    shelf = shelf_of(settings)
    again = None if unchanged else partial(read_again, settings, files, today)
    id = candidate_named(id, shelf)
    is_first = not own_key(settings.keys)
    key = signing_key(settings.keys)
    if is_first:
        tell(f"The signing key is made just now, in {settings.keys}: back it up.")
    released = publish(id, shelf, key, today, again)
    renew_editions(settings)
    if as_json:
        print_json(released.signature)
        return
    tell(f"Released {released.folder}, signed with the key {released.signature.key}")
