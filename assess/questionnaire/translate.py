"""A questionnaire's texts: taken out, put back in another language, and compared with what they were made from.

Pure. `extract` and `localise` are each other's inverse. Each part (the head with its levels and scales, every
dimension, every question) carries a stamp of the texts it was translated from: a part whose source has changed
since is shown in its source's language, never with words that say something else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

import msgspec
from msgspec.structs import replace

from ..language import DERIVED, transliterate
from ..learnt import learnt
from .model import Dimension, Questionnaire
from .problem import Path
from .question import Question
from .shape import Mismatch
from .translation import (
    DimensionText,
    FieldText,
    ItemText,
    LevelText,
    OptionText,
    QuestionText,
    SharedTranslation,
    Translation,
    VocabularyText,
)
from .vocabulary import ProfileField, Vocabulary

HEAD = "questionnaire"
"""Names the stamp of everything that is neither a dimension nor a question."""

STAMPED = "\n# What each part was translated from: written by `assess translate --stamp`.\n"

LISTED = 3
"""Parts that one finding names."""

HEAD_FIELDS = ("title", "summary", "measures", "gives", "sources", "limits")
DIMENSION_FIELDS = ("title", "summary", "why", "advice")
QUESTION_FIELDS = ("text", "help", "why", "evidence", "next", "unit", "row", "suggestions")


def extract(questionnaire: Questionnaire) -> Translation:
    """The questionnaire's own texts, in the form of a translation of them, with their stamps."""
    texts = Translation(
        language=questionnaire.languages[0],
        **{name: getattr(questionnaire, name) for name in HEAD_FIELDS},
        levels={item.level: LevelText(name=item.name, summary=item.summary) for item in questionnaire.levels},
        scales={name: _options_by_id(options) for name, options in questionnaire.scales.items()},
        dimensions={
            dimension.id: DimensionText(**_own(dimension, DIMENSION_FIELDS))
            for dimension in questionnaire.all_dimensions()
        },
        questions={question.id: _question_text(question) for question in questionnaire.questions},
    )
    return replace(texts, source=dict(stamps(texts)))


def stamps(texts: Translation) -> Iterator[tuple[str, str]]:
    """Of every part its id and a digest of its texts."""
    yield HEAD, _digest(replace(texts, dimensions={}, questions={}, source={}))
    for id, part in (texts.dimensions | texts.questions).items():
        yield id, _digest(part)


def localise(questionnaire: Questionnaire, words: Translation) -> Questionnaire:
    """The same questionnaire, hash and all, in the words of a translation.

    Parts that the translation lacks, or was not made from, stay in the questionnaire's first language.
    """
    fresh = find_fresh(questionnaire, words)
    head: dict = {}
    if HEAD in fresh:
        head = {name: getattr(words, name) for name in HEAD_FIELDS} | {
            "levels": tuple(_put(level, words.levels.get(level.level)) for level in questionnaire.levels),
            "scales": {
                name: tuple(_put(option, words.scales.get(name, {}).get(option.id)) for option in options)
                for name, options in questionnaire.scales.items()
            },
        }
    dimensions = tuple(_localise_dimension(dimension, words, fresh) for dimension in questionnaire.dimensions)
    return replace(questionnaire, **head, dimensions=dimensions)


def localise_shared(
    vocabulary: Vocabulary, profile: Iterable[ProfileField], words: SharedTranslation
) -> tuple[Vocabulary, tuple[ProfileField, ...]]:
    """The shared words in another language; what the translation lacks stays as it is."""
    said = Vocabulary(
        themes=vocabulary.themes | words.vocabulary.themes,
        owners=vocabulary.owners | words.vocabulary.owners,
        phases=vocabulary.phases | words.vocabulary.phases,
    )
    fields = tuple(
        replace(
            field,
            label=text.label,
            question=text.question,
            why=text.why,
            options=field.options | text.options,
        )
        if (text := words.profile.get(field.id))
        else field
        for field in profile
    )
    return said, fields


def derive(words: Translation | SharedTranslation, language: str) -> Translation | SharedTranslation:
    """The same translation spelled for a language that is derived from its own (`sr` → `sr-Latn`)."""
    assert DERIVED[language] == words.language
    spelled = _spell(msgspec.to_builtins(words)) | {"language": language}
    return msgspec.convert(spelled, learnt(type(words)), str_keys=True)


def write_stamps(text: str, own: Translation) -> str:
    """A translation file with the stamps of its source, in place of those it had; all else stays as it was."""
    kept = text.split(STAMPED, 1)[0].rstrip("\n")
    lines = [f"  {id}: {stamp!r}".replace("'", '"') for id, stamp in own.source.items()]
    return "\n".join([kept, STAMPED + "source:", *lines, ""])


def find_gaps(
    questionnaire: Questionnaire,
    words: Translation,
    command: str = "assess translate FOLDER LANGUAGE --stamp",
) -> Iterator[Mismatch]:
    """What a translation lacks, has too much, or was made from other words; with places in its file.

    `command` is what stamps this file.
    """
    own = extract(questionnaire)
    yield from _compare((), _plain(own), _plain(words))
    unsaid = []
    for id in (id for id, stamp in own.source.items() if words.source.get(id) != stamp):
        if id in words.source:
            what = f"The source of `{id}` has changed since it was translated."
            yield Mismatch(
                ("source", id), what, f"Translate it anew, then run `{command}`.", "stale-translation"
            )
        elif id == HEAD or id in words.dimensions or id in words.questions:
            unsaid.append(id)
    if unsaid:  # one finding: nobody stamps part by part
        listed = ", ".join(f"`{id}`" for id in unsaid[:LISTED])
        more = f" and {len(unsaid) - LISTED} more" if len(unsaid) > LISTED else ""
        what = f"Nothing says what {listed}{more} {'was' if len(unsaid) == 1 else 'were'} translated from."
        remedy = f"Compare with the source, then run `{command}`."
        yield Mismatch(("source",), what, remedy, "stale-translation")


