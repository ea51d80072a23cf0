"""Charts that a reader may ask: every row says what its table says, marks know their row, and nothing is loaded unasked."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import msgspec
import pytest
from chart_sample import build_many, draw_every

from assess.language import speaking
from assess.report.chart.live import FOLDER, bundle, live_files
from assess.report.chart.renderer import Chart, Renderer
from assess.report.finding.model import Findings
from assess.report.look import LIGHT
from assess.report.site.write import compose

VEGA = b"// as good as any"


@pytest.fixture(scope="module")
def charts() -> list[Chart]:
    return list(draw_every(build_many(4), Renderer()))


def content(files: dict, id: str) -> dict:
    """What the file of a chart's data holds."""
    text = files[f"{FOLDER}/data-{id}.js"]
    return msgspec.json.decode(re.search(r"\?\?= \{\}, (.*)\);\n$", text)[1])[id]


def test_every_chart_has_its_file_and_all_share_the_rest(charts: list[Chart]):
    files = live_files(charts, VEGA)
    assert {name for name in files if "/data-" in name} == {f"live/data-{chart.id}.js" for chart in charts}
    shared = {name for name in files if "/data-" not in name}
    assert shared == {
        f"live/{name}" for name in ("chart.html", "chart.css", "chart.js", "open.js", "vega.js", "designs.js")
    }
    assert live_files(charts, VEGA) == files


def test_no_chart_no_file():
    assert live_files([], VEGA) == {}


def test_every_row_says_what_the_table_says_and_has_a_place(charts: list[Chart]):
    files = live_files(charts, VEGA)
    for chart in charts:
        held = content(files, chart.id)
        assert [row["name"] for row in held["rows"]] == [row[0] for row in chart.table.rows]
        for row, cells in zip(held["rows"], chart.table.rows, strict=True):
            assert all(cell in row["said"] for cell in cells)
        for layout in ("wide", "narrow"):
            spots = held[layout]["spots"]
            assert {spot["row"] for spot in spots} == set(range(len(held["rows"]))), chart.id
            assert all(spot["said"] == held["rows"][spot["row"]]["said"] for spot in spots)


def test_a_mark_knows_the_row_it_lies_in(charts: list[Chart]):
    files = live_files(charts, VEGA)
    for chart in charts:
        for layout in ("wide", "narrow"):
            drawn = content(files, chart.id)[layout]
            for name, rows in drawn["data"].items():
                for mark in rows:
                    if not drawn["pixels"] or "row" not in mark:
                        continue
                    places = [spot for spot in drawn["spots"] if spot["row"] == mark["row"]]
                    assert any(
                        spot["x"] <= mark["x"] <= spot["x2"] and spot["y"] <= mark["y"] <= spot["y2"]
                        for spot in places
                    ), (chart.id, name)
            dots = drawn["data"].get("dots", drawn["data"].get("own", []))
            assert dots or chart.id.startswith(("heat", "portfolio"))
            loose = {"journey"}  # moments stand in a list of their own
            assert all("row" in dot for dot in dots) or chart.id in loose, chart.id


def test_colours_are_those_of_the_page_by_day_and_by_night(charts: list[Chart]):
    files = live_files(charts, VEGA)
    scripts = "".join(text for name, text in files.items() if name.endswith(".js") and isinstance(text, str))
    assert f"var(--accent, {LIGHT.accent})" in scripts
    assert f'"{LIGHT.accent}"' not in scripts


def test_a_name_is_text_in_the_data_too():
    name = '</script><script>alert("1")</script>\u2028'
    files = live_files(draw_every(build_many(2, name=name), Renderer(), name=name), VEGA)
    assert content(files, "priority")["rows"][0]["name"].endswith(name)
    assert "alert" not in files[f"{FOLDER}/chart.html"]


def test_the_page_speaks_the_language_of_the_report(charts: list[Chart]):
    hints = []
    for code in ("en", "pl", "ru", "sr", "sr-Latn"):
        with speaking(code):
            files = live_files(charts, VEGA)
        assert f'<html lang="{code}">' in files[f"{FOLDER}/chart.html"]
        hints.append(content(files, "position")["words"]["hint"])
    assert len(set(hints)) == 5


def test_pages_link_to_the_chart_only_where_the_site_has_it(findings: Findings, renderer: Renderer):
    plain = compose(findings, renderer, documents=False, search=False)
    asked = compose(findings, renderer, documents=False, search=False, vega=VEGA)
    assert not any("live/" in text for text in plain.texts.values() if isinstance(text, str))
    assert "live" not in plain.settings["extra"]
    for name, text in asked.texts.items():
        if not name.endswith(".md"):
            continue
        linked = re.findall(r'href="live/chart\.html#([\w-]+):([\w-]+)"', text)
        assert len(linked) == text.count('<figure class="chart"')
        for id, page in linked:
            assert f"{FOLDER}/data-{id}.js" in asked.texts
            assert page == name.removesuffix(".md")


def test_vega_is_the_same_every_time_and_kept(tmp_path: Path):
    made = bundle(tmp_path)
    assert b"BSD" in made[:200]
    assert b"vegaEmbed" in made
    assert [file.read_bytes() for file in tmp_path.iterdir()] == [made]
    kept = next(tmp_path.iterdir())
    kept.write_bytes(b"kept")
    assert bundle(tmp_path) == b"kept"
    assert hashlib.sha256(made).digest() == hashlib.sha256(bundle()).digest()
