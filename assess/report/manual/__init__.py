"""The documentation: authored pages of ``site/docs`` and pages generated from what they describe, as one static site."""

from .book import build

__all__ = ["build"]
