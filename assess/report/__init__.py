"""Scores, explanation and comparison → `Findings` → charts, pages, static site. Never reads the store."""
