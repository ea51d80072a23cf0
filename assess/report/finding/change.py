"""Two assessments held against each other → what a report, a result, the API and the command say of it.

Both assessments with their questionnaires and explanations enter; one `ChangeFindings` leaves. Whoever was not asked the
same is not compared, and is told so.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from ...assessment.model import Assessment
from ...errors import Conflict
from ...language import gettext as _
from ...language import spoken
from ...questionnaire.model import Questionnaire
from ...questionnaire.publication import UNMOVED, Migration
from ...scoring.change import Change, Side, compare_sides
from ..word import difference
from ..word.text import NOTHING, Paragraph, Text
from .move import Answered, AnswerMove, DimensionMove, LeftOutGroup, answers_of, dimensions_of, left_out_of

FIRST = 5
"""So many answers that rose, and that fell, are shown at once; the rest is folded."""


class ChangeFindings(Struct, frozen=True, kw_only=True):
    """What changed from assessment `earlier` to `later`; days are ISO, "" where unknown. `rose` and `fell` begin with what
    moved most. `whole` tells the overall scores of both, nothing unless both have one and answered the same content. `low`
    and `high` are the shown range."""

    language: str
    earlier: str
    later: str
    since: str
    until: str
    earlier_questionnaire: str
    earlier_version: str
    heading: Text
    sentence: Paragraph
    whole: Text
    counts: Text
    basis: Text
    synthetic: Text
    low: float
    high: float
    dimensions: tuple[DimensionMove, ...]
    rose: tuple[AnswerMove, ...]
    fell: tuple[AnswerMove, ...]
    same: int
    left_out: tuple[LeftOutGroup, ...]

    @property
    def has_scores(self) -> bool:
        """Whether at least one dimension can be compared."""
        return any(one.difference is not None for one in self.dimensions)


class NotComparable(Conflict):
    """Two assessments of which nothing can be held against each other."""

    code = "not-comparable"


def find_change(
    before: Answered, after: Answered, migration: Migration = UNMOVED, *, remarks: bool = False
) -> ChangeFindings:
    """What changed from `before` to `after`; the same arguments always give the same value.

    `migration` is that between their versions. `remarks` lets the respondents' own words in. `NotComparable` if they
    are one, in the wrong order, or of questionnaires that share no question.
    """
    _check_order(before.assessment, after.assessment)
    change = compare_sides(_side(before), _side(after), migration)
    if before.questionnaire.id != after.questionnaire.id and _shares_nothing(change):
        raise NotComparable(
            _("“{then}” and “{now}” share no question, so nothing can be compared.").format(
                then=before.questionnaire.title, now=after.questionnaire.title
            ),
            remedy=_("Compare assessments of one questionnaire, or of two that share questions."),
        )
    moves = answers_of(before, after, change, remarks=remarks)
    dimensions = tuple(dimensions_of(after, change))
    rose = tuple(move for move in moves if move.x_after > move.x_before)
    fell = tuple(move for move in moves if move.x_after < move.x_before)
    is_made_up = before.assessment.synthetic or after.assessment.synthetic
    since, until = before.assessment.submitted_at, after.assessment.submitted_at
    return ChangeFindings(
        language=spoken().code,
        earlier=before.assessment.id,
        later=after.assessment.id,
        since=since.date().isoformat() if since else "",
        until=until.date().isoformat() if until else "",
        earlier_questionnaire=before.questionnaire.id,
        earlier_version=before.questionnaire.version,
        heading=difference.heading(since.date() if since else None),
        sentence=_sentence(dimensions),
        whole=_whole(before, after),
        counts=difference.counts(len(moves), len(rose), len(fell), len(moves) - len(rose) - len(fell)),
        basis=_basis(before.questionnaire, after.questionnaire),
        synthetic=difference.synthetic() if is_made_up else NOTHING,
        low=after.questionnaire.range.min,
        high=after.questionnaire.range.max,
        dimensions=dimensions,
        rose=rose,
        fell=fell,
        same=len(moves) - len(rose) - len(fell),
        left_out=tuple(left_out_of(before, after, change, remarks=remarks)),
    )


def _whole(before: Answered, after: Answered) -> Text:
    """Across versions the overall scores stand for different questions, and are not held beside each other."""
    then, now = before.scores.overall.shown, after.scores.overall.shown
    if before.questionnaire.hash != after.questionnaire.hash or then is None or now is None:
        return NOTHING
    return difference.whole(then, now)


def _check_order(before: Assessment, after: Assessment) -> None:
    if before.id == after.id:
        raise NotComparable(
            _("This is the same assessment."), remedy=_("Name one that was submitted earlier.")
        )
    if before.submitted_at and after.submitted_at and before.submitted_at > after.submitted_at:
        raise NotComparable(
            _("The assessment named as the earlier one was submitted later."),
            remedy=_("Exchange the two: open the later one, and name the earlier one there."),
        )


def _side(answered: Answered) -> Side:
    return Side(questionnaire=answered.questionnaire, explanation=answered.explanation)


def _shares_nothing(change: Change) -> bool:
    return not change.questions and all(one.why == "new" for one in change.left_out)


def _basis(then: Questionnaire, now: Questionnaire) -> Text:
    if then.hash == now.hash:
        return difference.one_version()
    if then.id == now.id:
        return difference.two_versions(then.version, now.version)
    return difference.two_questionnaires(then.title, now.title)


def _sentence(dimensions: Iterable[DimensionMove]) -> Paragraph:
    """The largest gain and the largest loss; among equals the first."""
    told = [one for one in dimensions if one.difference is not None]
    if not told:
        return difference.nothing_told()
    up, down = max(told, key=_difference), min(told, key=_difference)
    return difference.most(
        _scores(up) if _difference(up) > 0 else None, _scores(down) if _difference(down) < 0 else None
    )


def _difference(one: DimensionMove) -> float:
    return one.difference or 0.0


def _scores(one: DimensionMove) -> tuple[str, float, float]:
    return one.title, one.before or 0.0, one.after or 0.0
