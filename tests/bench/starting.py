"""Whole processes: `assess --help`, and one report site from nothing."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from .measure import Row, row

ROUNDS = 5


def measure() -> list[Row]:
    """Seconds, each against an interpreter that does nothing, which is told as well."""
    nothing = [_seconds([sys.executable, "-c", "pass"]) for _ in range(ROUNDS)]
    helped = [_seconds([sys.executable, "-m", "assess", "--help"]) for _ in range(ROUNDS)]
    with tempfile.TemporaryDirectory() as folder:
        sample = Path(folder) / "answers.json"
        sample.write_text(json.dumps(_assessment()))
        reports = []
        for number in range(3):
            out = Path(folder) / f"out-{number}"
            command = [
                sys.executable,
                "-m",
                "assess",
                "report",
                str(sample),
                "--out",
                str(out),
                "--data",
                f"{folder}/data-{number}",
            ]
            reports.append(_seconds(command))
            assert (out / "index.html").is_file()
    return [
        row("assess --help", helped, "s", 0.2),
        row("an interpreter that does nothing", nothing, "s"),
        row("one report site, cold (imports, charts, MkDocs)", reports, "s", 4),
    ]


def _seconds(command: list[str]) -> float:
    began = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return time.perf_counter() - began


def _assessment() -> dict:
    import msgspec

    from assess.assessment.code import decode
    from assess.assessment.synth import Population, synthesise
    from assess.questionnaire.catalogue import load_catalogue
    from assess.resource import resource

    questionnaire = load_catalogue(resource("questionnaires")).get("cx-maturity")
    codes = synthesise(questionnaire, Population(), 1, 4).codes[0]
    return msgspec.to_builtins(
        {
            "id": "bench",
            "questionnaire": questionnaire.id,
            "version": questionnaire.version,
            "hash": questionnaire.hash,
            "profile": {"industry": "C", "size": "medium", "region": "eu-west"},
            "answers": decode(questionnaire, codes),
            "synthetic": True,
        }
    )
