"""Signs that answers were given without reading: measured, named, and never a verdict (site/docs/method.md#signals).

Pure; many assessments at once, and one in the same way. Two signs keep a submission out of benchmarks; they never
touch the respondent's own result. Straight lines, spread and maxima are looked for among the questions that have a
place to tick: `level` and `choice`, and only from ten answers on, for fewer say nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from msgspec import Struct

from ..questionnaire.model import ChoiceQuestion, LevelQuestion, Questionnaire
from .activity import value_of
from .code import FIRST_VALUE, INACTIVE, UNKNOWN, code_count, decode_one, encode
from .inactive import holds
from .model import Assessment

FEWEST = 10
LINE_SHARE = 0.80
SECONDS = 2.0
UNKNOWN_SHARE = 0.40
SLICE = 4096
"""Rows measured at a time: few enough to stay in the processor's cache."""

KEEPS_OUT = 2
"""This many signs keep a submission out of benchmarks."""

SIGNALS = ("straight_line", "no_spread", "too_fast", "all_maximum", "contradiction", "mostly_unknown")
"""By bit, as they are stored: append, never reorder."""


class Quality(Struct, frozen=True, kw_only=True):
    """What was measured in one assessment, and the signs it gave.

    `line_share` is the share of answers at the commonest place, `spread` the standard deviation of the answers
    in [0, 1], both None below ten; `seconds` those per answered question, None where nobody measured;
    `unknown_share` the share of “don't know” among what was asked; `contradictions` are ids of those declared.
    """

    answered: int
    line_share: float | None
    spread: float | None
    seconds: float | None
    unknown_share: float
    contradictions: tuple[str, ...]
    signals: tuple[str, ...]

    @property
    def keeps_out(self) -> bool:
        """Whether a benchmark goes without this submission."""
        return len(self.signals) >= KEEPS_OUT


class Measured(Struct, frozen=True, kw_only=True, eq=False):
    """The same for n assessments, column by column; NaN stands for None. `contradicted` has a column each."""

    answered: np.ndarray
    line_share: np.ndarray
    spread: np.ndarray
    seconds: np.ndarray
    unknown_share: np.ndarray
    contradicted: np.ndarray
    signals: np.ndarray
    """uint8: bit i is set for `SIGNALS[i]`."""


