"""The glossary's entries: for each term its anchor, what a report must hold to need it, the term, its meaning.

"" is needed by every report; the other needs are those of `finding.term`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...language import mark
from .text import Text, message

ENTRIES = (
    (
        "customer-experience",
        "",
        mark("Customer experience (CX)"),
        mark("Everything a customer goes through with you, from first contact to leaving and coming back."),
    ),
    (
        "maturity",
        "",
        mark("Maturity"),
        mark(
            "How systematically an organisation works on something: by chance, or on purpose and as a habit."
        ),
    ),
    ("dimension", "", mark("Dimension"), mark("A part of the questionnaire that gets a score of its own.")),
    (
        "score",
        "",
        mark("Score"),
        mark(
            "How much of what is asked is in place, on the scale of this report. It is computed from the answers alone."
        ),
    ),
    (
        "level",
        "",
        mark("Level"),
        mark(
            "A stretch of the scale with a name. The level of the average is the one on which the score lies."
        ),
    ),
    (
        "core-practice",
        "",
        mark("Core practice"),
        mark("A practice without which a level is not reached, however good the average is."),
    ),
    (
        "staged-level",
        "",
        mark("Level of the core practices"),
        mark("The highest level whose core practices, and those of all levels below it, are in place."),
    ),
    (
        "weight",
        "",
        mark("Weight"),
        mark("How much a question counts in its dimension, and a dimension in the whole."),
    ),
    (
        "not-applicable",
        "answer",
        mark("Not applicable"),
        mark("A practice that cannot exist in your organisation. It is left out of the score."),
    ),
    (
        "unknown",
        "answer",
        mark("Don't know"),
        mark(
            "Nobody who answered knows whether it is done. It counts as the lowest answer, unless it is set to be left out."
        ),
    ),
    ("strength", "answer", mark("Strength"), mark("An answer in the top quarter of its own scale.")),
    ("next-step", "step", mark("Next step"), mark("What leads from your answer to the nearest better one.")),
    (
        "priority",
        "step",
        mark("Priority"),
        mark(
            "What a step is worth: the more it counts, matters to customers and is open, and the less effort it costs."
        ),
    ),
    (
        "effort",
        "step",
        mark("Effort"),
        mark("How much work a step is, as the questionnaire's author estimates it; 1 is an ordinary step."),
    ),
    (
        "shortest-way",
        "route",
        mark("Shortest way"),
        mark("The better answers that reach the next level with the least effort."),
    ),
    (
        "phase",
        "view",
        mark("Phase"),
        mark(
            "The stretch of a customer experience strategy to which a practice belongs, from repairing to standing out."
        ),
    ),
    ("theme", "view", mark("Theme"), mark("A subject that runs through several dimensions.")),
    (
        "department",
        "view",
        mark("Department"),
        mark(
            "Who usually acts on a practice. In a small organisation one person may be several departments."
        ),
    ),
    (
        "peer-group",
        "peers",
        mark("Peer group"),
        mark(
            "Organisations like yours, by industry, size and region, as far as enough of them have answered."
        ),
    ),
    (
        "edition",
        "peers",
        mark("Edition"),
        mark("A released state of the benchmark. Its figures do not change any more."),
    ),
    (
        "median",
        "peers",
        mark("Median"),
        mark("The middle: half of the organisations score lower, half higher."),
    ),
    (
        "middle-half",
        "peers",
        mark("Middle half"),
        mark("The organisations between the lowest quarter and the highest quarter."),
    ),
    (
        "band",
        "peers",
        mark("Band"),
        mark("A range, such as 20–29, in place of an exact number, so that nobody can be found by counting."),
    ),
    (
        "percentile",
        "percentile",
        mark("Percentile"),
        mark(
            "Of 100 organisations in a row from the lowest score to the highest, the place at which you stand."
        ),
    ),
    (
        "agreement",
        "perception",
        mark("Agreement"),
        mark(
            "How close the answers of several people lie: 1 if all say the same, 0 if they are spread evenly over the scale."
        ),
    ),
)


def entries() -> Iterator[tuple[str, str, Text, Text]]:
    """Anchor, need, term and meaning, in the order in which a newcomer would read them."""
    for id, need, term, meaning in ENTRIES:
        yield id, need, message(term), message(meaning)
