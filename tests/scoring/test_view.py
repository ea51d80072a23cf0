"""The same questions along other lines: themes, owners, phases."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from assess.assessment.code import encode
from assess.assessment.model import Answer, Assessment, State
from assess.questionnaire.model import (
    Behaviour,
    Coverage,
    Dimension,
    LevelQuestion,
    Questionnaire,
    TextQuestion,
)
from assess.scoring import view
from assess.scoring.view import Viewer

from .conftest import scorer_of
from .sample import random_sheet

RUNGS = tuple(Behaviour(text=str(rung)) for rung in range(5))


def question(id: str, weight: float, themes: tuple[str, ...], **tags: str) -> LevelQuestion:
    return LevelQuestion(id=id, text=id, weight=weight, options=RUNGS, themes=themes, **tags)


MODEL = replace(
    scorer_of("level").questionnaire,
    coverage=Coverage(min_answered=0.5, min_questions=1, max_not_applicable=0.5),
    dimensions=(
        Dimension(
            id="one",
            title="One",
            summary="One.",
            weight=9,
            rollup="min",
            questions=(
                question("a", 1, ("service", "trend"), owner="cx", phase="stand-out"),
                question("b", 3, ("service",), owner="sales"),
                TextQuestion(id="words", text="?", themes=("service",)),
            ),
        ),
        Dimension(
            id="two",
            title="Two",
            summary="Two.",
            questions=(question("c", 2, ("trend",)), question("d", 1, ())),
        ),
    ),
)


@pytest.fixture(scope="module")
def viewer() -> Iterator[Viewer]:
    made = Viewer(MODEL)
    yield made
    made.close()


def assessment(**answers: Answer) -> Assessment:
    return Assessment(id="x", questionnaire="x", version="1.0.0", hash="", profile={}, answers=answers)


def test_a_tag_is_the_weighted_mean_of_its_questions_whichever_dimension_holds_them(viewer: Viewer) -> None:
    seen = viewer.explain(assessment(a=Answer(4), b=Answer(0), c=Answer(2), d=Answer(4)))
    assert {tag: node.exact for tag, node in seen.theme.items()} == {
        "service": pytest.approx(5 * (1 * 1 + 3 * 0) / 4),
        "trend": pytest.approx(5 * (1 * 1 + 2 * 0.5) / 3, abs=1e-7),
    }
    assert {tag: node.score for tag, node in seen.owner.items()} == {"cx": 500, "sales": 0}
    assert {tag: node.score for tag, node in seen.phase.items()} == {"stand-out": 500}


def test_a_tag_of_which_too_little_is_known_has_no_score(viewer: Viewer) -> None:
    seen = viewer.explain(assessment(a=Answer(4), c=Answer(state=State.NOT_APPLICABLE)))
    assert (seen.theme["service"].score, seen.theme["service"].reason) == (None, "too_few_answers")
    assert (seen.theme["trend"].score, seen.theme["trend"].reason) == (None, "too_many_not_applicable")
    assert seen.owner["sales"].score is None
    assert seen.owner["cx"].score == 500


def test_a_question_of_two_themes_counts_in_both_and_says_how_much(viewer: Viewer) -> None:
    seen = viewer.explain(assessment(a=Answer(4), b=Answer(2), c=Answer(2)))
    steps = {(step.node, step.question): step for step in seen.steps}
    assert steps["theme/service", "a"].share == pytest.approx(1 / 4)
    assert steps["theme/trend", "a"].share == pytest.approx(1 / 3)
    assert set(steps) == {
        ("theme/service", "a"), ("theme/service", "b"), ("theme/trend", "a"), ("theme/trend", "c"),
        ("owner/cx", "a"), ("owner/sales", "b"), ("phase/stand-out", "a"),
    }  # fmt: skip
    for tag, node in seen.theme.items():
        assert sum(step.gain for step in seen.steps if step.node == f"theme/{tag}") == pytest.approx(
            node.exact
        )


def test_a_batch_along_its_lines_is_each_form_along_them(
    viewer: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = random_sheet(MODEL, 40, seed=1)
    table = viewer.score(codes)
    assert table is not None
    assert table.nodes == ("theme/service", "theme/trend", "owner/cx", "owner/sales", "phase/stand-out")
    given = assessment(a=Answer(3), b=Answer(1), c=Answer(2), d=Answer(4))
    one = viewer.score(np.array([encode(MODEL, given.answers)], dtype=np.uint16))
    assert one is not None
    assert one.score[0, 0] == viewer.explain(given).theme["service"].score
    monkeypatch.setattr(view, "MAX_QUESTIONS", 2)  # several passes say the same as one
    parted = Viewer(MODEL)
    assert len(parted._passes) > 1
    again = parted.score(codes)
    assert again is not None
    assert again.nodes == table.nodes
    assert np.array_equal(again.score, table.score)
    parted.close()


@given(seed=st.integers(0, 10_000))
def test_a_line_has_the_score_of_a_dimension_of_its_questions(viewer: Viewer, seed: int) -> None:
    codes = random_sheet(MODEL, 30, seed=seed)
    table = viewer.score(codes)
    assert table is not None
    [(scorer, columns)] = viewer._passes
    assert np.array_equal(table.score, scorer.score(codes[:, columns]).score[:, 1:])


def test_without_tags_there_is_nothing_to_see() -> None:
    bare: Questionnaire = scorer_of("level").questionnaire
    blank = Viewer(bare)
    assert blank.score(random_sheet(bare, 3, seed=1)) is None
    assert blank.explain(assessment()).theme == {}
