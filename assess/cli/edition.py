"""`assess edition`: benchmark editions, from the candidate to the release."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec import Struct

from ..settings import Settings
from .inspection import diff_command, list_command, show_command, verify_command
from .option import (
    data_option,
    json_option,
    load_catalogue,
    print_json,
    print_table,
    progress,
    settings_for,
    shelf_of,
    tell,
)

if TYPE_CHECKING:
    from ..benchmark.audit.model import Audit
    from ..benchmark.contribution import Contributions
    from ..benchmark.gate import Attack
    from ..benchmark.history import Release
    from ..benchmark.model import Manifest, Thresholds
    from ..questionnaire.catalogue import Catalogue


class Built(Struct, frozen=True, kw_only=True):
    """What `assess edition build --json` prints."""

    edition: str
    withdrawn: tuple[str, ...]
    withheld: tuple[str, ...]
    audit: Audit
    manifest: Manifest


@click.group("edition", epilog="Example: assess edition list")
def command() -> None:
    """Build, release and read benchmark editions: frozen, signed aggregates that hold no organisation's answers."""


for each in (list_command, show_command, diff_command, verify_command):
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
        click.option("--mend", is_flag=True, help="Leave out what the audit names, until it passes."),
        click.option(
            "--thresholds",
            type=click.Path(path_type=Path, exists=True, dir_okay=False),
            help="YAML file with the rules' settings that differ from the usual ones.",
        ),
    )
    for option in reversed(options):
        function = option(function)
    return function


@command.command("build", epilog="Example: assess edition build 2026-q3 --questionnaire cx-maturity")
@click.argument("quarter")
@click.option("--questionnaire", required=True, help="Id of the questionnaire.")
@click.option("--synthetic", is_flag=True, help="Build from made-up contributions; the edition's id says so.")
@click.option("--no-audit", is_flag=True, help="Do not attack it: of made-up contributions only.")
@build_options
@data_option
@json_option
def build_command(
    quarter: str,
    questionnaire: str,
    synthetic: bool,
    no_audit: bool,
    data: Path | None,
    as_json: bool,
    **plan: Any,
) -> None:
    """Build the candidate of a QUARTER ("current" is the one that runs) from all that was contributed and accepted.

    It is attacked first: where anybody's score could be told too closely, nothing is built, and what to withdraw is
    named. A candidate is seen by nobody until it is published; building again replaces it.
    """
    from ..benchmark.keyring import group_key_id
    from .source import open_source

    if no_audit and not synthetic:
        raise click.UsageError("What organisations contributed is never released without an audit.")
    settings = settings_for(data)
    catalogue = load_catalogue(settings, is_verified=False)
    with open_source(settings, catalogue) as source:
        contributions = source.contributions(questionnaire, synthetic=synthetic)
    key = group_key_id(settings.keys)
    candidate(
        contributions,
        quarter,
        settings,
        catalogue,
        as_json=as_json,
        is_audited=not no_audit,
        group_key=key,
        **plan,
    )


def candidate(
    contributions: Contributions,
    quarter: str,
    settings: Settings,
    catalogue: Catalogue,
    *,
    as_json: bool,
    thresholds: Path | None,
    withdraw: tuple[str, ...],
    withhold: tuple[str, ...] = (),
    is_audited: bool = True,
    **plan: Any,
) -> None:
    """Build a candidate and say so. `plan` has the rest of `assess.benchmark.publication.Plan`."""
    from ..benchmark.cohort import offered
    from ..benchmark.publication import Plan, propose
    from ..benchmark.quarter import parse, quarter_of

    instrument = contributions.instrument
    wanted = Plan(
        quarter=quarter_of(datetime.now(UTC).date()) if quarter == "current" else parse(quarter),
        thresholds=read_thresholds(thresholds, synthetic=contributions.synthetic),
        bands=offered(catalogue.profile),
        withdrawn=withdraw,
        withheld=withhold,
        **plan,
    )
    with progress("Building the edition and attacking it"):
        attack = (
            attack_on(instrument.questionnaire, instrument.hash, settings, catalogue)
            if is_audited
            else unasked
        )
        passed = propose(contributions, wanted, shelf_of(settings), attack)
    manifest = passed.release.edition.manifest
    if as_json:
        print_json(
            Built(
                edition=manifest.edition,
                withdrawn=passed.withdrawn,
                withheld=passed.withheld,
                audit=passed.audit,
                manifest=manifest,
            )
        )
        return
    tell(f"Built {settings.candidates / manifest.edition}")
    if passed.withdrawn:
        tell(f"Withdrawn: {', '.join(passed.withdrawn)}.")
    if passed.withheld:
        tell(f"Withheld: {', '.join(passed.withheld)}.")
    if bound := passed.audit.tightest:
        tell(f"The audit passed. Nobody's score is told more closely than to {bound.width:.2f} points.")
    tell(f"Look at it, then: assess edition publish {manifest.edition}")


