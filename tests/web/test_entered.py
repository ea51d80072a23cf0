"""Numbers and rows in the form, without a script: entered, kept, refused with a reason, shown again."""

from __future__ import annotations

import re

import pytest

from assess.assessment.model import Answer, State
from assess.questionnaire.model import Row

from .conftest import Service
from .visitor import Page, Visitor


@pytest.fixture
def window(service: Service) -> Visitor:
    visitor = service.window()
    visitor.begin("touchpoints")
    return visitor


def answers(service: Service, window: Visitor) -> dict[str, Answer]:
    return service.store.draft(window.token).answers


def labelled(page: Page) -> bool:
    """Whether every field that is entered has a label of its own."""
    labels = {pairs.get("for") for tag, pairs in page.tags if tag == "label"}
    fields = [pairs.get("id") for tag, pairs in page.tags if "data-entry" in pairs]
    return bool(fields) and set(fields) <= labels


def test_a_number_is_kept_with_a_point_or_a_comma(service: Service, window: Visitor) -> None:
    window.fill(q__wait="12,5").press("leave")
    assert answers(service, window)["wait"] == Answer(12.5)
    window.open(f"/a/{window.token}/d/contact")
    assert window.page.fields["q.wait"] == ["12.5"]
    window.fill(q__wait="12").press("leave")
    assert answers(service, window)["wait"] == Answer(12)


@pytest.mark.parametrize(
    ("entered", "what"), [("soon", "is no number"), ("12.3", "between two steps"), ("101", "off the range")]
)
def test_what_is_no_number_is_shown_again_with_its_reason(
    service: Service, window: Visitor, entered: str, what: str
) -> None:
    page = window.fill(q__wait=entered).press()
    assert window.status == 422
    assert what in page.text
    assert page.fields["q.wait"] == [entered]
    assert "wait" not in answers(service, window)


def test_an_emptied_number_is_open_again(service: Service, window: Visitor) -> None:
    window.fill(q__wait="3").press("leave")
    window.open(f"/a/{window.token}/d/contact")
    window.fill(q__wait="").press("leave")
    assert answers(service, window)["wait"].state is State.UNANSWERED


def test_a_number_and_dont_know_contradict_each_other(service: Service, window: Visitor) -> None:
    page = window.fill(q__wait="3", q__wait__state="state:unknown").press()
    assert "What is entered above counts" in page.text
    window.fill(q__wait="").press("leave")
    assert answers(service, window)["wait"] == Answer(state=State.UNKNOWN)


def test_rows_are_kept_and_blank_ones_are_none(service: Service, window: Visitor) -> None:
    window.page.fields |= {
        "q.places.row.1.name": ["Shop"],
        "q.places.row.1.ease": ["2"],
        "q.places.row.1.promise": ["unknown"],
    }
    window.press("leave")
    assert answers(service, window)["places"].value == [
        Row(name="Shop", answers={"ease": 2, "promise": "unknown"})
    ]
    page = window.open(f"/a/{window.token}/d/contact")
    assert page.fields["q.places.row.0.name"] == ["Shop"]
    assert page.fields["q.places.row.0.ease"] == ["2"]
    assert page.fields["q.places.row.0.promise"] == ["unknown"]
    before = service.store.draft(window.token).revision
    window.press("leave")
    assert service.store.draft(window.token).revision == before, "a page sent as it came changes nothing"


def test_the_button_keeps_the_rows_and_brings_more_up_to_the_limit(service: Service, window: Visitor) -> None:
    def rows() -> int:
        return len([name for name in window.page.fields if re.fullmatch(r"q\.places\.row\.\d\.name", name)])

    seen = [rows()]
    for number in range(4):
        place = f"q.places.row.{number}"
        window.page.fields |= {
            f"{place}.name": [f"Place {number}"],
            f"{place}.ease": ["0"],
            f"{place}.promise": ["1"],
        }
        response = window.send({**window.page.fields, "more": ["places"]})
        assert response.status_code == 200
        window.open(f"/a/{window.token}/d/contact")
        seen.append(rows())
    assert seen == [2, 3, 4, 4, 4]
    assert len(answers(service, window)["places"].value) == 4


def test_a_half_filled_row_is_shown_again_with_its_reason(service: Service, window: Visitor) -> None:
    window.page.fields |= {"q.places.row.0.name": ["Shop"], "q.places.row.0.ease": ["2"]}
    page = window.press()
    assert window.status == 422
    assert "Shop" in page.text
    assert "Does it keep its promise?" in page.text
    assert page.fields["q.places.row.0.name"] == ["Shop"]
    assert page.fields["q.places.row.0.ease"] == ["2"]
    assert "places" not in answers(service, window)


def test_every_field_has_a_label_and_every_row_a_legend(window: Visitor) -> None:
    assert labelled(window.page)
    assert "Touchpoint 1" in window.page.text
    assert "hours" in window.page.text


def test_autosave_tells_another_window_what_now_stands(service: Service, window: Visitor) -> None:
    other = service.window()
    other.open(f"/a/{window.token}/d/contact")
    window.fill(q__wait="7.5")
    window.page.fields |= {
        "q.places.row.0.name": ["Web"], "q.places.row.0.ease": ["1"], "q.places.row.0.promise": ["0"],
    }  # fmt: skip
    window.press("leave")
    stale = other.autosave()["stale"]
    assert stale["wait"]["chosen"] == ["7.5"]
    assert stale["places"]["rows"] == {"0.name": "Web", "0.ease": "1", "0.promise": "0"}


def test_the_result_counts_them_and_says_what_to_do_next(service: Service, window: Visitor) -> None:
    window.fill(q__wait="50")
    window.page.fields |= {
        "q.places.row.0.name": ["Shop"], "q.places.row.0.ease": ["1"], "q.places.row.0.promise": ["1"],
        "q.places.row.1.name": ["Fair"], "q.places.row.1.ease": ["0"], "q.places.row.1.promise": ["unknown"],
    }  # fmt: skip
    window.press()
    page = window.press("submit")
    assert window.status == 200, page.text
    assert "2.2" in page.text
    assert "Put up a sign." in page.text
    assert "Answer the oldest message first." in page.text
