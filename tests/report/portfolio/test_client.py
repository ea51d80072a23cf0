"""A list of clients is read entry by entry; every id makes a folder that is safe, and nobody else's."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.errors import AssessError
from assess.report.brand.model import Passage
from assess.report.portfolio.client import (
    Client,
    find_mentions,
    find_strangers,
    folder_of,
    read_clients,
)

SAFE = re.compile(r"[a-z0-9]([a-z0-9-]{0,47}[a-z0-9])?")


@pytest.fixture
def read(tmp_path: Path) -> Callable:
    """Read a list with this name and text."""

    def read_(name: str, text: str):
        (tmp_path / name).write_text(text, "utf-8")
        return read_clients(tmp_path / name)

    return read_


@given(st.text(max_size=400))
def test_any_id_makes_a_folder_that_is_safe_everywhere(id: str):
    assert SAFE.fullmatch(folder_of(id))


@given(st.text(max_size=60), st.text(max_size=60))
def test_two_ids_never_share_a_folder(one: str, other: str):
    assert (folder_of(one) == folder_of(other)) <= (one == other) or folder_of(one) in (one, other)


@pytest.mark.parametrize(
    ("id", "begins"),
    [
        ("riverside", "riverside"),
        ("Riverside", "riverside-"),
        ("<script>alert(1)</script>", "script-alert-1-script-"),
        ("=cmd|' /C calc'!A0", "cmd-c-calc-a0-"),
        ("../../etc", "etc-"),
        ("/etc/passwd", "etc-passwd-"),
        ("x" * 300, "x" * 40 + "-"),
        ("Książka", "ksiazka-"),
        ("Книги", "client-"),
        ("con", "con-"),
        ("..", "client-"),
        ("", "client-"),
    ],
)
def test_folders_of_usual_and_unusual_names(id: str, begins: str):
    assert folder_of(id).startswith(begins)
    assert SAFE.fullmatch(folder_of(id))


def test_a_list_a_sheet_and_a_folder_say_the_same(read: Callable, tmp_path: Path):
    listed, none = read(
        "list.yaml",
        "clients: [{id: a, title: One, language: pl, since: [b, c.json], audience: own, text: Said.}]",
    )
    sheet, _ = read("list.csv", 'id;title;language;since;audience;text\na;One;pl;"b; c.json";own;Said.\n')
    assert none == ()
    [one], [other] = listed, sheet
    assert (one.title, one.language, one.audience, one.assessment) == ("One", "pl", "own", "a")
    assert one.since == ("b", str(tmp_path / "c.json"))
    assert other.since == one.since
    assert [passage.markup for passage in other.passages] == [passage.markup for passage in one.passages]
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "a.json").write_text("{}")
    [(found)], _ = read_clients(tmp_path / "files")
    assert (found.id, found.assessment) == ("a", str(tmp_path / "files" / "a.json"))


def test_a_bad_entry_is_told_with_its_place_and_hides_no_other(read: Callable):
    entries = [
        "id: a",
        "id: b, titel: x",
        "id: f, texts: [{page: index, after: top}]",
        "title: x",
        "id: c, language: tlh",
        "id: d, text: <script>",
        "id: ''",
    ]
    clients, failures = read(
        "list.yaml", f"clients: [{', '.join(f'{{{entry}}}' for entry in (*entries, 'id: e'))}]"
    )
    assert [client.id for client in clients] == ["a", "e"]
    assert [failure.client for failure in failures] == ["b", "f", "x", "c", "d", "no. 7"]
    places = [re.findall(r"line 1 \(client (\d)\)", failure.error.where)[0] for failure in failures]
    assert "".join(places) == "234567"
    assert "titel" in failures[0].error.what
    assert "title" in failures[0].error.what.replace("titel", ""), "what it might have been"
    assert failures[1].error.where.endswith("(client 3), text 1")
    assert failures[4].error.where.endswith("(client 6), text")
    assert not any("[" in failure.error.where for failure in failures)
    assert all(failure.error.remedy for failure in failures)


@pytest.mark.parametrize(
    ("name", "text", "places"),
    [
        ("list.yaml", "clients:\n- id: a\n- id: b\n- id: a\n", ("line 2 (client 1)", "line 4 (client 3)")),
        ("list.csv", "id,title\na,One\nb,Two\na,Three\n", ("row 2", "row 4")),
        ("list.yaml", "clients:\n- id: a\n- {id: a, titel: x}\n", ("line 2 (client 1)", "line 3 (client 2)")),
    ],
)
def test_a_list_with_an_id_twice_is_refused_with_both_places(
    read: Callable, name: str, text: str, places: tuple[str, ...]
):
    with pytest.raises(AssessError) as refused:
        read(name, text)
    assert all(place in refused.value.what for place in places)
    assert "`a`" in refused.value.what
    assert refused.value.where.endswith(name)


def test_an_id_that_is_anothers_folder_is_refused_too(read: Callable):
    other = folder_of("A!")
    with pytest.raises(AssessError, match="share a folder"):
        read("list.yaml", f"clients: [{{id: A!}}, {{id: {other}}}]")


@pytest.mark.parametrize(
    ("name", "text", "what"),
    [
        ("list.yaml", "clients: []", "no client"),
        ("list.yaml", "- a", ""),
        ("list.csv", "id,title\n", "no client"),
        ("list.txt", "a", "no list"),
    ],
)
def test_a_list_that_is_none_is_refused(read: Callable, name: str, text: str, what: str):
    with pytest.raises(AssessError) as refused:
        read(name, text)
    assert what in refused.value.what


def client(title: str, said: str = "") -> Client:
    passage = Passage(
        page="index", section="top", side="after", markup="", said=(("text", said),), source="there"
    )
    return Client(id=title, title=title, assessment="x", passages=(passage,) if said else ())


def test_a_text_that_names_another_client_is_found_with_its_place():
    clients = [
        client("Mill", "As at Harbour Bank."),
        client("Harbour Bank", "At Harbour Bank."),
        client("Harbour"),
    ]
    found = find_mentions(clients, [])
    assert set(found) == {"Mill"}
    assert found["Mill"].where == "there"
    assert "Harbour Bank" in found["Mill"].what


def test_what_all_get_may_name_nobody():
    found = find_mentions([client("Mill"), client("Harbour Bank")], [("the brand's footer", "Made for Mill")])
    assert set(found) == {"Harbour Bank"}
    assert found["Harbour Bank"].where == "the brand's footer"


def earlier(title: str, assessment: str, *since: str) -> Client:
    return Client(id=title, title=title, assessment=assessment, since=since, where="row 2")


def test_an_earlier_assessment_that_the_list_says_is_anothers_is_found():
    found = find_strangers([earlier("Mill", "mill", "bank"), earlier("Harbour Bank", "bank")])
    assert set(found) == {"Mill"}
    assert "Harbour Bank" in found["Mill"].what
    assert found["Mill"].where == "row 2"
    both = find_strangers([earlier("Mill", "mill", "old"), earlier("Harbour Bank", "bank", "old")])
    assert set(both) == {"Mill", "Harbour Bank"}, "one of the two is wrong, and nobody knows which"


def test_several_reports_of_one_organisation_may_share_its_earlier_assessment():
    assert not find_strangers([earlier("Mill", "mill", "old"), earlier("MILL", "mill-public", "old")])
    assert not find_strangers([earlier("Mill", "mill", "old"), earlier("Młyn", "mill", "old")])


def test_a_name_that_begins_with_ones_own_is_found():
    assert set(find_mentions([client("Mill", "As at Mill Poland."), client("Mill Poland")], [])) == {"Mill"}


def test_a_name_within_ones_own_name_is_nobody_elses():
    assert not find_mentions([client("Mill"), client("Mill Poland", "At Mill Poland.")], [])


@pytest.mark.parametrize("text", ["At HARBOUR BANK.", "At harbour\nbank.", "At \uff28arbour Bank."])
def test_a_name_is_found_however_it_is_written(text: str):
    found = find_mentions([client("Mill", text), client("Harbour Bank", "We are HARBOUR BANK.")], [])
    assert set(found) == {"Mill"}
    assert found["Mill"].what.endswith("names another client: Harbour Bank.")
