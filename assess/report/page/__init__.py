"""Findings and charts → pages in Markdown."""
