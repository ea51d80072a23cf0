"""The printed report: tagged, titled, spoken, the same everywhere, and deaf to what people write in it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from chart_sample import build_perception, build_trend
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import to_builtins
from msgspec.structs import replace
from paper_reader import Paper
from report_sample import build_comparison, build_findings
from report_words import WORDS

from assess.benchmark.figure import figures
from assess.language import speaking
from assess.report.chart.renderer import Renderer
from assess.report.document.block import Table
from assess.report.document.chapter import sections_of
from assess.report.document.drawing import draw_printed
from assess.report.document.glyph import MISSING, printable
from assess.report.document.paper import compose, print_pdf
from assess.report.document.sheet import sheets_of
from assess.report.finding.elsewhere import elsewhere
from assess.report.finding.model import Findings
from assess.report.word import reference

BUNDLED = ("LibertinusSerif", "DejaVuSansMono", "NewComputerModern")
HOSTILE = (
    '#import "x": *',
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "*bold* _it_ $x^2$ @level <level> // no /* more",
    '"quoted" \\ {"type": "heading"}',
    "Ab" * 150,
)


@pytest.fixture(scope="module")
def paper(findings: Findings, renderer: Renderer) -> Paper:
    return Paper(print_pdf(findings, renderer))


def bare(text: str) -> str:
    """Without blanks, which a line end swallows."""
    return re.sub(r"\s", "", text)


def test_paper_is_tagged_for_a_screen_reader(paper: Paper):
    assert b"/MarkInfo<</Marked true" in paper.catalogue
    assert b"/StructTreeRoot" in paper.catalogue
    assert b"/DisplayDocTitle true" in paper.catalogue
    assert any(b"<pdfuaid:part>1</pdfuaid:part>" in stream for stream in paper.streams.values())
    assert paper.all(b"/S/TH")
    assert paper.all(b"/S/LI")


def test_every_chart_is_told_to_who_cannot_see_it(paper: Paper, findings: Findings, renderer: Renderer):
    charts = draw_printed(findings, renderer).values()
    assert [chart.id for chart in charts] == ["position", "priority"]
    assert paper.alternatives() == [f"{chart.title}. {chart.sentence}" for chart in charts]


def test_bookmarks_lead_to_every_dimension(paper: Paper, findings: Findings):
    assert {chapter.title for chapter in findings.chapters} <= set(paper.bookmarks)
    assert {"Overview", "Three next steps", "Do first", "Strengths", "Comparison"} <= set(paper.bookmarks)


def test_cover_holds_the_verdict_and_no_page_number(paper: Paper, findings: Findings):
    cover, second = paper.pages[:2]
    for said in (
        findings.title,
        str(findings.verdict),
        str(findings.synthetic),
        "1 July 2026",
        "Small check",
    ):
        assert bare(said) in bare(cover)
    count = len(paper.pages)
    assert f"2 / {count}" in second
    assert f"{count} / {count}" in paper.pages[-1]
    assert f"1 / {count}" not in cover


def test_paper_keeps_the_order_of_the_result(findings: Findings, renderer: Renderer):
    document = compose(findings, draw_printed(findings, renderer))
    blocks = (*document.summary, *document.blocks)
    headings = [block.id for block in blocks if getattr(block, "id", "")]
    assert headings == [
        "summary", "first", "strengths",
        "standing", "blocks", "dimensions", "all-dimensions",
        "priorities", "do-first", "do-next", "what-if",
        "dimension-design", "dimension-deliver", "dimension-listen",
        "views", "comparison", "elsewhere", "method", "limits", "glossary",
    ]  # fmt: skip


def test_paper_says_what_the_pages_say(paper: Paper, findings: Findings):
    text = bare(paper.text)
    said = [chapter.standing.sentence for chapter in findings.chapters]
    said += [step.why for step in findings.next_steps]
    said += [text for figure in elsewhere(findings) for text in (figure.measures, figure.source)]
    said += [f"{one.of}: {reference.value(one)}" for figure in elsewhere(findings) for one in figure.values]
    said += [
        reference.whose(),
        findings.peer_group.sentence,
        *findings.peer_group.fell_back,
        *findings.limits,
    ]
    assert not [sentence for sentence in said if bare(str(sentence)) not in text]


def test_what_a_level_looks_like_is_told_once(findings: Findings):
    outlook = findings.chapters[0].outlook
    chapters = tuple(replace(chapter, outlook=outlook) for chapter in findings.chapters)
    same = replace(findings, chapters=chapters)
    told = [str(block.label) for block in sections_of(same) if getattr(block, "text", "") == outlook.summary]
    assert outlook.summary
    assert len(chapters) > 1
    assert told == [str(outlook.heading)]
    overview = next(sheet for sheet in sheets_of(same) if sheet.id == "overview")
    assert [row[1] for row in overview.rows].count(str(outlook.summary)) == 1


def test_without_an_edition_there_are_no_peers(alone: Findings, renderer: Renderer):
    text = Paper(print_pdf(alone, renderer)).text
    assert "No edition yet" in text
    assert "Peers' median" not in text


def test_no_dimension_scored_is_no_error(findings: Findings, renderer: Renderer):
    unscored = replace(findings.overall, score=None, level=None, hundredths=None, peers=None, reason="Why.")
    chapters = tuple(
        replace(one, standing=unscored, responses=tuple(replace(r, x=None) for r in one.responses))
        for one in findings.chapters
    )
    empty = replace(
        findings,
        overall=unscored,
        chapters=chapters,
        next_steps=(),
        no_next_step="None.",
        strengths=(),
        date="",
    )
    paper = Paper(print_pdf(empty, renderer))
    assert "Why." in paper.text
    assert paper.alternatives() == []
    assert not paper.all(b"/CreationDate")


def test_the_same_findings_are_the_same_bytes(findings: Findings, renderer: Renderer):
    made = (
        "import sys, hashlib; sys.path.insert(0, sys.argv[1])\n"
        "from report_sample import *\n"
        "from assess.report.chart.renderer import Renderer\n"
        "from assess.report.document.paper import print_pdf\n"
        "content = print_pdf(build_findings(comparison=build_comparison()), Renderer())\n"
        "sys.stdout.buffer.write(content)"
    )
    folder = str(Path(__file__).parents[1])
    other = subprocess.run([sys.executable, "-c", made, folder], capture_output=True, check=True).stdout
    assert other == print_pdf(findings, renderer)


def test_a_date_is_the_findings_own(paper: Paper):
    dates = paper.all(b"/CreationDate")
    assert dates
    assert all(b"/CreationDate(D:20260701" in body for body in dates)


@pytest.mark.parametrize("language", list(WORDS))
def test_the_letters_of_a_language_are_inside(language: str, renderer: Renderer):
    with speaking(language):
        found = build_findings(words=WORDS[language], comparison=build_comparison())
        paper, verdict = Paper(print_pdf(found, renderer)), str(found.verdict)
    assert b"/Lang(%s)" % language.partition("-")[0].encode() in paper.catalogue
    assert bare(verdict) in bare(paper.pages[0])
    assert bare(found.strengths[0].answer) in bare(paper.text)
    assert MISSING not in paper.text


def test_only_fonts_that_every_machine_has_are_used_and_all_are_inside(paper: Paper):
    names = [
        re.search(rb"/FontName/(\w+\+)?([\w-]+)", body)[2].decode()
        for body in paper.all(b"/Type/FontDescriptor")
    ]
    assert names
    assert all(name.startswith(BUNDLED) for name in names)
    assert not any(name.startswith(BUNDLED[1]) for name in names), "ordinary text is in the first of them"
    assert all(b"/FontFile" in body for body in paper.all(b"/Type/FontDescriptor"))


@pytest.mark.parametrize("title", HOSTILE)
def test_what_people_write_is_printed_as_it_is(title: str, findings: Findings, renderer: Renderer):
    first, *others = findings.chapters
    answers = tuple(replace(one, answer=title, text=title) for one in first.responses)
    hostile = replace(
        findings,
        title=title,
        verdict=title,
        chapters=(replace(first, title=title, responses=answers), *others),
    )
    paper = Paper(print_pdf(hostile, renderer))
    assert bare(paper.pages[0]).count(bare(title)) >= 2
    assert bare(paper.text).count(bare(title)) > 2 * len(answers)
    assert paper.longest < 150, "a line that runs over the edge of the page"


@pytest.fixture(scope="module")
def print_title(alone: Findings, renderer: Renderer) -> Callable[[str], bytes]:
    """A short document with this title, and that as a question."""
    bare_summary = replace(alone.summary, first=(), strong=())
    short = replace(alone, summary=bare_summary, next_steps=(), roadmap=(), routes=(), strengths=())

    def make(title: str) -> bytes:
        first = alone.chapters[0]
        one = replace(first, title=title, responses=(replace(first.responses[0], text=title),))
        return print_pdf(replace(short, title=title, chapters=(one,)), renderer)

    return make


@settings(deadline=None, max_examples=25)
@given(title=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60))
def test_any_text_can_be_printed(print_title: Callable[[str], bytes], title: str):
    assert print_title(title).startswith(b"%PDF")


def test_what_no_font_holds_is_seen_to_be_missing():
    assert printable("株式会社 Ł Ж") == MISSING * 4 + " Ł Ж"
    assert printable("a\tb\nc\x00") == f"a b c{MISSING}"
    assert printable("1\u00a0000") == "1\u00a0000"


def test_an_accent_stands_upon_its_letter_or_is_seen_to_be_missing():
    assert printable("Ame\u0301lie б\u0301") == "Amélie б\u0301"
    assert printable("\u0301x ☆\u0301") == f"{MISSING}x ☆{MISSING}"


def test_no_name_makes_a_sentence_read_backwards():
    assert printable("ab\u202ecd\u2066e") == "abcde"


NAMES = {"type", "tone", "shown", "id", "to", "language", "kind", "pictures"}
"""Members of documents and sheets that no reader sees."""
ANYWHERE = re.compile(
    r"(listen|design|deliver)-\d\d|bcdf\w+|f{16}|small 1\.0\.0|synthetic-2026-q3-\w+|\(CX\)|\(rwg[^)]*\)"
)
"""Ids, what customer experience is called everywhere, and whose measure it is."""


def published(language: str) -> re.Pattern[str]:
    """What others have published, by their own names, on their own pages, in the words of the file that holds it."""
    texts = {
        text
        for one in figures(language)
        for text in (one.source, one.via, one.measures, *(value.of for value in one.values))
    }
    return re.compile("|".join(map(re.escape, sorted(texts - {""}, key=len, reverse=True))))


def told(value: object) -> set[str]:
    """Every text that a document shows, those within its charts too."""
    if isinstance(value, dict):
        drawn = re.findall(r"<t(?:ext|span)[^>]*>([^<]+)<", value.get("svg", ""))
        return set(drawn).union(*(told(part) for name, part in value.items() if name not in {*NAMES, "svg"}))
    if isinstance(value, (list, tuple)):
        return set().union(*map(told, value))
    return {value} if isinstance(value, str) else set()


@pytest.mark.parametrize("language", ["ru", "sr"])
def test_no_latin_word_is_left_in_a_cyrillic_document(language: str, renderer: Renderer):
    with speaking(language):
        found = build_findings("123", words=WORDS[language], comparison=build_comparison())
        found = replace(found, trend=build_trend(found), perception=build_perception(found, ["1", "2"]))
        found = replace(found, trend=replace(found.trend, sentence=""))
        found = replace(found, perception=replace(found.perception, sentence=""))
        texts = told(to_builtins(compose(found, draw_printed(found, renderer))))
        texts |= told(to_builtins(sheets_of(found)))
    known = published(language)
    assert len(texts) > 200
    assert not [text for text in texts if re.search("[A-Za-z]{2}", ANYWHERE.sub("", known.sub("", text)))]


def test_how_roles_answer_a_dimension_stands_upon_the_colours_of_levels(findings: Findings):
    seen = replace(findings, perception=build_perception(findings, ["1", "2", "3"]))
    tables = [one for one in sections_of(seen) if isinstance(one, Table)]
    cells = [cell for one in tables for row in one.rows for cell in row.cells if cell.heat is not None]
    rungs = findings.ladder
    told = [score for row in seen.perception.of(findings.chapters[0].id) for score in row.scores]
    own = [score for score in told if score is not None]
    ranks = [sum(rung.min <= score for rung in rungs) - 1 for score in own]
    assert len(set(ranks)) > 2
    assert [cell.text for cell in cells] == [f"{score:.1f}" for score in own]
    assert [cell.heat for cell in cells] == [rank / (len(rungs) - 1) for rank in ranks]
