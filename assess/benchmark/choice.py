"""What somebody asks an edition for, by name: peers of the tree, one published figure; or the refusal, with its reason.

Text enters. What is not published is refused in the same words whether there are nine organisations or none.
"""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from ..errors import AssessError
from ..language import gettext as _
from .cohort import FIELDS, Bands, key, level
from .model import ALL, QUANTILES, Edition, Manifest
from .noise import is_noisy

FIGURES = ("mean", *QUANTILES)
"""The figures that a cell may tell."""
EXTREMES = ("min", "minimum", "max", "maximum", "lowest", "highest", "p0", "p100")
"""What is never told: each would be one organisation's score."""


class OffTree(AssessError):
    """A group that the one tree of groups does not have."""

    status = 422
    code = "off-tree"


class UnknownBand(AssessError):
    """A band that the profile form does not offer."""

    status = 422
    code = "unknown-band"


class NotTold(AssessError):
    """A figure that an edition does not publish; `reason` is why: a code of `model.Reason`, or "" if it never does."""

    status = 422
    code = "not-published"

    def __init__(self, what: str, *, reason: str = "", where: str = "", remedy: str = "") -> None:
        super().__init__(what, where=where, remedy=remedy)
        self.reason = reason


class Told(Struct, frozen=True, kw_only=True):
    """One published figure of one cell, and what must stand beside it."""

    edition: str
    synthetic: bool
    peers: str
    node: str
    figure: str
    value: float
    n_band: str
    period_from: date
    period_to: date
    held_from: str


def choose(text: str, bands: Bands) -> str:
    """The cohort that was asked for, such as "C/medium"; `bands` are those of the profile form.

    Raises `OffTree` for a group across the tree, which explains the tree, and `UnknownBand` for a band there is not.
    Whether the cohort is published is another matter: if it is not, a comparison falls back and says so.
    """
    if text == ALL:
        return ALL
    path = text.split("/")
    if len(path) > len(FIELDS):
        raise off_tree(text)
    for name, band in zip(FIELDS, path, strict=False):
        offered = getattr(bands, name)
        if band in offered:
            continue
        if any(band in getattr(bands, other) for other in FIELDS):
            raise off_tree(text)
        raise UnknownBand(
            _("There is no band {band} of {field}.").format(band=repr(band), field=name),
            where="peers",
            remedy=_("Use one of: {bands}.").format(bands=", ".join(offered) or "–"),
        )
    return key(path)


def off_tree(text: str) -> OffTree:
    """The refusal of a group that would cut across the tree, and why there is but one tree."""
    return OffTree(
        _(
            "{group} is no group of the benchmark. Groups form one tree: industry × size × region → industry × size → "
            "industry → all. Tables that cross it could be subtracted from one another until one organisation is left."
        ).format(group=text),
        where="peers",
        remedy=_("Name an industry, then a size, then a region, separated by strokes; or all."),
    )


def inquire(edition: Edition, peers: str, node: str, figure: str) -> Told:
    """One figure of a published cell; `NotTold` with the reason for one that is not published.

    `peers` is a cohort as `choose` gives it. No other cohort is taken instead: what is asked for is told, or nothing.
    """
    if figure in EXTREMES:
        raise NotTold(
            _("The lowest and the highest value are never published: each is one organisation's score."),
            where="figure",
            remedy=_("Use one of: {bands}.").format(bands=", ".join(FIGURES)),
        )
    if figure not in FIGURES:
        raise NotTold(
            _("{figure} is no figure of an edition.").format(figure=figure),
            where="figure",
            remedy=_("Use one of: {bands}.").format(bands=", ".join(FIGURES)),
        )
    manifest = edition.manifest
    cells = edition.cells.get(peers)
    if cells is None:
        raise not_told("peers", why_hidden(peers, manifest))
    cell = cells.get(node)
    if cell is None:
        raise not_told("node", manifest.withheld.get(peers, {}).get(node, "not_in_edition"))
    value = getattr(cell, figure)
    if value is None:
        raise not_told("figure", "noise" if is_noisy(manifest) else "below_quantile_n")
    return Told(
        edition=manifest.edition,
        synthetic=manifest.synthetic,
        peers=peers,
        node=node,
        figure=figure,
        value=value,
        n_band=cell.n_band,
        period_from=manifest.period_from,
        period_to=manifest.period_to,
        held_from=cell.held_from,
    )


def why_hidden(cohort: str, manifest: Manifest) -> str:
    """Why a cohort is not published.

    An edition publishes every cohort of its tree that it may, so what is neither published nor listed with a
    reason has too few members, perhaps none; the edition does not say how many. One with noise publishes everyone only,
    whoever the others are.
    """
    below = "noise" if is_noisy(manifest) else "below_min_n"
    unlisted = below if level(cohort) in manifest.tree else "not_in_edition"
    return manifest.suppressed.get(cohort, unlisted)


def not_told(where: str, reason: str) -> NotTold:
    """The refusal with a reason code, and nothing else: no count, no "almost"."""
    return NotTold(
        _("This edition does not publish it; the reason code is {reason}.").format(reason=reason),
        reason=reason,
        where=where,
        remedy=_("Ask for a wider group, or for the median."),
    )
