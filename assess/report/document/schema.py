"""The JSON Schema of `data.json`, generated from the findings, never written.

Its id stays as long as what was true of a document stays true: a new member leaves it, a member that goes or means
something else makes a new one.
"""

from __future__ import annotations

from typing import Any

import msgspec

from ...questionnaire.schema import DIALECT
from ..finding.model import Findings

ID = "urn:assess:findings:1"
FILE = "findings.schema.json"


def findings_schema() -> dict[str, Any]:
    """The schema of a report's `data.json`."""
    title = {"$schema": DIALECT, "$id": ID, "title": "assess findings, format 1"}
    return {**title, **msgspec.json.schema(Findings)}


def encode_schema() -> str:
    """The same as a file."""
    return _indented(findings_schema())


def encode_findings(findings: Findings) -> str:
    """The findings as a document that names its schema."""
    return _indented({"$schema": ID, **msgspec.to_builtins(findings)})


def _indented(value: object) -> str:
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n"
