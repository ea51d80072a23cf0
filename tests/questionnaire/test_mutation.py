"""Every rule catches what it claims: each edit of a good file is found by exactly that rule, at the right place."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assess.questionnaire.rule import RULES

from .mutation import MUTATIONS, Mutation, table
from .sample import found_in, good_files, write


def test_the_good_catalogue_breaks_no_rule(tmp_path: Path) -> None:
    write(tmp_path, good_files())
    assert found_in(tmp_path) == []


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda each: f"{each.rule}:{each.path}")
def test_an_edit_is_caught_by_its_rule_at_its_place(mutation: Mutation, tmp_path: Path) -> None:
    write(tmp_path, mutation.apply())
    found = found_in(tmp_path)
    place = (mutation.rule, mutation.found_in or mutation.file, mutation.path, mutation.line())
    assert [(one.rule, one.file, one.path, one.line) for one in found] == [place], "\n".join(map(str, found))
    assert found[0].what
    assert found[0].remedy


def test_every_rule_has_two_mutations_and_every_mutation_a_rule() -> None:
    counted = {id: sum(mutation.rule == id for mutation in MUTATIONS) for id in RULES}
    assert [id for id, count in counted.items() if count < 2] == []
    assert {mutation.rule for mutation in MUTATIONS} <= RULES.keys()


def test_the_table_names_every_rule() -> None:
    assert all(f"| `{id}` |" in table() for id in RULES)


PIECES = st.sampled_from(
    ["No", "7", "-1", "1e400", ".inf", "''", "{}", "[]", "[", "}", ": ", "- ", "\n", "\t", "&a", "*a", "!x", "~", "#",
     "\u200f", "\x00", "ż", "9" * 5000, "2026-02-31", "when: {question: deep}", "min: 1", "id: rung", "weight: 0", "12:99"]
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_an_edit_makes_of_a_file_is_clean_or_named(data: st.DataObject, tmp_path: Path) -> None:
    files = dict(good_files())
    name = data.draw(st.sampled_from(sorted(files)))
    text = files[name]
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        length = data.draw(st.sampled_from([0, 0, 1, 3, 12]))
        text = text[:start] + data.draw(PIECES | st.just("")) + text[start + length :]
    write(tmp_path, files | {name: text})
    for problem in found_in(tmp_path):
        assert problem.law
        assert problem.what
        assert problem.remedy
        assert str(problem)
