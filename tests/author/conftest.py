"""An author's folder with the questionnaire that `assess new` writes, and a preview of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from litestar.testing import TestClient

from assess.cli import main
from assess.resource import resource
from assess.settings import Settings
from assess.web.preview.server import create_preview
from assess.web.preview.stage import Stage
from assess.web.preview.watch import Watch

Call = Callable[..., Result]


@pytest.fixture
def assess(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Call `assess` in an empty folder, with no setting in force."""
    monkeypatch.chdir(tmp_path)
    for name in ("DATA", "QUESTIONNAIRES", "HOST", "PORT", "URL"):
        monkeypatch.delenv(f"ASSESS_{name}", raising=False)
    return lambda *words: CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def written(assess: Call) -> Path:
    """The file of a new questionnaire."""
    assert assess("new", "shop-check").exit_code == 0
    return Path("questionnaires/shop-check/questionnaire.yaml").absolute()


def change(file: Path, old: str, new: str) -> None:
    """Save the file with one text in place of another."""
    text = file.read_text("utf-8")
    assert text.count(old) == 1, old
    file.write_text(text.replace(old, new), "utf-8")


class Author:
    """An author at work: the file, the preview's stage, and a client that sees its pages."""

    def __init__(self, file: Path, stage: Stage, client: TestClient) -> None:
        self.file, self.stage, self.client = file, stage, client

    def change(self, old: str, new: str) -> None:
        change(self.file, old, new)

    def page(self, query: str = "") -> str:
        """The preview, as its address gives it."""
        response = self.client.get(f"/preview{query}")
        assert response.status_code == 200
        return response.text

    def form(self, path: str = "/en/a/-") -> str:
        """The page of the form that stands in the frame."""
        response = self.client.get("/preview/at", params={"path": path})
        assert response.status_code == 200, response.text
        return response.text


@pytest.fixture(scope="session")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Author]:
    """One running preview for all tests: opening a database takes longer than most of them."""
    folder = tmp_path_factory.mktemp("studio")
    begun = CliRunner().invoke(main, ["new", "shop-check", "--folder", str(folder / "questionnaires")])
    assert begun.exit_code == 0
    file = folder / "questionnaires" / "shop-check" / "questionnaire.yaml"
    (folder / "data").mkdir()
    settings = Settings(data=folder / "data", questionnaires=resource("questionnaires"))
    stage = Stage(Watch(file, settings.questionnaires), settings)
    with TestClient(create_preview(stage)) as client:
        yield Author(file, stage, client)
    stage.close()


@pytest.fixture
def author(studio: Author) -> Iterator[Author]:
    """An author whose file is the new one, with nothing beside it and nothing answered."""
    studio.stage.refresh()
    studio.stage.fill(None)
    text = studio.file.read_text("utf-8")
    yield studio
    studio.file.write_text(text, "utf-8")
    for left in (*studio.file.parent.glob("??.yaml"), *studio.file.parent.parent.glob("*.yaml")):
        left.unlink()
