"""What holds for every test."""

from __future__ import annotations

from hypothesis import settings

# How long an example takes says more about the machine than about the code; times are measured by `make bench`.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
