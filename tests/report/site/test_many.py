"""Many sites at once: what changed is built, the rest is left as it stands, and nobody's trouble is another's."""

from __future__ import annotations

import os
import shutil
from functools import partial
from pathlib import Path

import pytest
from report_sample import build_comparison, build_findings

from assess.errors import Conflict
from assess.report.chart.renderer import Renderer
from assess.report.site import many
from assess.report.site.builder import publish
from assess.report.site.folder import Content
from assess.report.site.many import Job, build_many
from assess.report.site.seal import key_of
from assess.report.site.write import compose


def content_of(title: str, charts: Path) -> Content:
    found = build_findings(title, comparison=build_comparison())
    return compose(found, Renderer(charts), documents=False)


def broken_content() -> Content:
    made = compose(build_findings("Broken"), Renderer(), documents=False)
    return Content(
        texts={**made.texts, "index.md": "[x](gone.md)"}, settings={**made.settings, "strict": True}
    )


def jobs_for(*titles: str, charts: Path) -> list[Job]:
    return [
        Job(folder=title.lower(), key=title, compose=partial(content_of, title, charts)) for title in titles
    ]


@pytest.fixture(scope="module")
def charts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("charts")


def stamps(out: Path) -> dict[str, int]:
    """When each site was put in its place."""
    return {folder.name: folder.stat().st_ino for folder in out.iterdir()}


def test_every_site_is_what_it_would_be_alone(tmp_path: Path, charts: Path):
    made = build_many(jobs_for("A", "B", charts=charts), tmp_path / "out")
    assert (made.built, made.kept, made.left, made.failed) == (("a", "b"), (), (), ())
    publish(content_of("A", charts), tmp_path / "alone", key=key_of(tmp_path / "out" / "a"))
    for file in (tmp_path / "alone").rglob("*"):
        if file.is_file():
            other = tmp_path / "out" / "a" / file.relative_to(tmp_path / "alone")
            assert other.read_bytes() == file.read_bytes(), file


def test_only_what_changed_is_built_again(tmp_path: Path, charts: Path):
    out = tmp_path / "out"
    jobs = jobs_for("A", "B", "C", charts=charts)
    build_many(jobs, out)
    before = stamps(out)

    def never() -> Content:
        raise AssertionError("composed though nothing changed")

    same = [Job(folder=job.folder, key=job.key, compose=never) for job in jobs]
    assert build_many(same, out).kept == ("a", "b", "c")
    changed = Job(folder="b", key="B2", compose=partial(content_of, "B2", charts))
    made = build_many([same[0], changed, same[2]], out)
    assert (made.built, made.kept) == (("b",), ("a", "c"))
    after = stamps(out)
    assert {name for name in after if after[name] != before[name]} == {"b"}
    assert "B2" in (out / "b" / "index.html").read_text("utf-8")


def test_site_that_misses_a_file_or_was_made_by_another_version_is_built_again(
    tmp_path: Path, charts: Path, monkeypatch: pytest.MonkeyPatch
):
    jobs = jobs_for("A", charts=charts)
    build_many(jobs, tmp_path)
    (tmp_path / "a" / "method.html").unlink()
    assert build_many(jobs, tmp_path).built == ("a",)
    assert (tmp_path / "a" / "method.html").exists()
    monkeypatch.setattr(many, "fingerprint", lambda: "another version")
    assert build_many(jobs, tmp_path).built == ("a",)


@pytest.mark.parametrize("file", ["scoring/node.py", "benchmark/compare.py", "report/look.py"])
def test_a_change_of_any_stage_is_another_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str):
    fingerprint = many.fingerprint.__wrapped__  # it is kept for a process
    copy = Path(shutil.copytree(many.PACKAGE, tmp_path / "assess", ignore=shutil.ignore_patterns("*.pyc")))
    monkeypatch.setattr(many, "PACKAGE", copy)
    before = fingerprint()
    assert fingerprint() == before
    (copy / file).write_text("")
    assert fingerprint() != before


def test_trouble_with_one_site_is_told_and_stops_no_other(tmp_path: Path, charts: Path):
    jobs = jobs_for("A", "B", charts=charts)
    build_many(jobs, tmp_path)
    (tmp_path / "a" / "mine.txt").write_text("dear")
    changed = [
        Job(folder=job.folder, key=job.key + "2", compose=partial(content_of, job.key + "2", charts))
        for job in jobs
    ]
    heard: list[str] = []
    made = build_many(
        [changed[0], Job(folder="x", key="x", compose=broken_content), changed[1]],
        tmp_path,
        told=heard.append,
    )
    assert made.built == ("b",) == tuple(heard)
    assert [folder for folder, _ in made.failed] == ["a", "x"]
    assert "mine.txt" in str(made.failed[0][1])
    assert "gone.md" in str(made.failed[1][1])
    assert (tmp_path / "a" / "mine.txt").read_text() == "dear"
    assert not (tmp_path / "x").exists()


def test_site_that_no_job_names_is_told_and_left_alone(tmp_path: Path, charts: Path):
    build_many(jobs_for("A", "B", charts=charts), tmp_path)
    (tmp_path / "notes").mkdir()
    made = build_many(jobs_for("B", charts=charts), tmp_path)
    assert made.left == ("a",)
    assert (tmp_path / "a" / "index.html").exists()


@pytest.mark.parametrize("folder", ["../a", "/a", ".a", "", "a/../../b"])
def test_no_site_is_put_beside_the_folder(tmp_path: Path, charts: Path, folder: str):
    job = Job(folder=folder, key="", compose=partial(content_of, "A", charts))
    with pytest.raises(Conflict, match="No site can be put"):
        build_many([job], tmp_path / "out")


def test_two_sites_for_one_folder_are_refused_before_anything_is_built(tmp_path: Path, charts: Path):
    with pytest.raises(Conflict, match="into one folder"):
        build_many(jobs_for("A", "A", charts=charts), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def content_with_process(title: str, charts: Path) -> Content:
    made = content_of(title, charts)
    return Content(texts={**made.texts, "process.txt": str(os.getpid())}, settings=made.settings)


def test_many_are_built_by_several_processes_in_the_order_of_the_jobs(tmp_path: Path, charts: Path):
    names = [f"s{n}" for n in range(many.FEW + 2)]
    jobs = [Job(folder=name, key=name, compose=partial(content_with_process, name, charts)) for name in names]
    made = build_many(jobs, tmp_path, processes=2)
    assert made.failed == ()
    assert made.built == tuple(names)
    processes = {(tmp_path / name / "process.txt").read_text() for name in names}
    assert str(os.getpid()) not in processes
    assert 1 <= len(processes) <= 2


def content_that_ends_its_process(title: str, charts: Path, own: int) -> Content:
    if title == "s1" and os.getpid() != own:
        os._exit(9)
    return content_of(title, charts)


def test_sites_are_built_though_a_process_was_ended(tmp_path: Path, charts: Path):
    names = [f"s{n}" for n in range(many.FEW + 1)]
    compose_each = partial(content_that_ends_its_process, charts=charts, own=os.getpid())
    jobs = [Job(folder=name, key=name, compose=partial(compose_each, name)) for name in names]
    made = build_many(jobs, tmp_path, processes=2)
    assert (made.built, made.failed) == (tuple(names), ())
    assert all((tmp_path / name / "index.html").exists() for name in names)
