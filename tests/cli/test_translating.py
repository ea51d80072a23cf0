"""`assess translate`: nobody vouches for what nobody has translated, and every remedy can be typed as it stands."""

from __future__ import annotations

import pytest


@pytest.fixture
def begun(assess, tmp_path):
    """A translation that has been begun, and not touched."""
    assert assess("new", "shop").exit_code == 0
    begun = assess("translate", "questionnaires/shop", "pl", "--start")
    assert "`assess translate questionnaires/shop pl --stamp`" in begun.stderr
    return tmp_path / "questionnaires/shop/pl.yaml"


def test_an_untouched_translation_is_not_stamped(assess, begun):
    before = begun.read_text("utf-8")
    refused = assess("translate", "questionnaires/shop", "pl", "--stamp")
    assert refused.exit_code == 1
    assert "40 of 40 texts are the same as the source." in refused.stderr
    assert begun.read_text("utf-8") == before


def test_texts_that_were_left_are_named_when_the_others_are_stamped(assess, begun):
    begun.write_text(begun.read_text("utf-8").replace("Improvised", "Doraźnie"), "utf-8")
    stamped = assess("translate", "questionnaires/shop", "pl", "--stamp")
    assert stamped.exit_code == 0, stamped.stderr
    assert "39 of 40 texts are the same as the source: title, summary, " in stamped.stderr


def test_a_fresh_file_gets_one_remedy_and_it_runs(assess, begun):
    begun.write_text(begun.read_text("utf-8").replace("Improvised", "Doraźnie"), "utf-8")
    told = assess("translate", "questionnaires/shop", "pl").stdout
    assert told.count("assess translate") == 1
    command = told.split("run `assess ")[1].split("`")[0]
    assert assess(*command.split()).exit_code == 0


def test_latin_serbian_is_said_to_be_made_from_cyrillic(assess, begun):
    refused = assess("translate", "questionnaires/shop", "sr-Latn", "--start")
    assert refused.exit_code == 2
    assert "sr-Latn is made from sr" in refused.stderr
