"""`assess contribute list | show | accept | refuse | withdraw | group`: which contributions count.

A contribution is known by the id of its submission; who stands behind it is not known here, and never printed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..settings import Settings
from .lack import missing, still_missing
from .option import data_option, json_option, load_catalogue, print_json, print_table, settings_for, tell

if TYPE_CHECKING:
    from ..store.record import Decision, Standing, Sweep
    from .source import Source

OPERATOR = "operator"
"""Who decides, where nobody is named."""

SHOWN_DIGITS = 6
"""Of a mark: enough to see that two are the same."""

HEADER = ("id", "day", "industry", "size", "region", "group", "brought in by", "signs", "state")

SIGN_WORDS = {
    "straight_line": "one place throughout",
    "no_spread": "no spread",
    "too_fast": "too fast",
    "all_maximum": "all at the top",
    "contradiction": "contradicts itself",
    "mostly_unknown": "mostly don't know",
}

ids_argument = click.argument("ids", nargs=-1, metavar="ID…")
account_option = click.option(
    "--account",
    metavar="NAME",
    help="Who filled it in for the organisation, such as a consultancy; without it a form counts as the group's own.",
)
by_option = click.option("--by", default=OPERATOR, show_default=True, help="Who decides this.")


@contextmanager
def source_of(data: Path | None) -> Iterator[tuple[Source, Settings]]:
    """The store of the data folder, and its settings."""
    from .source import open_source

    settings = settings_for(data)
    with open_source(settings, load_catalogue(settings, is_verified=False)) as source:
        yield source, settings


@click.command("list", epilog="Example: assess contribute list --waiting")
@click.option("--questionnaire", help="Only contributions to this questionnaire.")
@click.option("--waiting", is_flag=True, help="Only those that nobody has decided about.")
@data_option
@json_option
def list_command(questionnaire: str | None, waiting: bool, data: Path | None, as_json: bool) -> None:
    """What organisations have contributed, and where each contribution stands; nothing made up.

    Group and account are keyed hashes, cut short: two that are the same are the same group. Two signs of careless
    answers keep a contribution out, accepted or not; so does a group that is not known.
    """
    with source_of(data) as (source, _):
        found = list(source.standings(questionnaire, waiting=waiting))
    if as_json:
        print_json(found)
        return
    print_table(HEADER, (row_of(each) for each in found))
    if not found:
        tell("Nothing waits." if waiting else "Nothing was contributed yet.")
        tell(
            "What is made up is never listed here: it counts without a decision, towards synthetic editions alone."
        )


@click.command("show", epilog="Example: assess contribute show 4kq7…")
@click.argument("id")
@data_option
@json_option
def show_command(id: str, data: Path | None, as_json: bool) -> None:
    """Where one submission stands with the benchmark, and what it would take for it to count."""
    with source_of(data) as (source, _):
        found = source.standing(id)
    if as_json:
        print_json(found)
        return
    print_table(HEADER, [row_of(found)])
    click.echo(f"{found.questionnaire} {found.version}, by {found.source}")
    if found.state == "refused" and found.because:
        click.echo(f"Refused, since: {found.because}")
    for line in missing(found):
        tell(line)


def row_of(standing: Standing) -> tuple[str, ...]:
    """A contribution in words."""
    from ..assessment.quality import names_of

    signs = [SIGN_WORDS[name] for name in names_of(standing.signals)]
    return (
        standing.id,
        f"{standing.submitted_at:%Y-%m-%d}",
        standing.industry or "–",
        standing.size or "–",
        standing.region or "–",
        short(standing.party) or "not known",
        short(standing.account) or "itself",
        ", ".join(signs) or "–",
        standing.state,
    )


def short(mark: int | None) -> str:
    """The beginning of a mark; "" where there is none."""
    return "" if mark is None else f"{mark:016x}"[:SHOWN_DIGITS]


@click.command("accept", epilog="Example: assess contribute accept --all --without-signals --by anna")
@ids_argument
@click.option("--all", "is_all", is_flag=True, help="Everything that waits, instead of single ones.")
@click.option("--questionnaire", help="With --all: only contributions to this questionnaire.")
@click.option(
    "--without-signals", is_flag=True, help="With --all: only those without signs of careless answers."
)
@account_option
@by_option
@data_option
def accept_command(
    ids: tuple[str, ...],
    is_all: bool,
    questionnaire: str | None,
    without_signals: bool,
    account: str | None,
    by: str,
    data: Path | None,
) -> None:
    """Vouch for contributions: you know that the organisation exists, and that it answered.

    An anonymous form alone is never enough to enter an edition. Say with --account who filled in forms for others: no
    account may bring more than a quarter of a group.
    """
    from ..assessment.quality import SIGNALS
    from ..store.record import Decision, Sweep

    if bool(ids) == is_all:
        raise click.UsageError("Name contributions, or accept --all that wait.")
    if not is_all and (questionnaire or without_signals):
        raise click.UsageError("--questionnaire and --without-signals go with --all.")
    most = 0 if without_signals else len(SIGNALS)
    if account and is_all:
        with source_of(data) as (source, _):
            waiting = list(source.standings(questionnaire, waiting=True))
        ids = tuple(each.id for each in waiting if each.signals.bit_count() <= most)
        is_all = False
    if account and ids:
        bring(ids, account, by, data)
    decision: Decision | Sweep = Decision(kind="accepted", ids=ids, by=by)
    if is_all:
        decision = Sweep(by=by, questionnaire=questionnaire, most_signals=most)
    with source_of(data) as (source, _):
        if is_all:
            waiting = source.standings(questionnaire, waiting=True)
            found = [each for each in waiting if each.signals.bit_count() <= most]
        else:
            found = [source.standing(id) for id in dict.fromkeys(ids)]
        count = source.decide(decision)
    tell(f"{count:,} accepted.")
    for line in still_missing(found):
        tell(line)


@click.command("refuse", epilog='Example: assess contribute refuse 4kq7… --because "a test of ours"')
@ids_argument
@click.option("--because", required=True, help="Why; the respondent can read it.")
@by_option
@data_option
def refuse_command(ids: tuple[str, ...], because: str, by: str, data: Path | None) -> None:
    """Keep contributions out of editions to come; also those that were accepted."""
    from ..store.record import Decision

    require(ids)
    count = decide(Decision(kind="refused", ids=ids, by=by, because=because.strip()), data)
    tell(f"{count:,} refused.")


@click.command("withdraw", epilog="Example: assess contribute withdraw 4kq7…")
@ids_argument
@click.option(
    "--forget",
    is_flag=True,
    help="Also cut the tie to its group, here and in the votes of earlier editions, for a request to be erased.",
)
@by_option
@data_option
def withdraw_command(ids: tuple[str, ...], forget: bool, by: str, data: Path | None) -> None:
    """Take contributions back, as their respondents can do by their private links.

    It takes effect in the next edition; what is released is never issued again. Only the respondent can contribute
    again.
    """
    from ..benchmark.publication import forget as forget_group
    from ..errors import Conflict
    from ..store.record import Decision
    from .option import shelf_of

    require(ids)
    with source_of(data) as (source, settings):
        before = [source.standing(id) for id in dict.fromkeys(ids)]
        count = source.decide(Decision(kind="withdrawn", ids=ids, by=by))
        left = {each.party for each in source.standings(None, waiting=False) if each.state == "accepted"}
    tell(f"{count:,} withdrawn, with effect from the next edition.")
    for party in sorted({each.party for each in before if each.party is not None} if forget else ()):
        if party in left:
            tell(f"Group {short(party)} has other contributions that count, so its votes stay tied to it.")
            continue
        try:
            dropped = forget_group(shelf_of(settings), party)
        except Conflict as error:
            raise Conflict(
                f"It is withdrawn, but its group is not forgotten yet. {error.what}",
                where=error.where,
                remedy="Give the same command again when that is done.",
            ) from error
        with source_of(data) as (source, _):
            source.forget_group(party, by=by)
        tell(f"Group {short(party)} is forgotten, also in the votes of earlier editions.")
        tell("Copies made before still know it. The database file is free of it once it was closed.")
        for candidate in dropped:
            tell(f"The candidate {candidate} counted it and is gone; build it again.")


@click.command("group", epilog="Example: assess contribute group 4kq7… example.org")
@click.argument("id")
@click.argument("identity")
@account_option
@by_option
@data_option
def group_command(id: str, identity: str, account: str | None, by: str, data: Path | None) -> None:
    """Say which corporate group a contribution is from: its register number or its e-mail domain.

    Only a keyed hash of it is kept. All contributions of one group have one vote in an edition.
    """
    from ..benchmark.keyring import group_key
    from ..benchmark.mark import group_mark, mark
    from ..store.record import Decision, Party

    settings = settings_for(data)
    key = group_key(settings.keys)
    party = Party(group=group_mark(key, identity), round=mark(key, "round", id))
    decide(Decision(kind="grouped", ids=(id,), by=by, party=party), data)
    if account:
        bring((id,), account, by, data)
    tell(f"It counts as of group {short(party.group)}.")


def bring(ids: tuple[str, ...], account: str, by: str, data: Path | None) -> None:
    """Have it stored who brought contributions in: the mark of a name, and no name."""
    from ..benchmark.keyring import group_key
    from ..store.record import Decision
    from .origin import account_mark

    mark = account_mark(group_key(settings_for(data).keys), account)
    decide(Decision(kind="brought", ids=ids, by=by, account=mark), data)


def decide(decision: Decision | Sweep, data: Path | None) -> int:
    """Have a decision stored; how many submissions it changed."""
    with source_of(data) as (source, _):
        return source.decide(decision)


def require(ids: tuple[str, ...]) -> None:
    """Refuse a command that decides about nothing."""
    if not ids:
        raise click.UsageError("Name at least one contribution.")
