"""The glossary: the terms that this report uses. Findings enter, `Term`s leave: a word that stands nowhere in the report is
not explained. Once they are written they stand in the order of the alphabet.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec import Struct

from ...language import spoken
from ..word import glossary
from ..word.text import Text

if TYPE_CHECKING:
    from .model import Findings

ALPHABETS = {
    "en": "abcdefghijklmnopqrstuvwxyz",
    "pl": "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "sr": "абвгдђежзијклљмнњопрстћуфхцчџш",
    "sr-Latn": "abcčćdđefghijklmnopqrsštuvwxyzž",
}


class Term(Struct, frozen=True, kw_only=True):
    """One term with what it means here; `id` is its anchor."""

    id: str
    term: Text
    meaning: Text


def terms_of(findings: Findings) -> tuple[Term, ...]:
    """The terms of a report in the order in which a newcomer would read them; `findings` need not have any yet."""
    peers = findings.overall.peers
    used = {
        "": True,
        "peers": findings.peer_group is not None,
        "percentile": bool(peers and peers.percentile is not None),
        "view": bool(findings.views),
        "route": bool(findings.routes),
        "step": bool(findings.next_steps),
        "answer": any(chapter.responses for chapter in findings.chapters),
        "perception": findings.perception is not None,
    }
    return tuple(
        Term(id=id, term=term, meaning=meaning)
        for id, need, term, meaning in glossary.entries()
        if used[need]
    )


def sorted_terms(terms: Iterable[Term]) -> list[Term]:
    """The terms in the order of the alphabet of the language spoken; what is no letter of it comes first."""
    alphabet = ALPHABETS.get(spoken().code, ALPHABETS["en"])
    return sorted(terms, key=lambda one: [alphabet.find(letter) for letter in str(one.term).casefold()])
