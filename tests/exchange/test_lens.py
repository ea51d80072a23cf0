"""Custom lenses: risk rules as core practices, exact where they count, never laxer elsewhere."""

from __future__ import annotations

import itertools

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assess.errors import AssessError
from assess.questionnaire.exchange import lens
from assess.questionnaire.exchange.expression import holds, parse_flags
from assess.questionnaire.exchange.lens.risk import RISKS, Rule, condition_of, threshold, weighing
from assess.questionnaire.exchange.manuscript import Imported, Manuscript
from assess.questionnaire.model import Core, ManyQuestion

from .conftest import EVERY, SHIPPED, manuscript_of, shipped


def read(rules: list[tuple[str, str]], ids: tuple[str, ...] = ("aaa", "bbb", "ccc", "none_no")) -> Imported:
    choices = [{"id": id, "title": id.upper(), "improvementPlan": {"displayText": f"Do {id}."}} for id in ids]
    question = {
        "id": "q_one",
        "title": "Which?",
        "description": "More.",
        "choices": choices,
        "riskRules": [{"condition": condition, "risk": risk} for condition, risk in rules],
    }
    pillars = [{"id": "p_one", "name": "Pillar", "questions": [question]}]
    data = {"schemaVersion": "2021-11-01", "name": "A lens", "description": "Of ours.", "pillars": pillars}
    return lens.read(msgspec.json.encode(data), "a-lens")


def question(found: Imported) -> ManyQuestion:
    return found.manuscript.questionnaire.question["q-one"]


def test_choices_become_ticks_with_their_plans():
    found = question(read([("default", "HIGH_RISK")]))
    assert [(tick.id, tick.exclusive, tick.next) for tick in found.options] == [
        ("aaa", False, "Do aaa."),
        ("bbb", False, "Do bbb."),
        ("ccc", False, "Do ccc."),
        ("none", True, "Do none_no."),
    ]


def test_rules_that_count_become_core_practices_exactly():
    two = "(aaa && bbb) || (aaa && ccc) || (bbb && ccc)"
    found = read([("aaa && bbb && ccc", "NO_RISK"), (two, "MEDIUM_RISK"), ("default", "HIGH_RISK")])
    assert question(found).core == (Core(level=2, min=0.666), Core(level=3, min=1))
    assert not [note for note in found.notes if "stricter" in note.what]


def test_choices_that_no_rule_looks_at_weigh_nothing():
    found = read([("aaa && bbb", "NO_RISK"), ("aaa || bbb", "MEDIUM_RISK"), ("default", "HIGH_RISK")])
    assert [tick.weight for tick in question(found).options] == [1, 1, 0, 1]
    assert question(found).core == (Core(level=2, min=0.5), Core(level=3, min=1))
    assert any("weigh nothing" in note.what for note in found.notes)


def test_a_rule_that_more_ticks_can_break_is_not_carried():
    found = read([("aaa && !bbb", "NO_RISK"), ("aaa || bbb", "MEDIUM_RISK"), ("default", "HIGH_RISK")])
    assert question(found).core == (Core(level=2, min=0.5),)
    assert any("“no risk”" in note.what for note in found.notes)


def test_one_tick_that_is_enough_alone_but_not_with_another_is_not_enough():
    found = read([("(aaa && !bbb) || (bbb && !aaa)", "NO_RISK"), ("default", "HIGH_RISK")])
    assert question(found).core == ()


def test_a_rule_on_certain_ticks_becomes_stricter_and_is_said():
    found = read([("aaa && (bbb || ccc)", "NO_RISK"), ("aaa", "MEDIUM_RISK"), ("default", "HIGH_RISK")])
    assert question(found).core == (Core(level=2, min=1), Core(level=3, min=1))
    assert len([note for note in found.notes if "stricter" in note.what]) == 2


