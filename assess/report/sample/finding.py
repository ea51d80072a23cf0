"""The made-up organisation beside its peers → its findings, in the language spoken."""

from __future__ import annotations

from msgspec.structs import replace

from ...benchmark.model import Edition
from ...language import gettext as _
from ...language import spoken
from ...questionnaire.catalogue import Catalogue
from ...scoring.score import Scorer
from ...scoring.view import Viewer
from ..finding.conclude import conclude, contrast
from ..finding.find import add_change, add_perception
from ..finding.model import Findings
from ..finding.perception import find_perception
from ..finding.trend import find_trend
from .organisation import QUESTIONNAIRE, make_exemplar


def find_sample(catalogue: Catalogue, edition: Edition) -> Findings:
    """The findings of the organisation beside its peers in the edition, with two earlier assessments and its colleagues'
    view."""
    questionnaire = catalogue.get(QUESTIONNAIRE)
    scorer, viewer = Scorer(questionnaire), Viewer(questionnaire)
    exemplar = make_exemplar(scorer)
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
