"""The rules a questionnaire must keep beyond its shape. Each module holds one subject, each function yields what it finds.

Pure: a `Questionnaire` and the shared words enter, findings leave, each with the path in the file and a remedy. What the
rules are called and mean stands in `assess.questionnaire.rule`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..model import Questionnaire
from ..problem import Mismatch, Path
from ..vocabulary import ProfileField, Vocabulary
from .condition import check_conditions
from .core import check_core
from .hiding import check_hiding
from .identity import check_advice, check_examples, check_ids, check_words
from .level import check_levels
from .quotation import check_quotes
from .scale import check_scales
from .theme import find_uncovered
from .weight import check_weights

__all__ = ["check", "find_uncovered", "keep_causes"]


def check(
    questionnaire: Questionnaire, vocabulary: Vocabulary, profile: Iterable[ProfileField]
) -> list[Mismatch]:
    """Everything wrong with a questionnaire of the right shape, and everything doubtful, subject by subject."""
    bands = {field.id: field.options for field in profile}
    return [
        *check_ids(questionnaire),
        *check_levels(questionnaire),
        *check_weights(questionnaire),
        *check_scales(questionnaire),
        *check_words(questionnaire, vocabulary),
        *check_core(questionnaire),
        *check_conditions(questionnaire, bands),
        *check_hiding(questionnaire),
        *check_advice(questionnaire),
        *check_examples(questionnaire, bands),
        *check_quotes(questionnaire),
    ]


BOUNDED = {"range", "level-hole", "level-order", "core", "core-gap", "missing-advice"}
NAMED = {"dangling", "condition", "look-forward", "cycle", "unreachable", "hiding-pays"}
VOCABULARY = {"themes", "owner", "phase"}
"""Names that stand for something outside the file, and can be judged whatever is wrong within."""


def keep_causes(found: Iterable[Mismatch], shape: Iterable[Mismatch]) -> Iterator[Mismatch]:
    """What was found in mended data, without what may only follow from its mistakes of shape.

    A part that could not be read was left out or replaced: what is said of it, of what holds it, or of what names it
    would be about the replacement.
    """
    wrong = [_place(one) for one in shape if one.rule != "unknown-field"]
    has_bounds = any(path[:1] in (("levels",), ("range",)) for path in wrong)
    has_names = any(path[-1:] == ("id",) or _is_whole(path) for path in wrong)
    for one in found:
        if has_bounds and (one.rule in BOUNDED or one.path[:1] == ("target",) or "advice" in one.path):
            continue
        if has_names and one.rule in NAMED and not VOCABULARY & set(one.path):
            continue
        if not any(_touch(one.path, path) for path in wrong):
            yield one


def _place(one: Mismatch) -> Path:
    """Where the mistake is: of a field that is missing, its own place, which the file does not have."""
    return (*one.path, one.what.split("`")[1]) if one.rule == "missing-field" else one.path


def _is_whole(path: Path) -> bool:
    """Whether something that has an id could not be read as a whole."""
    return isinstance(path[-1], int) or path[-1] in (
        "type",
        "questions",
        "dimensions",
        "options",
        "scales",
        "scale",
    )


def _touch(one: Path, other: Path) -> bool:
    shared = min(len(one), len(other))
    return one[:shared] == other[:shared]
