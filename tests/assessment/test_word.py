"""Numbers and rows as answers: what is let in, what a code holds, and that a sheet and the store lose nothing."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assess.assessment.batch import Batch
from assess.assessment.code import decode_one, encode, encode_one
from assess.assessment.entry import check_answer
from assess.assessment.matrix import GRID
from assess.assessment.model import Answer, Assessment, State
from assess.assessment.sheet import Sheet, read_sheet, write_sheet
from assess.assessment.synth import Population, synthesise
from assess.assessment.word import value_of_words, words_of
from assess.errors import InvalidAnswer
from assess.questionnaire.load import load, load_shared
from assess.questionnaire.model import Questionnaire, Row
from assess.store.blob import pack_answers, unpack_answers
from assess.store.intake import pack_codes
from assess.store.record import Model

ROOT = Path(__file__).parents[2]
VOCABULARY, PROFILE = load_shared(ROOT / "questionnaires")


def vector(name: str) -> Questionnaire:
    return load(ROOT / "tests" / "scoring" / "vector" / f"{name}.yaml", VOCABULARY, PROFILE)


NUMBER, MATRIX = vector("number"), vector("matrix")
SHOP = Row(name="Shop", answers={"ease": 1, "promise": 2})
WEB = Row(name="Web site", answers={"ease": "unknown", "promise": 0})


@pytest.mark.parametrize(
    ("question", "value", "what", "remedy"),
    [
        ("minutes", 1441, "off the range", "(minutes)"),
        ("minutes", -1, "off the range", "from 0 to 1,440"),
        ("minutes", 1.5, "1.5 is between two steps", "2"),
        ("rate", 70.55, "between two steps", "70.5"),
        ("minutes", "5", "is no number", "from 0 to 1,440"),
        ("minutes", True, "is no number", "from 0 to 1,440"),
        ("minutes", float("nan"), "is no number", "from 0 to 1,440"),
        ("minutes", float("inf"), "is no number", "from 0 to 1,440"),
        ("minutes", [5], "is no number", "from 0 to 1,440"),
    ],
)
def test_what_is_no_number_here_is_refused(question: str, value: object, what: str, remedy: str) -> None:
    with pytest.raises(InvalidAnswer) as refused:
        check_answer(NUMBER, NUMBER.question[question], Answer(value))
    assert what in refused.value.what
    assert remedy in refused.value.remedy
    assert refused.value.where == question


@pytest.mark.parametrize(
    ("value", "what"),
    [
        (["Shop"], "no list of rows"),
        (0.5, "no list of rows"),
        ([], "0 rows were given"),
        ([SHOP] * 5, "5 rows were given"),
        ([SHOP, Row(name=" shop ", answers=SHOP.answers)], "Two rows are called"),
        ([Row(name=" ", answers=SHOP.answers)], "has no name"),
        ([Row(name="x" * 81, answers=SHOP.answers)], "too long"),
        ([Row(name="Shop", answers={"ease": 1})], "“promise?” is open for “Shop”"),
        ([Row(name="Shop", answers={"ease": 5, "promise": 0})], "5 is off the scale"),
        ([Row(name="Shop", answers={"ease": True, "promise": 0})], "True is off the scale"),
        ([Row(name="Shop", answers={**SHOP.answers, "speed": 1})], "`speed` is not asked"),
    ],
)
def test_what_are_no_rows_here_is_refused(value: object, what: str) -> None:
    with pytest.raises(InvalidAnswer) as refused:
        check_answer(MATRIX, MATRIX.question["map"], Answer(value))
    assert what in refused.value.what
    assert refused.value.remedy


@given(st.integers(0, 595))
def test_every_number_has_a_code_and_comes_back(place: int) -> None:
    question = NUMBER.question["rate"]
    value = round(40.5 + place / 10, 1)
    check_answer(NUMBER, question, Answer(value))
    code = encode_one(NUMBER, question, Answer(value))
    assert code == 4 + place
    assert decode_one(NUMBER, question, code).value == value


def test_a_matrix_has_the_code_of_its_value_and_words_of_its_rows() -> None:
    question = MATRIX.question["map"]
    answer = Answer([SHOP, WEB])
    assert encode_one(MATRIX, question, answer) == 4 + round((1 / 4 + 1) / 2 / 2 * GRID)
    assert value_of_words(question, words_of(question, answer)) == answer.value


def batch_of(questionnaire: Questionnaire, *answers: dict[str, Answer]) -> Batch:
    codes = [encode(questionnaire, one) for one in answers]
    n = len(codes)
    return Batch(
        questionnaire=questionnaire.id,
        version=questionnaire.version,
        hash=questionnaire.hash,
        ids=[f"row-{i}" for i in range(n)],
        industry=["C"] * n,
        size=["small"] * n,
        region=["balkan"] * n,
        codes=np.array(codes, dtype=np.uint16),
        synthetic=False,
    )


def read(folder: Path, questionnaire: Questionnaire, *lines: str) -> Sheet:
    path = folder / "answers.csv"
    path.write_text("\n".join([*lines, ""]), "utf-8")
    return read_sheet(path, questionnaire, PROFILE)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("70.5", 70.5),
        ('"70,5"', 70.5),
        ("5.05e1", 50.5),
        ("70,5", None),
        ("100", 100),
        ("?", None),
        ("99.90", 99.9),
    ],
)
def test_a_number_in_a_sheet_may_have_a_point_or_a_comma(
    tmp_path: Path, cell: str, value: float | None
) -> None:
    sheet = read(
        tmp_path,
        NUMBER,
        "id;rate" if cell == "70,5" else "id,rate",
        f"a;{cell}" if cell == "70,5" else f"a,{cell}",
    )
    [row] = sheet.batch.codes
    got = decode_one(NUMBER, NUMBER.question["rate"], int(row[1]))
    assert (got.value == (70.5 if cell == "70,5" else value)) or got.state is State.UNKNOWN
    assert (got.state is State.UNKNOWN) == (cell == "?")


@pytest.mark.parametrize(
    ("cell", "what"),
    [
        ('"1,440"', "may be 1.440 or 1440"),
        ("soon", "is no number"),
        ("5000", "off the range"),
        ("=1+1", "is a formula"),
    ],
)
def test_a_cell_that_is_no_number_is_told_with_its_reason(tmp_path: Path, cell: str, what: str) -> None:
    sheet = read(tmp_path, NUMBER, "id,minutes", f"a,{cell}")
    [problem] = sheet.problems
    assert what in problem.what
    assert problem.column == "minutes"


def test_rows_and_numbers_survive_a_sheet(tmp_path: Path) -> None:
    given = (
        {"map": Answer([SHOP, WEB]), "open": Answer(state=State.UNKNOWN)},
        {"map": Answer([Row(name='=A1; "quoted", |', answers=SHOP.answers)])},
        {"open": Answer([SHOP, Row(name="Łódź", answers={"ease": 3, "promise": "unknown"})])},
    )
    batch = batch_of(MATRIX, *given)
    texts = {
        i: {name: words for name, answer in one.items() if (words := words_of(MATRIX.question[name], answer))}
        for i, one in enumerate(given)
    }
    path = tmp_path / "out.csv"
    write_sheet(path, MATRIX, batch, texts)
    again = read_sheet(path, MATRIX, PROFILE)
    assert not again.problems
    assert np.array_equal(again.batch.codes, batch.codes)
    assert {i: words for i, words in again.texts.items() if words} == {i: w for i, w in texts.items() if w}


@pytest.mark.parametrize("questionnaire", [NUMBER, MATRIX], ids=["number", "matrix"])
def test_made_up_answers_survive_a_sheet_though_no_rows_are_known(
    tmp_path: Path, questionnaire: Questionnaire
) -> None:
    batch = synthesise(questionnaire, Population(careless=0.2), 300, 1)
    write_sheet(tmp_path / "out.csv", questionnaire, batch)
    again = read_sheet(tmp_path / "out.csv", questionnaire, PROFILE)
    assert not again.problems
    assert np.array_equal(again.batch.codes, batch.codes)
    assert len(np.unique(batch.codes[:, 0])) > 20, "made-up answers differ"


@pytest.mark.parametrize(
    "cell", ["[]", '[{"name": "Shop"}]', '[{"name": "Shop", "answers": {"ease": 1}}]', "Shop", "1.5"]
)
def test_a_cell_that_is_no_rows_is_told(tmp_path: Path, cell: str) -> None:
    quoted = cell.replace('"', '""')
    sheet = read(tmp_path, MATRIX, "id,map", f'a,"{quoted}"')
    assert [problem.column for problem in sheet.problems] == ["map"]
    assert len(sheet.batch.ids) == 0


@settings(deadline=None, max_examples=20)
@given(st.booleans(), st.sampled_from([State.ANSWERED, State.INACTIVE]))
def test_a_batch_and_a_form_store_the_same_bytes(known: bool, state: State) -> None:
    answers = {"map": Answer([SHOP, WEB], state=state), "open": Answer(state=State.NOT_APPLICABLE)}
    batch = batch_of(MATRIX, answers)
    texts = {0: {"map": words_of(MATRIX.question["map"], answers["map"])}} if known else {}
    [blob] = pack_codes(MATRIX, batch.codes, texts)
    model = Model(
        questionnaire="matrix",
        version="1.0.0",
        hash=MATRIX.hash,
        questions=("map", "open"),
        nodes=("overall",),
    )
    found, _ = unpack_answers(blob, model)
    if known:
        profile = {"industry": "C", "size": "small", "region": "balkan"}
        assessment = Assessment(
            id="a",
            questionnaire="matrix",
            version="1.0.0",
            hash=MATRIX.hash,
            profile=profile,
            answers=answers,
        )
        assert blob == pack_answers(assessment)
        assert found == answers
    else:
        assert encode(MATRIX, found) == encode(MATRIX, answers)
