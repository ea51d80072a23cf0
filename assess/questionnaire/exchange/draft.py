"""What every import shares: texts in each language, and working defaults for what the other format does not say.

A format's reader is a function that builds the questionnaire in one language; it runs once for each, and what the
second and later runs say becomes the translations. A default is always noted: an author decides about it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from msgspec.structs import replace

from ...language import DERIVED, transliterate
from ..model import Dimension, Example, Expected, Level, Questionnaire, Range
from ..translate import HEAD, extract
from .manuscript import Imported, Manuscript, Texts
from .naming import shorten, slug
from .note import Notes

LINE, TEXT, NAME = 300, 2000, 80
"""The most characters of a heading, of a text and of a row's name."""

LEVEL_COUNT = 5
UNTOLD = "To be described."
FIVE = Range()


class Tongue:
    """The language an import is reading in; `first` is the questionnaire's own."""

    def __init__(self, language: str, first: str, notes: Notes) -> None:
        self.language = language
        self.first = first
        self.notes = notes
        self.missing: set[str] = set()

    def say(
        self, texts: Texts | str, part: str, place: str, *, limit: int = TEXT, instead: str = UNTOLD
    ) -> str:
        """One text in this language, else in the first one; `instead` where there is none at all.

        `part` is the id of the dimension or question it belongs to, `HEAD` for the questionnaire itself.
        """
        return self.maybe(texts, part, place, limit=limit) or self._instead(instead, part, place)

    def maybe(self, texts: Texts | str, part: str, place: str, *, limit: int = TEXT) -> str | None:
        """As `say`, None where there is none."""
        if isinstance(texts, str):
            texts = {self.first: texts}
        said = {language: text.strip() for language, text in texts.items() if text and text.strip()}
        found = said.get(self.language)
        if self.language == self.first:
            _check_derived(said, place, self.notes)
        if not found and said:
            found = said.get(self.first)
            self.leave(part)
            if not found:
                other = next(iter(said))
                found = said[other]
                self.notes.default(place, f"It is said in `{other}` only.", f"Say it in `{self.first}` too.")
        if found and len(found) > limit:
            self.notes.changed(place, "The text is cut.", f"It may have {limit:,} characters.")
            found = found[: limit - 1].rstrip() + "…"
        return found or None

    def leave(self, part: str) -> None:
        """Something in this part is not said in this language."""
        if self.language != self.first:
            self.missing.add(part)

    def _instead(self, instead: str, part: str, place: str) -> str:
        self.leave(part)
        self.notes.default(place, f"“{shorten(instead)}” was put in.", "A text is needed here.")
        return instead


def assemble(languages: Iterable[str], build: Callable[[Tongue], Questionnaire]) -> Imported:
    """Build the questionnaire in each language; `languages` are codes of ours, the first one first."""
    notes = Notes()
    first, *others = dict.fromkeys(languages)
    questionnaire = build(Tongue(first, first, notes))
    own = extract(questionnaire).source
    words, kept = {}, [first]
    for language in others:
        if DERIVED.get(language, language) not in (language, first, *others):
            what = f"The texts in `{language}` are not carried."
            notes.lost(HEAD, what, f"They are derived from `{DERIVED[language]}`, which is missing.")
            continue
        kept.append(language)
        tongue = Tongue(language, first, Notes())
        said = extract(build(tongue))
        if language in DERIVED:
            continue
        for part in sorted(tongue.missing):
            what = f"Not all of it is said in `{language}`."
            notes.default(part, what, "The first language stands there until it is translated.")
        stamps = {id: stamp for id, stamp in own.items() if id not in tongue.missing}
        words[language] = replace(said, language=language, source=stamps)
    whole = replace(questionnaire, languages=tuple(kept))
    return Imported(manuscript=Manuscript(questionnaire=whole, words=words), notes=notes.take())


