"""A batch enters the store as its assessments would one by one: the same bytes, the same scores."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from assess.assessment.activity import settle
from assess.assessment.batch import Batch
from assess.assessment.code import decode
from assess.assessment.model import Answer, Assessment, State
from assess.assessment.sheet import Texts, read_sheet, write_sheet
from assess.assessment.synth import Population, synthesise
from assess.errors import Conflict
from assess.questionnaire.catalogue import load_catalogue
from assess.questionnaire.model import Condition
from assess.scoring.model import REASONS
from assess.scoring.score import Scorer
from assess.scoring.table import ScoreTable
from assess.store import intake
from assess.store.blob import pack_answers, pack_scores, unpack_answers
from assess.store.bulk import bulks_of
from assess.store.intake import as_bulk, pack_codes, pack_table
from assess.store.record import Bulk
from assess.store.store import Store
from tests.assessment.sheet_sample import PROFILE, SAMPLE, batches

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
GIVEN = {"submitted_at": NOW, "contributes": True, "source": "import"}
QUESTIONNAIRES = Path(__file__).parents[2] / "questionnaires"


@pytest.fixture(scope="module")
def scorer() -> Iterator[Scorer]:
    made = Scorer(SAMPLE)
    yield made
    made.close()


def one_by_one(batch: Batch, texts: Texts) -> list[Assessment]:
    """The assessments of a batch, as a form would have made them."""
    assessments = []
    for row, name in enumerate(batch.ids):
        answers = decode(SAMPLE, batch.codes[row])
        for question, text in texts.get(row, {}).items():
            answers[question] = Answer(text, answers[question].state)
            if answers[question].state is State.UNANSWERED:
                answers[question] = Answer(text)
        bands = {"industry": batch.industry[row], "size": batch.size[row], "region": batch.region[row]}
        assessments.append(
            Assessment(
                id=name,
                questionnaire=batch.questionnaire,
                version=batch.version,
                hash=batch.hash,
                profile={field: band for field, band in bands.items() if band},
                answers=answers,
                synthetic=batch.synthetic,
                **GIVEN,
            )
        )
    return assessments


def assert_same(one: Bulk, other: Bulk) -> None:
    for column in Bulk.__struct_fields__:
        if column != "score":
            assert getattr(one, column) == getattr(other, column), column
    assert np.array_equal(one.score, other.score)
    assert one.score.dtype == other.score.dtype


@settings(max_examples=30, deadline=None)
@given(sample=batches())
def test_bulk_is_that_of_its_assessments_byte_for_byte(scorer, sample):
    batch, texts = sample
    assessments = one_by_one(batch, texts)
    bulk = as_bulk(scorer, batch, texts, **GIVEN)
    assert bulk.answers == [pack_answers(assessment) for assessment in assessments]
    if assessments:
        assert_same(bulk, *bulks_of(assessments, scorer.score_assessments(assessments), NOW))


@pytest.mark.parametrize("questionnaire", ["cx-maturity", "cx-quick-check"])
def test_blobs_of_a_served_questionnaire_are_byte_for_byte_those_of_the_store(questionnaire):
    served = load_catalogue(QUESTIONNAIRES).get(questionnaire)
    batch = synthesise(served, Population(unknown=0.2, not_applicable=0.2, unanswered=0.2), 300, seed=8)
    scorer = Scorer(served)
    bulk, table = as_bulk(scorer, batch, **GIVEN), scorer.score(batch.codes)
    scorer.close()
    assert bulk.scores == [pack_scores(table.row(row, served)) for row in range(300)]
    assert {score for score in bulk.score[:, 0].tolist() if score < 0} == {-1}, "some are not scored"
    for row in range(300):
        answers, rest = unpack_answers(bulk.answers[row], bulk.model)
        assert (answers, rest) == (decode(served, batch.codes[row]), {})


@pytest.mark.parametrize("span", [1, intake.SPAN_LIMIT])
def test_scores_stay_apart_however_large_their_numbers(monkeypatch, span):
    monkeypatch.setattr(intake, "SPAN_LIMIT", span)
    random = np.random.default_rng(2)
    counts = {
        name: random.choice(np.array([0, 1, 254, 255], dtype=np.uint8), (400, 3))
        for name in ("asked", "counted", "unknown", "not_applicable", "unanswered", "fails")
    }
    score = random.choice(np.array([-1, 0, 32_768, 1_000_000], dtype=np.int32), (400, 3))
    table = ScoreTable(
        nodes=("overall", "one", "two"),
        exact=score.astype(float),
        score=score,
        level=np.where(score < 0, -1, random.integers(0, 10, (400, 3))).astype(np.int8),
        staged=random.integers(-1, 10, (400, 3)).astype(np.int8),
        reason=random.integers(0, len(REASONS), (400, 3)).astype(np.uint8),
        **counts,
    )
    assert pack_table(table) == [pack_scores(table.row(row, SAMPLE)) for row in range(400)]


def test_text_that_does_not_apply_is_kept_with_its_state_as_a_form_keeps_it():
    dimension = SAMPLE.dimensions[0]
    hidden = tuple(
        replace(question, when=Condition(question="channel", one_of=("mail",)))
        if question.id == "remark"
        else question
        for question in dimension.questions
    )
    questionnaire = replace(SAMPLE, dimensions=(replace(dimension, questions=hidden),))
    codes = np.array([[0, 0, 0, 4 + 2, 0, 3]], dtype=np.uint16)
    answers = settle(questionnaire, {"channel": Answer(["phone"]), "remark": Answer("words")}, {})
    assert answers["remark"].state is State.INACTIVE
    form = Assessment(id="a", questionnaire="s", version="1", hash="h", profile={}, answers=answers)
    assert pack_codes(questionnaire, codes, {0: {"remark": "words"}}) == [pack_answers(form)]


def test_batch_of_other_content_is_refused(scorer):
    batch = synthesise(SAMPLE, Population(), 2, seed=1)
    with pytest.raises(Conflict):
        as_bulk(scorer, replace(batch, hash="b" * 64), **GIVEN)


def test_empty_batch_is_an_empty_bulk(scorer):
    bulk = as_bulk(scorer, synthesise(SAMPLE, Population(), 0, seed=1), **GIVEN)
    assert (bulk.id, bulk.answers, bulk.scores, len(bulk.score)) == ([], [], [], 0)


def test_sheet_enters_the_store_and_comes_out_as_it_was_written(scorer, tmp_path):
    made = synthesise(SAMPLE, Population(), 200, seed=4)
    texts = {row: {"remark": f"word {row}"} for row in range(0, 200, 7)}
    write_sheet(tmp_path / "sheet.csv", SAMPLE, made, texts)
    sheet = read_sheet(tmp_path / "sheet.csv", SAMPLE, PROFILE)
    with Store.open(tmp_path / "assess.db", score=scorer.score_assessments) as store:
        bulk = as_bulk(scorer, sheet.batch, sheet.texts, **GIVEN)
        assert store.add_bulk([bulk], key="k").result().count == 200
        kept = {submission.assessment.id: submission for submission in store.submissions()}
    expected = one_by_one(made, texts)
    assert [kept[item.id].assessment for item in expected] == expected
    table = scorer.score(made.codes)
    scores = [kept[name].scores.overall.score for name in made.ids]
    assert scores == [score if score >= 0 else None for score in table.score[:, 0].tolist()]
