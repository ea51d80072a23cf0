"""What the pages of the benchmark site say, from an edition made by hand."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from edition_sample import build_catalogue, build_edition
from msgspec.structs import replace

from assess.benchmark.model import Thresholds
from assess.language import LANGUAGES, bound, speaking
from assess.report.benchmark.outline import sheets
from assess.report.benchmark.page import draw
from assess.report.benchmark.series import Issue, series_of
from assess.report.benchmark.site import Source, gather
from assess.report.chart.renderer import Renderer
from assess.report.word.among import noise_of


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return Renderer()


def pages(editions, renderer: Renderer, *, known: bool = True, language: str = "en") -> dict[str, str]:
    """Every page by its file, drawings left out."""
    catalogue = build_catalogue()
    if not known:
        catalogue = replace(catalogue, questionnaires={})
    source = Source(editions=Path(), catalogue=catalogue)
    with speaking(language):
        content = gather(series_of(Issue(edition=each) for each in editions), source, "Public benchmark")
        outline = sheets(
            [board.series for board in content.boards],
            {board.names.id: board.names for board in content.boards},
        )
        made = [draw(sheet, outline, content, renderer) for sheet in outline]
    return {page.file: re.sub(r"<svg.*?</svg>", "<svg/>", page.text) for page in made}


@pytest.fixture(scope="module")
def two(renderer: Renderer) -> dict[str, str]:
    first = build_edition("2026-q1")
    return pages([first, build_edition("2026-q2", before=first.manifest.edition)], renderer)


def test_there_is_a_page_for_the_whole_each_dimension_and_each_industry(two):
    assert list(two) == [
        "index.md",
        "benchmark-small.md",
        "benchmark-small-dimension-listen.md",
        "benchmark-small-dimension-design.md",
        "benchmark-small-industry-C.md",
        "benchmark-small-industry-G.md",
        "reference.md",
        "method.md",
        "hidden.md",
        "data.md",
        "cite.md",
    ]


@pytest.mark.parametrize("file", ["benchmark-small.md", "benchmark-small-industry-C.md", "index.md"])
def test_pages_are_as_agreed(two, golden, file: str):
    assert two[file] == golden(f"benchmark/{file}", two[file])


def test_carried_forward_values_are_marked_where_they_stand(two):
    industry = two["benchmark-small-industry-C.md"]
    assert re.search(r"50⁠?.*?249 people<span class=\"answer\">values of Q1 2026</span>", industry)
    assert "values of" not in two["benchmark-small.md"]


def test_every_figure_has_its_band_its_edition_and_its_period(two):
    for file, text in two.items():
        charts = text.count('<figure class="chart"')
        sources = re.findall(r'</figure>\n<p class="source">(.*?)</p>', text)
        assert len(sources) >= charts, file
        assert all("rganisations" in said for said in sources), file
    whole = two["benchmark-small.md"]
    assert "organisations. Edition Q2 2026, answers from 1 April 2025 to 30 June 2026." in whole


def test_questions_and_themes_stand_on_the_pages_of_their_dimension_and_questionnaire(two):
    assert "practice 1 of listening to customers" in two["benchmark-small-dimension-listen.md"]
    assert "Service" in two["benchmark-small.md"]


def test_what_is_not_shown_is_listed_with_the_reason_in_words(two):
    assert "Agriculture" in two["hidden.md"]
    assert "a group is shown from 10" in two["hidden.md"]
    assert "All organisations: Delivering" in two["hidden.md"].replace("&#38;", "&")
    industry = two["benchmark-small-industry-C.md"]
    assert "250⁠" in industry or "250&#8288;–&#8288;999 people" in industry
    assert "fewer than 5 organisations came, went or answered anew" in industry


def test_thresholds_on_the_method_page_are_those_of_the_manifest(renderer: Renderer):
    edition = build_edition()
    limits = replace(edition.manifest.thresholds, min_n=12, difference=7)
    other = build_edition("2026-q1", thresholds=limits)
    assert "from 10 organisations" in pages([edition], renderer)["method.md"]
    text = pages([other], renderer)["method.md"]
    assert "from 12 organisations" in text
    assert "7 organisations or more" in text


def test_an_edition_of_a_version_that_is_not_here_is_shown_by_ids_and_says_so(renderer: Renderer):
    made = pages([build_edition()], renderer, known=False)
    for file in ("benchmark-small.md", "benchmark-small-dimension-listen.md"):
        assert "Version 1.0.0 of the questionnaire small is not installed here" in made[file]
    assert "# listen { #top }" in made["benchmark-small-dimension-listen.md"]
    assert "Listening" not in "".join(made.values())


def test_words_of_another_version_are_never_used(renderer: Renderer):
    made = pages([build_edition(questionnaire_hash="e" * 64)], renderer)
    assert "# listen { #top }" in made["benchmark-small-dimension-listen.md"]
    assert "is not installed here" in made["benchmark-small.md"]


def test_one_edition_has_no_chart_over_time(renderer: Renderer):
    made = pages([build_edition()], renderer)["benchmark-small.md"]
    assert "chart-editions" not in made
    assert "One edition tells this figure so far." in made


def test_without_any_edition_there_are_reference_figures_and_no_empty_chart(renderer: Renderer):
    made = pages([], renderer)
    assert list(made) == ["index.md", "reference.md", "method.md", "hidden.md", "data.md", "cite.md"]
    assert "No edition yet: at least 10 contributions are needed." in made["index.md"]
    assert '<span lang="en">Temkin Group</span>, 2013' in made["index.md"]
    assert '<figure class="chart"' not in "".join(made.values())


def test_made_up_editions_say_so_on_every_page_about_them(renderer: Renderer):
    made = pages([build_edition("synthetic-2026-q1")], renderer)
    assert {file for file, text in made.items() if "Made-up data" not in text} == {"reference.md"}
    real = pages([build_edition("2026-q1")], renderer)
    assert not [file for file, text in real.items() if "Made-up data" in text]


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_every_language_has_all_its_words(renderer: Renderer, language: str):
    english = pages([build_edition("synthetic-2026-q1")], renderer)
    made = pages([build_edition("synthetic-2026-q1")], renderer, language=language)
    assert made.keys() == english.keys()
    for file, text in made.items():
        lines = set(re.findall(r"<p[^>]*>([^<]{25,})</p>", english[file]))
        ours = {"What listening to customers means.", "What designing journeys means."}
        assert not {line for line in lines if line in text} - ours, file


def test_a_title_cannot_smuggle_markup(renderer: Renderer):
    edition = build_edition("2026-q1", note="<script>alert(1)</script>", version="<b>1</b>")
    assert not [text for text in pages([edition], renderer).values() if "<script" in text or "<b>1" in text]


@pytest.mark.parametrize("language", LANGUAGES)
def test_noise_is_said_on_every_page_of_a_questionnaire_and_in_the_rules(renderer: Renderer, language: str):
    noisy = build_edition("2026-q2", thresholds=Thresholds(epsilon=1.0))
    with speaking(language):
        said = bound(noise_of(noisy))
    found = pages([build_edition("2026-q1"), noisy], renderer, language=language)
    about = [text for file, text in found.items() if file.startswith("benchmark-")]
    assert said
    assert all(said in text for text in about)
    assert "ε = 1" in found["method.md"]
    if language == "en":
        assert "Editions with noise do not stand beside others" in found["benchmark-small.md"]
        exact = pages([build_edition("2026-q1")], renderer)
        assert not any(said in text for text in exact.values())
        assert "ε = " not in exact["method.md"]
