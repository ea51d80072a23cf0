"""A question of a questionnaire → what its page says of it: kind, options, and what stands behind it.

Values enter and leave, in the language spoken; the templates set them. Nothing here is Markdown or HTML.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from ...language import gettext as _
from ...language import mark, plain
from ...questionnaire.catalogue import Catalogue
from ...questionnaire.model import (
    ChoiceQuestion,
    LevelQuestion,
    ManyQuestion,
    MatrixQuestion,
    NumberQuestion,
    Question,
    Questionnaire,
)
from ...questionnaire.question import Behaviour
from ..word.wording import percent
from .condition import clause_of

KINDS = {
    "level": mark("One rung, from 0 up"),
    "choice": mark("One option"),
    "many": mark("Several answers are possible."),
    "number": mark("A number"),
    "matrix": mark("Rows that you add, and an answer for each"),
    "text": mark("In your own words; never scored"),
}


class Item(Struct, frozen=True, kw_only=True):
    """A line of a list: its code in sheets and the API, its text, a remark behind it, a link, the lines below it."""

    text: str
    code: str = ""
    remark: str = ""
    link: str = ""
    parts: tuple[Item, ...] = ()


class Note(Struct, frozen=True, kw_only=True):
    """One thing that stands behind a question, with its heading."""

    term: str
    items: tuple[Item, ...]


class Entry(Struct, frozen=True, kw_only=True):
    """A question as its page shows it."""

    id: str
    text: str
    help: str
    kind: str
    options: tuple[Item, ...]
    notes: tuple[Note, ...]


def entry_of(
    questionnaire: Questionnaire, question: Question, catalogue: Catalogue, kin: tuple[Item, ...]
) -> Entry:
    """The question's entry; `kin` are the questions elsewhere that mean the same."""
    return Entry(
        id=question.id,
        text=question.text,
        help=question.help or "",
        kind=_(KINDS[question.__struct_config__.tag]),
        options=tuple(_options(questionnaire, question)),
        notes=tuple(_notes(questionnaire, question, catalogue, kin)),
    )


def _options(questionnaire: Questionnaire, question: Question) -> Iterator[Item]:
    """What can be answered, by the code that a sheet or the API gives it."""
    if isinstance(question, LevelQuestion):
        yield from _rungs(question.options)
    elif isinstance(question, ChoiceQuestion):
        for option in questionnaire.options_of(question):
            worth = _("Value: {value}").format(value=plain(option.value))
            yield Item(code=option.id, text=option.text, remark=worth)
        if question.reverse:
            yield Item(text=_("The lowest value is the best."))
    elif isinstance(question, ManyQuestion):
        for tick in question.options:
            weighs = "" if tick.exclusive else _("Weight: {weight}").format(weight=plain(tick.weight))
            yield Item(code=tick.id, text=tick.text, remark=weighs)
    elif isinstance(question, NumberQuestion):
        yield from _number(question)
    elif isinstance(question, MatrixQuestion):
        for part in question.questions:
            yield Item(code=part.id, text=part.text, parts=tuple(_rungs(part.options)))


def _rungs(behaviours: tuple[Behaviour, ...]) -> Iterator[Item]:
    for rung, behaviour in enumerate(behaviours):
        yield Item(code=str(rung), text=behaviour.text)


def _number(question: NumberQuestion) -> Iterator[Item]:
    yield Item(text=_("Unit: {unit}").format(unit=question.unit))
    low, high, step = plain(question.min), plain(question.max), plain(question.step)
    yield Item(text=_("From {low} to {high}, in steps of {step}").format(low=low, high=high, step=step))
    yield Item(text=_("The lower, the better.") if question.reverse else _("The higher, the better."))
    for point in question.breakpoints:
        value, share = plain(point.value), percent(point.share)
        yield Item(text=_("{value} is worth {share}.").format(value=value, share=share))


def _notes(
    questionnaire: Questionnaire, question: Question, catalogue: Catalogue, kin: tuple[Item, ...]
) -> Iterator[Note]:
    words = catalogue.vocabulary
    if question.why:
        yield _note(_("Why it is asked"), question.why)
    if question.evidence:
        yield _note(_("Evidence to look at"), *question.evidence)
    if question.scored:
        yield _note(_("Weight in its dimension"), plain(question.weight))
    if question.core:
        yield _note(_("Core practice"), *_core(questionnaire, question))
    if question.when is not None:
        clause = clause_of(question.when, questionnaire, catalogue.profile)
        yield Note(term=_("Asked only if this holds"), items=(_as_item(clause),))
    if question.owner:
        yield _note(_("Usually acts on it"), words.owners[question.owner])
    if question.phase:
        yield _note(_("Phase of the strategy"), words.phases[question.phase])
    if question.themes:
        yield _note(_("Themes"), " · ".join(words.themes[theme] for theme in question.themes))
    if kin:
        yield Note(term=_("Means the same in other questionnaires"), items=kin)


def _note(term: str, *texts: str) -> Note:
    return Note(term=term, items=tuple(Item(text=text) for text in texts))


def _core(questionnaire: Questionnaire, question: Question) -> Iterator[str]:
    is_share = isinstance(question, ManyQuestion | MatrixQuestion)
    for core in question.core:
        level = questionnaire.level_named(core.level)
        value = percent(core.min) if is_share else plain(core.min)
        said = _("Level {level}, {name}: {value} or better")
        yield said.format(level=level.level, name=level.name, value=value)


def _as_item(clause) -> Item:
    return Item(text=clause.text, parts=tuple(_as_item(part) for part in clause.parts))
