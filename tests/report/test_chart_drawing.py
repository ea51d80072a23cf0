"""Charts laid out in pixels: what they show, what they keep to themselves, and that no mark hides another."""

from __future__ import annotations

import math
import re
from datetime import date
from xml.etree import ElementTree

import msgspec
import pytest
from chart_sample import build_many, build_perception, build_portfolio, build_spread, build_trend, draw_every
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from report_sample import build_answers, build_comparison, build_findings, build_questionnaire

from assess.assessment.model import Answer
from assess.report.chart.heat import draw_heat, draw_question_heat, heat_marks
from assess.report.chart.journey import draw_journey, journey_marks, journey_of
from assess.report.chart.ladder import draw_ladder, ladder_marks
from assess.report.chart.layout import HEAT, JOURNEY, LADDER, PORTFOLIO, PRIORITY, PROFILE, TREND
from assess.report.chart.mark import Drawing
from assess.report.chart.portfolio import draw_portfolio, portfolio_marks
from assess.report.chart.priority import DOT, EDGE, MOST, TOP, draw_priority, place_steps, priority_marks
from assess.report.chart.profile import draw_profile, profile_marks, profile_of
from assess.report.chart.renderer import Renderer
from assess.report.chart.spread import draw_levels
from assess.report.chart.table import Column, Table
from assess.report.chart.trend import draw_trend, place_dates, trend_marks
from assess.report.finding.model import Findings
from assess.report.finding.perception import find_perception
from assess.report.look import LEVELS, LIGHT
from assess.scoring.organisation import Respondent, score_organisations

DRAWN = ("profile", "ladder", "priority", "trend", "heat", "heat-d0", "journey", "portfolio")
ROLES = ("Leadership", "Frontline", "Others")


@pytest.fixture(scope="module")
def many() -> Findings:
    return build_many(4)


def draw(id_: str, found: Findings, at: int) -> Drawing:
    """The marks of a chart on the page (0) or the phone (1)."""
    match id_:
        case "profile":
            return profile_marks(found, profile_of(found), PROFILE[at])
        case "ladder":
            return ladder_marks(found, LADDER[at])
        case "priority":
            return priority_marks(found.next_steps, PRIORITY[at])
        case "trend":
            return trend_marks(found, build_trend(found), TREND[at])
        case "heat":
            seen = build_perception(found, ROLES)
            return heat_marks(found, seen.roles, seen.rows, HEAT[at])
        case "heat-d0":
            seen = build_perception(found, ROLES)
            return heat_marks(found, seen.roles, seen.of("d0"), HEAT[at])
        case "journey":
            return journey_marks(found, journey_of(found), (), JOURNEY[at])
        case _:
            return portfolio_marks(build_portfolio(found, 3), PORTFOLIO[at])


@pytest.mark.parametrize("at", [0, 1], ids=["wide", "narrow"])
@pytest.mark.parametrize("id_", DRAWN)
def test_drawing_is_as_agreed(many: Findings, id_: str, at: int, golden):
    text = msgspec.json.format(msgspec.json.encode(draw(id_, many, at))).decode() + "\n"
    golden(f"chart/{id_}-{('wide', 'narrow')[at]}.json", text)


def test_every_chart_names_itself_and_brings_its_table(many: Findings, renderer: Renderer):
    charts = list(draw_every(many, renderer))
    assert len(charts) == 11
    for chart in charts:
        assert chart.title, chart.id
        assert chart.sentence, chart.id
        assert chart.table, chart.id
        assert chart.table.rows, chart.id
        assert all(row[0] for row in chart.table.rows), chart.id


def test_a_ragged_table_is_refused():
    with pytest.raises(ValueError, match="cell for each column"):
        Table((Column("a"), Column("b")), (("1",),))


def test_ids_of_all_charts_are_unique_on_one_page(many: Findings, renderer: Renderer):
    drawn = "".join(svg for chart in draw_every(many, renderer) for svg in chart.svgs)
    ids = re.findall(r'\bid="([^"]+)"', drawn)
    assert len(ids) == len(set(ids)) >= 40


def test_only_colours_of_levels_stay_as_they_are_by_night(many: Findings, renderer: Renderer):
    drawn = "".join(svg for chart in draw_every(many, renderer) for svg in chart.svgs)
    fixed = set(re.findall(r'(?:fill|stroke)="(#[0-9a-f]+)"', drawn))
    assert fixed == set(LEVELS)


def test_a_name_is_text_and_never_markup(renderer: Renderer):
    name = '<script>alert("1")</script> & co'
    for chart in draw_every(build_many(3, name=name), renderer, name=name):
        for svg in chart.svgs:
            assert "<script" not in svg, chart.id
            assert ElementTree.fromstring(svg).tag.endswith("svg"), chart.id


