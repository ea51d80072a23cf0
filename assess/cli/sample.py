"""`assess sample`: a report of an organisation that does not exist, compared with peers that do not either."""

from __future__ import annotations

import multiprocessing
import tempfile
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..language import LANGUAGES, speaking, spoken
from ..language import gettext as _
from ..settings import Settings
from .option import language_for, language_option, load_catalogue, progress, settings_for, tell

if TYPE_CHECKING:
    from ..report.finding.model import Findings
    from ..report.site.folder import Content

QUESTIONNAIRE = "cx-maturity"


@click.command("sample", epilog="Example: assess sample --out build/sample --language pl")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="Folder of the site."
)
@language_option
def command(out: Path, language: str | None) -> None:
    """Publish a sample report as a static site, without a server. Everything in it is made up and says so."""
    with tempfile.TemporaryDirectory() as folder, progress("Building the sample report"):
        settings = settings_for(Path(folder))
        make_editions(settings, only=QUESTIONNAIRE)
        build_sample(settings, out, language)
    tell(f"Written to {out / 'index.html'}")


def make_editions(settings: Settings, only: str = "") -> None:
    """A synthetic edition of every questionnaire, in the editions folder of the settings."""
    from ..assessment.synth import Population, synthesise
    from ..benchmark.archive import write
    from ..benchmark.ballot import keep
    from ..benchmark.cohort import offered
    from ..benchmark.edition import build
    from ..benchmark.model import Thresholds
    from ..benchmark.quarter import quarter_of
    from ..benchmark.synthetic import contribute
    from ..scoring.score import Scorer
    from ..scoring.view import Viewer
    from .demo import DAY, RESPONDENTS, SEED

    catalogue = load_catalogue(settings)
    for name, questionnaire in catalogue.questionnaires.items():
        if only not in ("", name):
            continue
        scorer, viewer = Scorer(questionnaire), Viewer(questionnaire)
        batch = synthesise(questionnaire, Population(), RESPONDENTS, SEED)
        made = build(
            contribute(scorer, batch, day=DAY, viewer=viewer),
            quarter=quarter_of(DAY),
            thresholds=Thresholds(min_age_days=0),
            note="Made up by `assess demo` from declared parameters. No organisation stands behind it.",
            bands=offered(catalogue.profile),
        )
        write(made.edition, settings.editions)
        keep(made.votes, settings.votes, made.edition.manifest.edition)  # for whoever builds the next
        scorer.close()
        viewer.close()


def build_sample(settings: Settings, out: Path, language: str | None = None) -> None:
    """The sample report at `out`, from the editions of the settings; in the questionnaire's first language unless
    told otherwise."""
    from ..report.site.builder import publish

    catalogue = load_catalogue(settings)
    publish(compose_sample(settings, language_for(catalogue.get(QUESTIONNAIRE), catalogue, language)), out)


def compose_sample(
    settings: Settings, language: str, *, pictures: bool = False, interactive: bool = False
) -> Content:
    """The content of the sample report in a language, from the editions of the settings. `pictures`: each chart too;
    `interactive`: charts that a reader may ask."""
    from ..report.chart.live import bundle
    from ..report.chart.renderer import Renderer
    from ..report.site.write import compose

    with speaking(language):
        findings = sample_findings(settings)
    cache = settings.cache / "charts"
    vega = bundle(cache) if interactive else None
    return compose(findings, Renderer(cache), pictures=pictures, vega=vega)


def print_samples(settings: Settings, *, pictures: bool = True) -> dict[str, dict[str, bytes]]:
    """The built files of the sample report in every language there is, by language and name, each page leading to
    itself in the others. In two processes, for one alone would take half a minute. `pictures`: each chart too, as files and
    as one that a reader may ask."""
    codes = tuple(LANGUAGES)
    # Spawned, not forked: the drawing engine and the database have threads, which a fork would cut off.
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
        return dict(zip(codes, pool.map(partial(_print_sample, settings, pictures), codes), strict=True))


def _print_sample(settings: Settings, pictures: bool, language: str) -> dict[str, bytes]:
    from ..report.site.press import press_for
    from ..report.site.tongue import linked

    content = linked(compose_sample(settings, language, pictures=pictures, interactive=pictures), LANGUAGES)
    return press_for(content.settings).build(content)


def sample_findings(settings: Settings) -> Findings:
    """The findings of the organisation of the sample, in the language spoken: beside its made-up peers, with two
    earlier assessments and its colleagues' view."""
    from msgspec.structs import replace

    from ..benchmark.archive import find
    from ..benchmark.verification import names
    from ..report.finding.conclude import conclude, contrast
    from ..report.finding.find import add_change, add_perception
    from ..report.finding.perception import find_perception
    from ..report.finding.trend import find_trend
    from ..scoring.score import Scorer
    from ..scoring.view import Viewer
    from .exemplar import make_exemplar

    catalogue = load_catalogue(settings, is_verified=False)
    questionnaire = catalogue.get(QUESTIONNAIRE)
    scorer, viewer = Scorer(questionnaire), Viewer(questionnaire)
    exemplar = make_exemplar(scorer)
    edition = find(settings.editions, names(settings.keys), QUESTIONNAIRE)
    title = _("Sample organisation")
    now, *before = (
        conclude(scorer, viewer, each, edition, catalogue=catalogue, title=title)
        for each in exemplar.assessments
    )
    newest, latest, *_older = exemplar.assessments
    changed = add_change(now, contrast((scorer, latest), (scorer, newest), catalogue=catalogue))
    scorer.close()
    viewer.close()
    perception = find_perception(
        catalogue.localise(questionnaire, spoken().code),
        exemplar.colleagues,
        roles={"leadership": _("Leadership"), "frontline": _("Front line")},
    )
    return add_perception(replace(changed, trend=find_trend(now, before)), perception)
