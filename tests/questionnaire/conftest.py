"""A minimal questionnaire as text, to be broken in exactly one place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assess.errors import InvalidQuestionnaire
from assess.questionnaire.load import load, load_shared
from assess.questionnaire.model import Questionnaire
from assess.questionnaire.problem import Problem

ROOT = Path(__file__).parents[2]

MINIMAL = """\
format: 1
id: small
version: "1.0.0"
languages: [en]
title: "Small"
summary: "As little as a questionnaire can be."
minutes: 1
target: 2
scales:
  agree:
    - {id: "no", text: "No", value: 0}
    - {id: "yes", text: "Yes", value: 1}
levels:
  - {level: 1, name: "Low", min: 0, summary: "The start."}
  - {level: 2, name: "High", min: 2.5, summary: "The end."}
dimensions:
  - id: only
    title: "Only"
    summary: "The only dimension."
    questions:
      - {type: level, id: rung, text: "Rung?", options: [{text: "Worst"}, {text: "Best"}]}
      - {type: choice, id: pick, text: "Pick?", scale: agree}
      - type: many
        id: ticks
        text: "Ticks?"
        options:
          - {id: one, text: "One"}
          - {id: none, text: "None of these", exclusive: true}
examples:
  - {name: "Best", fill: best, overall: {score: 5}}
"""


@pytest.fixture
def load_bytes(tmp_path: Path) -> Callable[[bytes], Questionnaire]:
    """Load bytes as a questionnaire file."""
    vocabulary, profile = load_shared(ROOT / "questionnaires")

    def loaded(content: bytes) -> Questionnaire:
        path = tmp_path / "small.yaml"
        path.write_bytes(content)
        return load(path, vocabulary, profile)

    return loaded


@pytest.fixture
def problems(load_bytes: Callable[[bytes], Questionnaire]) -> Callable[[bytes], list[Problem]]:
    """Everything wrong with a file; empty if it loads."""

    def found(content: bytes) -> list[Problem]:
        try:
            load_bytes(content)
        except InvalidQuestionnaire as error:
            return error.problems
        return []

    return found
