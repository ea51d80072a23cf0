"""A report wears a brand everywhere: its pages, its drawings, its documents; what it says stays as it was."""

from __future__ import annotations

import io
import re
import zipfile
from importlib.resources import files
from pathlib import Path

import pytest
from msgspec.structs import replace
from report_sample import build_comparison, build_findings
from report_words import WORDS

from assess.errors import AssessError
from assess.language import speaking
from assess.report.brand.model import Brand
from assess.report.brand.read import read_brand
from assess.report.chart.position import draw_position
from assess.report.chart.renderer import Renderer
from assess.report.document.paper import print_pdf
from assess.report.document.picture import draw_svg
from assess.report.document.workbook import write_xlsx
from assess.report.look import LEVELS, LIGHT
from assess.report.site.builder import publish
from assess.report.site.folder import Content
from assess.report.site.write import compose

TEXT = """
name: Example Advisers
logo: logo.svg
colours: {{accent: "#7a1f5c"}}
fonts: {{family: "Georgia, serif"}}
address: [1 Example Street, Example Town]
footer: Prepared for the board & nobody else.
draft: For discussion
texts: [{texts}]
"""
SAID = '{page: index, after: top, markdown: "Words of **ours**."}'


@pytest.fixture
def worn(tmp_path: Path):
    """The report in a brand with these texts; the brand itself beside it."""

    def wear(texts: str = SAID, **options) -> tuple[Content, Brand]:
        drawn = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"><path d="M0 0h4"/></svg>'
        (tmp_path / "logo.svg").write_text(drawn)
        (tmp_path / "brand.yaml").write_text(TEXT.format(texts=texts), "utf-8")
        brand = read_brand(tmp_path / "brand.yaml")
        found = build_findings(comparison=build_comparison())
        return compose(found, Renderer(), documents=False, brand=brand, **options), brand

    return wear


def test_every_built_page_wears_the_brand(worn, tmp_path: Path):
    content, brand = worn(hidden=True)
    publish(content, tmp_path / "site")
    pages = sorted((tmp_path / "site").glob("*.html"))
    assert len(pages) > 8
    for page in pages:
        text = page.read_text("utf-8")
        assert 'src="logo.svg" alt="Example Advisers"' in text
        assert "Prepared for the board &amp; nobody else." in text
        assert "1 Example Street" in text
        assert '<p class="draft is-long" data-mark="For discussion">' in text
        assert '<meta name="robots" content="noindex, nofollow">' in text
        assert 'href="brand.css"' in text
    css = (tmp_path / "site" / "brand.css").read_text("utf-8")
    assert f"--accent: {brand.light.accent};" in css
    assert css.count(f"--accent: {brand.dark.accent};") == 2
    assert "--font: Georgia, serif, sans-serif;" in css


def test_drawings_wear_the_colours_of_the_brand(worn):
    content, brand = worn()
    pages = "".join(text for text in content.texts.values() if isinstance(text, str) and "<svg" in text)
    drawn = "".join(re.findall(r"<svg.*?</svg>", pages))
    assert brand.light.accent in drawn
    assert not [
        colour for colour in (LIGHT.accent, *LEVELS) if f'"{colour}' in drawn or f" {colour})" in drawn
    ]


def test_a_report_without_a_brand_is_as_it_was():
    found = build_findings(comparison=build_comparison())
    content = compose(found, Renderer(), documents=False)
    assert "brand" not in content.settings["extra"]
    assert not [name for name in content.texts if "brand" in name or "logo" in name]


def test_a_text_stands_after_the_opening_of_its_page_and_before_the_next_heading(worn):
    content, _ = worn()
    page = content.texts["index.md"]
    block = '\n\n<section class="added"><p>Words of <strong>ours</strong>.</p></section>\n\n'
    assert page.count(block) == 1
    before, after = page.split(block)
    assert "{ #top }" in before
    assert "\n## " not in before
    assert after.startswith("## ")


def test_texts_stand_before_or_after_the_section_they_name(worn):
    texts = (
        "{page: method, before: limits, markdown: First}, {page: method, after: limits, markdown: Last}, "
        "{page: index, after: top, markdown: Nie, language: pl}, "
        "{page: index, after: top, markdown: Not here, questionnaire: other}"
    )
    content, _ = worn(texts)
    page = content.texts["method.md"]
    first, heading, last = page.index(">First<"), page.index("{ #limits }"), page.index(">Last<")
    assert first < heading < last
    assert "\n## " not in page[heading:last]
    assert "added" not in content.texts["index.md"]


