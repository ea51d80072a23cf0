"""Building sites: one report, many at once, one of many that changed, and what the search costs.

Clients are made-up respondents of the largest questionnaire, each with answers, charts and a comparison of its own.
`--large` builds 200 of them, otherwise a twentieth. Seconds are those of processors, children included, so that a busy
machine changes little: what two processes spend together is halved, for that is what two free cores need. Seconds on the
clock are told beside them; on a machine at rest they are the same.
"""

from __future__ import annotations

import gzip
import os
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from time import perf_counter

from mkdocs.structure.pages import Page
from msgspec.structs import replace

from assess.assessment.activity import settle
from assess.assessment.code import decode
from assess.assessment.model import Assessment
from assess.assessment.synth import Population, synthesise
from assess.questionnaire.catalogue import load_catalogue
from assess.report.chart.renderer import Renderer
from assess.report.finding.conclude import conclude
from assess.report.finding.model import Findings
from assess.report.sample.organisation import QUESTIONNAIRE
from assess.report.sample.peer import make_peers
from assess.report.site.builder import publish
from assess.report.site.folder import Content, lay_out
from assess.report.site.many import Job, Outcome, build_many
from assess.report.site.press import press_for
from assess.report.site.search import index_site
from assess.report.site.write import compose
from assess.resource import resource
from assess.scoring.score import Scorer
from assess.scoring.view import Viewer

from .measure import Row, row

ROUNDS = 5
CLIENTS = 200 if "--large" in sys.argv else 10
ALONE = """
import pickle, sys
from pathlib import Path
from assess.collector import at_rest
from assess.report.chart.renderer import Renderer
from assess.report.site.builder import publish
from assess.report.site.write import compose
with at_rest():
    findings = pickle.loads(Path(sys.argv[1]).read_bytes())
    content = compose(findings, Renderer(Path(sys.argv[2])), documents=sys.argv[4] == "documents")
    publish(content, Path(sys.argv[3]))
"""


def measure() -> list[Row]:
    """Seconds of a cold and of a changed report, of many, and of one of them; what MkDocs' Markdown and the disk need."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        clients = _clients(CLIENTS + 1)
        return [
            *_alone(clients[0], folder / "bare"),
            *_alone(clients[0], folder / "whole", documents=True),
            *_parts(clients[0], folder),
            *_many(clients, folder / "many"),
            *_many(clients, folder / "documented", documents=True),
        ]


def _alone(findings: Findings, folder: Path, *, documents: bool = False) -> list[Row]:
    """A process of its own: at first with no chart drawn, then with those of the last time and another title. The limits
    are those of pages; documents have one of their own (see `documenting`)."""
    folder.mkdir()
    cold, changed, clock = [], [], []
    for turn in range(3):
        kept = folder / f"findings-{turn}"
        kept.write_bytes(pickle.dumps(findings))
        places = [str(kept), str(folder / f"charts-{turn}"), str(folder / f"site-{turn}")]
        places.append("documents" if documents else "")
        cold.append(_run(places))
        kept.write_bytes(pickle.dumps(replace(findings, title=f"Another {turn}")))
        began = perf_counter()
        changed.append(_run(places))
        clock.append(perf_counter() - began)
        assert f"Another {turn}" in (folder / f"site-{turn}" / "index.html").read_text("utf-8")
    if documents:
        return [
            row("  with PDF and workbook, no chart drawn yet", cold, "s"),
            row("  with PDF and workbook, after a change", changed, "s"),
        ]
    return [
        row("a report from its findings, in a new process, no chart drawn yet", cold, "s", 3),
        row("the same report after a change, charts kept", changed, "s", 1),
        row("  on the clock, beside whatever else runs here", clock, "s"),
    ]


def _parts(findings: Findings, folder: Path) -> list[Row]:
    """One report in a warm process, and its limit: three times writing its files, and what MkDocs' Markdown needs."""
    renderer = Renderer(folder / "bare" / "charts-0")
    content = compose(findings, renderer, search=False, documents=False)
    press = press_for(content.settings)
    built = press.build(content)
    pages = [name for name in content.texts if name.endswith(".md")]
    lay_out(folder / "pages", content)
    ratios, spent = [], []
    for turn in range(ROUNDS):
        spent.append(seconds(lambda turn=turn: publish(content, folder / f"warm-{turn}")))
        writing = seconds(lambda turn=turn: _write(built, folder / f"raw-{turn}"))
        ratios.append(spent[-1] / (3 * writing + _reading(folder / "pages")))
        for name, held in built.items():
            assert (folder / f"warm-{turn}" / name).read_bytes() == held, name
    indexing = [seconds(lambda: index_site(folder / "bare" / "site-0")) for _ in range(ROUNDS)]
    first = {"index.html", "look.css"}
    weight = sum(len(gzip.compress(built[name])) for name in first) / 1000
    return [
        row(f"a site of {len(pages)} pages, warm, without search", spent, "s"),
        row("  against MkDocs' Markdown and three times writing its files", ratios, "×", 1),
        row("  the search index of a report", indexing, "s", 0.5),
        row("  the first page with its style sheet, compressed", [weight], "kB", 150),
    ]


