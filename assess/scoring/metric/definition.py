"""The metrics a person may ask for by name: what each is, in a sentence, which columns it takes, and its variants.

Pure: the columns of a sheet enter, a `Metric` leaves.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from . import duration, emotion, gap, opinion, share
from .figure import InvalidResponse, Metric
from .response import (
    Columns,
    count_codes,
    count_words,
    read_flags,
    read_messages,
    read_period,
    read_ratings,
    read_searches,
    read_waits,
)


class Column(Struct, frozen=True, kw_only=True):
    """A column that a metric takes, by the metric's own name for it."""

    name: str
    about: str
    is_needed: bool = True


class Definition(Struct, frozen=True, kw_only=True):
    """A metric and the columns it takes. `sentences` defines each of its variants, the usual one first; "" is a metric
    with one definition only.
    """

    name: str
    title: str
    sentences: dict[str, str]
    columns: tuple[Column, ...]
    compute: Callable[[Columns, str], Metric]

    @property
    def variants(self) -> tuple[str, ...]:
        """The names of the variants; none where there is one definition only."""
        return tuple(name for name in self.sentences if name)


def compute(definition: Definition, columns: Columns, variant: str = "") -> Metric:
    """The metric of these columns. Raises `InvalidResponse` for a variant or for responses that cannot be."""
    if variant and variant not in definition.variants:
        there = ", ".join(definition.variants)
        remedy = f"Use one of: {there}." if there else f"{definition.name} has one definition only."
        raise InvalidResponse(f"There is no variant `{variant}`.", where=definition.name, remedy=remedy)
    return definition.compute(columns, variant or next(iter(definition.sentences)))


def sentence_of(definition: Definition, metric: Metric) -> str:
    """What the figures of a metric are, in one sentence."""
    return definition.sentences.get(metric.variant) or definition.sentences[""]


def _on_scale(make: Callable[..., Metric]) -> Callable[[Columns, str], Metric]:
    return lambda columns, variant: make(count_codes(columns["score"]), variant)


def _resolution(columns: Columns, _: str) -> Metric:
    read = read_flags(columns["resolved"])
    resolved = sum(read.good)
    return share.first_contact_resolution(resolved, len(read.good), excluded=read.excluded, empty=read.empty)


def _first_response(columns: Columns, _: str) -> Metric:
    read = read_messages(columns)
    return duration.first_response_time(read.good, excluded=read.excluded, empty=read.empty)


def _average_response(columns: Columns, _: str) -> Metric:
    read = read_messages(columns)
    return duration.average_response_time(read.good, excluded=read.excluded, empty=read.empty)


def _waiting(columns: Columns, _: str) -> Metric:
    read = read_waits(columns)
    return duration.waiting_time(read.good, excluded=read.excluded, empty=read.empty)


def _search(columns: Columns, _: str) -> Metric:
    read = read_searches(columns)
    return duration.search_ease(read.good, excluded=read.excluded, empty=read.empty)


def _gap(columns: Columns, variant: str) -> Metric:
    read = read_ratings(columns)
    return gap.expectation_gap(read.good, variant, excluded=read.excluded, empty=read.empty)


_SCORE = (Column(name="score", about="the code that was ticked"),)
_MESSAGES = (
    Column(name="received", about="date and time of the customer's message"),
    Column(name="answered", about="date and time of the reply; empty if there was none"),
    Column(name="automatic", about="yes if the reply was automatic", is_needed=False),
    Column(name="contact", about="which contact it belongs to", is_needed=False),
)
_START = Column(name="start", about="customers at the start")

