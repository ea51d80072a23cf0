"""How roles see it: no column for one person, the widest gaps told first."""

from __future__ import annotations

from chart_drawing import ROLES
from chart_sample import build_perception
from msgspec.structs import replace
from report_sample import build_answers, build_findings, build_questionnaire

from assess.assessment.model import Answer
from assess.report.chart.heat import draw_heat, draw_question_heat, heat_marks
from assess.report.chart.layout import HEAT
from assess.report.chart.renderer import Renderer
from assess.report.finding.model import Findings
from assess.report.finding.perception import find_perception
from assess.report.look import LIGHT
from assess.scoring.organisation import Respondent, score_organisations


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
