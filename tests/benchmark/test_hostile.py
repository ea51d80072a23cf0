"""Whatever the bytes of an edition or of a contribution file are, they are refused in words, or read as what they are."""

from __future__ import annotations

import copy
import shutil
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from assess.benchmark.archive import (
    DamagedEdition,
    UnknownKey,
    read,
    read_manifest,
    read_signature,
    released,
    write,
)
from assess.benchmark.difference import difference
from assess.benchmark.document import CELLS, MANIFEST, SIGNATURE, contents, name
from assess.benchmark.edition import build
from assess.benchmark.federation import Export, Row, contributions_of, encode, export, open_file, seal
from assess.benchmark.merging import merge
from assess.benchmark.model import Edition, Manifest, Thresholds
from assess.benchmark.noise import expected
from assess.benchmark.quarter import quarter_of
from assess.benchmark.scrutiny import EDITION, NODE, is_cohort, is_name
from assess.benchmark.signature import public_of, sign, sign_edition
from assess.benchmark.vote import elect
from assess.errors import AssessError

from . import instance as sample
from .hostile import forge, put
from .instance import GROUP_KEY, Instance, quarter

DEEP = b"[" * 200_000 + b"]" * 200_000
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
KNOWN = {public_of(KEY): "trusted"}
NOW = datetime(2026, 7, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def edition() -> Edition:
    """A synthetic edition of 60 organisations: one that nobody needs to sign."""
    made = sample.contributions_of(range(60), cohorts=("C/small", "G"), synthetic=True)
    return build(made, quarter=quarter("2026-q2")).edition


@pytest.fixture(scope="module")
def exported() -> Export:
    """What an instance gives to a common edition."""
    made = sample.contributions_of(range(14), cohorts=("C/small", "G"))
    return export(made, quarter("2026-q2"), group_key=GROUP_KEY, key="", now=NOW)


def refusal_of(folder: Path) -> AssessError:
    with pytest.raises(AssessError) as refusal:
        read(folder)
    assert refusal.value.where
    assert refusal.value.remedy
    return refusal.value


@pytest.mark.parametrize(
    "changes",
    [
        {"edition": "../../../evil"},
        {"edition": "x" * 5_000},
        {"edition": "2026-q2\n"},
        {"questionnaire": "../../evil"},
        {"questionnaire": "a/b"},
        {"questionnaire_hash": "../../../../etc/passwd"},
        {"version": "1.0.0\x1b[2J"},
        {"rules": "<script>"},
        {"before": "../x"},
        {"members": ("nobody",)},
        {"note": "a bell \x07"},
        {"note": "n" * 100_000},
        {"period_from": date(2027, 1, 1)},
        {"period_from": date(9999, 1, 1), "period_to": date(9999, 12, 31)},
        {"minimum": 5.0, "maximum": 0.0},
        {"maximum": 1e300},
        {"tree": ("../x",)},
        {"suppressed": {"../../x": "time"}},
        {"suppressed": {"C/small/east/town": "time"}},
        {"suppressed": {"": "time"}},
        {"withheld": {"C/..": {}}},
        {"withheld": {"C": {"../x": "time"}}},
        {"levels": (10**12,)},
        {"thresholds": Thresholds(round_to=0)},
        {"thresholds": Thresholds(epsilon=1.0, epsilon_n=0)},
        {"thresholds": Thresholds(bands=())},
        {"thresholds": Thresholds(min_age_days=-3)},
    ],
    ids=lambda changes: ",".join(changes),
)
def test_manifest_that_cannot_be_is_refused(edition, tmp_path, changes):
    folder = forge(edition, tmp_path, id="forged" if "edition" in changes else "", **changes)
    assert isinstance(refusal_of(folder), DamagedEdition)


@pytest.mark.parametrize(
    "change",
    [
        {"cohort": "../../x"},
        {"cohort": "C/all"},
        {"node": "../x"},
        {"node": "a/b/c"},
        {"n_band": "<b>"},
        {"n_band": "9" * 5_000},
        {"held_from": "../x"},
        {"mean": 1e30},
        {"median": -1.0},
        {"p25": 5.0, "p75": 0.0},
        {"change": 77.0},
        {"shares": [[1, 1, 900]]},
        {"shares": [[5, 1, 10]]},
        {"staged": [[1, 10**18, 10]]},
    ],
    ids=str,
)
def test_cell_that_cannot_be_is_refused(edition, tmp_path, change):
    text = contents(replace(edition, manifest=replace(edition.manifest, edition=name(edition.manifest))))[
        CELLS
    ]
    held = msgspec.json.decode(text)
    held["cells"][0] |= change
    folder = forge(edition, tmp_path, cells=msgspec.json.encode(held))
    assert isinstance(refusal_of(folder), DamagedEdition)


@pytest.mark.parametrize(
    "cells", [b"", b"[]", b"null", b"\xff\xfe", DEEP, b'{"synthetic": true, "cells": 3}']
)
def test_odd_cells_are_refused_though_the_seal_is_right(edition, tmp_path, cells):
    assert refusal_of(forge(edition, tmp_path, cells=cells)).where.endswith(CELLS)


@pytest.mark.parametrize(
    "text", [b"", b"null", b"\xff\xfe", b'{"format": 2, "x": ' + DEEP + b"}", b'{"format": 1e999}']
)
@pytest.mark.parametrize("file", [MANIFEST, SIGNATURE])
def test_odd_manifests_and_signatures_are_refused(edition, tmp_path, text, file):
    folder = write(edition, tmp_path)
    (folder / file).write_bytes(text)
    with pytest.raises(AssessError):
        read_manifest(folder) if file == MANIFEST else read_signature(folder)


def test_folder_of_another_name_is_no_edition_of_ours(edition, tmp_path):
    forge(edition, tmp_path, id="2026-q2-000000000000")
    with pytest.raises(DamagedEdition, match="This folder holds the edition"):
        released(tmp_path, ())


def test_what_could_not_be_read_is_not_written(edition, tmp_path):
    odd = replace(edition, manifest=replace(edition.manifest, note="a bell \x07"))
    with pytest.raises(AssessError, match="note"):
        write(odd, tmp_path)
    assert not list(tmp_path.iterdir())


def test_large_file_is_refused_before_it_is_read(edition, tmp_path):
    folder = write(edition, tmp_path)
    with (folder / CELLS).open("r+b") as file:
        file.truncate(10**12)  # a hole, that takes no room
    assert "too large" in refusal_of(folder).what


def test_edition_that_a_stranger_signed_is_an_error_and_stops_no_release(tmp_path):
    ours = Instance(tmp_path / "ours")
    theirs = Instance(tmp_path / "theirs")
    stranger = theirs.release(sample.contributions_of(range(30)), "2026-q3", date(2099, 1, 1)).folder
    ours.shelf.editions.mkdir(parents=True)
    shutil.copytree(stranger, ours.shelf.editions / stranger.name)
    with pytest.raises(UnknownKey) as refusal:
        ours.find()
    assert "trust add" in refusal.value.remedy
    assert read_signature(stranger).key in refusal.value.what
    own = ours.release(sample.contributions_of(range(20)), "2026-q1")
    assert own.manifest.before == ""
    with pytest.raises(UnknownKey):
        ours.find()
    shutil.rmtree(ours.shelf.editions / stranger.name)
    assert ours.find().manifest == own.manifest


def test_trusted_edition_is_compared_with_and_own_ones_follow_their_own_row(tmp_path):
    from assess.benchmark.keyring import own_key, trust

    ours, theirs = Instance(tmp_path / "ours"), Instance(tmp_path / "theirs")
    common = theirs.release(sample.contributions_of(range(30)), "2026-q3", date(2027, 1, 4)).folder
    ours.shelf.editions.mkdir(parents=True)
    shutil.copytree(common, ours.shelf.editions / common.name)
    trust(ours.keys, "north", own_key(theirs.keys))
    assert ours.find().manifest.edition == common.name
    first = ours.release(sample.contributions_of(range(20)), "2026-q1")
    second = ours.release(sample.contributions_of(range(40)), "2026-q2")
    assert second.manifest.before == first.manifest.edition


def test_lost_signing_key_does_not_free_the_next_edition_from_those_before(tmp_path):
    ours = Instance(tmp_path / "ours")
    first = ours.release(sample.contributions_of(range(20)), "2026-q1")
    for path in (ours.keys / "signing.key", ours.data / "keys.signing.key.id"):
        path.unlink()
    second = ours.release(sample.contributions_of(range(21)), "2026-q2")
    assert second.manifest.before == first.manifest.edition


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(
        ["../../x", "C/../..", "all", "", "\x00", "9999-12-31", "0001-01-01", "a" * 400, "nan"]
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=4,
)


def places(value: object, path: tuple = ()) -> list[tuple]:
    """The path of every value within a JSON value."""
    found = [path] if path else []
    if isinstance(value, dict):
        found += [each for key, inner in value.items() for each in places(inner, (*path, key))]
    elif isinstance(value, list):
        found += [each for at, inner in enumerate(value[:3]) for each in places(inner, (*path, at))]
    return found


def spoiled(value: object, data: st.DataObject) -> object:
    """A JSON value, with another value or another key in one to three places."""
    value = copy.deepcopy(value)
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(places(value)))
        held = value
        for step in path[:-1]:
            held = held[step]
        if isinstance(held, dict) and data.draw(st.booleans()):
            held[data.draw(st.text(max_size=8) | st.just("../../x"))] = held.pop(path[-1])
        else:
            held[path[-1]] = data.draw(JSON)
        if not places(value):
            break
    return value


