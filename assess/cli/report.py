"""`assess report`: one assessment as a static site."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from ..errors import AssessError
from ..language import gettext as _
from ..language import speaking
from .option import data_option, language_for, language_option, load_catalogue, progress, settings_for, tell

if TYPE_CHECKING:
    from ..assessment.model import Assessment
    from ..benchmark.model import Edition
    from ..questionnaire.catalogue import Catalogue
    from ..settings import Settings


@click.command(
    "report", epilog="Example: assess report assessment.json --out build/report --title 'Our company'"
)
@click.argument("assessment")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="Folder of the site."
)
@click.option(
    "--title",
    help="Usually the organisation. [default: Customer experience maturity, in the report's language]",
)
@language_option
@click.option(
    "--edition",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of the edition to compare with. [default: the newest in the data folder]",
)
@click.option(
    "--pages",
    type=click.Path(path_type=Path, file_okay=False),
    help="Keep the Markdown pages here, to edit and build again.",
)
@click.option(
    "--builder",
    type=click.Choice(["mkdocs", "zensical"]),
    default="mkdocs",
    show_default=True,
    help="What builds the site.",
)
@click.option(
    "--remarks", is_flag=True, help="Show comments, reasons and free text. Leave it off for anything public."
)
@data_option
def command(
    assessment: str,
    out: Path,
    title: str | None,
    language: str | None,
    edition: Path | None,
    pages: Path | None,
    builder: str,
    remarks: bool,
    data: Path | None,
) -> None:
    """Publish the report of ASSESSMENT: an id in the store, or a JSON file with one exported submission.

    The report is a function of these answers and one edition; nobody else's answers are read.
    """
    from ..assessment.entry import check_assessment
    from ..benchmark.archive import find, read
    from ..questionnaire.archive import recall
    from ..report.chart import Renderer
    from ..report.conclude import conclude
    from ..report.site import build, write
    from ..scoring.panel import Panel

    settings = settings_for(data)
    with progress("Building the report"):
        catalogue = load_catalogue(settings, is_verified=False)
        answered = _find(assessment, settings, catalogue)
        compared: Edition | None = (
            read(edition) if edition else find(settings.editions, answered.questionnaire)
        )
        panel = Panel(catalogue.questionnaires, partial(recall, settings.archive))
        scorer = panel.scorer(answered.questionnaire, answered.hash)
        with speaking(language_for(scorer.questionnaire, catalogue, language)):
            findings = conclude(
                scorer,
                panel.viewer(answered.questionnaire, answered.hash),
                check_assessment(scorer.questionnaire, answered),
                compared,
                catalogue=catalogue,
                title=title or _("Customer experience maturity"),
                remarks=remarks,
            )
        panel.close()
        with tempfile.TemporaryDirectory() as scratch:
            folder = pages or Path(scratch) / "pages"
            write(findings, folder, Renderer(settings.cache / "charts" if settings.data.exists() else None))
            build(folder, out, builder=builder)  # type: ignore[arg-type]
    tell(f"Written to {out / 'index.html'}")


def _find(name: str, settings: Settings, catalogue: Catalogue) -> Assessment:
    from .source import open_source

    if name.endswith((".json", ".jsonl")):
        return _read(Path(name))
    with open_source(settings, catalogue) as source:
        return source.submission(name).assessment


def _read(path: Path) -> Assessment:
    """An exported submission, or its assessment alone."""
    from ..assessment.model import Assessment
    from ..store.record import Submission

    try:
        content = path.read_bytes().splitlines()[0] if path.suffix == ".jsonl" else path.read_bytes()
        raw = msgspec.json.decode(content)
        if isinstance(raw, dict) and "assessment" in raw:
            return msgspec.convert(raw, Submission, strict=False).assessment
        return msgspec.convert(raw, Assessment, strict=False)
    except (OSError, IndexError, msgspec.MsgspecError) as error:
        raise AssessError(
            f"This is no exported assessment: {error}.",
            where=str(path),
            remedy="Use a line of `assess export`.",
        ) from error
