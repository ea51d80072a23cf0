"""Keys, marks and signatures: made once, kept from others, told apart."""

from __future__ import annotations

import stat
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.benchmark.keyring import (
    adopt,
    distrust,
    group_key,
    group_key_id,
    own_key,
    signing_key,
    trust,
    trusted,
)
from assess.benchmark.mark import group_mark, mark
from assess.benchmark.signature import is_signature_of, is_signed, public_of, sign, sign_edition
from assess.benchmark.verification import verify
from assess.errors import AssessError, Conflict, NotFound

from .instance import TODAY, Instance, contributions_of

KEY = bytes(range(32))
OTHER = "ab" * 32


def test_keys_are_made_once_and_for_the_owner_alone(tmp_path):
    folder = tmp_path / "keys"
    assert (own_key(folder), group_key_id(folder)) == ("", "")
    first, secret = public_of(signing_key(folder)), group_key(folder)
    assert (public_of(signing_key(folder)), group_key(folder)) == (first, secret)
    assert own_key(folder) == first
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {
        "signing.key": 0o600,
        "group.key": 0o600,
    }


def test_key_that_others_can_read_is_refused(tmp_path):
    group_key(tmp_path)
    (tmp_path / "group.key").chmod(0o644)
    with pytest.raises(AssessError, match="Others on this machine") as refusal:
        group_key(tmp_path)
    assert "chmod 600" in refusal.value.remedy


@pytest.mark.parametrize("name", ["signing.key", "group.key", "trusted.json"])
def test_damaged_key_file_is_never_replaced(tmp_path, name):
    path = tmp_path / name
    path.write_text("spoilt")
    path.chmod(0o600)
    read = {"signing.key": signing_key, "group.key": group_key, "trusted.json": trusted}[name]
    with pytest.raises(AssessError, match="cannot be read"):
        read(tmp_path)
    assert path.read_text() == "spoilt"


