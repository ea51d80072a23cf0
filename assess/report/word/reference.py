"""Reference figures in words: the number as it is meant, when, of how many and whom, who says so.

A `Figure` enters, texts leave in the language spoken, with a dash for what its source does not tell.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from ...benchmark.figure import Bound, Figure, Topic, Value
from ...language import gettext as _
from ...language import mark, plain, spoken

UNKNOWN = "–"

BOUNDS: dict[Bound, str] = {
    "about": mark("about {number}"),
    "under": mark("under {number}"),
    "over": mark("over {number}"),
    "at_least": mark("at least {number}"),
    "up_to": mark("up to {number}"),
}
TOPICS: dict[Topic, str] = {
    "maturity": mark("Maturity of customer experience"),
    "nps": mark("Willingness to recommend"),
    "satisfaction": mark("Customer satisfaction"),
    "contact-centre": mark("Contact centres"),
    "evidence": mark("What customer experience does"),
}


def heading() -> str:
    """Above all figures."""
    return _("What is known elsewhere")


def whose() -> str:
    """What they are, and what is not done with them."""
    return _(
        "What others have published. These figures are no part of any edition here, and no score is compared with them: "
        "they were measured in other ways, of other organisations."
    )


def topic(name: Topic) -> str:
    """The heading above the figures of one kind."""
    return _(TOPICS[name])


def by_topic(figures: Iterable[Figure]) -> list[tuple[str, list[list[Figure]]]]:
    """The figures under the heading of their kind, those that measure the same together; in the order of the file."""
    return [
        (topic(kind), [list(alike) for _same, alike in groupby(held, lambda each: each.measures)])
        for kind, held in groupby(figures, lambda each: each.topic)
    ]


def value(number: Value) -> str:
    """The number as its source means it; what was found by subtraction says so."""
    text = _bound(plain(number.value), number.bound)
    return _("{number} (by subtraction)").format(number=text) if number.derived else text


def when(figure: Figure) -> str:
    """The year, with the quarter or the month if there is one."""
    if figure.year is None:
        return UNKNOWN
    if figure.quarter:
        return _("quarter {quarter} of {year}").format(quarter=figure.quarter, year=figure.year)
    if figure.month:
        from babel.dates import format_date

        return format_date(date(figure.year, figure.month, 1), format="LLLL y", locale=spoken().locale)
    return str(figure.year)


def sample(figure: Figure) -> str:
    """How many were asked, and who they were, as far as it is known: "n = 224, firms"."""
    count = "" if figure.n is None else f"n = {_bound(plain(figure.n), figure.n_bound)}"
    return ", ".join(part for part in (count, figure.of) if part) or UNKNOWN


def cited(figure: Figure) -> str:
    """Who published it, and where it was seen."""
    if not figure.via:
        return figure.source
    return _("{source}, seen at {page}").format(source=figure.source, page=figure.via)


def dated(figure: Figure) -> str:
    """What follows the name of the source: the date it is of, unless the name ends with it."""
    told = figure.year is None or figure.source.endswith(str(figure.year))
    return "" if told else f", {when(figure)}"


def setting(figure: Figure) -> str:
    """Of how many, of whom and where, or that its source does not say so."""
    known = [] if figure.year else [_("year: not told")]
    known += [sample(figure)] if figure.n else [figure.of, _("n: not told")]
    known.append(figure.where or _("where: not told"))
    return " · ".join(part for part in known if part)


def seen(figure: Figure) -> str:
    """The page on which it was seen."""
    return _("Seen at {page}").format(page=figure.via)


def _bound(number: str, bound: Bound) -> str:
    return _(BOUNDS[bound]).format(number=number) if bound else number
