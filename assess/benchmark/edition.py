"""Contributions → an edition: counted exactly, told coarsely, then sealed and never changed.

Contributions and the editions released before enter, an `Edition` with published cells leaves. Nothing here reads a
clock, a disk or a database: the same contributions, in any order, give the same edition to the last byte.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..errors import Conflict
from .cohort import TREE, Bands, is_within
from .contribution import Contributions
from .disclosure import RULES, Told, check_thresholds, publish
from .document import SYNTHETIC, seal
from .history import Past, Release, held
from .model import Cell, Edition, Manifest, Reason, Thresholds
from .privacy import Noise, noisy_cells
from .quarter import Quarter, quarter_of
from .tally import tally
from .vote import elect


def build(
    contributions: Contributions,
    *,
    quarter: Quarter,
    past: Past | None = None,
    thresholds: Thresholds | None = None,
    note: str = "",
    bands: Bands | None = None,
    withdrawn: Sequence[str] = (),
    withheld: Sequence[str] = (),
    members: Sequence[str] = (),
    noise: Noise | None = None,
) -> Release:
    """The edition of a quarter, sealed, and the votes behind it; its id is the quarter and a digest of all it holds.

    The id of an edition with made-up contributions begins with "synthetic-". `past` holds what was released of the same
    questionnaire content. `bands` are those the profile form offers; they decide which suppressed cohorts are listed
    (see `reasons`), and change nothing else. `withdrawn` names cohorts to leave out, since the audit failed with
    them, and `withheld` nodes that no cohort is to tell. `members` are the public keys of the instances that contributed,
    if several did. With `epsilon` among the thresholds nothing is told but figures of everyone with `noise` on them
    (`privacy`); who releases the edition spends it from the ledger.

    Raises `AssessError` for thresholds that make no sense, and `Conflict` for a quarter that does not come
    after the last one released, or for which no ε is left. An edition of which nothing may be published is not an
    error: it has no cells.
    """
    thresholds = thresholds or Thresholds()
    past = past or Past()
    check_thresholds(thresholds)
    check_order(quarter, past)
    votes = elect(contributions, quarter, thresholds)
    if thresholds.epsilon:
        told = Told(cells=noisy_cells(votes, quarter, thresholds, noise), suppressed={}, withheld={})
    else:
        told = publish(votes, tally(votes, min_n=thresholds.min_n), past, thresholds)
    told = without(told, withdrawn, withheld)
    instrument = votes.instrument
    first, last = quarter.window(thresholds.window_quarters)
    manifest = Manifest(
        format=2,
        edition=(SYNTHETIC if votes.synthetic else "") + str(quarter),
        questionnaire=instrument.questionnaire,
        version=instrument.version,
        questionnaire_hash=instrument.hash,
        rules=RULES,
        thresholds=thresholds,
        tree=TREE,
        period_from=first,
        period_to=last,
        synthetic=votes.synthetic,
        note=note,
        minimum=instrument.minimum,
        maximum=instrument.maximum,
        levels=tuple(number for number, _ in instrument.levels),
        before=past.last.edition.manifest.edition if past.last else "",
        members=tuple(sorted(members)),
        suppressed=reasons(told, bands),
        withheld=told.withheld,
        files={},
    )
    return Release(edition=seal(Edition(manifest=manifest, cells=told.cells)), votes=votes)


def check_order(quarter: Quarter, past: Past) -> None:
    """Refuse a quarter that was released already, or that lies before one that was: an edition is never re-issued."""
    if past.last is None:
        return
    last = past.last.edition.manifest
    if quarter.last <= last.period_to:
        raise Conflict(
            f"An edition up to {last.period_to} is released already.",
            where=f"edition {quarter}",
            remedy=f"The next one is {quarter_of(last.period_to).shifted(1)}.",
        )


def without(told: Told, withdrawn: Sequence[str], nodes: Sequence[str] = ()) -> Told:
    """What is told without some cohorts, and those below them, and without some nodes of the others.

    Cells that are carried forward keep their nodes: they were told before.
    """
    gone = {each for each in told.cells for cohort in withdrawn if is_within(each, cohort)}
    kept = {cohort: cells for cohort, cells in told.cells.items() if cohort not in gone}
    fresh = [cohort for cohort, cells in kept.items() if not held(cells)]
    withheld: dict[str, dict[str, Reason]] = {
        cohort: why for cohort, why in told.withheld.items() if cohort not in gone
    }
    for cohort in fresh:
        audited = {node: "audit" for node in nodes if node in kept[cohort]}
        if audited:
            withheld[cohort] = withheld.get(cohort, {}) | audited
            kept[cohort] = {node: cell for node, cell in kept[cohort].items() if node not in audited}
    return Told(
        cells={cohort: cells for cohort, cells in kept.items() if cells},
        suppressed=told.suppressed | dict.fromkeys(gone, "audit"),
        withheld=withheld,
    )


def reasons(told: Told, bands: Bands | None) -> dict[str, Reason]:
    """The cohorts that can be asked for and are not published, with the reason code.

    A cohort of nine and an empty one must look the same, and a band nobody is in must not be told from one with a single
    organisation: so whatever the form offers and is not published is listed. Without `bands`, only bands that some
    published cohort shows are combined.
    """
    offered = bands or shown(told.cells)
    listed = {cohort: "below_min_n" for cohort in offered.cohorts() if cohort not in told.cells}
    return listed | {cohort: why for cohort, why in told.suppressed.items() if why != "below_min_n"}


def shown(cells: dict[str, dict[str, Cell]]) -> Bands:
    """The bands that occur in the keys of published cohorts."""
    paths = [cohort.split("/") for cohort in cells if cohort != TREE[-1]]
    industry, size, region = (
        tuple(sorted({steps[depth] for steps in paths if len(steps) > depth})) for depth in range(3)
    )
    return Bands(industry=industry, size=size, region=region)
