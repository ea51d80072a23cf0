"""The documentation as `assess docs` builds it, the sample report in every language within, one of them with pictures of its
charts: built once for all tests."""

from __future__ import annotations

from pathlib import Path

import msgspec

from assess.cli import main
from assess.cli.reference import command_page
from assess.questionnaire.catalogue import load_catalogue
from assess.report.manual import build
from assess.report.sample.site import make_sample, print_samples
from assess.report.site.builder import Builder
from assess.resource import resource
from tests.conftest import Once

Files = dict[str, dict[str, bytes]]
"""The built files of the sample report, by language and name."""


PICTURED = ("en",)
"""Languages of samples with pictures, which take as long as all the rest of a report."""


def sample_files(once: Once) -> Files:
    def make(folder: Path) -> None:
        catalogue = load_catalogue(resource("questionnaires"))
        files = print_samples(make_sample(catalogue, folder / "charts"), PICTURED)
        (folder / "files").write_bytes(msgspec.msgpack.encode(files))

    return msgspec.msgpack.decode((once("sample", make) / "files").read_bytes(), type=Files)


def documentation(once: Once, builder: Builder = "mkdocs") -> Path:
    def make(folder: Path) -> None:
        build(folder / "site", commands=command_page(main), samples=sample_files(once), builder=builder)

    return once(f"{builder}-documentation", make) / "site"
