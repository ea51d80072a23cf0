"""What customer experience maturity has to cover, and what the shipped questionnaires do cover."""

from __future__ import annotations

from assess.questionnaire.catalogue import Catalogue
from assess.report.manual.theme import coverage

UNCOVERED: set[str] = set()
"""Themes that no shipped questionnaire asks about yet. Take one out when it is covered; never add one."""


def test_no_covered_theme_becomes_uncovered(catalogue: Catalogue):
    open_now = {theme.id for theme in coverage(catalogue) if not theme.questions}
    assert open_now == UNCOVERED


def test_every_theme_leads_to_questions_that_name_it(catalogue: Catalogue):
    named = {
        theme
        for questionnaire in catalogue.questionnaires.values()
        for question in questionnaire.questions
        for theme in question.themes
    }
    assert named == {theme.id for theme in coverage(catalogue) if theme.questions}
