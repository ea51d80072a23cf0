"""Every JSON body is read strictly: each field of each address, with a value of each wrong kind, as the OpenAPI
document tells them; and a body that is no JSON at all."""

from __future__ import annotations

import copy
from collections.abc import Iterator

import msgspec
import pytest
from jsonschema import Draft202012Validator
from litestar import Litestar
from litestar.di import Provide
from litestar.testing import TestClient

from assess.web import api
from assess.web.body import Unread, read_json
from assess.web.description import CONFIG, describe
from assess.web.message import Changes, Submit

from .conftest import Service

Path = tuple[str | int, ...]

KINDS = {
    "text": "1",
    "truth": True,
    "text for truth": "true",
    "whole number": 1,
    "number": 1.5,
    "list": [],
    "object": {},
    "null": None,
}
ANY = "any-01"
"""The name of a field where every name will do."""

JSON = {"content-type": "application/json"}


def document() -> dict:
    """The OpenAPI document of the API's addresses alone; nothing stands behind them."""
    desk = {"desk": Provide(lambda: None, sync_to_thread=False)}
    return describe(Litestar([api.router], dependencies=desk, openapi_config=CONFIG))


class Field(msgspec.Struct, frozen=True):
    """One field of a body: the request, its place, and the schema of what it may hold."""

    method: str
    address: str
    example: dict
    path: Path
    schema: dict


