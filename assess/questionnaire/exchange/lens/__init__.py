"""AWS Well-Architected custom lenses (JSON): pillars of questions, choices to tick, and rules from ticks to a risk."""

from .read import read
from .write import write

__all__ = ["read", "write"]
