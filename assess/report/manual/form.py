"""A shipped questionnaire → the page on which it can be read, and printed, without starting it; one a language.

The page is HTML already: the builders pass it through, which is what keeps five times five of them quick.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import jinja2
from msgspec import Struct

from ...language import LANGUAGES, ngettext, spoken
from ...questionnaire.catalogue import Catalogue
from ...questionnaire.model import Dimension, Questionnaire
from ..page.draw import Page
from ..page.template import environment
from ..word.label import page_of_questionnaires
from .entry import Entry, Item, entry_of
from .heading import Neighbour, editions, front_matter, home, stem_in
from .kinship import Kin, by_construct, kin_of

CATALOGUE = "questionnaires"
"""The page that lists them all."""


class Chapter(Struct, frozen=True, kw_only=True):
    """A dimension with its questions as the page shows them."""

    dimension: Dimension
    entries: tuple[Entry, ...]


def stem_of(questionnaire: Questionnaire) -> str:
    """The name of the questionnaire's page, without language and ending."""
    return f"questionnaire-{questionnaire.id}"


def file_of(questionnaire: Questionnaire) -> str:
    """The source of the questionnaire's page in the language spoken."""
    return f"{stem_in(stem_of(questionnaire), spoken().code)}.md"


def languages_of(catalogue: Catalogue) -> tuple[str, ...]:
    """The languages that at least one questionnaire is in, in the order of the service."""
    there = {code for each in catalogue.questionnaires.values() for code in each.languages}
    return tuple(code for code in LANGUAGES if code in there)


def form_pages(catalogue: Catalogue) -> Iterator[Page]:
    """A page for each questionnaire of a catalogue that is in the language spoken, and one that lists them."""
    here = _here(catalogue)
    constructs = by_construct(catalogue)
    neighbours = _neighbours(here)
    yield _catalogue_page(catalogue, here, neighbours)
    for questionnaire in here:
        yield _form_page(questionnaire, catalogue, constructs, neighbours)


def neighbours_in(catalogue: Catalogue) -> tuple[Neighbour, ...]:
    """The navigation of the pages in the language spoken, where it is not English."""
    return (*_neighbours(_here(catalogue)), home())


def _here(catalogue: Catalogue) -> list[Questionnaire]:
    """The questionnaires that are in the language spoken."""
    code = spoken().code
    return [each for each in catalogue.questionnaires.values() if catalogue.speaks(each, code) == code]


def _neighbours(here: list[Questionnaire]) -> tuple[Neighbour, ...]:
    everything = Neighbour(page_of_questionnaires(), _built(CATALOGUE))
    return (everything, *(Neighbour(each.title, _built(stem_of(each))) for each in here))


def _catalogue_page(
    catalogue: Catalogue, here: list[Questionnaire], neighbours: tuple[Neighbour, ...]
) -> Page:
    there = editions(CATALOGUE, languages_of(catalogue))
    title = page_of_questionnaires()
    text = _template("catalogue").render(
        title=title,
        here=_built(CATALOGUE),
        editions=there,
        shelf=[(each, _built(stem_of(each)), facts(each), _editions(each)) for each in here],
    )
    return _page(CATALOGUE, title, front_matter(CATALOGUE, title, "", there, neighbours) + text)


def _form_page(
    questionnaire: Questionnaire,
    catalogue: Catalogue,
    constructs: dict[str, tuple[Kin, ...]],
    neighbours: tuple[Neighbour, ...],
) -> Page:
    kin = {each.id: kin_of(questionnaire, each, constructs) for each in questionnaire.questions}
    there = _editions(questionnaire)
    text = _template("form").render(
        questionnaire=questionnaire,
        here=_built(stem_of(questionnaire)),
        editions=there,
        facts=facts(questionnaire),
        chapters=_chapters(questionnaire, catalogue, kin),
        common=_common(kin),
        is_first=spoken().code == questionnaire.languages[0],
    )
    head = front_matter(stem_of(questionnaire), questionnaire.title, questionnaire.summary, there, neighbours)
    return _page(stem_of(questionnaire), questionnaire.title, head + text)


def facts(questionnaire: Questionnaire) -> tuple[str, ...]:
    """How long it takes and how much it asks."""
    scored = sum(question.scored for question in questionnaire.questions)
    counts = (
        (ngettext("%(num)d minute", "%(num)d minutes", questionnaire.minutes), questionnaire.minutes),
        (ngettext("%(num)d question", "%(num)d questions", scored), scored),
        (
            ngettext("%(num)d dimension", "%(num)d dimensions", len(questionnaire.dimensions)),
            len(questionnaire.dimensions),
        ),
    )
    return tuple(words % {"num": count} for words, count in counts)


def _chapters(
    questionnaire: Questionnaire, catalogue: Catalogue, kin: dict[str, tuple[Kin, ...]]
) -> tuple[Chapter, ...]:
    return tuple(
        Chapter(
            dimension=dimension,
            entries=tuple(
                entry_of(questionnaire, question, catalogue, tuple(map(_link, kin[question.id])))
                for question in dimension.questions
            ),
        )
        for dimension in questionnaire.all_dimensions()
    )


def _link(kin: Kin) -> Item:
    link = f"{_built(stem_of(kin.questionnaire))}#{kin.question.id}"
    return Item(text=kin.question.text, link=link, remark=kin.questionnaire.title)


def _common(kin: dict[str, tuple[Kin, ...]]) -> tuple[Item, ...]:
    """Each other questionnaire with the number of questions of this one that mean the same there."""
    others: dict[str, Questionnaire] = {}
    count: dict[str, int] = {}
    for same in kin.values():
        for id, other in {each.questionnaire.id: each.questionnaire for each in same}.items():
            others[id] = other
            count[id] = count.get(id, 0) + 1
    return tuple(
        Item(
            text=other.title,
            link=_built(stem_of(other)),
            remark=ngettext("%(num)d question", "%(num)d questions", count[id]) % {"num": count[id]},
        )
        for id, other in others.items()
    )


def _editions(questionnaire: Questionnaire):
    return editions(stem_of(questionnaire), questionnaire.languages)


def _built(stem: str) -> str:
    return f"{stem_in(stem, spoken().code)}.html"


def _page(stem: str, title: str, text: str) -> Page:
    """In the navigation of the whole only in English; the theme gives the others one of their own."""
    return Page(part="Questionnaires", file=f"{stem_in(stem, spoken().code)}.md", title=title, text=text)


@cache
def _template(name: str) -> jinja2.Template:
    return environment().get_template(f"manual/{name}.md.j2")
