"""Releases → what an attacker holds: each unknown once, and every published cell with its members.

An *unknown* is one vote: the same scores of the same group in several editions are one, a revised vote is another. A cell
that was carried forward is the cell it came from. Who is a member is taken as known, the scores are what is sought.

Noise counts for nothing here: of a cell with noise (rule 13) the attacker is taken to hold mean and median as an exact
edition would tell them. So no edition passes that would not if the same figures were told without noise; as the noise may be
small (a large ε), nothing less would do. That is more than is certain: taken as it stands, a figure with noise rules out no
population. What it makes likelier or less likely, where in the room of the rounding an exact figure lies included, is within
e^ε, and the ledger adds that up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from ...errors import AssessError
from ..cohort import lineage
from ..contribution import NOT_SCORED, Contributions, Instrument
from ..history import Release, members, span
from ..model import Thresholds, is_item
from ..noise import without_noise


class Table(Struct, frozen=True, kw_only=True, eq=False):
    """The cells of one cohort, counted for one release: its members `rows` (unknowns), and the nodes it tells (columns)."""

    release: int
    cohort: str
    rows: np.ndarray
    told: np.ndarray
    thresholds: Thresholds


class Insider(Struct, frozen=True, kw_only=True, eq=False):
    """Who brought in votes of several groups, and knows them: an account, or a member of the federation.

    `knows` (U,) tells of each unknown whether it does.
    """

    what: Literal["account", "member"]
    knows: np.ndarray


class Evidence(Struct, frozen=True, kw_only=True, eq=False):
    """All unknowns and tables. `score` (U, K), `staged` (U,) and `group` (U,) are as in `Contributions`.

    `place` gives for each release the unknown of each of its votes; `editions` its name. `sort` (U,) numbers who brought an
    unknown into each release, member and account, as far as that matters for rule 5.
    """

    instrument: Instrument
    score: np.ndarray
    staged: np.ndarray
    group: np.ndarray
    tables: tuple[Table, ...]
    place: tuple[np.ndarray, ...]
    editions: tuple[str, ...]
    sort: np.ndarray
    insiders: tuple[Insider, ...]

    @property
    def inside(self) -> np.ndarray:
        """Whether (U, T) an unknown is counted in a table."""
        found = np.zeros((len(self.group), len(self.tables)), dtype=bool)
        for column, table in enumerate(self.tables):
            found[table.rows, column] = True
        return found

    def without(self, cohorts: Sequence[str], nodes: Sequence[str] = ()) -> Evidence:
        """As if the newest release did not publish some cohorts, and those below them, nor some nodes of any."""
        newest = len(self.editions) - 1
        column = {node: at for at, node in enumerate(self.instrument.nodes)}
        untold = np.array([column[node] for node in nodes], dtype=np.int64)
        withdrawn = set(cohorts)
        kept = (
            replace(table, told=np.setdiff1d(table.told, untold)) if table.release == newest else table
            for table in self.tables
            if table.release < newest or not withdrawn.intersection(lineage(table.cohort))
        )
        return replace(self, tables=tuple(table for table in kept if len(table.told)))


def gather(releases: Sequence[Release]) -> Evidence:
    """What all the releases of one instrument tell, the oldest first.

    Raises `AssessError` if a cell was carried forward from a release that is not among them: its members are not known.
    """
    first = releases[0].votes
    names = tuple(release.edition.manifest.edition for release in releases)
    if any(release.votes.instrument != first.instrument for release in releases):
        raise AssessError(
            "These editions are of different questionnaires.",
            where="audit",
            remedy="Audit the editions of one questionnaire content together.",
        )
    group = np.concatenate([each.votes.group for each in releases])
    score = np.concatenate([each.votes.score for each in releases])
    staged = np.concatenate([each.votes.staged for each in releases])
    # compared in full, as rule 9 does, not by a hash: two that were taken for one would be linked where nobody sees a link
    _, at, number = np.unique(
        np.column_stack((group.astype(np.int64), staged, score)),
        axis=0,
        return_index=True,
        return_inverse=True,
    )
    ends = np.cumsum([len(each.votes) for each in releases])
    place = tuple(np.split(number.ravel(), ends[:-1]))
    return Evidence(
        instrument=first.instrument,
        score=score[at],
        staged=staged[at],
        group=group[at],
        tables=tuple(_tables(releases, names, place)),
        place=place,
        editions=names,
        sort=_sort(releases, place, len(at)),
        insiders=tuple(_insiders(releases, place, group[at])),
    )


def _tables(
    releases: Sequence[Release], names: tuple[str, ...], place: tuple[np.ndarray, ...]
) -> list[Table]:
    """The tables of all releases, each with every node that some release tells from it."""
    column = {node: at for at, node in enumerate(releases[0].votes.instrument.nodes)}
    told: dict[tuple[int, str], set[int]] = {}
    for at, release in enumerate(releases):
        for cohort, cells in release.edition.cells.items():
            for cell in cells.values():
                if cell.held_from and cell.held_from not in names:
                    raise AssessError(
                        f"{cohort} is carried forward from {cell.held_from}, which is not here.",
                        where=f"edition {names[at]}",
                        remedy="Audit an edition together with all that were released before it.",
                    )
                origin = names.index(cell.held_from) if cell.held_from else at
                told.setdefault((origin, cohort), set()).add(column[cell.node])
    return [
        Table(
            release=origin,
            cohort=cohort,
            rows=place[origin][members(releases[origin].votes, cohort)],
            told=np.array(sorted(nodes)),
            thresholds=without_noise(releases[origin].edition.manifest.thresholds),
        )
        for (origin, cohort), nodes in sorted(told.items())
    ]


def _sort(releases: Sequence[Release], place: tuple[np.ndarray, ...], unknowns: int) -> np.ndarray:
    """Two of one sort can exchange what they skipped, and rule 5 by node comes out as it did."""
    found = np.zeros((unknowns, 2 * len(releases)), dtype=np.int64)
    for at, release in enumerate(releases):
        _, account = np.unique(release.votes.account, return_inverse=True)
        account = account.ravel()
        found[place[at], 2 * at] = np.where(np.isin(account, _weighty(release, account)), account + 1, 0)
        known, member = np.unique(release.votes.member, return_inverse=True)
        if len(known) > 1:
            found[place[at], 2 * at + 1] = member.ravel() + 1
    return np.unique(found, axis=0, return_inverse=True)[1].ravel()


def _weighty(release: Release, account: np.ndarray) -> np.ndarray:
    """The accounts (numbers) that rule 5 could notice on a node that is not withheld for want of answers anyway.

    Of a cohort counted afresh: those with more members in it than their share of the fewest who have a score on such a
    node. Any other account brings no more than its share, whichever of its members skipped the node.
    """
    votes, thresholds = release.votes, release.edition.manifest.thresholds
    least = np.array(
        [thresholds.item_n if is_item(node) else thresholds.min_n for node in votes.instrument.nodes]
    )
    found: list[np.ndarray] = []
    for cohort, cells in release.edition.cells.items():
        if all(cell.held_from for cell in cells.values()):
            continue
        first, beyond = span(votes, cohort)
        scored = (votes.score[first:beyond] != NOT_SCORED).sum(axis=0)
        partial = (scored >= least) & (beyond - first - scored >= thresholds.difference)
        if partial.any():
            brought = np.bincount(account[first:beyond])
            found.append(np.flatnonzero(brought > thresholds.account_share * scored[partial].min()))
    return np.unique(np.concatenate(found)) if found else np.empty(0, dtype=np.int64)


def _insiders(
    releases: Sequence[Release], place: tuple[np.ndarray, ...], group: np.ndarray
) -> Iterator[Insider]:
    """The accounts and the members that brought in votes of two groups or more, whatever the edition."""
    unknown = np.concatenate(place)
    whats: tuple[Literal["account", "member"], ...] = ("account", "member")
    for what in whats:
        by = np.concatenate([getattr(release.votes, what) for release in releases])
        order = np.argsort(by, kind="stable")
        for rows in np.split(order, np.flatnonzero(np.diff(by[order])) + 1):
            groups = len(np.unique(group[unknown[rows]])) if len(rows) > 1 else 1
            if groups > 1 and (what == "account" or by[rows[0]]):
                knows = np.zeros(len(group), dtype=bool)
                knows[unknown[rows]] = True
                yield Insider(what=what, knows=knows)


def kinds(evidence: Evidence) -> np.ndarray:
    """The kind (U,) of each unknown: of one kind are those in the same tables.

    Two of a kind can exchange all they said, what they skipped included, and every published value stays as it is: no
    table holds one without the other, and who skipped what is part of the answers that are sought. Where somebody skipped
    a node, those of one kind are of one sort as well. And a group with a revised vote that is seen, too, is set apart by
    what it skipped of the nodes that one of its cohorts tells in any release: rules 8 and 9 look back on that. Whoever is
    in no table is of kind −1.
    """
    kind = np.full(len(evidence.group), -1)
    inside = evidence.inside
    seen = np.flatnonzero(inside.any(axis=1))
    if not len(seen):
        return kind
    packed, first, place = np.unique(
        np.packbits(inside[seen], axis=1), axis=0, return_index=True, return_inverse=True
    )
    told: dict[str, np.ndarray] = {}
    for table in evidence.tables:
        told.setdefault(table.cohort, np.zeros(evidence.score.shape[1], dtype=bool))[table.told] = True
    by_table = np.array([told[table.cohort] for table in evidence.tables])
    telling = np.array([by_table[inside[seen[at]]].any(axis=0) for at in first])
    place = place.ravel()
    skipped = evidence.score[seen] == NOT_SCORED
    lacked = np.zeros(len(packed), dtype=bool)
    np.logical_or.at(lacked, place, skipped.any(axis=1))
    lacking = skipped & telling[place] & _is_revised(evidence, seen)[:, None]
    apart = np.where(lacked[place], evidence.sort[seen], -1)[:, None]
    pattern = np.hstack((packed[place], np.packbits(lacking, axis=1), apart))
    kind[seen] = np.unique(pattern, axis=0, return_inverse=True)[1].ravel()
    return kind


def _is_revised(evidence: Evidence, seen: np.ndarray) -> np.ndarray:
    """Whether (seen,) the group of an unknown that is seen in some table has another vote that is seen as well."""
    _, party, votes = np.unique(evidence.group[seen], return_inverse=True, return_counts=True)
    return votes[party.ravel()] > 1


def exchangeable(evidence: Evidence, kind: np.ndarray) -> np.ndarray:
    """Whether (U,) an unknown may take the scores of any other of its kind without being seen to have revised nothing.

    Rule 9 counts revised votes, so an alternative must not make two votes of a group equal: whose group has said elsewhere
    what somebody of its kind says is not exchanged.
    """
    _, row = np.unique(evidence.score, axis=0, return_inverse=True)
    row = row.ravel()
    said = set(zip(kind.tolist(), row.tolist(), strict=True))
    order = np.argsort(evidence.group, kind="stable")
    starts = np.flatnonzero(np.diff(evidence.group[order])) + 1
    free = np.ones(len(row), dtype=bool)
    for votes in np.split(order, starts):
        for one in votes.tolist() if len(votes) > 1 else ():
            free[one] = not any((int(kind[one]), int(row[other])) in said for other in votes if other != one)
    return free


def votes_with(
    evidence: Evidence, votes: Contributions, release: int, score: np.ndarray, staged: np.ndarray
) -> Contributions:
    """The votes of a release with other scores and staged levels of the unknowns (U, K) and (U,)."""
    place = evidence.place[release]
    return replace(
        votes, score=score[place].astype(np.int32), staged=staged[place].astype(votes.staged.dtype)
    )