def find_same(questionnaire: Questionnaire, words: Translation) -> tuple[list[Path], int]:
    """The texts of a translation that are those of its source, letter by letter, and how many texts there are."""
    own, theirs = dict(_texts((), _plain(extract(questionnaire)))), dict(_texts((), _plain(words)))
    return [path for path, text in theirs.items() if own.get(path) == text], len(theirs)


def _texts(path: Path, part: object) -> Iterator[tuple[Path, str]]:
    """Every text, with its place."""
    if isinstance(part, str):
        yield path, part
    inside = (
        part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list | tuple) else ()
    )
    for key, value in inside:
        yield from _texts((*path, key), value)


def find_shared_gaps(
    vocabulary: Vocabulary, profile: Iterable[ProfileField], words: SharedTranslation
) -> Iterator[Mismatch]:
    """The same for the shared words, which carry no stamps."""
    own = SharedTranslation(
        language="en",
        profile={
            field.id: FieldText(
                label=field.label, question=field.question, why=field.why, options=field.options
            )
            for field in profile
        },
        vocabulary=msgspec.convert(msgspec.to_builtins(vocabulary), learnt(VocabularyText)),
    )
    yield from _compare((), _plain(own), _plain(words))


def find_fresh(questionnaire: Questionnaire, words: Translation) -> set[str]:
    """The parts that the translation was made from as they are: `HEAD`, dimensions and questions, by id."""
    own = extract(questionnaire).source
    return {id for id, stamp in words.source.items() if own.get(id) == stamp}


def _localise_dimension(dimension: Dimension, words: Translation, fresh: set[str]) -> Dimension:
    text = words.dimensions.get(dimension.id) if dimension.id in fresh else None
    return replace(
        dimension,
        **(_own(text, DIMENSION_FIELDS) if text else {}),
        questions=tuple(
            _put(question, words.questions.get(question.id) if question.id in fresh else None)
            for question in dimension.questions
        ),
        dimensions=tuple(_localise_dimension(child, words, fresh) for child in dimension.dimensions),
    )


def _put(part, text):
    """The part with its texts replaced: an option, a rung, a level, a question or an item of a matrix."""
    if text is None:
        return part
    plain = {
        name: value
        for name in text.__struct_fields__
        if name not in ("options", "questions") and (value := getattr(text, name)) and hasattr(part, name)
    }
    for name in ("options", "questions"):
        if inner := getattr(text, name, None):
            plain[name] = tuple(_put(item, _of(inner, i, item)) for i, item in enumerate(getattr(part, name)))
    return replace(part, **plain)


def _of(texts: tuple | dict, place: int, item):
    if isinstance(texts, dict):
        return texts.get(item.id)
    return texts[place] if place < len(texts) else None


def _question_text(question: Question) -> QuestionText:
    items = {
        item.id: ItemText(text=item.text, help=item.help, options=tuple(map(_option_text, item.options)))
        for item in getattr(question, "questions", ())
    }
    return QuestionText(**_own(question, QUESTION_FIELDS), options=_options(question), questions=items)


def _options(part) -> tuple[OptionText, ...] | dict[str, OptionText]:
    options = getattr(part, "options", ())
    return (
        _options_by_id(options)
        if options and hasattr(options[0], "id")
        else tuple(map(_option_text, options))
    )


def _options_by_id(options: Iterable) -> dict[str, OptionText]:
    return {option.id: _option_text(option) for option in options}


def _option_text(option) -> OptionText:
    return OptionText(text=option.text, next=option.next)


def _own(part, names: Iterable[str]) -> dict:
    return {name: value for name in names if (value := getattr(part, name, None))}


def _digest(part) -> str:
    content = msgspec.json.encode(msgspec.to_builtins(part, str_keys=True), order="deterministic")
    return hashlib.sha256(content).hexdigest()[:8]


def _spell(data: object) -> object:
    if isinstance(data, str):
        return transliterate(data)
    if isinstance(data, dict):
        return {key: _spell(value) for key, value in data.items()}
    return [_spell(item) for item in data] if isinstance(data, list | tuple) else data


def _plain(words: Translation | SharedTranslation) -> object:
    return {
        name: part for name, part in msgspec.to_builtins(words).items() if name not in ("language", "source")
    }


def _compare(path: Path, own: object, words: object) -> Iterator[Mismatch]:
    """Both have texts in the same places."""
    if isinstance(own, dict) and isinstance(words, dict):
        for key in (key for key in own if key not in words):
            what = f"`{key}` is not translated."
            yield Mismatch(path, what, "Translate it; it is in the source.", "missing-translation")
        for key in (key for key in words if key not in own):
            what = f"`{key}` is not in the source."
            yield Mismatch((*path, key), what, "Remove it, or correct its name.", "missing-translation")
        for key in (key for key in own if key in words):
            yield from _compare((*path, key), own[key], words[key])
    elif isinstance(own, list | tuple) and isinstance(words, list | tuple):
        if len(own) != len(words):
            what = f"There are {len(words)} items; the source has {len(own)}."
            yield Mismatch(path, what, "Give each item of the source one of its own.", "missing-translation")
        for place, (mine, theirs) in enumerate(zip(own, words, strict=False)):
            yield from _compare((*path, place), mine, theirs)
    elif type(own) is not type(words):
        what = "The source has a list here." if isinstance(own, list | tuple) else "The source has ids here."
        yield Mismatch(path, what, "Write it in the source's form.", "missing-translation")
