"""The glossary: the terms that this report uses, in the order of the alphabet it is written in.

Findings enter, `Term`s leave: a word that stands nowhere in the report is not explained.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from ...language import spoken
from ..word import glossary

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
    term: str
    meaning: str


def terms_of(findings: Findings) -> tuple[Term, ...]:
    """The terms of a report, in its language; `findings` need not have any yet."""
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
    told = [
        Term(id=id, term=term, meaning=meaning)
        for id, need, term, meaning in glossary.entries()
        if used[need]
    ]
    return tuple(sorted(told, key=lambda term: _spelled(term.term)))


def _spelled(term: str) -> list[int]:
    """A key by which a list stands in the order of the language's own alphabet; what is no letter of it comes first."""
    alphabet = ALPHABETS.get(spoken().code, ALPHABETS["en"])
    return [alphabet.find(letter) for letter in term.casefold()]
