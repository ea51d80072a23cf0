"""Everything a client report must hold is there, for each questionnaire that is shipped and in more than one language."""

from __future__ import annotations

import html
import re

import pytest
from shipped_sample import SHIPPED, shipped_as_said, shipped_pages

from assess.language import number, speaking
from assess.report.page.outline import places_of

WHICH = [*((name, "en") for name in SHIPPED), ("cx-quick-check", "ru"), ("cx-quick-check", "sr-Latn")]
each = pytest.mark.parametrize(("name", "code"), WHICH)


def plain(text: str) -> str:
    """A page as it is read: charts, tags and joiners left out."""
    bare = re.sub(r"<[^>]+>", " ", re.sub(r"<svg.*?</svg>", "", text, flags=re.DOTALL))
    return re.sub(r"\s+", " ", html.unescape(bare).replace("\u2060", ""))


def has(page: str, *said: str) -> None:
    """Every one of these is on the page. An empty text would be on any, and of no text at all every one is."""
    wanted = [re.sub(r"\s+", " ", text).strip() for text in said]
    assert wanted, "nothing to look for"
    assert all(wanted), "an empty text is on every page"
    for text in wanted:
        assert text in page, text


def may_have(page: str, *said: str) -> None:
    """The same of what findings need not have: evidence, a remark, the steps of one dimension."""
    if given := [text for text in said if text.strip()]:
        has(page, *given)


@each
def test_first_page_holds_verdict_levels_and_what_to_do_first(name: str, code: str):
    told, page = shipped_as_said(name, code), plain(shipped_pages(name, code)["index.md"])
    has(page, told.verdict, told.change.heading, told.change.sentence, *(rung.name for rung in told.ladder))
    assert len(told.next_steps) >= 3
    for step in told.next_steps[:3]:
        has(page, step.text, step.why)


@each
def test_every_dimension_says_where_it_stands_why_and_what_comes_next(name: str, code: str):
    told, texts = shipped_as_said(name, code), shipped_pages(name, code)
    for chapter in told.chapters:
        page, standing = plain(texts[f"dimension-{chapter.id}.md"]), chapter.standing
        has(page, chapter.title, chapter.summary, standing.sentence, standing.staged_text, standing.coverage)
        if standing.score is not None:
            with speaking(code):
                has(page, number(standing.score, 1), standing.level_name)
        for response in chapter.responses:
            has(page, response.text, response.state_text, response.contribution)
            may_have(page, *response.evidence)
        if chapter.outlook:
            has(page, chapter.outlook.heading, *(one.better for one in chapter.outlook.practices))
        may_have(page, *(step.text for step in told.next_steps if step.node == chapter.id))
    scored = [chapter for chapter in told.chapters if chapter.standing.score is not None]
    assert len(scored) > 1
    assert all(chapter.responses for chapter in scored)
    assert any(response.evidence for chapter in scored for response in chapter.responses)
    assert any(chapter.outlook for chapter in scored)
    assert {step.node for step in told.next_steps} <= {chapter.id for chapter in told.chapters}


@each
def test_every_department_has_its_steps_and_its_questions(name: str, code: str):
    told, texts = shipped_as_said(name, code), shipped_pages(name, code)
    assert told.departments
    for department in told.departments:
        file = places_of(told)[department.id].partition(".html")[0] + ".md"
        has(plain(texts[file]), department.title, department.sentence)
        may_have(plain(texts[file]), *(step.text for step in department.steps))
        may_have(plain(texts[file]), *(one.text for one in department.concerns))
        assert bool(department.concerns) == bool(department.asked), (
            "all is asked that concerns it, or nothing"
        )
    assert any(department.concerns for department in told.departments)
    owned = [step.rank for step in told.next_steps if step.owner]
    assert owned
    assert sorted(step.rank for department in told.departments for step in department.steps) == owned


@each
def test_roadmap_has_every_step_once_in_its_order(name: str, code: str):
    told, text = shipped_as_said(name, code), shipped_pages(name, code)["priorities.md"]
    ranks = [int(rank) for rank in re.findall(r'data-rank="(\d+)"', text)]
    assert sorted(ranks) == [step.rank for step in told.next_steps]
    assert ranks == [step.rank for horizon in told.roadmap for step in horizon.steps]
    assert len(ranks) > 3
    has(plain(text), *(horizon.title for horizon in told.roadmap))


@each
def test_ways_change_and_course_stand_on_their_pages(name: str, code: str):
    told, texts = shipped_as_said(name, code), shipped_pages(name, code)
    assert told.routes
    for route in told.routes:
        has(plain(texts["what-if.md"]), route.heading, route.sentence, *(move.after for move in route.moves))
    change = plain(texts["change.md"])
    has(change, told.change.whole, told.change.sentence, told.change.counts, told.trend.sentence)
    moves = (*told.change.rose, *told.change.fell)
    assert moves
    for move in moves:
        has(change, move.text, move.before, move.after)


@each
def test_method_limits_glossary_and_data_are_there(name: str, code: str):
    told, texts = shipped_as_said(name, code), shipped_pages(name, code)
    method = plain(texts["method.md"])
    has(method, *told.limits)
    has(method, *told.caveats)
    has(method, *told.sources)
    has(method, *(rung.summary for rung in told.ladder))
    assert len(told.terms) > 10
    for term in told.terms:
        has(plain(texts["glossary.md"]), term.term, term.meaning)
    has(plain(texts["data.md"]), "scores.csv", "answers.csv", "data.json")


@each
def test_no_page_says_a_sentence_twice(name: str, code: str):
    """What stands in a paragraph, in a lead or under a chart is not said again on the same page."""
    for file, text in shipped_pages(name, code).items():
        if file == "departments.md":
            continue  # two departments may stand alike
        bare = re.sub(r"<(svg|table|details)\b.*?</\1>", "", text, flags=re.DOTALL)
        blocks = re.findall(
            r"<(?:p|figcaption)\b(?![^>]*(?:step|response|label))[^>]*>(.*?)</(?:p|figcaption)>",
            bare,
            re.DOTALL,
        )
        said = [
            plain(re.sub(r"<a\b.*?</a>", "", block)).strip() for block in blocks if 'class="move' not in block
        ]
        long = [each for each in said if len(each) > 40]
        assert long or file in ("data.md", "glossary.md"), file
        again = {each for each in long if long.count(each) > 1} - {
            shipped_as_said(name, code).peer_group.sentence
        }
        assert not again, file
