"""`assess portfolio`: a site for each client and nobody else's word in it, what changed and no more, whatever fails."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assess.cli import main

DOCS = Path(__file__).parents[2] / "site" / "docs"
NAMES = {
    "riverside": "Aardvark Quill",
    "old-mill": "Borogove Slithy",
    "harbour-bank": "Cromulent Widdershins",
}
BRAND = """
name: Example Advisers
logo: adviser.svg
colours: {accent: "#7a1f5c"}
footer: For the board.
texts: [{page: index, after: top, markdown: A word to everyone.}]
"""


def call(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def build(folder: Path, *options: object) -> Result:
    os.chdir(folder)
    given = ["--out", "reports", "--brand", "brand.yaml", "--data", "data", "--no-documents", *options]
    return call("portfolio", "list.yaml", *given)


def listing(**entries: str) -> str:
    lines = [
        f"  - {{id: {id}, title: {NAMES[id]}, text: Words for {NAMES[id]}.{entries.get(id, '')}}}"
        for id in NAMES
    ]
    return "clients:\n" + "\n".join(lines) + "\n"


def files_below(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()
    }


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store of three clients, a list and a brand, built once."""
    folder = tmp_path_factory.mktemp("portfolio")
    home = Path.cwd()
    shutil.copy(DOCS / "clients.csv", folder)
    shutil.copy(DOCS / "adviser.svg", folder)
    (folder / "brand.yaml").write_text(BRAND)
    (folder / "list.yaml").write_text(listing())
    os.chdir(folder)
    call("import", "clients.csv", "--questionnaire", "cx-quick-check", "--data", "data")
    done = build(folder)
    os.chdir(home)
    assert done.exit_code == 0, done.output
    return folder