def as_json(value: object) -> bytes:
    """JSON as another program might write it, that does not care what a number is."""
    import json

    return json.dumps(value).encode("utf-8", "surrogatepass")


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_whatever_an_edition_says_it_is_refused_or_read(edition, data):
    called = replace(edition.manifest, edition=name(edition.manifest))
    files = contents(replace(edition, manifest=called))
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "editions"
        if data.draw(st.booleans()):
            files[CELLS] = as_json(spoiled(msgspec.json.decode(files[CELLS]), data))
            found = put(called, files, folder)
        else:
            text = as_json(spoiled(msgspec.json.decode(msgspec.json.encode(called)), data))
            try:
                found = put(msgspec.json.decode(text, type=Manifest), files, folder, "forged")
            except (msgspec.MsgspecError, UnicodeError):
                found = write(edition, folder)
                (found / MANIFEST).write_bytes(text)
        try:
            read_back = read(found)
            row = released(folder, ()) if found.name == read_back.manifest.edition else []
        except AssessError:
            return
        assert all(each.manifest == read_back.manifest for each in row)
        assert_plain(read_back)


def assert_plain(edition: Edition) -> None:
    """Every name may be part of a file name, and all that is computed of it can be."""
    manifest = edition.manifest
    assert is_name(manifest.edition, EDITION)
    assert all(map(is_cohort, (*edition.cells, *manifest.suppressed, *manifest.withheld)))
    assert all(is_name(node, NODE) for cells in edition.cells.values() for node in cells)
    assert difference(edition, edition).changes == ()
    expected(edition)
    quarter_of(manifest.period_to).shifted(1)
    Path(manifest.questionnaire + manifest.questionnaire_hash).name.encode()


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_whatever_a_trusted_member_signs_is_refused_or_makes_an_edition(exported, data):
    text = as_json(spoiled(msgspec.json.decode(encode(replace(exported, key=public_of(KEY)))), data))
    try:
        found = msgspec.json.decode(text, type=Export)
        content = seal(found, KEY)
    except (msgspec.MsgspecError, UnicodeError):
        content = text
    try:
        merged = merge({"file": content, "other": seal(exported, KEY)}, quarter("2026-q2"), KNOWN)
        made = build(merged.contributions, quarter=quarter("2026-q2"))
    except AssessError:
        return
    assert len(elect(merged.contributions, quarter("2026-q2"), Thresholds())) <= 14
    assert_plain(made.edition)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace")))
