"""Answers, drawn: by Hypothesis for laws, at random for comparisons in bulk."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from assess.assessment.activity import settle
from assess.assessment.code import FIRST_VALUE, code_count, decode, encode
from assess.assessment.model import State
from assess.questionnaire.model import ManyQuestion, Question, Questionnaire

DENSE = 300
"""A number or matrix with more values than this is sampled evenly, the ends with it."""

BANDS = ({}, {"industry": "C", "size": "small", "region": "balkan"}, {"industry": "G"})


def possible(questionnaire: Questionnaire, question: Question) -> list[int]:
    """The codes a respondent can give: three states, and values (not every mask is one)."""
    last = code_count(questionnaire, question)
    states = [0, 1, 2] if question.scored else [0]
    if last - FIRST_VALUE > DENSE and not isinstance(question, ManyQuestion):
        ends = range(FIRST_VALUE, last - 1, (last - FIRST_VALUE) // 40)
        return [*states, *ends, last - 1]
    if not isinstance(question, ManyQuestion):
        return states + list(range(FIRST_VALUE, last))
    exclusive = sum(1 << i for i, tick in enumerate(question.options) if tick.exclusive)
    masks = range(1, last - FIRST_VALUE)
    single = [mask for mask in masks if not mask & exclusive or mask & (mask - 1) == 0]
    return states + [FIRST_VALUE + mask for mask in single]


def settled(questionnaire: Questionnaire, codes: list[int], profile: dict[str, str]) -> list[int]:
    """The codes with hidden questions marked, as they are stored."""
    answers = {
        name: answer
        for name, answer in decode(questionnaire, codes).items()
        if answer.state is not State.INACTIVE
    }
    return encode(questionnaire, settle(questionnaire, answers, profile))


@st.composite
def sheets(draw: st.DrawFn, questionnaire: Questionnaire, rows: int = 4) -> np.ndarray:
    """Codes of shape (1 … rows, questions)."""
    given = [st.sampled_from(possible(questionnaire, question)) for question in questionnaire.questions]
    drawn = draw(st.lists(st.tuples(*given), min_size=1, max_size=rows))
    bands = [draw(st.sampled_from(BANDS)) for _ in drawn]
    marked = [settled(questionnaire, list(codes), band) for codes, band in zip(drawn, bands, strict=True)]
    return np.array(marked, dtype=np.uint16)


def random_sheet(questionnaire: Questionnaire, n: int, seed: int) -> np.ndarray:
    """n rows of codes, mostly values."""
    random = np.random.default_rng(seed)
    columns = []
    for question in questionnaire.questions:
        codes = np.array(possible(questionnaire, question))
        states, values = codes[codes < FIRST_VALUE], codes[codes >= FIRST_VALUE]
        drawn = random.choice(states, n)
        if len(values):
            drawn = np.where(random.random(n) < 0.85, random.choice(values, n), drawn)
        columns.append(drawn)
    rows = np.stack(columns, axis=1)
    bands = random.integers(0, len(BANDS), n)
    marked = [settled(questionnaire, list(row), BANDS[band]) for row, band in zip(rows, bands, strict=True)]
    return np.array(marked, dtype=np.uint16)
