"""An edition is cited by its whole id, in words and as BibTeX; neither can be broken by a title."""

from __future__ import annotations

import re
from datetime import date

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from edition_sample import build_edition

from assess.benchmark.signature import sign_edition
from assess.language import speaking
from assess.report.benchmark.citation import bibliography, bibtex, citation
from assess.report.benchmark.series import Issue


def fields(entry: str) -> dict[str, str]:
    return dict(re.findall(r"^  (\w+) = \{(.*)\},$", entry, re.MULTILINE))


def test_a_citation_names_the_whole_id_the_questionnaire_and_the_period():
    manifest = build_edition("2026-q1").manifest
    period = "1 January 2025 to 30 March 2026"
    said = f"Peers: benchmark edition {manifest.edition}, questionnaire small 1.0.0, {period}."
    assert citation("Peers", manifest) == said
    with speaking("pl"):
        assert manifest.edition in citation("Peers", manifest)


def test_a_made_up_edition_says_so_wherever_it_is_cited():
    issue = Issue(edition=build_edition("synthetic-2026-q1"))
    assert citation("Peers", issue.manifest).endswith("Made-up data.")
    assert fields(bibtex("Peers", issue))["note"].endswith("made-up data")
    assert "ade-up" not in citation("Peers", build_edition("2026-q1").manifest)


def test_the_year_is_that_of_the_release_and_of_a_made_up_edition_that_of_its_last_answers():
    edition, key = build_edition("2026-q1"), Ed25519PrivateKey.from_private_bytes(bytes(32))
    signature = sign_edition(key, b"manifest", edition.manifest.edition, date(2027, 1, 5))
    real = Issue(edition=edition, signature=signature)
    told = fields(bibtex("Peers", real))
    assert (told["year"], told["month"]) == ("2027", "1")
    made_up = Issue(edition=build_edition("synthetic-2026-q1"))
    assert fields(bibtex("Peers", made_up))["year"] == "2026"


@pytest.mark.parametrize("title", ["50 % & more_", "{open", "}", r"a\b", "#1 ~ $2 ^3"])
def test_no_title_breaks_an_entry(title: str):
    entry = bibtex(title, Issue(edition=build_edition("2026-q1")))
    bare = re.sub(r"\\[{}$&#%_]|\\text\w+\{\}", "", entry)
    assert bare.count("{") == bare.count("}")
    assert not re.search(r"[$&#%_~^\\]", fields(bare)["title"])


def test_a_file_holds_every_edition_once():
    issues = [Issue(edition=build_edition(quarter)) for quarter in ("2026-q1", "2026-q2")]
    found = re.findall(r"^@misc\{(.+),$", bibliography("Peers", issues), re.MULTILINE)
    assert found == [issue.id for issue in issues]
