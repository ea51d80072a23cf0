"""The audit gate: releases → `Audit`. Each edition is attacked before it is written (disclosure rule 11)."""

from .explain import explain
from .gate import audit
from .model import Audit, Bound, Failure, Mean, Place, Practice, Relations

__all__ = ["Audit", "Bound", "Failure", "Mean", "Place", "Practice", "Relations", "audit", "explain"]
