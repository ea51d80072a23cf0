"""Contributions → an edition: counted exactly, told coarsely, then sealed and never changed.

Contributions enter, an `Edition` with published cells leaves. Nothing here reads a clock, a disk or a
database: the same contributions, in any order, give the same edition to the last byte.
"""

from __future__ import annotations

import re

from assess.benchmark.cohort import TREE, Bands
from assess.benchmark.contribution import Contributions
from assess.benchmark.disclosure import RULES, check_thresholds, publish
from assess.benchmark.document import SYNTHETIC, seal
from assess.benchmark.model import Cell, Edition, Manifest, Suppressed, Thresholds
from assess.benchmark.tally import tally
from assess.errors import AssessError

NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def build(
    contributions: Contributions,
    *,
    edition: str,
    thresholds: Thresholds | None = None,
    note: str = "",
    bands: Bands | None = None,
) -> Edition:
    """Build the edition called `edition` ("2025-q4"), its id "2025-q4-" and a digest of all it holds.

    The id of an edition with made-up contributions begins with "synthetic-". `bands` are those the profile
    form offers; they decide which suppressed cohorts are listed (see `suppressed`), and change nothing else.

    Raises `AssessError` for a name that is not lower-case words and digits joined by hyphens, a real edition
    that calls itself synthetic, and thresholds that make no sense. An edition of which nothing may be
    published is not an error: it has no cells.
    """
    thresholds = thresholds or Thresholds()
    check_thresholds(thresholds)
    voters = contributions.complete(thresholds.usual_share)
    cells = publish(tally(voters, min_n=thresholds.min_n), thresholds)
    manifest = Manifest(
        format=1,
        edition=named(edition, synthetic=contributions.synthetic),
        questionnaire=contributions.questionnaire,
        version=contributions.version,
        questionnaire_hash=contributions.hash,
        rules=RULES,
        thresholds=thresholds,
        tree=TREE,
        period_from=contributions.period_from,
        period_to=contributions.period_to,
        synthetic=contributions.synthetic,
        note=note,
        suppressed=suppressed(cells, bands),
        files={},
    )
    return seal(Edition(manifest=manifest, cells=cells))


def named(edition: str, *, synthetic: bool) -> str:
    """The edition's name, with its warning when the data are made up."""
    if not NAME.fullmatch(edition) or len(edition) > 60:
        raise AssessError(
            f"{edition!r} cannot name an edition.",
            where="edition",
            remedy="Use lower-case words and digits joined by hyphens, such as 2025-q4.",
        )
    if not synthetic and edition.startswith(SYNTHETIC):
        raise AssessError(f'Only made-up data may be called "{SYNTHETIC}…".', where="edition")
    return edition if not synthetic or edition.startswith(SYNTHETIC) else SYNTHETIC + edition


def suppressed(cells: dict[str, dict[str, Cell]], bands: Bands | None) -> dict[str, Suppressed]:
    """The cohorts that can be asked for and are not published, with the reason code.

    A function of what is published and what the form offers, never of the contributions: a cohort of nine and
    an empty one must look the same, and a band nobody is in must not be told from one with a single
    organisation. Without `bands`, only bands that some published cohort shows are combined.
    """
    offered = bands or shown(cells)
    return {cohort: "below_min_n" for cohort in offered.cohorts() if cohort not in cells}


def shown(cells: dict[str, dict[str, Cell]]) -> Bands:
    """The bands that occur in the keys of published cohorts."""
    paths = [cohort.split("/") for cohort in cells if cohort != TREE[-1]]
    industry, size, region = (
        tuple(sorted({steps[depth] for steps in paths if len(steps) > depth})) for depth in range(3)
    )
    return Bands(industry=industry, size=size, region=region)
