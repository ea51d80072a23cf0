"""`assess import --submitted`: a sheet of last year is one of last year, and the report says what has changed since."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

DOCS = Path(__file__).parents[2] / "site" / "docs"
ASKED = ("--questionnaire", "cx-quick-check")


def days(assess) -> dict[str, str]:
    """By id, the day on which everything that is stored was submitted."""
    lines = assess("export").stdout.splitlines()
    told = (json.loads(line) for line in lines)
    return {one["assessment"]["id"]: one["submitted_at"][:10] for one in told}


def import_two_years(assess) -> None:
    for name, day in (("clients.csv", ()), ("clients-2025.csv", ("--submitted", "2025-10-01"))):
        done = assess("import", DOCS / name, *ASKED, *day)
        assert done.exit_code == 0, done.output


def test_two_sheets_give_what_has_changed(assess, tmp_path: Path):
    import_two_years(assess)
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    assert days(assess)["riverside-2025"] == "2025-10-01"
    assert days(assess)["riverside"] == today
    told = assess("change", "riverside-2025", "riverside")
    assert "What has changed since 1 October 2025" in told.stdout
    assert told.stderr == "Compared with `riverside-2025` of 2025-10-01.\n"
    made = assess("report", "riverside", "--since", "riverside-2025", "--out", tmp_path / "site")
    assert made.exit_code == 0, made.output
    assert "1 October 2025" in (tmp_path / "site" / "change.html").read_text("utf-8")


def test_a_sheet_given_to_a_server_keeps_its_day(assess, server):
    import_two_years(assess)
    assert days(assess)["old-mill-2025"] == "2025-10-01"


def test_a_day_that_is_still_to_come_is_refused(assess):
    tomorrow = f"{datetime.now(UTC) + timedelta(days=1):%Y-%m-%d}"
    refused = assess("import", DOCS / "clients.csv", *ASKED, "--submitted", tomorrow)
    assert refused.exit_code == 1
    assert tomorrow in refused.stderr
    assert "--submitted" in refused.stderr
    untold = assess("import", DOCS / "clients.csv", *ASKED, "--submitted", "1.10.2025")
    assert untold.exit_code == 2
    assert "`1.10.2025` is no day: write year, month and day, such as 2025-10-01." in untold.stderr
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    assert assess("import", DOCS / "clients.csv", *ASKED, "--submitted", today).exit_code == 0


def test_the_same_sheet_for_another_day_is_not_taken_for_a_repeat(assess):
    assert assess("import", DOCS / "clients.csv", *ASKED).exit_code == 0
    again = assess("import", DOCS / "clients.csv", *ASKED, "--submitted", "2025-10-01")
    assert again.exit_code == 1
    assert "riverside" in again.stderr
    assert "imported before" in assess("import", DOCS / "clients.csv", *ASKED).stderr


def test_a_respondent_of_a_json_file_has_the_day_that_it_says_and_no_later(assess, tmp_path: Path):
    answers = {"qc-direction-01": {"value": 2}}
    told = [
        {"id": "own", "answers": answers, "submitted_at": "2024-03-01T12:00:00Z"},
        {"id": "none", "answers": answers},
        {"id": "late", "answers": answers, "submitted_at": "2999-01-01T00:00:00Z"},
    ]
    file = tmp_path / "answers.json"
    file.write_text(json.dumps({"format": 1, "questionnaire": "cx-quick-check", "respondents": told}))
    done = assess("import", file, *ASKED, "--submitted", "2025-10-01")
    assert done.exit_code == 1
    assert "respondents[2].submitted_at: This time is still to come." in done.stderr
    assert days(assess) == {"own": "2024-03-01", "none": "2025-10-01"}


def test_earlier_assessments_that_cannot_be_are_refused_in_english_and_without_the_form(
    assess, tmp_path: Path
):
    import_two_years(assess)
    place = ("--out", tmp_path / "site", "--language", "pl")
    later = assess("report", "riverside-2025", "--since", "riverside", *place)
    assert later.exit_code == 1
    assert "riverside: It was submitted on" in later.stderr
    assert "--submitted" in later.stderr
    same = assess("report", "riverside", "--since", "riverside", *place)
    assert "named twice" in same.stderr
    peers = assess("report", "riverside", "--peers", "X", *place)
    assert "There is no band 'X' of industry" in peers.stderr
    assert not (tmp_path / "site").exists()


def test_questionnaires_without_a_question_in_common_are_refused_in_english(assess, tmp_path: Path):
    ids = []
    for name, day in (("cx-b2b", "2024-10-01"), ("cx-channels", "2025-10-01")):
        sheet = tmp_path / f"{name}.csv"
        assert assess("synth", "--questionnaire", name, "-n", 1, "--seed", 1, "--out", sheet).exit_code == 0
        sheet.write_text(sheet.read_text("utf-8-sig").replace("synthetic-1-", f"{name}-"), "utf-8")
        done = assess("import", sheet, "--questionnaire", name, "--submitted", day, "--json")
        ids += json.loads(done.stdout)["ids"]
    refused = assess("report", ids[1], "--since", ids[0], "--out", tmp_path / "site", "--language", "pl")
    assert refused.exit_code == 1
    assert "share no question" in refused.stderr


def test_another_profile_is_told(assess):
    import_two_years(assess)
    told = assess("change", "old-mill-2025", "riverside")
    assert told.exit_code == 0
    assert "Its industry was I and is G, its size was medium and is small" in told.stderr
    assert "is it the same organisation?" in told.stderr


def test_another_corporate_group_is_refused_where_groups_are_known(assess):
    agreed = ("--contribute", "--account", "The consultancy")
    assert assess("import", DOCS / "clients.csv", *ASKED, *agreed).exit_code == 0
    done = assess("import", DOCS / "clients-2025.csv", *ASKED, *agreed, "--submitted", "2025-10-01")
    assert done.exit_code == 0, done.output
    for id, group in (("riverside", "example.org"), ("riverside-2025", "example.com")):
        assert assess("change", "riverside-2025", "riverside").exit_code == 0
        assert assess("contribute", "group", id, group).exit_code == 0
    refused = assess("change", "riverside-2025", "riverside")
    assert refused.exit_code == 1
    assert "another corporate group" in refused.stderr
    assert assess("contribute", "group", "riverside-2025", "example.org").exit_code == 0
    assert assess("change", "riverside-2025", "riverside").exit_code == 0
