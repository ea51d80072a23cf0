"""What a report says of peers: why these, how they moved, how they spread, and what is known elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import get_args

import pytest
from msgspec.structs import replace
from report_sample import build_comparison, build_questionnaire, build_scores

from assess.benchmark.compare import position
from assess.benchmark.model import Comparison, Noisy, Reason, Share
from assess.language import LANGUAGES, bound, speaking
from assess.report.chart.renderer import Renderer
from assess.report.document.download import downloads
from assess.report.finding.drift import find_drift
from assess.report.finding.model import Findings
from assess.report.finding.peer import peer_group
from assess.report.finding.spread import spreads_of
from assess.report.page.draw import draw, elsewhere, outline
from assess.report.word import among
from assess.report.word.text import spelled
from assess.scoring.shrinkage import Smoothed

Make = Callable[..., Findings]
NOISE = Noisy(epsilon=1.0, organisations=200, size=0.25)
TITLES = {"overall": "Overall", "listen": "Listening", "design": "Design", "deliver": "Delivery"}


def page(findings: Findings, renderer: Renderer, template: str = "comparison") -> str:
    sheet = next(each for each in outline(findings) if each.template == template)
    return draw(sheet, findings, renderer, downloads(findings)).text


def moved(comparison: Comparison, by: float, *, edition: str = "2026-q4-fedcba") -> Comparison:
    """The same comparison against an edition whose peers have all moved."""
    positions = {}
    for node, found in comparison.positions.items():
        cell = found.cell
        told = {
            name: round(value + by, 1)
            for name in ("mean", "median", "p25", "p75")
            if (value := getattr(cell, name)) is not None
        }
        positions[node] = position(node, found.score, replace(cell, **told))
    return replace(comparison, edition=edition, positions=positions)


@pytest.fixture(scope="module")
def make_findings(make_findings: Make) -> Make:
    return lambda **given: spelled(make_findings(**given))


@pytest.fixture(scope="module")
def before(make_comparison) -> Comparison:
    return make_comparison(synthetic=False)


@pytest.mark.parametrize("reason", [*get_args(Reason), "not_in_edition"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_has_words_of_its_own_in_every_language(reason: str, language: str):
    with speaking(language):
        said = {code: str(among.fell_back("X", code)) for code in (*get_args(Reason), "not_in_edition", "")}
    assert said[reason].startswith("X: ")
    assert len(set(said.values())) == len(said)
    if language != "en":
        assert said[reason] != str(among.fell_back("X", reason))


@pytest.mark.parametrize(
    ("by", "said"),
    [
        (0.3, "your peers rose: their median was 2.2 in Q3 2026, and is 2.5 in Q4 2026"),
        (-0.3, "your peers fell: their median was 2.2 in Q3 2026, and is 1.9 in Q4 2026"),
        (0.0, "so is the median of your peers, 2.2, in Q3 2026 and in Q4 2026"),
    ],
)
def test_score_that_stayed_says_who_moved(before: Comparison, by: float, said: str):
    drift = spelled(find_drift(before, moved(before, by), TITLES))
    assert drift.sentence.startswith("Your score is the same")
    assert said in drift.sentence
    assert (drift.rows[0].then, drift.rows[0].now) == (2.2, round(2.2 + by, 1))
    assert all(row.score == before.positions[row.node].score for row in drift.rows)


@pytest.mark.parametrize("noisy", ["then", "now"])
def test_nobody_rose_or_fell_where_it_may_be_noise(before: Comparison, noisy: str):
    after = moved(before, 0.3)
    pair = {"then": before, "now": after}
    pair[noisy] = replace(pair[noisy], noise=NOISE)
    drift = spelled(find_drift(pair["then"], pair["now"], TITLES))
    assert drift.rows == ()
    assert "what differs may be noise" in drift.sentence
    assert "rose" not in drift.sentence


@pytest.mark.parametrize("language", LANGUAGES)
def test_noise_is_said_with_its_size_on_every_page_with_peers(
    make_findings: Make, make_comparison, renderer: Renderer, language: str
):
    with speaking(language):
        findings = make_findings(comparison=replace(make_comparison(), noise=NOISE))
        said = str(among.noise(NOISE))
        assert "200" in said
        assert ("0.25" if language == "en" else "0,25") in said
        assert said == findings.peer_group.noise
        assert bound(said) in page(findings, renderer)
        assert bound(said) in page(findings, renderer, "index")
        plain = make_findings(comparison=make_comparison())
    assert plain.peer_group.noise == ""


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_peers_that_moved_are_told_in_every_language(before: Comparison, language: str):
    found = [find_drift(before, moved(before, by), TITLES) for by in (0.3, 0.0, -0.3)]
    english = {str(drift.sentence) for drift in found}
    with speaking(language):
        said = {str(drift.sentence) for drift in found}
    assert len(said) == 3
    assert not said & english


def test_place_that_fell_because_peers_rose_is_told_with_both_places(before: Comparison):
    drift = spelled(find_drift(before, moved(before, 0.3), TITLES))
    assert "Then you were in the second highest quarter of your peers" in drift.sentence
    assert "now you are in the second lowest quarter of your peers" in drift.sentence
    assert "Your place is the same" in str(find_drift(before, moved(before, 0.0), TITLES).sentence)


def test_one_edition_alone_has_no_drift(before: Comparison):
    assert find_drift(before, before, TITLES) is None
    assert find_drift(None, before, TITLES) is None
    assert find_drift(before, None, TITLES) is None


def test_only_the_same_group_is_held_beside_itself(before: Comparison):
    drift = spelled(find_drift(replace(before, used="all"), moved(before, 0.3), TITLES))
    assert drift.rows == ()
    assert drift.sentence == "Edition Q3 2026, in force when you submitted, does not show this group."


def test_drift_stands_on_the_page_of_the_comparison(make_findings: Make, before, renderer: Renderer):
    found = make_findings(comparison=moved(before, 0.3), then=before)
    text = page(found, renderer)
    assert "Since you submitted" in text
    assert "your peers rose" in text
    assert "Since you submitted" not in page(make_findings(comparison=before), renderer)


def test_values_that_are_held_say_from_which_edition(make_findings: Make, before, renderer: Renderer):
    found = make_findings(comparison=replace(before, held_from="2026-q1-abcdef"))
    assert "those of edition Q1 2026" in page(found, renderer)
    assert make_findings(comparison=before).peer_group.held == ""


def test_dimension_that_is_withheld_says_why(make_findings: Make, before, renderer: Renderer):
    found = make_findings(
        comparison=replace(before, withheld={"design": "item_nonresponse", "question/design-01": "time"})
    )
    [said] = found.peer_group.withheld
    assert "so few of this group answered here" in said
    assert said in page(found, renderer)


def test_chosen_peers_say_so(make_findings: Make, before, renderer: Renderer):
    assert "chosen for this comparison" in page(
        make_findings(comparison=replace(before, chosen=True)), renderer
    )
    assert "chosen for this comparison" not in page(make_findings(comparison=before), renderer)


def test_smoothed_means_stand_beside_the_published_ones_only_if_asked_for(
    make_findings: Make, before, renderer: Renderer
):
    smoothed = {"overall": Smoothed(value=2.1, weight=0.25)}
    text = page(make_findings(comparison=replace(before, smoothed=smoothed)), renderer)
    assert "Smoothed means" in text
    assert '<td class="number">2.2</td><td class="number">2.1</td><td class="number">25%</td>' in text
    assert "moothed" not in page(make_findings(comparison=before), renderer)


SHARES = (Share(1, 2, 45), Share(3, 3, 30), Share(4, 5, 25))


def test_peers_over_levels_mark_the_own_level(before: Comparison):
    cell = replace(before.positions["overall"].cell, shares=SHARES, staged=SHARES)
    levels, staged = spelled(spreads_of(build_questionnaire(), cell, build_scores().overall))
    assert [each.own for each in levels.bins] == [False, True, False]
    assert [each.own for each in staged.bins] == [True, False, False]
    assert levels.bins[1].label == "3 Structured (you)"
    assert levels.sentence.startswith("The largest share, 45%: 1–2 ")
    assert sum(each.percent for each in levels.bins) == 100


def test_levels_that_are_not_told_have_no_chart(before: Comparison):
    questionnaire, own = build_questionnaire(), build_scores().overall
    cell = before.positions["overall"].cell
    assert spreads_of(questionnaire, cell, own) == ()
    assert spreads_of(questionnaire, None, own) == ()
    assert [each.id for each in spreads_of(questionnaire, replace(cell, staged=SHARES), own)] == ["staged"]


def test_peers_over_levels_are_drawn_with_their_table(make_findings: Make, before, renderer: Renderer):
    overall = before.positions["overall"]
    told = {**before.positions, "overall": replace(overall, cell=replace(overall.cell, shares=SHARES))}
    text = page(make_findings(comparison=replace(before, positions=told)), renderer)
    assert "How many stand on which level" in text
    assert text.count('id="chart-spread-levels"') == 1
    assert '<tr><th scope="row">3 Structured (you)</th><td class="number">30%</td></tr>' in text


def test_question_and_theme_stand_beside_their_peers(make_findings: Make, before, renderer: Renderer):
    cell = before.positions["listen"].cell
    more = {
        node: position(node, score, replace(cell, node=node))
        for node, score in (("question/design-01", 1.0), ("theme/service", 2.3))
    }
    found = make_findings(comparison=replace(before, positions={**before.positions, **more}))
    responses = {item.question: item for chapter in found.chapters for item in chapter.responses}
    assert responses["design-01"].beside == "Your answer: 1.0. Median of your peers: 2.6."
    assert responses["design-02"].beside == ""
    themes = {row.id: row for view in found.views if view.kind == "theme" for row in view.rows}
    assert themes["service"].peers.median == 2.6
    assert themes["trend"].peers is None
    assert "Median of your peers: 2.6." in page(found, renderer, "dimension")
    assert page(found, renderer, "standing").count("Peers' median") == 1


def test_answer_that_does_not_count_is_not_held_beside_peers(make_findings: Make, before):
    cell = replace(before.positions["listen"].cell, node="question/design-04")
    more = {"question/design-04": position("question/design-04", 1.0, cell)}
    found = make_findings(comparison=replace(before, positions={**before.positions, **more}))
    [item] = [
        each for chapter in found.chapters for each in chapter.responses if each.question == "design-04"
    ]
    assert (item.x, item.beside) == (None, "")


def test_without_an_edition_reference_figures_stand_instead_of_an_empty_chart(
    alone: Findings, renderer: Renderer
):
    text = page(alone, renderer)
    assert "No edition yet: at least 10 contributions are needed." in text
    assert "<svg" not in text
    assert "What is known elsewhere" in text
    assert "<details open" in text
    assert "9 (by subtraction)" in text


def test_only_figures_that_fit_its_themes_stand_beside_a_questionnaire(alone: Findings):
    assert {figure.topic for figure in elsewhere(alone)} == {"maturity", "contact-centre"}
    bare = replace(alone, views=())
    assert {figure.topic for figure in elsewhere(bare)} == {"maturity"}


def test_no_figure_of_others_is_among_the_findings(findings: Findings):
    """They stand on the page, marked as somebody else's, and in no data of the report."""
    for file in downloads(findings):
        assert "Temkin" not in file.content
        assert "XM Institute" not in file.content


