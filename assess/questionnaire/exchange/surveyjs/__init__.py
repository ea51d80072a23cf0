"""SurveyJS JSON: pages and panels of elements, texts by locale, conditions as expressions.

`score` on a choice, `unit` and `direction` on a number are properties of our own, which SurveyJS keeps once they are
registered and ignores before.
"""

from .read import read
from .write import write

__all__ = ["read", "write"]
