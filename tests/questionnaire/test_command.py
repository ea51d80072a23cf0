"""`assess check` for people, for machines and for code hosts; and bad files of every kind."""

from __future__ import annotations

import json
import time
from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner, Result

from assess.cli import main
from assess.questionnaire.rule import RULES

from .sample import good_files, write

SMALL = "small/questionnaire.yaml"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write(tmp_path / "my models", good_files())
    monkeypatch.setenv("ASSESS_QUESTIONNAIRES", str(tmp_path / "my models"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "my models"


def check(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["check", *map(str, arguments)])


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


def test_a_good_catalogue_exits_0_and_prints_nothing(folder: Path) -> None:
    checked = check()
    assert (checked.exit_code, checked.stdout) == (0, "")
    assert checked.stderr.count(": good;") == 2


def test_a_problem_exits_1_and_is_one_line(folder: Path) -> None:
    edit(folder / SMALL, "target: 2", "target: 7")
    checked = check(Path("my models") / "small")
    assert checked.exit_code == 1
    line = (
        "my models/small/questionnaire.yaml:9: target: There is no level 7. Use one of: 1, 2, 3. [dangling]\n"
    )
    assert checked.stdout == line


def test_a_warning_is_told_and_exits_0(folder: Path) -> None:
    edit(folder / SMALL, "weight: 0.5", "weight: 3")
    checked = check()
    assert checked.exit_code == 0
    assert ": warning: " in checked.stdout
    assert "[hiding-pays]" in checked.stdout
    found = json.loads(check("--json").stdout)
    assert [problem["rule"] for problem in found["warnings"]] == ["hiding-pays"]
    assert found["problems"] == []
    assert len(found["good"]) == 2


def test_a_folder_of_questionnaires_is_checked_with_its_own_words(folder: Path, monkeypatch) -> None:
    monkeypatch.delenv("ASSESS_QUESTIONNAIRES")
    assert check(folder).exit_code == 0
    assert check(folder / "small").exit_code == 0
    edit(folder / "vocabulary.yaml", "trend: ", "trends: ")
    assert check(folder / "small").exit_code == 1


def test_json_and_sarif_together_are_misuse(folder: Path) -> None:
    assert check("--json", "--sarif").exit_code == 2


@pytest.mark.parametrize("target", ["missing.yaml", "empty"])
def test_what_is_not_there_is_named(folder: Path, target: str) -> None:
    Path("empty").mkdir()
    checked = check(target)
    assert checked.exit_code == 1
    assert "[file]" in checked.stdout
    assert target in checked.stdout


BAD = {
    "empty": b"",
    "null": b"~\n",
    "a list": b"- 1\n",
    "a word": b"questionnaire",
    "huge": b"a: 1\n" * 10_000_000,
    "deep": b"[" * 1_000_000,
    "deep keys": b"? " * 100_000,
    "aliases": b"a: &a [x, x]\nb: [*a, *a]\n",
    "tabs": b"a:\n\tb: 1\n",
    "latin-1": "title: Größe".encode("latin-1"),
    "utf-16": "format: 1".encode("utf-16"),
    "nul": b"a: \x00",
    "tag": b"a: !!python/object/apply:os.system [ls]",
    "date": b"a: 2026-13-45",
    "long number": b"a: " + b"9" * 10_000,
}


@pytest.mark.parametrize("kind", sorted(BAD))
def test_a_bad_file_is_told_quickly_and_plainly(folder: Path, kind: str) -> None:
    (folder / SMALL).write_bytes(BAD[kind])
    began = time.perf_counter()
    checked = check(folder / "small")
    assert time.perf_counter() - began < 5
    assert checked.exit_code == 1
    assert "Traceback" not in checked.output
    assert str(checked.exception) == "1"
    assert 0 < checked.stdout.count("\n") < 20


def sarif(*arguments: object) -> dict:
    return json.loads(check("--sarif", *arguments).stdout)


def test_sarif_of_nothing_is_a_whole_log(folder: Path) -> None:
    log = sarif()
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    [run] = log["runs"]
    assert run["results"] == []  # present and empty: the tool ran and found nothing (3.14.23)
    assert run["tool"]["driver"]["name"] == "assess"
    described = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in described] == list(RULES)
    for rule in described:
        assert rule["shortDescription"]["text"].endswith(".")
        assert rule["fullDescription"]["text"]
        assert rule["help"]["text"]
        assert rule["help"]["markdown"]
        assert rule["defaultConfiguration"]["level"] in ("error", "warning")


def test_sarif_points_at_lines_relative_to_the_working_directory(folder: Path) -> None:
    edit(folder / SMALL, "target: 2", "target: 7")
    edit(folder / SMALL, "weight: 0.5", "weight: 3")
    [run] = sarif()["runs"]
    assert [(result["ruleId"], result["level"]) for result in run["results"]] == [
        ("dangling", "error"),
        ("hiding-pays", "warning"),
    ]
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert set(result) == {"ruleId", "ruleIndex", "level", "message", "locations"}
        assert result["message"]["text"]
        [location] = result["locations"]
        physical = location["physicalLocation"]
        uri = physical["artifactLocation"]["uri"]
        assert uri == "my%20models/small/questionnaire.yaml"
        assert physical["artifactLocation"]["uriBaseId"] == "%SRCROOT%"
        line = Path(unquote(uri)).read_text("utf-8").splitlines()[physical["region"]["startLine"] - 1]
        assert ("target" in line) or ("when" in line)
        assert location["logicalLocations"][0]["fullyQualifiedName"]


def test_sarif_of_a_file_elsewhere_has_a_whole_address(folder: Path, tmp_path_factory, monkeypatch) -> None:
    edit(folder / SMALL, "target: 2", "target: 7")
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    [run] = sarif()["runs"]
    place = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place["uri"].startswith("file:///")
    assert "uriBaseId" not in place


def test_sarif_of_a_file_that_is_not_there_has_a_line(folder: Path) -> None:
    [run] = sarif("missing.yaml")["runs"]
    assert run["results"][0]["locations"][0]["physicalLocation"]["region"] == {"startLine": 1}
