"""Several instances, one edition: what leaves, what is taken, and what is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import msgspec
import numpy as np
import pytest
from msgspec.structs import replace

from assess.benchmark.contribution import PER_ROW
from assess.benchmark.federation import (
    COLUMNS,
    Row,
    contributions_of,
    encode,
    export,
    member_of,
    open_file,
    seal,
)
from assess.benchmark.merging import merge
from assess.benchmark.parcel import pack, unpack
from assess.benchmark.signature import public_of
from assess.benchmark.tally import tally
from assess.benchmark.vote import elect
from assess.errors import AssessError, Conflict

from .instance import GROUP_KEY, INSTRUMENT, LENIENT, Instance, quarter
from .instance import contributions_of as contributed

QUARTER = quarter("2026-q2")
NOW = datetime(2026, 10, 1, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def keys():
    """The signing keys of two instances."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return [Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32) for number in (1, 2)]


@pytest.fixture(scope="module")
def known(keys):
    return {public_of(key): f"instance {number}" for number, key in enumerate(keys, 1)}


def file_of(key, groups, *, now=NOW, group_key=GROUP_KEY, quarter=QUARTER, **given) -> bytes:
    return seal(export(contributed(groups, **given), quarter, group_key=group_key, key="", now=now), key)


def test_export_holds_scores_bands_days_and_marks_and_nothing_else(keys):
    found = msgspec.json.decode(file_of(keys[0], range(12)))
    assert set(found) == {
        *("format", "kind", "instrument", "quarter", "exported_at", "synthetic"),
        *("group_key", "key", "rows", "signature"),
    }
    assert COLUMNS == ("group", "account", "round", "day", "path", "scores", "staged")
    assert len(COLUMNS) == len(Row.__struct_fields__)
    for group, account, round, day, path, scores, staged in found["rows"]:
        assert all(len(mark) == 16 and int(mark, 16) >= 0 for mark in (group, account, round))
        assert (day, path, staged) == ("2025-12-04", ["C"], 1)
        assert len(scores) == len(INSTRUMENT.nodes)


def test_rows_come_back_as_they_left(keys, known):
    made = contributed(range(30), cohorts=("C", "G/small/east"))
    opened = open_file(
        seal(export(made, QUARTER, group_key=GROUP_KEY, key="", now=NOW), keys[0]), "file", known
    )
    back = contributions_of(opened, "file")
    assert (back.instrument, back.paths, back.synthetic) == (made.instrument, made.paths, made.synthetic)
    for column in set(PER_ROW) - {"member"}:
        np.testing.assert_array_equal(getattr(back, column), getattr(made, column))
    # a file does not say of its rows which instance it is from: its key does
    assert set(back.member.tolist()) == {int(member_of(opened.key))}


def test_only_days_of_the_window_leave(keys):
    days = [date(2025, 6, 30), date(2025, 7, 1), date(2026, 6, 30), date(2026, 7, 1)]
    made = replace(contributed(range(4)), day=np.array(days, dtype="datetime64[D]"))
    found = export(made, QUARTER, group_key=GROUP_KEY, key="", now=NOW)
    assert [row.day for row in found.rows] == days[1:3]


def test_group_that_two_instances_know_counts_once(keys, known):
    ours, theirs = range(12), range(9, 21)
    merged = merge({"ours": file_of(keys[0], ours), "theirs": file_of(keys[1], theirs)}, QUARTER, known)
    votes = elect(merged.contributions, QUARTER, LENIENT)
    assert len(merged.contributions) == 24
    assert votes.group.tolist() == list(range(21))
    together = elect(contributed(range(21)), QUARTER, LENIENT)
    assert (tally(votes, min_n=10).total == tally(together, min_n=10).total).all()
    assert merged.members == tuple(sorted(known))


def test_merged_edition_is_that_of_one_instance_with_all(keys, known, tmp_path):
    merged = merge({"a": file_of(keys[0], range(12)), "b": file_of(keys[1], range(9, 21))}, QUARTER, known)
    other = merge({"b": file_of(keys[1], range(9, 21)), "a": file_of(keys[0], range(12))}, QUARTER, known)
    one, two, alone = Instance(tmp_path / "1"), Instance(tmp_path / "2"), Instance(tmp_path / "3")
    id = one.build(merged.contributions, members=merged.members)
    assert two.build(other.contributions, members=other.members) == id
    lone = alone.build(contributed(range(21)))
    cells = "cells.json"
    assert (one.shelf.candidates / id / cells).read_bytes() == (
        alone.shelf.candidates / lone / cells
    ).read_bytes()
    assert one.publish(id).manifest.members == merged.members


