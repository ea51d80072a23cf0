"""From a candidate to its release at the command line, where something has changed meanwhile."""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assess.benchmark.keyring import own_key
from assess.benchmark.quarter import quarter_of
from assess.benchmark.shelf import alone
from assess.cli.option import settings_for, shelf_of

QUICK = ("--questionnaire", "cx-quick-check")


@pytest.fixture
def population(assess, tmp_path) -> Path:
    """60 organisations of a group and an account each, accepted on the day of the test."""
    made = tmp_path / "made.csv"
    (tmp_path / "careful.yaml").write_text("careless: 0\nunknown: 0\n")
    assess("synth", *QUICK, "-n", 90, "--seed", 5, "--population", tmp_path / "careful.yaml", "--out", made)
    with made.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if not {"", "n/a"} & {*row.values()}][:60]
    sheet = tmp_path / "sheet.csv"
    with sheet.open("w", newline="") as file:
        writer = csv.DictWriter(
            file, [*(name for name in rows[0] if name != "synthetic"), "group", "account"]
        )
        writer.writeheader()
        for number, row in enumerate(rows):
            row.pop("synthetic")
            writer.writerow(row | {"group": f"company-{number}.example", "account": f"company {number}"})
    imported = assess("import", sheet, *QUICK, "--contribute")
    assert imported.exit_code == 0, imported.output
    assess("contribute", "accept", "--all")
    return sheet


def refused(done) -> str:
    assert done.exit_code == 1, done.output
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return done.stderr


class Later(datetime):
    """The calendar of somebody who releases an edition a year on."""

    @classmethod
    def now(cls, tz=None):
        return datetime(datetime.now(UTC).year + 1, 12, 30, tzinfo=tz)


def test_withdrawal_between_build_and_release_is_heeded(assess, population, monkeypatch):
    monkeypatch.setattr("assess.cli.edition.datetime", Later)
    name = str(quarter_of(datetime.now(UTC).date()))
    built = assess("edition", "build", name, *QUICK, "--mend", "--json")
    assert built.exit_code == 0, built.output
    id = json.loads(built.stdout)["edition"]
    ids = [each["id"] for each in json.loads(assess("contribute", "list", "--json").stdout)]
    assess("contribute", "withdraw", *ids[:35])
    first = refused(assess("edition", "publish", id))
    assert "What counts has changed" in first
    assert "signing key is made just now" in first
    assert "Nobody needs to state" in refused(assess("edition", "publish", id, "--unchanged"))
    rebuilt = assess("edition", "build", name, *QUICK, "--mend", "--json")
    assert rebuilt.exit_code == 0, rebuilt.output
    published = assess("edition", "publish", name)
    assert published.exit_code == 0, published.output
    assert "released already" in refused(assess("edition", "publish", name))
    [folder] = settings_for().editions.iterdir()
    unknown = assess("edition", "verify", folder, "--data", "nowhere")
    assert "UNKNOWN key" in unknown.stdout
    assert unknown.exit_code == 1
    key = own_key(settings_for().keys)
    assert "is genuine" in assess("edition", "verify", folder, "--data", "nowhere", "--key", key).stdout
    (folder / "extra.xlsx").write_text("not ours")
    assert "no part of the edition" in refused(assess("edition", "verify", folder))


def test_lost_group_key_stops_what_would_make_another(assess, population):
    key = settings_for().keys / "group.key"
    kept = key.read_bytes()
    key.unlink()
    for command in (
        ("import", population, *QUICK, "--contribute"),
        ("contribute", "group", "r1", "example.org"),
        ("contribute", "key", "show", "--reveal"),
    ):
        assert "The group key is missing" in refused(assess(*command))
    assert not key.exists()
    key.write_bytes(kept)
    key.chmod(0o600)
    assert "There was no key" not in assess("contribute", "key", "show").stderr


def test_forgetting_that_meets_a_build_says_that_it_is_to_be_repeated(assess, population):
    id = json.loads(assess("contribute", "list", "--json").stdout)[3]["id"]
    with alone(shelf_of(settings_for())):
        said = refused(assess("contribute", "withdraw", id, "--forget"))
    assert "not forgotten yet" in said
    assert "same command again" in said
    again = assess("contribute", "withdraw", id, "--forget")
    assert again.exit_code == 0, again.output
    assert "is forgotten" in again.stderr


def test_account_is_said_for_those_that_are_accepted(assess, population):
    found = json.loads(assess("contribute", "list", "--json").stdout)
    chosen = [each["id"] for each in found[:3]]
    for arguments in (("accept", *chosen[:2]), ("group", chosen[2], "example.org")):
        done = assess("contribute", *arguments, "--account", "The consultancy")
        assert done.exit_code == 0, done.output
    later = {
        each["id"]: each["account"] for each in json.loads(assess("contribute", "list", "--json").stdout)
    }
    assert len({later[id] for id in chosen}) == 1
    assert later[chosen[0]] not in {each["account"] for each in found}


def test_a_new_data_folder_is_for_its_owner_alone(assess, sheet, tmp_path):
    assert assess("import", sheet, *QUICK, "--data", tmp_path / "new").exit_code == 0
    assert (tmp_path / "new").stat().st_mode & 0o077 == 0


def test_export_is_for_its_owner_alone_and_whole(assess, population, tmp_path):
    out = tmp_path / "ours.json"
    quarter = quarter_of(datetime.now(UTC).date())
    done = assess("contribute", "export", *QUICK, "--quarter", quarter, "--out", out, "--yes")
    assert done.exit_code == 0, done.output
    assert out.stat().st_mode & 0o077 == 0
    data = settings_for()
    assert data.database.stat().st_mode & 0o077 == 0
