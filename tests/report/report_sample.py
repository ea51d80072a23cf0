"""One small assessment, made by hand: 3 dimensions × 4 questions, every state of an answer, and an edition of
peers. Its own words come in every language that a report speaks, so that whatever else is on a page is ours."""

from __future__ import annotations

from datetime import UTC, date, datetime

from msgspec.structs import replace
from report_words import ENGLISH, Words

from assess.assessment.model import Answer, Assessment, State
from assess.benchmark.model import Cell, Comparison, Fallback, Position
from assess.questionnaire.model import (
    Behaviour,
    Core,
    Dimension,
    Level,
    LevelQuestion,
    Questionnaire,
)
from assess.questionnaire.vocabulary import ProfileField, Vocabulary
from assess.report.finding.find import Computed, find
from assess.report.finding.model import Findings
from assess.scoring.model import Explanation, NextStep, NodeScore, Part, Scores, Step
from assess.scoring.view import ViewScores
from assess.scoring.way import Way, Ways
from assess.scoring.whatif import Change, WhatIf

VALUES = {"listen": (4, 3, 3, 5), "design": (1, 0, None, None), "deliver": (3, 2, 2, 4)}
SCORES = {"overall": 228, "listen": 375, "design": 33, "deliver": 275}


def question(words: Words, dimension: str, number: int) -> LevelQuestion:
    return LevelQuestion(
        id=f"{dimension}-{number:02}",
        text=words.question.format(number=number, title=words.titles[dimension].lower()),
        why=words.why,
        evidence=(words.evidence,),
        owner="support",
        phase="find-and-fix",
        core=(Core(level=number + 1, min=number),) if number < 4 else (),
        options=tuple(
            Behaviour(text=words.rung.format(rung=rung), next=words.step.format(step=rung + 1))
            for rung in range(6)
        ),
    )


def build_questionnaire(words: Words = ENGLISH) -> Questionnaire:
    return Questionnaire(
        format=1,
        id="small",
        version="1.0.0",
        languages=("en",),
        title=words.title,
        summary=words.summary,
        minutes=5,
        hash="f" * 64,
        sources=(words.source,),
        limits=(words.limit,),
        levels=tuple(
            Level(level=n, name=name, min=n - 1, summary=words.level.format(level=n))
            for n, name in enumerate(words.levels, 1)
        ),
        dimensions=tuple(
            Dimension(
                id=id_,
                title=title,
                summary=words.meaning.format(title=title.lower()),
                advice=dict(zip((1, 3), words.advice, strict=True)),
                questions=tuple(question(words, id_, number) for number in range(1, 5)),
            )
            for id_, title in words.titles.items()
        ),
    )


def build_answers() -> dict[str, Answer]:
    answers = {
        f"{id_}-{number:02}": Answer(value=value)
        for id_, values in VALUES.items()
        for number, value in enumerate(values, 1)
        if value is not None
    }
    answers["design-03"] = Answer(state=State.UNKNOWN)
    answers["design-04"] = Answer(state=State.NOT_APPLICABLE, reason="<b>Not *our* | job</b>")
    return answers


def build_steps() -> tuple[Step, ...]:
    steps = []
    for id_, values in VALUES.items():
        for number, value in enumerate(values, 1):
            state = "answered" if value is not None else "unknown" if number == 3 else "not_applicable"
            x = value / 5 if value is not None else 0.0 if state == "unknown" else None
            share = 0 if x is None else 1 / 3 if id_ == "design" else 0.25
            steps.append(
                Step(
                    question=f"{id_}-{number:02}",
                    node=id_,
                    state=state,
                    x=x,
                    weight=1,
                    share=share,
                    gain=5 * share * (x or 0),
                    excluded="not_applicable" if x is None else "",
                    fails=number + 1 if number < 4 and (x or 0) * 5 < number else None,
                )
            )
    return tuple(steps)


def build_scores() -> Scores:
    def node(id_: str, score: int) -> NodeScore:
        asked = 12 if id_ == "overall" else 4
        poor = 1 if id_ in ("design", "overall") else 0
        return NodeScore(
            node=id_,
            score=score,
            exact=score / 100,
            level=score // 100 + 1,
            staged={"overall": 2, "listen": 4, "design": 2, "deliver": 3}[id_],
            reason="",
            asked=asked,
            counted=asked - poor,
            unknown=poor,
            not_applicable=poor,
            unanswered=0,
        )

    return Scores(
        questionnaire="small",
        version="1.0.0",
        hash="f" * 64,
        nodes={id_: node(id_, score) for id_, score in SCORES.items()},
    )


