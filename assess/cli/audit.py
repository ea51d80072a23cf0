"""`assess edition audit`: the attack on an edition and all before it, and how every build is attacked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..settings import Settings
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
    from ..benchmark.gate import Attack
    from ..benchmark.history import Release
    from ..questionnaire.catalogue import Catalogue
    from ..questionnaire.model import Questionnaire


def attack_on(settings: Settings, catalogue: Catalogue) -> Attack:
    """The audit of editions; an attacker is taken to know what was asked, in exactly the version that was answered."""
    from ..benchmark.audit import audit
    from ..benchmark.linkage import relations_of

    def attack(releases: Sequence[Release]) -> Audit:
        newest = releases[-1]
        manifest = newest.edition.manifest
        known = answered(manifest.questionnaire, manifest.questionnaire_hash, settings, catalogue)
        relations = relations_of(known, newest.votes.instrument.nodes)
        return audit(releases, relations, manifest.thresholds)

    return attack


def answered(questionnaire: str, hash: str, settings: Settings, catalogue: Catalogue) -> Questionnaire:
    """A questionnaire with exactly this content, served now or before; `NotFound` where it cannot be had."""
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
    return known


def unasked(releases: Sequence[Release]) -> Audit:
    """The audit of what holds nobody's answers."""
    from ..benchmark.audit import Audit

    return Audit(limit=0, tightest=None, failures=(), cells=0, editions=len(releases))


@click.command("audit", epilog="Example: assess edition audit 2026-q3 --explain")
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
        found = attack_on(settings, catalogue)(releases)
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