def test_the_first_page_says_why_nothing_is_compared_and_where_other_figures_are(
    alone: Findings, findings: Findings, renderer: Renderer
):
    text = page(alone, renderer, "index")
    assert "No edition yet: at least 10 contributions are needed." in text
    assert '<a class="onward" href="comparison.html">What is known elsewhere</a>' in text
    assert "No edition yet" not in page(findings, renderer, "index")


def test_the_way_to_other_peers_stands_beside_who_they_are_where_they_can_be_chosen(
    findings: Findings, renderer: Renderer
):
    sheet = next(each for each in outline(findings) if each.template == "comparison")
    chosen = draw(sheet, findings, renderer, (), chooses=True).text
    assert chosen.index('<a href="#choose">') < chosen.index("{ #figures }")
    assert "#choose" not in page(findings, renderer)


def test_a_dash_is_explained_where_there_is_one_and_nowhere_else(
    make_findings, make_comparison, renderer: Renderer
):
    told = page(make_findings(comparison=make_comparison("20–29")), renderer)
    silent = page(make_findings(comparison=make_comparison("10–14")), renderer)
    said = "A dash is a figure that is not published"
    assert (said in told, said in silent) == (False, True)


@pytest.mark.parametrize(("day", "ahead"), [(5, True), (364, True), (365, False), (366, False)])
def test_period_of_a_made_up_edition_is_cut_only_if_it_ends_after_the_assessment(day: int, ahead: bool):
    comparison = build_comparison()
    start = comparison.period_to - timedelta(days=365)
    group = peer_group(comparison, (), {}, (start + timedelta(days=day)).isoformat())
    assert comparison.synthetic
    assert ("no later than" in str(group.period)) is ahead
