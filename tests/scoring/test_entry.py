"""What cannot be an answer is refused, with its question and a remedy."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from assess.assessment.entry import check_answers, check_assessment, check_profile
from assess.assessment.model import MAX_COMMENT, Answer, Assessment, State
from assess.errors import InvalidAnswer
from assess.questionnaire.load import load_shared
from assess.scoring.score import Scorer

from .conftest import ROOT

NA, UNKNOWN = State.NOT_APPLICABLE, State.UNKNOWN


@pytest.mark.parametrize(
    ("feature", "question", "answer", "what", "remedy"),
    [
        ("level", "three", Answer(3), "off the scale", "from 0 to 2"),
        ("level", "three", Answer(-1), "off the scale", "from 0 to 2"),
        ("level", "three", Answer(1.5), "off the scale", "whole number"),
        ("level", "three", Answer(True), "off the scale", "whole number"),
        ("level", "three", Answer("1"), "off the scale", "whole number"),
        ("level", "three", Answer(), "off the scale", "whole number"),
        ("level", "nowhere", Answer(1), "no such question", "questionnaires/level"),
        ("level", "three", Answer(1, state=UNKNOWN), "contradict", "one of the two"),
        ("level", "three", Answer(state=State.INACTIVE), "worked out", "Leave the question out"),
        ("level", "three", Answer(state=NA), "needs a reason", "few words"),
        ("level", "three", Answer(state=NA, reason="  "), "needs a reason", "few words"),
        ("policies", "n-forbid", Answer(state=NA, reason="So"), "applies to everyone", "don't know"),
        ("level", "three", Answer(1, comment="x" * (MAX_COMMENT + 1)), "comment has 2,001", "2,000"),
        ("level", "three", Answer(state=NA, reason="x" * (MAX_COMMENT + 1)), "reason has 2,001", "2,000"),
        ("choice", "own", Answer("huge"), "not an option", "low, mid, high"),
        ("choice", "own", Answer(["low"]), "not an option", "low, mid, high"),
        ("many", "list", Answer([]), "no list of ticks", "one, double, last, none"),
        ("many", "list", Answer(["one", "one"]), "no list of ticks", "at most once"),
        ("many", "list", Answer(["other"]), "no option", "one, double"),
        ("many", "list", Answer("one"), "no list of ticks", "at most once"),
        ("many", "list", Answer(["none", "one"]), "contradict", "one or the other"),
        ("text", "words", Answer(3), "no text", "2,000"),
        ("text", "words", Answer("x" * 2001), "too long", "2,000"),
    ],
)
def test_what_is_no_answer_is_refused_with_place_and_remedy(
    scorer: Callable[[str], Scorer], feature: str, question: str, answer: Answer, what: str, remedy: str
) -> None:
    with pytest.raises(InvalidAnswer) as refused:
        check_answers(scorer(feature).questionnaire, {question: answer})
    assert what in refused.value.what
    assert refused.value.where == question
    assert remedy in refused.value.remedy


def test_all_wrong_answers_are_named_at_once(scorer: Callable[[str], Scorer]) -> None:
    wrong = {"three": Answer(9), "four": Answer(1), "more": Answer(7)}
    with pytest.raises(InvalidAnswer, match="2 answers") as refused:
        check_answers(scorer("level").questionnaire, wrong)
    assert refused.value.where == "three, more"


@pytest.mark.parametrize(
    ("feature", "answers"),
    [
        ("level", {"three": Answer(0), "four": Answer(3), "more": Answer(state=UNKNOWN)}),
        ("level", {"three": Answer(state=NA, reason="We have none.")}),
        ("many", {"list": Answer(["none"])}),
        ("many", {"list": Answer(["last", "one"], comment="x" * MAX_COMMENT)}),
        ("choice", {"own": Answer("high"), "shared": Answer("yes")}),
        ("text", {"words": Answer("")}),
    ],
)
def test_what_is_an_answer_is_kept_as_it_is(
    scorer: Callable[[str], Scorer], feature: str, answers: dict[str, Answer]
) -> None:
    assert check_answers(scorer(feature).questionnaire, answers) == answers


@pytest.mark.parametrize(
    ("profile", "where"),
    [
        ({"industry": "C", "size": "small"}, "region"),
        ({"industry": "C", "size": "tiny", "region": "balkan"}, "size"),
        ({"industry": "C", "size": "small", "region": "balkan", "name": "Us"}, "name"),
    ],
)
def test_a_profile_is_bands_only_and_all_of_them(profile: dict[str, str], where: str) -> None:
    _, fields = load_shared(ROOT / "questionnaires")
    with pytest.raises(InvalidAnswer) as refused:
        check_profile(fields, profile)
    assert refused.value.where == where
    assert refused.value.remedy


def test_only_a_form_asks_why_something_does_not_apply(scorer: Callable[[str], Scorer]) -> None:
    questionnaire = scorer("level").questionnaire
    given = Assessment(
        id="a",
        questionnaire=questionnaire.id,
        version=questionnaire.version,
        hash=questionnaire.hash,
        profile={},
        answers={"three": Answer(state=NA)},
    )
    kept = check_assessment(questionnaire, replace(given, source="import"))
    assert kept.answers["three"] == Answer(state=NA)
    with pytest.raises(InvalidAnswer, match="needs a reason"):
        check_assessment(questionnaire, given)
