"""The documentation: authored pages of ``site/docs`` and generated ones, as one static site."""

from .book import build

__all__ = ["build"]
