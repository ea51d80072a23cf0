"""Consent to a benchmark: exactly what would leave, and from whom it is, as a mark.

What a page shows and what an edition counts come from one computation (`assess.benchmark.measure`), so that the preview
cannot say less than leaves.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from ..assessment.model import Assessment
from ..benchmark.cohort import FIELDS
from ..benchmark.keyring import group_key
from ..benchmark.mark import group_mark, mark
from ..benchmark.measure import QUESTION, Measured, measure
from ..language import spoken
from ..report.word import label
from ..scoring.model import OVERALL
from ..store.record import Decision, Party
from .desk import Desk

RESPONDENT = "private link"
"""Who decides where a respondent does."""

Named = list[tuple[str, float | None]]
"""Titles with scores on the shown range, None where there is none."""


class Leaving(Struct, frozen=True, kw_only=True):
    """What a contribution holds besides its day, in words. Empty `bands` values are not chosen yet."""

    bands: list[tuple[str, str]]
    scores: Named = []
    staged: str = ""
    questions: Named = []
    lines: Named = []


def measured(desk: Desk, assessment: Assessment) -> Measured:
    """The scores that an edition would count of one assessment."""
    hash = assessment.hash
    scorer = desk.panel.scorer(assessment.questionnaire, hash)
    viewer = desk.panel.viewer(assessment.questionnaire, hash)
    return measure(scorer, viewer, scorer.encode([assessment]))


def leaving_of(desk: Desk, assessment: Assessment) -> Leaving:
    """What would leave of an assessment, in the language of the visit."""
    found = measured(desk, assessment)
    questionnaire = desk.catalogue.localise(
        desk.panel.questionnaire(assessment.questionnaire, assessment.hash), spoken().code
    )
    words = desk.spoken.vocabulary
    titles = {OVERALL: label.overall()}
    titles |= {dimension.id: dimension.title for dimension in questionnaire.all_dimensions()}
    titles |= {QUESTION + question.id: question.text for question in questionnaire.questions}
    for kind, tags in (("theme", words.themes), ("owner", words.owners), ("phase", words.phases)):
        column = label.view(kind)[1]
        titles |= {f"{kind}/{tag}": f"{column}: {title}" for tag, title in tags.items()}
    scores = dict(zip(found.nodes, found.score[0].tolist(), strict=True))
    staged = int(found.staged[0])
    names = {level.level: level.name for level in questionnaire.levels}
    return Leaving(
        bands=bands_of(desk, assessment.profile),
        scores=_named(titles, scores, (node for node in scores if "/" not in node)),
        staged="" if staged < 0 else f"{staged}, {names[staged]}",
        questions=_named(titles, scores, (node for node in scores if node.startswith(QUESTION))),
        lines=_named(
            titles, scores, (node for node in scores if "/" in node and not node.startswith(QUESTION))
        ),
    )


def bands_of(desk: Desk, profile: dict[str, str]) -> list[tuple[str, str]]:
    """The bands of the tree with their labels; "" where none is chosen."""
    return [
        (field.label, field.options.get(profile.get(field.id, ""), ""))
        for field in desk.spoken.profile
        if field.id in FIELDS
    ]


def party_of(desk: Desk, id: str, identity: str) -> Party | None:
    """From whom a form is, by the register number or e-mail domain that was entered; None where nothing was.

    What was entered goes no further than this. Raises `AssessError` where it can be neither.
    """
    if not identity.strip():
        return None
    key = group_key(desk.keys_folder)
    return Party(group=group_mark(key, identity), round=mark(key, "round", id))


def offered(id: str, party: Party | None) -> Decision:
    """The decision of a respondent to contribute after all."""
    return Decision(kind="offered", ids=(id,), by=RESPONDENT, party=party)


def grouped(id: str, party: Party) -> Decision:
    """The decision of a respondent to say which group a contribution is from."""
    return Decision(kind="grouped", ids=(id,), by=RESPONDENT, party=party)


def withdrawn(id: str) -> Decision:
    """The decision of a respondent to take a contribution back."""
    return Decision(kind="withdrawn", ids=(id,), by=RESPONDENT)


def _named(titles: dict[str, str], scores: dict[str, int], nodes: Iterable[str]) -> Named:
    return [(titles.get(node, node), None if scores[node] < 0 else scores[node] / 100) for node in nodes]
