"""`assess edition build --epsilon` and `budget`: from the choice of a budget to the day on which it is used up."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from assess.benchmark.quarter import quarter_of

QUICK = ("--questionnaire", "cx-quick-check", "--synthetic")
BUDGET = ("edition", "budget", "cx-quick-check", "--synthetic")


@pytest.fixture
def contributed(assess, tmp_path):
    """An instance with 260 made-up contributions."""
    sheet = tmp_path / "made-up.csv"
    assess("synth", *QUICK[:2], "-n", 260, "--seed", 3, "--out", sheet)
    assert assess("import", sheet, *QUICK[:2], "--contribute", "--synthetic").exit_code == 0


def quarter(later: int = 0) -> str:
    return str(quarter_of(datetime.now(UTC).date()).shifted(later))


def test_budget_from_the_choice_to_its_end(assess, contributed):
    refused = assess("edition", "build", quarter(), *QUICK, "--epsilon", 1)
    assert refused.exit_code == 1
    assert "assess edition budget cx-quick-check --choose 4 --synthetic" in refused.stderr
    assert assess(*BUDGET).exit_code == 1
    assert "1.5 is left of a budget of 1.5" in assess(*BUDGET, "--choose", 1.5).stderr
    built = assess("edition", "build", quarter(), *QUICK, "--epsilon", 1)
    assert built.exit_code == 0, built.output
    assert "Noise of ε = 1 was added on purpose: where 200 organisations" in built.stderr
    assert "off by about 0.25" in built.stderr
    id = built.stderr.split()[-1]
    assert assess("edition", "publish", id).exit_code == 0
    shown = assess("edition", "show", id)
    assert [line.split()[1:] for line in shown.stdout.splitlines()][1][:1] == ["100+"]
    assert "have spent 1 of a budget of 1.5, this one included. 0.5 is left." in shown.stderr
    assert shown.stderr.count("not told") == 1
    hidden = assess("edition", "show", id, "--cohort", "C")
    assert "C is not published: noise" in hidden.stderr
    assert json.loads(assess(*BUDGET, "--json").stdout)["spent"] == [{"edition": id, "epsilon": 1.0}]
    assert assess("edition", "list").stdout.splitlines()[1].endswith("ε 1")
    used_up = assess("edition", "build", quarter(1), *QUICK, "--epsilon", 1)
    assert used_up.exit_code == 1
    assert "more than what is left of the privacy budget: 0.5" in used_up.stderr
    assert "cannot be changed" in assess(*BUDGET, "--choose", 100).stderr


def test_difference_from_an_edition_with_noise_is_not_taken_for_a_change(assess, contributed):
    assess(*BUDGET, "--choose", 2)
    ids = []
    for later, more in ((0, ("--epsilon", 1)), (1, ("--no-audit",))):
        built = assess("edition", "build", quarter(later), *QUICK, *more)
        ids.append(built.stderr.split()[-1])
        assert assess("edition", "publish", ids[-1]).exit_code == 0
    told = assess("edition", "diff", *ids)
    assert "what differs may be that, and no change" in told.stderr
    exact = json.loads(assess("edition", "show", ids[1], "--json").stdout)
    assert all(cell.get("change") is None for cell in exact["cells"]["all"].values())


@pytest.mark.parametrize("epsilon", ["nan", "inf", "-1"])
def test_epsilon_must_be_a_number_to_spend(assess, contributed, epsilon):
    assess(*BUDGET, "--choose", 2)
    refused = assess("edition", "build", quarter(), *QUICK, f"--epsilon={epsilon}")
    assert refused.exit_code == 1
    assert "thresholds.epsilon" in refused.stderr
