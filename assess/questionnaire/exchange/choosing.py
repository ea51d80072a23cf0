"""Foreign questions with options → a `level`, a `choice` or a `many`, with what their answers are called there.

Scores are never made up silently: where the other format has none, an option's place in the list is its value, which is
noted for an author to decide.
"""

from __future__ import annotations

from msgspec import Struct

from ..model import Behaviour, ChoiceQuestion, LevelQuestion, ManyQuestion, Option, Tick
from .condition import Known
from .draft import Tongue
from .manuscript import Texts
from .naming import Names

MAX_RUNGS, MAX_TICKS = 10, 12
NONE = "None of these"


class Offer(Struct, frozen=True, kw_only=True):
    """One option as the other format has it: the value it stores, its texts, its score and next step if it has them."""

    value: str | float
    texts: Texts | str
    score: float | None = None
    exclusive: bool = False
    next: Texts | str = ""


Scale = tuple[str, tuple[Option, ...]]
"""The name of a shared scale and its options, made of the same offers."""


def as_single(
    tongue: Tongue, offers: list[Offer], place: str, fields: dict, *, scale: Scale | None = None
) -> Known | None:
    """A question with one answer: a `level` where the values count 0, 1, 2, …; else a `choice`, perhaps of a scale.

    None where there are fewer than two options.
    """
    offers = _different(offers, place, tongue)
    if len(offers) < 2:
        tongue.notes.lost(place, "It has fewer than two options.", "There is nothing to choose.")
        return None
    values = tuple(offer.value for offer in offers)
    if scale is None and _counts(offers):
        rungs = tuple(
            Behaviour(
                text=tongue.say(offer.texts, fields["id"], f"{place}, option {i}", instead=str(offer.value)),
                next=tongue.maybe(offer.next, fields["id"], place),
            )
            for i, offer in enumerate(offers)
        )
        answers = tuple(str(rung) for rung in range(len(rungs)))
        return Known(LevelQuestion(**fields, options=rungs), values, answers)
    if scale is not None:
        name, shared = scale
        return Known(ChoiceQuestion(**fields, scale=name), values, tuple(option.id for option in shared))
    options = as_options(tongue, offers, place, fields["id"])
    return Known(ChoiceQuestion(**fields, options=options), values, tuple(option.id for option in options))


def as_options(tongue: Tongue, offers: list[Offer], place: str, part: str) -> tuple[Option, ...]:
    """The options of a `choice` or a scale, each with its score, else its number, else its place in the list."""
    offers = _different(offers, place, tongue)
    names = Names(tongue.notes, prefix="option")
    scores = [offer.score for offer in offers]
    if None in scores:
        scores = [offer.value if isinstance(offer.value, int | float) else None for offer in offers]
    if None in scores:
        what = "The options are worth their place in the list, the last one the most."
        tongue.notes.default(place, what, "The file has no scores; give the best the highest value.")
        scores = list(range(len(offers)))
    return tuple(
        Option(
            id=names.give(_name(offer.value), f"{place}, option {i}"),
            text=tongue.say(offer.texts, part, f"{place}, option {i}", instead=str(offer.value)),
            value=score,
            next=tongue.maybe(offer.next, part, place),
        )
        for i, (offer, score) in enumerate(zip(offers, scores, strict=True))
    )


def as_many(tongue: Tongue, offers: list[Offer], place: str, fields: dict) -> Known | None:
    """A checklist; None where it is too long. An option for “none of these” is put in where there is none."""
    offers = _different(offers, place, tongue)
    if not any(offer.exclusive for offer in offers):
        what = f"“{NONE}” was put in."
        tongue.notes.default(place, what, "Nothing ticked could not be told from not answered.")
        offers = [*offers, Offer(value="none", texts=NONE, exclusive=True)]
    if not 2 <= len(offers) <= MAX_TICKS:
        tongue.notes.lost(place, f"It has {len(offers)} options.", f"A checklist has 2 to {MAX_TICKS}.")
        return None
    if all(offer.score is None for offer in offers):
        tongue.notes.default(place, "Every tick weighs the same.", "The file has no scores.")
    names = Names(tongue.notes, prefix="option")
    ticks = tuple(
        Tick(
            id=names.give(_name(offer.value), f"{place}, option {i}"),
            text=tongue.say(offer.texts, fields["id"], f"{place}, option {i}", instead=str(offer.value)),
            weight=1 if offer.exclusive or not _is_weight(offer.score) else offer.score,
            exclusive=offer.exclusive,
            next=tongue.maybe(offer.next, fields["id"], place),
        )
        for i, offer in enumerate(offers)
    )
    values = tuple(offer.value for offer in offers)
    return Known(ManyQuestion(**fields, options=ticks), values, tuple(tick.id for tick in ticks))


def _is_weight(score: float | None) -> bool:
    return score is not None and 0 <= score <= 1000


def _counts(offers: list[Offer]) -> bool:
    """0, 1, 2, … without other scores: the rungs of a level."""
    values = [offer.value for offer in offers]
    same = all(offer.score in (None, value) for offer, value in zip(offers, values, strict=True))
    return same and values == list(range(len(values))) and len(values) <= MAX_RUNGS


def _different(offers: list[Offer], place: str, tongue: Tongue) -> list[Offer]:
    """Each value once; of two the first."""
    kept = {str(offer.value): offer for offer in reversed(offers)}
    if len(kept) < len(offers):
        tongue.notes.lost(place, "An option that is there twice is carried once.", "Values must differ.")
    return [kept.pop(str(offer.value)) for offer in offers if str(offer.value) in kept]


def _name(value: str | float) -> str:
    return value if isinstance(value, str) else f"option-{value:g}".replace(".", "-").replace("--", "-minus-")