def build_ways() -> Ways:
    """To level 4 by three answers, one of which alone completes level 3."""
    now = build_scores().overall
    design, later = (
        Change(question="design-02", value=2, steps=2, cost=2.0),
        Change(question="design-01", value=5, steps=4, cost=4.0),
    )
    unknown = Change(question="design-03", value=4, steps=4, cost=4.0)
    return Ways(
        average=Way(
            what_if=WhatIf(node="overall", level=4, cost=10.0, changes=(later, design, unknown)),
            after=replace(now, score=302, exact=3.02, level=4),
        ),
        practices=Way(
            what_if=WhatIf(node="overall", level=3, cost=2.0, changes=(design,)),
            after=replace(now, score=241, exact=2.41, staged=3),
        ),
    )


def build_views() -> ViewScores:
    """One department, one phase, and two themes, one of them with too little answered."""
    whole = build_scores().overall
    few = replace(whole, score=None, exact=None, level=None, reason="too_few_answers", asked=3, counted=1)
    return ViewScores(
        theme={"service": replace(whole, node="service"), "trend": replace(few, node="trend")},
        owner={"support": replace(whole, node="support")},
        phase={"find-and-fix": replace(whole, node="find-and-fix")},
        steps=(),
    )


def build_comparison(n_band: str = "20–29", *, synthetic: bool = True) -> Comparison:
    medians = {"overall": 2.2, "listen": 2.6, "design": 1.9, "deliver": 2.8}
    few = n_band.startswith("1")

    def position(id_: str) -> Position:
        score, median = round(SCORES[id_] / 100, 1), medians[id_]
        cell = Cell(
            cohort="C",
            node=id_,
            n_band=n_band,
            mean=median,
            median=median,
            p25=None if few else round(median - 0.6, 1),
            p75=None if few else round(median + 0.7, 1),
        )
        side = "above" if score > median else "below"
        if few:
            return Position(node=id_, score=score, cell=cell, wording=side)
        quartile = 1 + (score > median - 0.6) + (score > median) + (score > median + 0.7)
        return Position(node=id_, score=score, cell=cell, wording="quartile", quartile=quartile)

    return Comparison(
        edition="synthetic-2026-q3-abcdef" if synthetic else "2026-q3-abcdef",
        synthetic=synthetic,
        period_from=date(2025, 7, 1),
        period_to=date(2026, 6, 30),
        asked="C/medium/eu-west",
        used="C",
        n_band=n_band,
        fallbacks=(Fallback(cohort="C/medium/eu-west", reason="below_min_n"),),
        positions={id_: position(id_) for id_ in SCORES},
    )


def build_profile(words: Words) -> tuple[ProfileField, ...]:
    return tuple(
        ProfileField(id=id_, label=label, question="?", why="?", options={band: name})
        for id_, band, (label, name) in zip(
            ("industry", "size", "region"), ("C", "medium", "eu-west"), words.profile, strict=True
        )
    )


def build_findings(
    title: str = "Example Ltd",
    *,
    words: Words = ENGLISH,
    comparison: Comparison | None = None,
    then: Comparison | None = None,
    questionnaire: Questionnaire | None = None,
    scores: Scores | None = None,
    ways: Ways | None = None,
    synthetic: bool = False,
    remarks: bool = False,
) -> Findings:
    steps = build_steps()
    worst = sorted((s for s in steps if s.x is not None and s.x < 0.8), key=lambda s: (s.x or 0, s.question))
    computed = Computed(
        questionnaire=questionnaire or build_questionnaire(words),
        vocabulary=Vocabulary(
            themes=dict(zip(("service", "trend"), words.themes, strict=True)),
            owners={"support": words.owner},
            phases={"find-and-fix": words.phase},
        ),
        profile=build_profile(words),
        assessment=Assessment(
            id="bcdf2345ghjk",
            questionnaire="small",
            version="1.0.0",
            hash="f" * 64,
            profile={"industry": "C", "size": "medium", "region": "eu-west"},
            answers=build_answers(),
            submitted_at=datetime(2026, 7, 1, 12, tzinfo=UTC),
            synthetic=synthetic,
        ),
        scores=scores or build_scores(),
        explanation=Explanation(
            steps=steps,
            parts=tuple(
                Part(
                    node=id_,
                    parent="overall",
                    score=SCORES[id_],
                    weight=1,
                    share=1 / 3,
                    gain=SCORES[id_] / 300,
                )
                for id_ in VALUES
            ),
        ),
        next_steps=tuple(
            NextStep(
                question=step.question,
                node=step.node,
                priority=1 - (step.x or 0),
                gap=0.8 - (step.x or 0),
                blocks=step.fails,
                text=words.next.format(question=step.question),
            )
            for step in worst
        ),
        ways=build_ways() if ways is None else ways,
        views=build_views(),
        comparison=comparison,
        then=then,
    )
    return find(computed, title=title, remarks=remarks)
