"""A translation changes what is read, never what is meant; words that no longer fit their source are not shown."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from assess.errors import InvalidQuestionnaire
from assess.language import LANGUAGES, negotiate, transliterate
from assess.questionnaire.catalogue import load_catalogue
from assess.questionnaire.load import hash_of, load_translation
from assess.questionnaire.model import Questionnaire
from assess.questionnaire.translate import derive, extract, find_gaps, localise, write_stamps
from assess.questionnaire.translation import Translation

from .conftest import MINIMAL, ROOT

FEATURES = sorted((ROOT / "tests/questionnaires").glob("*.yaml"))


def shout(data: object) -> object:
    """Another language: the same texts in capitals."""
    if isinstance(data, str):
        return data.upper()
    if isinstance(data, dict):
        return {key: shout(value) for key, value in data.items()}
    return [shout(item) for item in data] if isinstance(data, list | tuple) else data


def shouted(questionnaire: Questionnaire) -> Translation:
    own = extract(questionnaire)
    plain = msgspec.to_builtins(own)
    return msgspec.convert(shout(plain) | {"language": "pl", "source": plain["source"]}, Translation)


@pytest.fixture
def small(load_bytes) -> Questionnaire:
    return load_bytes(MINIMAL.encode())


@pytest.mark.parametrize("path", FEATURES, ids=lambda path: path.stem)
def test_own_texts_put_back_change_nothing(path: Path):
    shared = load_catalogue(ROOT / "questionnaires")
    from assess.questionnaire.load import load

    questionnaire = load(path, shared.vocabulary, shared.profile)
    assert localise(questionnaire, extract(questionnaire)) == questionnaire


@pytest.mark.parametrize("path", FEATURES, ids=lambda path: path.stem)
def test_every_text_of_a_questionnaire_is_translated(path: Path):
    shared = load_catalogue(ROOT / "questionnaires")
    from assess.questionnaire.load import load

    questionnaire = load(path, shared.vocabulary, shared.profile)
    said = localise(questionnaire, shouted(questionnaire))
    assert extract(said) == replace(shouted(questionnaire), language="en", source=extract(said).source)
    assert said.hash == questionnaire.hash
    assert [q.id for q in said.questions] == [q.id for q in questionnaire.questions]


def test_complete_translation_has_no_gap(small):
    assert list(find_gaps(small, shouted(small))) == []


def test_part_whose_source_changed_is_shown_in_the_source_language(small):
    words = shouted(small)
    question = replace(small.dimensions[0].questions[0], text="Rung, really?")
    dimension = replace(small.dimensions[0], questions=(question, *small.dimensions[0].questions[1:]))
    changed = replace(small, dimensions=(dimension,))
    said = localise(changed, words)
    assert said.question["rung"].text == "Rung, really?"
    assert said.question["pick"].text == "PICK?"
    assert [gap.rule for gap in find_gaps(changed, words)] == ["stale-translation"]


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (lambda words: words["questions"].pop("pick"), ("questions",)),
        (lambda words: words["questions"]["rung"].pop("options"), ("questions", "rung")),
        (lambda words: words["questions"]["rung"]["options"].pop(), ("questions", "rung", "options")),
        (lambda words: words["questions"]["ticks"]["options"].pop("one"), ("questions", "ticks", "options")),
        (lambda words: words["questions"]["rung"].update(help="More?"), ("questions", "rung", "help")),
        (lambda words: words["levels"].pop("2"), ("levels",)),
        (lambda words: words["scales"]["agree"].pop("yes"), ("scales", "agree")),
        (
            lambda words: words["dimensions"].update(other=words["dimensions"]["only"]),
            ("dimensions", "other"),
        ),
        (lambda words: words["source"].pop("rung"), ("source",)),
        (lambda words: words["source"].update(rung="00000000"), ("source", "rung")),
    ],
)
def test_gap_is_named_with_its_place(small, change, path):
    words = msgspec.json.decode(msgspec.json.encode(shouted(small)))
    change(words)
    found = list(find_gaps(small, msgspec.convert(words, Translation, str_keys=True)))
    assert [gap.path for gap in found] == [path]


def test_stamps_replace_those_before_and_nothing_else(small):
    text = '# mine\nlanguage: pl\ntitle: "X"\n'
    once = write_stamps(text, extract(small))
    assert once.startswith(text.rstrip("\n"))
    assert write_stamps(once, extract(small)) == once


def test_latin_serbian_is_spelled_from_cyrillic(small):
    words = replace(shouted(small), language="sr", title="Упитник за „CX“")
    assert localise(small, derive(words, "sr-Latn")).title == "Upitnik za „CX“"


def test_translations_do_not_change_the_hash(small):
    assert hash_of(replace(small, languages=("en", "pl"))) == hash_of(small)


def test_broken_translation_leaves_its_questionnaire_in_service(tmp_path: Path):
    folder = tmp_path / "questionnaires"
    (folder / "small").mkdir(parents=True)
    for name in ("vocabulary.yaml", "profile.yaml", "pl.yaml"):
        (folder / name).write_bytes((ROOT / "questionnaires" / name).read_bytes())
    (folder / "small/questionnaire.yaml").write_text(MINIMAL.replace("[en]", "[en, pl]"))
    (folder / "small/pl.yaml").write_text("language: pl\n")
    catalogue = load_catalogue(folder)
    assert catalogue.in_language("pl").get("small").title == "Small"
    assert {problem.file for problem in catalogue.problems} == {str(folder / "small/pl.yaml")}


def test_missing_translation_file_is_told(tmp_path: Path, small):
    with pytest.raises(InvalidQuestionnaire, match=r"pl\.yaml"):
        load_translation(tmp_path / "pl.yaml", small)


def test_kept_catalogue_is_the_same_and_notices_changes(tmp_path: Path):
    folder, cache = tmp_path / "questionnaires", tmp_path / "cache"
    (folder / "small").mkdir(parents=True)
    for name in ("vocabulary.yaml", "profile.yaml"):
        (folder / name).write_bytes((ROOT / "questionnaires" / name).read_bytes())
    file = folder / "small/questionnaire.yaml"
    file.write_text(MINIMAL)
    first = load_catalogue(folder, cache=cache)
    assert load_catalogue(folder, cache=cache) == first
    assert list(cache.iterdir())
    file.write_text(MINIMAL.replace('"Rung?"', '"Other?"'))
    assert load_catalogue(folder, cache=cache).get("small").question["rung"].text == "Other?"
    file.write_text(MINIMAL.replace("min: 2.5", "min: -1"))
    assert load_catalogue(folder, cache=cache).problems


def test_shipped_catalogue_is_whole_in_every_language_it_declares():
    catalogue = load_catalogue(ROOT / "questionnaires")
    assert catalogue.problems == ()
    for questionnaire in catalogue.questionnaires.values():
        assert set(questionnaire.languages) == set(LANGUAGES), questionnaire.id


def test_serbian_digraphs_keep_their_case():
    assert transliterate("Љубав, ЉУБАВ, Њ., џеп, ЏЕП, КОЊ") == "Ljubav, LJUBAV, Nj., džep, DŽEP, KONJ"


@given(st.text(alphabet="абвгдђежзијклљмнњопрстћуфхцчџшАБЉЊЏ ,.-CXNPS", max_size=40))
def test_no_cyrillic_is_left_after_transliteration(text: str):
    assert not any("а" <= letter.lower() <= "џ" for letter in transliterate(text))


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("pl,en;q=0.8", "pl"),
        ("fr-FR, ru;q=0.4, en;q=0.3", "ru"),
        ("sr-Latn-RS,sr;q=0.9", "sr-Latn"),
        ("sr-RS", "sr"),
        ("sr-Cyrl-BA", "sr"),
        ("hr", "sr-Latn"),
        ("de", "en"),
        ("", "en"),
        ("pl;q=0, ru;q=0.1", "ru"),
        ("pl;q=x", "en"),
    ],
)
def test_visitor_gets_the_language_the_browser_likes_best(header: str, expected: str):
    assert negotiate(header, LANGUAGES) == expected