def fields() -> Iterator[Field]:
    whole = document()
    components = {"components": whole["components"]}

    def resolve(schema: dict) -> list[dict]:
        """The alternatives of a schema."""
        if "$ref" in schema:
            return resolve(whole["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]])
        parts = schema.get("anyOf") or schema.get("allOf")
        return [each for part in parts for each in resolve(part)] if parts else [schema]

    def walk(schema: dict, path: Path) -> Iterator[tuple[Path, dict]]:
        yield path, schema
        for part in resolve(schema):
            for name, inner in part.get("properties", {}).items():
                yield from walk(inner, (*path, name))
            if isinstance(part.get("additionalProperties"), dict):
                yield from walk(part["additionalProperties"], (*path, ANY))
            if part.get("items"):
                yield from walk(part["items"], (*path, 0))

    for address, methods in whole["paths"].items():
        for method, operation in methods.items():
            content = operation.get("requestBody", {}).get("content", {})
            if "application/json" in content:
                schema = content["application/json"]["schema"]
                example = schema["examples"][0]
                for path, inner in walk(schema, ()):
                    yield Field(method, address, example, path, {**inner, **components})


def put(body: object, path: Path, value: object) -> object:
    """The body with `value` at the path, and what the path needs on its way."""
    if not path:
        return value
    head, *rest = path
    if isinstance(head, int):  # the first row of a matrix
        return [put({"name": "x", "answers": {}}, tuple(rest), value)]
    inner = body if isinstance(body, dict) else {}
    return {**inner, head: put(inner.get(head), tuple(rest), value)}


def as_where(path: Path) -> str:
    return "$" + "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)


FIELDS = {f"{field.method} {field.address} {as_where(field.path)}": field for field in fields()}


def test_document_names_the_fields_of_six_addresses():
    assert len({field.address for field in FIELDS.values()}) == 6
    places = {as_where(field.path) for field in FIELDS.values()}
    assert {"$", "$.contributes", f"$.answers.{ANY}.value", f"$.answers.{ANY}.value[0].name"} <= places


@pytest.mark.parametrize("name", FIELDS)
def test_value_of_the_wrong_kind_is_refused_with_its_path(client: TestClient, name: str):
    field = FIELDS[name]
    fits = Draft202012Validator(field.schema).is_valid
    wrong = {kind: value for kind, value in KINDS.items() if not fits(value) and kind != "object"}
    assert wrong, "every kind of value fits"
    for kind, value in wrong.items():
        body = msgspec.json.encode(put(copy.deepcopy(field.example), field.path, value))
        address = field.address.replace("{token}", "x")
        response = client.request(field.method, address, content=body, headers=JSON)
        problem = response.json()
        assert response.status_code == 400, (kind, response.text)
        assert problem["type"] == "urn:assess:problem:unreadable"
        assert problem["where"] == as_where(field.path), kind
        assert "Expected" in problem["detail"] or problem["remedy"].startswith(("Send", "Use")), problem


@pytest.mark.parametrize("path", ["sweeps", "decisions", "backup", "assessments"])
def test_operators_bodies_are_strict_too(service: Service, path: str):
    bodies = {
        "sweeps": {"by": "operator", "most_signals": "1"},
        "decisions": {"kind": "accepted", "ids": "all", "by": "operator"},
        "backup": {"target": 1},
        "assessments": {"key": "import-01", "assessments": [], "contributes": True},
    }
    key = {"authorization": f"Bearer {service.desk.operator_key}"}
    response = service.client.post(f"/api/v1/operator/{path}", json=bodies[path], headers=key)
    assert response.status_code == 400
    assert response.json()["where"] in ("$.most_signals", "$.ids", "$.target", "$.contributes")


@pytest.mark.parametrize(
    ("body", "where", "words"),
    [
        (b'{"key": "12345678", "contributes": "true"}', "$.contributes", "Found: a text. Expected: true or false."),
        (b'{"contributes": true}', "$.key", "The field `key` is missing."),
        (b'{"key": "12345678", "a b": 1}', '$["a b"]', 'There is no field "a b" here.'),
        (b'{"key": "1234567"}', "$.key", "The text has 7 characters."),
        (b'"key"', "$", "Found: a text. Expected: an object."),
        (b"", "", "breaks off"),
        (b'{"key": "\\ud800"}', "", "breaks off"),
        (b'{"key": nope}', "", "goes wrong at byte"),
        (b'{"key": "\xff"}', "", "UTF-8"),
        (b'{"key": 1, "x": ' + b"[" * 100_000, "", "nested too deeply"),
        (b'{"key": 1e999}', "", "too large"),
    ],
)  # fmt: skip
def test_refusal_says_where_and_what(body: bytes, where: str, words: str):
    with pytest.raises(Unread) as refused:
        read_json(body, Submit)
    assert refused.value.where == where
    assert words in refused.value.what
    assert refused.value.remedy


@pytest.mark.parametrize(
    ("answer", "where", "words"),
    [
        ({"state": "maybe"}, ".state", '"maybe" is not known here.'),
        ({"value": [{"name": "Shop", "answers": {"ease": "well"}}]}, ".value[0].answers.ease", '"well"'),
        ({"value": [{"name": "", "answers": {}}]}, ".value[0].name", "0 characters"),
        ({"comment": "x" * 2001}, ".comment", "2,001 characters"),
    ],
)
def test_refusal_names_the_place_within_an_answer(answer: dict, where: str, words: str):
    body = msgspec.json.encode({"base": 0, "answers": {"q-01": {"value": 1}, "q-02": answer}})
    with pytest.raises(Unread) as refused:
        read_json(body, Changes)
    assert refused.value.where == f"$.answers.q-02{where}"
    assert words in refused.value.what


def test_name_that_somebody_made_up_is_not_repeated_at_length(client: TestClient):
    body = msgspec.json.encode({"key": "12345678", "x" * 100_000: 1})
    problem = client.post("/api/v1/assessments/x/submit", content=body, headers=JSON).json()
    assert len(problem["where"]) + len(problem["detail"]) < 300


def test_number_below_its_range_is_refused(client: TestClient):
    problem = client.patch("/api/v1/assessments/x/answers", json={"base": -1}).json()
    assert (problem["where"], problem["detail"]) == ("$.base", "-1 is off the range.")
    assert problem["remedy"] == "Send 0 or more."


def test_body_that_is_deep_is_refused_and_no_bug(client: TestClient):
    body = b'{"base": 0, "answers": {"q": {"value": ' + b"[" * 200_000
    response = client.patch("/api/v1/assessments/x/answers", content=body, headers=JSON)
    assert response.status_code == 400
