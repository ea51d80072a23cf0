"""A questionnaire with its translations, as it travels between formats, and its texts in every language at once.

Pure.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from ...language import DERIVED
from ..model import Dimension, Question, Questionnaire
from ..translate import derive, localise
from ..translation import Translation
from .note import Note

Texts = dict[str, str]
"""What one text says, by language; the first language first."""


class Manuscript(Struct, frozen=True, kw_only=True):
    """A questionnaire and its translations by language; derived languages have none of their own."""

    questionnaire: Questionnaire
    words: dict[str, Translation] = {}


class Imported(Struct, frozen=True, kw_only=True):
    """What another format's file became."""

    manuscript: Manuscript
    notes: tuple[Note, ...]


class Exported(Struct, frozen=True, kw_only=True):
    """A file in another format."""

    content: bytes
    notes: tuple[Note, ...]


class Voices:
    """Every text of a manuscript in all its languages."""

    def __init__(self, manuscript: Manuscript) -> None:
        self.first = manuscript.questionnaire
        self.languages = self.first.languages
        self._in: dict[str, Questionnaire] = {self.languages[0]: self.first}
        for language in self.languages[1:]:
            words = manuscript.words.get(DERIVED.get(language, language))
            if words is not None:
                spelled = derive(words, language) if language in DERIVED else words
                self._in[language] = localise(self.first, spelled)
        self._dimension = {
            language: {each.id: each for each in found.all_dimensions()}
            for language, found in self._in.items()
        }

    @property
    def missing(self) -> tuple[str, ...]:
        """Languages that the questionnaire claims and the manuscript has no words in."""
        return tuple(language for language in self.languages if language not in self._in)

    def head(self, get: Callable[[Questionnaire], str | None]) -> Texts:
        """A text of the questionnaire itself."""
        return _there({language: get(found) for language, found in self._in.items()})

    def dimension(self, id: str, get: Callable[[Dimension], str | None]) -> Texts:
        """A text of a dimension."""
        return _there({language: get(found[id]) for language, found in self._dimension.items()})

    def question(self, id: str, get: Callable[[Question], str | None]) -> Texts:
        """A text of a question, or of one of its parts; empty where the questionnaire has none."""
        return _there({language: get(found.question[id]) for language, found in self._in.items()})

    def options(self, question: Question) -> list[Texts]:
        """The texts of a question's options, those of a shared scale included."""
        said = [
            [option.text for option in _options_of(found, found.question[question.id])]
            for found in self._in.values()
        ]
        return [dict(zip(self._in, texts, strict=True)) for texts in zip(*said, strict=True)]


def _options_of(questionnaire: Questionnaire, question: Question) -> tuple:
    options = getattr(question, "options", ())
    return options or questionnaire.scales.get(getattr(question, "scale", None) or "", ())


def _there(texts: dict[str, str | None]) -> Texts:
    return {language: text for language, text in texts.items() if text}
