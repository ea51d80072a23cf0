"""A candidate that would tell too much is refused in a few lines, and `--mend` leaves out no more than it must."""

from __future__ import annotations

import json

QUICK = ("--questionnaire", "cx-quick-check")


def contributed(assess, folder, n: int) -> None:
    sheet = folder / "made-up.csv"
    assess("synth", *QUICK, "-n", n, "--seed", 5, "--out", sheet)
    assert assess("import", sheet, *QUICK, "--contribute", "--synthetic").exit_code == 0


def test_what_the_audit_names_is_left_out_and_the_rest_is_told(assess, tmp_path):
    contributed(assess, tmp_path, 600)
    refused = assess("edition", "build", "current", *QUICK, "--synthetic")
    assert refused.exit_code == 1, refused.output
    said = [line for line in refused.stderr.splitlines() if line.strip()]
    assert len(said) == 2, "what is wrong, and what to do"
    assert max(map(len, said)) < 300
    assert "somebody's score could be told more closely than to 1.50 points" in said[0]
    assert "Build it again with --mend" in said[1]
    built = assess("edition", "build", "current", *QUICK, "--synthetic", "--mend", "--json")
    assert built.exit_code == 0, built.output
    told = json.loads(built.stdout)
    assert told["audit"]["failures"] == []
    assert "all" not in told["withdrawn"]
    assert {"audit"} == {told["manifest"]["suppressed"][each] for each in told["withdrawn"]} or not told[
        "withdrawn"
    ]
    for node in told["withheld"]:
        assert told["manifest"]["withheld"]["all"][node] in ("audit", "item_nonresponse", "complement")
    explained = assess("edition", "audit", told["edition"], "--explain")
    assert explained.exit_code == 0, explained.output
    assert "Tightest bound:" in explained.stdout
    width = float(explained.stdout.partition("a width of ")[2].split(",")[0])
    assert width >= 1.5
    assert "Not shown to be safe" not in explained.stdout


def test_a_build_that_fails_its_audit_can_be_explained_though_there_is_no_candidate(assess, tmp_path):
    contributed(assess, tmp_path, 600)
    refused = assess("edition", "build", "current", *QUICK, "--synthetic", "--explain")
    assert refused.exit_code == 1, refused.output
    assert "Not shown to be safe" in refused.stdout
    assert "0.00 wide is as good as known" in refused.stdout
    listed = assess("edition", "build", "current", *QUICK, "--synthetic", "--json")
    assert listed.exit_code == 1
    told = json.loads(listed.stdout)
    assert told["edition"] is None
    assert told["audit"]["failures"]
    assert told["withdraw"] or told["withhold"]
    assert json.loads(assess("edition", "list", "--json").stdout) == []


def test_a_mended_build_tells_how_much_is_left_rather_than_every_name(assess, tmp_path):
    contributed(assess, tmp_path, 600)
    built = assess("edition", "build", "current", *QUICK, "--synthetic", "--mend")
    assert built.exit_code == 0, built.output
    assert "groups (--json names them). Groups told: " in built.stderr
    assert max(map(len, built.stderr.splitlines())) < 200


def test_nobody_is_told_to_withdraw_everything(assess, tmp_path):
    sheet = tmp_path / "made-up.csv"
    options = ("--questionnaire", "cx-maturity")
    assess("synth", *options, "-n", 14, "--seed", 7, "--out", sheet)
    assert assess("import", sheet, *options, "--contribute", "--synthetic").exit_code == 0
    refused = assess("edition", "build", "current", *options, "--synthetic")
    assert refused.exit_code == 1
    assert "--withdraw" not in refused.stderr
    assert "Wait for more contributions" in refused.stderr
