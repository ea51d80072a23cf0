"""Every command the documentation shows is run; the page for authors is done from top to bottom in a module of its own."""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from assess.cli import main
from assess.questionnaire.catalogue import Catalogue
from assess.questionnaire.load import load
from assess.scoring.example import as_assessment, verify
from assess.scoring.model import round_half_away
from assess.scoring.score import Scorer

from .reader import blocks

ROOT = Path(__file__).parents[2]
PAGES = [*sorted((ROOT / "site" / "docs").glob("*.md")), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
RUN = [
    page
    for page in PAGES
    if page.name != "for-authors.md"
    and any(block.language == "sh" for block in blocks(page.read_text("utf-8")))
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, checked: Path) -> Path:
    """A folder with the files that the documentation offers to download, and no setting in force. In its data folder, as
    after the first command, the shipped questionnaires have been checked."""
    shutil.copytree(checked, tmp_path / "assess-data" / "cache")
    for path in (ROOT / "site" / "docs").iterdir():
        if path.suffix in (".yaml", ".csv", ".svg"):
            shutil.copy(path, tmp_path)
    for name in ("DATA", "QUESTIONNAIRES", "HOST", "PORT", "URL"):
        monkeypatch.delenv(f"ASSESS_{name}", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(line: str) -> None:
    words = shlex.split(line)
    assert words[0] == "assess", f"a line of an `sh` block begins with assess: {line}"
    result = CliRunner().invoke(main, words[1:])
    assert result.exit_code == 0, f"{line}\n{result.output}\n{result.exception!r}"


@pytest.mark.parametrize("page", RUN, ids=lambda page: page.name)
def test_shown_commands_run(page: Path, folder: Path):
    if page.name == "for-operators.md":
        run("assess import clients.csv --questionnaire cx-quick-check")  # a database to look after
    for block in blocks(page.read_text("utf-8")):
        for line in block.text.splitlines() if block.language == "sh" else ():
            run(line)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_block_says_whether_it_is_run(page: Path):
    assert {block.language for block in blocks(page.read_text("utf-8"))} <= {"sh", "console", "yaml"}


def test_example_questionnaire_keeps_every_rule(catalogue: Catalogue):
    path = ROOT / "site" / "docs" / "returns-check.yaml"
    questionnaire = load(path, catalogue.vocabulary, catalogue.profile)
    assert verify(questionnaire) == []
    kinds = {question.__struct_config__.tag for question in questionnaire.questions}
    assert kinds == {"level", "choice", "many", "text"}, "the example shows every kind of question"


def test_numbers_on_the_method_page_are_those_of_the_program(catalogue: Catalogue, sources: dict[str, str]):
    from assess.questionnaire.model import Example

    questionnaire = catalogue.get("cx-quick-check")
    given = msgspec.yaml.decode((ROOT / "site" / "docs" / "one-client.yaml").read_bytes())
    scorer = Scorer(questionnaire)
    [scores] = scorer.score_assessments(
        [as_assessment(questionnaire, msgspec.convert({"name": "shown", **given}, Example))]
    )
    scorer.close()
    rows = [line for line in sources["method.md"].replace("&nbsp;", " ").splitlines() if line.startswith("|")]
    titles = {dimension.id: dimension.title for dimension in questionnaire.dimensions} | {
        "overall": "**Overall**"
    }
    for node, found in scores.nodes.items():
        [row] = [row for row in rows if row.startswith(f"| {titles[node]} |")]
        level = questionnaire.level_named(found.level)
        exact = f"{round_half_away(found.exact, 3):g}"
        assert row.endswith(f"| {exact} | {found.shown} | {level.level} {level.name} |"), row
    assert scores.overall.staged == 2
    assert "the staged level is 2" in " ".join(sources["method.md"].split())
