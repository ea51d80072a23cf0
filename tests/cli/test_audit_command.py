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
    said = refused.stderr.strip().splitlines()
    assert len(said) <= 10
    assert max(map(len, said)) < 1500
    assert "--with" in refused.stderr
    assert "--mend" in refused.stderr
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
