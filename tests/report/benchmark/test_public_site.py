"""The benchmark site as a folder, from editions alone: complete, self-contained, and nobody can be read out of it."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import duckdb
import numpy as np
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from edition_sample import build_edition, build_source
from msgspec.structs import replace
from test_report_site import outlines

from assess.benchmark.archive import DamagedEdition, UnknownKey
from assess.benchmark.archive import write as write_edition
from assess.benchmark.history import Release
from assess.benchmark.model import QUANTILES
from assess.benchmark.rounding import band
from assess.benchmark.signature import public_of
from assess.benchmark.verification import verify
from assess.errors import Conflict
from assess.report.benchmark.board import Board
from assess.report.benchmark.drawing import quartile_rows
from assess.report.benchmark.series import Issue, series_of
from assess.report.benchmark.site import Source, names_for, publish
from assess.report.chart.layout import QUARTILES, SPREAD
from assess.report.chart.spread import spread_rows


@pytest.fixture
def small(tmp_path: Path) -> Source:
    """Two editions made by hand, signed."""
    return build_source(tmp_path / "editions")


def test_every_link_leads_somewhere_and_ids_are_unique(public: Path):
    found = outlines(public)
    for name, page in found.items():
        assert len(page.ids) == len(set(page.ids)), name
        for link in page.links:
            file, _, anchor = link.partition("#")
            assert (public / (file or name)).exists(), f"{name}: {link}"
            if anchor:
                assert anchor in found[file or name].ids, f"{name}: {link}"


def test_nothing_is_asked_of_anybody_else_and_no_script_is_needed(public: Path):
    for name, page in outlines(public).items():
        assert not [source for source in page.sources if re.match(r"(https?:)?//", source)], name
    with_script = [page.name for page in public.glob("*.html") if "<script" in page.read_text("utf-8")]
    assert with_script == ["search.html"]


def test_made_up_data_says_so_on_every_page(public: Path):
    assert not [page.name for page in public.glob("*.html") if "Made-up data" not in page.read_text("utf-8")]


def test_same_editions_give_the_same_site(small: Source, tmp_path: Path):
    for name in ("one", "two"):
        publish(small, tmp_path / name, title="Public", languages=("pl",))
    files = {
        file.relative_to(tmp_path / "one"): file.read_bytes() for file in (tmp_path / "one").rglob("*.*")
    }
    assert len(files) > 20
    assert files == {path: (tmp_path / "two" / path).read_bytes() for path in files}


def test_foreign_folder_is_never_replaced(small: Source, tmp_path: Path):
    foreign = tmp_path / "photos"
    foreign.mkdir()
    (foreign / "holiday.jpg").write_text("dear")
    with pytest.raises(Conflict, match="no report has written"):
        publish(small, foreign, title="Public", languages=("en",))
    assert (foreign / "holiday.jpg").read_text() == "dear"


def test_damaged_edition_is_refused_and_the_old_site_stays(small: Source, tmp_path: Path):
    publish(small, tmp_path / "site", title="Public", languages=("en",))
    before = (tmp_path / "site" / "index.html").read_bytes()
    cells = next(small.editions.glob("2026-q2*")) / "cells.json"
    cells.write_bytes(cells.read_bytes().replace(b"2.2", b"2.3"))
    with pytest.raises(DamagedEdition):
        publish(small, tmp_path / "site", title="Public", languages=("en",))
    assert (tmp_path / "site" / "index.html").read_bytes() == before


def test_what_somebody_unknown_signed_is_refused(small: Source, tmp_path: Path):
    with pytest.raises(UnknownKey, match="not on the trust list"):
        publish(replace(small, known=()), tmp_path / "site", languages=("en",))
    assert not (tmp_path / "site").exists()


def test_what_nobody_signed_is_not_shown(small: Source, tmp_path: Path):
    write_edition(build_edition("2026-q3"), small.editions)
    publish(small, tmp_path / "site", title="Public", languages=("en",))
    assert "Q3 2026" not in (tmp_path / "site" / "benchmark-small.html").read_text("utf-8")
    assert not list((tmp_path / "site").glob("2026-q3*"))


def test_downloaded_edition_can_be_verified_with_the_key_on_the_page(small: Source, tmp_path: Path):
    publish(small, tmp_path / "site", title="Public", languages=("en",))
    packed = next((tmp_path / "site").glob("2026-q2-*.zip"))
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(tmp_path / "unpacked")
    key = public_of(Ed25519PrivateKey.from_private_bytes(bytes(32)))
    assert verify(tmp_path / "unpacked" / packed.stem, tmp_path / "keys", key).edition == packed.stem
    page = (tmp_path / "site" / "cite.html").read_text("utf-8")
    assert key in page
    assert packed.stem in page


def test_command_needs_no_database_and_never_loads_the_store(small: Source, tmp_path: Path):
    """The database is taken away: there is none in the data folder, and the program that builds the site knows none."""
    program = (
        "import sys; from assess.cli import main; main(sys.argv[1:], standalone_mode=False); "
        "sys.exit(any(name.startswith('assess.store') for name in sys.modules))"
    )
    arguments = [
        "site",
        "--out",
        "out",
        "--editions",
        small.editions,
        "--key",
        *small.known,
        "--data",
        "nothing",
        "--language",
        "ru",
    ]
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", program, *map(str, arguments)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["editions", "out"]
    assert 'lang="ru"' in (tmp_path / "out" / "index.html").read_text("utf-8")


# The 17th attack: everything that is published is searched for raw rows, an exact number of organisations, a spread.

DECIMALS = re.compile(r"(?<![\d.])\d+\.\d\d+(?![\d.])")


def documents(site: Path) -> Iterator[tuple[str, str]]:
    """Every file of the site as text: pages as they are seen and heard, data as it is, archives unpacked."""
    for path in sorted(site.rglob("*")):
        if path.suffix == ".html":
            article = re.search(r"<article.*</article>", path.read_text("utf-8"), re.DOTALL)
            yield path.name, re.sub(r"<[^>]*>", " ", article.group(0))
        elif path.suffix in (".csv", ".json"):
            yield path.name, path.read_text("utf-8")
        elif path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                for name in archive.namelist():
                    yield f"{path.name}/{name}", archive.read(name).decode()
        elif path.suffix == ".parquet":
            with duckdb.connect(":memory:") as database:
                rows = database.read_parquet(str(path)).fetchall()
                yield path.name, "\n".join(str(row) for row in rows)


def test_no_exact_number_of_organisations_anywhere(public: Path, releases: tuple[Release, ...]):
    exact = {len(release.votes) for release in releases}
    assert min(exact) > 300, "numbers that could stand for something else prove nothing"
    for name, text in documents(public):
        for n in exact:
            assert not re.search(rf"(?<![\d.]){n}(?![\d.])", text), f"{name} tells {n}"


def test_no_score_finer_than_published_and_no_spread_anywhere(public: Path, releases: tuple[Release, ...]):
    spreads = {
        f"{np.std(release.votes.score[:, 0] / 100, ddof=ddof):.{digits}f}"
        for release in releases
        for ddof in (0, 1)
        for digits in (2, 3, 4)
    }
    for name, text in documents(public):
        assert not spreads & set(re.findall(r"\d+\.\d+", text)), name
        if name.endswith((".html", "cells.csv", "levels.csv", ".parquet")):
            assert not DECIMALS.findall(text), name


def test_data_files_hold_a_row_a_published_cell_and_none_an_organisation(
    public: Path, releases: tuple[Release, ...]
):
    told = sum(len(cells) for release in releases for cells in release.edition.cells.values())
    rows = list(
        csv.DictReader(io.StringIO((public / "benchmark-cx-quick-check-cells.csv").read_text("utf-8")))
    )
    assert len(rows) == told == len({(row["edition"], row["cohort"], row["node"]) for row in rows})
    bands = releases[-1].edition.manifest.thresholds.bands
    assert {row["n_band"] for row in rows} <= {band(n, bands) for n in bands}
    held = json.loads((public / "benchmark-cx-quick-check.json").read_text("utf-8"))
    names = {name for table in held.values() for row in table for name in row}
    assert not [
        name for name in names if re.search(r"std|stdev|variance|^sd$|^n$|count|min|max|sum|total", name)
    ]


def test_charts_place_published_values_and_nothing_else(source: Source, releases: tuple[Release, ...]):
    [series] = series_of(Issue(edition=release.edition) for release in releases)
    board = Board(series=series, names=names_for(series, source))
    scale, layout = board.scale, QUARTILES[0]
    cells = [cell for cohort in series.cells.values() for cell in cohort.values()]
    values = {getattr(cell, name) for cell in cells for name in QUANTILES} - {None}
    published = {round(value / 5, 4) for value in values}
    drawn = quartile_rows(board.industries(), scale, layout, counted=True)
    places = {
        row[x] for name in ("own", "band", "reach") for row in drawn[name] for x in ("x", "x2") if x in row
    }
    assert places <= published
    assert len(drawn["own"]) == len(board.industries())
    shares = series.cells["all"]["overall"].shares
    bars = spread_rows(shares, [""] * len(shares), series.latest.manifest.levels, SPREAD[0])
    assert [row["text"] for row in bars["own"]] == [f"{share.percent}%" for share in reversed(shares)]
