"""Any model an author may write scores as the rules in fractions: every rollup, every kind, nested at random."""

from __future__ import annotations

import numpy as np
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from assess.questionnaire.model import (
    AnswerPolicy,
    Behaviour,
    Breakpoint,
    ChoiceQuestion,
    Core,
    Coverage,
    Dimension,
    Level,
    LevelQuestion,
    ManyQuestion,
    MatrixQuestion,
    NumberQuestion,
    Option,
    Question,
    Questionnaire,
    Range,
    RowQuestion,
    Tick,
)
from assess.scoring.score import Scorer

from .sample import random_sheet
from .test_exact import assert_exact
from .test_explain import explain

# A scorer takes a tenth of a second, and shrinking makes thousands; the drawn model says enough.
LAWS = settings(deadline=None, max_examples=12, phases=(Phase.explicit, Phase.reuse, Phase.generate))

ROLLUPS = ("mean", "points", "sum", "min", "ladder", "gated")
WEIGHTS = st.sampled_from((0.5, 1, 1, 2, 2.5, 7, 0))
RUNGS = st.integers(2, 4).map(lambda n: tuple(Behaviour(text=f"Rung {rung}") for rung in range(n)))


@st.composite
def questions(draw: st.DrawFn, id: str) -> Question:
    """A scored question of any kind."""
    shared = {
        "id": id,
        "text": id,
        "weight": draw(WEIGHTS),
        "policy": AnswerPolicy(
            unknown=draw(st.sampled_from(("zero", "exclude"))),
            not_applicable=draw(st.sampled_from(("zero", "exclude"))),
            unanswered=draw(st.sampled_from(("zero", "exclude", "exclude", "block"))),
        ),
        "core": draw(st.sampled_from(((), (Core(level=2, min=1),), (Core(level=3, min=0.5),)))),
    }
    kind = draw(st.sampled_from(("level", "choice", "many", "number", "matrix")))
    if kind == "level":
        return LevelQuestion(**shared, options=draw(RUNGS))
    if kind == "choice":
        values = draw(st.lists(st.integers(-3, 9), min_size=2, max_size=4, unique=True))
        options = tuple(Option(id=f"o-{i}", text="o", value=value) for i, value in enumerate(values))
        return ChoiceQuestion(**shared, options=options, reverse=draw(st.booleans()))
    if kind == "many":
        ticks = tuple(Tick(id=f"t-{i}", text="t", weight=draw(st.integers(1, 3))) for i in range(3))
        return ManyQuestion(**shared, options=(*ticks, Tick(id="none", text="None", exclusive=True)))
    if kind == "matrix":
        parts = tuple(RowQuestion(id=f"p-{i}", text="p", options=draw(RUNGS)) for i in range(2))
        return MatrixQuestion(**shared, row="Row", questions=parts)
    return draw(numbers(shared))


@st.composite
def numbers(draw: st.DrawFn, shared: dict) -> NumberQuestion:
    direction = draw(st.sampled_from(("low", "high")))
    values = sorted(draw(st.lists(st.integers(0, 40), min_size=2, max_size=4, unique=True)))
    middle = sorted(
        draw(st.lists(st.sampled_from((0, 0.2, 0.5, 1)), min_size=len(values) - 2, max_size=len(values) - 2))
    )
    shares = (0, *middle, 1) if direction == "high" else (1, *reversed(middle), 0)
    points = tuple(
        Breakpoint(value=value / 4, share=share) for value, share in zip(values, shares, strict=True)
    )
    chosen = points if draw(st.booleans()) else ()
    return NumberQuestion(**shared, unit="u", direction=direction, max=10, step=0.25, breakpoints=chosen)


@st.composite
def dimensions(draw: st.DrawFn, id: str, depth: int) -> Dimension:
    """A dimension with questions, and dimensions within it while there is depth."""
    inside = draw(st.integers(0, 2)) if depth else 0
    return Dimension(
        id=id,
        title=id,
        summary=id,
        weight=draw(WEIGHTS),
        rollup=draw(st.sampled_from(ROLLUPS)),
        climbs_from=draw(st.sampled_from((1, 1, 0.5))),
        coverage=draw(coverages()),
        questions=tuple(draw(questions(f"{id}-q-{i}")) for i in range(draw(st.integers(1, 3)))),
        dimensions=tuple(draw(dimensions(f"{id}-{i}", depth - 1)) for i in range(inside)),
    )


@st.composite
def coverages(draw: st.DrawFn) -> Coverage:
    return Coverage(
        min_answered=draw(st.sampled_from((0, 0.5, 0.75))),
        min_questions=draw(st.integers(0, 3)),
        max_not_applicable=draw(st.sampled_from((0.2, 0.5, 1))),
    )


@st.composite
def models(draw: st.DrawFn) -> Questionnaire:
    top = draw(st.sampled_from((1, 5, 100, 600)))
    return Questionnaire(
        format=1,
        id="any",
        version="1.0.0",
        languages=("en",),
        title="any",
        summary="any",
        minutes=1,
        range=Range(min=0, max=top),
        levels=tuple(
            Level(level=i + 1, name=f"L{i + 1}", min=top * i / 4, summary="A level.") for i in range(3)
        ),
        rollup=draw(st.sampled_from((*ROLLUPS, "none"))),
        climbs_from=draw(st.sampled_from((1, 0.5))),
        coverage=draw(coverages()),
        dimensions=tuple(draw(dimensions(f"d-{i}", 2)) for i in range(draw(st.integers(1, 3)))),
    )


@LAWS
@given(models(), st.integers(0, 99))
def test_any_model_scores_as_the_rules_in_fractions(model: Questionnaire, seed: int) -> None:
    scorer = Scorer(model)
    assert_exact(scorer, random_sheet(model, 12, seed))
    scorer.close()


@settings(LAWS, max_examples=5)
@given(models(), st.integers(0, 99))
def test_the_gains_of_any_model_add_up_to_its_scores(model: Questionnaire, seed: int) -> None:
    scorer = Scorer(model)
    rollups = {"overall": model.rollup} | {part.id: part.rollup for part in model.all_dimensions()}
    for row in random_sheet(model, 3, seed):
        scores, explanation = explain(scorer, row)
        for name, node in scores.nodes.items():
            inside = [step.gain for step in explanation.steps if step.node == name]
            inside += [part.gain for part in explanation.parts if part.parent == name]
            if node.exact is not None and rollups[name] != "gated":
                assert abs(sum(inside) - node.exact) <= 1e-7 * model.range.max, (name, rollups[name])
    scorer.close()


def test_a_batch_in_any_order_scores_the_same(scorer) -> None:
    for name in ("weakest", "ladder-of-dimensions", "compliance-sum", "points"):
        found = scorer(name)
        codes = random_sheet(found.questionnaire, 200, seed=4)
        order = np.random.default_rng(2).permutation(len(codes))
        assert np.array_equal(found.score(codes).score[order], found.score(codes[order]).score)
