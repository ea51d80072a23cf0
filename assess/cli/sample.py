"""`assess sample`: a report of an organisation that does not exist, compared with peers that do not either."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..language import gettext as _
from ..language import speaking
from ..settings import Settings
from .option import language_for, language_option, load_catalogue, progress, settings_for, tell

if TYPE_CHECKING:
    from ..benchmark.model import Edition
    from ..questionnaire.catalogue import Catalogue
    from ..scoring.score import Scorer

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
    from ..benchmark.archive import find
    from ..benchmark.verification import names
    from ..report.chart.renderer import Renderer
    from ..report.site.builder import publish
    from ..report.site.write import compose
    from ..scoring.score import Scorer

    catalogue = load_catalogue(settings)
    scorer = Scorer(catalogue.get(QUESTIONNAIRE))
    found = find(settings.editions, names(settings.keys), QUESTIONNAIRE)
    with speaking(language_for(scorer.questionnaire, catalogue, language)):
        findings = _sample_findings(catalogue, scorer, found)
    scorer.close()
    publish(compose(findings, Renderer(settings.cache / "charts")), out)


def _sample_findings(catalogue: Catalogue, scorer: Scorer, edition: Edition | None):
    """The findings of the made-up respondent that is nearest to the middle of its made-up peers."""
    from ..assessment.activity import settle
    from ..assessment.code import decode
    from ..assessment.model import Assessment
    from ..assessment.synth import Population, synthesise
    from ..report.finding.conclude import conclude
    from ..scoring.view import Viewer
    from .demo import SEED

    questionnaire = scorer.questionnaire
    batch = synthesise(questionnaire, Population(mean=0.45, careless=0.0, unknown=0.01), 400, SEED + 1)
    table = scorer.score(batch.codes)
    row = _telling(table)
    profile = {"industry": batch.industry[row], "size": batch.size[row], "region": batch.region[row]}
    assessment = Assessment(
        id="sample",
        questionnaire=questionnaire.id,
        version=questionnaire.version,
        hash=questionnaire.hash,
        profile=profile,
        answers=settle(questionnaire, decode(questionnaire, batch.codes[row]), profile),
        submitted_at=datetime(2026, 10, 15, tzinfo=UTC),
        synthetic=True,
        source="synthetic",
    )
    viewer = Viewer(questionnaire)
    title = _("Sample organisation")
    findings = conclude(scorer, viewer, assessment, edition, catalogue=catalogue, title=title)
    viewer.close()
    return findings


def _telling(table) -> int:
    """The row whose report has most to tell: all dimensions scored, a level reached by its core practices, and the
    dimensions spread the widest."""
    complete = (table.score >= 0).all(axis=1) & (table.staged[:, 0] >= 2)
    spread = table.score[:, 1:].max(axis=1) - table.score[:, 1:].min(axis=1)
    return int((spread * complete).argmax())