@pytest.mark.parametrize("id_", DRAWN)
def test_every_figure_stays_within_the_width(many: Findings, id_: str):
    for at, width in ((0, 720), (1, 320)):
        drawing = draw(id_, many, at)
        for mark in (*drawing.boxes, *drawing.dots, *drawing.rules, *drawing.grid):
            assert -0.5 <= mark.x <= width + 0.5
            assert -0.5 <= mark.y <= drawing.height


# profile


def test_a_line_without_a_score_has_a_row_without_a_dot_and_its_reason(many: Findings, renderer: Renderer):
    chapters = list(many.chapters)
    chapters[1] = replace(
        chapters[1], standing=replace(chapters[1].standing, score=None, reason="Too few answers.", peers=None)
    )
    found = replace(many, chapters=tuple(chapters))
    whole, less = (len(profile_marks(each, profile_of(each), PROFILE[0]).dots) for each in (many, found))
    assert less == whole - 1
    chart = draw_profile(found, renderer)
    assert chart.table.rows[2][:2] == ("Dimension 1", "Too few answers.")


def test_profile_without_peers_has_no_column_for_them(renderer: Renderer):
    chart = draw_profile(build_findings(), renderer)
    assert [column.name for column in chart.table.header] == ["What is scored", "You"]


def test_profile_of_nothing_is_no_chart(renderer: Renderer):
    found = build_findings()
    bare = tuple(
        replace(chapter, standing=replace(chapter.standing, score=None)) for chapter in found.chapters
    )
    found = replace(found, overall=replace(found.overall, score=None), chapters=bare, views=())
    assert draw_profile(found, renderer) is None


# ladder


def test_ladder_names_what_holds_back_the_next_level_and_counts_the_rest():
    words = [word.text for word in ladder_marks(build_many(10), LADDER[0]).words]
    assert words.count("and 4 more") == 1
    assert sum(word.startswith("Practice") for word in words) == 6


def test_ladder_without_single_answers_names_none(many: Findings, renderer: Renderer):
    public = replace(many, chapters=tuple(replace(chapter, responses=()) for chapter in many.chapters))
    chart = draw_ladder(public, renderer)
    assert "q0" not in "".join(chart.svgs)
    assert not any(row[2] for row in chart.table.rows)


def test_no_levels_no_ladder(many: Findings, renderer: Renderer):
    assert draw_ladder(replace(many, ladder=()), renderer) is None


# priority


@given(
    st.lists(
        st.tuples(st.sampled_from([0.5, 1.0, 1.0, 2.0, 9.0]), st.sampled_from([0.2, 0.4, 1.0])),
        min_size=1,
        max_size=MOST,
    ),
    st.sampled_from(PRIORITY),
)
def test_numbered_dots_never_touch_nor_leave_the_plot(stakes, layout):
    step = build_many(1).next_steps[0]
    steps = [replace(step, importance=importance, gap=gap) for importance, gap in stakes]
    places = place_steps(steps, layout)
    for at, place in enumerate(places):
        assert layout.left + EDGE - 1e-6 <= place[0] <= layout.left + layout.plot - EDGE + 1e-6
        assert TOP + EDGE - 1e-6 <= place[1] <= TOP + layout.row - EDGE + 1e-6
        assert all(math.dist(place, other) >= DOT for other in places[:at])


def test_what_matters_more_is_further_right_and_what_lacks_more_higher():
    step = build_many(1).next_steps[0]
    light, heavy = replace(step, importance=1.0, gap=0.2), replace(step, importance=3.0, gap=0.9)
    (x, y), (x2, y2) = place_steps([light, heavy], PRIORITY[0])
    assert x < x2
    assert y > y2


def test_what_holds_back_the_next_level_is_a_diamond(many: Findings):
    shapes = [dot.shape for dot in priority_marks(many.next_steps, PRIORITY[0]).dots[: len(many.next_steps)]]
    assert shapes == ["diamond" if step.blocks else "circle" for step in many.next_steps]


def test_steps_beyond_the_drawn_ones_are_counted_and_in_the_table(renderer: Renderer):
    found = build_many(MOST + 6)
    steps = [step for step in found.next_steps if step.priority > 0]
    assert f"and {len(steps) - MOST} more" in [word.text for word in priority_marks(steps, PRIORITY[0]).words]
    assert len(draw_priority(found, renderer).table.rows) == len(steps)


