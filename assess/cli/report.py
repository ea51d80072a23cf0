"""`assess report`: one assessment as a static site."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import Struct

from ..collector import at_rest
from ..errors import AssessError
from ..language import speaking, spoken
from .assessment import find_assessment
from .choice import EditionChoice
from .earlier import check_earlier, check_shared, tell_change
from .option import (
    brand_option,
    data_option,
    edition_option,
    interactive_option,
    language_for,
    language_option,
    load_catalogue,
    progress,
    settings_for,
    tell,
)
from .source import open_panel

if TYPE_CHECKING:
    from ..benchmark.model import Edition
    from ..questionnaire.catalogue import Catalogue
    from ..report.finding.audience import Audience
    from ..report.finding.course import Assessed
    from ..report.site.folder import Content
    from ..report.site.publication import Publication
    from ..scoring.panel import Panel
    from ..settings import Settings


OTHER_FILES = {".csv", ".doc", ".docx", ".html", ".md", ".odt", ".png", ".pptx", ".svg", ".xls", ".zip"}
"""What a report is not; a folder of such a name would surprise whoever asked for it."""


@click.command(
    "report", epilog="Example: assess report assessment.json --out build/report --title 'Our company'"
)
@click.argument("assessment")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    help="Folder of the site; or one file instead of it, ending in .pdf, .xlsx or .json.",
)
@click.option(
    "--title",
    help="Usually the organisation. [default: the questionnaire's title, in the report's language]",
)
@language_option
@edition_option
@click.option(
    "--since",
    metavar="EARLIER",
    multiple=True,
    help="An earlier assessment, an id or a file as ASSESSMENT: the report says what has changed since then. Give it again "
    "for each one before: from two on, the report shows the course.",
)
@click.option(
    "--colleagues",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="A sheet of respondents of the same organisation (CSV or XLSX): the report says where they see it differently.",
)
@click.option(
    "--organisation", default="", help="Whose respondents in the sheet of --colleagues, if of several."
)
@click.option(
    "--audience",
    type=click.Choice(["own", "client", "public"]),
    default="own",
    show_default=True,
    help="Who will read it. client: without anybody's own words. public: without names, comments, single answers and what "
    "follows from them. A report that would tell more is not built.",
)
@click.option("--public", "audience", flag_value="public", help="The same as --audience public.")
@click.option(
    "--peers",
    metavar="GROUP",
    default="",
    help="Compare with this group: all, an industry, with a size, with a region, such as C/medium. "
    "[default: that of the profile]",
)
@click.option(
    "--smoothed",
    is_flag=True,
    help="Show smoothed means of the peers too: drawn towards the wider group, the more the fewer there are.",
)
@brand_option
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
    "--pictures",
    is_flag=True,
    help="Put each chart beside the pages as SVG and PNG too, to take into slides.",
)
@interactive_option
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
    since: tuple[str, ...],
    colleagues: Path | None,
    organisation: str,
    audience: Audience,
    peers: str,
    smoothed: bool,
    brand: Path | None,
    pages: Path | None,
    builder: str,
    pictures: bool,
    interactive: bool,
    remarks: bool,
    data: Path | None,
) -> None:
    """Publish the report of ASSESSMENT: an id in the store, or a JSON file with one exported submission.

    The report is a function of these answers and one edition; nobody else's answers are read, unless you name them.
    """
    from ..benchmark.choice import choose
    from ..benchmark.cohort import offered
    from ..report.brand.model import HOUSE
    from ..report.brand.read import read_brand
    from ..report.finding.course import conclude_course
    from ..report.site.publication import gather_secrets, prepare
    from .colleague import add_colleagues, read_colleagues

    if remarks and audience != "own":
        raise click.UsageError("--remarks shows what people wrote; a client or the public must not read it.")
    single = _single(out, for_site=bool(pages or pictures or interactive))
    settings = settings_for(data)
    worn = read_brand(brand) if brand else HOUSE
    catalogue = load_catalogue(settings, is_verified=False)
    with progress("Building the report"), at_rest(), open_panel(settings, catalogue) as panel:
        course = _find_course(assessment, since, EditionChoice(settings, edition), settings, catalogue, panel)
        questionnaire = course.latest.scorer.questionnaire
        group = choose(peers, offered(catalogue.profile)) if peers else ""
        seen = read_colleagues(colleagues, organisation, questionnaire, catalogue) if colleagues else None
        with speaking(language_for(questionnaire, catalogue, language)):
            findings = conclude_course(
                course.latest,
                course.earlier,
                catalogue=catalogue,
                title=title or catalogue.localise(questionnaire, spoken().code).title,
                then=course.then,
                peers=group,
                smoothed=smoothed,
                remarks=remarks,
            )
            findings = add_colleagues(findings, seen, questionnaire, catalogue) if seen else findings
        report = prepare(findings, audience, gather_secrets(findings, course.every, catalogue), worn)
        _write(report, out, single, pages, builder, settings, pictures=pictures, interactive=interactive)
    for line in course.told:
        tell(line)
    tell(f"Written to {out if single else out / 'index.html'}")


def _single(out: Path, *, for_site: bool) -> str:
    """The one file that is asked for, as it is called in a site; "" for a site."""
    from ..report.document.download import SINGLE

    single = SINGLE.get(out.suffix.lower(), "")
    if out.suffix.lower() in OTHER_FILES and not out.is_dir():
        raise click.UsageError(
            f"A report is a folder, or one file: {', '.join(SINGLE)}. {out.suffix} is none."
        )
    if single and for_site:
        raise click.UsageError("--pages, --pictures and --interactive belong to a site; name a folder.")
    return single


class Course(Struct, frozen=True, kw_only=True):
    """The latest assessment and the earlier ones, each with its edition; `then` is the edition in force when the latest was
    submitted, `told` what is to be said of the earlier ones."""

    latest: Assessed
    earlier: list[Assessed]
    then: Edition | None
    told: list[str]

    @property
    def every(self) -> tuple[Assessed, ...]:
        """All of them, the latest first."""
        return (self.latest, *self.earlier)


def _find_course(
    name: str,
    since: Sequence[str],
    choice: EditionChoice,
    settings: Settings,
    catalogue: Catalogue,
    panel: Panel,
) -> Course:
    from ..benchmark.archive import read
    from ..report.finding.course import hold

    given, *before = (
        find_assessment(each, settings, catalogue, with_group=bool(since)) for each in (name, *since)
    )
    check_earlier(given, before)
    now, then = (read(folder) if folder else None for folder in choice.find(given.assessment))
    latest = hold(panel, given.assessment, now)
    earlier = [
        hold(panel, one, read(folder) if (folder := choice.find_earlier(one)) else None)
        for one in (each.assessment for each in before)
    ]
    check_shared(latest.assessment, [one.assessment for one in earlier], panel, catalogue)
    told = [tell_change(given, one) for one in before]
    return Course(latest=latest, earlier=earlier, then=then, told=told)


def _write(
    report: Publication,
    out: Path,
    single: str,
    pages: Path | None,
    builder: str,
    settings: Settings,
    *,
    pictures: bool,
    interactive: bool,
) -> None:
    from ..report.chart.live import bundle
    from ..report.chart.renderer import Renderer
    from ..report.site.publication import make_file, make_site

    drawn = settings.cache / "charts" if settings.data.exists() else None
    if single:
        _write_file(out, make_file(report, Renderer(drawn), single))
    else:
        vega = bundle(drawn) if interactive else None
        _write_site(out, make_site(report, Renderer(drawn), pictures=pictures, vega=vega), pages, builder)


def _write_site(out: Path, content: Content, pages: Path | None, builder: str) -> None:
    from ..report.site.builder import build, publish
    from ..report.site.folder import lay_out

    if pages:  # what is built is what is kept
        lay_out(pages, content)
        build(pages, out, builder=builder)  # type: ignore[arg-type]
    else:
        publish(content, out, builder=builder)  # type: ignore[arg-type]


def _write_file(out: Path, content: bytes) -> None:
    """What stood there is replaced once the new one is whole."""
    draft = out.with_name(f".{out.name}.tmp")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(content)
        draft.replace(out)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise AssessError(
            f"The file cannot be written: {error.strerror}.",
            where=str(out),
            remedy="Name a file in a folder that you may write to.",
        ) from error
