"""Reference figures: facts of others, each with its source, in every language, and no part of any edition."""

from __future__ import annotations

import ast
from pathlib import Path

import msgspec
import pytest
import yaml

import assess
from assess.benchmark.figure import FILE, FigureFile, figures
from assess.language import LANGUAGES, speaking
from assess.report.word.reference import UNKNOWN, cited, dated, sample, setting, value, when
from assess.resource import resource

ROOT = Path(assess.__file__).parent


def test_every_figure_names_its_source_and_tells_what_it_measures():
    for figure in figures():
        assert figure.source, figure.id
        assert figure.measures, figure.id
        assert figure.unit, figure.id
        assert figure.values, figure.id
    assert len({figure.id for figure in figures()}) == len(figures()) > 30


def test_figures_of_the_surveys_have_a_year_or_a_sample_and_a_place():
    for figure in figures():
        if figure.topic != "evidence":
            assert figure.year or figure.n, figure.id
        if figure.topic in ("nps", "satisfaction", "contact-centre"):
            assert figure.where, figure.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_are_the_same_in_every_language_but_for_their_words(language: str):
    def numbers(found):
        return [
            (each.id, each.year, each.n, each.source, [one.value for one in each.values]) for each in found
        ]

    assert numbers(figures(language)) == numbers(figures("en"))
    if language != "en":
        assert figures(language)[0].measures != figures("en")[0].measures


def test_no_word_of_the_file_is_left_over():
    held = msgspec.yaml.decode(resource(FILE).read_bytes(), type=FigureFile)
    used = {word for each in held.figures for word in (each.measures, each.unit, each.of, each.where)}
    used |= {one.of for each in held.figures for one in each.values}
    assert used - {""} == held.words.keys()


def test_a_field_that_nobody_knows_is_refused():
    raw = yaml.safe_load(resource(FILE).read_bytes())
    raw["figures"][0]["author"] = "somebody"
    with pytest.raises(msgspec.ValidationError, match="author"):
        msgspec.convert(raw, FigureFile)


def test_what_was_found_by_subtraction_says_so():
    derived = [(figure.id, one.value) for figure in figures() for one in figure.values if one.derived]
    assert derived == [("maturity-xm-2024", 9)]
    [figure] = [each for each in figures() if each.id == "maturity-xm-2024"]
    assert [value(one) for one in figure.values] == ["41", "30", "18", "9 (by subtraction)", "2"]


def test_a_figure_in_words_tells_what_its_source_does_not():
    known = {figure.id: figure for figure in figures()}
    assert dated(known["maturity-hotjar-2018"]) == ", 2018"
    assert dated(known["maturity-xm-2024"]) == "", "its source's name ends with the year"
    assert setting(known["maturity-hotjar-2018"]) == "n = 2,000, respondents · US, UK, Australia, Canada, EU"
    assert setting(known["evidence-effort"]) == "year: not told · n: not told · where: not told"
    assert when(known["ukcsi-2024-07"]) == "July 2024"
    assert when(known["acsi-2023-q4"]) == "quarter 4 of 2023"
    assert (when(known["evidence-effort"]), sample(known["evidence-effort"])) == (UNKNOWN, UNKNOWN)
    assert cited(known["maturity-temkin-2013"]) == "Temkin Group, seen at cmswire.com"
    assert value(known["maturity-temkin-2014"].values[0]) == "under 25"
    with speaking("pl"):
        assert when(known["ukcsi-2024-07"]) == "lipiec 2024"


def imported(path: Path) -> set[str]:
    """Every module that a module of the package imports, or may: "assess.benchmark.figure"."""
    package = ("assess", *path.relative_to(ROOT).parts[:-1])
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join((*above, *([node.module] if node.module else [])))
            found |= {module, *(f"{module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found


def test_no_figure_enters_an_edition():
    """Whatever scores, builds, stores or compares knows neither the figures nor their file."""
    assert "assess.benchmark.figure" in imported(ROOT / "report" / "word" / "reference.py")
    stages = ("questionnaire", "assessment", "scoring", "benchmark", "store")
    for path in (file for stage in stages for file in (ROOT / stage).rglob("*.py")):
        if path != ROOT / "benchmark" / "figure.py":
            assert "assess.benchmark.figure" not in imported(path), path
            assert "reference.yaml" not in path.read_text("utf-8"), path
