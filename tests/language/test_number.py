"""Numbers are written as the language does, however often and in whatever order they are asked for."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from assess.language import LANGUAGES, number, speaking

SIGN = {"en": ".", "pl": ",", "ru": ",", "sr": ",", "sr-Latn": ","}


@given(st.lists(st.tuples(st.integers(-9999, 9999), st.integers(1, 2), st.sampled_from(list(LANGUAGES)))))
def test_a_number_is_written_alike_whatever_was_written_before(asked: list[tuple[int, int, str]]):
    for hundredths, digits, code in asked:
        with speaking(code):
            said = number(Decimal(hundredths) / 100, digits)
        whole, _, rest = said.rpartition(SIGN[code])
        assert whole, said
        assert len(rest) == digits, said
        exact = abs(hundredths) if digits == 2 else (abs(hundredths) + 5) // 10
        assert int("".join(filter(str.isdigit, said))) == exact


def test_zero_is_never_written_with_a_minus():
    assert number(0.0, 1) == number(-0.0, 1) == number(-0.04, 1) == "0.0"
