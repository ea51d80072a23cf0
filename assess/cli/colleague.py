"""The respondents of a sheet beside the one assessment of `assess report --colleagues`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import AssessError
from ..language import spoken
from .option import tell

if TYPE_CHECKING:
    from ..questionnaire.catalogue import Catalogue
    from ..questionnaire.model import Questionnaire
    from ..report.finding.model import Findings
    from ..scoring.organisation import Organisation


def add_colleagues(
    findings: Findings, told: Organisation, questionnaire: Questionnaire, catalogue: Catalogue
) -> Findings:
    """The findings with how differently the respondents see it, in the language spoken. `questionnaire` is the content that
    was answered."""
    from ..report.finding.find import add_perception
    from ..report.finding.perception import find_perception

    return add_perception(findings, find_perception(catalogue.localise(questionnaire, spoken().code), told))


def read_colleagues(
    path: Path, name: str, questionnaire: Questionnaire, catalogue: Catalogue
) -> Organisation:
    """The respondents in a sheet as one; `name` is theirs, if it holds several organisations. What is wrong with a row is
    told, and the row left out."""
    from ..assessment.code import decode
    from ..assessment.sheet import read_sheet
    from ..scoring.organisation import Respondent, score_organisations

    sheet = read_sheet(path, questionnaire, catalogue.profile, spoken=catalogue.spoken_profile)
    for problem in sheet.problems:
        tell(str(problem))
    names = sheet.people.get("organisation") or [""] * len(sheet.batch.ids)
    roles = sheet.people.get("role") or [""] * len(names)
    there = list(dict.fromkeys(names))
    wanted = name or (there[0] if len(there) == 1 else "")
    if wanted not in there:
        raise AssessError(
            "The sheet holds respondents of several organisations."
            if not name
            else "No respondent in the sheet belongs to this organisation.",
            where=f"{path}: organisation",
            remedy=f"Say whose they are with --organisation; there are: {', '.join(there)}.",
        )
    respondents = [
        Respondent(organisation=own, role=role, answers=decode(questionnaire, codes))
        for own, role, codes in zip(names, roles, sheet.batch.codes, strict=True)
        if own == wanted
    ]
    return score_organisations(questionnaire, respondents)[wanted]
