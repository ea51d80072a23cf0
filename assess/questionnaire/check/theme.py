"""The themes of the vocabulary against all that the catalogue asks about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..model import Questionnaire
from ..problem import Mismatch
from ..vocabulary import Vocabulary


def find_uncovered(vocabulary: Vocabulary, questionnaires: Iterable[Questionnaire]) -> Iterator[Mismatch]:
    """Themes that no question of any of the questionnaires covers, with places in `vocabulary.yaml`."""
    covered = {theme for each in questionnaires for question in each.questions for theme in question.themes}
    for theme in vocabulary.themes:
        if theme not in covered:
            what = f"No question of the catalogue covers `{theme}`."
            remedy = "Add it to the question that does, or remove it here."
            yield Mismatch(("themes", theme), what, remedy, "uncovered-theme")
