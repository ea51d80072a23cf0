"""Contributing to the benchmark: what would leave, who may decide, what is told, and what never is."""

from __future__ import annotations

import re
import time

import pytest
from litestar.testing import TestClient

from assess.benchmark.federation import COLUMNS
from assess.errors import NotFound
from assess.store.record import Sweep

from .conftest import Service
from .visitor import Visitor

PATHS = ("contribution", "withdraw")
EVERYBODY = Sweep(by="operator", most_signals=6)


def submitted(service: Service, group: str = "", *, contributes: bool = True) -> Visitor:
    """A window on the result of an assessment that was just submitted."""
    window = service.window()
    window.begin()
    window.answer_all(lambda name: int(name[-1]) % 4)
    if contributes:
        window.fill(contributes="yes", group=group)
    window.press()
    assert window.url.endswith("/result/index.html"), window.page.text
    return window


def id_of(service: Service, window: Visitor) -> str:
    return service.store.draft(window.token).id


def state_of(service: Service, window: Visitor) -> str:
    return service.store.standing(id_of(service, window)).state


def test_review_shows_exactly_what_a_contribution_holds(fresh: Service) -> None:
    window = fresh.window()
    window.begin()
    window.fill(q__qc_direction_01__comment="secret remark")
    page = window.answer_all(lambda name: int(name[-1]) % 4)
    assert "Wholesale and retail trade" in page.text
    assert "50–249 people" in page.text
    assert "secret remark" not in page.text
    window.fill(contributes="yes", group="example.org").press()
    fresh.store.decide(EVERYBODY).result()
    given = fresh.store.contributions("cx-quick-check", fresh.desk.panel, synthetic=False)
    shown = re.findall(r"\d\.\d\d", page.text)
    left = [f"{score / 100:.2f}" for score in given.score[0].tolist() if score >= 0]
    assert sorted(shown) == sorted(left), "no more and no less than what leaves"
    assert f"Level by core practices {given.staged[0]}" in page.text
    assert "keyed hash" in page.text


def test_review_has_a_line_for_every_column_of_a_file_that_leaves(service: Service) -> None:
    window = service.window()
    window.begin()
    page = window.answer_all(lambda name: int(name[-1]) % 4)
    lines = {
        "group": "Corporate group a keyed hash",
        "account": "Corporate group a keyed hash",  # who answers by the form brings it in
        "round": "This assessment a keyed hash",
        "day": "Date the day you submit",
        "path": "Industry",
        "scores": "Score: ",
        "staged": "Level by core practices",
    }
    assert set(lines) == set(COLUMNS)
    for column, line in lines.items():
        assert line in page.text, column
    assert "The score of a question says as much as your answer to it." in page.text
    assert "Nothing of your answers is passed on unless you agree." in page.text


def test_contribution_waits_for_somebody_who_vouches(service: Service) -> None:
    window = submitted(service, "example.org")
    assert "Your contribution waits" in window.page.text
    assert "group is not known" not in window.page.text
    service.decide("accepted", id_of(service, window))
    assert "Your contribution is accepted" in window.open(window.url).text
    service.decide("refused", id_of(service, window), because="It was a <test>.")
    assert "Your contribution was refused" in window.open(window.url).text
    assert "It was a <test>." in window.page.text


def test_what_was_entered_is_kept_as_a_hash_alone(fresh: Service) -> None:
    window = submitted(fresh, "www.Secret-Holding.example")
    with fresh.store._ledger.cursor() as cursor:
        kept = [
            str(row)
            for (table,) in cursor.execute("select table_name from duckdb_tables()").fetchall()
            for row in cursor.execute(f"select * from {table}").fetchall()
        ]
    assert kept
    assert not [row for row in kept if "secret-holding" in row.casefold()]
    assert "ecret-" not in window.open(f"/a/{window.token}/contribution").text


@pytest.mark.parametrize("again", ["EXAMPLE.org", "anna@example.org", "https://www.example.org/about"])
def test_one_group_is_one_however_it_is_written(service: Service, again: str) -> None:
    first, second = (submitted(service, identity) for identity in ("example.org", again))
    marks = {service.store.standing(id_of(service, window)).party for window in (first, second)}
    assert len(marks) == 1


def test_consent_without_a_group_is_taken_and_told_to_wait_for_it(service: Service) -> None:
    window = submitted(service)
    assert "Your corporate group is not known yet" in window.page.text
    page = window.open(f"/a/{window.token}/contribution")
    assert "group" in page.fields
    page = window.fill(group="HRB 12345").press()
    assert "group is not known" not in page.text
    assert service.store.standing(id_of(service, window)).party is not None


def test_what_is_no_group_is_told_beside_its_field_and_nothing_is_submitted(service: Service) -> None:
    window = service.window()
    window.begin()
    window.answer_all()
    page = window.fill(contributes="yes", group="???").press()
    assert window.status == 422
    assert "neither a register number nor an e-mail domain" in page.text
    assert {"group", "group-error"} <= set(page.ids)
    assert (page.fields["group"], page.fields["contributes"]) == (["???"], ["yes"])
    assert service.store.draft(window.token).submission is None


