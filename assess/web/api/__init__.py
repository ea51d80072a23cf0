"""The API under /api/v1: questionnaires, assessments, scores, results, editions. Errors are RFC 9457 problems.

The form and the API save through the same store and check answers by the same rules.
"""

from __future__ import annotations

from litestar import Router

from . import assessment, catalogue, contribution
from .contract import only_json

router = Router(
    path="/api/v1",
    tags=["assess"],
    guards=[only_json],
    route_handlers=[
        catalogue.list_questionnaires,
        catalogue.get_questionnaire,
        catalogue.get_profile,
        assessment.begin_assessment,
        assessment.get_assessment,
        assessment.save_answers,
        assessment.submit_assessment,
        assessment.get_result,
        contribution.get_contribution,
        contribution.offer_contribution,
        contribution.withdraw_contribution,
        assessment.get_change,
        catalogue.score,
        catalogue.what_if,
        catalogue.list_editions,
        catalogue.get_edition,
        catalogue.get_figure,
    ],
)
