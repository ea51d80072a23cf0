"""Made-up assessments: reproducible, plausible, and marked as made up."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assess.assessment.activity import find_inactive
from assess.assessment.code import FIRST_VALUE, decode
from assess.assessment.inactive import mark_inactive
from assess.assessment.synth import Population, read_population, synthesise
from assess.errors import AssessError
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
    Questionnaire,
    TextQuestion,
    Tick,
)

N = 4_000
QUIET = Population(careless=0, unknown=0, not_applicable=0, unanswered=0)


def level(name: str, **more) -> LevelQuestion:
    return LevelQuestion(
        id=name, text="?", options=tuple(Behaviour(text=str(rung)) for rung in range(6)), **more
    )


def choice(name: str, **more) -> ChoiceQuestion:
    options = tuple(Option(id=f"o{value}", text="x", value=value) for value in range(5))
    return ChoiceQuestion(id=name, text="?", options=options, **more)


def many(name: str, **more) -> ManyQuestion:
    ticks = (
        *(Tick(id=f"t{index}", text="x") for index in range(3)),
        Tick(id="none", text="x", exclusive=True),
    )
    return ManyQuestion(id=name, text="?", options=ticks, **more)


def questionnaire_of(*questions, second: tuple = ()) -> Questionnaire:
    dimensions = [Dimension(id="one", title="One", summary="s", questions=questions)]
    if second:
        dimensions.append(Dimension(id="two", title="Two", summary="s", questions=second))
    return Questionnaire(
        format=1,
        id="made-up",
        version="1.0.0",
        languages=("en",),
        title="t",
        summary="s",
        minutes=1,
        hash="a" * 64,
        levels=(Level(level=1, name="a", min=0, summary="s"), Level(level=2, name="b", min=2, summary="s")),
        dimensions=tuple(dimensions),
    )


WHOLE = questionnaire_of(
    level("l-1"),
    level("l-2", policy=AnswerPolicy(not_applicable="forbid", unanswered="block")),
    choice("c-1"),
    choice("c-2", reverse=True),
    many("m-1"),
    TextQuestion(id="t-1", text="?"),
    second=(level("l-3"), level("l-4")),
)
COLUMN = {question.id: index for index, question in enumerate(WHOLE.questions)}


def test_same_seed_gives_the_same_bytes_and_another_seed_others():
    first, again, other = (synthesise(WHOLE, Population(), 500, seed) for seed in (1, 1, 2))
    assert first.codes.tobytes() == again.codes.tobytes()
    assert (first.ids, first.industry, first.size, first.region) == (
        again.ids,
        again.industry,
        again.size,
        again.region,
    )
    assert first.codes.tobytes() != other.codes.tobytes()
    assert not set(first.ids) & set(other.ids)


def test_bytes_are_those_of_every_other_platform():
    batch = synthesise(WHOLE, Population(), 300, seed=20)
    text = repr((batch.codes.tolist(), batch.industry, batch.size, batch.region)).encode()
    assert (
        hashlib.sha256(text).hexdigest() == "efe41af438c8db9a13eb9398a56866021c3a8058409fc8178d053becd82beca0"
    )


def test_batch_is_marked_synthetic_and_names_its_questionnaire():
    batch = synthesise(WHOLE, Population(), 3, seed=1)
    assert batch.synthetic
    assert (batch.questionnaire, batch.version, batch.hash) == ("made-up", "1.0.0", "a" * 64)
    assert batch.codes.shape == (3, len(WHOLE.questions))
    assert batch.codes.dtype == np.uint16


def test_every_code_decodes_to_an_answer_its_question_allows():
    batch = synthesise(WHOLE, Population(careless=0.2), 400, seed=3)
    for row in batch.codes:
        answers = decode(WHOLE, row)
        ticked = answers["m-1"].value
        if isinstance(ticked, list):
            assert "none" not in ticked or ticked == ["none"]
        assert answers["t-1"].value is None


def test_shares_of_states_are_near_those_declared():
    population = Population(careless=0, unknown=0.06, not_applicable=0.04, unanswered=0.05)
    codes = synthesise(WHOLE, population, N, seed=4).codes[:, COLUMN["l-1"]]
    assert [np.mean(codes == code) for code in range(3)] == pytest.approx([0.05, 0.06, 0.04], abs=0.015)


def test_question_that_forbids_a_state_never_gets_it():
    population = Population(careless=0, unknown=0.2, not_applicable=0.2, unanswered=0.2)
    codes = synthesise(WHOLE, population, N, seed=4).codes[:, COLUMN["l-2"]]
    assert set(np.unique(codes[codes < FIRST_VALUE])) == {1}
    assert np.mean(codes == 1) == pytest.approx(0.2, abs=0.03)


def test_careless_rows_give_the_same_place_everywhere():
    codes = synthesise(WHOLE, Population(careless=1), 200, seed=5).codes.astype(int)
    place = codes[:, COLUMN["l-1"]] - FIRST_VALUE
    for name in ("l-2", "l-3", "l-4", "c-1", "c-2"):
        assert np.array_equal(codes[:, COLUMN[name]] - FIRST_VALUE, place)
    assert set(place) == set(range(5))


def test_share_of_careless_rows_is_near_that_declared():
    quiet = {"unknown": 0.0, "not_applicable": 0.0, "unanswered": 0.0}
    honest, mixed = (
        synthesise(WHOLE, Population(careless=share, **quiet), N, seed=6).codes for share in (0.0, 0.3)
    )
    # the same draws otherwise, so that the rows that differ are the careless ones
    assert np.mean((honest != mixed).any(axis=1)) == pytest.approx(0.3, abs=0.03)


def test_defaults_look_like_organisations():
    ladder = questionnaire_of(
        *(level(f"a-{i}") for i in range(8)), second=tuple(level(f"b-{i}") for i in range(8))
    )
    batch = synthesise(
        ladder, Population(careless=0, unknown=0, not_applicable=0, unanswered=0), 20_000, seed=7
    )
    score = batch.codes.astype(float) - FIRST_VALUE
    overall = score.mean(axis=1)
    assert 2.0 <= overall.mean() <= 2.4
    assert 0.5 <= overall.std() <= 0.9
    assert ((overall - overall.mean()) ** 3).mean() / overall.std() ** 3 > 0.2
    halves = np.corrcoef(score[:, :8].mean(axis=1), score[:, 8:].mean(axis=1))[0, 1]
    assert 0.4 <= halves <= 0.75
    industry = np.array(batch.industry)
    apart = [overall[industry == band].mean() - overall.mean() for band in sorted(set(batch.industry))]
    assert max(map(abs, apart)) == pytest.approx(0.5, abs=0.1)


def test_reversed_choice_is_answered_the_other_way_round():
    codes = synthesise(WHOLE, QUIET, N, seed=8).codes.astype(float)
    maturity = codes[:, COLUMN["l-1"]]
    assert np.corrcoef(maturity, codes[:, COLUMN["c-1"]])[0, 1] > 0.3
    assert np.corrcoef(maturity, codes[:, COLUMN["c-2"]])[0, 1] < -0.3


def test_dimension_with_a_mean_of_its_own_takes_it():
    population = Population(dimension_mean={"two": 0.8})
    codes = synthesise(WHOLE, population, N, seed=9).codes.astype(float)
    assert codes[:, COLUMN["l-3"]].mean() > codes[:, COLUMN["l-1"]].mean() + 1


def test_bands_come_in_their_shares():
    population = Population(industry_weight={"C": 3, "G": 1, "L": 0}, industry_shift={})
    industry = np.array(synthesise(WHOLE, population, N, seed=10).industry)
    assert np.mean(industry == "C") == pytest.approx(0.75, abs=0.03)
    assert set(industry) == {"C", "G"}


def test_population_reads_from_yaml_and_names_a_wrong_field():
    population = read_population("mean: 0.5\nindustry_weight: {C: 1}\n")
    assert (population.mean, population.industry_weight) == (0.5, {"C": 1})
    assert read_population("{}") == Population()
    for wrong in ("means: 0.5", "mean: 5", "["):
        with pytest.raises(AssessError):
            read_population(wrong)


@pytest.mark.parametrize(
    "population", [Population(region_weight={"east": 0}), Population(unknown=0.5, not_applicable=0.6)]
)
def test_population_of_nobody_and_shares_above_one_are_refused(population):
    with pytest.raises(AssessError):
        synthesise(WHOLE, population, 5, seed=1)


def test_no_assessments_is_an_empty_batch():
    assert synthesise(WHOLE, Population(), 0, seed=1).codes.shape == (0, len(WHOLE.questions))


CONDITION = st.recursive(
    st.one_of(
        st.builds(Condition, question=st.just("l-1"), min=st.sampled_from([0.0, 2.0, 5.0])),
        st.builds(Condition, question=st.just("l-1"), one_of=st.sampled_from([("0",), ("3", "4")])),
        st.builds(Condition, question=st.just("c-1"), one_of=st.just(("o0", "o4"))),
        st.builds(Condition, question=st.just("c-1"), min=st.just(2.0)),
        st.builds(Condition, question=st.just("m-1"), one_of=st.just(("t0", "none"))),
        st.builds(Condition, question=st.just("m-1"), min=st.just(0.5)),
        st.builds(Condition, profile=st.just("industry"), one_of=st.just(("C", "G"))),
        st.builds(Condition, profile=st.just("unheard"), one_of=st.just(("x",))),
    ),
    lambda inner: st.one_of(
        st.builds(Condition, all=st.lists(inner, min_size=1, max_size=2).map(tuple)),
        st.builds(Condition, any=st.lists(inner, min_size=1, max_size=2).map(tuple)),
        st.builds(Condition, negated=inner),
    ),
    max_leaves=4,
)


@settings(max_examples=40, deadline=None)
@given(CONDITION, CONDITION)
def test_batch_hides_the_questions_that_one_form_would_hide(first, second):
    following = Condition(all=(second, Condition(question="l-2", min=1)))
    questionnaire = questionnaire_of(
        level("l-1"), choice("c-1"), many("m-1"), level("l-2", when=first), level("l-3", when=following)
    )
    plain = questionnaire_of(level("l-1"), choice("c-1"), many("m-1"), level("l-2"), level("l-3"))
    batch = synthesise(plain, Population(unknown=0.1, unanswered=0.1), 25, seed=11)
    marked = mark_inactive(questionnaire, batch.codes, {"industry": batch.industry})
    for row in range(25):
        answers, profile = decode(plain, batch.codes[row]), {"industry": batch.industry[row]}
        hidden = find_inactive(questionnaire, answers, profile)
        found = {q.id for q, code in zip(questionnaire.questions, marked[row], strict=True) if code == 3}
        assert found == hidden


def test_synthetic_answers_to_hidden_questions_are_inactive():
    hidden = questionnaire_of(level("l-1"), level("l-2", when=Condition(profile="size", one_of=("micro",))))
    batch = synthesise(hidden, QUIET, 300, seed=12)
    assert np.array_equal(batch.codes[:, 1] == 3, np.array(batch.size) != "micro")
