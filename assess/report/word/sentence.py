"""Every sentence of the benchmark site that holds a figure, whole: published values enter, text leaves.

In the language spoken; names arrive in that language and stand where they need no other ending. What the findings of a
report hold too leaves as a `Text`; the rest is only ever said on the site, and is a `str`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import islice

from msgspec import Struct

from ...benchmark.model import Cell, Reason, Share, Thresholds
from ...language import day, mark, number, plain
from ...language import gettext as _
from . import wording
from .text import Text, message

REASONS: dict[Reason, str] = {
    "below_min_n": mark("Too few organisations, or none: a group is shown from {min_n}."),
    "below_quantile_n": mark("Too few organisations for quartiles."),
    "item_nonresponse": mark(
        "Not all of the group answered here: so few did, or so few did not, that the difference would give somebody away."
    ),
    "concentration": mark(
        "One contributor, such as a consultancy, brought more than {account_share} of the answers that count here."
    ),
    "complement": mark(
        "What a wider group would keep without this one is fewer than {difference} organisations: they could be found by "
        "subtraction."
    ),
    "time": mark(
        "Too little has changed since the edition before: fewer than {difference} organisations came, went or answered anew."
    ),
    "audit": mark("The attack before the release came too close to a single organisation."),
    "noise": mark(
        "The edition carries noise, added on purpose: it tells mean and median of everyone, on the whole and the "
        "dimensions, and nothing else."
    ),
}
FACES = {
    "questionnaire": mark("Benchmark"),
    "dimension": mark("Dimensions"),
    "industry": mark("Industries"),
}
PAGES = {
    "index": mark("Benchmarks"),
    "reference": mark("Reference figures"),
    "method": mark("Method"),
    "hidden": mark("What is not shown"),
    "data": mark("Data"),
    "cite": mark("How to cite"),
}


class Title(Struct, frozen=True):
    """What a chart of medians shows: with the middle half of any row, or without."""

    banded: str
    bare: str


class Headings(Struct, frozen=True):
    """What the charts show: the heading above each."""

    levels: str
    staged: str
    dimensions: Title
    industries: Title
    sizes: Title
    course: str


LEVELS = {
    "levels": mark("How many stand on which level"),
    "staged": mark("Up to which level all core practices are in place"),
}
FEW = 3
"""So many names are told where several share a place."""


def headings() -> Headings:
    """The titles of the charts in the language spoken."""
    return Headings(
        levels=str(levels("levels")),
        staged=str(levels("staged")),
        dimensions=Title(_("Median and middle half of each dimension"), _("Median of each dimension")),
        industries=Title(_("Median and middle half of each industry"), _("Median of each industry")),
        sizes=Title(_("Median and middle half by size"), _("Median by size")),
        course=_("From edition to edition"),
    )


def levels(kind: str) -> Text:
    """The title of a chart of levels: "levels" by the average, "staged" by the core practices."""
    return message(LEVELS[kind])


def site() -> str:
    """What the site is called, unless its operator calls it something else."""
    return _("Customer experience benchmark")


def promise() -> str:
    """What the site tells, in one sentence."""
    return _(
        "How mature organisations are in customer experience, by questionnaire, dimension and industry: figures of "
        "groups, never of one organisation."
    )


def page(template: str) -> str:
    """A page in the navigation, or the heading above those of one kind."""
    return _((PAGES | FACES)[template])


def middle(cell: Cell, top: float) -> str:
    """Where a group stands, as far as it may be told."""
    if cell.p25 is None or cell.p75 is None:
        said = _("The median is {median} of {top}: half of the organisations are below it, half above.")
        return said.format(median=number(cell.median, 1), top=plain(top))
    said = _(
        "The middle half of the organisations scores between {p25} and {p75} of {top}; the median is {median}."
    )
    return said.format(
        p25=number(cell.p25, 1), p75=number(cell.p75, 1), top=plain(top), median=number(cell.median, 1)
    )


def base(n_band: str, quarter: str, start: date, end: date) -> str:
    """What stands below every figure: how many, which edition, when."""
    said = _("{organisations} organisations. Edition {quarter}, answers from {start} to {end}.")
    return said.format(organisations=n_band, quarter=quarter, start=day(start), end=day(end))


def base_of_several(quarter: str, start: date, end: date) -> str:
    """The same where the number of organisations stands beside each row."""
    said = _("Number of organisations beside each. Edition {quarter}, answers from {start} to {end}.")
    return said.format(quarter=quarter, start=day(start), end=day(end))


def edition(quarter: str, start: date, end: date) -> str:
    """Which edition, and when its answers are from."""
    said = _("Edition {quarter}, answers from {start} to {end}.")
    return said.format(quarter=quarter, start=day(start), end=day(end))


def rounded(step: int) -> str:
    """Said of shares."""
    return _("Shares are rounded to {step} percentage points.").format(step=step)


def held(quarter: str) -> str:
    """Said of values that are carried forward."""
    return _("values of {quarter}").format(quarter=quarter)


def held_note(quarter: str) -> str:
    said = _(
        "Too little has changed since {quarter} to count these figures anew without showing whose change it was: they are "
        "carried forward."
    )
    return said.format(quarter=quarter)


def spread(shares: tuple[Share, ...], names: list[str]) -> Text:
    """The finding of a chart of levels: the largest share, of several equal ones the first."""
    largest = max(range(len(shares)), key=lambda at: shares[at].percent)
    told = wording.share(shares[largest].percent / 100)
    if [share.percent for share in shares].count(shares[largest].percent) > 1:
        equal = [
            name
            for share, name in zip(shares, names, strict=True)
            if share.percent == shares[largest].percent
        ]
        return message("The largest shares, {percent} each: {levels}.", percent=told, levels="; ".join(equal))
    return message("The largest share, {percent}: {level}.", percent=told, level=names[largest])


def ranking(medians: list[tuple[str, float]]) -> str:
    """The finding of a chart of several groups or parts: who has the lowest and the highest median."""
    low, high = min(median for _name, median in medians), max(median for _name, median in medians)
    if low == high:
        return _("All medians are the same: {median}.").format(median=number(low, 1))
    said = _("Lowest median, {low}: {lowest}. Highest, {high}: {highest}.")
    return said.format(
        lowest=_some(name for name, median in medians if median == low),
        low=number(low, 1),
        highest=_some(name for name, median in medians if median == high),
        high=number(high, 1),
    )


def _some(names: Iterable[str]) -> str:
    """Names that share a place; of many the first few."""
    first, rest = list(islice(it := iter(names), FEW)), list(it)
    return "; ".join(first) + (" …" if rest else "")


def course(first: tuple[str, float], last: tuple[str, float]) -> str:
    """The finding of a chart over editions: from the first to the last median."""
    if first[1] == last[1]:
        said = _("The median was {median} in {first}, and is {median} in {last}.")
        return said.format(median=number(first[1], 1), first=first[0], last=last[0])
    risen = last[1] > first[1]
    said = (
        _("The median has risen from {before} in {first} to {after} in {last}.")
        if risen
        else _("The median has fallen from {before} in {first} to {after} in {last}.")
    )
    return said.format(before=number(first[1], 1), first=first[0], after=number(last[1], 1), last=last[0])


def span(p25: float, median: float, p75: float) -> str:
    """The words beneath the first band of a chart."""
    said = _("middle half {p25}–{p75}, median {median}")
    return said.format(p25=number(p25, 1), p75=number(p75, 1), median=number(median, 1))


def counted(name: str, n_band: str) -> str:
    """A row's name with its number of organisations."""
    return _("{name}: {organisations}").format(name=name, organisations=n_band)


