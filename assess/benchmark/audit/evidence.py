"""Releases → what an attacker holds: each unknown once, and every published cell with its members.

An *unknown* is one vote: the same scores of the same group in several editions are one, a revised vote is another. A cell
that was carried forward is the cell it came from. Who is a member is taken as known, the scores are what is sought.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from ...errors import AssessError
from ..cohort import lineage
from ..contribution import NOT_SCORED, Contributions, Instrument
from ..history import Release, members
from ..model import Thresholds


class Table(Struct, frozen=True, kw_only=True, eq=False):
    """The cells of one cohort, counted for one release: its members `rows` (unknowns), and the nodes it tells (columns)."""

    release: int
    cohort: str
    rows: np.ndarray
    told: np.ndarray
    thresholds: Thresholds


class Evidence(Struct, frozen=True, kw_only=True, eq=False):
    """All unknowns and tables. `score` (U, K), `staged` (U,) and `group` (U,) are as in `Contributions`.

    `place` gives for each release the unknown of each of its votes; `editions` its name.
    """

    instrument: Instrument
    score: np.ndarray
    staged: np.ndarray
    group: np.ndarray
    tables: tuple[Table, ...]
    place: tuple[np.ndarray, ...]
    editions: tuple[str, ...]

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
    # compared in full, not by a hash: two that were taken for one would be linked where an attacker sees no link
    _, at, number = np.unique(
        np.column_stack((group.astype(np.int64), score)), axis=0, return_index=True, return_inverse=True
    )
    ends = np.cumsum([len(each.votes) for each in releases])
    place = tuple(np.split(number.ravel(), ends[:-1]))
    return Evidence(
        instrument=first.instrument,
        score=score[at],
        staged=np.concatenate([each.votes.staged for each in releases])[at],
        group=group[at],
        tables=tuple(_tables(releases, names, place)),
        place=place,
        editions=names,
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
            thresholds=releases[origin].edition.manifest.thresholds,
        )
        for (origin, cohort), nodes in sorted(told.items())
    ]


def kinds(evidence: Evidence) -> np.ndarray:
    """The kind (U,) of each unknown: of one kind are those in the same tables.

    Two of a kind can exchange all they said, what they skipped included, and every published value stays as it is: no
    table holds one without the other, and who skipped what is part of the answers that are sought. But a group with a
    revised vote is set apart by what it skipped of the nodes that one of its cohorts tells in any release: rules 8 and 9
    look back on that. Whoever is in no table is of kind −1.
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
    lacking = (evidence.score[seen] == NOT_SCORED) & telling[place] & _is_revised(evidence)[seen, None]
    pattern = np.hstack((packed[place], np.packbits(lacking, axis=1)))
    kind[seen] = np.unique(pattern, axis=0, return_inverse=True)[1].ravel()
    return kind


def _is_revised(evidence: Evidence) -> np.ndarray:
    """Whether (U,) the group of an unknown has another vote as well."""
    _, party, votes = np.unique(evidence.group, return_inverse=True, return_counts=True)
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