class Gauge:
    """Measures assessments of one questionnaire; what every code means is worked out once."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self._column = {question.id: index for index, question in enumerate(questionnaire.questions)}
        self._scored = [index for index, question in enumerate(questionnaire.questions) if question.scored]
        self._placed = [
            index
            for index, question in enumerate(questionnaire.questions)
            if isinstance(question, LevelQuestion | ChoiceQuestion)
        ]
        worth = [_worth(questionnaire, questionnaire.questions[index]) for index in self._placed]
        self._worth = np.concatenate([*worth, np.zeros(1)])
        self._first = np.cumsum([0, *map(len, worth)], dtype=np.int32)[:-1]
        self._places = max(map(len, worth), default=FIRST_VALUE) - FIRST_VALUE

    def measure(
        self, codes: np.ndarray, bands: Mapping[str, Sequence[str]], seconds: np.ndarray | None = None
    ) -> Measured:
        """Of n assessments as in `Batch`; `seconds` is how long each took in all, NaN where it is not known."""
        n = len(codes)
        scored = codes[:, self._scored]
        answered = (scored >= FIRST_VALUE).sum(axis=1)
        asked = (scored != INACTIVE).sum(axis=1)
        unknown = (scored == UNKNOWN).sum(axis=1) / np.maximum(asked, 1)
        count, most, mean, spread = self._spread(codes)
        enough = count >= FEWEST
        total = np.full(n, np.nan) if seconds is None else np.asarray(seconds, dtype=float)
        each = np.where(answered > 0, total / np.maximum(answered, 1), np.nan)
        contradicted = self._contradicted(codes, bands)
        with np.errstate(invalid="ignore"):
            signs = (
                enough & (most >= LINE_SHARE * count),
                enough & (spread <= 1e-6),
                each < SECONDS,
                enough & (mean >= 1 - 1e-9),
                contradicted.any(axis=1),
                (unknown >= UNKNOWN_SHARE) & (asked >= FEWEST),
            )
        bits = np.sum(
            [sign.astype(np.uint8) << bit for bit, sign in enumerate(signs)], axis=0, dtype=np.uint8
        )
        return Measured(
            answered=answered,
            line_share=np.where(enough, most / np.maximum(count, 1), np.nan),
            spread=np.where(enough, spread, np.nan),
            seconds=each,
            unknown_share=unknown,
            contradicted=contradicted,
            signals=bits,
        )

    def measure_one(self, assessment: Assessment, seconds: float | None = None) -> Quality:
        """Of one assessment, settled; `seconds` is how long it took in all."""
        codes = np.array([encode(self.questionnaire, assessment.answers)], dtype=np.uint16)
        bands = {field: [band] for field, band in assessment.profile.items()}
        found = self.measure(codes, bands, None if seconds is None else np.array([seconds]))

        def told(column: np.ndarray) -> float | None:
            return None if np.isnan(column[0]) else float(column[0])

        return Quality(
            answered=int(found.answered[0]),
            line_share=told(found.line_share),
            spread=told(found.spread),
            seconds=told(found.seconds),
            unknown_share=float(found.unknown_share[0]),
            contradictions=tuple(
                each.id
                for each, there in zip(self.questionnaire.contradictions, found.contradicted[0], strict=True)
                if there
            ),
            signals=names_of(int(found.signals[0])),
        )

    def _spread(self, codes: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """Of the answers with a place: how many, how many at the commonest place, their mean and their deviation."""
        parts = [
            self._spread_of(codes[start : start + SLICE]) for start in range(0, max(len(codes), 1), SLICE)
        ]
        return tuple(np.concatenate(column) for column in zip(*parts, strict=True))  # type: ignore[return-value]

    def _spread_of(self, codes: np.ndarray) -> tuple[np.ndarray, ...]:
        placed = codes[:, self._placed].astype(np.int32)
        x = self._worth[placed + self._first]
        width = self._places + 1  # the last is for what has no place
        spot = np.where(placed >= FIRST_VALUE, placed - FIRST_VALUE, self._places)
        spot += width * np.arange(len(codes), dtype=np.int32)[:, None]
        at = np.bincount(spot.ravel(), minlength=width * len(codes)).reshape(len(codes), width)[:, :-1]
        count = at.sum(axis=1)
        mean = x.sum(axis=1) / np.maximum(count, 1)
        variance = np.maximum(np.square(x).sum(axis=1) / np.maximum(count, 1) - mean**2, 0)
        return count, at.max(axis=1, initial=0), mean, np.sqrt(np.where(variance < 1e-12, 0, variance))

    def _contradicted(self, codes: np.ndarray, bands: Mapping[str, Sequence[str]]) -> np.ndarray:
        declared = self.questionnaire.contradictions
        found = np.zeros((len(codes), len(declared)), dtype=bool)
        for place, each in enumerate(declared):
            found[:, place] = np.logical_and.reduce(
                [holds(part, self.questionnaire, codes, self._column, bands) for part in each.together]
            )
        return found


def bits_of(signals: Sequence[str]) -> int:
    """The signs as they are stored."""
    return sum(1 << SIGNALS.index(name) for name in signals)


def names_of(bits: int) -> tuple[str, ...]:
    """The signs behind stored bits."""
    return tuple(name for bit, name in enumerate(SIGNALS) if bits >> bit & 1)


def _worth(questionnaire: Questionnaire, question: LevelQuestion | ChoiceQuestion) -> np.ndarray:
    """What each code of a question is worth, in [0, 1]; 0 for the states."""
    codes = range(FIRST_VALUE, code_count(questionnaire, question))
    values = np.array(
        [value_of(questionnaire, question, decode_one(questionnaire, question, code)) for code in codes]
    )
    worth = (values - values.min()) / (values.max() - values.min())
    return np.concatenate(
        [np.zeros(FIRST_VALUE), 1 - worth if getattr(question, "reverse", False) else worth]
    )
