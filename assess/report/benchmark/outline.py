"""Which pages the site has, in the order of its navigation, and what stands beside each: its neighbours.

A questionnaire with its dimensions and industries can have forty pages, a site several such: so the navigation beside a
page shows the pages of its own questionnaire, and one link to each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

import msgspec
from msgspec import Struct

from ...benchmark.model import ALL
from ...language import spoken
from ..word import label, sentence
from .naming import Names, dimensions
from .series import Series

Kind = Literal[
    "index", "questionnaire", "dimension", "industry", "reference", "method", "hidden", "data", "cite"
]
ABOUT: tuple[Kind, ...] = ("reference", "method", "hidden", "data", "cite")
"""The pages that hold for the whole site, after those of the questionnaires."""


class Sheet(Struct, frozen=True, kw_only=True):
    """A page that is not drawn yet. `topic` is the id of its questionnaire, `about` of its dimension or industry."""

    kind: Kind
    file: str
    title: str
    topic: str = ""
    about: str = ""


class Neighbour(Struct, frozen=True, omit_defaults=True):
    """A page in the navigation, or, without a file, the heading of `pages`. `lang` where it is in another language."""

    title: str
    file: str = ""
    pages: tuple[Neighbour, ...] = ()
    lang: str = ""


def sheets(every: Sequence[Series], names: dict[str, Names]) -> tuple[Sheet, ...]:
    """All pages, home first."""
    home = Sheet(kind="index", file="index.md", title=sentence.page("index"))
    about = (Sheet(kind=kind, file=f"{kind}.md", title=sentence.page(kind)) for kind in ABOUT)
    topics = (sheet for series in every for sheet in _topic(series, names[series.questionnaire]))
    return (home, *topics, *about)


def _topic(series: Series, names: Names) -> Iterator[Sheet]:
    topic = series.questionnaire
    yield Sheet(kind="questionnaire", file=f"{file_of(topic)}.md", title=names.title, topic=topic)
    for node in dimensions(series.nodes):
        yield Sheet(
            kind="dimension",
            file=f"{file_of(topic, 'dimension', node)}.md",
            title=names.node(node),
            topic=topic,
            about=node,
        )
    for cohort in series.below(ALL):
        yield Sheet(
            kind="industry",
            file=f"{file_of(topic, 'industry', cohort)}.md",
            title=names.band(cohort),
            topic=topic,
            about=cohort,
        )


def file_of(questionnaire: str, *about: str) -> str:
    """The name of a page or data file, without its ending; ids and bands are fit for file names."""
    return "-".join(("benchmark", questionnaire, *about))


def front_matter(sheet: Sheet, outline: Sequence[Sheet]) -> str:
    """What the theme reads, as YAML between its two lines: title, language, words of the frame, navigation."""
    meta = {
        "title": sheet.title,
        "lang": spoken().code,
        "file": built(sheet.file),
        "frame": label.frame(),
        "neighbours": _neighbours(sheet, outline),
    }
    return yaml(meta)


def yaml(meta: Mapping[str, object]) -> str:
    """Front matter, as it stands before the text of a page."""
    return f"---\n{msgspec.yaml.encode(meta).decode()}---\n\n"


def built(file: str) -> str:
    """The page's file once it is built."""
    return file.removesuffix(".md") + ".html"


def _neighbours(sheet: Sheet, outline: Sequence[Sheet]) -> tuple[Neighbour, ...]:
    beside: list[Neighbour] = []
    for each in outline:
        if each.kind in ("dimension", "industry"):
            continue
        beside.append(Neighbour(each.title, built(each.file)))
        if each.kind == "questionnaire" and each.topic == sheet.topic:
            for kind in ("dimension", "industry"):
                pages = [
                    Neighbour(one.title, built(one.file))
                    for one in outline
                    if (one.kind, one.topic) == (kind, each.topic)
                ]
                if pages:
                    beside.append(Neighbour(sentence.page(kind), pages=tuple(pages)))
    return tuple(beside)
