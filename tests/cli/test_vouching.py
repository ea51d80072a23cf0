"""An operator decides which contributions count: on the file, and through the server that owns it."""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assess.benchmark.quarter import quarter_of

QUESTIONNAIRE = ("--questionnaire", "cx-quick-check")
QUARTER = quarter_of(datetime.now(UTC).date())


def bare(sheet: Path) -> list[list[str]]:
    """The rows of the sheet, headings first, without the columns that say whose they are."""
    return [row[:-2] for row in csv.reader(sheet.open(encoding="utf-8"))]


@pytest.fixture
def clients(sheet: Path, tmp_path: Path) -> Path:
    """The sheet with the group of each row: five subsidiaries of one, written five ways; the last two not known."""
    first = ["Example.org", "www.example.org", "anna@example.org", "https://example.org/about", "EXAMPLE.ORG"]
    rest = [f"HRB {row:05}" for row in range(5, 58)]
    header, *rows = bare(sheet)
    path = tmp_path / "clients.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*header, "group", "organisation", "role", "account"])
        for number, (row, group) in enumerate(zip(rows, [*first, *rest, "", "–"], strict=True)):
            writer.writerow([*row, group, "", "frontline", f"agency {number % 8}" if number % 2 else ""])
    return path


def ids_of(assess, *options: str) -> list[str]:
    return [each["id"] for each in json.loads(assess("contribute", "list", *options, "--json").stdout)]


def vouch(assess, clients: Path) -> None:
    imported = assess("import", clients, *QUESTIONNAIRE, "--contribute", "--account", "The consultancy")
    assert imported.exit_code == 0, imported.output
    assert "Of 2 the corporate group is not known" in imported.stderr
    waiting = ids_of(assess, "--waiting")
    assert len(waiting) == 60
    nothing = assess("edition", "build", str(QUARTER), *QUESTIONNAIRE)
    assert nothing.exit_code == 1
    assert "Nothing that was contributed counts yet." in nothing.stderr
    for arguments, said in (
        (("refuse", waiting[10], "--because", "a test of ours"), "1 refused."),
        (("accept", waiting[11], waiting[12], "--by", "anna"), "2 accepted."),
        (("withdraw", waiting[13]), "1 withdrawn"),
        (("accept", "--all", *QUESTIONNAIRE), "56 accepted."),
        (("accept", "--all"), "0 accepted."),
        (("group", waiting[58], "HRB 00005"), "as of group"),
    ):
        done = assess("contribute", *arguments)
        assert done.exit_code == 0, done.output
        assert said in done.stderr
    shown = assess("contribute", "show", waiting[10])
    assert "a test of ours" in shown.stdout
    assert "assess contribute group" in assess("contribute", "show", waiting[59]).stderr
    table = assess("contribute", "list").stdout
    for secret in ("example", "Beta", "HRB", "agency", "frontline"):
        assert secret.casefold() not in table.casefold(), "who it is from is not printed"
    found = json.loads(assess("contribute", "list", "--json").stdout)
    assert len({each["party"] for each in found[:5]}) == 1, "one group, however it is written"
    assert len({each["account"] for each in found}) == 5, (
        "of each row its own account, else that of the sheet"
    )
    exported = assess("contribute", "export", *QUESTIONNAIRE, "--quarter", QUARTER, "--show")
    careless = sum(each["signals"].bit_count() >= 2 for each in found if each["state"] == "accepted")
    assert f"{60 - 1 - 1 - 1 - careless} contributions" in exported.stderr


def test_vouching_on_the_file(assess, clients):
    vouch(assess, clients)


def test_vouching_through_the_server(assess, server, clients):
    vouch(assess, clients)


def test_what_cannot_be_decided_is_refused_with_a_reason(assess, sheet):
    assess("import", sheet, *QUESTIONNAIRE)
    id = json.loads(assess("export").stdout.splitlines()[0])["assessment"]["id"]
    assert ids_of(assess) == [], "nobody agreed to contribute"
    for arguments, code, said in (
        (("accept",), 2, "--all"),
        (("accept", id, "--all"), 2, "--all"),
        (("accept", id, "--without-signals"), 2, "go with --all"),
        (("refuse", "--because", "x"), 2, "at least one"),
        (("withdraw",), 2, "at least one"),
        (("accept", id), 1, id),
        (("withdraw", id), 1, id),
        (("accept", "nobody"), 1, "does not exist"),
        (("show", "nobody"), 1, "does not exist"),
        (("group", id, "???"), 1, "neither a register number"),
    ):
        done = assess("contribute", *arguments)
        assert (done.exit_code, said in done.stderr) == (code, True), (arguments, done.output)
    assert "has not agreed" in assess("contribute", "show", id).stderr


def test_respondents_of_one_organisation_in_one_file_answered_on_one_occasion(assess, sheet, tmp_path):
    header, *rows = bare(sheet)
    for name, part in (("a", rows[:6]), ("b", rows[6:9])):
        with (tmp_path / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            named = [[*row, "Alpha"] for row in part]
            csv.writer(file).writerows([[*header, "organisation"], *named])
        assess("import", tmp_path / f"{name}.csv", *QUESTIONNAIRE, "--contribute")
    assess("contribute", "accept", "--all")
    out = tmp_path / "ours.json"
    done = assess("contribute", "export", *QUESTIONNAIRE, "--quarter", QUARTER, "--out", out, "--yes")
    assert done.exit_code == 0, done.output
    rounds = [(row[0], row[2]) for row in json.loads(out.read_bytes())["rows"]]
    assert len({group for group, _ in rounds}) == 1
    assert sorted(rounds.count(each) for each in set(rounds)) == [3, 6]


def test_forgetting_cuts_the_tie_only_where_nothing_of_the_group_counts_any_more(assess, clients):
    assess("import", clients, *QUESTIONNAIRE, "--contribute")
    assess("contribute", "accept", "--all")
    first, *_ = ids_of(assess)
    kept = assess("contribute", "withdraw", first, "--forget")
    assert "has other contributions that count" in kept.stderr
    alone = ids_of(assess)[20]
    gone = assess("contribute", "withdraw", alone, "--forget")
    assert "is forgotten" in gone.stderr, gone.output
