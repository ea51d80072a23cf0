"""The JSON Schema of `data.json`, generated from the findings, never written.

Its id stays as long as what was true of a document stays true: a new member leaves it, a member that goes or means
something else makes a new one.
"""

from __future__ import annotations

from typing import Any

import msgspec

from ...questionnaire.schema import DIALECT
from ..finding.data import as_data, schema_of
from ..finding.model import Findings

ID = "urn:assess:findings:2"
FILE = "findings.schema.json"


def findings_schema() -> dict[str, Any]:
    """The schema of a report's `data.json`."""
    title = {"$schema": DIALECT, "$id": ID, "title": "assess findings, format 2"}
    return {**title, **schema_of(Findings)}


def encode_schema() -> str:
    """The same as a file."""
    return _indented(findings_schema())


def encode_findings(findings: Findings) -> str:
    """The findings as a document that names its schema, in the language spoken."""
    return _indented({"$schema": ID, **msgspec.to_builtins(as_data(findings))})


def _indented(value: object) -> str:
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n"
