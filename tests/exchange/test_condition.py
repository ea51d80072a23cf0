"""Conditions as other tools write them: what they mean, and what nobody can say."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assess.assessment.activity import find_inactive
from assess.assessment.model import Answer
from assess.questionnaire.exchange import surveyjs
from assess.questionnaire.exchange.condition import Known, as_condition, as_tree
from assess.questionnaire.exchange.expression import Unspeakable, holds, names_in, parse, parse_flags
from assess.questionnaire.exchange.surveyjs.write import spell
from assess.questionnaire.model import (
    Behaviour,
    ChoiceQuestion,
    Condition,
    Dimension,
    LevelQuestion,
    ManyQuestion,
    NumberQuestion,
    Option,
    Questionnaire,
    Tick,
)

LEVEL = LevelQuestion(id="rung", text="?", options=tuple(Behaviour(text=str(i)) for i in range(4)))
CHOICE = ChoiceQuestion(
    id="pick", text="?", options=tuple(Option(id=id, text=id, value=i) for i, id in enumerate("abc"))
)
MANY = ManyQuestion(
    id="ticks",
    text="?",
    options=(*(Tick(id=id, text=id) for id in "xyz"), Tick(id="none", text="-", exclusive=True)),
)
NUMBER = NumberQuestion(id="hours", text="?", unit="h", direction="low", max=10)
KNOWN = {
    "rung": Known(LEVEL, (0, 1, 2, 3), ("0", "1", "2", "3")),
    "pick": Known(CHOICE, ("a", "b", "c"), ("a", "b", "c")),
    "ticks": Known(MANY, ("x", "y", "z", "none"), ("x", "y", "z", "none")),
    "hours": Known(NUMBER),
}
ANSWERS = [
    {"rung": rung, "pick": pick, "ticks": ticks, "hours": hours}
    for rung in (None, 0, 2, 3)
    for pick in (None, "a", "c")
    for ticks in (None, ["x"], ["y", "z"], ["none"])
    for hours in (None, 0, 7)
]


def asked(when: Condition) -> Questionnaire:
    last = LevelQuestion(id="last", text="?", options=LEVEL.options, when=when)
    dimension = Dimension(
        id="all", title="All", summary="All.", questions=(LEVEL, CHOICE, MANY, NUMBER, last)
    )
    return Questionnaire(
        format=1,
        id="q",
        version="1.0.0",
        languages=("en",),
        title="Q",
        summary="Q",
        minutes=1,
        levels=(),
        dimensions=(dimension,),
    )


def is_asked(when: Condition, answers: dict) -> bool:
    given_answers = {name: Answer(value) for name, value in answers.items() if value is not None}
    return "last" not in find_inactive(asked(when), given_answers, {})


single = st.one_of(
    st.builds(lambda n: Condition(question="rung", min=n), st.integers(0, 3)),
    st.builds(
        lambda s: Condition(question="rung", one_of=tuple(s)),
        st.lists(st.sampled_from("0123"), min_size=1, max_size=3, unique=True),
    ),
    st.builds(
        lambda s: Condition(question="pick", one_of=tuple(s)),
        st.lists(st.sampled_from("abc"), min_size=1, max_size=3, unique=True),
    ),
    st.builds(lambda n: Condition(question="pick", min=n), st.integers(0, 2)),
    st.builds(
        lambda s: Condition(question="ticks", one_of=tuple(s)),
        st.lists(st.sampled_from(["x", "y", "z", "none"]), min_size=1, max_size=3, unique=True),
    ),
    st.builds(lambda n: Condition(question="hours", min=n), st.integers(0, 10)),
)
conditions = st.recursive(
    single,
    lambda inner: st.one_of(
        st.builds(lambda parts: Condition(all=tuple(parts)), st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda parts: Condition(any=tuple(parts)), st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda part: Condition(negated=part), inner),
    ),
    max_leaves=6,
)


@settings(max_examples=60, deadline=None)
@given(conditions)
def test_what_is_written_means_the_same_when_it_is_read(when: Condition):
    back = as_condition(parse(spell(as_tree(when, asked(when)))), KNOWN)
    for answers in ANSWERS:
        assert is_asked(back, answers) == is_asked(when, answers)


@pytest.mark.parametrize(
    ("text", "holding"),
    [
        ("{rung} >= 2", lambda a: a["rung"] in (2, 3)),
        ("{rung} > 2", lambda a: a["rung"] == 3),
        ("{rung} <= 2", lambda a: a["rung"] in (0, 2)),
        ("2 > {rung}", lambda a: a["rung"] == 0),
        ("{rung} != 2", lambda a: a["rung"] != 2),
        ("{rung} notempty", lambda a: a["rung"] is not None),
        ("{rung} empty", lambda a: a["rung"] is None),
        ("${pick} = 'a' or ${pick} = 'c'", lambda a: a["pick"] in ("a", "c")),
        ("selected(${ticks}, 'y') and not(selected(${ticks}, 'x'))", lambda a: a["ticks"] == ["y", "z"]),
        ("{ticks} allof ['y', 'z']", lambda a: a["ticks"] == ["y", "z"]),
        (
            "{ticks} anyof ['x', 'none'] && {hours} < 7",
            lambda a: a["ticks"] in (["x"], ["none"]) and a["hours"] == 0,
        ),
        ("{hours} = 7", lambda a: a["hours"] == 7),
        ("{hours} > 6", lambda a: a["hours"] == 7),
        ("{hours} > 7", lambda a: False),
        ("{hours} <= 7", lambda a: a["hours"] is not None),
        ("{hours} < 7", lambda a: a["hours"] == 0),
        ("{hours} != 7", lambda a: a["hours"] != 7),
        ("${pick} != ''", lambda a: a["pick"] is not None),
        ("!({rung} = 0 or {rung} = 2) and {rung} notempty", lambda a: a["rung"] == 3),
        (
            "{rung} = 0 or {rung} = 2 and {pick} = 'a'",
            lambda a: a["rung"] == 0 or (a["rung"] == 2 and a["pick"] == "a"),
        ),
    ],
)
def test_expressions_mean_what_their_tools_mean(text: str, holding):
    when = as_condition(parse(text), KNOWN)
    for answers in ANSWERS:
        assert is_asked(when, answers) == holding(answers), (text, answers)


@pytest.mark.parametrize(
    "text",
    [
        "{rung} + 1 > 2",
        "iif({rung} = 1, 2, 3)",
        "{missing} = 1",
        "{rung} =",
        "{rung} = 1 and",
        "({rung} = 1",
        "{rung} = 1)",
        "today() > '2020-01-01'",
        "{pick} = 'q'",
        "{ticks} > 1",
        "{rung} > 99",
        "{rung} = {pick}",
        "",
        "(" * 500 + "{rung} = 1" + ")" * 500,
        "!" * 3000 + "{rung} = 1",
        "{rung} = 1 " * 1000,
        "${pick} > ''",
    ],
)
def test_what_cannot_be_said_is_refused_and_nothing_else_is_raised(text: str):
    with pytest.raises(Unspeakable):
        as_condition(parse(text), KNOWN)


def test_flags_hold_as_logic_says():
    tree = parse_flags("(a && !b) || choice_3")
    assert names_in(tree) == {"a", "b", "choice_3"}
    assert holds(tree, {"a"})
    assert not holds(tree, {"a", "b"})
    assert holds(tree, {"b", "choice_3"})


def test_a_survey_condition_on_a_later_question_is_noted():
    survey = b"""{"pages": [{"name": "p", "elements": [
        {"type": "boolean", "name": "one", "visibleIf": "{two} = true"},
        {"type": "boolean", "name": "two"}]}]}"""
    found = surveyjs.read(survey, "late")
    assert found.manuscript.questionnaire.question["one"].when is None
    assert any(note.place == "one" and "always asked" in note.what for note in found.notes)
