"""Respondents of one organisation scored together, and what they agreed on."""

from __future__ import annotations

import json

import pytest

RESPONDENTS = """organisation,role,qc-direction-01,qc-direction-02,qc-direction-03
north,leadership,3,3,3
north,leadership,3,3,3
north,leadership,3,3,3
north,frontline,1,1,1
north,frontline,1,1,1
north,frontline,1,1,1
south,,2,2,2
"""


def test_respondents_of_one_organisation_are_scored_as_one_with_their_differences(assess, tmp_path):
    path = tmp_path / "people.csv"
    path.write_text(RESPONDENTS)
    scored = assess("score", "cx-quick-check", "--answers", path, "--organisations", "--fewest", 3, "--json")
    assert scored.exit_code == 0, scored.output
    found = json.loads(scored.stdout)
    assert list(found) == ["north", "south"]
    assert found["north"]["scores"]["nodes"]["qc-direction"]["score"] == 250
    roles = {
        role: scores["nodes"]["qc-direction"]["score"] for role, scores in found["north"]["roles"].items()
    }
    assert roles == {"leadership": 375, "frontline": 125}
    told = assess("score", "cx-quick-check", "--answers", path, "--organisations")
    assert (
        "leadership less frontline" not in told.stdout
    )  # three are too few, unless the organisation allows it
    assert "No role is shown by itself (leadership 3, frontline 3): each has fewer than 5" in told.stdout
    assert "No role" not in told.stdout.split("south:")[1]  # where nobody names one, nothing is left out
    assert "Least agreed on" in told.stdout


def test_respondents_without_an_organisation_are_refused(assess, tmp_path):
    path = tmp_path / "people.csv"
    path.write_text("qc-direction-01\n1\n")
    refused = assess("score", "cx-quick-check", "--answers", path, "--organisations")
    assert refused.exit_code == 1
    assert "Add the column `organisation`" in refused.stderr


CONSENSUS = """north:
  qc-direction-01: {answer: 4, reason: We looked at the records together.}
  qc-direction-02: {answer: {state: not_applicable}, reason: No such thing here.}
"""


@pytest.fixture
def score(assess, tmp_path):
    """Call `assess score` with respondents and what they agreed on."""

    def call(consensus: str, *more: object):
        (tmp_path / "people.csv").write_text(RESPONDENTS)
        (tmp_path / "agreed.yaml").write_text(consensus)
        given = ("--answers", "people.csv", "--organisations", "--consensus", "agreed.yaml")
        return assess("score", "cx-quick-check", *given, *more)

    return call


def test_consensus_stands_with_its_reason_and_the_spread_it_replaced(score):
    found = json.loads(score(CONSENSUS, "--json").stdout)
    first, second, third, *_ = found["north"]["questions"]
    assert first["consensus"] == {"value": 4, "reason": "We looked at the records together."}
    assert (first["mean"], first["lowest"], first["highest"]) == (2, 1, 3)
    assert second["consensus"]["state"] == "not_applicable"
    assert third["consensus"] is None
    direction = found["north"]["scores"]["nodes"]["qc-direction"]
    assert direction["counted"] == 2
    # 4 of 4 agreed on, and a mean of 2 of 4: 3 of 4, on a range up to 5, by their weights
    plain = json.loads(score("south:\n  qc-direction-01: {answer: 2, reason: x}\n", "--json").stdout)
    assert direction["score"] > plain["north"]["scores"]["nodes"]["qc-direction"]["score"]
    assert found["south"] == json.loads(score(CONSENSUS, "--json").stdout)["south"]


def test_consensus_is_printed_beside_what_it_replaced(score):
    told = score(CONSENSUS).stdout
    north, south = told.split("south:")
    _, agreed = north.split("By consensus, in place of the mean\n")
    agreed, apart = agreed.split("Least agreed on")
    lines = [line.split(maxsplit=5) for line in agreed.splitlines()[1:3]]
    assert lines[0][:2] == ["qc-direction-01", "4"]
    assert lines[0][2:5] == ["2.00", "0.40", "1–3"]
    assert lines[0][5] == "We looked at the records together."
    assert "not applicable" in agreed
    assert "qc-direction-01" not in apart  # settled
    assert "By consensus" not in south


def test_every_mistake_of_a_consensus_is_told_with_its_line(score):
    wrong = """north:
  qc-direction-01: {answer: 9, reason: Seen.}
  qc-direction-02: {answer: 2}
  qc-direction-99: {answer: 2, reason: Seen.}
"""
    refused = score(wrong)
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "agreed.yaml:3: north.qc-direction-02: `reason` is missing." in refused.stderr
    mended = wrong.replace("{answer: 2}", "{answer: 2, reason: ' '}") + "east: {}\n"
    lines = score(mended).stderr.splitlines()
    assert [line.split(": ")[:2] for line in lines if line.startswith("agreed")] == [
        ["agreed.yaml:2", "north.qc-direction-01.answer"],
        ["agreed.yaml:3", "north.qc-direction-02.reason"],
        ["agreed.yaml:4", "north.qc-direction-99"],
        ["agreed.yaml:5", "east"],
    ]


@pytest.mark.parametrize(
    "options",
    [
        ("--organisations",),
        ("--consensus", "agreed.yaml"),
        ("--explain",),
        ("--answers", "people.csv", "--explain"),
        ("--answers", "people.csv", "--consensus", "agreed.yaml"),
        ("--answers", "people.csv", "--fewest"),
    ],
)
def test_options_that_would_do_nothing_are_misuse(assess, tmp_path, options):
    (tmp_path / "people.csv").write_text(RESPONDENTS)
    (tmp_path / "agreed.yaml").write_text(CONSENSUS)
    given = (*options, 3) if options[-1] == "--fewest" else options
    misused = assess("score", "cx-quick-check", *given)
    assert misused.exit_code == 2
    assert options[-2 if options[-1].endswith(".yaml") else -1] in misused.stderr


def test_rows_that_cannot_be_read_are_told_and_exit_1(assess, tmp_path):
    (tmp_path / "people.csv").write_text(RESPONDENTS + "south,,9,2,2\n")
    scored = assess("score", "cx-quick-check", "--answers", "people.csv", "--organisations")
    assert scored.exit_code == 1
    assert "row 9, qc-direction-01" in scored.stderr
    assert "south: 1 respondent\n" in scored.stdout


def people(**roles: int) -> str:
    """A sheet of one organisation's respondents, so many of each role."""
    rows = [f"north,{role},{place % 4}" for role, count in roles.items() for place in range(count)]
    return "\n".join(["organisation,role,qc-direction-01", *rows, ""])


@pytest.mark.parametrize(
    ("roles", "said"),
    [
        (
            {"leadership": 6, "management": 5, "it": 2},
            "others = management 5, it 2 (7 in all): shown together, so that nobody's answers can be computed",
        ),
        (
            {"leadership": 6, "it": 2},
            "No role is shown by itself (leadership 6, it 2): fewer than 5 would be left beside it",
        ),
    ],
)
def test_a_role_that_is_not_shown_by_itself_is_named_with_the_reason(assess, tmp_path, roles, said):
    (tmp_path / "people.csv").write_text(people(**roles))
    scored = assess("score", "cx-quick-check", "--answers", "people.csv", "--organisations")
    assert said in scored.stdout
    assert ("Respondents: leadership 6\n" in scored.stdout) == ("management" in roles)
