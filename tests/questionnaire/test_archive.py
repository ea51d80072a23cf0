"""Versions that were served before stay readable."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from assess.errors import AssessError, Conflict
from assess.questionnaire.archive import keep, recall
from assess.questionnaire.catalogue import load_catalogue
from assess.questionnaire.load import hash_of
from assess.resource import resource
from assess.scoring.panel import Panel


@pytest.fixture(scope="module")
def served():
    return load_catalogue(resource("questionnaires")).get("cx-quick-check")


def test_kept_version_is_recalled_by_its_hash(served, tmp_path):
    keep(tmp_path, served)
    keep(tmp_path, served)
    assert recall(tmp_path, served.id, served.hash) == served
    assert recall(tmp_path, served.id, "0" * 64) is None


def test_changed_archive_is_refused(served, tmp_path):
    keep(tmp_path, served)
    (path,) = tmp_path.iterdir()
    path.write_bytes(path.read_bytes().replace(b"CX quick check", b"CX quack check"))
    with pytest.raises(AssessError, match="was changed"):
        recall(tmp_path, served.id, served.hash)


def test_editing_a_questionnaire_leaves_old_results_as_they_were(served, tmp_path):
    keep(tmp_path, served)
    edited = replace(served, title="Edited", hash="")
    edited = replace(edited, hash=hash_of(edited))
    panel = Panel({edited.id: edited}, lambda id, hash: recall(tmp_path, id, hash))
    assert panel.questionnaire(served.id, served.hash) == served
    assert panel.questionnaire(served.id, edited.hash) == edited
    with pytest.raises(Conflict, match="another version"):
        panel.questionnaire(served.id, "f" * 64)
