"""Editions on disk."""

from __future__ import annotations

import os
from datetime import date

import msgspec
import pytest

from assess.benchmark import archive
from assess.benchmark.archive import DamagedEdition, NotWritten, find, read, write
from assess.benchmark.document import documents, identifier, seal
from assess.benchmark.edition import build
from assess.benchmark.model import Edition
from assess.errors import AssessError, Conflict

from .instance import Instance, contributions_of, quarter

FILES = ("manifest.json", "cells.json", "cells.csv", "README.md")


@pytest.fixture(scope="module")
def edition() -> Edition:
    """A synthetic edition of 40 organisations."""
    made = contributions_of(range(40), cohorts=("C", "G"), synthetic=True)
    return build(made, quarter=quarter("2026-q2")).edition


def test_edition_survives_the_disk(edition, tmp_path):
    folder = write(edition, tmp_path)
    assert folder == tmp_path / edition.manifest.edition
    assert sorted(path.name for path in folder.iterdir()) == sorted(FILES)
    assert read(folder) == edition


@pytest.mark.parametrize("name", FILES)
def test_one_changed_byte_is_found_in_any_file(edition, tmp_path, name):
    folder = write(edition, tmp_path)
    text = bytearray((folder / name).read_bytes())
    for place in (len(text) // 3, len(text) // 2, len(text) - 30):
        changed = bytearray(text)
        changed[place] ^= 1
        (folder / name).write_bytes(changed)
        with pytest.raises(DamagedEdition) as refusal:
            read(folder)
        assert str(folder / name) in refusal.value.where
    (folder / name).write_bytes(text)
    assert read(folder) == edition


@pytest.mark.parametrize("name", FILES)
def test_missing_file_is_found(edition, tmp_path, name):
    folder = write(edition, tmp_path)
    (folder / name).unlink()
    with pytest.raises(AssessError):
        read(folder)


def test_forged_cells_with_a_matching_hash_do_not_match_the_id(edition, tmp_path):
    folder = write(edition, tmp_path)
    forged = (folder / "cells.json").read_bytes().replace(b'"mean": 2', b'"mean": 3')
    (folder / "cells.json").write_bytes(forged)
    files = {**edition.manifest.files, "cells.json": archive.digest(forged)}
    (folder / "manifest.json").write_bytes(
        msgspec.json.encode(msgspec.structs.replace(edition.manifest, files=files))
    )
    with pytest.raises(DamagedEdition):
        read(folder)


def test_manifest_that_omits_a_file_is_refused(edition, tmp_path):
    folder = write(edition, tmp_path)
    files = {name: hash for name, hash in edition.manifest.files.items() if name != "README.md"}
    bare = msgspec.structs.replace(edition.manifest, files=files, edition="x")
    named = msgspec.structs.replace(bare, edition=identifier(bare))
    (folder / "manifest.json").write_bytes(msgspec.json.encode(named))
    with pytest.raises(DamagedEdition, match=r"README\.md"):
        read(folder)


def test_newer_format_says_that_a_newer_program_is_needed(edition, tmp_path):
    folder = write(edition, tmp_path)
    path = folder / "manifest.json"
    path.write_bytes(path.read_bytes().replace(b'"format": 2', b'"format": 3, "unheard": true'))
    with pytest.raises(AssessError, match="format 3") as refusal:
        read(folder)
    assert "newer version" in refusal.value.remedy


def test_edition_is_never_written_twice(edition, tmp_path):
    folder = write(edition, tmp_path)
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    with pytest.raises(Conflict):
        write(edition, tmp_path)
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == before


def test_place_that_is_taken_is_left_alone_even_if_empty(edition, tmp_path):
    taken = tmp_path / edition.manifest.edition
    taken.mkdir()
    with pytest.raises(Conflict):
        write(edition, tmp_path)
    assert list(tmp_path.iterdir()) == [taken]
    assert list(taken.iterdir()) == []


def test_the_one_who_comes_second_is_refused_by_the_file_system(edition, tmp_path):
    unfinished = tmp_path / ".unfinished"
    unfinished.mkdir()
    folder = write(edition, tmp_path)
    with pytest.raises(Conflict):
        archive.settle(unfinished, folder)
    assert read(folder) == edition


@pytest.mark.parametrize("call", ["fsync", "rename"])
def test_interrupted_write_leaves_no_half_edition(edition, tmp_path, monkeypatch, call):
    def broken(*_):
        raise OSError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(*((os, "fsync", broken) if call == "fsync" else ("pathlib.Path.rename", broken)))
        with pytest.raises(NotWritten, match="disk full"):
            write(edition, tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert find(tmp_path, (), "cx") is None
    assert read(write(edition, tmp_path)) == edition


def test_folder_without_an_edition_says_so(tmp_path):
    with pytest.raises(AssessError, match="no benchmark edition"):
        read(tmp_path)


def test_find_takes_the_latest_real_edition_of_the_questionnaire(tmp_path):
    instance = Instance(tmp_path / "data")
    editions = instance.shelf.editions
    assert instance.find() is None
    ahead = contributions_of(range(20), day=date(2030, 1, 7), synthetic=True)
    made_up = build(ahead, quarter=quarter("2030-q1")).edition
    write(made_up, editions)
    assert instance.find() == made_up
    instance.release(contributions_of(range(30)), "2026-q1")
    latest = instance.release(contributions_of(range(20, 50)), "2026-q2")
    (editions / ".half").mkdir()
    (editions / "notes.txt").write_text("not an edition")
    assert instance.find() == read(latest.folder)
    assert instance.find("another") is None


def test_whole_numbers_in_settings_do_not_change_the_id_on_the_way_back(edition, tmp_path):
    whole = msgspec.structs.replace(edition.manifest, minimum=0, maximum=5, edition="2026-q2", files={})
    sealed = seal(Edition(manifest=whole, cells=edition.cells))
    assert read(write(sealed, tmp_path)) == sealed


def test_files_are_the_same_bytes_for_the_same_edition(edition, tmp_path):
    folders = [write(edition, tmp_path / name) for name in ("one", "two")]
    assert [(folders[0] / name).read_bytes() for name in FILES] == [
        (folders[1] / name).read_bytes() for name in FILES
    ]
    assert set(documents(edition)) == set(FILES)
