"""What each audience gets: leaving out is one hand, looking for what was left in is another, and each is tried alone."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from report_sample import build_answers, build_questionnaire
from report_words import WORDS
from test_finding_parts import dated, together
from test_report_change import compare

from assess.assessment.model import Answer, Assessment
from assess.language import LANGUAGES, messages, speaking
from assess.questionnaire.model import LevelQuestion, TextQuestion
from assess.questionnaire.vocabulary import Vocabulary
from assess.report.brand.model import Brand
from assess.report.chart.profile import profile_of
from assess.report.chart.renderer import Renderer
from assess.report.finding.audience import Secret, meant_for, secrets_of
from assess.report.finding.disclosure import NotForThem, check_files, check_findings, check_settings
from assess.report.finding.find import add_change, add_perception
from assess.report.finding.model import Findings
from assess.report.finding.ordinary import mark_ordinary
from assess.report.finding.perception import find_perception
from assess.report.finding.trend import find_trend
from assess.report.finding.withheld import FEWEST, withheld
from assess.report.site.publication import make_site, prepare
from assess.report.site.write import compose
from assess.report.word import limit
from assess.scoring.model import OVERALL

TITLE = "Glass & Feather Foundry"
NO_WORDS = Vocabulary(themes={}, owners={}, phases={})
REASON = "<b>Not *our* | job</b>"


def assessment() -> Assessment:
    return Assessment(
        id="bcdf2345ghjk", questionnaire="small", version="1.0.0", hash="f" * 64, profile={}, answers=build_answers()
    )  # fmt: skip


@pytest.fixture(scope="module")
def secrets() -> tuple[Secret, ...]:
    return secrets_of(assessment(), build_questionnaire(), TITLE)


@pytest.fixture(scope="module")
def full(make_findings: Callable[..., Findings], make_comparison) -> Findings:
    """A report with everything a public one must not have."""
    told = add_change(make_findings(TITLE, comparison=make_comparison(), remarks=True), compare())
    seen = find_perception(build_questionnaire(), together({"a": 5, "b": 5}))
    earlier = [dated(told, "2025-01-01", 2.0), dated(told, "2024-01-01", 3.0)]
    return replace(add_perception(told, seen), trend=find_trend(told, earlier))


@pytest.fixture(scope="module")
def public(full: Findings) -> Findings:
    return meant_for(full, "public")


def test_public_findings_hold_no_secret(public: Findings, secrets):
    check_findings(public, secrets)


def test_public_files_hold_no_secret(public: Findings, secrets):
    made = compose(public, Renderer(), documents=True)
    assert len(made.texts) > 10
    check_files(made.texts, "public", secrets)
    assert not any(name.startswith(("department", "priorities", "what-if")) for name in made.texts)


@pytest.mark.parametrize("code", LANGUAGES)
def test_public_report_is_one_in_every_language(code: str, make_findings, make_comparison):
    with speaking(code):
        told = make_findings(TITLE, words=WORDS[code], comparison=make_comparison())
        secrets = secrets_of(assessment(), build_questionnaire(WORDS[code]), TITLE)
        public = meant_for(told, "public")
        check_findings(public, secrets)
        check_files(compose(public, Renderer(), documents=False).texts, "public", secrets)


def test_own_report_holds_them_all(full: Findings, secrets):
    kinds = {secret.kind for secret in secrets}
    assert kinds == {"name", "id", "comment", "answer"}
    check_findings(full, secrets)
    for kind in kinds:
        some = tuple(secret for secret in secrets if secret.kind == kind)
        with pytest.raises(NotForThem):
            check_findings(replace(full, audience="public"), some)


def test_client_has_names_and_answers_and_nobodys_own_words(full: Findings, secrets):
    client = meant_for(full, "client")
    check_findings(client, secrets)
    check_files(compose(client, Renderer(), documents=False).texts, "client", secrets)
    assert client.title == TITLE
    assert client.next_steps == full.next_steps
    with pytest.raises(NotForThem, match=r"client's report would carry a comment") as refused:
        check_findings(replace(full, audience="client"), secrets)
    assert "question design-04" in refused.value.where


def noted(comment: str) -> tuple[Secret, ...]:
    """The secrets of an assessment with this comment, and those marked that tell nothing."""
    answers = {id: replace(answer, comment=comment) for id, answer in build_answers().items()}
    found = secrets_of(replace(assessment(), answers=answers), build_questionnaire(), TITLE)
    return mark_ordinary(found, build_questionnaire(), NO_WORDS, ())


def of_comments(secrets: tuple[Secret, ...], comment: str) -> set[bool]:
    return {one.ordinary for one in secrets if one.text == comment}


@pytest.mark.parametrize("comment", ["data", "Data", "method", "not reached yet", "score", "?", "12", "–"])
def test_comment_that_everybodys_report_holds_stops_none(comment: str, full: Findings, public: Findings):
    secrets = noted(comment)
    assert of_comments(secrets, comment) == {True}
    for findings in (public, meant_for(full, "client")):
        check_findings(findings, secrets)
        check_files(compose(findings, Renderer(), documents=True).texts, findings.audience, secrets)


@pytest.mark.parametrize(
    "comment", ["grumpy", "DATA", "+48 600", "Listen at the till.", "A word of our method", "Our data"]
)
def test_comment_that_says_anything_of_its_own_is_looked_for(comment: str):
    secrets = noted(comment)
    assert of_comments(secrets, comment) == {False}
    with pytest.raises(NotForThem):
        check_files({"index.html": f"<p>They said: {comment}</p>"}, "client", secrets)


def test_long_comment_in_the_questionnaires_own_words_is_looked_for():
    text = next(one.text for one in build_questionnaire().questions if len(one.text) > 30)
    assert of_comments(noted(text), text) == {False}


def test_place_of_a_note_is_refused_with_the_most_ordinary_word_in_it(full: Findings):
    with pytest.raises(NotForThem, match="would carry a comment"):
        check_findings(replace(full, audience="client"), noted("data"))


@pytest.mark.parametrize("said", ["data", "data: Yes; method: No"])
def test_answer_in_own_words_is_looked_for_however_ordinary(full: Findings, said: str):
    told = Secret(kind="text", text="data", question=full.chapters[0].responses[0].question)
    marked = mark_ordinary((told,), build_questionnaire(), NO_WORDS, ())
    assert marked == (told,)
    client = meant_for(full, "client")
    first, *others = client.chapters
    answered = replace(first.responses[0], answer=said)
    leaking = replace(client, chapters=(replace(first, responses=(answered, *first.responses[1:])), *others))
    with pytest.raises(NotForThem, match="own words"):
        check_findings(leaking, marked)


def test_comment_in_the_words_of_an_option_does_not_stop_a_report_that_shows_the_option(full: Findings):
    client = meant_for(full, "client")
    shown = client.chapters[0].responses[0]
    comment = Secret(kind="comment", text=str(shown.answer), question=shown.question, ordinary=True)
    check_findings(client, (comment,))


def test_no_comment_is_ordinary_for_standing_across_two_texts():
    ends, begins = (text.split() for text in list(messages("en"))[:2])
    assert of_comments(noted(f"{ends[-1]} {begins[0]}"), f"{ends[-1]} {begins[0]}") == {False}


def test_names_and_ids_are_looked_for_however_ordinary():
    answers = build_answers()
    one = replace(assessment(), id="data", answers=answers)
    found = mark_ordinary(
        secrets_of(one, build_questionnaire(), "Method"), build_questionnaire(), NO_WORDS, ()
    )
    assert {secret.ordinary for secret in found if secret.kind in ("name", "id")} == {False}


def test_public_report_names_neither_the_group_asked_for_nor_the_band_it_was_too_small_for(public: Findings):
    group = public.peer_group
    assert (group.asked, group.fell_back, group.is_asked) == (group.used, (), True)
    assert public.profile == ()


def test_public_scores_are_those_of_the_report(full: Findings, public: Findings):
    own, told = full.overall, public.overall
    assert (told.score, told.level, told.staged, told.peers) == (own.score, own.level, own.staged, own.peers)
    for own, told in zip(full.chapters, public.chapters, strict=True):
        assert (told.standing.score, told.standing.level) == (own.standing.score, own.standing.level)
        assert told.responses == ()


def test_nothing_finer_than_what_is_shown_is_public(public: Findings):
    assert public.overall.hundredths is None
    for chapter in public.chapters:
        assert chapter.standing.hundredths is None
        assert chapter.gain == pytest.approx(chapter.share * chapter.standing.score)


def test_public_report_tells_of_core_practices_only_the_level_of_the_whole(full: Findings, public: Findings):
    assert any(rung.missing for rung in full.ladder)
    assert [str(rung.note) for rung in public.ladder if not rung.reached] == ["Not reached yet."] * 3
    assert {chapter.standing.staged for chapter in public.chapters} == {None}
    assert "missing" not in str(public.summary.ahead)
    assert not public.overall.coverage


UNTOLD = (None,) * 5


def told_of(standing) -> tuple:
    return (standing.score, standing.hundredths, standing.level, standing.staged, standing.peers)


def test_score_of_too_few_answers_is_not_told_nor_what_would_give_it_away(full: Findings):
    first, second, third = full.chapters
    few = replace(first, responses=first.responses[: FEWEST - 1])
    told = meant_for(replace(full, chapters=(few, second, third)), "public")
    assert [chapter.id for chapter in told.chapters] == [third.id, *sorted([first.id, second.id])]
    for chapter in told.chapters[1:]:
        assert told_of(chapter.standing) == UNTOLD
        assert str(chapter.standing.reason).startswith("Not shown in public")
        assert (chapter.gain, chapter.advice) == (0.0, "")
    assert [course.node for course in told.trend.courses] == [OVERALL, third.id]
    assert told.overall.score == full.overall.score
    assert not any("not in the overall score" in str(caveat) for caveat in told.caveats)


def test_scores_beside_two_editions_are_left_out_with_the_others(make_findings, make_comparison):
    then = replace(make_comparison(), edition="synthetic-2026-q1-abcdef")
    told = make_findings(comparison=make_comparison(), then=then)
    first, second, third = told.chapters
    few = replace(first, responses=first.responses[:1])
    rows = meant_for(replace(told, chapters=(few, second, third)), "public").drift.rows
    assert len(told.drift.rows) == 4
    assert {row.node for row in rows} == {OVERALL, third.id}


def test_whole_of_too_few_answers_is_not_told(full: Findings):
    chapters = [replace(one, responses=one.responses[:1]) for one in full.chapters[:2]]
    told = meant_for(replace(full, chapters=tuple(chapters), views=()), "public")
    assert told_of(told.overall) == UNTOLD
    for said in (told.verdict, told.position_sentence, told.summary.verdict, told.summary.position):
        assert str(said).startswith("Not shown in public")
    assert not any((told.verdict_note, told.unknown_note, told.trend, told.drift))
    assert not any(rung.reached or rung.here or rung.next or rung.note for rung in told.ladder)
    assert not any(bin.own or "(you)" in bin.label for spread in told.spreads for bin in spread.bins)
    texts = compose(told, Renderer(), documents=False).texts
    for name in ("index.md", "standing.md", "comparison.md"):
        assert f">{full.overall.score}<" not in texts[name]


def test_point_of_too_few_answers_is_left_out_of_the_course(full: Findings):
    courses = tuple(
        replace(one, counted=(1, 4, 4)) if one.node == full.chapters[0].id else one
        for one in full.trend.courses
    )
    told = meant_for(replace(full, trend=replace(full.trend, courses=courses)), "public").trend
    missing = [course.node for course in told.courses if course.scores[0] is None]
    assert full.chapters[0].id in missing
    assert len(missing) == 2, "one more, or it would follow from the whole"
    assert all(course.scores[1:] == own.scores[1:] for course, own in zip(told.courses, courses, strict=True))


@given(st.dictionaries(st.text("abcdef", min_size=1, max_size=2), st.integers(1, 9)), st.integers(0, 5))
def test_what_is_left_out_cannot_be_computed_from_the_rest(counted: dict[str, int], beside: int):
    left_out = withheld(counted, beside)
    assert {id for id, answers in counted.items() if answers < FEWEST} <= left_out
    hidden = [counted[id] for id in left_out] + [beside] * bool(beside)
    if left_out and left_out != set(counted):
        assert len(hidden) > 1
        assert sum(hidden) >= FEWEST
    if min([*counted.values(), beside or FEWEST], default=FEWEST) >= FEWEST:
        assert not left_out


def test_department_of_too_few_answers_is_not_told(full: Findings):
    rows = [row for view in meant_for(full, "public").views for row in view.rows]
    assert all(row.score is None or row.counted >= FEWEST for row in rows)
    [owner] = [view for view in full.views if view.kind == "owner"]
    few = replace(owner, rows=tuple(replace(row, counted=2) for row in owner.rows))
    told = meant_for(replace(full, views=(few,)), "public")
    assert [row.score for row in told.views[0].rows] == [None]


def test_a_score_left_out_for_another_says_so_and_not_that_its_questions_are_few(full: Findings):
    few, many = limit.too_few_for_public(), limit.gives_away_another()
    first, second, third = full.chapters
    less = replace(first, responses=first.responses[: FEWEST - 1])
    told = meant_for(replace(full, chapters=(less, second, third)), "public").chapters
    reasons = {chapter.id: chapter.standing.reason for chapter in told if chapter.standing.score is None}
    assert reasons == {first.id: few, second.id: many}
    assert {chapter.standing.sentence for chapter in told if chapter.id in reasons} == {few, many}


def with_departments(full: Findings, *counted: int) -> Findings:
    """With so many departments, so many answers behind each."""
    [owner] = [view for view in full.views if view.kind == "owner"]
    row = owner.rows[0]
    rows = tuple(replace(row, id=f"o{n}", title=f"Office {n}", counted=n) for n in counted)
    return replace(full, views=(replace(owner, rows=rows),))


def test_departments_that_are_not_told_are_named_once_below_those_that_are(full: Findings):
    found = meant_for(with_departments(full, 1, 2, 4, 9), "public")
    [view] = found.views
    assert [str(row.reason) for row in view.rows if row.score is None] == [
        str(limit.too_few_for_public())
    ] * 2
    made = compose(found, Renderer(), documents=False).texts["standing.md"]
    page = made.partition("{ #by-owner }")[2]
    assert re.findall(r'<th scope="row">(.*?)</th>', page) == ["Office 4", "Office 9"]
    assert "would tell single answers: Office 1; Office 2." in page
    assert [line.title for line in profile_of(found)[-1].lines] == ["Office 4", "Office 9"]


def test_a_table_of_departments_that_are_all_untold_is_left_out(full: Findings):
    found = meant_for(with_departments(full, 1, 2), "public")
    made = compose(found, Renderer(), documents=False).texts["standing.md"]
    page = made.partition("{ #by-owner }")[2]
    assert "<table" not in page
    assert "would tell single answers: Office 1; Office 2." in page
    assert [section.title for section in profile_of(found)] == ["", "Dimensions"]


# the second hand, alone ---------------------------------------------------------------------------------------------

PUT_BACK = {
    "a name": ("title", "the name"),
    "an id": ("assessment", "the id"),
    "the profile": ("profile", "the id"),
    "next steps": ("next_steps", "a single answer"),
    "a roadmap": ("roadmap", "a single answer"),
    "routes": ("routes", "a single answer"),
    "strengths": ("strengths", "a single answer"),
    "departments": ("departments", "a single answer"),
    "chapters": ("chapters", "a single answer"),
    "what has changed": ("change", "a single answer"),
    "perception": ("perception", "an exact number of people"),
    "the summary": ("summary", "a single answer"),
    "what is missing": ("ladder", "a single answer"),
}


@pytest.mark.parametrize("what", PUT_BACK)
def test_whatever_is_put_back_is_found(full: Findings, public: Findings, what: str):
    field, said = PUT_BACK[what]
    put_back = replace(public, **{field: getattr(full, field)})
    with pytest.raises(NotForThem, match=f"would carry {said}") as refused:
        check_findings(put_back, ())
    assert refused.value.where.startswith("findings.")
    assert refused.value.remedy


def test_exact_number_of_organisations_is_found(public: Findings):
    group = replace(public.peer_group, n_band="23")
    with pytest.raises(NotForThem, match="exact number of organisations"):
        check_findings(replace(public, peer_group=group), ())
    with pytest.raises(NotForThem, match="exact number of organisations"):
        check_files({"index.md": "<p>One of 23 organisations.</p>"}, "public", ())
    check_files(
        {"index.md": "20&#8288;–&#8288;29 organisations; 100+ organisations; 10 organisations"}, "public", ()
    )


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("<p>Made for Glass &#38; Feather\n Foundry.</p>", "the name"),
        ("<p><em>Glass</em> &amp; Feather Foundry</p>", "the name"),
        ('{"id": "bcdf2345ghjk"}', "the id"),
        ("Somebody said: Not *our* | job", "a comment"),
        ('<p><a class="x" href="https://example.org/bcdf2345ghjk">more</a></p>', "the id"),
    ],
)
def test_secret_in_a_file_is_found_with_its_line(text: str, kind: str, secrets):
    with pytest.raises(NotForThem, match=f"public report would carry {kind}") as refused:
        check_files({"ok.md": "Nothing.", "block.md": f"First line.\n{text}"}, "public", secrets)
    assert refused.value.where.startswith("block.md, line 2")


def test_secret_with_quotation_marks_is_found_in_data():
    secrets = (Secret(kind="comment", text='They say "later"'),)
    with pytest.raises(NotForThem, match="a comment"):
        check_files({"data.json": json.dumps({"text": secrets[0].text})}, "client", secrets)


def test_secret_in_the_name_of_a_file_or_in_the_settings_is_found(secrets):
    with pytest.raises(NotForThem, match="would carry the id"):
        check_files({"report-bcdf2345ghjk.md": "Nothing."}, "public", secrets)
    with pytest.raises(NotForThem) as refused:
        check_settings({"extra": {"brand": [TITLE]}}, "public", secrets)
    assert refused.value.where == "settings['extra']['brand'][0]"
    check_settings({"extra": {"brand": [TITLE]}}, "client", secrets)


def test_secret_in_a_workbook_is_found(secrets):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("xl/sharedStrings.xml", f"<t>{TITLE.replace('&', '&amp;')}</t>")
    with pytest.raises(NotForThem) as refused:
        check_files({"report.xlsx": held.getvalue()}, "public", secrets)
    assert refused.value.where.startswith("report.xlsx/xl/sharedStrings.xml")


def test_part_of_a_word_is_no_name():
    name = (Secret(kind="name", text="Ex"),)
    check_files({"a.md": "For example, an Export."}, "public", name)
    with pytest.raises(NotForThem):
        check_files({"a.md": "By Ex."}, "public", name)


@pytest.mark.parametrize(
    ("kind", "secret", "said"),
    [
        ("name", "Acme Ltd", "Made by ACME\nLTD."),
        ("name", "Straße & Co", "STRASSE &amp; CO"),
        ("name", "Caf\u00e9", "cafe\u0301"),
        ("comment", "Ask the porter", "ASK THE PORTER!"),
        ("text", "Our porter knows.", "our \uff30\uff2f\uff32\uff34\uff25\uff32 knows."),
    ],
)
def test_secret_is_found_however_it_is_written(kind: str, secret: str, said: str):
    with pytest.raises(NotForThem) as refused:
        check_files({"a.md": f"First.\n{said}"}, "public", (Secret(kind=kind, text=secret),))
    assert refused.value.where == "a.md, line 2"


def test_a_comment_of_one_word_is_found_as_it_was_written():
    same = (Secret(kind="comment", text="Same"),)
    check_files({"a.md": "The same bytes."}, "client", same)
    with pytest.raises(NotForThem):
        check_files({"a.md": "She said: Same."}, "client", same)


def test_what_is_the_same_for_everybody_names_nobody(full: Findings):
    named = (Secret(kind="name", text="Signal Vega"),)
    told = b"var Signal\n Vega;"
    made = make_site(prepare(full, "public", named), Renderer(), documents=False, vega=told)
    assert made.texts["live/vega.js"] == told
    for name in ("live/data-x.js", "logo.svg", "index.md"):
        with pytest.raises(NotForThem):
            check_files({**made.texts, name: told}, "public", named)


def test_an_organisation_called_like_a_file_or_a_font_can_publish():
    files = {"live/vega.js": "vega", "brand.css": "@media screen {}", "font-x.woff2": b"wOF2 Media"}
    check_files(files, "public", (Secret(kind="name", text="Vega"), Secret(kind="name", text="Media")))


def test_name_in_a_public_brand_is_refused_in_whatever_case(full: Findings):
    named = (Secret(kind="name", text="Acme Ltd"),)
    for brand in (Brand(footer="By ACME LTD"), Brand(family="Acme Ltd Sans, serif")):
        with pytest.raises(NotForThem, match="the name of the organisation"):
            prepare(full, "public", named, brand)
        prepare(full, "client", named, brand)


@pytest.mark.parametrize("audience", ["own", "client", "public"])
def test_only_a_public_site_may_be_found_by_search_engines(full: Findings, audience: str):
    site = make_site(prepare(full, audience, ()), Renderer(), documents=False)
    assert site.settings["extra"].get("hidden", False) == (audience != "public")
    assert "brand.css" not in site.texts


def test_questionnaires_own_title_is_no_secret():
    made = build_questionnaire()
    assert not [one for one in secrets_of(assessment(), made, made.title) if one.kind == "name"]


def test_what_was_written_is_a_secret():
    made = build_questionnaire()
    first, *rest = made.dimensions
    free = TextQuestion(id="listen-09", text="What else?")
    made = replace(made, dimensions=(replace(first, questions=(*first.questions, free)), *rest))
    given = replace(
        assessment(), answers={**build_answers(), "listen-09": Answer("Our porter knows.", comment="Ask him")}
    )
    told = {(one.kind, one.text) for one in secrets_of(given, made, TITLE) if one.question == "listen-09"}
    assert told == {("text", "Our porter knows."), ("comment", "Ask him")}
    then = replace(
        given, id="last-year", answers={"listen-09": Answer("Our clerk knows.", comment="Ask her")}
    )
    before = {one.text for one in secrets_of(assessment(), made, TITLE, [(then, made)])}
    assert before >= {"last-year", "Our clerk knows.", "Ask her"}


def test_an_earlier_answer_is_read_by_the_version_it_was_given_in():
    made = build_questionnaire()
    asked = next(one for one in made.questions if isinstance(one, LevelQuestion))
    last = len(asked.options) - 1
    given = replace(assessment(), answers={asked.id: Answer(last)})
    shorter = replace(asked, options=asked.options[:last])
    first, *rest = made.dimensions
    now = replace(made, dimensions=(replace(first, questions=(shorter,)), *rest))
    found = secrets_of(replace(assessment(), answers={}), now, TITLE, [(given, made)])
    assert asked.options[last].text in {one.text for one in found}
