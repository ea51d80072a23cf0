"""Findings → files for download."""
