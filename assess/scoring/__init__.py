"""Questionnaire + answers → `Scores`, computed by DuckDB, every number with its explanation."""
