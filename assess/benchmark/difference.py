"""Two released editions → what a reader of both sees change: cells that came, went, are held, or tell other values.

Pure, and of what is published only: nothing behind it enters.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from ..errors import Conflict
from .cohort import steps
from .model import QUANTILES, Cell, Edition, Share

VALUES = ("n_band", "mean", *QUANTILES, "shares", "staged")

Told = str | float | tuple[Share, ...] | None


class Moved(Struct, frozen=True, kw_only=True):
    """One value of a cell, in the earlier and in the later edition."""

    value: str
    before: Told
    after: Told


class Change(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What became of one cell. A cell that is held may still tell nothing new: `moved` is of changed ones."""

    cohort: str
    node: str
    what: Literal["came", "went", "held", "changed"]
    moved: tuple[Moved, ...] = ()


class Difference(Struct, frozen=True, kw_only=True):
    """From one edition to another: `changes` in the order of the tree, and how many cells stayed as they were."""

    before: str
    after: str
    changes: tuple[Change, ...]
    unchanged: int


def difference(before: Edition, after: Edition) -> Difference:
    """What changed from the earlier to the later edition.

    Raises `Conflict` for two questionnaires, or two contents of one: their scores do not mean the same.
    """
    old, new = before.manifest, after.manifest
    if old.questionnaire_hash != new.questionnaire_hash:
        raise Conflict(
            f"{old.edition} is of {old.questionnaire} {old.version}, {new.edition} of {new.questionnaire} "
            f"{new.version}: their scores do not compare.",
            where="edition diff",
            remedy="Compare editions of one version of a questionnaire.",
        )
    changes = []
    unchanged = 0
    for cohort in sorted({*before.cells, *after.cells}, key=steps):
        left, right = before.cells.get(cohort, {}), after.cells.get(cohort, {})
        for node in dict.fromkeys((*right, *left)):
            change = _change(cohort, node, left.get(node), right.get(node))
            changes += [change] if change else []
            unchanged += change is None
    return Difference(before=old.edition, after=new.edition, changes=tuple(changes), unchanged=unchanged)


def _change(cohort: str, node: str, left: Cell | None, right: Cell | None) -> Change | None:
    if left is None or right is None:
        return Change(cohort=cohort, node=node, what="came" if left is None else "went")
    if right.held_from:
        return Change(cohort=cohort, node=node, what="held")
    moved = tuple(
        Moved(value=value, before=getattr(left, value), after=getattr(right, value))
        for value in VALUES
        if getattr(left, value) != getattr(right, value)
    )
    return Change(cohort=cohort, node=node, what="changed", moved=moved) if moved else None
