"""What respondents agreed on, as a file: taken whole or refused with every mistake."""

from __future__ import annotations

from pathlib import Path

import pytest

from assess.assessment.consensus import InvalidConsensus, read_consensus
from assess.assessment.model import Answer, State
from assess.questionnaire.load import load, load_shared
from assess.questionnaire.model import Questionnaire

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def every() -> Questionnaire:
    """A questionnaire with a question of each kind."""
    return load(ROOT / "tests" / "exchange" / "every.yaml", *load_shared(ROOT / "questionnaires"))


def agreed(every: Questionnaire, text: str) -> dict[str, dict[str, Answer]]:
    return read_consensus(text.encode(), every, ["north", "Łódź 2"], file="agreed.yaml")


def refused(every: Questionnaire, text: str) -> list[str]:
    with pytest.raises(InvalidConsensus) as error:
        agreed(every, text)
    assert str(error.value) == "\n".join(map(str, error.value.problems))
    return [str(problem) for problem in error.value.problems]


def test_every_kind_of_answer_can_be_agreed_on(every):
    found = agreed(
        every,
        """
        north:
          rung: {answer: 1, reason: Seen.}
          ticks: {answer: [one], reason: Seen.}
          hours: {answer: 12, reason: Seen.}
          pace: {answer: {state: unknown}, reason: Nobody knew.}
          places:
            reason: Seen.
            answer:
              - {name: Shop, answers: {speed: 1, warmth: 0}}
              - {name: Site, answers: {speed: 0, warmth: 2}}
        Łódź 2:
          rung: {answer: {state: not_applicable}, reason: No such thing.}
        """,
    )
    assert list(found) == ["north", "Łódź 2"]
    assert found["north"]["rung"] == Answer(1, reason="Seen.")
    assert found["north"]["ticks"].value == ["one"]
    assert found["north"]["pace"] == Answer(state=State.UNKNOWN, reason="Nobody knew.")
    assert found["Łódź 2"]["rung"].state is State.NOT_APPLICABLE


def test_every_mistake_is_told_at_its_line(every):
    told = refused(
        every,
        """north:
  rung: {answer: 9, reason: Seen.}
  ticks: {answer: [nine], reason: Seen.}
  hours: {answer: 12, reason: "  "}
  rungs: {answer: 1, reason: Seen.}
  words: {answer: "Well", reason: Seen.}
south:
  rung: {answer: 1, reason: Seen.}
""",
    )
    assert [line.split(": ")[:2] for line in told] == [
        ["agreed.yaml:2", "north.rung.answer"],
        ["agreed.yaml:3", "north.ticks.answer"],
        ["agreed.yaml:4", "north.hours.reason"],
        ["agreed.yaml:5", "north.rungs"],
        ["agreed.yaml:6", "north.words"],
        ["agreed.yaml:7", "south"],
    ]
    assert "Did you mean `rung`?" in told[3]
    assert "There are: north, Łódź 2." in told[5]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "No organisation is named."),
        ("# only a comment", "is empty"),
        ("- north", "No organisation is named."),
        ("north: [", "not valid YAML"),
        ("north: {rung: {answer: 1, reason: A}, rung: {answer: 0, reason: B}}", "written twice"),
        ("north: {rung: 1}", "Expected fields, got a number."),
        ("north: {rung: {answer: 1}}", "`reason` is missing."),
        ("north: {rung: {answer: 1, reason: ''}}", "The text is empty."),
        ("north: {rung: {reason: A}}", "`answer` is missing."),
        ("north: {rung: {answer: no, reason: A}}", 'in quotes: "no"'),
        ("north: {rung: {answer: 1, reason: A, why: B}}", "Unknown field `why`."),
        ("north: {rung: {answer: {state: inactive}, reason: A}}", "inactive"),
        ("2020: {rung: {answer: 1, reason: A}}", "Quote it"),
    ],
)
def test_a_file_of_another_form_is_refused_plainly(every, text, said):
    told = refused(every, text)
    assert said in "\n".join(told)
    assert all(line.startswith("agreed.yaml") for line in told)
