"""The API under /api/v1: the journey of a program, and what it is told when something is wrong."""

from __future__ import annotations

import pytest
from litestar.testing import TestClient

from .conftest import Service

API = "/api/v1"
PROFILE = {"industry": "G", "size": "medium", "region": "eu-central"}
GUESSED = "A" * 32
PROBLEM = "application/problem+json"


class Caller:
    """A program that answers one assessment."""

    def __init__(self, client: TestClient, questionnaire: str = "cx-quick-check") -> None:
        self.client = client
        body = {"questionnaire": questionnaire, "profile": PROFILE}
        self.opened = client.post(f"{API}/assessments", json=body).json()
        self.address = f"{API}/assessments/{self.opened['token']}"

    def save(self, answers: dict, *, base: int = 0, **more):
        return self.client.patch(f"{self.address}/answers", json={"base": base, "answers": answers, **more})

    def submit(self, key: str = "c0ffee-0001", **more):
        return self.client.post(f"{self.address}/submit", json={"key": key, **more})

    def read(self) -> dict:
        return self.client.get(self.address).json()


@pytest.fixture
def caller(client: TestClient) -> Caller:
    return Caller(client)


def assert_problem(response, status: int, code: str) -> dict:
    """The response is an RFC 9457 problem of that status and kind; its members."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"].startswith(PROBLEM)
    problem = response.json()
    assert problem["type"] == f"urn:assess:problem:{code}"
    assert problem["status"] == status
    assert problem["title"]
    assert problem["detail"]
    return problem


def test_program_begins_saves_submits_and_reads_the_result(client: TestClient, caller: Caller):
    assert caller.opened["link"] == f"https://cx.example/a/{caller.opened['token']}"
    whole = client.get(f"{API}/questionnaires/cx-quick-check").json()
    questions = [q for dimension in whole["dimensions"] for q in dimension["questions"]]
    answers = {q["id"]: {"value": [q["options"][0]["id"]] if q["type"] == "many" else 2} for q in questions}
    saved = caller.save(answers).json()
    assert (saved["done"], saved["total"], saved["conflicts"]) == (12, 12, [])
    submitted = caller.submit().json()
    assert submitted["id"] == caller.opened["id"]
    assert submitted["scores"]["nodes"]["overall"]["score"] is not None
    result = client.get(f"{caller.address}/result").json()
    assert result["verdict"]["text"].startswith("You are at level")
    assert client.get(f"/a/{caller.opened['token']}/result/index.html").status_code == 200


def test_list_of_questionnaires_names_each_with_its_hash(client: TestClient, service: Service):
    listed = {entry["id"]: entry for entry in client.get(f"{API}/questionnaires").json()}
    assert set(listed) == set(service.desk.catalogue.questionnaires)
    for name, entry in listed.items():
        assert len(entry["hash"]) == 64
        assert client.get(f"{API}/questionnaires/{name}").json()["hash"] == entry["hash"]


def test_profile_lists_bands_in_the_order_of_the_tree(client: TestClient):
    bands = client.get(f"{API}/profile").json()
    assert [field["id"] for field in bands] == ["industry", "size", "region"]
    assert all(field["options"] and field["why"] for field in bands)


def test_score_stores_nothing_and_explains(fresh: Service):
    body = {"questionnaire": "cx-quick-check", "answers": {"qc-direction-01": {"value": 2}}}
    scored = fresh.client.post(f"{API}/score", json=body).json()
    steps = {step["question"]: step for step in scored["explanation"]["steps"]}
    assert steps["qc-direction-01"]["x"] == 0.5
    assert list(fresh.store.submissions()) == []


def test_editions_can_be_listed_and_fetched(compared_service: Service):
    client = compared_service.client
    [manifest] = client.get(f"{API}/editions").json()
    whole = client.get(f"{API}/editions/{manifest['edition']}").json()
    assert whole["manifest"] == manifest
    assert whole["cells"]["all"]["overall"]["n_band"] == "100+"
    assert_problem(client.get(f"{API}/editions/nothing"), 404, "not-found")


def test_result_of_the_api_says_what_the_page_says(compared_service: Service):
    caller = Caller(compared_service.client)
    caller.save({f"qc-direction-0{n}": {"value": 3} for n in (1, 2, 3)})
    caller.submit()
    result = compared_service.client.get(f"{caller.address}/result").json()
    page = compared_service.client.get(f"/a/{caller.opened['token']}/result/index.html").text
    assert result["verdict"]["text"].split(",")[0] in page


def test_api_and_form_share_one_assessment(service: Service, caller: Caller):
    caller.save({"qc-direction-01": {"value": 3}})
    window = service.window()
    window.open(f"/a/{caller.opened['token']}")
    assert window.page.fields["q.qc-direction-01"] == ["3"]
    window.fill(q__qc_direction_02="1").press()
    assert caller.read()["answers"]["qc-direction-02"] == {"value": 1}


# Two at once, and again ---------------------------------------------------------------------------------------------


def test_answer_changed_by_another_since_is_a_conflict_and_stands(caller: Caller):
    caller.save({"qc-direction-01": {"value": 3}})
    told = caller.save({"qc-direction-01": {"value": 1}, "qc-direction-02": {"value": 2}}).json()
    assert told["conflicts"] == ["qc-direction-01"]
    assert {name: a["value"] for name, a in caller.read()["answers"].items()} == {
        "qc-direction-01": 3,
        "qc-direction-02": 2,
    }


def test_overwrite_wins_when_asked_for(caller: Caller):
    caller.save({"qc-direction-01": {"value": 3}})
    assert caller.save({"qc-direction-01": {"value": 1}}, overwrite=True).json()["conflicts"] == []
    assert caller.read()["answers"]["qc-direction-01"]["value"] == 1


def test_save_sent_again_with_its_key_acts_once(caller: Caller):
    first = caller.save({"qc-direction-01": {"value": 3}}, key="try-0001").json()
    again = caller.save({"qc-direction-01": {"value": 3}}, key="try-0001").json()
    assert first["revision"] == again["revision"] == caller.read()["revision"]


def test_submission_sent_again_is_the_same_one(caller: Caller):
    assert caller.submit().json() == caller.submit().json()


def test_second_submission_is_a_conflict(caller: Caller):
    caller.submit()
    assert_problem(caller.submit("another-0001"), 409, "conflict")
    assert_problem(caller.save({"qc-direction-01": {"value": 3}}), 409, "conflict")


def test_revision_that_is_not_there_yet_is_a_conflict(caller: Caller):
    assert_problem(caller.save({"qc-direction-01": {"value": 3}}, base=9), 409, "conflict")


# What cannot be kept ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "where", "words"),
    [
        ({"nothing-01": {"value": 1}}, "nothing-01", "no such question"),
        ({"qc-direction-01": {"value": 5}}, "qc-direction-01", "off the scale"),
        ({"qc-direction-01": {"value": -1}}, "qc-direction-01", "off the scale"),
        ({"qc-direction-01": {"value": "2"}}, "qc-direction-01", "off the scale"),
        ({"qc-direction-01": {"value": 1.5}}, "qc-direction-01", "off the scale"),
        ({"qc-direction-01": {"state": "not_applicable"}}, "qc-direction-01", "needs a reason"),
        ({"qc-direction-01": {"state": "inactive"}}, "qc-direction-01", "worked out"),
        ({"qc-direction-01": {"state": "unknown", "value": 1}}, "qc-direction-01", "contradict"),
    ],
)
def test_answer_that_cannot_be_kept_names_its_question(caller: Caller, answers: dict, where: str, words: str):
    problem = assert_problem(caller.save(answers), 422, "invalid-answer")
    assert problem["where"] == where
    assert words in problem["detail"]
    assert problem["remedy"]
    assert caller.read()["answers"] == {}


def test_one_bad_answer_keeps_the_good_ones_out_too(caller: Caller):
    caller.save({"qc-direction-01": {"value": 1}, "qc-direction-02": {"value": 99}})
    assert caller.read()["answers"] == {}


def test_answer_to_a_hidden_question_is_refused(client: TestClient):
    caller = Caller(client, "deliveries")
    problem = assert_problem(caller.save({"parcel-fleet": {"value": 1}}), 422, "invalid-answer")
    assert problem["where"] == "parcel-fleet"
    told = caller.save({"parcel-own": {"value": "own"}, "parcel-fleet": {"value": 1}}).json()
    assert told["conflicts"] == []
    assert "parcel-fleet" not in told["inactive"]


def test_question_that_a_band_hides_is_refused_until_the_band_changes(client: TestClient):
    caller = Caller(client, "deliveries")
    assert_problem(caller.save({"counter-queue": {"value": 1}}), 422, "invalid-answer")
    assert caller.save({"counter-queue": {"value": 1}}, profile={"size": "large"}).status_code == 200


@pytest.mark.parametrize("profile", [{"industry": "ZZ"}, {"colour": "red"}, {"size": ""}])
def test_band_that_does_not_exist_is_refused(caller: Caller, client: TestClient, profile: dict):
    assert_problem(caller.save({}, profile=profile), 422, "invalid-answer")
    body = {"questionnaire": "cx-quick-check", "answers": {}, "profile": profile}
    assert_problem(client.post(f"{API}/score", json=body), 422, "invalid-answer")


def test_unfinished_profile_keeps_from_submitting(client: TestClient):
    opened = client.post(f"{API}/assessments", json={"questionnaire": "cx-quick-check"}).json()
    response = client.post(f"{API}/assessments/{opened['token']}/submit", json={"key": "c0ffee-0001"})
    assert assert_problem(response, 422, "invalid-answer")["where"] == "industry"


# What cannot be read ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "where"),
    [
        (b"", ""),
        (b"{", ""),
        (b"[]", ""),
        (b'{"base": 0, "answers": {"qc-direction-01": {"value": 1}}', ""),
        (b'{"base": "x"}', "$.base"),
        (b'{"base": 0, "nonsense": 1}', ""),
        (
            b'{"base": 0, "answers": {"qc-direction-01": {"nonsense": 1}}}',
            "$.answers.qc-direction-01.nonsense",
        ),
        (b'{"base": 0, "answers": {"qc-direction-01": {"comment": "\\ud800"}}}', ""),
        (b'{"base": 0, "answers": {"qc-direction-01": {"value": NaN}}}', ""),
        (b"\xff\xfe", ""),
    ],
)
def test_body_that_cannot_be_read_is_told(caller: Caller, body: bytes, where: str):
    response = caller.client.patch(
        f"{caller.address}/answers", content=body, headers={"content-type": "application/json"}
    )
    problem = assert_problem(response, 400, "unreadable")
    assert problem.get("where", "").startswith(where)


def test_over_long_comment_is_refused(caller: Caller):
    answers = {"qc-direction-01": {"value": 1, "comment": "x" * 2001}}
    problem = assert_problem(caller.save(answers), 400, "unreadable")
    assert "2,001 characters" in problem["detail"]
    assert "at most 2,000 characters" in problem["remedy"]
    assert problem["where"] == "$.answers.qc-direction-01.comment"


def test_body_over_a_megabyte_is_refused(caller: Caller):
    response = caller.save({"qc-direction-01": {"value": 1, "comment": "x" * 1_000_001}})
    assert_problem(response, 413, "too-large")
    assert caller.read()["answers"] == {}


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""]
)
def test_content_type_other_than_json_is_refused(caller: Caller, kind: str):
    headers = {"content-type": kind} if kind else {}
    response = caller.client.patch(f"{caller.address}/answers", content=b'{"base": 0}', headers=headers)
    assert_problem(response, 415, "wrong-content-type")


def test_json_with_a_charset_is_read(caller: Caller):
    headers = {"content-type": "application/json; charset=utf-8"}
    response = caller.client.patch(f"{caller.address}/answers", content=b'{"base": 0}', headers=headers)
    assert response.status_code == 200


# What is not there --------------------------------------------------------------------------------------------------


def test_tokens_that_open_nothing_are_told_all_alike(fresh: Service):
    caller = Caller(fresh.client)
    fresh.clock.turn(days=181)
    told = set()
    for token in (caller.opened["token"], GUESSED, "x", "%00", "ż" * 32):
        address = f"{API}/assessments/{token}"
        told |= {fresh.client.get(address).text, fresh.client.get(f"{address}/result").text}
        told |= {fresh.client.patch(f"{address}/answers", json={"base": 0}).text}
        told |= {fresh.client.post(f"{address}/submit", json={"key": "c0ffee-0001"}).text}
    assert len(told) == 1
    assert '"status":404' in told.pop()


def test_result_before_submission_is_a_conflict(caller: Caller):
    assert_problem(caller.client.get(f"{caller.address}/result"), 409, "conflict")


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/api/v2/questionnaires", "/api/v1/assessments/a/b/c"])
def test_unknown_address_is_a_problem(client: TestClient, path: str):
    assert_problem(client.get(path), 404, "no-such-address")


def test_unknown_questionnaire_is_a_problem(client: TestClient):
    assert_problem(client.get(f"{API}/questionnaires/nothing"), 404, "not-found")
    body = {"questionnaire": "nothing"}
    assert_problem(client.post(f"{API}/assessments", json=body), 404, "not-found")


def test_wrong_method_is_a_problem(client: TestClient):
    assert_problem(client.delete(f"{API}/questionnaires"), 405, "wrong-method")


def test_bug_is_a_problem_without_its_trace(
    client: TestClient, service: Service, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(service.desk, "catalogue", None)
    problem = assert_problem(client.get(f"{API}/questionnaires"), 500, "internal")
    assert "NoneType" not in str(problem)


def test_what_if_names_the_cheapest_answers_and_the_score_they_give(client: TestClient):
    answers = {f"qc-direction-0{number}": {"value": 1} for number in (1, 2, 3)}
    body = {"questionnaire": "cx-quick-check", "answers": answers, "node": "qc-direction"}
    way = client.post(f"{API}/what-if", json=body).json()["average"]
    assert way["what_if"]["node"] == "qc-direction"
    assert way["what_if"]["cost"] == sum(change["cost"] for change in way["what_if"]["changes"])
    for change in way["what_if"]["changes"]:
        answers[change["question"]] = {"value": change["value"]}
    scores = client.post(f"{API}/score", json={"questionnaire": "cx-quick-check", "answers": answers}).json()
    assert scores["scores"]["nodes"]["qc-direction"] == way["after"]
    assert way["after"]["level"] == way["what_if"]["level"]


def test_what_if_of_what_cannot_be_scored_is_null_and_of_an_unknown_dimension_refused(client: TestClient):
    body = {"questionnaire": "cx-quick-check", "answers": {}}
    assert client.post(f"{API}/what-if", json=body).json() == {"average": None, "practices": None}
    refused = client.post(f"{API}/what-if", json={**body, "node": "nowhere"})
    assert_problem(refused, 404, "not-found")
    assert "qc-direction" in refused.json()["remedy"]


def test_score_tells_the_views_beside_it(client: TestClient):
    answers = {f"qc-direction-0{number}": {"value": 2} for number in (1, 2, 3)}
    body = {"questionnaire": "cx-quick-check", "answers": answers}
    views = client.post(f"{API}/score", json=body).json()["views"]
    assert {"theme", "owner", "phase", "steps"} == set(views)
    assert any(node["score"] is not None for node in views["owner"].values())
    assert all(node["reason"] for node in views["owner"].values() if node["score"] is None)
