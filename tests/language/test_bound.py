"""What is set for reading: a word of one letter never ends a line where the language minds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.language import LANGUAGES, bound, speaking


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("pl", "Klient i my: a w domu (z psem)", "Klient i_my: a_w_domu (z_psem)"),
        ("ru", "Показатели и отдача: «в целом»", "Показатели и_отдача: «в_целом»"),
        ("sr", "С вама и у послу", "С_вама и_у_послу"),
        ("sr-Latn", "S vama i u poslu", "S vama i_u_poslu"),
        ("en", "I have a plan", "I have a plan"),
        ("pl", "Witamina w, pompa i", "Witamina w, pompa i"),
    ],
)
def test_a_word_of_one_letter_stays_with_the_next(code: str, text: str, expected: str):
    with speaking(code):
        assert bound(text) == expected.replace("_", "\u00a0")


@given(st.sampled_from(sorted(LANGUAGES)), st.text(st.sampled_from(" wizаивс.(«A1")))
def test_binding_changes_nothing_but_blanks(code: str, text: str):
    with speaking(code):
        assert bound(text).replace("\u00a0", " ") == text
        assert bound(bound(text)) == bound(text)
