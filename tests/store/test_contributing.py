"""What may count in an edition: consent, a vouching, a group, and careful answers; scored when it is asked for."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from contribution_sample import HIGH, add, batch_of, decided, only, origin_of
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from store_sample import Clock

from assess.assessment.model import Answer, State
from assess.benchmark.measure import measure
from assess.benchmark.model import Thresholds
from assess.benchmark.quarter import Quarter
from assess.benchmark.vote import counting, elect
from assess.errors import NotFound
from assess.questionnaire.load import hash_of
from assess.scoring.explain import score_and_explain
from assess.scoring.panel import Panel
from assess.store.code import codes_of
from assess.store.intake import as_bulk, pack_codes
from assess.store.record import Decision, Party, Sweep
from assess.store.store import Store
from tests.assessment.sheet_sample import SAMPLE, batches
from tests.store.test_intake import one_by_one

EVERYBODY = Sweep(by="anna", most_signals=6)
QUARTER = Quarter(2026, 1)


def found(store: Store, panel: Panel, *, synthetic: bool = False):
    return store.contributions("sample", panel, synthetic=synthetic)


def test_latest_form_of_a_day_counts_and_no_time_of_day_leaves(
    path: Path, panel: Panel, clock: Clock
) -> None:
    """Whatever the marks of the occasions are: the one whose hash is greater came first here, then last."""
    for number, rounds in enumerate([(HIGH + 9, HIGH + 8, HIGH + 7), (HIGH + 1, HIGH + 2, HIGH + 3)]):
        with Store.open(path.with_name(f"{number}.db"), score=panel.score, clock=clock) as store:
            batch = batch_of(5)
            for row, round in zip(range(3), rounds, strict=True):
                clock.advance(hours=1)
                one = replace(
                    origin_of([7]), round=np.array([round], np.uint64), account=np.array([0], np.uint64)
                )
                add(store, panel, only(batch, row), one, now=clock())
            add(store, panel, only(batch, 3), origin_of([8]), now=clock())
            store.decide(EVERYBODY).result()
            given = found(store, panel)
            expected = panel.scorer(SAMPLE.id, SAMPLE.hash)
            scores = measure(expected, panel.viewer(SAMPLE.id, SAMPLE.hash), batch.codes).score
            assert given.group.tolist() == [HIGH + 7, HIGH + 8]
            assert np.array_equal(given.score, scores[[2, 3]]), "the third form superseded the first two"
            assert given.day.dtype == "datetime64[D]"


def test_respondents_of_the_latest_occasion_are_all_there_though_it_took_two_days(
    path: Path, panel: Panel, clock: Clock
) -> None:
    with Store.open(path, score=panel.score, clock=clock) as store:
        batch = batch_of(4)
        together, other = origin_of([7]), replace(origin_of([7]), round=np.array([HIGH + 1], np.uint64))
        for row, (origin, hours) in enumerate(((together, 1), (other, 20), (together, 1))):
            add(store, panel, only(batch, row), origin, now=clock())
            clock.advance(hours=hours)
        store.decide(EVERYBODY).result()
        given = found(store, panel)
        rows, _ = counting(given, date(2026, 1, 1), date(2026, 3, 31))
        assert sorted(given.day[rows].tolist()) == [date(2026, 3, 1), date(2026, 3, 2)]
        assert given.round[rows].tolist() == [HIGH + 507] * 2


def test_late_answer_to_an_older_version_does_not_turn_the_edition_back(path: Path, clock: Clock) -> None:
    newer = replace(SAMPLE, version="10.0.0", hash="")
    newer = replace(newer, hash=hash_of(newer))
    panel = Panel({SAMPLE.id: newer}, lambda id, hash: SAMPLE if hash == SAMPLE.hash else None)
    with Store.open(path, score=panel.score, clock=clock) as store:
        batch = batch_of(3)
        for row, one in enumerate(
            (replace(only(batch, 0), hash=newer.hash, version="10.0.0"), only(batch, 1))
        ):
            clock.advance(days=1)
            scorer = panel.scorer(one.questionnaire, one.hash)
            bulk = as_bulk(scorer, one, submitted_at=clock(), contributes=True, source="import")
            store.add_bulk([replace(bulk, origin=origin_of([row + 1]))], key=str(row)).result()
        store.decide(EVERYBODY).result()
        for content, version in (("", "10.0.0"), ("1.0.0", SAMPLE.version), (SAMPLE.hash, SAMPLE.version)):
            given = store.contributions("sample", panel, synthetic=False, content=content)
            assert (given.instrument.version, len(given)) == (version, 1)
        with pytest.raises(NotFound):
            store.contributions("sample", panel, synthetic=False, content="3.0.0")
    panel.close()


def test_account_that_is_said_afterwards_counts(scored: Store, panel: Panel) -> None:
    add(scored, panel, batch_of(3), replace(origin_of([1, 2, 3]), account=np.zeros(3, np.uint64)))
    scored.decide(EVERYBODY).result()
    assert found(scored, panel).account.tolist() == [HIGH + 1, HIGH + 2, HIGH + 3], "each brought itself in"
    brought = Decision(kind="brought", ids=("org-0", "org-2"), by="anna", account=HIGH + 77)
    assert scored.decide(brought).result() == 2
    assert found(scored, panel).account.tolist() == [HIGH + 77, HIGH + 2, HIGH + 77]
    assert scored.standing("org-0").account == HIGH + 77
    assert scored.standing("org-0").state == "accepted"
    assert scored.forget_group(HIGH + 1, by="anna").result() == 1
    assert scored.standing("org-0").account == HIGH + 77, "others were brought in by it, too"
    scored.decide(Decision(kind="brought", ids=("org-1",), by="anna", account=HIGH + 78)).result()
    scored.forget_group(HIGH + 2, by="anna").result()
    assert scored.standing("org-1").account is None, "it may be the group itself"


def test_scores_bands_and_marks_stand_row_by_row(scored: Store, panel: Panel) -> None:
    batch = batch_of(60)
    batch = replace(batch, region=["" if row % 7 == 0 else band for row, band in enumerate(batch.region)])
    batch = replace(batch, size=["" if row % 11 == 0 else band for row, band in enumerate(batch.size)])
    add(scored, panel, batch, origin_of(list(range(1, 61))))
    scored.decide(EVERYBODY).result()
    given = found(scored, panel)
    expected = measure(
        panel.scorer(SAMPLE.id, SAMPLE.hash), panel.viewer(SAMPLE.id, SAMPLE.hash), batch.codes
    )
    order = np.argsort([f"org-{row}" for row in range(60)])
    assert given.instrument.nodes == expected.nodes
    assert np.array_equal(given.score, expected.score[order])
    assert np.array_equal(given.staged, expected.staged[order])
    assert given.group.tolist() == [HIGH + 1 + row for row in order.tolist()]
    assert set(given.account.tolist()) == {HIGH + 9}
    assert set(given.day.tolist()) == {date(2026, 3, 1)}
    for place, row in enumerate(order.tolist()):
        bands = [batch.industry[row], batch.size[row], batch.region[row]]
        known = bands[: bands.index("")] if "" in bands else bands
        assert given.paths[given.leaf[place]] == tuple(known)


def test_unvouched_never_counts(scored: Store, panel: Panel) -> None:
    add(scored, panel, batch_of(10), origin_of(list(range(1, 11))))
    with pytest.raises(NotFound) as nobody:
        found(scored, panel)
    decided(scored, "accepted", "org-0", "org-1", "org-2")
    decided(scored, "refused", "org-2", "org-3")
    assert found(scored, panel).group.tolist() == [HIGH + 1, HIGH + 2]
    decided(scored, "refused", "org-0", "org-1")
    with pytest.raises(NotFound) as refused:
        found(scored, panel)
    assert str(nobody.value) == str(refused.value), "the words do not tell what is there"


def test_without_consent_or_group_nothing_counts(scored: Store, panel: Panel) -> None:
    add(scored, panel, batch_of(3), origin_of([1, 2, 3]), contributes=False)
    add(scored, panel, replace(batch_of(2), ids=["x", "y"]), origin_of([0, 5]))
    scored.decide(EVERYBODY).result()
    assert found(scored, panel).group.tolist() == [HIGH + 5]
    decided(scored, "grouped", "x", party=Party(group=HIGH + 6, round=77))
    assert found(scored, panel).group.tolist() == [HIGH + 6, HIGH + 5]


def test_withdrawn_is_gone_from_the_next_build(scored: Store, panel: Panel) -> None:
    add(scored, panel, batch_of(5), origin_of([1, 2, 3, 4, 5]))
    scored.decide(EVERYBODY).result()
    decided(scored, "withdrawn", "org-2")
    assert HIGH + 3 not in found(scored, panel).group.tolist()
    decided(scored, "offered", "org-2")
    assert HIGH + 3 not in found(scored, panel).group.tolist(), "an old acceptance does not hold for it"


def test_two_signs_of_careless_answers_keep_out_whoever_accepts(
    scored: Store, panel: Panel, path: Path
) -> None:
    add(scored, panel, batch_of(4), origin_of([1, 2, 3, 4]))
    scored.decide(EVERYBODY).result()
    with scored._ledger.cursor() as intruder:
        intruder.execute("update submission set signals = 3 where id = 'org-0'")
        intruder.execute("update submission set signals = 4 where id = 'org-1'")
    assert found(scored, panel).group.tolist() == [HIGH + 2, HIGH + 3, HIGH + 4]
    assert scored.decide(Sweep(by="anna", most_signals=0)).result() == 0


def test_subsidiaries_of_one_group_have_one_vote(scored: Store, panel: Panel) -> None:
    add(scored, panel, batch_of(10), origin_of([1, 1, 1, 1, 1, 2, 2, 2, 2, 2]))
    scored.decide(EVERYBODY).result()
    votes = elect(found(scored, panel), QUARTER, Thresholds())
    assert len(found(scored, panel)) == 10
    assert sorted(votes.group.tolist()) == [HIGH + 1, HIGH + 2]


def test_made_up_ones_count_unvouched_each_as_its_own_group_and_never_with_real_ones(
    scored: Store, panel: Panel
) -> None:
    add(scored, panel, batch_of(8), origin_of(list(range(1, 9))))
    add(scored, panel, replace(batch_of(20, synthetic=True), ids=[f"s{n}" for n in range(20)]))
    made_up = found(scored, panel, synthetic=True)
    assert made_up.synthetic
    assert len(set(made_up.group.tolist())) == 20
    assert made_up.group.tolist() == made_up.account.tolist()
    assert np.array_equal(found(scored, panel, synthetic=True).group, made_up.group), (
        "the same in every edition"
    )
    with pytest.raises(NotFound):
        found(scored, panel)
    assert next(iter(scored.standings(waiting=True))).id.startswith("org")


def test_order_of_arrival_and_of_decisions_changes_nothing(tmp_path: Path, panel: Panel) -> None:
    batch, groups = batch_of(30), list(range(1, 31))
    built = []
    for turn in (1, -1):
        with Store.open(tmp_path / f"{turn}.db", score=panel.score) as store:
            for row in range(30)[::turn]:
                one = replace(
                    batch,
                    ids=[batch.ids[row]],
                    industry=[batch.industry[row]],
                    size=[batch.size[row]],
                    region=[batch.region[row]],
                    codes=batch.codes[row : row + 1],
                )
                add(store, panel, one, origin_of([groups[row]]))
                decided(store, "accepted", batch.ids[row])
            votes = elect(found(store, panel), QUARTER, Thresholds())
            built.append([getattr(votes, name).tolist() for name in ("group", "leaf", "score", "staged")])
    assert built[0] == built[1]


@settings(max_examples=40, deadline=None)
@given(sample=batches(), comments=st.lists(st.sampled_from(["", "why"]), min_size=5, max_size=5))
def test_codes_come_back_from_what_is_stored_byte_for_byte(sample, comments) -> None:
    from assess.store.blob import pack_answers

    batch, texts = sample
    assert np.array_equal(codes_of(SAMPLE, pack_codes(SAMPLE, batch.codes, texts)), batch.codes)
    forms = [
        replace(form, answers={name: replace(answer, comment=note) for name, answer in form.answers.items()})
        for form, note in zip(one_by_one(batch, {}), comments, strict=False)
    ]
    assert np.array_equal(codes_of(SAMPLE, [pack_answers(form) for form in forms]), batch.codes)


def test_question_is_worth_what_it_brings_to_its_dimension(panel: Panel) -> None:
    scorer = panel.scorer(SAMPLE.id, SAMPLE.hash)
    batch = batch_of(80)
    worth = scorer.score_questions(batch.codes)
    asked = [question.id for question in SAMPLE.questions if question.scored]
    assert worth.shape == (80, len(asked))
    for row, form in enumerate(one_by_one(batch, {})):
        _, explanation = score_and_explain(scorer, form)
        for step in explanation.steps:
            shown = -1 if step.x is None else round(500 * step.x + 1e-6)
            assert worth[row, asked.index(step.question)] == shown, step


def test_unknown_is_worth_what_the_questionnaire_says(panel: Panel) -> None:
    scorer = panel.scorer(SAMPLE.id, SAMPLE.hash)
    answers = {"listen-1": Answer(state=State.UNKNOWN), "listen-2": Answer(5), "how-often": Answer("often")}
    codes = scorer.encode([replace(one_by_one(batch_of(1), {})[0], answers=answers)])
    assert scorer.score_questions(codes)[0, :3].tolist() == [0, 500, 250]
