"""Every sentence that findings make, in one place and whole: values enter, a sentence leaves.

A sentence is never glued from fragments by a page, so that another language can order its words. Names of
levels, dimensions and peer groups arrive already in the reader's language.
"""

from __future__ import annotations

from datetime import date

STATES = {
    "answered": "Answered",
    "unknown": "Don't know",
    "not_applicable": "Not applicable",
    "unanswered": "Not answered",
    "inactive": "Does not apply here",
}
REASONS = {
    "": "",
    "nothing_applies": "Not scored: no question of it applies to you.",
    "too_few_answers": "Not scored: too little of its weight was answered.",
    "too_few_questions": "Not scored: too few of its questions count.",
    "too_many_not_applicable": "Not scored: too many of its questions were marked as not applicable.",
    "no_overall": "This questionnaire has no overall score: each dimension stands on its own.",
}
EXCLUDED = {
    "unknown": "“Don't know” does not count here: it adds nothing and takes nothing away.",
    "not_applicable": "Not applicable: it is left out of the score.",
    "unanswered": "Not answered: it is left out of the score.",
    "inactive": "It was not asked, because an earlier answer, or a band of the organisation, rules it out.",
}
FALLBACKS = {
    "below_min_n": "{cohort}: too few companies to show this group without giving one of them away.",
    "below_quantile_n": "{cohort}: too few companies to show quartiles of this group.",
    "not_in_edition": "{cohort}: this edition does not hold this group.",
}


def verdict(level: int, name: str, score: float, top: float, standing: str) -> str:
    """The report's first sentence; `standing` is a clause of `standing_*`, or empty without peers."""
    head = f"You are at level {level}, {name}, with {score:.1f} of {top:g}"
    return f"{head}, {standing}." if standing else f"{head}."


def no_verdict(reason: str) -> str:
    return REASONS.get(reason) or "There is no overall score."


def standing_by_median(side: str, cohort: str) -> str:
    """`side` is above, at or below."""
    return f"{'in' if side == 'at' else side} the middle of {cohort}"


def standing_by_quartile(quartile: int, cohort: str) -> str:
    """`quartile` is 1 (lowest) to 4 (highest)."""
    part = {1: "lowest", 2: "second lowest", 3: "second highest", 4: "highest"}[quartile]
    return f"in the {part} quarter of {cohort}"


def standing_by_percentile(low: int | None, high: int | None, cohort: str) -> str:
    """Between the published quantiles that enclose the score; None where it lies outside them all."""
    if low is None and high is None:
        return f"among {cohort}"
    if low is None:
        return f"below the {ordinal(high or 0)} percentile of {cohort}"
    if high is None:
        return f"above the {ordinal(low)} percentile of {cohort}"
    if low == high:
        return f"at the {ordinal(low)} percentile of {cohort}"
    return f"between the {ordinal(low)} and the {ordinal(high)} percentile of {cohort}"


def ordinal(number: int) -> str:
    suffix = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


def everyone() -> str:
    """The label of the cohort of all."""
    return "All companies"


def companies(label: str, n_band: str) -> str:
    """A peer group inside a sentence: its name and how many it has."""
    return f"your peers ({label}, {n_band} companies)"


def your_peers() -> str:
    """The peer group inside a sentence, where it has been named before."""
    return "your peers"


def position(title: str, score: float, place: str) -> str:
    return f"{title}, {score:.1f}: {place}."


def fell_back(cohort: str, reason: str) -> str:
    return FALLBACKS.get(reason, "{cohort}: it cannot be shown.").format(cohort=cohort)


def rung(*, reached: bool, staged: bool, missing: int) -> str:
    """What a rung of the ladder says. `staged` is False in a questionnaire without core practices."""
    if not staged:
        return "Reached by your average." if reached else "Not reached by your average."
    if reached:
        return "All core practices in place."
    if missing == 1:
        return "1 core practice is missing."
    return f"{missing} core practices are missing." if missing else "Not reached yet."


