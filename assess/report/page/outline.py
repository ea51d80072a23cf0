"""Which pages a report has, in the order of its navigation: findings enter, `Sheet`s leave, none of them drawn.

Overview first, then what holds for the whole, then dimension by dimension and department by department, then how to read
it. A page that would have nothing to say is not there.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from ..finding.chapter import Chapter
from ..finding.department import Department
from ..finding.model import Findings
from ..word import label

CHANGE = "change"
"""The page of what has changed since an earlier assessment."""

COMPARISON = "comparison"
"""The page of the peers."""

SHARED = "departments"
"""The page of the departments to which few questions fall."""


class Sheet(Struct, frozen=True, kw_only=True):
    """A page that is not drawn yet: which template, and the chapter or the departments it is about, if any."""

    file: str
    title: str
    part: str
    template: str
    chapter: Chapter | None = None
    departments: tuple[Department, ...] = ()


def outline(findings: Findings, *, asks_for_earlier: bool = False) -> tuple[Sheet, ...]:
    """The pages of a report in the order of its navigation.

    `asks_for_earlier`: there is a page of what has changed even before an earlier assessment is named.
    """
    return tuple(_sheets(findings, asks_for_earlier))


def _sheets(findings: Findings, asks_for_earlier: bool) -> Iterator[Sheet]:
    yield _sheet("index")
    yield _sheet("standing")
    yield _sheet(COMPARISON)
    if not findings.is_public:
        yield _sheet("priorities")
    if findings.routes:
        yield _sheet("what-if")
    if findings.change or findings.trend or asks_for_earlier:
        yield _sheet(CHANGE)
    for chapter in findings.chapters:
        yield Sheet(
            file=f"dimension-{chapter.id}.md",
            title=chapter.title,
            part=label.page("dimension"),
            template="dimension",
            chapter=chapter,
        )
    yield from _departments(findings)
    yield _sheet("method")
    yield _sheet("glossary")
    yield _sheet("data")


def _sheet(template: str) -> Sheet:
    return Sheet(file=f"{template}.md", title=label.page(template), part="", template=template)


def _departments(findings: Findings) -> Iterator[Sheet]:
    """A page for each department; those with few questions share the last."""
    part = label.page("department")
    for one in _own_page(findings):
        yield Sheet(
            file=f"department-{one.id}.md",
            title=one.title,
            part=part,
            template="department",
            departments=(one,),
        )
    own = _own_page(findings)
    rest = tuple(one for one in findings.departments if one not in own)
    if rest:
        title = label.other_departments() if own else part
        yield Sheet(
            file=f"{SHARED}.md",
            title=title,
            part=part if own else "",
            template="department",
            departments=rest,
        )


def _own_page(findings: Findings) -> tuple[Department, ...]:
    """Those with a page of their own; a single short one has one too, for there is nobody to share with."""
    long = tuple(one for one in findings.departments if not one.is_short)
    rest = len(findings.departments) - len(long)
    return findings.departments if rest == 1 else long


def places_of(findings: Findings) -> dict[str, str]:
    """Where each department is told, as a link: by its id."""
    own = _own_page(findings)
    return {
        one.id: f"department-{one.id}.html" if one in own else f"{SHARED}.html#department-{one.id}"
        for one in findings.departments
    }
