"""What this one report cannot tell, besides what its questionnaire says of itself: facts enter, sentences leave."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..word import limit
from ..word.text import Text
from .chapter import Chapter
from .peer import PeerGroup
from .perception import Perception


def caveats_of(
    chapters: Sequence[Chapter],
    group: PeerGroup | None,
    unknown_note: Text,
    perception: Perception | None = None,
) -> tuple[Text, ...]:
    """The limits of one report, those that every report has first."""
    return tuple(_caveats(chapters, group, unknown_note, perception))


def _caveats(
    chapters: Sequence[Chapter], group: PeerGroup | None, unknown_note: Text, perception: Perception | None
) -> Iterator[Text]:
    yield limit.own_view()
    yield limit.respondents(perception.respondents) if perception else limit.one_form()
    if unscored := [chapter.title for chapter in chapters if chapter.standing.score is None]:
        yield limit.unscored(unscored)
    if unknown_note:
        yield unknown_note
    if group is None:
        yield limit.no_peers()
    elif not group.is_asked and not group.chosen:
        yield limit.wider_peers(group.used)