def test_no_bytes_break_the_reader_of_contribution_files(content):
    for given_ in (content, b'{"format":1,"kind":"assess contributions",' + content):
        with pytest.raises(AssessError):
            open_file(given_, "file", KNOWN)


@pytest.mark.parametrize(
    "changes",
    [
        {"group_key": "../x"},
        {"exported_at": datetime(2026, 7, 1)},
        {"exported_at": datetime(1, 1, 1, tzinfo=UTC)},
        {"questionnaire": "../../x"},
        {"version": ""},
        {"hash": "x"},
        {"nodes": ("overall", "../x", "deliver")},
        {"minimum": 5.0, "maximum": 0.0},
        {"levels": ((1, 500), (1, 500))},
        {"path": ("..", "..")},
        {"path": ("C", "all")},
        {"group": "-1"},
        {"group": "0x1"},
        {"staged": 9},
    ],
    ids=str,
)
def test_trusted_member_that_signs_odd_names_is_refused(exported, changes):
    row = {key: value for key, value in changes.items() if key in Row.__struct_fields__}
    whole = {key: value for key, value in changes.items() if key in Export.__struct_fields__}
    inner = {key: value for key, value in changes.items() if key not in row | whole}
    spoilt = replace(
        exported,
        rows=(replace(exported.rows[0], **row), *exported.rows[1:]),
        instrument=replace(exported.instrument, **inner),
        **whole,
    )
    with pytest.raises(AssessError) as refusal:
        contributions_of(open_file(seal(spoilt, KEY), "theirs.json", KNOWN), "theirs.json")
    assert refusal.value.remedy


def test_deep_nesting_is_refused_before_anybody_is_trusted():
    for content in (b'{"format":1,"kind":"assess contributions","x":' + DEEP + b"}", DEEP):
        with pytest.raises(AssessError, match="no file of contributions"):
            open_file(content, "file", {})


def test_signature_of_another_kind_is_none(exported):
    content = encode(replace(exported, key=public_of(KEY)))
    other = replace(exported, key=public_of(KEY), signature=sign(KEY, "edition", content))
    with pytest.raises(AssessError, match="changed after it was signed"):
        open_file(encode(other), "file", KNOWN)
    assert sign_edition(KEY, b"x", "x", date(2026, 1, 1)).key in KNOWN
