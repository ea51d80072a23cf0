"""A questionnaire with a question of every kind, the profile, and batches of answers for sheets."""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np
import xlsxwriter
from hypothesis import strategies as st

from assess.assessment.batch import Batch
from assess.assessment.code import FIRST_VALUE, code_count, decode
from assess.assessment.inactive import mark_inactive
from assess.assessment.model import Answer
from assess.assessment.sheet import Sheet, read_sheet
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


HEADER = "id,industry,size,region,listen-1,listen-2,how-often,channel,by-phone,remark"


def read(path: Path) -> Sheet:
    return read_sheet(path, SAMPLE, PROFILE)


def read_text(folder: Path, *lines: str, end: str = "\n", encoding: str = "utf-8") -> Sheet:
    path = folder / "answers.csv"
    path.write_bytes(end.join([*lines, ""]).encode(encoding))
    return read(path)


def workbook(folder: Path, rows: list[list], name: str = "Answers") -> Path:
    """An XLSX file; a cell that begins with a bare "=" is a formula with the stored result 3."""
    path = folder / "answers.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet(name)
        for y, row in enumerate(rows):
            for x, cell in enumerate(row):
                if isinstance(cell, str) and cell.startswith("="):
                    sheet.write_formula(y, x, cell, value=3)
                elif cell is not None:
                    sheet.write(y, x, cell)
    return path


def replace_part(path: Path, part: str, change) -> Path:
    """The same workbook with one part of its zip changed."""
    changed = path.with_name("changed.xlsx")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, change(content) if name == part else content)
    return changed


def answer(sheet: Sheet, row: int, question: str) -> Answer:
    return decode(SAMPLE, sheet.batch.codes[row])[question]
