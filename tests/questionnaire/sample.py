"""A small catalogue that breaks no rule, as texts by file name, to be broken in one place at a time."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from assess.questionnaire.examination import FILE, Examined, Verify, examine_catalogue
from assess.questionnaire.problem import Problem
from assess.scoring.example import verify

SMALL = """\
format: 1
id: small
version: "1.0.0"
languages: [en]
title: "Small"
summary: "As little as there is to every rule."
minutes: 1
range: {min: 0, max: 5}
target: 2
scales:
  agree:
    - {id: never, text: "Never", value: 0}
    - {id: always, text: "Always", value: 1}
levels:
  - {level: 1, name: "Low", min: 0, summary: "The start."}
  - {level: 2, name: "Middle", min: 2, summary: "The way."}
  - {level: 3, name: "High", min: 4, summary: "The end."}
dimensions:
  - id: first
    title: "First"
    summary: "The kinds of question that most forms have."
    advice: {1: "Begin.", 2: "Go on.", 3: "Stay."}
    questions:
      - type: level
        id: rung
        text: "Rung?"
        weight: 2
        themes: [trend]
        core: [{level: 2, min: 1}, {level: 3, min: 2}]
        options: [{text: "Worst"}, {text: "Middling"}, {text: "Best"}]
      - {type: choice, id: pick, text: "Pick?", scale: agree, owner: cx, phase: start}
      - type: level
        id: deep
        text: "Deep?"
        weight: 0.5
        when: {question: rung, min: 1}
        options: [{text: "Shallow"}, {text: "Deep"}]
      - type: many
        id: ticks
        text: "Ticks?"
        options:
          - {id: one, text: "One"}
          - {id: none, text: "None of these", exclusive: true}
  - id: second
    title: "Second"
    summary: "The kinds of question that few forms have."
    questions:
      - type: number
        id: hours
        text: "Hours?"
        unit: "hours"
        direction: low
        max: 48
        step: 2
        breakpoints: [{value: 0, share: 1}, {value: 24, share: 0}]
      - type: matrix
        id: places
        text: "Places?"
        row: "Place"
        max_rows: 3
        suggestions: ["Shop", "Phone"]
        questions:
          - {id: care, text: "Care?", options: [{text: "Little"}, {text: "Much"}]}
          - {id: pace, text: "Pace?", options: [{text: "Slow"}, {text: "Quick"}]}
      - type: choice
        id: late
        text: "Late?"
        themes: [service]
        when: {all: [{profile: size, is: [small]}, {not: {question: pick, is: [never]}}]}
        options: [{id: bad, text: "Bad", value: 0}, {id: good, text: "Good", value: 1}]
      - {type: text, id: words, text: "In your words?"}
examples:
  - {name: "Worst", fill: worst, profile: {size: small}, overall: {score: 0, level: 1}}
  - name: "Best"
    fill: best
    answers: {pick: always}
    overall: {score: 5, level: 3, staged: 3}
    dimensions: {first: {score: 5}}
"""

SPOKEN = """\
format: 1
id: spoken
version: "1.0.0"
languages: [en, pl]
title: "Spoken"
summary: "In two languages, and published before."
minutes: 1
levels:
  - {level: 1, name: "Low", min: 0, summary: "The start."}
  - {level: 2, name: "High", min: 2, summary: "The end."}
dimensions:
  - id: only
    title: "Only"
    summary: "The only dimension."
    questions:
      - {type: level, id: said, text: "Said?", options: [{text: "Worst"}, {text: "Best"}]}
      - {type: level, id: done, text: "Done?", options: [{text: "Worst"}, {text: "Best"}]}
examples:
  - {name: "Best", fill: best, overall: {score: 5}}
"""

SPOKEN_PL = """\
language: pl
title: "Mówiony"
summary: "W dwóch językach."
levels:
  1: {name: "Niski", summary: "Początek."}
  2: {name: "Wysoki", summary: "Koniec."}
dimensions:
  only: {title: "Jedyny", summary: "Jedyny wymiar."}
questions:
  said: {text: "Powiedziane?", options: [{text: "Źle"}, {text: "Dobrze"}]}
  done: {text: "Zrobione?", options: [{text: "Źle"}, {text: "Dobrze"}]}
source:
  questionnaire: "STAMP-questionnaire"
  only: "STAMP-only"
  said: "STAMP-said"
  done: "STAMP-done"
"""

PUBLISHED = f"""\
changes:
  "0.9.0": {{renamed: {{told: said}}, removed: [gone]}}
versions:
  - version: "0.8.0"
    hash: "{"1" * 64}"
    date: 2026-01-01
    questions: [told, gone, done]
  - version: "0.9.0"
    hash: "{"2" * 64}"
    date: 2026-02-01
    questions: [said, done]
"""

VOCABULARY = """\
themes:
  trend: "Trend"
  service: "Service"
owners: {cx: "Experience team"}
phases: {start: "Start"}
"""

PROFILE = """\
- {id: size, label: "Size", question: "How many?", why: "To compare.", options: {small: "Few", large: "Many"}}
"""

SHARED_PL = """\
language: pl
profile:
  size: {label: "Wielkość", question: "Ile?", why: "Dla porównania.", options: {small: "Mało", large: "Dużo"}}
vocabulary:
  themes: {trend: "Trend", service: "Obsługa"}
  owners: {cx: "Zespół"}
  phases: {start: "Start"}
"""


FOLDER = "a folder, not a file"
"""Instead of a text: what stands in the file's place."""


@cache
def good_files() -> dict[str, str]:
    """The files of the catalogue, by their place in its folder."""
    return {
        "vocabulary.yaml": VOCABULARY,
        "profile.yaml": PROFILE,
        "pl.yaml": SHARED_PL,
        f"small/{FILE}": SMALL,
        f"spoken/{FILE}": SPOKEN,
        "spoken/pl.yaml": _stamped(SPOKEN_PL),
        "spoken/published.yaml": PUBLISHED,
    }


def _stamped(text: str) -> str:
    import msgspec

    from assess.questionnaire.model import Questionnaire
    from assess.questionnaire.translate import extract

    source = extract(msgspec.convert(yaml.safe_load(SPOKEN), Questionnaire)).source
    for id, stamp in source.items():
        text = text.replace(f"STAMP-{id}", stamp)
    return text


def write(folder: Path, files: dict[str, str]) -> None:
    """Put the files of a catalogue into a folder."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        if text == FOLDER:
            (folder / name).mkdir()
            continue
        (folder / name).write_bytes(text.encode("utf-8", "surrogatepass"))


_VERIFIED: dict[str, list[Problem]] = {}


def verify_once(questionnaire) -> list[Problem]:
    """What the worked examples contradict; of content that was met before, what it was then."""
    if questionnaire.hash not in _VERIFIED:
        _VERIFIED[questionnaire.hash] = verify(questionnaire)
    return _VERIFIED[questionnaire.hash]


def examined(folder: Path, verify: Verify | None = verify_once) -> list[Examined]:
    """What the checker says of a catalogue, its worked examples run."""
    return examine_catalogue(folder, verify)


def found_in(folder: Path) -> list[Problem]:
    """All problems and warnings of a catalogue, with files relative to its folder."""
    from msgspec.structs import replace

    return [
        replace(problem, file=Path(problem.file).relative_to(folder).as_posix())
        for each in examined(folder)
        for problem in each.problems
    ]
