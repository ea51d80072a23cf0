"""What holds for any responses to any metric: order, mirrors, a better answer, nothing lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from assess.scoring.metric import duration, opinion
from assess.scoring.metric.definition import DEFINITIONS, compute
from assess.scoring.metric.duration import Message
from assess.scoring.metric.emotion import PLUTCHIK, emotions
from assess.scoring.metric.gap import Rating, expectation_gap
from assess.scoring.metric.tally import tally

CELLS = some.sampled_from(["", *map(str, range(-1, 12)), "7.5", "n/a", "yes", "no", "joy", "rage"])
ONE_COLUMN = [each for each in DEFINITIONS if sum(column.is_needed for column in each.columns) == 1]
SCALES = [(opinion.nps, "0-10"), (opinion.nps, "0-5"), (opinion.csat, "1-5"), (opinion.csat, "1-10")]
SCALES += [(opinion.effort, "2.0"), (opinion.loyalty, "1-5"), (opinion.loyalty, "1-7")]


@pytest.mark.parametrize("definition", ONE_COLUMN, ids=lambda each: each.name)
@given(cells=some.lists(CELLS, max_size=30), random=some.randoms())
def test_order_is_irrelevant_and_every_response_is_counted(definition, cells, random):
    column = definition.columns[0].name
    found = compute(definition, {column: cells})
    random.shuffle(cells)
    assert compute(definition, {column: cells}) == found
    assert found.n + found.excluded + found.empty == len(cells)
    for figure in found.figures:
        assert (figure.value is None) == (figure.n == 0)
        assert (figure.interval.low is None) == bool(figure.interval.reason)
        if figure.interval.low is not None:
            assert figure.interval.low - 1e-9 <= figure.value <= figure.interval.high + 1e-9


@pytest.mark.parametrize(("metric", "variant"), SCALES)
@given(codes=some.lists(some.integers(1, 5), min_size=1, max_size=40), data=some.data())
def test_a_better_answer_never_lowers_a_figure(metric, variant, codes, data):
    at = data.draw(some.integers(0, len(codes) - 1))
    better = [*codes[:at], codes[at] + 1 if codes[at] < 5 else 5, *codes[at + 1 :]]
    before, after = (
        metric({code: given.count(code) for code in given}, variant) for given in (codes, better)
    )
    for one, other in zip(before.figures, after.figures, strict=True):
        assert other.value >= one.value - 1e-9


@given(some.lists(some.integers(1, 7), min_size=2, max_size=60))
def test_a_reversed_scale_mirrors_mean_and_net(codes):
    there, back = (
        tally({code: given.count(code) for code in given}, 1, 7)
        for given in (codes, [8 - code for code in codes])
    )
    mean, mirror = there.mean("mean"), back.mean("mean")
    assert mirror.value == pytest.approx(8 - mean.value)
    assert mirror.interval.reason == mean.interval.reason
    net, mirror_net = there.net("net", (6, 7), (1, 2)), back.net("net", (6, 7), (1, 2))
    assert mirror_net.value == pytest.approx(-net.value)
    if mean.interval.low is not None:
        assert mirror.interval.low == pytest.approx(8 - mean.interval.high)


@given(some.lists(some.tuples(some.integers(0, 9), some.integers(0, 100), some.integers(0, 99)), max_size=40))
def test_an_automatic_reply_changes_no_response_time(rows):
    messages = [Message(contact=str(who), received=at, answered=at + after) for who, at, after in rows]
    noise = [
        Message(contact=each.contact, received=each.received, answered=each.received, automatic=True)
        for each in messages
    ]
    for metric in (duration.first_response_time, duration.average_response_time):
        assert metric(messages) == metric([*noise, *messages])


@given(
    some.dictionaries(
        some.sampled_from([word for each in PLUTCHIK for word in each.intensities]), some.integers(0, 50)
    )
)
def test_shares_of_emotions_add_up_and_intensities_to_their_primary(counts):
    found = emotions(counts)
    if not found.n:
        return
    for name in ("primary", "emotion"):
        assert sum(each.value for each in found.figures if each.name == name) == pytest.approx(100)
    for primary in PLUTCHIK:
        parts = sum(found.figure("emotion", word).value for word in primary.intensities)
        assert parts == pytest.approx(found.figure("primary", primary.name).value)


def test_valence_takes_sides_from_data():
    happy = tuple(each for each in PLUTCHIK if each.name in ("joy", "surprise"))
    assert emotions({"amazement": 3, "ecstasy": 1}).value == 25
    found = emotions({"amazement": 3, "ecstasy": 1, "rage": 1}, happy)
    assert (found.n, found.excluded, found.variant) == (4, 1, "positive: joy; negative: ")


@given(some.lists(some.tuples(some.integers(1, 7), some.integers(1, 7)), min_size=2, max_size=30))
def test_swapped_sides_turn_a_gap_around(pairs):
    def of(swap):
        return expectation_gap(
            Rating(respondent=str(i), item="a", expectation=pair[swap], perception=pair[1 - swap])
            for i, pair in enumerate(pairs)
        )

    assert of(0).value == pytest.approx(-of(1).value)
    if of(0).interval.low is not None:
        assert of(0).interval.low == pytest.approx(-of(1).interval.high)
