"""The OpenAPI document: it describes the API that there is, and every example in it is accepted by its own endpoint."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from jsonschema import Draft202012Validator
from litestar.testing import TestClient

from .conftest import Service

BODIES = ("post", "patch", "put")


@pytest.fixture(scope="module")
def document(service: Service) -> dict:
    return service.client.get("/api/openapi.json").json()


def operations(document: dict) -> Iterator[tuple[str, str, dict]]:
    """Every operation as (path, method, description)."""
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            if method in ("get", *BODIES, "delete"):
                yield path, method, operation


def examples(operation: dict) -> list[object]:
    """The examples of an operation's JSON body."""
    return (
        operation.get("requestBody", {})
        .get("content", {})
        .get("application/json", {})
        .get("schema", {})
        .get("examples", [])
    )


def test_document_is_openapi_3_1_with_every_part_it_needs(document: dict):
    assert document["openapi"].startswith("3.1")
    assert document["info"]["title"] == "assess"
    assert document["info"]["version"]
    names = [operation["operationId"] for _, _, operation in operations(document)]
    assert len(names) == len(set(names))
    for path, method, operation in operations(document):
        assert path.startswith("/api/v1/"), path
        assert operation["summary"], (path, method)
        assert operation["description"], (path, method)
        assert operation["responses"], (path, method)
        named = {p["name"] for p in operation.get("parameters", []) if p["in"] == "path"}
        assert named == {part[1:-1] for part in path.split("/") if part.startswith("{")}, path


def test_every_reference_in_the_document_leads_somewhere(document: dict):
    def walk(node: object) -> Iterator[str]:
        if isinstance(node, dict):
            if isinstance(node.get("$ref"), str):
                yield node["$ref"]
            for value in node.values():
                yield from walk(value)
        elif isinstance(node, list):
            for value in node:
                yield from walk(value)

    schemas = document["components"]["schemas"]
    references = set(walk(document))
    assert references
    for reference in references:
        assert reference.removeprefix("#/components/schemas/") in schemas, reference


def test_schemas_are_valid_json_schema(document: dict):
    for name, schema in document["components"]["schemas"].items():
        Draft202012Validator.check_schema(schema)
        assert schema, name


def test_operators_addresses_are_not_in_the_document(document: dict):
    assert not [path for path in document["paths"] if "operator" in path]


def test_every_operation_that_can_refuse_describes_its_problems(document: dict):
    for path, method, operation in operations(document):
        if method in BODIES or "{" in path:
            kinds = operation["responses"]["404"]["content"]
            assert list(kinds) == ["application/problem+json"], path


def test_every_body_has_an_example_that_fits_its_schema(document: dict):
    for path, method, operation in operations(document):
        if method not in BODIES:
            continue
        assert examples(operation), path
        schema = operation["requestBody"]["content"]["application/json"]["schema"]
        validator = Draft202012Validator({**schema, "components": document["components"]})
        for example in examples(operation):
            validator.validate(example)


def test_every_example_is_accepted_by_its_own_endpoint(document: dict, client: TestClient):
    tried = 0
    for path, method, operation in operations(document):
        for example in examples(operation):
            begun = client.post("/api/v1/assessments", json={"questionnaire": "cx-quick-check"}).json()
            profile = {"industry": "G", "size": "medium", "region": "eu-central"}
            address = f"/api/v1/assessments/{begun['token']}/answers"
            if path.endswith(("/submit", "/contribution")):
                client.patch(address, json={"base": 0, "profile": profile})
            if path.endswith("/contribution"):
                client.post(address.replace("answers", "submit"), json={"key": "key-0001"})
            response = client.request(method, path.replace("{token}", begun["token"]), json=example)
            assert response.status_code in (200, 201), f"{path}: {response.text}"
            tried += 1
    assert tried >= 4


@pytest.mark.parametrize(
    "path",
    [
        "/questionnaires",
        "/questionnaires/cx-quick-check",
        "/profile",
        "/editions",
        "/score",
        "/what-if",
        "/assessments",
    ],
)
def test_answers_fit_the_schema_they_are_described_by(document: dict, client: TestClient, path: str):
    full = path.replace("/cx-quick-check", "/{questionnaire}")
    [(method, operation)] = [(m, o) for p, m, o in operations(document) if p == f"/api/v1{full}"]
    body = {"json": examples(operation)[0]} if method == "post" else {}
    response = client.request(method, f"/api/v1{path}", **body)
    described = operation["responses"][str(response.status_code)]["content"]["application/json"]["schema"]
    Draft202012Validator({**described, "components": document["components"]}).validate(response.json())


def test_a_result_fits_the_schema_it_is_described_by(document: dict, client: TestClient):
    begun = client.post("/api/v1/assessments", json={"questionnaire": "cx-quick-check"}).json()
    address = f"/api/v1/assessments/{begun['token']}"
    profile = {"industry": "G", "size": "medium", "region": "eu-central"}
    client.patch(f"{address}/answers", json={"base": 0, "profile": profile})
    client.post(f"{address}/submit", json={"key": "key-0001"})
    found = client.get(f"{address}/result").json()
    operation = document["paths"]["/api/v1/assessments/{token}/result"]["get"]
    described = operation["responses"]["200"]["content"]["application/json"]["schema"]
    validator = Draft202012Validator({**described, "components": document["components"]})
    validator.validate(found)
    assert set(found["verdict"]) == {"text", "key", "arguments"}
    assert not validator.is_valid({**found, "verdict": {"key": found["verdict"]["key"]}})


def test_documentation_page_loads_only_from_this_host(client: TestClient):
    page = client.get("/api/docs").text
    assert "http" not in page.replace("http://www.w3.org", "")
    for asset in ("/api/docs/swagger-ui.css", "/api/docs/swagger-ui-bundle.js", "/static/api-docs.js"):
        assert asset in page
        assert client.get(asset).status_code == 200
