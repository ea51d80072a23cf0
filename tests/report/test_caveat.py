"""What a report says where little was answered, much is unknown, or nothing is asked for: no more than is true."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator

import pytest
from msgspec.structs import replace

from assess.assessment.activity import settle
from assess.assessment.model import Answer, Assessment, State
from assess.language import speaking
from assess.questionnaire.catalogue import Catalogue, load_catalogue
from assess.questionnaire.model import LevelQuestion, Range
from assess.report.chart.layout import STRIP
from assess.report.chart.strip import draw_strip, strip_data
from assess.report.document.download import downloads
from assess.report.finding.conclude import conclude
from assess.report.finding.model import Findings
from assess.report.word import reckoning, wording
from assess.report.word.text import spelled
from assess.resource import resource
from assess.scoring.panel import Panel

Conclude = Callable[..., Findings]
DONT_KNOW = Answer(state=State.UNKNOWN)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(resource("questionnaires"))


@pytest.fixture(scope="module")
def concluded(catalogue: Catalogue) -> Iterator[Conclude]:
    """Findings of a shipped questionnaire: every level question answered by `rung` but those in `answers`."""
    panel = Panel(catalogue.questionnaires)

    def find(name: str = "cx-quick-check", rung: int | None = None, **answers: Answer) -> Findings:
        questionnaire = catalogue.get(name)
        given = {q.id: Answer(rung) for q in questionnaire.questions if isinstance(q, LevelQuestion)}
        given = (given if rung is not None else {}) | {
            id.replace("_", "-"): one for id, one in answers.items()
        }
        profile = {"industry": "G", "size": "medium", "region": "eu-central"}
        assessment = Assessment(
            id="a",
            questionnaire=name,
            version=questionnaire.version,
            hash=questionnaire.hash,
            profile=profile,
            answers=settle(questionnaire, given, profile),
        )
        key = (name, questionnaire.hash)
        found = conclude(
            panel.scorer(*key), panel.viewer(*key), assessment, None, catalogue=catalogue, title="T"
        )
        return spelled(found)

    yield find
    panel.close()


@pytest.fixture(scope="module")
def empty(concluded: Conclude) -> Findings:
    return concluded()


def test_nothing_answered_has_reached_no_target(empty: Findings):
    assert empty.next_steps == ()
    assert empty.no_next_step == "Nothing to name yet: 12 questions are unanswered."


def test_without_a_score_no_rung_speaks_of_an_average(empty: Findings):
    assert {rung.note for rung in empty.ladder} == {"Not scored."}


def test_a_dimension_without_a_score_is_not_one_without_core_practices(empty: Findings):
    said = {chapter.standing.staged_text for chapter in empty.chapters}
    assert said == {"Without a score, the core practices give no level either."}


def test_a_first_level_that_asks_for_nothing_is_not_praised(concluded: Conclude):
    found = concluded(rung=0)
    assert found.ladder[0].reached
    assert found.ladder[0].note == "Asks for no core practice."
    assert "asks for no core practice" in found.verdict_note


def test_an_unanswered_core_practice_of_the_next_level_is_to_be_found_out(concluded: Conclude):
    found = concluded(rung=0, qc_direction_02=Answer(state=State.UNANSWERED))
    last = [step for step in found.next_steps if step.text.startswith("Find out: ")]
    blocking = {r.question for chapter in found.chapters for r in chapter.responses if r.is_blocking}
    assert "qc-direction-02" in blocking
    assert "qc-direction-02" in {step.question for step in last}
    assert blocking <= {step.question for step in found.next_steps}


def test_what_is_to_be_found_out_is_the_question_alone():
    said = str(wording.step_unwritten("Which do you keep? Tick all that apply.", "unknown"))
    assert said == "Find out: Which do you keep?"
    assert str(wording.step_unwritten("Name the owner.", "unanswered")) == "Find out: Name the owner."


def test_what_nobody_knows_says_whom_to_ask_and_what_not_knowing_costs(concluded: Conclude):
    found = concluded(rung=3, qc_delivery_01=DONT_KNOW, qc_delivery_02=DONT_KNOW, qc_delivery_03=DONT_KNOW)
    steps = [step for step in found.next_steps if step.text.startswith("Find out: ")]
    assert len(steps) == 3
    assert all(step.text.endswith(f"? Ask first: {step.owner}.") for step in steps)
    assert all(step.owner for step in steps)
    whys = [str(step.why) for step in steps if not step.blocks]
    assert whys
    assert all("counts as 0" in why for why in whys)


@pytest.mark.parametrize(("unknown", "said"), [(3, False), (4, True)])
def test_much_that_is_unknown_is_told_under_the_verdict(concluded, catalogue, unknown, said):
    names = [q.id for q in catalogue.get("cx-quick-check").questions][:unknown]
    found = concluded(rung=3, **{name.replace("-", "_"): DONT_KNOW for name in names})
    assert (f"{unknown} of 12 questions" in found.unknown_note) is said


def test_a_question_without_weight_is_told_and_not_rated(concluded: Conclude, catalogue: Catalogue):
    asked = catalogue.get("cx-channels").question["ch-places-01"]
    assert asked.weight == 0
    found = concluded("cx-channels", rung=2, ch_places_01=Answer([asked.options[0].id]))
    chapter = next(c for c in found.chapters if any(r.question == asked.id for r in c.responses))
    response = next(r for r in chapter.responses if r.question == asked.id)
    assert (response.x, response.shown) == (None, None)
    assert response.contribution == "Not scored: its weight is 0."
    rated = [r for r in chapter.responses if r.x is not None]
    assert len(strip_data(found, chapter, STRIP[0])["own"]) == len(rated)
    assert chapter.standing.coverage.startswith(f"{len(rated)} of ")


@pytest.mark.parametrize("low", [0, 1])
def test_the_hand_calculation_of_an_answer_comes_out(make_findings, low: int):
    from report_sample import build_questionnaire

    made = make_findings(questionnaire=replace(build_questionnaire(), range=Range(min=low, max=low + 5)))
    chapter = spelled(made.chapters[0])
    assert "0.20 × 33% of the weight × 5 adds 0.33 points." in {r.contribution for r in chapter.responses}
    assert ("together with 1" in chapter.arithmetic) is bool(low)


def test_a_ladder_is_not_told_as_a_product():
    assert str(reckoning.contribution("ladder", 0.8, wording.share(0.33), 5, 1.67)) == "It adds 1.67 points."


def test_columns_are_named_the_same_in_every_language(concluded: Conclude):
    def headings(code: str) -> list[list[str]]:
        with speaking(code):
            files = downloads(concluded())
            return [next(csv.reader(io.StringIO(file.content))) for file in files if file.columns]

    assert headings("en") == headings("pl") == headings("sr")


@pytest.mark.parametrize(
    ("name", "synthetic", "said"),
    [
        ("2026-q3-8a1e18d04f38", False, "Q3 2026"),
        ("synthetic-cx-maturity-2026-q3-8a1e18d04f38", True, "Q3 2026, made up"),
        ("autumn-8a1e18d04f38", False, "autumn"),
    ],
)
def test_an_edition_has_a_name_for_sentences(name: str, synthetic: bool, said: str):
    assert str(wording.edition(name, synthetic=synthetic)) == said


def test_a_sentence_about_peers_names_no_digest(findings: Findings):
    assert findings.peer_group.edition not in str(findings.peer_group.sentence)


def test_level_names_stand_in_the_middle_of_their_bands(findings: Findings):
    rows = strip_data(findings, findings.chapters[0], STRIP[1])
    bounds = [figure["x"] for figure in rows["figures"]]
    assert all(
        low < band["x"] < high for band, low, high in zip(rows["bands"], bounds[:-1], bounds[1:], strict=True)
    )


def test_no_line_runs_through_a_word_of_a_chart(findings: Findings, renderer):
    for svg in draw_strip(findings, findings.chapters[0], renderer).svgs:
        assert svg.count("<text") == svg.count('paint-order="stroke"') > 0
