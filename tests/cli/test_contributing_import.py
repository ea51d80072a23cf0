"""Imported contributions: from whom they are, who brought them in, and what the operator is told about it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

QUICK = ("--questionnaire", "cx-quick-check")
ACCOUNTS = ["The consultancy", "the CONSULTANCY ", "another", "", ""]


def without(sheet: Path, *names: str) -> list[dict[str, str]]:
    """The first five rows of the sheet without these columns."""
    rows = list(csv.DictReader(sheet.open(encoding="utf-8")))[:5]
    return [{name: cell for name, cell in row.items() if name not in names} for row in rows]


def write(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.fixture
def answers(assess, sheet: Path, tmp_path: Path) -> Path:
    """Five respondents as JSON: two of one group, one of an organisation, one whose group is a dash, one of nobody."""
    plain = write(tmp_path / "plain.csv", without(sheet, "group", "account"))
    out = tmp_path / "answers.json"
    assert assess("import", plain, *QUICK).exit_code == 0
    assert assess("export", *QUICK, "--format", "json", "--out", out).exit_code == 0
    file = json.loads(out.read_bytes())
    people = [
        {"group": "Example.org", "organisation": "Alpha"},
        {"group": "www.example.org", "organisation": "Alpha"},
        {"organisation": "HRB 17"},
        {"group": "–"},
        {},
    ]
    for number, (one, names, account) in enumerate(zip(file["respondents"], people, ACCOUNTS, strict=True)):
        one |= {"id": f"json-{number}", "contributes": True, "account": account, **names}
    out.write_text(json.dumps(file))
    return out


def test_json_says_of_each_respondent_from_whom_it_is(assess, answers: Path, kept_by: str):
    done = assess("import", answers, *QUICK)
    assert done.exit_code == 0, done.output
    assert "Of 2 the corporate group is not known" in done.stderr
    assert "2 name no account" in done.stderr
    listed = json.loads(assess("contribute", "list", "--json").stdout)
    found = {each["id"]: each for each in listed}
    party = [found[f"json-{number}"]["party"] for number in range(5)]
    account = [found[f"json-{number}"]["account"] for number in range(5)]
    assert party[0] == party[1] != party[2]
    assert party[3:] == [None, None]
    assert account[0] == account[1] != account[2]
    assert account[3] == account[4], "without a name they are of one account"
    assert len(set(account)) == 3
    everything = assess("export", *QUICK, "--format", "json").stdout
    for secret in ("example.org", "Alpha", "HRB", "consultancy"):
        assert secret.casefold() not in everything.casefold(), "names are not kept"


def test_account_of_the_command_line_is_that_of_json_rows_without_one(assess, answers):
    done = assess("import", answers, *QUICK, "--account", "another")
    assert "account" not in done.stderr
    found = {
        each["id"]: each["account"] for each in json.loads(assess("contribute", "list", "--json").stdout)
    }
    assert found["json-2"] == found["json-3"] == found["json-4"] != found["json-0"]


def test_names_of_respondents_who_do_not_contribute_are_not_kept_and_it_is_said(assess, answers):
    file = json.loads(answers.read_bytes())
    for one in file["respondents"]:
        one["contributes"] = False
    answers.write_text(json.dumps(file))
    done = assess("import", answers, *QUICK)
    assert "Not kept: `organisation` and `group` and `account`" in done.stderr
    assert "name no account" not in done.stderr


@pytest.mark.parametrize(("cells", "told"), [(None, 5), (["a", "", " ", "b", ""], 3), (["a"] * 5, 0)])
def test_rows_without_an_account_are_counted_and_told(assess, sheet, tmp_path, cells, told):
    rows = without(sheet, "account")
    if cells:
        rows = [row | {"account": cell} for row, cell in zip(rows, cells, strict=True)]
    path = write(tmp_path / "some.csv", rows)
    done = assess("import", path, *QUICK, "--contribute")
    assert (f"{told} name no account" in done.stderr) is bool(told)
    assert ("--account" in done.stderr) is bool(told)


def test_made_up_rows_need_no_account(assess, sheet, tmp_path):
    done = assess("import", sheet, *QUICK, "--contribute", "--synthetic")
    assert "account" not in done.stderr


def test_edition_of_rows_without_an_account_says_why_it_cannot_be_built(assess, sheet, tmp_path):
    rows = list(csv.DictReader(sheet.open(encoding="utf-8")))
    path = write(tmp_path / "all.csv", [row | {"account": ""} for row in rows])
    assess("import", path, *QUICK, "--contribute")
    assess("contribute", "accept", "--all")
    built = assess("edition", "build", "current", *QUICK)
    assert built.exit_code == 1
    assert "one account brought in more than 25% of it (rule 5)" in built.stderr
    assert "--account" in built.stderr
    assert "contributions are needed" not in built.stderr
