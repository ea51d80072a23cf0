"""`assess edition`: from made-up contributions to two released editions, and what can be asked of them."""

from __future__ import annotations

import json

import httpx
import pytest

QUICK = ("--questionnaire", "cx-quick-check")


@pytest.fixture
def contributed(assess, tmp_path):
    """An instance with 40 made-up contributions, and the options of a quick build."""
    sheet = tmp_path / "made-up.csv"
    assess("synth", *QUICK, "-n", 40, "--seed", 3, "--out", sheet)
    assert assess("import", sheet, *QUICK, "--contribute", "--synthetic").exit_code == 0
    (tmp_path / "thresholds.yaml").write_text("width: 0\nmin_age_days: 0\n")  # the audit has tests of its own
    return (*QUICK, "--synthetic", "--thresholds", tmp_path / "thresholds.yaml")


def current_quarter() -> str:
    from datetime import UTC, datetime

    from assess.benchmark.quarter import quarter_of

    return str(quarter_of(datetime.now(UTC).date()))


def next_quarter() -> str:
    from assess.benchmark.quarter import parse

    return str(parse(current_quarter()).shifted(1))


def release(assess, quarter: str, options: tuple) -> str:
    """Build and publish; the edition's id."""
    built = assess("edition", "build", quarter, *options, "--json")
    assert built.exit_code == 0, built.output
    id = json.loads(built.stdout)["edition"]
    published = assess("edition", "publish", id)
    assert published.exit_code == 0, published.output
    return id


def test_an_edition_from_the_first_command_to_the_last(assess, contributed, tmp_path):
    listed = assess("edition", "list")
    assert "at least 10 contributions are needed" in listed.stderr
    first = release(assess, current_quarter(), contributed)
    again = assess("edition", "publish", first)
    assert again.exit_code == 1
    assert "released already" in again.stderr
    assert assess("edition", "build", current_quarter(), *contributed).exit_code == 1
    second = release(assess, next_quarter(), contributed)
    rows = json.loads(assess("edition", "list", "--json").stdout)
    assert [(row["manifest"]["edition"], row["state"]) for row in rows] == [
        (first, "released"),
        (second, "released"),
    ]
    shown = assess("edition", "show", second)
    assert shown.exit_code == 0, shown.output
    assert shown.stdout.splitlines()[1].split()[:2] == ["overall", "30–49"]
    missing = assess("edition", "show", first, "--cohort", "Z/huge")
    assert missing.exit_code == 1
    assert missing.stderr.strip()
    small = assess("edition", "show", first, "--cohort", "T/enterprise")
    assert small.exit_code == 1
    assert "not published: below min n" in small.stderr
    across = assess("edition", "show", first, "--cohort", "C/eu-west")
    assert across.exit_code == 1
    assert "Groups form one tree" in across.stderr
    changes = json.loads(assess("edition", "diff", first, second, "--json").stdout)
    assert changes["changes"] == []
    audited = assess("edition", "audit", second, "--explain")
    assert audited.exit_code == 0, audited.output
    assert json.loads(assess("edition", "audit", first, "--json").stdout)["failures"] == []


def test_download_is_verified_far_from_the_instance(assess, contributed, tmp_path, monkeypatch):
    first = release(assess, current_quarter(), contributed)
    folder = (tmp_path / "data" / "editions" / first).rename(tmp_path / "download")
    key = json.loads(assess("contribute", "key", "show", "--json").stdout)["public_key"]
    monkeypatch.setenv("ASSESS_DATA", str(tmp_path / "nowhere"))
    verified = assess("edition", "verify", folder, "--key", key)
    assert verified.exit_code == 0, verified.output
    assert "genuine" in verified.stdout
    assert not (tmp_path / "nowhere").exists()
    assert assess("edition", "verify", folder, "--key", "0" * 64).exit_code == 1
    (folder / "cells.csv").chmod(0o600)
    (folder / "cells.csv").write_text("changed")
    changed = assess("edition", "verify", folder)
    assert changed.exit_code == 1
    assert "not the one that was released" in changed.stderr


def test_running_server_compares_with_what_is_released(assess, contributed, server, tmp_path):
    first = release(assess, current_quarter(), contributed)
    [manifest] = httpx.get(f"{server}/api/v1/editions", trust_env=False).json()
    assert manifest["edition"] == first


def test_bad_settings_are_refused_by_name(assess, contributed, tmp_path):
    for text, name in (("min_m: 3\n", "min_m"), ("min_n: 1\n", "min_n"), ("- 3\n", "object")):
        (tmp_path / "bad.yaml").write_text(text)
        options = (*QUICK, "--synthetic", "--thresholds", tmp_path / "bad.yaml")
        refused = assess("edition", "build", current_quarter(), *options)
        assert refused.exit_code == 1, refused.output
        assert name in refused.stderr


def test_group_key_is_shown_only_when_asked(assess):
    shown = assess("contribute", "key", "show")
    assert "made when it is first needed" in shown.stdout
    secret = assess("contribute", "key", "show", "--reveal").stdout.strip()
    assert len(secret) == 64
    assert secret not in assess("contribute", "key", "show").stdout


def test_trust_list(assess):
    assert assess("contribute", "trust", "add", "north", "ab" * 32).exit_code == 0
    assert "north" in assess("contribute", "trust", "list").stdout
    assert assess("contribute", "trust", "add", "north", "cd" * 32).exit_code == 1
    assert assess("contribute", "trust", "remove", "north").exit_code == 0
    assert json.loads(assess("contribute", "trust", "list", "--json").stdout) == []


def test_export_asks_before_it_writes(assess, contributed, tmp_path):
    out = tmp_path / "ours.json"
    export = ("contribute", "export", *QUICK, "--quarter", current_quarter(), "--synthetic")
    shown = assess(*export, "--show")
    assert shown.exit_code == 0, shown.output
    assert " contributions to cx-quick-check" in shown.stderr
    assert len(shown.stdout.splitlines()) == 6
    asked = assess(*export, "--out", out)
    assert asked.exit_code == 1
    assert not out.exists()
    assert assess(*export, "--out", out, "--yes").exit_code == 0
    assert len(json.loads(out.read_bytes())["rows"]) >= 30
    assert assess(*export).exit_code == 2


def test_only_made_up_contributions_go_without_an_audit(assess, contributed, tmp_path):
    refused = assess("edition", "build", "current", *QUICK, "--no-audit")
    assert refused.exit_code == 2
    built = assess("edition", "build", "current", *QUICK, "--synthetic", "--no-audit")
    assert built.exit_code == 0, built.output
    assert assess("edition", "publish", "synthetic-").exit_code == 0
    [folder] = (tmp_path / "data" / "editions").iterdir()
    assert folder.name.startswith(f"synthetic-{current_quarter()}-")
