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


def test_vouching_singly_and_in_bulk(assess, clients: Path, kept_by: str):
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
    same_group = 1  # as of which one more was said to be: one occasion of a group leaves
    assert f"{60 - 1 - 1 - 1 - careless - same_group} contributions" in exported.stderr


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
        (("accept", "nobody"), 1, "nobody: This assessment does not exist"),
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
    assert [rounds.count(each) for each in set(rounds)] == [3], "only the later occasion leaves"


def test_forgetting_cuts_the_tie_only_where_nothing_of_the_group_counts_any_more(assess, clients):
    assess("import", clients, *QUESTIONNAIRE, "--contribute")
    assess("contribute", "accept", "--all")
    first, *_ = ids_of(assess)
    kept = assess("contribute", "withdraw", first, "--forget")
    assert "has other contributions that count" in kept.stderr
    alone = ids_of(assess)[20]
    gone = assess("contribute", "withdraw", alone, "--forget")
    assert "is forgotten" in gone.stderr, gone.output


@pytest.fixture
def careless(sheet: Path) -> Path:
    """The sheet with one and the same answer everywhere in its first fifty rows: two signs of careless answers."""
    header, *rows = csv.reader(sheet.open(encoding="utf-8"))
    first = header.index("qc-direction-01")
    scales = [
        at for at in range(first, len(header) - 2) if {row[at] for row in rows} <= {*"01234?", "n/a", ""}
    ]
    for row in rows[:50]:
        for at in scales:
            row[at] = "0"
    with sheet.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return sheet


def test_what_is_accepted_and_counts_all_the_same_towards_nothing_is_said(assess, careless):
    assess("import", careless, *QUESTIONNAIRE, "--contribute")
    listed = json.loads(assess("contribute", "list", "--json").stdout)
    kept_out = sum(each["signals"].bit_count() >= 2 for each in listed)
    assert kept_out >= 50, "the sheet is as the test needs it"
    waiting = assess("edition", "build", "current", *QUESTIONNAIRE)
    assert "Some wait to be accepted: assess contribute list --waiting" in waiting.stderr
    accepted = assess("contribute", "accept", "--all")
    assert f"Of these {kept_out} count towards no edition" in accepted.stderr
    few = assess("edition", "build", "current", *QUESTIONNAIRE)
    assert few.exit_code == 1
    assert "at least 10 contributions are needed" in few.stderr
    assert "2 signs of careless answers keep out some that were accepted" in few.stderr
    assert str(kept_out) not in few.stderr


def test_a_quarter_that_has_not_begun_is_named_and_so_is_a_questionnaire_there_is_not(assess, sheet):
    assess("import", sheet, *QUESTIONNAIRE, "--contribute")
    assess("contribute", "accept", "--all")
    later = QUARTER.shifted(8)
    refused = assess("edition", "build", str(later), *QUESTIONNAIRE)
    assert refused.exit_code == 1
    assert f"{later} has not begun; {QUARTER} runs." in refused.stderr
    assert "Some were submitted on other days than those the edition covers" in refused.stderr
    nowhere = assess("edition", "build", "current", "--questionnaire", "nope")
    assert nowhere.exit_code == 1
    assert "There is no questionnaire `nope`." in nowhere.stderr


def test_what_was_withdrawn_is_refused_with_that_reason_and_says_no_old_one(assess, sheet):
    assess("import", sheet, *QUESTIONNAIRE, "--contribute")
    first, second, *_ = ids_of(assess)
    assess("contribute", "refuse", first, "--because", "a test of ours")
    assert "Refused, since: a test of ours" in assess("contribute", "show", first).stdout
    assess("contribute", "withdraw", first, "--forget")
    shown = assess("contribute", "show", first)
    assert "Refused" not in shown.stdout
    assert "not known" in shown.stdout, "the hash of its group is gone"
    again = assess("contribute", "accept", first)
    assert again.exit_code == 1
    assert f"{first}: " in again.stderr
    assert "It was withdrawn; only its respondent can contribute it again." in again.stderr
    assert assess("contribute", "accept", second).exit_code == 0


def test_a_list_without_rows_says_that_what_is_made_up_is_not_in_it(assess, tmp_path):
    assess("synth", *QUESTIONNAIRE, "-n", 3, "--out", tmp_path / "made-up.csv")
    assess("import", tmp_path / "made-up.csv", *QUESTIONNAIRE, "--contribute", "--synthetic")
    listed = assess("contribute", "list")
    assert "What is made up is never listed here" in listed.stderr


def test_a_made_up_sheet_can_be_taken_for_a_rehearsal_of_the_real_path(assess, tmp_path):
    plain, sheet = tmp_path / "plain.csv", tmp_path / "rehearsal.csv"
    made = ("synth", *QUESTIONNAIRE, "-n", 80, "--seed", 4)
    assert assess(*made, "--out", plain).exit_code == 0
    told = assess(*made, "--groups", "--unmarked", "--out", sheet)
    assert "delete it afterwards" in told.stderr
    (header, *rows), (given, *_) = (
        list(csv.reader(each.open(encoding="utf-8-sig"))) for each in (sheet, plain)
    )
    assert set(header) - set(given) == {"group", "account"}
    assert set(given) - set(header) == {"synthetic"}
    assert len({row[header.index("group")] for row in rows}) < 80, "some are of one group"
    assert all(row[0].startswith("synthetic-") for row in rows)
    imported = assess("import", sheet, *QUESTIONNAIRE, "--contribute")
    assert "not known" not in imported.stderr
    assert "name no account" not in imported.stderr
    assert len(ids_of(assess, "--waiting")) == 80
    assess("contribute", "accept", "--all")
    built = assess("edition", "build", "current", *QUESTIONNAIRE, "--mend")
    assert built.exit_code == 0, built.output
    assert "It can be published on " in built.stderr
