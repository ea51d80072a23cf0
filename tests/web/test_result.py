"""The result: at once, on every page, with peers and without, and for nobody else."""

from __future__ import annotations

import pytest

from assess.report.document.download import MEDIA

from .conftest import Service
from .visitor import Visitor


@pytest.fixture(scope="module")
def token(compared_service: Service) -> str:
    """The private link of a submitted assessment."""
    window = compared_service.window()
    window.begin()
    window.answer_all(lambda name: 3 if name.endswith("01") else 1)
    window.press()
    return window.token


@pytest.fixture
def compared(compared_service: Service, token: str) -> Visitor:
    """A window on a result that is compared with an edition."""
    window = compared_service.window()
    window.open(f"/a/{token}")
    return window


def test_result_names_level_peers_blocks_and_three_steps(compared: Visitor):
    page = compared.page
    assert "You are at level" in page.text
    assert "What holds back level" in page.text
    assert "Three next steps" in page.text
    assert "organisations" in page.text
    assert [a for tag, a in page.tags if tag == "ol" and a.get("class") == "ladder"]


def test_every_page_of_a_result_opens(compared: Visitor):
    page = compared.page
    names = {link for link in page.links if link.endswith(".html") and not link.startswith("/")}
    assert {"index.html", "priorities.html", "method.html", "data.html", "comparison.html"} <= names
    for name in sorted(names):
        compared.open(f"/a/{compared.token}/result/{name}")
        assert compared.status == 200, name


def test_every_link_between_the_pages_of_a_result_leads_somewhere(compared: Visitor):
    base = f"/a/{compared.token}/result/"
    pages = {link.partition("#")[0] for link in compared.page.links if ".html" in link and link[0] != "/"}
    ids = {name: set(compared.open(base + name).ids) for name in pages}
    for name in pages:
        for link in compared.open(base + name).links:
            target, _, anchor = link.partition("#")
            if not target.startswith("/") and (".html" in target or anchor):
                assert anchor in ids[target or name] | {""}, f"{name} → {link}"


def test_result_can_be_taken_along_as_files(compared: Visitor):
    page = compared.open(f"/a/{compared.token}/result/data.html")
    files = [link for link in page.links if "/" not in link and link.rpartition(".")[2] in MEDIA]
    assert {"report.pdf", "report.xlsx", "data.json", "chart-position.svg", "chart-position.png"} <= set(
        files
    )
    begins = {"pdf": b"%PDF", "xlsx": b"PK", "png": b"\x89PNG", "svg": b"<svg"}
    for name in files:
        response = compared.client.get(f"/a/{compared.token}/result/{name}")
        ending = name.rpartition(".")[2]
        assert response.status_code == 200
        assert response.headers["content-disposition"] == f'attachment; filename="{name}"'
        assert response.headers["content-type"].partition(";")[0] == MEDIA[ending]
        assert response.headers["content-type"].count("charset") == (ending == "csv")
        assert response.headers["cache-control"] == "no-store"
        assert response.content.startswith(begins.get(ending, b""))


def test_a_document_holds_the_group_that_was_chosen(compared: Visitor):
    base = f"/a/{compared.token}/result/data.json"
    usual, chosen = (compared.client.get(base + query).json() for query in ("", "?peers=all"))
    assert chosen["peer_group"]["cohort"] == "all"
    assert chosen["peer_group"]["chosen"]
    assert not usual["peer_group"]["chosen"]


def test_result_without_an_edition_says_so(window: Visitor):
    window.begin()
    window.answer_all()
    page = window.press()
    assert "You are at level" in page.text
    assert "organisations" not in page.text


def test_result_before_submission_leads_back_to_the_form(window: Visitor):
    window.begin()
    window.open(f"/a/{window.token}/result/index.html")
    assert window.url.endswith("/d/qc-direction")


def test_result_shows_its_private_link_and_nobody_elses(compared: Visitor):
    page = compared.open(f"/a/{compared.token}/result")
    assert f"https://cx.example/a/{compared.token}" in page.text


def test_unknown_page_of_a_result_points_back_to_the_link(compared: Visitor):
    page = compared.open(f"/a/{compared.token}/result/nothing.html")
    assert compared.status == 404
    assert f"/a/{compared.token}" in page.links


def test_comment_is_shown_as_text(window: Visitor):
    window.begin()
    window.fill(q__qc_direction_01__comment="<script>alert(1)</script> **bold** {{ 7*7 }}")
    window.answer_all()
    window.press()
    page = window.open(f"/a/{window.token}/result/dimension-qc-direction.html")
    assert "<script>alert(1)</script> **bold** {{ 7*7 }}" in page.text
