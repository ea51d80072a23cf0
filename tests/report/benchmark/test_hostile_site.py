"""A site is built from editions that anybody may have made: none of them writes a file anywhere else."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from edition_sample import build_catalogue, build_edition
from msgspec.structs import replace

from assess.benchmark.archive import DamagedEdition, UnknownKey, write
from assess.benchmark.document import MANIFEST, SIGNATURE
from assess.benchmark.signature import sign_edition
from assess.errors import AssessError
from assess.report.benchmark.site import Source, publish
from assess.report.site.folder import Content
from tests.benchmark.hostile import forge


def everything(folder: Path) -> set[Path]:
    return set(folder.rglob("*"))


@pytest.mark.parametrize(
    "changes",
    [
        {"edition": "../../../outside"},
        {"edition": "x/../../outside"},
        {"questionnaire": "../../outside"},
        {"questionnaire_hash": "../" * 8},
        {"suppressed": {"../outside": "time"}},
    ],
    ids=str,
)
def test_forged_names_write_nothing_outside(tmp_path, changes):
    folder = tmp_path / "a" / "b" / "editions"
    forge(build_edition("synthetic-2026-q1"), folder, id="forged" if "edition" in changes else "", **changes)
    before = everything(tmp_path)
    with pytest.raises(DamagedEdition):
        publish(
            Source(editions=folder, catalogue=build_catalogue()),
            tmp_path / "a" / "b" / "out",
            languages=("en",),
        )
    assert everything(tmp_path) == before


def test_site_of_an_edition_that_a_stranger_signed_needs_their_key(tmp_path):
    edition = build_edition()
    folder = write(edition, tmp_path / "editions")
    stranger, day = Ed25519PrivateKey.generate(), edition.manifest.period_to
    signature = sign_edition(stranger, (folder / MANIFEST).read_bytes(), folder.name, day)
    (folder / SIGNATURE).write_bytes(msgspec.json.encode(signature))
    source = Source(editions=tmp_path / "editions", catalogue=build_catalogue())
    with pytest.raises(UnknownKey, match=signature.key):
        publish(source, tmp_path / "site", languages=("en",))
    assert not (tmp_path / "site").exists()
    start = publish(replace(source, known=(signature.key,)), tmp_path / "site", languages=("en",))
    assert start.is_file()


@pytest.mark.parametrize("name", ["../outside.md", "/outside.md", "inside/../../outside.md"])
def test_page_whose_name_leads_out_of_the_folder_is_a_defect(name):
    with pytest.raises(AssessError):
        Content(texts={name: "text"}, settings={})
