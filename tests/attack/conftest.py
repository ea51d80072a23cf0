"""Every attack is made twice: with the rule that stops it, and without."""

from __future__ import annotations

import pytest


@pytest.fixture(params=[True, False], ids=["with_its_rule", "without_its_rule_the_attack_succeeds"])
def with_rule(request) -> bool:
    return request.param
