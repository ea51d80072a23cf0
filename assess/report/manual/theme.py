"""The themes of the vocabulary and the questions that cover them → one page, uncovered themes first."""

from __future__ import annotations

from msgspec import Struct

from ...questionnaire.catalogue import Catalogue
from ..page.draw import Page
from ..page.template import environment
from .form import file_of


class Covering(Struct, frozen=True, kw_only=True):
    """A question that covers a theme, and the page it stands on."""

    id: str
    text: str
    questionnaire: str
    file: str


class ThemeEntry(Struct, frozen=True, kw_only=True):
    """A theme and all questions that name it."""

    id: str
    title: str
    questions: tuple[Covering, ...]


def theme_page(catalogue: Catalogue) -> Page:
    """The page "Themes"."""
    themes = coverage(catalogue)
    text = (
        environment()
        .get_template("manual/themes.md.j2")
        .render(
            themes=themes,
            open=[theme.title for theme in themes if not theme.questions],
            covered=sum(bool(theme.questions) for theme in themes),
        )
    )
    return Page(part="Questionnaires", file="themes.md", title="Themes", text=text)


def coverage(catalogue: Catalogue) -> tuple[ThemeEntry, ...]:
    """Every theme of the vocabulary in its order, with the questions of all questionnaires that name it."""
    found: dict[str, list[Covering]] = {theme: [] for theme in catalogue.vocabulary.themes}
    for questionnaire in catalogue.questionnaires.values():
        for question in questionnaire.questions:
            for theme in question.themes:
                found[theme].append(
                    Covering(
                        id=question.id,
                        text=question.text,
                        questionnaire=questionnaire.title,
                        file=file_of(questionnaire),
                    )
                )
    titles = catalogue.vocabulary.themes
    return tuple(ThemeEntry(id=theme, title=titles[theme], questions=tuple(q)) for theme, q in found.items())
