"""The shortest ways to the next level, and the views, as a report tells them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from report_sample import build_scores, build_ways

from assess.language import speaking
from assess.questionnaire.vocabulary import Vocabulary
from assess.report.chart.renderer import Renderer
from assess.report.finding.model import Findings
from assess.report.finding.view import views_of
from assess.report.page.draw import draw, outline
from assess.report.word import wording
from assess.report.word.text import spelled
from assess.scoring.view import ViewScores
from assess.scoring.way import Ways

Make = Callable[..., Findings]


@pytest.fixture(scope="module")
def findings(findings: Findings) -> Findings:
    """As they are said in English; so with the others."""
    return spelled(findings)


@pytest.fixture(scope="module")
def make_findings(make_findings: Make) -> Make:
    return lambda **given: spelled(make_findings(**given))


def page(findings: Findings, template: str) -> str:
    [sheet] = [sheet for sheet in outline(findings) if sheet.template == template]
    return draw(sheet, findings, Renderer(), ()).text


def test_both_readings_are_told_where_they_differ_the_lower_level_first(findings: Findings):
    assert [(route.by, route.level, route.level_name) for route in findings.routes] == [
        ("practices", 3, "Structured"),
        ("average", 4, "Integrated"),
    ]
    assert findings.routes[1].heading == ("By the average: the shortest way to level 4 (“Integrated”)")


def test_one_way_is_told_where_both_readings_agree(make_findings: Make):
    way = build_ways().practices
    [route] = make_findings(ways=Ways(average=way, practices=way)).routes
    assert route.by == "both"
    assert route.heading == "The shortest way to level 3 (“Structured”)"


def test_nothing_is_told_where_there_is_no_way(make_findings: Make):
    findings = make_findings(ways=Ways())
    assert findings.routes == ()
    assert "what-if.html" not in page(findings, "priorities")
    assert "what-if.md" not in [sheet.file for sheet in outline(findings)]


def test_a_move_names_both_answers_in_words_and_how_its_effort_comes_about(findings: Findings):
    first, second, third = findings.routes[1].moves
    assert (second.before, second.after) == ("Behaviour of rung 0.", "Behaviour of rung 2.")
    assert second.arithmetic == "2 steps × effort 1 = 2"
    assert second.dimension == "Designing journeys"
    assert third.before == "Don't know"
    assert first.cost + second.cost + third.cost == findings.routes[1].cost


def test_a_way_says_its_effort_and_the_score_before_and_after(findings: Findings):
    assert (
        findings.routes[1].sentence
        == "3 answers to change, at an effort of 10 in all. Score now: 2.3; then: 3.0."
    )
    assert findings.routes[1].score == 3.0


def test_a_score_that_tenths_would_not_tell_apart_is_told_in_hundredths():
    assert (
        str(wording.route_sum(1, 2, 2.98, 3.0))
        == "1 answer to change, at an effort of 2. Score now: 2.98; then: 3.00."
    )
    assert "Score" not in str(wording.route_sum(1, 2, None, None))


def test_page_of_the_ways_leads_to_the_method(findings: Findings):
    text = page(findings, "what-if")
    assert text.index("#to-level-3-by-practices") < text.index("#to-level-4-by-average")
    assert 'href="method.html#what-if"' in text
    assert "{ #what-if }" in page(findings, "method")


def test_many_moves_are_folded(make_findings: Make):
    way = build_ways().average
    assert way is not None
    many = replace(way, what_if=replace(way.what_if, changes=way.what_if.changes * 2))
    assert '<details class="route" open>' in page(make_findings(), "what-if")
    assert '<details class="route">' in page(make_findings(ways=Ways(average=many)), "what-if")


def test_a_number_of_answers_asks_for_its_plural_form():
    with speaking("ru"):
        assert str(wording.route_sum(1, 2, None, None)).startswith("Изменить 1 ответ,")
        assert str(wording.route_sum(3, 2, None, None)).startswith("Изменить 3 ответа,")
        assert str(wording.route_sum(21, 2, None, None)).startswith("Изменить 21 ответ,")


def test_views_stand_by_department_theme_and_phase_unscored_last(findings: Findings):
    assert [(view.kind, view.title) for view in findings.views] == [
        ("owner", "By department"),
        ("theme", "By theme"),
        ("phase", "By phase"),
    ]
    scored, unscored = findings.views[1].rows
    assert (scored.title, scored.score, scored.counted, scored.asked) == ("Service", 2.3, 11, 12)
    assert scored.score == build_scores().overall.shown
    assert (unscored.score, unscored.reason) == (None, "Not scored: too little of its weight was answered.")


def test_departments_themes_and_phases_have_their_tables(findings: Findings):
    text = page(findings, "standing")
    reason = "Not scored: too little of its weight was answered. (1 of 3)"
    assert f'<td colspan="2" class="excluded">{reason}</td>' in text
    assert "By department" in text
    assert "By theme" in text
    assert "By phase" in text


def test_weakest_department_stands_first_and_phases_stand_in_their_order():
    whole = build_scores().overall
    scored = {
        name: replace(whole, node=name, exact=exact)
        for name, exact in (("a", 3.0), ("b", 1.0), ("c", None), ("d", 2.0))
    }
    scored["c"] = replace(scored["c"], score=None, reason="too_few_answers")
    names = {name: name.upper() for name in scored}
    views = views_of(
        ViewScores(theme={}, owner=scored, phase=scored, steps=()),
        Vocabulary(themes={}, owners=names, phases=names),
        lambda _node: None,
    )
    assert [(view.kind, "".join(row.id for row in view.rows)) for view in views] == [
        ("owner", "bdac"),
        ("phase", "abcd"),
    ]