def _reading(folder: Path) -> float:
    """Seconds in which MkDocs makes HTML of the pages of a folder that `lay_out` filled, without its templates."""
    from mkdocs.config import load_config
    from mkdocs.structure.files import get_files
    from mkdocs.structure.nav import get_navigation

    config = load_config(str(folder / "mkdocs.yml"))
    files = get_files(config)
    get_navigation(files, config)
    every = [file.page or Page(None, file, config) for file in files.documentation_pages()]
    for page in every:
        page.read_source(config)
    return seconds(lambda: [page.render(config, files) for page in every])


def _many(clients: list[Findings], folder: Path, *, documents: bool = False) -> list[Row]:
    out, charts = folder / "out", folder / "charts"
    jobs = [_job(f"c{n}", findings, charts, documents) for n, findings in enumerate(clients[:CLIENTS])]
    made: list[Outcome] = []
    cold = seconds(lambda: made.append(build_many(jobs, out))) / 2
    assert len(made[0].built) == CLIENTS, made[0].failed
    pages = len(list((out / "c0").glob("*.html")))
    again = []
    for turn in range(3):
        changed = _job("c0", replace(clients[-1], title=f"Changed {turn}"), charts, documents)
        again.append(seconds(lambda changed=changed: build_many([changed, *jobs[1:]], out)))
        assert f"Changed {turn}" in (out / "c0" / "index.html").read_text("utf-8")
    if documents:
        return [
            row(f"  {CLIENTS} clients with PDF and workbook too", [cold], "s"),
            row("  the same when one client changed", again, "s", 3),
        ]
    return [
        row(
            f"{CLIENTS} clients × {pages} pages with charts and search, two processes",
            [cold],
            "s",
            0.025 * pages * CLIENTS,
        ),
        row("  the same when one client changed", again, "s", 3),
    ]


def _job(folder: str, findings: Findings, charts: Path, documents: bool) -> Job:
    made = partial(_compose, findings, charts, documents)
    return Job(folder=folder, key=sha256(pickle.dumps(findings)).hexdigest(), compose=made)


def _compose(findings: Findings, charts: Path, documents: bool) -> Content:
    return compose(findings, Renderer(charts), documents=documents)


def _clients(count: int) -> list[Findings]:
    """Findings of as many respondents, compared with a made-up edition."""
    catalogue = load_catalogue(resource("questionnaires"))
    questionnaire = catalogue.get(QUESTIONNAIRE)
    edition = make_peers(questionnaire, catalogue.profile).edition
    scorer, viewer = Scorer(questionnaire), Viewer(questionnaire)
    batch = synthesise(questionnaire, Population(mean=0.45), count, 5)
    found = []
    for at in range(count):
        profile = {"industry": batch.industry[at], "size": batch.size[at], "region": batch.region[at]}
        assessment = Assessment(
            id=f"client-{at}",
            questionnaire=questionnaire.id,
            version=questionnaire.version,
            hash=questionnaire.hash,
            profile=profile,
            answers=settle(questionnaire, decode(questionnaire, batch.codes[at]), profile),
            submitted_at=datetime(2026, 10, 15, tzinfo=UTC),
            synthetic=True,
            source="synthetic",
        )
        told = {"catalogue": catalogue, "title": f"Client {at}"}
        found.append(conclude(scorer, viewer, assessment, edition, **told))
    scorer.close()
    viewer.close()
    return found


def _run(places: list[str]) -> float:
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", ALONE, *places]
    return seconds(lambda: subprocess.run(command, env={**os.environ, "PYTHONPATH": str(root)}, check=True))


def _write(files: dict[str, bytes], folder: Path) -> None:
    for name, held in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(held)


def seconds(call: Callable[[], object]) -> float:
    """Of processors, ours and those of processes that ended meanwhile."""
    began = _spent()
    call()
    return _spent() - began


def _spent() -> float:
    told = os.times()
    return told.user + told.system + told.children_user + told.children_system
