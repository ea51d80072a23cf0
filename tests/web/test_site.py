"""Static sites beside the service: files as they are, and a page that waits for those that are still being built."""

from __future__ import annotations

from pathlib import Path

import pytest
from litestar.testing import TestClient

from assess.web.app import create_app

from .conftest import Service


@pytest.mark.parametrize(
    ("language", "said"), [("en", "being made"), ("pl", "powstaje"), ("sr", "управо прави")]
)
def test_site_that_is_not_built_yet_is_asked_for_again(
    service: Service, tmp_path: Path, language: str, said: str
):
    folder = tmp_path / "docs"
    with TestClient(create_app(service.desk, sites={"/docs": folder})) as client:
        for address in ("/docs/", "/docs/index.html", "/docs/guide.html"):
            waiting = client.get(address, headers={"accept-language": language})
            assert waiting.status_code == 503
            assert waiting.headers["refresh"] == "5"
            assert waiting.headers["cache-control"] == "no-store"
            assert "content-security-policy" in waiting.headers
            assert said in waiting.text
        folder.mkdir()
        (folder / "index.html").write_text("built")
        assert client.get("/docs/").text == "built"
        assert client.get("/docs/guide.html").status_code == 404


def test_folder_without_its_slash_is_led_to_it_so_that_its_links_hold(service: Service, tmp_path: Path):
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "index.html").write_text("English")
    with TestClient(create_app(service.desk, sites={"/sample": tmp_path})) as client:
        for address, there in (("/sample", "/sample/"), ("/sample/en", "/sample/en/")):
            answer = client.get(address, follow_redirects=False)
            assert (answer.status_code, answer.headers["location"]) == (308, there)
            assert answer.headers["x-content-type-options"] == "nosniff"
        assert client.get("/sample").text == "English"
        assert client.get("/sample/xx/").status_code == 404