def test_group_without_consent_is_asked_about_once_and_then_not_read(service: Service) -> None:
    window = service.window()
    window.begin()
    window.answer_all()
    page = window.fill(group="example.org").press()
    assert window.status == 422
    assert "the box is not ticked" in page.text
    assert (page.fields["group"], "contributes" in page.fields) == (["example.org"], False), "nothing is lost"
    assert service.store.draft(window.token).submission is None
    window.press()
    found = service.store.standing(id_of(service, window))
    assert (found.state, found.party) == ("none", None)
    assert "You have not contributed" in window.page.text


def test_who_is_asked_and_ticks_the_box_contributes(service: Service) -> None:
    window = service.window()
    window.begin()
    window.answer_all()
    window.fill(group="example.org").press()
    window.fill(contributes="yes").press()
    found = service.store.standing(id_of(service, window))
    assert (found.state, found.party is None) == ("waiting", False)


def test_a_mere_name_is_no_group(service: Service) -> None:
    window = service.window()
    window.begin()
    window.answer_all()
    page = window.fill(contributes="yes", group="Acme Ltd").press()
    assert window.status == 422
    assert "neither a register number nor an e-mail domain" in page.text
    assert page.fields["group"] == ["Acme Ltd"]


def test_page_says_whether_a_group_was_named(service: Service) -> None:
    window = submitted(service)
    page = window.open(f"/a/{window.token}/contribution")
    assert "Corporate group not named" in page.text
    empty = window.press()
    assert window.status == 422
    assert "neither a register number nor" in empty.text
    page = window.fill(group="example.org").press()
    assert "Corporate group named: a keyed hash" in page.text
    service.decide("withdrawn", id_of(service, window))
    page = window.open(f"/a/{window.token}/contribution")
    assert "a keyed hash, if you name it" in page.text


def test_withdrawing_asks_first_then_holds_from_the_next_edition(fresh: Service) -> None:
    window = submitted(fresh, "example.org")
    fresh.store.decide(EVERYBODY).result()
    assert len(fresh.store.contributions("cx-quick-check", fresh.desk.panel, synthetic=False)) == 1
    assert f"/a/{window.token}/withdraw" in window.page.links
    page = window.open(f"/a/{window.token}/withdraw")
    assert "never issued again" in page.text
    assert state_of(fresh, window) == "accepted", "looking changes nothing"
    page = window.press()
    assert "Your contribution is withdrawn" in page.text
    with pytest.raises(NotFound):
        fresh.store.contributions("cx-quick-check", fresh.desk.panel, synthetic=False)
    assert window.send({}, f"/a/{window.token}/withdraw").status_code == 200, "a second time changes nothing"
    assert state_of(fresh, window) == "withdrawn"


def test_who_did_not_contribute_can_do_so_later_and_only_with_the_box_ticked(service: Service) -> None:
    window = submitted(service, contributes=False)
    page = window.open(f"/a/{window.token}/contribution")
    assert "contributes" not in page.fields
    page = window.fill(group="example.org").press()
    assert window.status == 422
    assert "the box is not ticked" in page.text
    assert state_of(service, window) == "none"
    page = window.fill(contributes="yes").press()
    assert "Your contribution waits" in page.text
    assert service.store.standing(id_of(service, window)).party is not None


def test_pages_of_a_contribution_lead_back_before_there_is_one(service: Service) -> None:
    window = service.window()
    window.begin()
    for path in PATHS:
        window.open(f"/a/{window.token}/{path}")
        assert "/d/" in window.url
        assert window.send({"contributes": ["yes"]}, f"/a/{window.token}/{path}").status_code == 200
    assert service.store.draft(window.token).submission is None
    done = submitted(service, contributes=False)
    done.open(f"/a/{done.token}/withdraw")
    assert done.url.endswith("/contribution"), "there is nothing to withdraw"


@pytest.mark.parametrize("code", ["pl", "ru", "sr", "sr-Latn"])
def test_every_word_of_it_is_translated(service: Service, code: str) -> None:
    window = submitted(service)
    english = {
        text
        for path in ("contribution", "withdraw")
        for text in window.open(f"/a/{window.token}/{path}").own_words
    }
    for path in ("contribution", "withdraw"):
        page = window.open(f"/{code}/a/{window.token}/{path}")
        left = {text for text in page.own_words if text in english and len(text.split()) > 2}
        assert not {text for text in left if not text.startswith(("assess", "cx-"))}, left


def test_nobody_withdraws_without_the_private_link(service: Service, client: TestClient) -> None:
    window = submitted(service, "example.org")
    stranger, id = "A" * 32, id_of(service, window)
    for token in (stranger, id, id + "x" * 16):
        for method, path in (
            ("DELETE", f"/api/v1/assessments/{token}/contribution"),
            ("GET", f"/a/{token}/withdraw"),
        ):
            assert client.request(method, path).status_code == 404
        body, kind = "x=1", {"content-type": "application/x-www-form-urlencoded"}
        assert client.post(f"/a/{token}/withdraw", content=body, headers=kind).status_code == 404
    operator = client.post(
        "/api/v1/operator/decisions", json={"kind": "withdrawn", "ids": [id], "by": "somebody"}
    )
    assert operator.status_code == 403
    assert state_of(service, window) == "waiting"


