"""A questionnaire with a question of every kind, the profile, and batches of answers for sheets."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from hypothesis import strategies as st

from assess.assessment.batch import Batch
from assess.assessment.code import FIRST_VALUE, code_count
from assess.assessment.inactive import mark_inactive
from assess.questionnaire.load import load_shared
from assess.questionnaire.model import (
    AnswerPolicy,
    Behaviour,
    ChoiceQuestion,
    Condition,
    Dimension,
    Level,
    LevelQuestion,
    ManyQuestion,
    Option,
    Question,
    Questionnaire,
    TextQuestion,
    Tick,
)

PROFILE = load_shared(Path(__file__).parents[2] / "questionnaires")[1]

RUNGS = tuple(Behaviour(text=str(rung)) for rung in range(6))
OPTIONS = tuple(
    Option(id=name, text=name, value=value) for value, name in enumerate(("never", "often", "unknown"))
)
TICKS = (Tick(id="mail", text="m"), Tick(id="phone", text="p"), Tick(id="none", text="n", exclusive=True))

SAMPLE = Questionnaire(
    format=1,
    id="sample",
    version="1.0.0",
    languages=("en",),
    title="t",
    summary="s",
    minutes=1,
    hash="a" * 64,
    levels=(Level(level=1, name="a", min=0, summary="s"), Level(level=2, name="b", min=2, summary="s")),
    dimensions=(
        Dimension(
            id="one",
            title="One",
            summary="s",
            questions=(
                LevelQuestion(id="listen-1", text="?", options=RUNGS),
                LevelQuestion(
                    id="listen-2", text="?", options=RUNGS, policy=AnswerPolicy(not_applicable="forbid")
                ),
                ChoiceQuestion(id="how-often", text="?", options=OPTIONS),
                ManyQuestion(id="channel", text="?", options=TICKS),
                LevelQuestion(
                    id="by-phone",
                    text="?",
                    options=RUNGS,
                    when=Condition(question="channel", one_of=("phone",)),
                ),
                TextQuestion(id="remark", text="?", max_length=40),
            ),
        ),
    ),
)


def codes_of(question: Question) -> st.SearchStrategy[int]:
    """The codes that one can give: checklists with at least one tick, and none beside an exclusive one."""
    if isinstance(question, TextQuestion):
        return st.just(0)
    if isinstance(question, ManyQuestion):
        return st.sampled_from([0, 1, 2, *(FIRST_VALUE + mask for mask in (1, 2, 3, 4))])
    states = {0, 1} if question.policy.not_applicable == "forbid" else {0, 1, 2}
    return st.sampled_from([*states, *range(FIRST_VALUE, code_count(SAMPLE, question))])


ID = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=12) | st.from_regex(
    r"'{0,2}[=+@-][0-9a-z]{1,3}", fullmatch=True
)
WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=40).map(str.strip)


@st.composite
def batches(draw) -> tuple[Batch, dict[int, dict[str, str]]]:
    """A batch of answers that could have been given, and the texts that belong to it."""
    ids = draw(st.lists(ID, unique=True, max_size=5))
    rows = [[draw(codes_of(question)) for question in SAMPLE.questions] for _ in ids]
    bands = {field.id: [draw(st.sampled_from(["", *field.options])) for _ in ids] for field in PROFILE}
    codes = np.array(rows, dtype=np.uint16).reshape(len(ids), len(SAMPLE.questions))
    batch = Batch(
        questionnaire=SAMPLE.id,
        version=SAMPLE.version,
        hash=SAMPLE.hash,
        ids=ids,
        codes=mark_inactive(SAMPLE, codes, bands),
        synthetic=draw(st.booleans()) if ids else False,
        **bands,
    )
    words = {row: draw(WORDS) for row in range(len(ids))}
    return batch, {row: {"remark": text} for row, text in words.items() if text}
