"""Questionnaires of ours with their translations, ready to travel."""

from __future__ import annotations

from pathlib import Path

from assess.questionnaire.examination import FILE
from assess.questionnaire.exchange.manuscript import Manuscript
from assess.questionnaire.load import load, load_shared
from assess.questionnaire.model import Questionnaire
from assess.questionnaire.translation import Translation

from .sameness import translate

ROOT = Path(__file__).parents[2]
SHARED = load_shared(ROOT / "questionnaires")
EVERY = Path(__file__).with_name("every.yaml")
SMALL = [EVERY, *sorted((ROOT / "tests" / "questionnaires").glob("*.yaml"))]
SHIPPED = sorted((ROOT / "questionnaires").glob(f"*/{FILE}"))


def manuscript_of(path: Path) -> Manuscript:
    """A small questionnaire in five languages: every text is marked with its language."""
    from msgspec.structs import replace

    questionnaire = replace(load(path, *SHARED), languages=("en", "pl", "ru", "sr", "sr-Latn"))
    spelled = {
        "pl": lambda text: f"pl {text}",
        "ru": lambda text: f"ру {text}",
        "sr": lambda text: f"ср {text}",
    }
    words = {language: translate(questionnaire, language, spell) for language, spell in spelled.items()}
    return Manuscript(questionnaire=questionnaire, words=words)


def shipped(path: Path) -> tuple[Questionnaire, dict[str, Translation]]:
    """A questionnaire of the catalogue and its translations as they are."""
    from assess.errors import InvalidQuestionnaire
    from assess.questionnaire.load import load_translation

    questionnaire = load(path, *SHARED)
    words = {}
    for language in ("pl", "ru", "sr"):
        try:
            if language in questionnaire.languages:
                words[language] = load_translation(path.parent / f"{language}.yaml", questionnaire)
        except InvalidQuestionnaire:
            continue  # being written, or stale: what there is of it is the checker's business
    return questionnaire, words