def test_a_step_that_is_only_to_be_found_out_has_no_place(many: Findings, renderer: Renderer):
    steps = tuple(replace(step, priority=0.0) for step in many.next_steps)
    assert draw_priority(replace(many, next_steps=steps), renderer) is None


# trend


def test_a_line_is_broken_where_another_questionnaire_or_no_score_stands_between(many: Findings):
    drawing = trend_marks(many, build_trend(many), TREND[0])
    first = [stop.line for stop in drawing.lines[:4]]  # the second of five dates is not scored
    assert first == [0, 1, 2, 2]


@given(
    st.lists(st.dates(date(2000, 1, 1), date(2030, 1, 1)), min_size=1, max_size=40), st.sampled_from(TREND)
)
def test_dates_keep_their_order_and_stay_within_the_plot(dates, layout):
    places = place_dates(sorted(dates), layout)
    assert places == sorted(places)
    assert layout.left <= places[0]
    assert places[-1] <= layout.left + layout.plot


def test_dates_stand_at_their_true_distance():
    first, second, third = place_dates([date(2025, 1, 1), date(2025, 1, 31), date(2025, 4, 1)], TREND[0])
    assert (second - first) * 2 == pytest.approx(third - second, abs=0.3)


def test_nothing_scored_twice_is_no_trend(many: Findings, renderer: Renderer):
    trend = build_trend(many, ("2025-01-01", "2026-01-01"))
    once = tuple(replace(course, scores=(None, 1.0)) for course in trend.courses)
    assert draw_trend(many, replace(trend, courses=once), renderer) is None


# heat


def respondents(**roles: int) -> list[Respondent]:
    return [
        Respondent(organisation="x", role=role, answers=build_answers())
        for role, count in roles.items()
        for _ in range(count)
    ]


def test_a_role_of_one_is_in_no_column_of_its_own(renderer: Renderer):
    questionnaire = build_questionnaire()
    voted = score_organisations(questionnaire, respondents(leadership=6, sales=5, board=1))["x"]
    perception = find_perception(questionnaire, voted, roles={"board": "Board", "leadership": "Leadership"})
    chart = draw_heat(build_findings(), perception, renderer)
    assert [column.name for column in chart.table.header[1:-1]] == list(map(str, perception.roles))
    assert len(perception.roles) == 2
    assert not any("oard" in svg for svg in chart.svgs)


def test_a_single_role_is_no_heat_map(many: Findings, renderer: Renderer):
    assert draw_heat(many, build_perception(many, ROLES[:1]), renderer) is None


def test_questions_of_a_dimension_are_told_by_role_widest_gap_first(renderer: Renderer):
    questionnaire = build_questionnaire()
    low, high = ({id: Answer(rung) for id in build_answers()} for rung in (1, 3))
    split = {**low, next(iter(low)): Answer(5)}
    people = [
        Respondent(organisation="x", role=role, answers=answers)
        for role, answers in (("a", low), ("b", split), ("c", high))
        for _ in range(5)
    ]
    perception = find_perception(questionnaire, score_organisations(questionnaire, people)["x"])
    found = build_findings()
    chapter = next(each for each in found.chapters if perception.of(each.id)[0].question == next(iter(low)))
    chart = draw_question_heat(found, perception, chapter, renderer)
    assert chart.id == f"heat-{chapter.id}"
    gaps = [float(row[-1]) for row in chart.table.rows]
    assert gaps == sorted(gaps, reverse=True)
    assert gaps[0] == 4.0
    assert chart.table.rows[0][1:] == ("1.0", "5.0", "3.0", "4.0")
    assert len(gaps) == len([one for one in chapter.responses if one.x is not None])
    assert chart.sentence.count(".") >= 3


def test_a_dimension_whose_questions_may_not_be_told_has_no_map(many: Findings, renderer: Renderer):
    seen = replace(build_perception(many, ROLES), questions=())
    assert draw_question_heat(many, seen, many.chapters[0], renderer) is None


def test_columns_whose_names_do_not_fit_bear_letters_with_a_key(many: Findings):
    roles = ("Leadership", "Customer service", "Operations and delivery", "Others")
    seen = build_perception(many, roles)
    words = [word.text for word in heat_marks(many, seen.roles, seen.rows, HEAT[1]).words]
    assert {"A", "B", "C"} <= set(words)
    assert "A\u2002Leadership" in words


def test_a_wide_gap_is_bold_too(many: Findings):
    rows = build_perception(many, ROLES)
    drawn = heat_marks(many, rows.roles, rows.rows, HEAT[0])
    gaps = [word for word in drawn.words if word.x == 720 and not word.inlaid][1:]
    assert {(word.weight, word.colour) for word in gaps} <= {(600, LIGHT.attention), (400, LIGHT.muted)}
    assert [word.weight for word in gaps] == [600 if row.gap >= 1 else 400 for row in rows.rows if row.gap]


