"""What the checker says of conditions, against all answers there are and the program's own idea of which questions apply."""

from __future__ import annotations

from itertools import product

import msgspec
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from assess.assessment.activity import find_inactive, settle
from assess.assessment.model import Answer, Assessment
from assess.questionnaire.check import check
from assess.questionnaire.model import Questionnaire
from assess.questionnaire.problem import Mismatch
from assess.questionnaire.vocabulary import ProfileField, Vocabulary
from assess.scoring.score import Scorer

SIZE = ProfileField(id="size", label="S", question="S?", why="S.", options={"small": "Few", "large": "Many"})
WORDS = Vocabulary(themes={}, owners={}, phases={})
RUNGS = [{"text": "0"}, {"text": "1"}, {"text": "2"}]
TICKS = [{"id": "x", "text": "X"}, {"id": "y", "text": "Y"}, {"id": "none", "text": "N", "exclusive": True}]


def model(*questions: dict) -> Questionnaire:
    """A questionnaire with one dimension that holds these questions."""
    return msgspec.convert(
        {
            "format": 1,
            "id": "made",
            "version": "1.0.0",
            "languages": ["en"],
            "title": "Made",
            "summary": "Made.",
            "minutes": 1,
            "levels": [
                {"level": 1, "name": "Low", "min": 0, "summary": "L"},
                {"level": 2, "name": "High", "min": 2, "summary": "H"},
            ],
            "dimensions": [{"id": "only", "title": "O", "summary": "O", "questions": list(questions)}],
        },
        Questionnaire,
    )


def found(questionnaire: Questionnaire, rule: str) -> list[Mismatch]:
    return [one for one in check(questionnaire, WORDS, [SIZE]) if one.rule == rule]


def leaf(ids: tuple[str, ...]) -> st.SearchStrategy[dict]:
    rungs = st.sampled_from([{"is": ["0"]}, {"is": ["1", "2"]}, {"min": 1}, {"min": 2}, {"min": 3}])
    ticks = st.sampled_from([{"is": ["x"]}, {"is": ["none"]}, {"min": 0.5}, {"min": 1}])
    parts = [rungs.map(lambda test, id=id: {"question": id} | test) for id in ids if id != "t"]
    if "t" in ids:
        parts.append(ticks.map(lambda test: {"question": "t"} | test))
    return st.one_of(
        *parts, st.sampled_from(["small", "large"]).map(lambda b: {"profile": "size", "is": [b]})
    )


def conditions(*ids: str) -> st.SearchStrategy[dict]:
    """Conditions on these questions and the profile, up to some depth."""
    return st.recursive(
        leaf(ids),
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"all": parts}),
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"any": parts}),
            inner.map(lambda part: {"not": part}),
        ),
        max_leaves=5,
    )


def looks_at(condition: dict, id: str) -> bool:
    parts = [*condition.get("all", ()), *condition.get("any", ())]
    parts += [condition["not"]] if "not" in condition else []
    return condition.get("question") == id or any(looks_at(part, id) for part in parts)


@settings(max_examples=60, deadline=None)
@example(
    first={"any": [{"question": "a", "is": ["0"]}, {"question": "a", "min": 3}]},
    second={"all": [{"question": "a", "is": ["1", "2"]}, {"question": "b", "is": ["0"]}]},
)
@given(first=conditions("a"), second=conditions("a", "t", "b"))
def test_unreachable_is_what_no_answers_can_reach(first: dict, second: dict) -> None:
    rung = {"type": "level", "text": "?", "options": RUNGS}
    questionnaire = model(
        rung | {"id": "a"},
        {"type": "many", "id": "t", "text": "?", "options": TICKS},
        rung | {"id": "b", "when": first},
        rung | {"id": "c", "when": second},
    )
    answers = [None, 0, 1, 2]
    ticks = [None, ["x"], ["y"], ["x", "y"], ["none"]]
    reached: set[str] = set()
    for a, t, b, size in product(answers, ticks, answers, ({}, {"size": "small"}, {"size": "large"})):
        given = {"a": a, "t": t, "b": b}
        known = {id: Answer(value) for id, value in given.items() if value is not None}
        reached |= {"a", "t", "b", "c"} - find_inactive(questionnaire, known, size)
    told = found(questionnaire, "unreachable")
    is_faulty = False
    for place, id in ((2, "b"), (3, "c")):
        here = ("dimensions", 0, "questions", place, "when")
        is_told = any(one.path[: len(here)] == here for one in told)
        if id in reached:
            assert here not in [one.path for one in told]
        elif not (
            is_faulty and looks_at(second, "b")
        ):  # what rests on a mistake is judged once that is mended
            assert is_told, id
        is_faulty = is_told
    assert not told or len(reached) < 4 or all(len(one.path) > 5 for one in told)


@settings(max_examples=25, deadline=None)
@given(
    opener=st.sampled_from([0.125, 0.5, 1, 1.5, 2]),
    hidden=st.sampled_from([0.125, 0.5, 1, 2]),
    other=st.sampled_from([0, 1, 3]),
    when=st.sampled_from([{"min": 1}, {"min": 2}, {"is": ["1"]}, {"is": ["0"]}]),
)
def test_hiding_pays_is_what_the_scores_say(opener: float, hidden: float, other: float, when: dict) -> None:
    rung = {"type": "level", "text": "?", "options": RUNGS}
    questionnaire = model(
        rung | {"id": "rest", "weight": other},
        rung | {"id": "opener", "weight": opener},
        rung | {"id": "hidden", "weight": hidden, "when": {"question": "opener"} | when},
    )
    assume(opener + other > 0)
    scorer = Scorer(questionnaire)
    scores = []
    for rungs in range(3):
        answers = {"rest": Answer(2), "opener": Answer(rungs), "hidden": Answer(0)}
        assessment = Assessment(
            id="made",
            questionnaire="made",
            version="1.0.0",
            hash="",
            profile={},
            answers=settle(questionnaire, answers, {}),
        )
        [result] = scorer.score_assessments([assessment])
        scores.append(result.nodes["only"].exact)
    scorer.close()
    opened = {rung: rung >= when["min"] if "min" in when else str(rung) in when["is"] for rung in range(3)}
    pays = any(
        opened[better] and not opened[worse] and scores[better] < scores[worse] - 1e-9
        for worse, better in ((0, 1), (0, 2), (1, 2))
    )
    assert bool(found(questionnaire, "hiding-pays")) == pays
