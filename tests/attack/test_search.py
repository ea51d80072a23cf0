"""The attack by search (17): everything that leaves the instance is read through for rows, and for an exact number."""

from __future__ import annotations

import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from msgspec.structs import replace

from assess.assessment.entry import check_answers
from assess.assessment.model import Assessment
from assess.benchmark import disclosure
from assess.benchmark.archive import read
from assess.benchmark.contribution import Contributions
from assess.benchmark.verification import names
from assess.language import speaking
from assess.report.benchmark.site import Source, publish
from assess.report.finding.conclude import conclude
from assess.report.site.builder import build
from assess.report.site.write import write

from .attempt import Outcome, attack, without
from .server import API, QUICK, Running, answers, catalogue, serving
from .test_form import peers

LEVELS = (103, 203, 303, 403)
"""Scores of which each is a quarter of the cell: every published value is the same for 32 firms as for 36."""

ROW = re.compile(rb"(?<![\w.])(?:[1-4]\.03|[1-4]03)(?![\w.])")
"""A score of one firm as it is stored; what is published is rounded to 1.0, 2.0 …"""

PLACE = re.compile(rb' (?:transform|d|viewBox|(?:stroke-)?width|height|[xy][12]?)="[^"]*"')
"""Where a mark of a chart is drawn: whole pixels, of which some are the number of a score by chance."""


def exact(n: int) -> re.Pattern[bytes]:
    """The number of firms as a number of firms, in whatever words."""
    return re.compile(
        rb'(?i)(?:\bn\b|n_band|companies|organisations|firms|peers)["\s:=>,]{0,9}%d\b|\b%d(?:\s|&nbsp;)+(?:companies|organisations|firms|peers)'
        % (n, n)
    )


@attack(
    17,
    "charts, HTML and JSON are searched for raw rows or an exact n",
    how="editions of 32 and of 36 firms with equal figures: released files, API, pages of a result, report and public "
    "site, with all charts and downloads, are compared byte by byte, and searched",
    rule="6, rounding and bands",
)
def search_everything(folder: Path, with_rule: bool) -> Outcome:
    left = {}
    switches = () if with_rule else ((disclosure, "band", lambda n, _: f"{n}"),)
    for n in (32, 36):
        if n == 36:  # one key signs both
            shutil.copytree(folder / "32" / "keys", folder / "36" / "keys")
        with serving(folder / str(n)) as running, without(*switches):
            running.instance.release(firms(running, n), is_audited=False)
            running.desk.reload_editions()
            left[n] = everything(running, folder / f"out-{n}")
    differ = [name for name in left[32] | left[36] if left[32].get(name) != left[36].get(name)]
    rows = [name for each in left.values() for name, text in each.items() if ROW.search(PLACE.sub(b"", text))]
    counts = [name for n, each in left.items() for name, text in each.items() if exact(n).search(text)]
    kinds = sorted({Path(name).suffix for name in left[32]} - {""})
    return Outcome(
        learned=bool(differ or rows or counts),
        saw=f"{len(left[32])} documents ({' '.join(kinds)}; no PDF is made): {len(rows)} with a row, {len(counts)} with the "
        f"number, {len(differ)} that tell 32 from 36",
    )


def firms(running: Running, n: int) -> Contributions:
    """n firms in one cohort, which give the same figures whatever multiple of four n is."""
    given = peers(running, [LEVELS[at % 4] for at in range(n)])
    return replace(given, staged=np.array([1 + at % 4 for at in range(n)], dtype=np.int8))


def everything(running: Running, out: Path) -> dict[str, bytes]:
    """What anybody can lay hands on, by name."""
    released = running.instance.released[-1]
    found = {
        f"edition/{path.name}": path.read_bytes() for path in released.iterdir() if path.stem != "signature"
    }
    for address in ("/editions", f"/editions/{released.name}"):
        found[f"api{address}.json"] = running.client.get(f"{API}{address}").content
    edition = read(released)
    found_questionnaire = catalogue().get(QUICK)
    own = Assessment(
        id="own",
        questionnaire=QUICK,
        version=found_questionnaire.version,
        hash=found_questionnaire.hash,
        profile={"industry": "C", "size": "medium", "region": "eu-central"},
        answers=check_answers(found_questionnaire, answers_of(running, 30)),
        submitted_at=datetime(2025, 11, 3, tzinfo=UTC),
    )
    with speaking("en"):
        scorer = running.panel.scorer(QUICK, own.hash)
        viewer = running.panel.viewer(QUICK, own.hash)
        findings = conclude(scorer, viewer, own, edition, catalogue=catalogue(), title="Own", remarks=False)
    write(findings, out / "pages", running.desk.renderer)
    build(out / "pages", out / "report")
    source = Source(
        editions=running.instance.shelf.editions, catalogue=catalogue(), known=names(running.instance.keys)
    )
    publish(source, out / "site", title="Peers", languages=("en",), renderer=running.desk.renderer)
    for path in sorted([*(out / "report").rglob("*"), *(out / "site").rglob("*")]):
        if path.is_file() and path.suffix in READ:
            found[str(path.relative_to(out))] = path.read_bytes()
    return found


READ = {".html", ".json", ".csv", ".svg", ".md", ".xml", ".txt", ".parquet", ".js"}
"""Zip archives hold the edition again, with a signature that differs."""


def answers_of(running: Running, points: int):
    from msgspec import convert

    from assess.assessment.model import Answer

    return convert(answers(points), dict[str, Answer])


def test_nothing_that_leaves_holds_a_row_or_an_exact_number(tmp_path, with_rule):
    outcome = search_everything(tmp_path, with_rule)
    assert outcome.learned is not with_rule, outcome
    if with_rule:
        assert ".html" in outcome.saw
        assert ".svg" in outcome.saw
        assert ".json" in outcome.saw


def test_search_finds_a_row_and_a_number_where_there_is_one():
    assert ROW.search(b"<td>2.03</td>")
    assert ROW.search(b"[103,2]")
    assert not ROW.search(b"12.03")
    assert not ROW.search(b"2.0")
    assert not ROW.search(PLACE.sub(b"", b'<line transform="translate(158,303)" x2="0"/>'))
    assert ROW.search(PLACE.sub(b"", b'<path aria-label="score: 3.03" d="M0,0"/>'))
    assert exact(32).search(b'"n_band":"32"')
    assert exact(32).search(b"32 companies")
    assert not exact(32).search(b"30\xe2\x80\x9349 companies, x=32")
