"""What must survive a journey into another format and back, as plain values that can be compared."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import msgspec
from python_calamine import CalamineWorkbook

from assess.questionnaire.exchange.form import FORMS, Source
from assess.questionnaire.exchange.manuscript import Exported, Imported, Manuscript, Voices
from assess.questionnaire.model import ChoiceQuestion, Condition, LevelQuestion, Question, Questionnaire
from assess.questionnaire.translate import extract
from assess.questionnaire.translation import Translation

UNCONDITIONAL = "Its condition is not carried: it is always asked."
LEFT_OUT = "It is not carried."
WORTHLESS = "What its options are worth is not carried."


def translate(questionnaire: Questionnaire, language: str, spell: Callable[[str], str]) -> Translation:
    """A translation of every text by a function, vouched for."""
    own = extract(questionnaire)
    stamps = own.source
    data = msgspec.to_builtins(own, str_keys=True)

    def spelled(value: object) -> object:
        if isinstance(value, str):
            return spell(value)
        if isinstance(value, dict):
            return {key: spelled(item) for key, item in value.items()}
        return [spelled(item) for item in value] if isinstance(value, list) else value

    said = spelled({name: value for name, value in data.items() if name not in ("source", "language")})
    return msgspec.convert({**said, "language": language, "source": stamps}, Translation, strict=False)


def rows_of(content: bytes) -> dict[str, list[list[str]]]:
    """A workbook's sheets as rows of text."""
    workbook = CalamineWorkbook.from_filelike(BytesIO(content))
    return {
        name: [[str(cell) for cell in row] for row in workbook.get_sheet_by_name(name).to_python()]
        for name in workbook.sheet_names
    }


def travel(manuscript: Manuscript, form: str) -> tuple[Exported, Imported]:
    """Into a format and back."""
    made = FORMS[form].write(manuscript)
    name = manuscript.questionnaire.id
    if form == "xlsform":
        return made, FORMS[form].read(Source(name=name, sheets=rows_of(made.content)))
    return made, FORMS[form].read(Source(name=name, files={f"{name}.file": made.content}))


def vouched(manuscript: Manuscript) -> Manuscript:
    """The same with every part of every translation stamped: what the files say, whether it is all there or not."""
    stamps = extract(manuscript.questionnaire).source
    words = {
        language: msgspec.structs.replace(said, source=stamps) for language, said in manuscript.words.items()
    }
    return Manuscript(questionnaire=manuscript.questionnaire, words=words)


def outline(
    manuscript: Manuscript,
    *,
    without: set[str] = frozenset(),
    untold: set[str] = frozenset(),
    worthless: set[str] = frozenset(),
) -> list:
    """Dimensions and questions in their order, with the texts in all languages, options and conditions.

    Without the questions `without`, the conditions of those in `untold`, the values of options in `worthless`.
    """
    voices = Voices(manuscript)
    lines = []
    for dimension in manuscript.questionnaire.all_dimensions():
        about = [voices.dimension(dimension.id, get) for get in (lambda d: d.title, lambda d: d.summary)]
        lines.append((dimension.id, about, [inner.id for inner in dimension.dimensions]))
        lines += [
            _question(voices, question, told=question.id not in untold, worth=question.id not in worthless)
            for question in dimension.questions
            if question.id not in without
        ]
    return lines


def _question(voices: Voices, question: Question, *, told: bool, worth: bool) -> tuple:
    texts = [voices.question(question.id, get) for get in (lambda q: q.text, lambda q: q.help)]
    when = normalise(question.when, voices.first) if question.when and told else None
    return (
        question.id,
        type(question),
        texts,
        _options(voices, question, worth=worth),
        _inside(voices, question),
        when,
    )


def _options(voices: Voices, question: Question, *, worth: bool) -> list:
    own = (
        voices.first.options_of(question)
        if isinstance(question, ChoiceQuestion)
        else getattr(question, "options", ())
    )
    values = ("value", "weight") if worth else ()
    plain = [tuple(getattr(option, name, None) for name in ("id", "exclusive", *values)) for option in own]
    return list(zip(plain, voices.options(question), strict=True))


def _inside(voices: Voices, question: Question) -> list:
    """What a number and a matrix have of their own."""
    plain = [getattr(question, name, None) for name in ("min", "max", "direction")]
    said = [
        voices.question(question.id, lambda q, name=name: getattr(q, name, None)) for name in ("unit", "row")
    ]
    parts = [
        (
            part.id,
            voices.question(question.id, lambda q, i=i: q.questions[i].text),
            [o.text for o in part.options],
        )
        for i, part in enumerate(getattr(question, "questions", ()))
    ]
    return [plain, said, parts]


def normalise(condition: Condition, questionnaire: Questionnaire) -> object:
    """A condition so that two that hold for the same answers compare equal: a least value becomes the options."""
    if condition.all or condition.any:
        parts = tuple(normalise(part, questionnaire) for part in (condition.all or condition.any))
        return ("all" if condition.all else "any", parts)
    if condition.negated is not None:
        return ("not", normalise(condition.negated, questionnaire))
    question = questionnaire.question.get(condition.question or "")
    chosen = condition.one_of
    if condition.min is not None and isinstance(question, LevelQuestion):
        chosen = tuple(str(rung) for rung in range(len(question.options)) if rung >= condition.min)
    elif condition.min is not None and isinstance(question, ChoiceQuestion):
        chosen = tuple(o.id for o in questionnaire.options_of(question) if o.value >= condition.min)
    return (condition.question, condition.profile, frozenset(chosen), None if chosen else condition.min)