DEFINITIONS = (
    Definition(
        name="nps",
        title="Net promoter score",
        sentences={
            "0-10": "Percent of promoters (9 and 10) less percent of detractors (0 to 6).",
            "0-5": "Percent of promoters (5) less percent of detractors (0 to 3).",
        },
        columns=_SCORE,
        compute=_on_scale(opinion.nps),
    ),
    Definition(
        name="csat",
        title="Customer satisfaction",
        sentences={
            "1-5": "Percent who ticked 4 or 5; and the mean as an index, 0 where all tick 1 and 100 where all tick 5.",
            "1-10": "Percent who ticked 9 or 10; and the mean as an index, 0 where all tick 1 and 100 where all tick 10.",
        },
        columns=_SCORE,
        compute=_on_scale(opinion.csat),
    ),
    Definition(
        name="ces",
        title="Customer effort score",
        sentences={
            "2.0": "Agreement from 1 to 7 that it was made easy, high is good: mean, percent 5–7, and percent 6–7 less 1–3.",
            "1.0": "Mean effort from 1 to 5, low is good.",
        },
        columns=_SCORE,
        compute=_on_scale(opinion.effort),
    ),
    Definition(
        name="fcr",
        title="First contact resolution",
        sentences={"": "Percent of contacts whose matter was resolved at the first contact."},
        columns=(Column(name="resolved", about="yes if it was resolved at the first contact, or no"),),
        compute=_resolution,
    ),
    Definition(
        name="frt",
        title="First response time",
        sentences={
            "": "Time from a contact's first message to the first human reply, and percent of contacts without one."
        },
        columns=_MESSAGES,
        compute=_first_response,
    ),
    Definition(
        name="art",
        title="Average response time",
        sentences={
            "": "Time from each message to each human reply to it, and percent of messages without one."
        },
        columns=_MESSAGES,
        compute=_average_response,
    ),
    Definition(
        name="waiting",
        title="Waiting time",
        sentences={"": "Time until served, of those who were, and percent who gave up."},
        columns=(
            Column(name="seconds", about="how long the customer waited"),
            Column(name="abandoned", about="yes if the customer gave up", is_needed=False),
        ),
        compute=_waiting,
    ),
    Definition(
        name="retention",
        title="Retention",
        sentences={"": "Percent of the customers at the start of a period who stayed: (end − new) / start."},
        columns=(
            _START,
            Column(name="end", about="customers at the end"),
            Column(name="new", about="those at the end who came since"),
            Column(name="lost", about="those at the start who left", is_needed=False),
        ),
        compute=lambda columns, _: share.retention(read_period(columns)),
    ),
    Definition(
        name="churn",
        title="Churn",
        sentences={"": "Percent of the customers at the start of a period who were lost: lost / start."},
        columns=(
            _START,
            Column(name="lost", about="those at the start who left"),
            Column(name="end", about="customers at the end", is_needed=False),
            Column(name="new", about="those at the end who came since", is_needed=False),
        ),
        compute=lambda columns, _: share.churn(read_period(columns)),
    ),
    Definition(
        name="loyalty",
        title="Loyalty",
        sentences={
            "1-5": "Percent who ticked 4 or 5 at “would buy again”.",
            "1-7": "Percent who ticked 6 or 7 at “would buy again”.",
            "1-10": "Percent who ticked 9 or 10 at “would buy again”.",
        },
        columns=_SCORE,
        compute=_on_scale(opinion.loyalty),
    ),
    Definition(
        name="gap",
        title="Expectation gap",
        sentences=dict.fromkeys(
            gap.SCALES,
            "Perception less expectation, over everything, by dimension and by item; below 0 falls short.",
        ),
        columns=(
            Column(name="respondent", about="who rated"),
            Column(name="item", about="what was rated"),
            Column(name="expectation", about="the code for what was expected"),
            Column(name="perception", about="the code for what was found"),
            Column(name="dimension", about="which dimension the item belongs to", is_needed=False),
        ),
        compute=_gap,
    ),
    Definition(
        name="search",
        title="Search ease",
        sentences={
            "": "Percent who found what they looked for at the first attempt, and time until it was found."
        },
        columns=(
            Column(name="found", about="yes if it was found at the first attempt, or no"),
            Column(name="seconds", about="how long it took; empty if not known", is_needed=False),
        ),
        compute=_search,
    ),
    Definition(
        name="emotions",
        title="Emotions",
        sentences={"": "Valence, percent positive less percent negative, and shares on Plutchik's wheel."},
        columns=(Column(name="emotion", about="the emotion that was named"),),
        compute=lambda columns, _: emotion.emotions(count_words(columns["emotion"])),
    ),
)
"""In the order in which they are listed."""