@pytest.mark.parametrize(
    ("texts", "what", "there"),
    [
        ("{page: nowhere, after: top, markdown: x}", "no page `nowhere`", "index, standing"),
        ("{page: method, after: nowhere, markdown: x}", "no section `nowhere`", "limits"),
        ('{page: method, after: top, markdown: "[x](gone.html)"}', "no page `gone.html`", "index"),
        ('{page: method, after: top, markdown: "[x](index.html#gone)"}', "no section `gone`", "top"),
    ],
)
def test_a_place_that_is_not_there_is_refused_with_those_that_are(worn, texts: str, what: str, there: str):
    with pytest.raises(AssessError) as refused:
        worn(texts)
    assert what in refused.value.what
    assert there in refused.value.remedy
    assert "text 1" in refused.value.where


def test_a_text_for_a_page_that_the_report_leaves_out_is_left_out(worn):
    content, _ = worn("{page: change, after: top, markdown: Gone}")
    assert not any("Gone" in text for text in content.texts.values() if isinstance(text, str))


def test_documents_and_pictures_wear_the_brand(worn):
    _, brand = worn()
    found = build_findings(comparison=build_comparison())
    renderer = Renderer()
    plain, dressed = (print_pdf(found, renderer, one) for one in (Brand(), brand))
    assert dressed != plain
    assert print_pdf(found, renderer, replace(brand, draft=False)) != dressed
    with zipfile.ZipFile(io.BytesIO(write_xlsx(found, renderer, brand))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        assert "<Company>Example Advisers</Company>" in book.read("docProps/app.xml").decode()
    assert "Prepared for the board &amp;&amp; nobody else." in sheet
    assert "For discussion" in sheet
    assert "FF7A1F5C" in sheet
    chart = draw_position(found, renderer)
    assert brand.light.accent in draw_svg(chart, brand=brand)
    assert LIGHT.accent not in draw_svg(chart, brand=brand)


def test_foot_and_mark_of_a_report_are_those_of_its_language(tmp_path: Path):
    (tmp_path / "brand.yaml").write_text("footer: {en: Ours, ru: Наш}\ndraft: {ru: К обсуждению}", "utf-8")
    with speaking("ru"):
        found = replace(build_findings(), language="ru")
        content = compose(found, Renderer(), documents=False, brand=read_brand(tmp_path / "brand.yaml"))
    worn = content.settings["extra"]["brand"]
    assert (worn["footer"], worn["draft"]) == ("Наш", "К обсуждению")


def test_a_draft_without_words_is_marked_in_the_language_of_the_report(tmp_path: Path):
    found = build_findings()
    with speaking("ru"):
        content = compose(replace(found, language="ru"), Renderer(), documents=False, brand=Brand(draft=True))
    assert content.settings["extra"]["brand"]["draft"] not in ("", "Draft")


OWN = "DejaVuSerif"
"""A font that the packages of the tests bring along; none of typst's own has this name."""


@pytest.mark.parametrize("language", ["en", "pl", "ru", "sr"])
def test_paper_is_set_in_the_brands_own_font(language: str, tmp_path: Path):
    """It is asked for by the name inside the file, and is within the document for all of its languages."""
    font = Path(str(files("matplotlib"))) / "mpl-data" / "fonts" / "ttf" / f"{OWN}.ttf"
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "Mine-Regular.ttf").write_bytes(font.read_bytes())
    (tmp_path / "brand.yaml").write_text("fonts: {folder: fonts}", "utf-8")
    brand = read_brand(tmp_path / "brand.yaml")
    with speaking(language):
        found = build_findings(words=WORDS[language], comparison=build_comparison())
        plain, own = print_pdf(found, Renderer()), print_pdf(found, Renderer(), brand)
        again = print_pdf(found, Renderer(), brand)
    names = re.compile(rb"/FontName/(?:\w+\+)?" + OWN.encode() + rb"\b")
    assert not names.search(plain)
    assert names.search(own)
    assert again == own
    assert b"/FontFile2" in own or b"/FontFile3" in own


def test_a_font_for_pages_alone_leaves_paper_as_it_was(tmp_path: Path):
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "Mine-Bold.woff2").write_bytes(b"wOF2" + b"\0" * 40)
    (tmp_path / "brand.yaml").write_text("fonts: {folder: fonts}", "utf-8")
    brand = read_brand(tmp_path / "brand.yaml")
    found = build_findings(comparison=build_comparison())
    assert print_pdf(found, Renderer(), brand) == print_pdf(found, Renderer())
