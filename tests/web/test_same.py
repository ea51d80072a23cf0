"""Page, paper, sheet, data and API of a result tell the same: verdict, scores, steps."""

from __future__ import annotations

import io
import json
import re

import pytest
from python_calamine import CalamineWorkbook

from tests.report.document.paper_reader import Paper

from .conftest import Service
from .test_since import paste
from .visitor import Page

LANGUAGES = ("en", "ru", "sr-Latn")


@pytest.fixture(scope="module")
def earlier(compared_service: Service) -> str:
    return submit(compared_service, 2)


@pytest.fixture(scope="module")
def token(compared_service: Service, earlier: str) -> str:
    return submit(compared_service, 1)


def submit(service: Service, place: int) -> str:
    window = service.window()
    window.begin()
    window.answer_all(lambda name: (place + len(name)) % 3)
    window.press()
    return window.token


def bare(text: str) -> str:
    """Letters and figures alone: paper breaks lines where it likes, and pages bind numbers."""
    return re.sub(r"[\W_]+", "", text).casefold()


@pytest.mark.parametrize("code", LANGUAGES)
def test_all_ways_of_reading_a_result_tell_the_same(compared_service: Service, token: str, code: str):
    window = compared_service.window()

    def read(name: str) -> bytes:
        window.open(f"/{code}/a/{token}/result/{name}")
        assert window.status == 200, name
        return window.response.content

    found = json.loads(read("data.json"))
    said = (found["verdict"]["text"], found["position_sentence"]["text"])
    scores = [found["overall"]["score"], *(each["standing"]["score"] for each in found["chapters"])]
    steps = [step["text"] for step in found["next_steps"]]
    assert None not in scores
    assert len(steps) > 3

    page = bare(Page(read("index.html").decode()).text)
    roadmap = bare(Page(read("priorities.html").decode()).text)
    paper = bare(Paper(read("report.pdf")).text)
    book = CalamineWorkbook.from_filelike(io.BytesIO(read("report.xlsx")))
    cells = [
        cell for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row
    ]
    sheet = bare(" ".join(map(str, cells)))
    for sentence in said:
        assert all(bare(sentence) in text for text in (page, paper, sheet)), sentence
    for step in steps:
        assert all(bare(step) in text for text in (roadmap, paper, sheet)), step
    for score in scores:
        assert bare(str(score)) in page
        assert bare(str(score)) in paper
        assert score in cells


def test_api_tells_what_the_data_file_tells(compared_service: Service, token: str):
    window = compared_service.window()
    window.open(f"/api/v1/assessments/{token}/result")
    by_api = window.response.json()
    window.open(f"/a/{token}/result/data.json")
    by_file = window.response.json()
    for key in ("verdict", "overall", "next_steps", "roadmap", "summary"):
        assert by_api[key] == by_file[key], key


def test_change_is_told_on_the_page_as_by_the_api(compared_service: Service, token: str, earlier: str):
    window = compared_service.window()
    window.open(f"/api/v1/assessments/{token}/change?since={earlier}")
    change = window.response.json()
    page = paste(compared_service, token, earlier).page.text
    for key in ("heading", "whole", "sentence", "counts"):
        assert change[key]["text"]
        assert bare(change[key]["text"]) in bare(page), key
