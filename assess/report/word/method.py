"""How the figures of a report come about, part by part: what the page of the method and a printed report both say.

The id of a part enters, a `Part` leaves, in the language spoken. The page shows every part with the reader's own figures; a
document those that it needs.
"""

from __future__ import annotations

from msgspec import Struct

from ...language import gettext as _
from ...language import mark

PARTS = {
    "score": (
        mark("From answer to score"),
        mark(
            "An answer gets a value from 0, the worst possible answer, to 1, the best. A dimension's score is the mean of "
            "its answers' values, each counted with its weight, on the shown range."
        ),
    ),
    "staged": (
        mark("Level of the core practices"),
        mark(
            "A core practice is in place when its answer reaches the rung that the questionnaire sets for it. One that "
            "is missing holds back its level and all above, whatever the average is. What does not apply to you holds "
            "back nothing; what nobody knows does."
        ),
    ),
    "priority": (
        mark("The order of the next steps"),
        mark(
            "A step comes the earlier, the more its question weighs and matters to customers, the more of its "
            "scale is open up to the target, and the less effort it costs. Weight, importance and effort are the "
            "questionnaire's; only what is open is yours."
        ),
    ),
    "what-if": (
        mark("The shortest way to a level"),
        mark(
            "A step is one rung, one option, one tick, or a quarter of the way of a number, and costs the effort "
            "that the questionnaire gives its question. Of all sets of better answers that reach the level, the "
            "one with the least effort is computed, not estimated. It contains no answer that would open or close "
            "another question, and about what does not count now only core practices. It says what costs least, "
            "not what helps your customers most: for that, see the order of the priorities."
        ),
    ),
    "views": (
        mark("Departments and themes"),
        mark(
            "The score of a department or a theme is the mean of the values of its questions, each counted with "
            "its own weight, whichever dimension holds them. A question of two themes counts in both. These scores "
            "are no part of the overall score."
        ),
    ),
    "peers": (
        mark("Peers, and what is kept from you"),
        mark(
            "A comparison uses a released edition: figures of a group, never of one organisation. The mean and the "
            "median are published from 10 organisations, quartiles from 20, the 10th and 90th percentile from 50, the "
            "5th and 95th from 100. Numbers of organisations appear as bands, scores rounded to one decimal. Lowest "
            "and highest values are never published. If your own group is too small, the next wider one is used, and "
            "this report says so."
        ),
    ),
    "change": (
        mark("Two assessments beside each other"),
        mark(
            "Only questions that mean the same both times are compared, and both times they weigh what they weigh "
            "now. So a figure here may differ from the score in either report. The difference is taken before "
            "rounding."
        ),
    ),
    "trend": (
        mark("Several assessments"),
        mark(
            "Each point is the score that its report showed, beside the peers of the edition of its time. Where "
            "the questionnaire changed in between, the line is broken."
        ),
    ),
    "perception": (
        mark("Several people of one organisation"),
        mark(
            "An answer counts as the mean of those who answered. Agreement is 1 if all say the same and 0 if they "
            "are spread evenly over the scale (rwg, James, Demaree and Wolf 1984). A role is shown from five "
            "people on; smaller ones stand together, or nowhere, so that nobody's answers can be computed."
        ),
    ),
    "charts": (
        mark("How to read the charts"),
        mark(
            "The filled dot is you. The grey band is the middle half of your peers, from the 25th to the 75th "
            "percentile, and the tick is their median. A diamond marks an answer that holds back the next level. Every "
            "chart has a table with the same figures."
        ),
    ),
}
"""By their ids, which are the page's anchors: heading and text."""


class Part(Struct, frozen=True, kw_only=True):
    """One part of the method: its `id`, its heading, its text in whole sentences."""

    id: str
    heading: str
    text: str


def part(id: str) -> Part:
    """The part of that id, one of `PARTS`."""
    heading, text = PARTS[id]
    return Part(id=id, heading=_(heading), text=_(text))


def rounding(*, is_public: bool) -> Part:
    """How figures are rounded: only a report that is not public holds hundredths."""
    shown = _(
        "Scores are rounded once, for display, to one decimal, half away from zero: 3.45 is shown as 3.5. Levels are "
        "decided before rounding, so a score shown as 2.0 may still lie on the level below. Points are computed from the "
        "scores as they are shown."
    )
    exactly = _(
        "Scores are rounded once, for display, to one decimal, half away from zero: 3.45 is shown as 3.5. Levels "
        "are decided before rounding, so a score shown as 2.0 may still lie on the level below. The data files "
        "also hold hundredths. Points that are added up by hand may differ in the last digit."
    )
    return Part(id="rounding", heading=_("Rounding"), text=shown if is_public else exactly)


def title() -> str:
    """Above all of it."""
    return _("Method and reading guide")


def rolled_up() -> str:
    """How the whole comes about."""
    return _(
        "The overall score is rolled up from the dimensions, each counted with its weight; no total is ever "
        "computed from rounded figures."
    )