# journey


def test_the_highest_phase_is_a_triangle_and_the_lowest_a_diamond(many: Findings):
    for layout in JOURNEY:
        shapes = [dot.shape for dot in journey_marks(many, journey_of(many), (), layout).dots]
        assert shapes == ["diamond", "circle", "circle", "triangle-up"]


def test_where_all_phases_are_alike_none_is_marked(many: Findings):
    phases = [replace(phase, score=2.0) for phase in journey_of(many)]
    assert {dot.shape for dot in journey_marks(many, phases, (), JOURNEY[0]).dots} == {"circle"}


def test_one_phase_is_no_journey(renderer: Renderer):
    assert draw_journey(build_findings(), renderer) is None


# portfolio


def test_clients_stand_weakest_first_and_unscored_last(many: Findings, renderer: Renderer):
    chart = draw_portfolio(build_portfolio(many, 3), renderer)
    assert [row[0] for row in chart.table.rows] == ["Client 1", "Client 2", "Client 3", "Client 0"]
    assert set(chart.table.rows[-1][1:]) == {"–"}


def test_nobody_scored_is_no_portfolio(many: Findings, renderer: Renderer):
    assert draw_portfolio(build_portfolio(many, 0), renderer) is None


# spread


def test_the_own_level_bears_the_dot_that_is_always_you(many: Findings, renderer: Renderer):
    own = draw_levels(many, build_spread(many), renderer)
    nobody = replace(build_spread(many), bins=tuple(replace(b, own=False) for b in build_spread(many).bins))
    dots = [svg.count("var(--accent") for svg in (*own.svgs, *draw_levels(many, nobody, renderer).svgs)]
    assert dots == [1, 1, 0, 0]


def test_comparison_is_drawn_as_far_as_it_is_published():
    few = build_findings(comparison=build_comparison("10–14"))
    drawing = profile_marks(few, profile_of(few), PROFILE[0])
    assert not drawing.boxes
    assert len(drawing.rules) == 4


# spots


@pytest.mark.parametrize("at", [0, 1], ids=["wide", "narrow"])
@pytest.mark.parametrize("id_", DRAWN)
@given(rows=st.integers(1, 14), name=st.sampled_from(["", "Кто отвечает за качество " * 6, "x" * 300]))
@settings(max_examples=6, deadline=None)
def test_every_row_has_its_place_and_no_two_share_one(id_: str, at: int, rows: int, name: str):
    drawing = draw(id_, build_many(max(rows, 2), name=name), at)
    width = 320 if at else 720
    for number, spot in enumerate(drawing.spots):
        assert -0.5 <= spot.x < spot.x2 <= width + 0.5
        assert 0 <= spot.y < spot.y2 <= drawing.height + 0.5
        for other in drawing.spots[number + 1 :]:
            across = min(spot.x2, other.x2) - max(spot.x, other.x)
            down = min(spot.y2, other.y2) - max(spot.y, other.y)
            assert across <= 1 or down <= 1 or spot.row == other.row
    assert {spot.row for spot in drawing.spots} == set(range(len({spot.row for spot in drawing.spots})))


@pytest.mark.parametrize("at", [0, 1], ids=["wide", "narrow"])
@given(scores=st.lists(st.one_of(st.none(), st.floats(0, 5)), min_size=2, max_size=5))
@settings(max_examples=40, deadline=None)
def test_the_first_figure_of_a_course_is_not_written_upon_the_peers_nor_out_of_its_row(scores, at: int):
    found = build_many(2)
    dates = ("2022-01-01", "2023-02-01", "2024-03-02", "2025-01-05", "2026-07-01")[: len(scores)]
    trend = build_trend(found, dates)
    trend = replace(trend, courses=(replace(trend.courses[0], scores=tuple(scores)),))
    if sum(score is not None for score in scores) < 2:
        return
    drawing = trend_marks(found, trend, TREND[at])
    first = next(score for score in scores if score is not None)
    place = next(n for n, score in enumerate(scores) if score is not None)
    centre = drawing.dots[0].x
    figure = next(
        word for word in drawing.words if abs(word.x - centre) <= 15 and word.colour == LIGHT.accent
    )
    box = drawing.boxes[place]
    if figure.align == "center":
        assert figure.y < box.y or figure.y - 12 > box.y2, first
    assert drawing.spots[0].y <= figure.y - 9
    assert figure.y <= drawing.spots[0].y2