def test_link_of_another_instance_opens_nothing_here(service: Service, fresh: Service) -> None:
    theirs = submitted(fresh, "example.org")
    path = f"/api/v1/assessments/{theirs.token}/contribution"
    assert service.client.delete(path).status_code == 404
    assert fresh.client.get(path).json()["state"] == "waiting"


def test_words_and_time_tell_nothing_of_how_many_there_are(fresh: Service) -> None:
    def told() -> tuple[set[str], float]:
        texts, seconds = set(), []
        for _ in range(8):
            begin = time.perf_counter()
            answer = fresh.client.delete(f"/api/v1/assessments/{'B' * 32}/contribution")
            seconds.append(time.perf_counter() - begin)
            texts.add(answer.text)
        return texts, sorted(seconds)[len(seconds) // 2]

    def page(window: Visitor) -> str:
        text = window.open(f"/a/{window.token}/contribution").text
        return text.replace(window.token, "")

    first = submitted(fresh, "one.example")
    alone, quick = told()
    words = page(first)
    for number in range(12):
        submitted(fresh, f"company-{number}.example")
    fresh.store.decide(EVERYBODY).result()
    fresh.decide("withdrawn", id_of(fresh, first))
    several, quick_again = told()
    assert alone == several, "the same words, whoever else is there"
    assert len(alone) == 1
    assert quick_again < 20 * quick + 0.05
    second = submitted(fresh, "two.example")
    assert page(second) == words


def test_api_tells_what_leaves_before_and_after(service: Service, client: TestClient) -> None:
    begun = client.post(
        "/api/v1/assessments",
        json={
            "questionnaire": "cx-quick-check",
            "profile": {"industry": "G", "size": "medium", "region": "eu-central"},
        },
    ).json()
    base = f"/api/v1/assessments/{begun['token']}"
    answers = {f"qc-direction-0{n}": {"value": 2, "comment": "secret remark"} for n in (1, 2)}
    client.patch(f"{base}/answers", json={"base": 0, "answers": answers})
    before = client.get(f"{base}/contribution").json()
    assert (before["state"], before["day"], before["is_group_known"]) == ("none", None, False)
    assert before["profile"] == {"industry": "G", "size": "medium", "region": "eu-central"}
    assert before["scores"]["question/qc-direction-01"] == 2.5
    assert before["scores"]["question/qc-learning-01"] is None
    assert "secret" not in str(before)
    mistaken = client.post(f"{base}/submit", json={"key": "key-0001", "group": "example.org"})
    assert (mistaken.status_code, mistaken.json()["where"]) == (409, "group")
    wrong = client.post(f"{base}/submit", json={"key": "key-0001", "contributes": True, "group": "?"})
    assert (wrong.status_code, wrong.json()["where"]) == (400, "group")
    assert client.get(f"{base}/contribution").json() == before
    client.post(f"{base}/submit", json={"key": "key-0001", "contributes": True, "group": "example.org"})
    after = client.get(f"{base}/contribution").json()
    assert (after["state"], after["is_group_known"]) == ("waiting", True)
    assert after["scores"] == before["scores"]


def test_api_withdraws_and_contributes_again(service: Service, client: TestClient) -> None:
    window = submitted(service, "example.org")
    path = f"/api/v1/assessments/{window.token}/contribution"
    service.decide("accepted", id_of(service, window))
    assert [client.delete(path).json()["state"] for _ in range(2)] == ["withdrawn", "withdrawn"]
    again = client.post(path, json={"group": "example.org"}).json()
    assert (again["state"], again["is_group_known"]) == ("waiting", True)
    assert client.post(path, json={"consent": True}).status_code == 400, "strict: no field is passed over"
    assert client.post(path, json={}).json()["state"] == "waiting"


def test_group_is_mended_by_the_link_while_nobody_has_vouched_for_it_and_never_after(
    service: Service, client: TestClient
) -> None:
    window = submitted(service, "mistyped.example")
    mistyped = service.store.standing(id_of(service, window)).party
    window.open(f"/a/{window.token}/contribution")
    assert "you can name another one" in window.page.text
    window.fill(group="right.example").press()
    right = service.store.standing(id_of(service, window)).party
    assert right not in (mistyped, None)
    client.post(f"/api/v1/assessments/{window.token}/contribution", json={"group": "victim.example"})
    before = service.store.standing(id_of(service, window)).party
    assert before not in (mistyped, right, None)
    service.decide("accepted", id_of(service, window))
    client.post(f"/api/v1/assessments/{window.token}/contribution", json={"group": "other.example"})
    found = service.store.standing(id_of(service, window))
    assert (found.state, found.party) == ("accepted", before)
