"""`assess edition build && assess edition audit` of whole populations, as an operator types it; prints the closest bound."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assess.benchmark.quarter import quarter_of
from assess.cli import main
from assess.resource import resource

SHORT = Path(__file__).parent.parent / "questionnaires" / "level.yaml"
"""Three questions on scales of three and four: what an audit has to look at grows with every question."""

Command = Callable[..., Result]


@pytest.fixture
def assess(tmp_path, monkeypatch) -> Command:
    """`assess` on a data folder of its own, with one short questionnaire; it must succeed."""
    folder = tmp_path / "questionnaires"
    (folder / "level").mkdir(parents=True)
    shutil.copy(SHORT, folder / "level" / "questionnaire.yaml")
    for name in ("profile.yaml", "vocabulary.yaml"):
        shutil.copy(resource("questionnaires") / name, folder / name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ASSESS_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("ASSESS_QUESTIONNAIRES", str(folder))

    def call(*arguments: object) -> Result:
        done = CliRunner().invoke(main, [str(argument) for argument in arguments])
        assert done.exit_code == 0, (arguments, done.output)
        return done

    return call


def nasty(path: Path) -> None:
    """Make real contributions of made-up ones: groups with up to five subsidiaries, and two large consultancies."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for at, row in enumerate(rows):
        del row["synthetic"]
        row["group"] = f"holding-{at % 4}.example" if at < 16 else f"firm-{at}.example"
        row["account"] = f"consultancy {at % 2}" if at % 4 == 0 else f"firm {at}"
        row["industry"] = ("C", "G", "L")[at % 3] if at < 54 else "S"
        row["size"] = ("small", "medium")[at // 3 % 2]
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


@pytest.mark.parametrize(("n", "kind"), [(60, "nasty"), (60, "synthetic"), (5000, "synthetic")])
def test_whole_population_is_built_audited_and_safe(assess, tmp_path, capsys, n, kind):
    sheet = tmp_path / "sheet.csv"
    level = ("--questionnaire", "level")
    (tmp_path / "careful.yaml").write_text("careless: 0\nunknown: 0\n")  # or too few of 60 would count
    careful = ["--population", tmp_path / "careful.yaml"] if kind == "nasty" else []
    assess("synth", *level, "-n", n, "--seed", 3, *careful, "--out", sheet)
    mark = ["--synthetic"] if kind == "synthetic" else []
    if kind == "nasty":
        nasty(sheet)
    assess("import", sheet, *level, "--contribute", *mark)
    if kind == "nasty":
        assess("contribute", "accept", "--all", "--by", "operator")
    quarter = quarter_of(datetime.now(UTC).date())
    built = json.loads(assess("edition", "build", quarter, *level, *mark, "--mend", "--json").stdout)
    audit = json.loads(assess("edition", "audit", built["edition"], "--json").stdout)
    assert audit["failures"] == []
    assert audit["cells"] > 0
    width = audit["tightest"]["high"] - audit["tightest"]["low"]
    assert width >= audit["limit"] == 1.5
    text = json.dumps(built)
    assert "holding" not in text
    assert "consultancy" not in text
    with capsys.disabled():
        said = f"{n:,} {kind}: {audit['cells']} cells, {len(built['withdrawn'])} cohorts withdrawn"
        print(f"\n{said}, the closest bound is {width:.2f} wide")
