"""`data.json` is what its schema says, in every report, and the schema notices what is not."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from report_sample import build_comparison, build_findings
from report_words import WORDS

from assess.language import speaking
from assess.report.document.download import downloads
from assess.report.document.schema import FILE, ID
from assess.report.finding.model import Findings


def files(findings: Findings) -> dict[str, dict]:
    return {
        file.name: json.loads(file.content) for file in downloads(findings) if file.name.endswith(".json")
    }


@pytest.mark.parametrize("language", list(WORDS))
def test_data_is_what_the_schema_beside_it_says(language: str):
    with speaking(language):
        for comparison in (None, build_comparison(), build_comparison("10–19")):
            made = files(build_findings(words=WORDS[language], comparison=comparison))
            Draft202012Validator.check_schema(made[FILE])
            Draft202012Validator(made[FILE]).validate(made["data.json"])


def test_data_names_its_schema(findings: Findings):
    made = files(findings)
    assert made["data.json"]["$schema"] == made[FILE]["$id"] == ID


def test_what_is_no_report_is_refused(findings: Findings):
    made = files(findings)
    for broken in ({}, {**made["data.json"], "chapters": "none"}, {**made["data.json"], "low": "0"}):
        with pytest.raises(ValidationError):
            Draft202012Validator(made[FILE]).validate(broken)