def as_questionnaire(
    tongue: Tongue,
    *,
    id: str,
    title: Texts | str,
    summary: Texts | str,
    dimensions: tuple[Dimension, ...],
    version: str = "",
    levels: tuple[Level, ...] = (),
    bounds: Range = FIVE,
    **fields: object,
) -> Questionnaire:
    """A questionnaire of what was read, with defaults for the rest."""
    notes = tongue.notes
    if not version:
        notes.default("version", "Version 1.0.0 was put in.", "The file does not say one.")
    count = sum(len(dimension.questions) for top in dimensions for dimension in top.walk())
    minutes = max(1, min(600, round(count * 0.6)))
    notes.default("minutes", f"{minutes} minutes were put in.", "Measure it with real people.")
    if not levels:
        levels = _default_levels(bounds, notes)
        tongue.leave(HEAD)
    if "coverage" not in fields:
        said = "Scores are means, and what has no weight of its own weighs 1."
        notes.default("dimensions", said, "The file does not say how they are made.")
    said = "Everything at its best, and at its worst, were put in."
    notes.default("examples", said, "Add answers whose scores you have worked out by hand.")
    name = tongue.say(title, HEAD, "title", limit=LINE, instead=id)
    return Questionnaire(
        format=1,
        id=slug(id, "questionnaire"),
        version=version or "1.0.0",
        languages=(tongue.first,),
        title=name,
        summary=tongue.say(summary, HEAD, "summary", instead=name),
        minutes=minutes,
        range=bounds,
        levels=levels,
        dimensions=dimensions,
        examples=(
            Example(name="Everything at its best", fill="best", overall=Expected(score=bounds.max)),
            Example(name="Everything at its worst", fill="worst", overall=Expected(score=bounds.min)),
        ),
        **fields,
    )


def as_levels(names: Iterable[tuple[int, str, str]], bounds: Range, notes: Notes) -> tuple[Level, ...]:
    """Levels of a number, a name and a summary each, at equal distances over the range, which is noted."""
    given = list(names)
    step = (bounds.max - bounds.min) / len(given)
    notes.default("levels", "They lie at equal distances.", "The file does not say where each begins.")
    return tuple(
        Level(level=number, name=name, min=round(bounds.min + step * i, 3), summary=summary)
        for i, (number, name, summary) in enumerate(given)
    )


def _default_levels(bounds: Range, notes: Notes) -> tuple[Level, ...]:
    notes.default("levels", f"{LEVEL_COUNT} unnamed levels were put in.", "The file has none; name them.")
    step = (bounds.max - bounds.min) / LEVEL_COUNT
    return tuple(
        Level(level=i + 1, name=f"Level {i + 1}", min=round(bounds.min + step * i, 3), summary=UNTOLD)
        for i in range(LEVEL_COUNT)
    )


def as_dimension(
    tongue: Tongue,
    id: str,
    place: str,
    *,
    title: Texts | str,
    summary: Texts | str = "",
    why: Texts | str = "",
    **fields: object,
) -> Dimension | None:
    """A dimension of what was read; None, and a note, where it holds nothing."""
    if not fields.get("questions") and not fields.get("dimensions"):
        tongue.notes.lost(place, "It holds no question that was carried.", "A dimension needs one.")
        return None
    name = tongue.say(title, id, place, limit=LINE, instead=id)
    return Dimension(
        id=id,
        title=name,
        summary=tongue.say(summary, id, place, instead=name),
        why=tongue.maybe(why, id, place),
        **fields,
    )


def languages_of(tags: Iterable[str], first: str, notes: Notes) -> dict[str, str]:
    """Codes of ours by the tags of a file; the code of `first` first. What has no code is noted.

    `sr-Latn` is a code of its own; a region ("pt-BR") is dropped where nothing else has its language.
    """
    codes: dict[str, str] = {}
    for tag in dict.fromkeys((first, *tags)):
        code = code_of(tag)
        if code is None or code in codes.values():
            notes.lost(
                HEAD, f"The texts in `{shorten(tag)}` are not carried.", "It is no language known here."
            )
        else:
            codes[tag] = code
    return codes


def code_of(tag: str) -> str | None:
    """The code of a language tag; None if it is none."""
    parts = tag.replace("_", "-").split("-")
    if len(parts[0]) != 2 or not (parts[0].isascii() and parts[0].isalpha()):
        return None
    script = next((part for part in parts[1:] if len(part) == 4 and part.isalpha()), "")
    return f"{parts[0].lower()}-{script.capitalize()}" if script else parts[0].lower()


def _check_derived(texts: Mapping[str, str], place: str, notes: Notes) -> None:
    """Note texts in a derived language that are not what its source gives."""
    for language, source in DERIVED.items():
        said, other = texts.get(language), texts.get(source)
        if said and other and said != transliterate(other):
            notes.changed(
                place, f"The text in `{language}` is derived anew.", f"It is spelled from `{source}`."
            )
