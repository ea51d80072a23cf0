"""Findings → charts: compiled by Altair once, refilled with data, drawn as SVG."""
