"""`assess report`: one assessment as a static site."""

from __future__ import annotations

from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from ..errors import AssessError, NotFound
from ..language import speaking, spoken
from .option import data_option, language_for, language_option, load_catalogue, progress, settings_for, tell

if TYPE_CHECKING:
    from ..assessment.model import Assessment
    from ..questionnaire.catalogue import Catalogue
    from ..report.finding.audience import Audience
    from ..report.site.folder import Content
    from ..settings import Settings
    from .source import Local, Remote


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
@click.option(
    "--edition",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of the edition to compare with. [default: the newest in the data folder]",
)
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
@click.option(
    "--brand",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="A brand file: name, logo, colours, fonts, footer, texts of your own.",
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
    "--pictures",
    is_flag=True,
    help="Put each chart beside the pages as SVG and PNG too, to take into slides.",
)
@click.option(
    "--interactive",
    is_flag=True,
    help="Let readers turn a chart into one that they can point at and filter. Adds 0.9 MB to the site, loaded only by who "
    "asks for it; the first time takes some seconds longer.",
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
    from ..benchmark.archive import read
    from ..benchmark.choice import choose
    from ..benchmark.cohort import offered
    from ..questionnaire.archive import recall
    from ..report.brand.model import HOUSE
    from ..report.brand.read import read_brand
    from ..report.chart.live import bundle
    from ..report.chart.renderer import Renderer
    from ..report.document.download import SINGLE
    from ..report.finding.course import conclude_course, hold
    from ..report.site.publication import gather_secrets, make_file, make_site, prepare
    from ..scoring.panel import Panel
    from .choice import EditionChoice
    from .colleague import add_colleagues

    if remarks and audience != "own":
        raise click.UsageError("--remarks shows what people wrote; a client or the public must not read it.")
    single = SINGLE.get(out.suffix.lower(), "")
    if out.suffix.lower() in OTHER_FILES and not out.is_dir():
        raise click.UsageError(
            f"A report is a folder, or one file: {', '.join(SINGLE)}. {out.suffix} is none."
        )
    if single and (pages or pictures or interactive):
        raise click.UsageError("--pages, --pictures and --interactive belong to a site; name a folder.")
    settings = settings_for(data)
    worn = read_brand(brand) if brand else HOUSE
    with ExitStack() as stack:
        stack.enter_context(progress("Building the report"))
        catalogue = load_catalogue(settings, is_verified=False)
        panel = Panel(catalogue.questionnaires, partial(recall, settings.archive))
        stack.callback(panel.close)
        choice = EditionChoice(settings, edition)
        given, *before = (find_assessment(each, settings, catalogue) for each in (assessment, *since))
        now, then = (read(folder) if folder else None for folder in choice.find(given))
        latest = hold(panel, given, now)
        earlier = [
            hold(panel, one, read(folder) if (folder := choice.find_earlier(one)) else None) for one in before
        ]
        questionnaire = latest.scorer.questionnaire
        with speaking(language_for(questionnaire, catalogue, language)):
            findings = conclude_course(
                latest,
                earlier,
                catalogue=catalogue,
                title=title or catalogue.localise(questionnaire, spoken().code).title,
                then=then,
                peers=choose(peers, offered(catalogue.profile)) if peers else "",
                smoothed=smoothed,
                remarks=remarks,
            )
            if colleagues:
                findings = add_colleagues(findings, colleagues, organisation, questionnaire, catalogue)
        report = prepare(findings, audience, gather_secrets(findings, (latest, *earlier), catalogue), worn)
        drawn = settings.cache / "charts" if settings.data.exists() else None
        if single:
            _write_file(out, make_file(report, Renderer(drawn), single))
        else:
            vega = bundle(drawn) if interactive else None
            _write_site(out, make_site(report, Renderer(drawn), pictures=pictures, vega=vega), pages, builder)
    tell(f"Written to {out if single else out / 'index.html'}")


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


def find_assessment(name: str, settings: Settings, catalogue: Catalogue) -> Assessment:
    """The assessment with this id in the store, or in a JSON file with one exported submission."""
    from .source import open_source

    if name.endswith(FILES):
        return read_assessment(Path(name))
    with open_source(settings, catalogue) as source:
        return stored_assessment(name, source)


def stored_assessment(name: str, source: Local | Remote) -> Assessment:
    """The assessment with this id in a store that is open."""
    try:
        return source.submission(name).assessment
    except NotFound:
        raise NotFound(
            "No assessment has this id.",
            where=name,
            remedy="`assess export --out all.jsonl` writes all there are; a file ends in .json or .jsonl.",
        ) from None


FILES = (".json", ".jsonl")
"""What the name of an exported assessment ends in; anything else is an id."""


def read_assessment(path: Path) -> Assessment:
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
