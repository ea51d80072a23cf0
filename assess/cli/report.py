"""`assess report`: one assessment as a static site."""

from __future__ import annotations

from collections.abc import Iterable
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
    from ..benchmark.model import Edition
    from ..questionnaire.catalogue import Catalogue
    from ..report.brand.model import Brand
    from ..report.chart.renderer import Renderer
    from ..report.finding.audience import Audience, Secret
    from ..report.finding.model import Findings
    from ..settings import Settings
    from .source import Local, Remote


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
    from ..assessment.entry import check_assessment
    from ..benchmark.choice import choose
    from ..benchmark.cohort import offered
    from ..questionnaire.archive import recall
    from ..report.brand.model import HOUSE
    from ..report.brand.read import read_brand
    from ..report.chart.live import bundle
    from ..report.chart.renderer import Renderer
    from ..report.document.download import SINGLE
    from ..report.finding.audience import meant_for, secrets_of
    from ..report.finding.conclude import conclude
    from ..report.finding.disclosure import check_files, check_findings, check_settings
    from ..report.site.builder import build, publish
    from ..report.site.folder import lay_out
    from ..report.site.write import compose
    from ..scoring.panel import Panel
    from .course import add_colleagues, add_earlier

    if remarks and audience != "own":
        raise click.UsageError("--remarks shows what people wrote; a client or the public must not read it.")
    single = SINGLE.get(out.suffix.lower(), "")
    if single and (pages or pictures or interactive):
        raise click.UsageError("--pages, --pictures and --interactive belong to a site; name a folder.")
    settings = settings_for(data)
    worn = read_brand(brand) if brand else HOUSE
    with progress("Building the report"):
        catalogue = load_catalogue(settings, is_verified=False)
        answered = find_assessment(assessment, settings, catalogue)
        before = [find_assessment(each, settings, catalogue) for each in since]
        chosen = choose(peers, offered(catalogue.profile)) if peers else ""
        compared, then = find_editions(edition, answered, settings)
        panel = Panel(catalogue.questionnaires, partial(recall, settings.archive))
        scorer = panel.scorer(answered.questionnaire, answered.hash)
        checked = check_assessment(scorer.questionnaire, answered)
        with speaking(language_for(scorer.questionnaire, catalogue, language)):
            findings = conclude(
                scorer,
                panel.viewer(answered.questionnaire, answered.hash),
                checked,
                compared,
                catalogue=catalogue,
                title=title or catalogue.localise(scorer.questionnaire, spoken().code).title,
                then=then,
                peers=chosen,
                smoothed=smoothed,
                remarks=remarks,
            )
            if before:
                findings = add_earlier(findings, checked, before, panel, catalogue, settings, remarks=remarks)
            if colleagues:
                findings = add_colleagues(findings, colleagues, organisation, scorer.questionnaire, catalogue)
            localised = catalogue.localise(scorer.questionnaire, spoken().code)
            held_before = [
                (one, catalogue.localise(panel.questionnaire(one.questionnaire, one.hash), spoken().code))
                for one in before
            ]
            secrets = secrets_of(checked, localised, findings.title, held_before)
            findings = meant_for(findings, audience)
            check_findings(findings, secrets)
        panel.close()
        renderer = Renderer(settings.cache / "charts" if settings.data.exists() else None)
        with speaking(findings.language):
            check_files(dict(worn.told()), audience, secrets)
        if single:
            _write_single(findings, renderer, single, out, worn, secrets)
            tell(f"Written to {out}")
            return
        vega = bundle(settings.cache / "charts" if settings.data.exists() else None) if interactive else None
        content = compose(findings, renderer, pictures=pictures, vega=vega, brand=worn)
        with speaking(findings.language):
            check_files(content.texts, audience, secrets)
            check_settings(content.settings, audience, secrets)
        if pages:  # what is built is what is kept
            lay_out(pages, content)
            build(pages, out, builder=builder)  # type: ignore[arg-type]
        else:
            publish(content, out, builder=builder)  # type: ignore[arg-type]
    tell(f"Written to {out / 'index.html'}")


def _write_single(
    findings: Findings, renderer: Renderer, name: str, out: Path, brand: Brand, secrets: Iterable[Secret]
) -> None:
    """One file of the report, in the language of the findings; what stood there is replaced once the new one is whole.
    `NotForThem` if it holds what its audience must not have."""
    from ..report.document.download import offered
    from ..report.finding.disclosure import check_files

    with speaking(findings.language):
        content = next(file for file in offered(findings, renderer, brand=brand) if file.name == name).data
        check_files({name: content}, findings.audience, secrets)
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


def find_editions(
    named: Path | None, answered: Assessment, settings: Settings
) -> tuple[Edition | None, Edition | None]:
    """The edition to compare with, and the one in force when it was submitted; one that was named stands alone."""
    from ..benchmark.archive import read, released
    from ..benchmark.verification import names
    from ..benchmark.yardstick import yardsticks

    if named:
        return read(named), None
    day = answered.submitted_at.date() if answered.submitted_at else None
    row = released(settings.editions, names(settings.keys), answered.questionnaire)
    found = yardsticks(row, answered.hash, day)
    now, then = (read(each.folder) if each else None for each in (found.now, found.then))
    return now, then


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
