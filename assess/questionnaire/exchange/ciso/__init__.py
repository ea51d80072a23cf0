"""CISO Assistant library YAML: a framework of requirement nodes with questions, scores and translations."""

from .read import read
from .write import write

__all__ = ["read", "write"]
