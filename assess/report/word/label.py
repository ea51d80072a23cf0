"""The labels of pages: what a state, a heading, a place in the navigation or a figure is called.

Values enter. What findings hold leaves as a `Text`, what only a page says as a `str` in the language spoken.
"""

from __future__ import annotations

from ...language import gettext as _
from ...language import mark, ngettext, number, plain
from .text import Text, message

STATES = {
    "answered": mark("Answered"),
    "unknown": mark("Don't know"),
    "not_applicable": mark("Not applicable"),
    "unanswered": mark("Not answered"),
    "inactive": mark("Does not apply here"),
}
NEXT_STEPS = {
    1: mark("One next step"),
    2: mark("Two next steps"),
    3: mark("Three next steps"),
    4: mark("Four next steps"),
    5: mark("Five next steps"),
}
PAGES = {
    "index": mark("Overview"),
    "standing": mark("Where you stand"),
    "change": mark("What has changed"),
    "priorities": mark("Priorities and roadmap"),
    "what-if": mark("Shortest way"),
    "dimension": mark("Dimensions"),
    "department": mark("Departments"),
    "comparison": mark("Comparison"),
    "method": mark("Method"),
    "glossary": mark("Glossary"),
    "data": mark("Data"),
}
VIEWS = {
    "owner": (mark("By department"), mark("Department")),
    "theme": (mark("By theme"), mark("Theme")),
    "phase": (mark("By phase"), mark("Phase")),
}


def state(name: str) -> Text:
    """The state of an answer."""
    return message(STATES[name])


def page(template: str) -> str:
    """A page in the navigation; for dimensions and departments, the heading above theirs."""
    return _(PAGES[template])


def view(kind: str) -> tuple[Text, Text]:
    """A view's heading, and that of its first column."""
    title, column = VIEWS[kind]
    return message(title), message(column)


def next_steps(count: int) -> str:
    """The heading above the steps that a first page names."""
    return _(NEXT_STEPS[count]) if count in NEXT_STEPS else _("Next steps")


def whole() -> Text:
    """The whole, among its dimensions."""
    return message("Overall")


def overall() -> str:
    """The same where it is written."""
    return str(whole())


def level(number_: int, name: str) -> Text:
    return message("level {level}, {name}", level=number_, name=name)


def you(score: float) -> str:
    """The own score beside its mark."""
    return _("you {score}").format(score=number(score, 1))


def none_yet() -> str:
    """A level of the core practices below the first."""
    return _("none yet")


def every_line(count: int) -> str:
    """What folds away a long table: themes, or phases."""
    return ngettext("All, {n} line", "All, {n} lines", count).format(n=count)


def other_departments() -> str:
    """The page of the departments that have none of their own."""
    return _("Other departments")


def for_example(text: str) -> str:
    """Said before a case of this very report."""
    return _("In this report: {text}").format(text=text)


def median_of(edition: str) -> str:
    """The column of an edition's medians."""
    return _("Median, {edition}").format(edition=edition)


def out_of(top: float) -> str:
    """What a score is out of, behind it."""
    return _("of {top}").format(top=plain(top))


def middle_half(p25: float, p75: float) -> str:
    """The peers' quartiles, behind their median."""
    return _("middle half {p25}–{p75}").format(p25=number(p25, 1), p75=number(p75, 1))


def organisations(n_band: str) -> str:
    """How many peers there are, behind their median."""
    return _("{organisations} organisations").format(organisations=n_band)


def nothing_ticked() -> Text:
    return message("None of these")


def not_shown() -> Text:
    return message("Answered in words; not shown in this report.")


def download(file: str) -> str:
    """The link to a data file."""
    return _("Download {file}").format(file=file)


def page_of_questionnaires() -> str:
    """The page that lists all questionnaires."""
    return _("Questionnaires")


def frame() -> dict[str, str]:
    """What the frame around every page says, by the names that the theme uses."""
    return {
        "pages": _("Pages"),
        "previous": _("Previous"),
        "next": _("Next"),
        "turn": _("Previous and next page"),
        "search": _("Search"),
        "language": _("Language"),
    }
