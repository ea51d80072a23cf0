"""The folder of a site changes at once or not at all, whatever happens meanwhile, and nothing foreign is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from assess.errors import Conflict
from assess.report.site import place
from assess.report.site.folder import Content, lay_out
from assess.report.site.place import replacing
from assess.report.site.seal import MARKER, check_ours, is_complete, is_untouched, key_of

ROOT = Path(__file__).parents[3]
WRITER = """
import sys
from pathlib import Path
from assess.report.site.place import replacing
out, text, files = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
print("ready", flush=True)
while True:
    with replacing(out) as new:
        for n in range(files):
            (new / f"{n}.txt").write_text(text)
    text = text[::-1]
"""


def fill(out: Path, **files: str) -> None:
    with replacing(out) as new:
        for name, text in files.items():
            (new / f"{name}.txt").write_text(text)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_new_folder_takes_the_place_of_the_old_one_whole(tmp_path: Path):
    fill(tmp_path / "site", one="1", two="2")
    fill(tmp_path / "site", two="22", three="3")
    assert names(tmp_path / "site") == {"two.txt", "three.txt", MARKER}
    assert (tmp_path / "site" / "two.txt").read_text() == "22"
    assert names(tmp_path) == {"site"}


def test_an_error_leaves_the_old_folder_and_nothing_else(tmp_path: Path):
    fill(tmp_path / "site", one="1")
    with pytest.raises(ZeroDivisionError), replacing(tmp_path / "site") as new:
        (new / f"{1 // 0}.txt").write_text("2")
    assert names(tmp_path / "site") == {"one.txt", MARKER}
    assert names(tmp_path) == {"site"}


@pytest.mark.parametrize("exchanges", [True, False])
def test_both_ways_of_changing_places_do_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exchanges: bool
):
    if not exchanges:  # as on a system without the step
        monkeypatch.setattr(place.sys, "platform", "plan9")
    fill(tmp_path / "site", one="1")
    fill(tmp_path / "site", two="2")
    assert names(tmp_path / "site") == {"two.txt", MARKER}
    assert names(tmp_path) == {"site"}


def test_what_a_killed_run_left_is_cleared_and_what_it_took_is_put_back(tmp_path: Path):
    """As after a kill between the two renames, where there is no exchange: the old folder is aside, no other there."""
    fill(tmp_path / "site", one="1")
    aside = tmp_path / ".site.assess"
    aside.mkdir()
    (aside / "lock").touch()
    (aside / "new").mkdir()
    (tmp_path / "site").rename(aside / "old")
    with pytest.raises(ZeroDivisionError), replacing(tmp_path / "site"):
        raise ZeroDivisionError
    assert (tmp_path / "site" / "one.txt").read_text() == "1"
    assert names(tmp_path) == {"site"}


def test_killed_at_any_moment_the_old_or_the_new_folder_stands(tmp_path: Path):
    out, files = tmp_path / "site", 25
    kept = {"a" * 500 + "b" * 500, "b" * 500 + "a" * 500}
    for round_ in range(12):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(out), next(iter(sorted(kept))), str(files)],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
        )
        process.stdout.readline()
        while not out.exists():
            time.sleep(0.001)
        time.sleep(0.003 * round_ + 0.001)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        assert len(names(out)) == files + 1
        assert len({(out / f"{n}.txt").read_text() for n in range(files)}) == 1
        assert {(out / "0.txt").read_text()} <= kept
        check_ours(out)
    fill(out, last="1")
    assert names(tmp_path) == {"site"}


def test_reader_never_finds_the_folder_missing_or_mixed(tmp_path: Path):
    """Somebody reads all the time while it is replaced again and again."""
    out = tmp_path / "site"
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(out), "ab", "3"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
    )
    process.stdout.readline()
    while not out.exists():
        time.sleep(0.001)
    seen = set()
    until = time.monotonic() + 1
    while time.monotonic() < until:
        folder = os.open(out, os.O_RDONLY)  # the folder as it stands; FileNotFoundError if it ever does not
        try:
            file = os.open("0.txt", os.O_RDONLY, dir_fd=folder)
        except FileNotFoundError:  # replaced since, and cleared
            continue
        finally:
            os.close(folder)
        seen.add(os.read(file, 10))
        os.close(file)
    process.kill()
    process.wait()
    process.stdout.close()
    assert seen == {b"ab", b"ba"}


def test_two_at_once_do_not_mix(tmp_path: Path):
    with (
        replacing(tmp_path / "site") as new,
        pytest.raises(Conflict, match="being written"),
        replacing(tmp_path / "site"),
    ):
        pass
    assert not new.exists()


def test_foreign_folder_is_refused_and_left_alone(tmp_path: Path):
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "holiday.jpg").write_text("dear")
    with pytest.raises(Conflict, match="no report has written"), replacing(tmp_path / "photos"):
        pass
    (tmp_path / "file").write_text("dear")
    with pytest.raises(Conflict, match="no report has written"), replacing(tmp_path / "file"):
        pass
    assert (tmp_path / "photos" / "holiday.jpg").read_text() == (tmp_path / "file").read_text() == "dear"


def test_empty_folder_is_taken(tmp_path: Path):
    (tmp_path / "site").mkdir()
    fill(tmp_path / "site", one="1")
    assert names(tmp_path / "site") == {"one.txt", MARKER}


@pytest.mark.parametrize("name", ["one.txt", "added.txt", "deep/added.txt"])
def test_file_changed_or_added_by_hand_is_named_and_not_lost(tmp_path: Path, name: str):
    fill(tmp_path / "site", one="1", two="2")
    file = tmp_path / "site" / name
    file.parent.mkdir(exist_ok=True)
    file.write_text("mine")
    with pytest.raises(Conflict, match=name), replacing(tmp_path / "site"):
        pass
    assert file.read_text() == "mine"


def test_file_added_while_the_new_folder_is_filled_is_not_lost_either(tmp_path: Path):
    fill(tmp_path / "site", one="1")
    with pytest.raises(Conflict, match=r"late\.txt"), replacing(tmp_path / "site"):
        (tmp_path / "site" / "late.txt").write_text("mine")
    assert (tmp_path / "site" / "late.txt").read_text() == "mine"


def test_link_put_into_the_folder_is_foreign(tmp_path: Path):
    fill(tmp_path / "site", one="1")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "site" / "linked").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Conflict, match="linked"), replacing(tmp_path / "site"):
        pass


def test_folder_as_it_was_written_is_known_without_reading_it(tmp_path: Path):
    site = tmp_path / "site"
    fill(site, one="1", two="2")
    assert is_untouched(site)
    (site / ".DS_Store").touch()
    assert is_untouched(site)
    written = (site / MARKER).stat().st_mtime_ns
    os.utime(site / "one.txt", ns=(written + 1, written + 1))
    assert not is_untouched(site)
    os.utime(site / "one.txt", ns=(written, written))
    (site / "late.txt").touch()
    assert not is_untouched(site)
    (site / "late.txt").unlink()
    (site / "two.txt").unlink()
    assert not is_untouched(site)
    assert not is_untouched(tmp_path / "nowhere")


def test_litter_of_file_managers_and_deleted_files_are_no_obstacle(tmp_path: Path):
    fill(tmp_path / "site", one="1", two="2")
    (tmp_path / "site" / ".DS_Store").touch()
    (tmp_path / "site" / "two.txt").unlink()
    assert not is_complete(tmp_path / "site")
    fill(tmp_path / "site", one="11")
    assert names(tmp_path / "site") == {"one.txt", MARKER}


def test_list_is_what_sha256sum_checks_and_tells_what_it_was_made_from(tmp_path: Path):
    with replacing(tmp_path / "site", key="abc") as new:
        (new / "one.txt").write_text("1")
    done = subprocess.run(["sha256sum", "-c", "--strict", MARKER], cwd=tmp_path / "site", check=False)
    assert done.returncode == 0
    assert key_of(tmp_path / "site") == "abc"
    assert key_of(tmp_path / "nothing") == ""


def test_pages_that_were_edited_are_not_written_over(tmp_path: Path):
    content = Content(texts={"index.md": "# A\n"}, settings={"site_name": "A"})
    lay_out(tmp_path / "pages", content)
    (tmp_path / "pages" / "site").mkdir()
    (tmp_path / "pages" / "site" / "index.html").write_text("built by hand")
    lay_out(tmp_path / "pages", content)  # what mkdocs built there is no obstacle
    (tmp_path / "pages" / "docs" / "index.md").write_text("# Mine\n")
    with pytest.raises(Conflict, match=r"docs/index\.md"):
        lay_out(tmp_path / "pages", content)
    assert (tmp_path / "pages" / "docs" / "index.md").read_text() == "# Mine\n"
