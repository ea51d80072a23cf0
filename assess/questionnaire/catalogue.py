"""A folder of questionnaires → all that can be served, in every language, and the problems of what cannot.

A broken file never takes the others down, and a broken translation never its questionnaire. What was once read and
found good is kept, by the bytes it was made from, so that a service starts without reading half a megabyte of YAML.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from ..errors import InvalidQuestionnaire, NotFound
from ..language import DERIVED
from ..language import gettext as _
from ..learnt import learnt
from .load import (
    FILE,
    load_publication,
    load_published,
    load_shared,
    load_shared_translation,
    load_translation,
)
from .model import Questionnaire
from .problem import Problem
from .publication import FILE as PUBLISHED
from .publication import UNMOVED, Migration, Publication, migrate
from .shared import PROFILE, VOCABULARY, shared_file
from .translate import HEAD, derive, find_fresh, localise, localise_shared
from .translation import SharedTranslation, Translation
from .vocabulary import ProfileField, Vocabulary

T = TypeVar("T")
Verify = Callable[[Questionnaire], Iterable[Problem]]


class Catalogue(Struct, frozen=True, kw_only=True, dict=True):
    """All that can be served, by id, and the problems of what cannot.

    `words` holds the translations by language, then by questionnaire; `shared` those of vocabulary and profile;
    `publications` the records of published versions, by questionnaire.
    """

    questionnaires: dict[str, Questionnaire]
    problems: tuple[Problem, ...]
    vocabulary: Vocabulary
    profile: tuple[ProfileField, ...]
    words: dict[str, dict[str, Translation]] = {}
    shared: dict[str, SharedTranslation] = {}
    publications: dict[str, Publication] = {}

    def get(self, questionnaire: str) -> Questionnaire:
        """The questionnaire with this id; `NotFound` names those there are."""
        found = self.questionnaires.get(questionnaire)
        if found is None:
            what = _("There is no questionnaire `{id}`.").format(id=questionnaire)
            known = ", ".join(sorted(self.questionnaires)) or "–"
            raise NotFound(what, remedy=_("There are: {known}.").format(known=known))
        return found

    def migration(self, questionnaire: str, first: str, second: str) -> Migration:
        """What became of questions from version `first` to `second`: nothing, where no record says so."""
        publication = self.publications.get(questionnaire)
        return migrate(publication, first, second) if publication else UNMOVED

    def speaks(self, questionnaire: Questionnaire, language: str) -> str:
        """The language this questionnaire comes in when `language` is wanted: that, or its own first one."""
        return language if questionnaire.id in self.words.get(language, {}) else questionnaire.languages[0]

    def speaks_part(self, questionnaire: Questionnaire, language: str, part: str = HEAD) -> str:
        """The language in which one of its dimensions or questions, or its head, is shown when `language` is wanted.

        A version that is served no more may have parts that today's translation does not fit.
        """
        words = self.words.get(language, {}).get(questionnaire.id)
        if words is None:
            return questionnaire.languages[0]
        fresh = self._fresh.get((questionnaire.hash, language))
        if fresh is None:  # else it is in other words by now, which tell nothing
            fresh = self._fresh[questionnaire.hash, language] = find_fresh(questionnaire, words)
        return language if part in fresh else questionnaire.languages[0]

    def localise(self, questionnaire: Questionnaire, language: str) -> Questionnaire:
        """The questionnaire, of whatever version, in a language as far as there are words that fit it."""
        words = self.words.get(language, {}).get(questionnaire.id)
        if words is None:
            return questionnaire
        known = self._localised.get((questionnaire.hash, language))
        if known is None:
            self._fresh[questionnaire.hash, language] = find_fresh(questionnaire, words)
            known = self._localised[questionnaire.hash, language] = localise(questionnaire, words)
        return known

    def in_language(self, language: str) -> Catalogue:
        """The same catalogue in another language, shared words included."""
        known = self._spoken.get(language)
        if known is None:
            there = {id: self.localise(each, language) for id, each in self.questionnaires.items()}
            vocabulary, profile = self.vocabulary, self.profile
            if language in self.shared:
                vocabulary, profile = localise_shared(vocabulary, profile, self.shared[language])
            known = replace(self, questionnaires=there, vocabulary=vocabulary, profile=profile)
            self._spoken[language] = known
        return known

    @cached_property
    def spoken_profile(self) -> tuple[ProfileField, ...]:
        """The fields of the profile in every language there is beside its own: a label means the same in each."""
        spoken = (localise_shared(self.vocabulary, self.profile, words)[1] for words in self.shared.values())
        return tuple(field for fields in spoken for field in fields)

    @cached_property
    def _localised(self) -> dict[tuple[str, str], Questionnaire]:
        return {}

    @cached_property
    def _fresh(self) -> dict[tuple[str, str], set[str]]:
        return {}

    @cached_property
    def _spoken(self) -> dict[str, Catalogue]:
        return {}


def load_catalogue(folder: Path, verify: Verify = lambda _: (), *, cache: Path | None = None) -> Catalogue:
    """Every ``<id>/questionnaire.yaml`` below `folder`, with the translations beside it.

    `verify` adds what a later stage finds wrong (worked examples). `cache` is a folder for what was found good.
    """
    reading = _Reading(folder, verify, cache)
    questionnaires: dict[str, Questionnaire] = {}
    words: dict[str, dict[str, Translation]] = {}
    publications: dict[str, Publication] = {}
    for path in sorted(folder.glob(f"*/{FILE}")):
        questionnaire = reading.questionnaire(path)
        if questionnaire is None:
            continue
        questionnaires[questionnaire.id] = questionnaire
        if publication := reading.publication(path.with_name(PUBLISHED)):
            publications[questionnaire.id] = publication
        for language in questionnaire.languages[1:]:
            if translation := reading.translation(questionnaire, path.parent, language):
                words.setdefault(language, {})[questionnaire.id] = translation
    spoken = dict.fromkeys(language for each in questionnaires.values() for language in each.languages[1:])
    shared = {language: found for language in spoken if (found := reading.shared_translation(language))}
    return Catalogue(
        questionnaires=questionnaires,
        problems=tuple(reading.problems),
        vocabulary=reading.vocabulary,
        profile=reading.profile,
        words=words,
        shared=shared,
        publications=publications,
    )


class _Reading:
    """One walk through a folder: what it has met that is wrong, and what it need not read again."""

    def __init__(self, folder: Path, verify: Verify, cache: Path | None) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.vocabulary, self.profile = load_shared(folder)
        self._verify = verify
        self._cache = cache
        shared = [shared_file(folder, name).read_bytes() for name in (VOCABULARY, PROFILE)]
        self._key = hashlib.sha256(b"".join([_program(), verify.__qualname__.encode(), *shared]))

    def questionnaire(self, path: Path) -> Questionnaire | None:
        record = path.with_name(PUBLISHED)
        files = [path, record] if record.is_file() else [path]
        return self._once(files, Questionnaire, lambda: self._checked(path))

    def translation(self, questionnaire: Questionnaire, folder: Path, language: str) -> Translation | None:
        source = DERIVED.get(language, language)
        path = folder / f"{source}.yaml"
        found = self._once(
            [path, folder / FILE], Translation, lambda: load_translation(path, questionnaire), about=language
        )
        return derive(found, language) if found and source != language else found

    def publication(self, path: Path) -> Publication | None:
        return self._once([path], Publication, lambda: load_publication(path)) if path.is_file() else None

    def shared_translation(self, language: str) -> SharedTranslation | None:
        source = DERIVED.get(language, language)
        path = shared_file(self.folder, f"{source}.yaml")
        found = self._once(
            [path],
            SharedTranslation,
            lambda: load_shared_translation(path, self.vocabulary, self.profile),
            about=language,
        )
        return derive(found, language) if found and source != language else found

    def _checked(self, path: Path) -> Questionnaire:
        return load_published(path, self.vocabulary, self.profile, self._verify)

    def _once(self, paths: list[Path], type_: type[T], make: Callable[[], T], about: str = "") -> T | None:
        """What `make` gives, or gave when these files had the same bytes; None, and its problems, where it fails."""
        kept = self._place(paths)
        if kept and kept.exists():
            return msgspec.json.decode(kept.read_bytes(), type=learnt(type_))
        try:
            made = make()
        except InvalidQuestionnaire as error:
            if about not in DERIVED:  # told once, for the language it is derived from
                self.problems += error.problems
            return None
        if kept:
            kept.parent.mkdir(parents=True, exist_ok=True)
            part = kept.with_suffix(f".{os.getpid()}.part")
            part.write_bytes(msgspec.json.encode(made))
            part.replace(kept)
        return made

    def _place(self, paths: list[Path]) -> Path | None:
        if self._cache is None or not all(path.is_file() for path in paths):
            return None
        key = self._key.copy()
        for path in paths:
            key.update(path.read_bytes() + b"\0")
        return self._cache / f"{paths[0].stem}-{key.hexdigest()[:32]}.json"


def _program() -> bytes:
    """Changes whenever the code does that decides what is good."""
    package = Path(__file__).parent.parent
    files = sorted(
        path
        for stage in ("questionnaire", "assessment", "scoring")
        for path in (package / stage).rglob("*")
        if path.suffix in (".py", ".sql")
    )
    return repr([(path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in files]).encode()
