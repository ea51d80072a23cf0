"""Two instances with a database each, and one edition of both: every step as their operators type it."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assess.benchmark.keyring import signing_key
from assess.benchmark.model import Thresholds
from assess.benchmark.publication import publish
from assess.benchmark.quarter import parse, quarter_of
from assess.benchmark.shelf import Shelf
from assess.benchmark.vote import ripe
from assess.questionnaire.catalogue import load_catalogue
from assess.resource import resource

ROOT = Path(__file__).parents[2]
QUESTIONNAIRE = "cx-quick-check"
QUARTER = str(quarter_of(datetime.now(UTC).date()))


class Operator:
    """Somebody at the command line of one instance; each command is a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "data"
        self.folder = folder
        folder.mkdir()

    def run(self, *arguments: object, given: str | None = None) -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, "-m", "assess", *map(str, arguments)],
            cwd=self.folder,
            env={**os.environ, "ASSESS_DATA": str(self.data), "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            input=given,
        )

    def does(self, *arguments: object, given: str | None = None) -> str:
        """What the command prints; it must succeed."""
        done = self.run(*arguments, given=given)
        assert done.returncode == 0, (arguments, done.stdout, done.stderr)
        return done.stdout

    def is_refused(self, *arguments: object) -> str:
        """What a command says that must be refused."""
        done = self.run(*arguments)
        assert done.returncode == 1, (arguments, done.stdout, done.stderr)
        assert "Traceback" not in done.stderr
        return done.stderr

    @property
    def key(self) -> str:
        return json.loads(self.does("contribute", "key", "show", "--json"))["public_key"]


def sheet_of(path: Path, groups: list[int], sample: list[dict[str, str]]) -> Path:
    """A sheet with a respondent of each group, whose answers are the same in every sheet."""
    rows = [
        {
            **{column: cell for column, cell in sample[group].items() if column != "synthetic"},
            "id": f"r{group}",
            "group": f"www.company-{group}.example",
            "account": f"consultant {group % 7}",
        }
        for group in groups
    ]
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.fixture(scope="module")
def instances(tmp_path_factory) -> tuple[Operator, Operator, Path]:
    """12 contributions here and 12 there, 3 groups in both; the folder of the two files."""
    folder = tmp_path_factory.mktemp("federation")
    north, south = Operator(folder / "north"), Operator(folder / "south")
    sheet = folder / "sample.csv"
    (folder / "careful.yaml").write_text("careless: 0\nunknown: 0\n")
    options = ("-n", 90, "--seed", 5, "--population", folder / "careful.yaml", "--out", sheet)
    north.does("synth", "--questionnaire", QUESTIONNAIRE, *options)
    with sheet.open(encoding="utf-8-sig", newline="") as file:
        sample = [row for row in csv.DictReader(file) if not {"", "n/a"} & {*row.values()}][:21]
    south.does("contribute", "key", "adopt", "-", given=north.does("contribute", "key", "show", "--reveal"))
    for operator, groups in ((north, range(12)), (south, range(9, 21))):
        mine = sheet_of(operator.folder / "sheet.csv", list(groups), sample)
        operator.does("import", mine, "--questionnaire", QUESTIONNAIRE, "--contribute")
        operator.does("contribute", "accept", "--all", "--by", "the operator")
        out = folder / f"{operator.folder.name}.json"
        export = ("contribute", "export", "--questionnaire", QUESTIONNAIRE, "--quarter", QUARTER)
        shown = operator.does(*export, "--out", out, "--yes")
        assert shown.splitlines()[0].split() == [
            "group",
            "account",
            "round",
            "day",
            "path",
            "scores",
            "staged",
        ]
    north.does("contribute", "trust", "add", "south", south.key)
    return north, south, folder


def merge(folder: Path, *files: str | Path) -> list[object]:
    """The command that merges files of the folder."""
    options = ("--quarter", QUARTER, "--mend", "--json")
    return ["contribute", "merge", *(folder / file for file in files), *options]


def test_no_text_and_no_name_is_in_the_file(instances):
    _, _, folder = instances
    text = (folder / "north.json").read_text()
    assert "company" not in text
    assert "consultant" not in text
    assert len(json.loads(text)["rows"]) == 12


def test_edition_of_both_counts_a_common_group_once(instances):
    north, south, folder = instances
    built = json.loads(north.does(*merge(folder, "north.json", "south.json")))
    assert built["manifest"]["members"] == sorted([north.key, south.key])
    cells = json.loads((north.data / "candidates" / built["edition"] / "cells.json").read_text())["cells"]
    everyone = [cell for cell in cells if cell["cohort"] == "all"]
    assert {cell["n_band"] for cell in everyone} == {"20–29"}, "21 groups, not 24 contributions"
    [votes] = (north.data / "votes").glob("*.parquet")
    assert votes.stem == built["edition"]
    early = north.is_refused("edition", "publish", built["edition"])
    assert "not 90 days old yet" in early
    first_day = ripe(parse(QUARTER), Thresholds())
    shelf = Shelf(
        candidates=north.data / "candidates",
        editions=north.data / "editions",
        votes=north.data / "votes",
        keys=north.data / "keys",
    )
    released = publish(built["edition"], shelf, signing_key(north.data / "keys"), first_day, None)
    south.does("contribute", "trust", "add", "north", north.key)
    verdict = json.loads(south.does("edition", "verify", released.folder, "--key", north.key, "--json"))
    assert (verdict["known_as"], verdict["published_on"]) == ("north", first_day.isoformat())


def test_bad_files_are_refused_in_plain_words(instances, tmp_path):
    north, _, folder = instances
    content = (folder / "south.json").read_bytes()
    (tmp_path / "changed.json").write_bytes(content.replace(b'"synthetic":false', b'"synthetic":true', 1))
    assert "changed after it was signed" in north.is_refused(
        *merge(folder, "north.json", tmp_path / "changed.json")
    )
    (tmp_path / "newer.json").write_bytes(content.replace(b'{"format":1', b'{"format":2', 1))
    assert "format 2" in north.is_refused(*merge(folder, tmp_path / "newer.json"))
    stranger = Operator(tmp_path / "stranger").is_refused(*merge(folder, "north.json", "south.json"))
    assert "not on the trust list" in stranger
    assert north.key in stranger


def test_merge_opens_no_database(instances, tmp_path):
    north, south, folder = instances
    hub = Operator(tmp_path / "hub")
    for operator in (north, south):
        hub.does("contribute", "trust", "add", operator.folder.name, operator.key)
    (folder / "again.json").write_bytes((folder / "north.json").read_bytes())
    done = hub.run(*merge(folder, "north.json", "again.json", "south.json"))
    assert done.returncode == 0, done.stderr
    assert "the same as" in done.stderr
    assert not list(hub.data.glob("*.duckdb*"))
    questionnaire = load_catalogue(resource("questionnaires")).get(QUESTIONNAIRE)
    assert json.loads(done.stdout)["manifest"]["questionnaire_hash"] == questionnaire.hash
