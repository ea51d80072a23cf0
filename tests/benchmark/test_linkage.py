"""What the audit takes for granted about nodes is what the scores of a questionnaire do."""

from __future__ import annotations

import numpy as np
import pytest
from msgspec.structs import replace

from assess.assessment.synth import Population, synthesise
from assess.benchmark.audit.web import reached, weave
from assess.benchmark.linkage import relations_of
from assess.benchmark.measure import measure
from assess.questionnaire.catalogue import Catalogue, load_catalogue
from assess.questionnaire.part import Condition
from assess.resource import resource
from assess.scoring.score import Scorer
from assess.scoring.view import Viewer

OFF = 1.01
"""Hundredths by which a rounded mean of rounded parts may be off."""


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(resource("questionnaires"))


@pytest.mark.parametrize("name", ["cx-quick-check", "cx-maturity", "cx-b2b"])
def test_means_are_means_of_their_parts(catalogue, name):
    questionnaire = catalogue.get(name)
    batch = synthesise(questionnaire, Population(), 200, 3)
    found = measure(Scorer(questionnaire), Viewer(questionnaire), batch.codes)
    column = {node: at for at, node in enumerate(found.nodes)}
    relations = relations_of(questionnaire, found.nodes)
    assert {*relations.leaves, *(mean.node for mean in relations.means)} == set(found.nodes)
    for mean in relations.means:
        parts = found.score[:, [column[part] for part, _ in mean.parts]]
        weights = np.array([weight for _, weight in mean.parts])
        own = found.score[:, column[mean.node]]
        whole = (parts >= 0).all(axis=1) & (own >= 0)
        assert whole.any(), mean.node
        assert np.abs(parts[whole] @ weights / weights.sum() - own[whole]).max() <= OFF, mean.node


def test_without_questions_the_dimensions_are_the_leaves(catalogue):
    questionnaire = catalogue.get("cx-quick-check")
    dimensions = tuple(dimension.id for dimension in questionnaire.dimensions)
    assert relations_of(questionnaire, ("overall", *dimensions)).leaves == dimensions


def test_question_under_a_condition_is_tied_to_what_decides_about_it(catalogue):
    questionnaire = catalogue.get("cx-quick-check")
    first, *rest = questionnaire.dimensions
    deciding = first.questions[0].id
    asked = replace(first.questions[1], when=Condition(negated=Condition(question=deciding, min=2)))
    changed = replace(
        questionnaire,
        dimensions=(replace(first, questions=(first.questions[0], asked, *first.questions[2:])), *rest),
    )
    nodes = ("overall", f"question/{deciding}")
    assert relations_of(changed, nodes).tied == ((f"question/{deciding}", f"question/{asked.id}"),)
    assert relations_of(changed, ("overall",)).tied == ()


def test_other_rollups_are_not_taken_for_means(catalogue):
    questionnaire = replace(catalogue.get("cx-quick-check"), rollup="min")
    found = relations_of(questionnaire, ("overall",))
    assert "overall" not in {*found.leaves, *(mean.node for mean in found.means)}


@pytest.mark.parametrize("name", ["cx-quick-check", "cx-maturity", "cx-b2b"])
def test_core_practices_give_the_staged_level_of_the_whole(catalogue, name):
    """Of who skipped none of them; with every practice of the file, as leaving one out would show."""
    questionnaire = catalogue.get(name)
    batch = synthesise(questionnaire, Population(unanswered=0, unknown=0.02, not_applicable=0.005), 400, 3)
    found = measure(Scorer(questionnaire), Viewer(questionnaire), batch.codes)
    relations = relations_of(questionnaire, found.nodes)
    assert len(relations.practices) == sum(len(question.core) for question in questionnaire.questions)
    web = weave(relations, found.nodes)
    scored = (found.score[:, web.practice[:, 0]] >= 0).all(axis=1) & (found.staged >= 0)
    numbers = np.array([level.level for level in questionnaire.levels], dtype=np.int32)
    assert scored.sum() > 100
    assert len(set(found.staged[scored].tolist())) > 2
    assert (reached(found.score[scored], web, numbers) == found.staged[scored]).all()


def test_without_all_practices_among_the_nodes_there_are_none(catalogue):
    questionnaire = catalogue.get("cx-quick-check")
    nodes = ("overall", *(f"question/{question.id}" for question in questionnaire.questions))
    last = next(question.id for question in reversed(questionnaire.questions) if question.core)
    assert relations_of(questionnaire, nodes).practices
    assert (
        relations_of(questionnaire, tuple(each for each in nodes if each != f"question/{last}")).practices
        == ()
    )
    dimensions = ("overall", *(dimension.id for dimension in questionnaire.dimensions))
    assert relations_of(questionnaire, dimensions).practices == ()