def test_group_key_of_a_federation_is_adopted_before_another_is_in_use(tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    shared = group_key(first).hex()
    assert adopt(second, f" {shared.upper()}\n") == group_key_id(first) == group_key_id(second)
    assert adopt(second, shared) == group_key_id(first)
    with pytest.raises(Conflict, match="another group key"):
        adopt(second, OTHER)
    assert group_key(second).hex() == shared
    with pytest.raises(AssessError, match="no group key"):
        adopt(tmp_path / "third", "too short")


def test_trust_list_takes_each_name_and_key_once(tmp_path):
    trust(tmp_path, "north", OTHER)
    for name, key in (("north", "cd" * 32), ("south", OTHER)):
        with pytest.raises(Conflict, match="north is on the list"):
            trust(tmp_path, name, key)
    with pytest.raises(AssessError, match="no public key"):
        trust(tmp_path, "east", "cd" * 31)
    trust(tmp_path, "east", "CD" * 32)
    assert [each.name for each in trusted(tmp_path)] == ["east", "north"]
    distrust(tmp_path, "north")
    with pytest.raises(NotFound):
        distrust(tmp_path, "north")
    assert [each.name for each in trusted(tmp_path)] == ["east"]


@pytest.mark.parametrize(
    "alike",
    [
        (
            "example.org",
            "EXAMPLE.org",
            "www.example.org",
            "https://www.example.org/about?a=b",
            "someone@example.org",
            "Some One <someone@Example.ORG>",
            " example.org. ",
        ),
        ("HRB 12345", "hrb12345", "HRB-12.345", "ＨＲＢ　１２３４５"),
        ("bücher.example", "xn--bcher-kva.example", "BÜCHER.example"),
        ("BR 12.345.678/0001-99", "br12345678000199"),
        ("пример.рф", "ПРИМЕР.РФ", "кто@пример.рф"),
    ],
)
def test_one_group_has_one_mark_however_it_is_written(alike):
    assert len({group_mark(KEY, each) for each in alike}) == 1


def test_marks_tell_groups_kinds_and_keys_apart():
    names = ["example.org", "example.com", "mail.example.org", "DE HRB 12345", "HRB 12345"]
    assert len({group_mark(KEY, name) for name in names}) == len(names)
    assert len({mark(KEY, kind, "a") for kind in ("group", "round", "account")}) == 3
    assert group_mark(KEY, "example.org") != group_mark(bytes(32), "example.org")


@pytest.mark.parametrize(
    "nothing",
    ["", "  ", "--", "someone@", "@", "a@b@", "x" * 201, "Acme Ltd", "exampleorg", f"{'x' * 70}.org"],
)
def test_what_names_nobody_is_refused(nothing):
    with pytest.raises(AssessError, match="neither a register number nor"):
        group_mark(KEY, nothing)


@pytest.mark.parametrize(
    ("shared", "words"),
    [
        ("gmail.com", "Anybody"),
        ("anna@GMail.com", "Anybody"),
        ("https://www.yahoo.co.uk/", "Anybody"),
        ("jan@wp.pl", "Anybody"),
        ("12345", "several countries"),
        ("１２３-45", "several countries"),
    ],
)
def test_what_many_organisations_share_names_none_of_them(shared, words):
    with pytest.raises(AssessError, match=words) as refusal:
        group_mark(KEY, shared)
    assert refusal.value.remedy


@given(st.text(max_size=80))
def test_any_text_gives_a_mark_or_a_refusal(text):
    try:
        found = group_mark(KEY, text)
    except AssessError:
        return
    assert 0 <= found < 2**64
    assert found == group_mark(KEY, f" {text} ")


@given(content=st.binary(max_size=60), flip=st.integers(0, 10_000))
def test_signature_is_of_one_content_one_key_and_one_kind(content, flip):
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.from_private_bytes(KEY)
    public, signature = public_of(key), sign(key, "edition", content)
    assert is_signed(public, "edition", content, signature)
    assert not is_signed(public, "contributions", content, signature)
    assert not is_signed(OTHER, "edition", content, signature)
    changed = bytearray(content or b"\0")
    changed[flip % len(changed)] ^= 1 << flip % 8
    assert not is_signed(public, "edition", bytes(changed), signature)
    assert not is_signed("no key", "edition", content, signature)


def test_signature_of_an_edition_covers_the_day(tmp_path):
    from msgspec.structs import replace

    found = sign_edition(signing_key(tmp_path), b"manifest", "2026-q3-1", TODAY)
    assert is_signature_of(found, b"manifest")
    assert not is_signature_of(replace(found, published_on=date(2026, 1, 1)), b"manifest")
    assert not is_signature_of(found, b"manifest ")


@pytest.fixture
def download(tmp_path) -> Path:
    """A released edition far from the data folder it was made in."""
    released = Instance(tmp_path / "data").release(contributions_of(range(20)))
    return released.folder.rename(tmp_path / "download")


def test_downloaded_edition_is_proved_without_any_data_folder(download, tmp_path):
    nowhere = tmp_path / "nowhere"
    key = own_key(tmp_path / "data" / "keys")
    assert verify(download, nowhere, key).known_as == ""
    assert not nowhere.exists()
    assert verify(download, tmp_path / "data" / "keys").known_as == "this instance"
    trust(nowhere, "publisher", key)
    assert verify(download, nowhere).known_as == "publisher"
    with pytest.raises(AssessError, match="signed by another key"):
        verify(download, nowhere, OTHER)


@pytest.mark.parametrize("name", ["manifest.json", "cells.json", "cells.csv", "README.md", "signature.json"])
def test_any_changed_byte_of_a_download_is_found(download, name, tmp_path):
    path = download / name
    path.chmod(0o600)
    text = path.read_bytes()
    for place in range(0, len(text), len(text) // 12):
        changed = bytearray(text)
        changed[place] ^= 1
        path.write_bytes(changed)
        with pytest.raises(AssessError):
            verify(download, tmp_path)


def test_edition_that_nobody_signed_is_not_proved(download, tmp_path):
    (download / "signature.json").unlink()
    with pytest.raises(AssessError, match="Nobody signed"):
        verify(download, tmp_path)