@pytest.mark.parametrize(
    "rules", [[("aaa && zzz", "NO_RISK")], [("aaa &&", "NO_RISK")], [("aaa", "WORST_RISK")]]
)
def test_a_rule_that_cannot_be_read_is_noted(rules: list[tuple[str, str]]):
    found = read([*rules, ("default", "HIGH_RISK")])
    assert question(found).core == ()
    assert any("A risk rule is not carried." in note.what for note in found.notes)


flags = st.recursive(
    st.sampled_from("abcd"),
    lambda inner: st.one_of(
        st.builds("({} && {})".format, inner, inner),
        st.builds("({} || {})".format, inner, inner),
        st.builds("!{}".format, inner),
    ),
    max_leaves=5,
)


@settings(max_examples=60, deadline=None)
@given(flags, flags)
def test_a_core_practice_is_never_laxer_than_the_rules(no: str, medium: str):
    rules = [Rule(parse_flags(no), 2), Rule(parse_flags(medium), 1), Rule(None, 0)]
    ticks = weighing(rules, "abcd")
    for risk in (1, 2):
        found = threshold(rules, ticks, risk)
        for count in range(len(ticks) + 1):
            for chosen in itertools.combinations(ticks, count):
                kept = next(rule.risk for rule in rules if rule.tree is None or holds(rule.tree, set(chosen)))
                if found is not None and count / len(ticks) >= found.share:
                    assert kept >= risk
                elif found is not None and found.is_exact:
                    assert kept < risk


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 4), min_size=1, max_size=5), st.floats(0.05, 1))
def test_a_condition_holds_from_its_share_on(weights: list[int], share: float):
    ids = [f"c{i}" for i in range(len(weights))]
    condition = condition_of(ids, weights, share)
    tree = parse_flags(condition)
    for count in range(len(ids) + 1):
        for chosen in itertools.combinations(range(len(ids)), count):
            reached = sum(weights[i] for i in chosen) / sum(weights) >= share - 1e-9
            assert holds(tree, {ids[i] for i in chosen}) == reached


def test_a_questionnaire_of_ours_becomes_a_lens_within_its_limits():
    questionnaire, words = shipped(next(path for path in SHIPPED if path.parent.name == "cx-quick-check"))
    made = lens.write(Manuscript(questionnaire=questionnaire, words=words))
    found = msgspec.json.decode(made.content)
    assert [pillar["name"] for pillar in found["pillars"]] == [top.title for top in questionnaire.dimensions]
    for pillar in found["pillars"]:
        assert 1 <= len(pillar["questions"]) <= 20
        for each in pillar["questions"]:
            assert len(each["title"]) <= 128
            assert len(each.get("description", "")) <= 2048
            assert all(len(choice["title"]) <= 128 for choice in each["choices"])
            assert each["riskRules"][-1] == {"condition": "default", "risk": "HIGH_RISK"}
            ids = {choice["id"] for choice in each["choices"]}
            for rule in each["riskRules"][:-1]:
                assert rule["risk"] in RISKS
                assert (
                    set(rule["condition"].replace("(", "").replace(")", "").replace("&&", "||").split(" || "))
                    <= ids
                )
    assert any("`pl`" in note.what for note in made.notes)


def test_checklists_come_back_with_what_their_levels_ask_for():
    manuscript = manuscript_of(EVERY)
    made = lens.write(manuscript)
    back = lens.read(made.content, "every").manuscript.questionnaire
    own, found = manuscript.questionnaire.question["ticks"], back.question["ticks"]
    assert [(tick.id, tick.text, tick.exclusive) for tick in found.options] == [
        (tick.id, tick.text, tick.exclusive) for tick in own.options
    ]
    assert back.question["deep"].text == "Deep?"
    assert {note.place for note in made.notes if note.what == "It is not carried."} == {
        "hours",
        "words",
        "places",
    }


@pytest.mark.parametrize(
    "data", [b"[]", b"{}", b'{"pillars": []}', b'{"pillars": [{"id": "p", "questions": [{}]}]}']
)
def test_a_lens_without_questions_is_refused(data: bytes):
    with pytest.raises(AssessError):
        lens.read(data, "x")