def read_thresholds(path: Path | None, *, synthetic: bool) -> Thresholds:
    """The usual settings of the rules with those of a file instead; made-up contributions need not wait."""
    import msgspec

    from ..benchmark.model import Thresholds
    from ..errors import AssessError

    usual = Thresholds(min_age_days=0) if synthetic else Thresholds()
    if path is None:
        return usual
    try:
        given = msgspec.yaml.decode(path.read_bytes(), type=dict[str, Any])
        return msgspec.convert(msgspec.structs.asdict(usual) | given, Thresholds)
    except msgspec.MsgspecError as error:
        raise AssessError(
            f"These settings cannot be read: {error}.",
            where=str(path),
            remedy="The names and usual values stand in the documentation, on the page Benchmark.",
        ) from error


def attack_on(questionnaire: str, hash: str, settings: Settings, catalogue: Catalogue) -> Attack:
    """The audit of editions of one content of a questionnaire, which an attacker is taken to know as well."""
    from ..benchmark.audit import audit
    from ..benchmark.linkage import relations_of
    from ..errors import NotFound
    from ..questionnaire.archive import recall

    known = catalogue.questionnaires.get(questionnaire)
    if known is None or known.hash != hash:
        known = recall(settings.archive, questionnaire, hash)
    if known is None:
        raise NotFound(
            "The version of the questionnaire that was answered is not here, without which nothing can be audited.",
            where=questionnaire,
            remedy="Put its file among the questionnaires, or its copy back from a back-up of the data folder.",
        )

    def attack(releases: Sequence[Release]) -> Audit:
        newest = releases[-1]
        relations = relations_of(known, newest.votes.instrument.nodes)
        return audit(releases, relations, newest.edition.manifest.thresholds)

    return attack


def unasked(releases: Sequence[Release]) -> Audit:
    """The audit of what holds nobody's answers."""
    from ..benchmark.audit import Audit

    return Audit(limit=0, tightest=None, failures=(), cells=0, editions=len(releases))


@command.command("audit", epilog="Example: assess edition audit 2026-q3 --explain")
@click.argument("edition")
@click.option("--explain", is_flag=True, help="Say in words and figures how the closest bound comes about.")
@data_option
@json_option
def audit_command(edition: str, explain: bool, data: Path | None, as_json: bool) -> None:
    """Attack an EDITION (a candidate or a released one) with all that were released before it.

    Reads the votes in the data folder. What it prints is for the operator's eyes. Exit 1 if somebody's score can be told
    too closely.
    """
    from ..benchmark.audit import explain as in_words
    from ..benchmark.shelf import locate, up_to

    settings = settings_for(data)
    catalogue = load_catalogue(settings, is_verified=False)
    shelf = shelf_of(settings)
    with progress("Attacking the edition"):
        releases = up_to(locate(edition, shelf), shelf)
        manifest = releases[-1].edition.manifest
        attack = attack_on(manifest.questionnaire, manifest.questionnaire_hash, settings, catalogue)
        found = attack(releases)
    if as_json:
        print_json(found)
    elif explain:
        click.echo(in_words(found))
    else:
        rows = [
            (
                failure.bound.node,
                ", ".join(place.cohort for place in failure.bound.places),
                failure.bound.width,
                " ".join((*failure.withdraw, *failure.withhold)) or "–",
            )
            for failure in found.failures
        ]
        if rows:
            print_table(("node", "told to members of", "width", "withdraw"), rows)
        closest = f" The closest bound is {found.tightest.width:.2f} wide." if found.tightest else ""
        tell(f"{manifest.edition} {'passes' if found.is_passed else 'fails'}.{closest}")
    if not found.is_passed:
        raise click.exceptions.Exit(1)


@command.command("publish", epilog="Example: assess edition publish 2026-q3-1a2b3c4d5e6f")
@click.argument("id")
@data_option
@json_option
def publish_command(id: str, data: Path | None, as_json: bool) -> None:
    """Release the candidate ID (or the only one that begins so): sign it and compare with it from now on.

    This cannot be undone.
    """
    from ..benchmark.keyring import signing_key
    from ..benchmark.publication import publish
    from ..benchmark.shelf import candidate_named
    from .source import renew_editions

    settings = settings_for(data)
    today = datetime.now(UTC).date()
    shelf = shelf_of(settings)
    released = publish(candidate_named(id, shelf), shelf, signing_key(settings.keys), today)
    renew_editions(settings)
    if as_json:
        print_json(released.signature)
        return
    tell(f"Released {released.folder}, signed with the key {released.signature.key}")