def test_every_changed_byte_is_found(keys, known):
    content = file_of(keys[0], range(3))
    for place in range(len(content)):
        changed = bytearray(content)
        changed[place] ^= 1 << place % 8
        with pytest.raises(AssessError):
            open_file(bytes(changed), "file", known)
    open_file(content, "file", known)


def test_rewritten_file_is_refused_even_if_it_says_the_same(keys, known):
    content = file_of(keys[0], range(3))
    with pytest.raises(AssessError, match="changed after it was signed"):
        open_file(msgspec.json.format(content, indent=2), "file", known)


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff\xfe", b"[1]", b'{"format": 1, "kind": "another"}'])
def test_other_files_are_refused(content, known):
    with pytest.raises(AssessError, match="no file of contributions"):
        open_file(content, "file", known)


def test_unknown_key_is_refused_with_its_digits(keys, known):
    first = {public_of(keys[0]): "first"}
    with pytest.raises(AssessError, match="not on the trust list") as refusal:
        open_file(file_of(keys[1], range(3)), "theirs.json", first)
    assert public_of(keys[1]) in refusal.value.what
    assert refusal.value.where == "theirs.json"


def test_newer_format_says_that_a_newer_program_is_needed(known):
    newer = b'{"format": 2, "kind": "assess contributions", "unheard": []}'
    with pytest.raises(AssessError, match="format 2") as refusal:
        open_file(newer, "file", known)
    assert "newer version" in refusal.value.remedy


def test_same_file_twice_counts_once(keys, known):
    content = file_of(keys[0], range(12))
    merged = merge({"a": content, "copy of a": content}, QUARTER, known)
    assert len(merged.contributions) == 12
    assert merged.passed_over == ("a: the same as copy of a",)


def test_newer_export_of_an_instance_counts_alone(keys, known):
    newer = file_of(keys[0], range(5, 20), now=NOW + timedelta(days=1))
    merged = merge({"new": newer, "old": file_of(keys[0], range(12))}, QUARTER, known)
    assert sorted(merged.contributions.group.tolist()) == list(range(5, 20))
    assert merged.passed_over == ("old: new of the same instance, instance 1, is newer",)
    assert len(merged.members) == 1


def test_two_exports_of_one_moment_are_refused(keys, known):
    with pytest.raises(Conflict, match="two different files at the same moment"):
        merge({"a": file_of(keys[0], range(12)), "b": file_of(keys[0], range(13))}, QUARTER, known)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"group_key": "f" * 16}, "another key"),
        ({"quarter": quarter("2026-q1")}, "exported for 2026-q1"),
        ({"synthetic": True}, "Made-up"),
        ({"instrument": replace(INSTRUMENT, version="2.0.0", hash="b" * 64)}, "1.0.0"),
    ],
)
def test_files_that_do_not_go_together_are_refused(keys, known, given, words):
    with pytest.raises(AssessError, match=words):
        merge({"a": file_of(keys[0], range(12)), "b": file_of(keys[1], range(12), **given)}, QUARTER, known)


@pytest.mark.parametrize(
    "spoil",
    [
        {"scores": (100, 200)},
        {"scores": (501, 0, 0)},
        {"scores": (-2, 0, 0)},
        {"scores": (2**40, 0, 0)},
        {"group": "1" * 17},
        {"group": "g"},
        {"path": ("C", "", "east")},
        {"path": ("C", "small", "east", "town")},
        {"path": ("C/small",)},
        {"staged": 400},
    ],
)
def test_trusted_member_cannot_sign_nonsense_into_an_edition(keys, known, spoil):
    made = export(contributed(range(12)), QUARTER, group_key=GROUP_KEY, key="", now=NOW)
    row = replace(made.rows[0], **spoil)
    content = seal(replace(made, rows=(row, *made.rows[1:])), keys[0])
    with pytest.raises(AssessError):
        merge({"file": content}, QUARTER, known)


def test_export_is_written_in_one_way_only(keys):
    content = file_of(keys[0], range(3))
    from assess.benchmark.federation import Export

    assert encode(msgspec.json.decode(content, type=Export)) == content


def test_parcel_brings_contributions_as_they_are():
    for made in (contributed(range(30), cohorts=("C", "G")), contributed(())):
        back = unpack(pack(made))
        assert (back.instrument, back.paths, back.synthetic) == (made.instrument, made.paths, made.synthetic)
        for column in PER_ROW:
            np.testing.assert_array_equal(getattr(back, column), getattr(made, column))
    with pytest.raises(AssessError, match="cannot be read"):
        unpack(b"nothing")


def test_order_of_arrival_does_not_leave(keys):
    made = contributed(range(12))
    shuffled = made.take(np.random.default_rng(2).permutation(12))
    assert file_of(keys[0], range(12)) == seal(
        export(shuffled, QUARTER, group_key=GROUP_KEY, key="", now=NOW), keys[0]
    )