def staged_sentence(level: int | None, name: str) -> str:
    """The level whose core practices, and those of all levels below, are in place."""
    if level is None:
        return "No core practices are set for this part."
    if not name:
        return "The core practices of the first level are not all in place yet."
    return f"All core practices up to level {level}, {name}, are in place."


def average_ahead(average: str, staged: str) -> str:
    """When the average promises more than the practices keep."""
    return (
        f"Your average lies on {average}, while the core practices are complete only up to {staged}: "
        "strong answers elsewhere make up for practices that are missing."
    )


def level_label(level: int, name: str) -> str:
    return f"level {level}, {name}"


def nothing_staged() -> str:
    return "no level yet"


def dimension(title: str, score: float, top: float, level: int, name: str, standing: str) -> str:
    head = f"{title} is at level {level}, {name}, with {score:.1f} of {top:g}"
    return f"{head}, {standing}." if standing else f"{head}."


def contribution(x: float, share: str, gain: float) -> str:
    """How an answer enters its dimension: its value of 0–1, its share of the weight, the points it adds."""
    return f"{x:.2f} × {share} of the weight adds {gain:.2f} points."


def why_step(*, blocks: str, gap: float) -> str:
    """Why a next step is worth taking. `gap` is how far the answer is below the target, 0–1."""
    if blocks:
        return f"It holds back {blocks}: it is one of the core practices."
    return f"This answer is {int(gap * 100 + 0.5)} % of its scale below the target."


def step_unwritten(question: str, state: str) -> str:
    """A next step where the questionnaire has none for this answer."""
    if state == "unknown":
        return f"Find out: {question}"
    return f"Move one step on: {question}"


def no_strengths() -> str:
    return "No answer is in the top quarter of its scale yet. Practices will appear here as they reach it."


def nothing_ticked() -> str:
    return "None of these"


def not_shown() -> str:
    return "Answered in words; not shown in this report."


def period(start: date, end: date) -> str:
    return f"{start.isoformat()} to {end.isoformat()}"


def synthetic(*, answers: bool, peers: bool) -> str:
    """The notice that must stand wherever made-up data does; empty when nothing is made up."""
    if answers and peers:
        return "Demonstration: these answers and the peers they are compared with are made up."
    if answers:
        return "Demonstration: these answers are made up."
    if peers:
        return "Demonstration: the peers in this report are made up. Do not cite the comparison."
    return ""


def coverage(asked: int, counted: int, unknown: int, not_applicable: int, unanswered: int) -> str:
    rest = [
        f"{number} {words}"
        for number, words in (
            (
                unknown,
                "don't know, counted as 0"
                if counted + not_applicable + unanswered == asked
                else "don't know",
            ),
            (not_applicable, "not applicable"),
            (unanswered, "not answered"),
        )
        if number
    ]
    head = f"{counted} of {asked} questions count"
    return f"{head} ({', '.join(rest)})." if rest else f"{head}."


def holds_back(level: int, name: str) -> str:
    """The heading above the practices that hold back a level."""
    return f"What holds back level {level}, {name}"


def at_that_level(summary: str) -> str:
    """What the level that is held back is like, so that nobody takes it for a finding."""
    return f"At that level: {summary[0].lower()}{summary[1:]}"


def never_scored() -> str:
    return "Free text is never scored."


def does_not_count() -> str:
    return "It does not enter the score."


def overall() -> str:
    return "Overall"


def peer_group(label: str, n_band: str, edition: str) -> str:
    return f"The peers are {n_band} companies: {label}, from edition {edition}."


def scale(low: float, high: float) -> str:
    return f"Scores run from {low:g} to {high:g} and are shown with one decimal."


def next_steps(count: int) -> str:
    """The heading above the steps that a first page names."""
    numbers = {
        1: "One next step",
        2: "Two next steps",
        3: "Three next steps",
        4: "Four next steps",
        5: "Five next steps",
    }
    return numbers.get(count, "Next steps")


def page_overview() -> str:
    return "Overview"


def page_priorities() -> str:
    return "Priorities"


def page_dimensions() -> str:
    return "Dimensions"


def page_comparison() -> str:
    return "Comparison"


def page_method() -> str:
    return "Method"


def page_data() -> str:
    return "Data"
