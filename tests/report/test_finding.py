"""What a report says of an assessment."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from msgspec.structs import replace
from report_sample import build_questionnaire, build_scores

from assess.assessment.model import Answer, State
from assess.questionnaire.model import ChoiceQuestion, LevelQuestion, ManyQuestion, Option, TextQuestion, Tick
from assess.report.finding.model import Findings
from assess.report.finding.response import answer_text
from assess.report.word import among, wording
from assess.report.word.text import spelled
from assess.report.word.wording import percent
from assess.scoring.model import NodeScore

NODE = NodeScore(
    node="a",
    score=345,
    level=4,
    staged=None,
    reason="",
    asked=4,
    counted=4,
    unknown=0,
    not_applicable=0,
    unanswered=0,
)


@pytest.fixture(scope="module")
def findings(findings: Findings) -> Findings:
    """As they are said in English; so with the others."""
    return spelled(findings)


@pytest.fixture(scope="module")
def alone(alone: Findings) -> Findings:
    return spelled(alone)


@pytest.fixture(scope="module")
def make_findings(make_findings: Callable[..., Findings]) -> Callable[..., Findings]:
    return lambda **given: spelled(make_findings(**given))


def test_verdict_names_level_score_and_standing(findings: Findings):
    assert findings.verdict == (
        "You are at level 3, Structured, with 2.3 of 5, in the second highest quarter of your peers "
        "(Manufacturing, 20–29 organisations)."
    )


def test_verdict_without_an_edition_compares_with_nobody(alone: Findings):
    assert alone.verdict == "You are at level 3, Structured, with 2.3 of 5."
    assert alone.peer_group is None
    assert all(chapter.standing.peers is None for chapter in alone.chapters)


def test_average_ahead_of_the_practices_is_said(findings: Findings):
    assert "only up to level 2, Reactive" in findings.verdict_note


def test_ladder_reaches_the_staged_level_and_names_what_blocks_the_next(findings: Findings):
    assert [rung.reached for rung in findings.ladder] == [True, True, False, False, False]
    assert [rung.here for rung in findings.ladder] == [False, False, True, False, False]
    assert findings.next_rung.level == 3
    assert findings.next_rung.missing == ("design-02",)
    blocking = [item.question for c in findings.chapters for item in c.responses if item.is_blocking]
    assert blocking == ["design-02"]


def test_a_missing_practice_of_a_higher_level_does_not_block_the_next(findings: Findings):
    deliver = next(chapter for chapter in findings.chapters if chapter.id == "deliver")
    third = deliver.responses[2]
    assert third.fails == 4
    assert not third.is_blocking


def test_dimensions_stand_weakest_first(findings: Findings):
    assert [chapter.id for chapter in findings.chapters] == ["design", "deliver", "listen"]


def test_unscored_dimension_stands_last_with_its_reason_and_no_number(make_findings):
    scores = build_scores()
    unscored = replace(
        scores.nodes["design"], score=None, exact=None, level=None, staged=None, reason="too_few_questions"
    )
    found = make_findings(scores=replace(scores, nodes={**scores.nodes, "design": unscored}))
    last = found.chapters[-1]
    assert last.id == "design"
    assert last.standing.score is None
    assert last.standing.sentence == wording.REASONS["too_few_questions"]


def test_questionnaire_without_an_overall_score_says_so(make_findings):
    scores = build_scores()
    none = replace(scores.overall, score=None, exact=None, level=None, staged=None, reason="no_overall")
    found = make_findings(scores=replace(scores, nodes={**scores.nodes, "overall": none}))
    assert found.verdict.startswith("This questionnaire has no overall score")
    assert not any(rung.reached or rung.here or rung.next for rung in found.ladder)


def test_ladder_without_core_practices_follows_the_average(make_findings):
    scores = build_scores()
    bare = replace(scores.overall, staged=None)
    found = make_findings(scores=replace(scores, nodes={**scores.nodes, "overall": bare}))
    assert [rung.reached for rung in found.ladder] == [True, True, True, False, False]
    assert all("core practice" not in rung.note for rung in found.ladder)


def test_fall_back_is_told_in_words(findings: Findings):
    group = findings.peer_group
    assert (group.asked, group.used) == ("Manufacturing, 50–249 people, Western Europe", "Manufacturing")
    assert not group.is_asked
    assert "too few organisations" in group.fell_back[0]


@pytest.mark.parametrize(
    ("answers", "peers", "said"),
    [(True, True, "made up"), (True, False, "answers"), (False, True, "Do not cite"), (False, False, "")],
)
def test_made_up_data_is_announced(make_findings, make_comparison, answers, peers, said):
    found = make_findings(comparison=make_comparison(synthetic=peers), synthetic=answers)
    assert said in found.synthetic
    assert found.is_synthetic == (answers or peers)


def test_strengths_are_the_best_answers_only(findings: Findings):
    assert [item.question for item in findings.strengths] == ["listen-04", "listen-01", "deliver-04"]


def test_remarks_stay_out_unless_asked_for(make_findings):
    hidden = msgspec.json.encode(make_findings()).decode()
    assert "Not *our*" not in hidden
    assert "Not *our*" in msgspec.json.encode(make_findings(remarks=True)).decode()


def test_same_arguments_give_the_same_findings(make_findings, make_comparison):
    assert make_findings(comparison=make_comparison()) == make_findings(comparison=make_comparison())


@pytest.mark.parametrize(
    ("question", "answer", "words"),
    [
        (LevelQuestion(id="q", text="?", options=()), Answer(state=State.UNKNOWN), "Don't know"),
        (
            ChoiceQuestion(id="q", text="?", options=(Option(id="yes", text="Yes, always", value=1),)),
            Answer(value="yes"),
            "Yes, always",
        ),
        (
            ManyQuestion(id="q", text="?", options=(Tick(id="a", text="A"), Tick(id="b", text="B"))),
            Answer(value=["b", "a"]),
            "A; B",
        ),
        (
            ManyQuestion(id="q", text="?", options=(Tick(id="a", text="A"), Tick(id="b", text="B"))),
            Answer(value=[]),
            "None of these",
        ),
        (
            TextQuestion(id="q", text="?"),
            Answer(value="our secret"),
            "Answered in words; not shown in this report.",
        ),
        (TextQuestion(id="q", text="?"), Answer(), "Not answered"),
    ],
    ids=["unknown", "choice", "many", "none ticked", "text", "nothing"],
)
def test_answers_are_told_in_words(question, answer, words):
    assert str(answer_text(build_questionnaire(), question, answer)) == words


@pytest.mark.parametrize(
    ("percentile", "interval", "low", "high", "said"),
    [
        (62, (48, 75), 50, 75, "at percentile 62 (between 48 and 75) of your peers"),
        (50, (36, 64), 50, 50, "at percentile 50 (between 36 and 64) of your peers"),
        (None, None, None, 10, "below the 10th percentile of your peers"),
        (None, None, 90, None, "above the 90th percentile of your peers"),
        (None, None, None, None, "among your peers"),
    ],
)
def test_percentile_is_told_with_its_interval_and_never_guessed_beyond_the_published(
    percentile, interval, low, high, said
):
    assert str(among.by_percentile(percentile, interval, low, high)) == said


def test_small_group_is_told_by_its_median_only(make_findings, make_comparison):
    found = make_findings(comparison=make_comparison("10–14"))
    assert "above the middle of your peers (Manufacturing, 10–14 organisations)" in found.verdict
    assert found.overall.peers.p25 is None


def test_score_is_rounded_once_half_away_from_zero():
    assert replace(NODE, exact=3.446).shown == 3.4  # by its hundredths it would be 3.45, then 3.5
    assert replace(NODE, exact=3.45).shown == 3.5
    assert replace(NODE, score=125).shown == 1.3
    assert replace(NODE, score=None).shown is None
    assert percent(0.125) == "13%"
