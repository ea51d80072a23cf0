"""The browser that the tests drive: Debian's Chromium, or the one that ASSESS_CHROMIUM names."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, expect, sync_playwright

PATIENCE = 60_000
"""Milliseconds until what does not come is given up: a busy machine is no fault of a page."""
expect.set_options(timeout=PATIENCE)
NAMES = ("chromium", "chromium-browser", "google-chrome")


def executable() -> str:
    """The path of the browser; an error, never a skipped test, where there is none."""
    found = next(filter(None, map(shutil.which, (os.environ.get("ASSESS_CHROMIUM", ""), *NAMES))), None)
    assert found, (
        "The browser tests need Chromium: `make test` installs it, or says how. "
        "ASSESS_CHROMIUM names one that is there already."
    )
    return found


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running headless browser."""
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=quiet)
        yield browser
        browser.close()
