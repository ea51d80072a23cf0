"""A report for others, of several assessments, and beside colleagues: by options of one command."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from assess.resource import resource

TITLE = "Glass & Feather Foundry"


@pytest.fixture
def clients(assess, sheet) -> tuple[str, ...]:
    """The ids of the sheet's respondents, stored."""
    imported = assess("import", sheet, "--questionnaire", "cx-quick-check", "--json")
    assert imported.exit_code == 0, imported.output
    return tuple(json.loads(imported.stdout)["ids"])


@pytest.fixture
def colleagues(tmp_path: Path) -> Path:
    return Path(shutil.copy(resource("site") / "docs" / "respondents.csv", tmp_path / "respondents.csv"))


def words(folder: Path) -> str:
    return "\n".join(
        file.read_text("utf-8") for file in folder.rglob("*") if file.suffix in (".html", ".json", ".csv")
    )


def test_public_report_names_nobody(assess, clients, tmp_path: Path):
    told = words(made(assess, clients[0], tmp_path / "own", "--title", TITLE))
    assert "Glass &amp; Feather" in told
    assert clients[0] in told
    assert "noindex" in (tmp_path / "own" / "index.html").read_text("utf-8")
    public = words(made(assess, clients[0], tmp_path / "public", "--title", TITLE, "--public"))
    assert "Feather" not in public
    assert clients[0] not in public
    assert "noindex" not in (tmp_path / "public" / "index.html").read_text("utf-8")
    assert not (tmp_path / "public" / "priorities.html").exists()


def made(assess, id: str, out: Path, *options: object) -> Path:
    ended = assess("report", id, "--out", out, *options)
    assert ended.exit_code == 0, ended.output
    return out


def test_public_report_that_would_carry_the_name_is_not_built(assess, clients, tmp_path: Path):
    refused = assess("report", clients[0], "--out", tmp_path / "public", "--title", "Dimension", "--public")
    assert refused.exit_code == 1
    assert "would carry the name of the organisation" in refused.stderr
    assert "findings." in refused.stderr
    assert "--title" in refused.stderr
    assert not (tmp_path / "public").exists()


@pytest.mark.parametrize("audience", ["client", "public"])
def test_ordinary_words_in_comments_and_answers_stop_no_report(assess, tmp_path: Path, audience: str):
    said = ["data", "Excel", "not yet", "see method", "index", "?", "2026", "Report"]
    answers = {f"qc-learning-0{at}": {"value": 1, "comment": said[at]} for at in (1, 2, 3)}
    answers |= {f"qc-delivery-0{at}": {"value": 1, "comment": said[at + 3]} for at in (1, 2, 3)}
    answers |= {f"qc-direction-0{at}": {"value": 1, "comment": said[2 * at]} for at in (1, 2, 3)}
    answers["qc-direction-01"]["comment"] = "data"
    answers["qc-direction-02"]["comment"] = "Feather"
    told = {
        "format": 1,
        "questionnaire": "cx-quick-check",
        "respondents": [{"id": "zq-1", "answers": answers}],
    }
    (tmp_path / "answers.json").write_text(json.dumps(told))
    done = assess("import", tmp_path / "answers.json", "--questionnaire", "cx-quick-check")
    assert done.exit_code == 0, done.output
    made(assess, "zq-1", tmp_path / "site", "--title", TITLE, "--audience", audience, "--language", "pl")


def test_public_document_names_nobody_either(assess, clients, tmp_path: Path):
    made(assess, clients[0], tmp_path / "public.json", "--title", TITLE, "--audience", "public")
    found = json.loads((tmp_path / "public.json").read_text("utf-8"))
    assert (found["audience"], found["assessment"], found["next_steps"]) == ("public", "", [])
    assert found["title"] == found["questionnaire_title"]


@pytest.mark.parametrize("audience", ["client", "public"])
def test_remarks_are_for_the_organisation_alone(assess, clients, tmp_path: Path, audience: str):
    refused = assess("report", clients[0], "--out", tmp_path / "r", "--remarks", "--audience", audience)
    assert refused.exit_code == 2
    assert "--remarks" in refused.stderr


def test_several_earlier_assessments_make_a_course(assess, clients, tmp_path: Path):
    first, second, last = clients[0], clients[3], clients[1]
    site = made(assess, last, tmp_path / "site", "--since", first, "--since", second)
    page = (site / "change.html").read_text("utf-8")
    assert 'id="chart-trend"' in page
    found = json.loads((site / "data.json").read_text("utf-8"))
    assert set(found["trend"]["assessments"]) == {first, second, last}
    assert found["change"]["earlier"] in (first, second)
    assert found["summary"]["changed"]


def test_colleagues_stand_beside_the_assessment(assess, clients, colleagues: Path, tmp_path: Path):
    options = ("--colleagues", colleagues, "--organisation", "riverside")
    site = made(assess, clients[0], tmp_path / "site", *options)
    page = (site / "standing.html").read_text("utf-8")
    assert 'id="chart-heat"' in page
    assert "11 people answered." in page


@pytest.mark.parametrize("name", ["", "nobody"])
def test_colleagues_of_several_organisations_have_to_be_named(
    assess, clients, colleagues: Path, tmp_path: Path, name: str
):
    refused = assess(
        "report", clients[0], "--out", tmp_path / "r", "--colleagues", colleagues, "--organisation", name
    )
    assert refused.exit_code == 1
    assert "riverside, old-mill" in refused.stderr


def test_colleagues_are_left_out_of_a_public_report(assess, clients, colleagues: Path, tmp_path: Path):
    options = ("--colleagues", colleagues, "--organisation", "riverside", "--public")
    site = made(assess, clients[0], tmp_path / "site", *options)
    assert "11" not in json.dumps(json.loads((site / "data.json").read_text("utf-8"))["perception"])
    assert "11 people" not in words(site)