def percent(value: int) -> str:
    """A share that is told in whole percent."""
    return wording.percent(value / 100)


def change(value: float | None) -> str:
    """The change of a published mean, with its sign; a dash where it may not be told."""
    if value is None:
        return "–"
    return number(0, 1) if value == 0 else ("+" if value > 0 else "−") + number(abs(value), 1)


def changed(value: float) -> str:
    """The change of a published mean, behind it."""
    if value == 0:
        return _("as in the edition before")
    return _("{change} since the edition before").format(change=change(value))


def hollow() -> str:
    """Said below a chart in which a group's values are carried forward."""
    return _("A hollow band is carried forward from an earlier edition.")


def dash(thresholds: Thresholds) -> str:
    """Said below a table in which a quantile is missing. With noise the reason is another one."""
    if thresholds.epsilon:
        return _("A dash is a figure that an edition with noise does not tell.")
    said = _(
        "A dash: the group is too small for this figure. Quartiles are shown from {quartile} organisations, the 10th and "
        "90th percentile from {decile}."
    )
    return said.format(quartile=least(thresholds, 25), decile=least(thresholds, 10))


def no_levels(thresholds: Thresholds) -> str:
    """Said where a group is shown, and how it spreads over the levels is not."""
    if thresholds.epsilon:
        return reason("noise", thresholds)
    said = _(
        "How many stand on which level is not shown here: that takes {distribution_n} organisations, of which no more "
        "than {dominance} stand on one level."
    )
    return said.format(
        distribution_n=thresholds.distribution_n, dominance=wording.percent(thresholds.dominance)
    )


def least(thresholds: Thresholds, percent: int) -> int:
    """From how many organisations a quantile is shown, by the percent beyond it."""
    return max(thresholds.min_n, -(-100 * thresholds.quantile_tail // percent))


def reason(code: Reason, thresholds: Thresholds) -> str:
    """Why something is not shown: a function of the rules alone, never of a count."""
    return _(REASONS[code]).format(
        min_n=thresholds.min_n,
        difference=thresholds.difference,
        account_share=wording.percent(thresholds.account_share),
    )


def synthetic() -> str:
    """The notice that stands on every page with made-up figures."""
    return _(
        "Made-up data: no organisation stands behind these figures. They show how the benchmark looks, and must not be "
        "cited."
    )


def unknown_version(questionnaire: str, version: str) -> str:
    """Said where the words of a questionnaire are missing."""
    said = _(
        "Version {version} of the questionnaire {questionnaire} is not installed here, so its parts are shown by their ids."
    )
    return said.format(questionnaire=questionnaire, version=version)


def no_edition(min_n: int) -> str:
    return _("No edition yet: at least {min_n} contributions are needed.").format(min_n=min_n)
