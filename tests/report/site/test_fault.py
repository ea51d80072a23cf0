"""What the system refuses, and what a kill or a second build interrupts: told in plain words, and the old site stands."""

from __future__ import annotations

import errno
import os
import re
import resource
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assess.errors import Conflict
from assess.report.site.place import NotWritten, replacing, writing
from assess.report.site.seal import MARKER, check_ours, is_complete

ROOT = Path(__file__).parents[3]


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


CACHED = """
import resource, sys
from pathlib import Path
sys.path.insert(0, "tests/report")
from site_sample import report_content
from assess.report.chart.renderer import Renderer
drawn = report_content("alone", Renderer()).texts
resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
print(report_content("alone", Renderer(Path(sys.argv[1]))).texts == drawn)
"""


def test_disk_that_fills_up_while_charts_are_kept_costs_nothing_but_the_keeping(tmp_path: Path):
    done = subprocess.run(
        [sys.executable, "-c", CACHED, str(tmp_path / "charts")],
        env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests' / 'report' / 'site'}"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "True\n", done.stderr
    assert list((tmp_path / "charts").iterdir()) == []


FULL = """
import resource, sys
from pathlib import Path
from assess.errors import AssessError
from assess.report.site.builder import publish
from assess.report.site.folder import Content, shared_configuration
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
settings = shared_configuration("A", [{"A": "index.md"}], search=False)
try:
    publish(Content(texts={"index.md": "# New"}, settings=settings), Path(sys.argv[1]))
except AssessError as error:
    print(type(error).__name__, error)
"""


def test_full_disk_is_told_and_the_old_site_stays(tmp_path: Path):
    """A limit on the size of files stands for it: the system refuses to write on, as it does when there is no room."""
    assert resource.RLIMIT_FSIZE is not None
    with replacing(tmp_path / "site") as old:
        (old / "one.txt").write_text("1")
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path / "site")],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "NotWritten" in done.stdout, done.stderr
    assert "Nothing was changed" in done.stdout
    assert names(tmp_path / "site") == {"one.txt", MARKER}
    assert names(tmp_path) == {"site"}


SITE = """
import sys
from pathlib import Path
from assess.errors import Conflict
from assess.report.site.builder import publish
from assess.report.site.folder import Content, shared_configuration
from assess.report.site.search import search_page
out, title = Path(sys.argv[1]), sys.argv[2]
texts = search_page() | {f"{n}.md": f"# {title}\\n\\n{title} {n}\\n" for n in ("index", *range(20))}
content = Content(texts=texts, settings=shared_configuration(title, [{"A": "index.md"}]))
print("ready", flush=True)
try:
    publish(content, out)
except Conflict as error:
    print(error)
"""


def building(out: Path, title: str) -> subprocess.Popen:
    """A process that builds a site with a search."""
    return subprocess.Popen(
        [sys.executable, "-c", SITE, str(out), title],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )


def titles(out: Path) -> set[str]:
    """What the pages of a site are called by."""
    return {re.search(r"<h1[^>]*>(\w+)", page.read_text("utf-8"))[1] for page in out.glob("[0-9]*.html")}


def test_build_that_is_killed_while_pagefind_runs_leaves_the_old_site(tmp_path: Path):
    building(tmp_path / "site", "Old").communicate()
    process = building(tmp_path / "site", "New")
    until = time.monotonic() + 60
    aside = tmp_path / ".site.assess"
    while not list(aside.glob("new-*/search.html")):  # the last page is written, the index is not
        assert time.monotonic() < until
        time.sleep(0.001)
    process.kill()
    process.communicate()
    assert titles(tmp_path / "site") == {"Old"}
    check_ours(tmp_path / "site")
    building(tmp_path / "site", "Next").communicate()
    assert titles(tmp_path / "site") == {"Next"}
    assert names(tmp_path) == {"site"}


def test_two_that_build_one_site_at_once_leave_it_whole(tmp_path: Path):
    both = [building(tmp_path / "site", title) for title in ("One", "Two")]
    said = [process.communicate()[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert all(text == "ready\n" or "Another report is being written" in text for text in said)
    assert titles(tmp_path / "site") in ({"One"}, {"Two"})
    check_ours(tmp_path / "site")
    assert is_complete(tmp_path / "site")
    assert names(tmp_path) == {"site"}


def test_many_that_write_one_folder_all_the_time_never_stumble_over_each_other(tmp_path: Path):
    def write(name: str) -> int:
        done = 0
        for _ in range(100):
            try:
                with replacing(tmp_path / "site") as new:
                    (new / "page").write_text(name)
                done += 1
            except Conflict as conflict:
                said.add(str(conflict))
        return done

    said: set[str] = set()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(write, "abcd")) > 0
    assert all("Another report is being written" in text for text in said)
    check_ours(tmp_path / "site")
    assert names(tmp_path) == {"site"}


def test_target_below_a_file_and_a_name_that_is_too_long_are_told(tmp_path: Path):
    (tmp_path / "file").write_text("dear")
    with pytest.raises(NotWritten, match="is a file"), replacing(tmp_path / "file" / "site"):
        pass
    with pytest.raises(NotWritten, match="too long"), replacing(tmp_path / ("a" * 300)):
        pass
    assert (tmp_path / "file").read_text() == "dear"


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "no room"),
        (errno.EDQUOT, "quota"),
        (errno.EACCES, "permissions"),
        (errno.EROFS, "cannot be written"),
        (errno.EBUSY, "mount"),
    ],
)
def test_what_the_system_refuses_is_told_in_plain_words(number: int, said: str):
    with pytest.raises(NotWritten, match=said), writing(Path("out")):
        raise OSError(number, os.strerror(number))


def test_any_other_failure_of_the_system_is_a_bug_and_fails_loudly():
    with pytest.raises(OSError, match="odd"), writing(Path("out")):
        raise OSError(5, "odd")
