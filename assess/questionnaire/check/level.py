"""Levels and the range they lie in: no hole, no disorder, nothing that is rounded away."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ..model import Questionnaire
from ..problem import Mismatch
from .place import one_of
from .weight import check_precision


def check_levels(questionnaire: Questionnaire) -> Iterator[Mismatch]:
    """The levels begin where the range begins, rise, and can be reached; the target is one of them."""
    levels, bounds = questionnaire.levels, questionnaire.range
    if bounds.min >= bounds.max:
        remedy = "The worst answer scores `min`, the best `max`."
        yield Mismatch(("range",), "`min` is not below `max`.", remedy, "range")
    if bounds.min < 0:
        yield Mismatch(("range", "min"), "The range starts below 0.", "Start it at 0 or above.", "range")
    if levels[0].min != bounds.min and 0 <= bounds.min < bounds.max:
        what = f"The first level starts at {levels[0].min:g}, the range at {bounds.min:g}."
        remedy = "Start the first level where the range starts."
        yield Mismatch(("levels", 0, "min"), what, remedy, "level-hole")
    for i, (below, above) in enumerate(pairwise(levels), start=1):
        if above.min <= below.min or above.level <= below.level:
            first, second = f"{below.level} from {below.min:g}", f"{above.level} from {above.min:g}"
            what = f"Level {second} does not come after level {first}."
            remedy = "List levels upwards; number and `min` both rise."
            yield Mismatch(("levels", i), what, remedy, "level-order")
        if above.min > bounds.max:
            remedy = f"Keep it at {bounds.max:g} or below, or no answer can reach it."
            yield Mismatch(
                ("levels", i, "min"), f"Level {above.level} is out of reach.", remedy, "level-order"
            )
    for i, level in enumerate(levels):
        yield from check_precision(("levels", i, "min"), level.min)
    for name in ("min", "max"):
        yield from check_precision(("range", name), getattr(bounds, name))
    numbers = {level.level for level in levels}
    if questionnaire.target is not None and questionnaire.target not in numbers:
        what = f"There is no level {questionnaire.target}."
        yield Mismatch(("target",), what, one_of(numbers), "dangling")
