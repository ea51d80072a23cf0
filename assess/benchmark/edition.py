"""Contributions → an edition: counted exactly, told coarsely, then sealed and never changed.

Contributions and the editions released before enter, an `Edition` with published cells leaves. Nothing here reads a
clock, a disk or a database: the same contributions, in any order, give the same edition to the last byte.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from ..errors import Conflict, NotFound
from .cohort import TREE, Bands, is_within
from .contribution import Contributions
from .disclosure import RULES, Told, publish, without_empty
from .document import SYNTHETIC, seal
from .history import Past, Release, carried, held
from .model import ALL, Cell, Edition, Manifest, Reason, Thresholds
from .privacy import Noise, tell
from .quarter import Quarter, quarter_of
from .tally import tally
from .threshold import check_thresholds
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
    (`privacy`); who releases the edition spends it from the ledger (`budget.pay`).

    Raises `AssessError` for thresholds that make no sense, `NotFound` for a name that is to be left out and would not be
    told anyway, and `Conflict` for a quarter that does not come
    after the last one released, or for which no ε is left. An edition of which nothing may be published is not an
    error: it has no cells.
    """
    thresholds = thresholds or Thresholds()
    past = past or Past()
    check_thresholds(thresholds)
    check_order(quarter, past)
    votes = elect(contributions, quarter, thresholds)
    if thresholds.epsilon:
        told = tell(votes, quarter, thresholds, noise)
    else:
        told = publish(votes, tally(votes, min_n=thresholds.min_n), past.exact, thresholds, withdrawn)
        if past.exact.last is not past.last:
            told = without_change(told)
    check_names(told, withdrawn, withheld, f"edition {quarter}")
    newest = (
        None if thresholds.epsilon else past.exact.last
    )  # nothing exact is carried into an edition with noise
    told = without(told, withdrawn, withheld, newest)
    manifest = _manifest(votes, told, quarter, thresholds, past, note=note, members=members, bands=bands)
    edition = seal(Edition(manifest=manifest, cells=told.cells))
    if noise and thresholds.epsilon and told.cells:
        noise.ledger.spend(edition.manifest.edition, thresholds.epsilon)  # only asked: who releases it pays
    return Release(edition=edition, votes=votes)


def _manifest(
    votes: Contributions,
    told: Told,
    quarter: Quarter,
    thresholds: Thresholds,
    past: Past,
    *,
    note: str,
    members: Sequence[str],
    bands: Bands | None,
) -> Manifest:
    """What stands above the cells: whose, of when, by which rules, and what is not told, with the reason. Not sealed yet."""
    instrument = votes.instrument
    first, last = quarter.window(thresholds.window_quarters)
    return Manifest(
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
        suppressed=reasons(told, bands, "noise" if thresholds.epsilon else "below_min_n"),
        withheld=told.withheld,
        files={},
    )


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


def check_names(told: Told, withdrawn: Sequence[str], withheld: Sequence[str], where: str) -> None:
    """Refuse to leave out what would not be told anyway; a name that was mistyped would leave the edition as it is.

    Of an edition that tells nothing there is another refusal, the same whatever was to be left out.

    Raises `NotFound`.
    """
    fresh = [node for cells in told.cells.values() if cells and not held(cells) for node in cells]
    strange = [
        f"no group {cohort}"
        for cohort in withdrawn
        if not any(is_within(each, cohort) for each in told.cells)
    ]
    strange += [f"no figure newly counted of {node}" for node in withheld if node not in fresh]
    if strange and told.cells:
        raise NotFound(
            f"This edition tells {', and '.join(strange)}.",
            where=where,
            remedy="Build it without, and read what it tells: assess edition show",
        )


def without(
    told: Told, withdrawn: Sequence[str], nodes: Sequence[str] = (), last: Release | None = None
) -> Told:
    """What is told without some cohorts, and those below them, and without some nodes of the others.

    What the `last` edition told of these cohorts stands, and says so, as under rule 9: it is known already. Cells that are
    carried forward keep their nodes: they were told before.
    """
    gone = {each for each in told.cells for cohort in withdrawn if is_within(each, cohort)}
    known = {cohort: carried(last, cohort) for cohort in gone if last and cohort in last.edition.cells}
    kept = {
        cohort: known.get(cohort, cells)
        for cohort, cells in told.cells.items()
        if cohort not in gone or cohort in known
    }
    gone -= known.keys()
    fresh = [cohort for cohort, cells in kept.items() if not held(cells)]
    withheld: dict[str, dict[str, Reason]] = {
        cohort: why for cohort, why in told.withheld.items() if cohort not in gone | known.keys()
    }
    for cohort in fresh:
        audited = {node: "audit" for node in nodes if node in kept[cohort]}
        if audited:
            withheld[cohort] = withheld.get(cohort, {}) | audited
            kept[cohort] = {node: cell for node, cell in kept[cohort].items() if node not in audited}
    gone |= {cohort for cohort, cells in kept.items() if not cells}
    return without_empty(
        Told(cells=kept, suppressed=told.suppressed | dict.fromkeys(gone, "audit"), withheld=withheld)
    )


def without_change(told: Told) -> Told:
    """What is told without how means have changed: the edition before carries noise, and what differs may be that."""
    return replace(
        told,
        cells={
            cohort: {node: replace(cell, change=None) for node, cell in cells.items()}
            for cohort, cells in told.cells.items()
        },
    )


def reasons(told: Told, bands: Bands | None, unlisted: Reason) -> dict[str, Reason]:
    """The cohorts that can be asked for and are not published, with the reason code.

    A cohort of nine and an empty one must look the same, and a band nobody is in must not be told from one with a single
    organisation: so whatever the form offers and is not published is listed, with the code `unlisted` where no other is
    known. Without `bands`, only bands that some published cohort shows are combined.
    """
    offered = bands or shown(told.cells)
    listed = {cohort: unlisted for cohort in offered.cohorts() if cohort not in told.cells}
    if ALL in listed:
        listed[ALL] = "below_min_n"
    return listed | {cohort: why for cohort, why in told.suppressed.items() if why != "below_min_n"}


def shown(cells: dict[str, dict[str, Cell]]) -> Bands:
    """The bands that occur in the keys of published cohorts."""
    paths = [cohort.split("/") for cohort in cells if cohort != TREE[-1]]
    industry, size, region = (
        tuple(sorted({steps[depth] for steps in paths if len(steps) > depth})) for depth in range(3)
    )
    return Bands(industry=industry, size=size, region=region)
