"""What the form tells before it is too late: what counts as 0, what waits for another answer, that there is no score."""

from __future__ import annotations

import pytest

from .conftest import Service
from .visitor import Visitor


def classes(window: Visitor, id: str) -> set[str]:
    found = next(attributes for tag, attributes in window.page.tags if attributes.get("id") == id)
    return set((found["class"] or "").split())


def test_a_question_waits_for_an_open_one_and_does_not_apply_after_it(window: Visitor):
    window.begin("cx-channels")  # whose first question decides about the others
    waiting = {
        a["id"] for tag, a in window.page.tags if tag == "fieldset" and "is-waiting" in (a.get("class") or "")
    }
    assert waiting
    assert "depends on an earlier question that is still open" in window.page.text
    window.fill(q__ch_places_01=["none"])
    answer = window.autosave()
    assert answer["waiting"] == []
    assert waiting <= set(answer["inactive"])
    window.open(window.url)
    assert not any("is-waiting" in classes(window, id) for id in waiting)


def test_dont_know_says_that_it_counts_as_0_where_it_does(window: Visitor):
    window.begin()
    assert "Don't know (counts as 0)" in window.page.text


def test_review_warns_of_a_result_without_a_score(window: Visitor):
    window.begin()
    window.open(f"/a/{window.token}/review")
    assert "there would be no score" in window.page.text
    window.open(f"/a/{window.token}/d/qc-direction")
    window.answer_all()
    assert "there would be no score" not in window.page.text


def test_review_counts_what_is_not_known(window: Visitor):
    window.begin()
    window.fill(q__qc_direction_01="state:unknown", q__qc_direction_02="state:unknown")
    window.press()
    page = window.open(f"/a/{window.token}/review")
    assert "2 answers are “don't know”: each counts as 0" in page.text


def test_a_pasted_link_leads_to_where_it_was_left(service: Service, window: Visitor):
    window.begin()
    token = window.token
    other = service.window()
    other.open("/continue")
    page = other.fill(link=f"see https://cx.example/pl/a/{token} .").press("continue")
    assert other.url == f"/a/{token}/d/qc-direction", page.text


@pytest.mark.parametrize(
    ("pasted", "status", "said"),
    [("my link", 400, "This is no private link."), ("x" * 32, 404, "This assessment does not exist.")],
)
def test_a_pasted_text_that_leads_nowhere_is_told_beside_the_field(window: Visitor, pasted, status, said):
    window.open("/continue")
    page = window.fill(link=pasted).press("continue")
    assert window.status == status
    assert said.lower() in page.text.lower()
    assert page.fields["link"] == [pasted]


def test_home_offers_each_questionnaire_by_its_title(window: Visitor):
    assert "Start: CX quick check" in window.page.text
