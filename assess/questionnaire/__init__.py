"""Questionnaire files → `Questionnaire`: the maturity model as data."""
