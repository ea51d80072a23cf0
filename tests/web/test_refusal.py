"""What is refused before anything reads it: in the visitor's language, whichever kind it is, and with the same
machine-readable parts in each."""

from __future__ import annotations

import re

import pytest
from litestar.testing import TestClient

from assess.language import LANGUAGES

from .conftest import Service
from .test_spoken import left_in_english
from .tongue import CODES, OTHERS

ANSWERS = "/api/v1/assessments/x/answers"
SUBMIT = "/api/v1/assessments/x/submit"
JSON = "application/json"
HEADERS = re.compile(r"Content-Type: [\w/]+|text/plain")
"""What is English in every language."""

REFUSED: dict[str, tuple[str, str, str, bytes, int, str]] = {
    "missing field": ("PATCH", ANSWERS, JSON, b"{}", 400, "unreadable"),
    "unknown field": ("PATCH", ANSWERS, JSON, b'{"base": 0, "b": 1}', 400, "unreadable"),
    "text for a number": ("PATCH", ANSWERS, JSON, b'{"base": "0"}', 400, "unreadable"),
    "number for text": ("POST", SUBMIT, JSON, b'{"key": 12345678}', 400, "unreadable"),
    "fraction for a whole number": ("PATCH", ANSWERS, JSON, b'{"base": 0.5}', 400, "unreadable"),
    "list for an object": ("PATCH", ANSWERS, JSON, b"[]", 400, "unreadable"),
    "null for true or false": ("POST", SUBMIT, JSON, b'{"key": "12345678", "contributes": null}', 400, "unreadable"),
    "truth for an answer": ("PATCH", ANSWERS, JSON, b'{"base": 0, "answers": {"a": {"value": true}}}', 400, "unreadable"),
    "out of range": ("PATCH", ANSWERS, JSON, b'{"base": -1}', 400, "unreadable"),
    "too short": ("POST", SUBMIT, JSON, b'{"key": "1"}', 400, "unreadable"),
    "too long": ("POST", SUBMIT, JSON, b'{"key": "%s"}' % (b"1" * 101), 400, "unreadable"),
    "unknown state": ("PATCH", ANSWERS, JSON, b'{"base": 0, "answers": {"a": {"state": "b"}}}', 400, "unreadable"),
    "empty body": ("PATCH", ANSWERS, JSON, b"", 400, "unreadable"),
    "no JSON": ("PATCH", ANSWERS, JSON, b"base=0", 400, "unreadable"),
    "half of JSON": ("PATCH", ANSWERS, JSON, b'{"base": ', 400, "unreadable"),
    "another encoding": ("PATCH", ANSWERS, JSON, b'{"key": "\xff"}', 400, "unreadable"),
    "too deep": ("PATCH", ANSWERS, JSON, b'{"base": 0, "answers": ' + b"[" * 100_000, 400, "unreadable"),
    "number beyond all": ("PATCH", ANSWERS, JSON, b'{"base": 1e999}', 400, "unreadable"),
    "form for JSON": ("PATCH", ANSWERS, "text/plain", b"{}", 415, "wrong-content-type"),
    "no content type": ("PATCH", ANSWERS, "", b"{}", 415, "wrong-content-type"),
    "wrong method": ("DELETE", "/api/v1/questionnaires", JSON, b"", 405, "wrong-method"),
    "no such address": ("GET", "/api/v1/nothing", JSON, b"", 404, "no-such-address"),
    "too large": ("PATCH", ANSWERS, JSON, b" " * 1_000_001, 413, "too-large"),
    "half of a form": ("POST", "/a/x/autosave/y", "multipart/form-data", b"x", 400, "unreadable"),
    "JSON for a form": ("POST", "/a/x/autosave/y", JSON, b"{}", 415, "wrong-content-type"),
}  # fmt: skip


def refuse(client: TestClient, kind: str, code: str) -> dict:
    """The problem, once the parts that are the same in every language are right."""
    method, address, content_type, body, status, ends = REFUSED[kind]
    headers = {"accept-language": code} | ({"content-type": content_type} if content_type else {})
    response = client.request(method, address, content=body, headers=headers)
    assert response.status_code == status, response.text
    assert response.headers["content-type"].startswith("application/problem+json")
    assert response.headers["content-language"] == code
    problem = response.json()
    assert problem["type"] == f"urn:assess:problem:{ends}"
    assert problem["status"] == status
    return problem


@pytest.mark.parametrize("kind", REFUSED)
def test_every_language_has_its_own_words_for_it_and_the_same_place(client: TestClient, kind: str):
    told = {code: refuse(client, kind, code) for code in CODES}
    assert len({problem.get("where") for problem in told.values()}) == 1
    assert len({problem["detail"] for problem in told.values()}) == len(LANGUAGES)
    for code in OTHERS:
        said = " ".join([told[code]["title"], told[code]["detail"], told[code]["remedy"]])
        assert left_in_english(HEADERS.sub("", said), code) == set()


@pytest.mark.parametrize("kind", REFUSED)
def test_none_of_it_is_the_frameworks_own_sentence(client: TestClient, kind: str):
    problem = refuse(client, kind, "en")
    for word in (
        "Expected `",
        "Object ",
        "Validation",
        "JSON is malformed",
        "truncated",
        "msgspec",
        "Bad Request",
    ):
        assert word not in problem["detail"], word
    assert problem["detail"].endswith(".")
    assert problem["remedy"].endswith(".")


def test_wrong_method_names_those_there_are(client: TestClient):
    allowed = client.delete("/api/v1/questionnaires").headers["allow"]
    assert "GET" in allowed


def test_limit_is_told_as_it_is_at_the_address(service: Service):
    """An import may be larger than a form."""
    headers = {"authorization": f"Bearer {service.desk.operator_key}", "content-type": JSON}
    headers["content-length"] = str(300_000_000)
    response = service.client.post("/api/v1/operator/assessments", content=b"{}", headers=headers)
    assert response.status_code == 413
    assert "256 MB" in response.json()["detail"]