@pytest.fixture
def mine(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it to change."""
    shutil.copytree(made, tmp_path / "mine")
    monkeypatch.chdir(tmp_path / "mine")
    return tmp_path / "mine"


def test_no_site_holds_a_word_of_another_client(made: Path):
    for client, own in NAMES.items():
        files = files_below(made / "reports" / client)
        assert own.encode() in files["index.html"]
        for name, content in files.items():
            for other in set(NAMES.values()) - {own}:
                assert not any(word.encode() in content for word in other.split()), (client, name, other)
            assert not any(id.encode() in content for id in set(NAMES) - {client}), (client, name)


def test_the_overview_lies_apart_names_all_and_no_site_leads_to_it(made: Path):
    page = (made / "reports-overview" / "index.html").read_text("utf-8")
    assert all(name in page for name in NAMES.values())
    assert all(f'href="../reports/{id}/index.html"' in page for id in NAMES)
    assert '<meta name="robots" content="noindex, nofollow">' in page
    order = [page.index(f">{NAMES[id]}<") for id in ("old-mill", "riverside", "harbour-bank")]
    assert order == sorted(order), "the lowest score first"
    for content in files_below(made / "reports").values():
        assert b"reports-overview" not in content


def test_every_site_wears_the_brand_and_asks_search_engines_to_leave(made: Path):
    for client in NAMES:
        page = (made / "reports" / client / "index.html").read_text("utf-8")
        assert "A word to everyone." in page
        assert f"Words for {NAMES[client]}." in page
        assert 'alt="Example Advisers"' in page
        assert "noindex" in page


def test_nothing_is_built_twice_and_only_what_changed_again(mine: Path):
    before = files_below(mine / "reports")
    again = build(mine, "--json")
    assert [row["state"] for row in json.loads(again.stdout)] == ["unchanged"] * 3
    assert files_below(mine / "reports") == before
    (mine / "list.yaml").write_text(listing(riverside=" And more."))
    changed = build(mine, "--json")
    assert [row["state"] for row in json.loads(changed.stdout)] == ["built", "unchanged", "unchanged"]
    after = files_below(mine / "reports")
    assert {name.split("/")[0] for name in before if after.get(name) != before[name]} == {"riverside"}


def test_a_new_brand_reaches_everyone(mine: Path):
    (mine / "brand.yaml").write_text(BRAND.replace("For the board.", "For nobody."))
    assert [row["state"] for row in json.loads(build(mine, "--json").stdout)] == ["built"] * 3
    assert "For nobody." in (mine / "reports-overview" / "index.html").read_text("utf-8")


def test_one_bad_client_stops_no_other_and_is_told_with_a_remedy(mine: Path):
    before = files_below(mine / "reports" / "old-mill")
    text = listing(riverside=" And more.").replace("id: old-mill", "assessment: gone, id: old-mill")
    (mine / "list.yaml").write_text(text + "  - {id: new, titel: x}\n")
    (mine / "reports" / "harbour-bank" / "note.txt").write_text("somebody's own")
    done = build(mine, "--json")
    assert done.exit_code == 1
    rows = {row["client"]: row for row in json.loads(done.stdout)}
    assert {client: row["state"] for client, row in rows.items()} == {
        "riverside": "built",
        "old-mill": "failed",
        "harbour-bank": "failed",
        "new": "failed",
    }
    assert all(row["what"] and row["remedy"] for row in rows.values() if row["state"] == "failed")
    assert "note.txt" in rows["harbour-bank"]["what"]
    assert "list.yaml, line 5 (client 4)" in rows["new"]["where"]
    assert rows["old-mill"]["where"] == "list.yaml, line 3 (client 2): gone"
    assert files_below(mine / "reports" / "old-mill") == before
    assert (mine / "reports" / "harbour-bank" / "note.txt").read_text() == "somebody's own"
    page = (mine / "reports-overview" / "index.html").read_text("utf-8")
    assert page.index("Borogove") < page.index("Aardvark"), "what failed stands first"
    assert "gone" in done.stderr
    assert str(mine) not in page


def test_a_client_that_is_no_longer_listed_is_named_and_stays(mine: Path):
    (mine / "list.yaml").write_text("clients: [{id: riverside, title: Aardvark Quill}]")
    done = build(mine)
    assert done.exit_code == 0
    assert "old-mill: nobody on the list" in done.stderr
    assert (mine / "reports" / "old-mill" / "index.html").exists()


def test_a_text_that_names_another_client_keeps_its_report_from_being_built(mine: Path):
    (mine / "list.yaml").write_text(listing(riverside=" As at Borogove Slithy."))
    done = build(mine)
    assert done.exit_code == 1
    assert "Borogove Slithy" in done.stderr
    assert "Borogove" not in (mine / "reports" / "riverside" / "index.html").read_text("utf-8")


@pytest.mark.parametrize("place", ["text", "footer"])
def test_a_public_report_is_not_built_with_the_name_in_text_or_brand(mine: Path, place: str):
    said = "Words for Aardvark Quill." if place == "text" else "Words."
    entry = f"{{id: riverside, title: Aardvark Quill, audience: public, text: {said}}}"
    (mine / "list.yaml").write_text(f"clients: [{entry}]")
    footer = "Made for Aardvark Quill." if place == "footer" else "For the board."
    (mine / "brand.yaml").write_text(BRAND.replace("For the board.", footer))
    before = files_below(mine / "reports" / "riverside")
    done = build(mine)
    assert done.exit_code == 1
    assert "The public report would carry the name of the organisation" in done.stderr
    assert files_below(mine / "reports" / "riverside") == before


def test_hostile_names_stay_in_their_own_folders_and_are_shown_as_text(mine: Path):
    names = ["<script>alert(1)</script>", "=cmd|' /C calc'!A0", "x" * 300, "../../etc"]
    entries = [{"id": name[:200], "title": name, "assessment": "riverside"} for name in names]
    (mine / "list.yaml").write_text("clients: " + json.dumps(entries))
    done = build(mine, "--out", "odd")
    assert done.exit_code == 0, done.stderr
    assert len(list((mine / "odd").iterdir())) == 4
    assert not (mine.parent / "etc").exists()
    page = (mine / "odd-overview" / "index.html").read_text("utf-8")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page.replace("&#60;", "&lt;").replace("&#62;", "&gt;")


@pytest.mark.parametrize("overview", ["reports", "reports/mine", "."])
def test_an_overview_among_the_clients_sites_is_refused(mine: Path, overview: str):
    done = build(mine, "--overview", overview)
    assert done.exit_code == 1
    assert "published with them" in done.stderr


def test_the_day_before_is_shown_beside_and_earlier_assessments_enter(mine: Path):
    text = listing().replace("id: riverside", "since: [old-mill], id: riverside")
    kept = [line for line in text.splitlines() if "id: old-mill" not in line]  # it would be somebody else's
    (mine / "list.yaml").write_text("\n".join(kept))
    done = build(mine)
    assert done.exit_code == 0
    assert "Its industry was I and is G" in done.stderr
    assert (mine / "reports" / "riverside" / "change.html").exists()
    assert "+1.1" in (mine / "reports-overview" / "index.html").read_text("utf-8")


def test_an_earlier_assessment_of_another_client_is_refused(mine: Path):
    (mine / "list.yaml").write_text(listing().replace("id: riverside", "since: [old-mill], id: riverside"))
    done = build(mine, "--json")
    rows = {row["client"]: row for row in json.loads(done.stdout)}
    assert [rows[id]["state"] for id in NAMES] == ["failed", "unchanged", "unchanged"]
    assert "Borogove Slithy" in rows["riverside"]["what"]
    assert rows["riverside"]["where"] == "list.yaml, line 2 (client 1)"
    assert not (mine / "reports" / "riverside" / "change.html").exists()


def test_what_is_wrong_with_an_earlier_assessment_is_said_in_english(mine: Path):
    text = listing().replace("id: riverside", "language: pl, since: [riverside], id: riverside")
    (mine / "list.yaml").write_text(text)
    done = build(mine)
    assert done.exit_code == 1
    assert (
        "list.yaml, line 2 (client 1): riverside: The assessment `riverside` is named twice." in done.stderr
    )


def test_a_list_with_an_id_twice_is_refused_before_anything_is_built(mine: Path):
    before = files_below(mine)
    (mine / "list.yaml").write_text(listing(riverside=" And more.") + "  - {id: old-mill}\n")
    done = build(mine)
    assert done.exit_code == 1
    assert "line 3 (client 2), line 5 (client 4)" in done.stderr
    assert files_below(mine / "reports") == {
        name.removeprefix("reports/"): held for name, held in before.items() if name.startswith("reports/")
    }


def test_a_folder_of_other_things_is_no_place_for_reports(mine: Path):
    (mine / "photos").mkdir()
    (mine / "photos" / "sea.jpg").write_bytes(b"x")
    done = build(mine, "--out", "photos")
    assert done.exit_code == 1
    assert "sea.jpg" in done.stderr
    assert "--out" in done.stderr
    assert [file.name for file in (mine / "photos").iterdir()] == ["sea.jpg"]
    assert not (mine / "photos-overview").exists()


def test_what_somebody_put_beside_the_reports_is_named_and_stays(mine: Path):
    (mine / "reports" / "riverside.zip").write_bytes(b"x")
    done = build(mine)
    assert done.exit_code == 0
    assert "riverside.zip: not written by this program; left as it is." in done.stderr
    assert (mine / "reports" / "riverside.zip").read_bytes() == b"x"


def test_exported_files_need_no_store(mine: Path):
    lines = (
        call("export", "--data", "data", "--out", "all.jsonl")
        and (mine / "all.jsonl").read_text().splitlines()
    )
    (mine / "files").mkdir()
    for line in lines:
        id = json.loads(line)["assessment"]["id"]
        (mine / "files" / f"{id}.json").write_text(line)
    done = call("portfolio", "files", "--out", "out", "--data", "nothing", "--no-documents", "--json")
    assert done.exit_code == 0, done.output
    assert sorted(row["folder"] for row in json.loads(done.stdout)) == sorted(NAMES)
    assert not (mine / "nothing").exists()


def test_charts_that_a_reader_may_ask_are_there_where_they_are_wanted(mine: Path):
    assert not any("/live/" in name for name in files_below(mine / "reports"))
    done = build(mine, "--interactive")
    assert done.exit_code == 0, done.output
    names = files_below(mine / "reports")
    for id in NAMES:
        assert any(name.startswith(f"{id}/live/") for name in names), (
            "a site with other charts is another site"
        )
