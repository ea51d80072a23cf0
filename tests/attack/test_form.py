"""Attacks through the forms, the API and the words of a real server (9, 10, 19 and 20)."""

from __future__ import annotations

import itertools
import json
import shutil
import time
from pathlib import Path
from statistics import median

import numpy as np
import pytest
from msgspec.structs import replace

from assess.benchmark import compare, mark, publication
from assess.benchmark.contribution import Contributions, instrument_of, lay_out
from assess.benchmark.model import PERCENTS, Cell, Position
from assess.errors import AssessError

from .attacker import cells, score_of, told, votes
from .attempt import Outcome, attack, without
from .server import API, MOST, NOW, QUICK, Running, catalogue, panel_nodes, serving

COHORT = "C/medium/eu-central"
SPELLINGS = (
    "holding.example",
    "HOLDING.example",
    "anna@holding.example",
    "https://www.holding.example/about",
    "www.Holding.example",
)


def overall(running: Running, token: str) -> float:
    """One's own score, exactly as it is contributed."""
    return running.client.get(f"{API}/assessments/{token}/contribution").json()["scores"]["overall"]


def released_or_refused(running: Running) -> tuple[Path | None, str]:
    try:
        return running.release(is_audited=False), "published"
    except AssessError as refusal:
        return None, refusal.what


def peers(
    running: Running, scores: list[int], path: tuple[str, str, str] = ("C", "medium", "eu-central")
) -> Contributions:
    """Contributions of as many groups with these scores on every node."""
    found = catalogue().get(QUICK)
    nodes = panel_nodes(running.panel)
    n = len(scores)
    paths, leaf = lay_out(*[[band] * n for band in path])
    group = np.arange(1, n + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    return Contributions(
        instrument=instrument_of(found, nodes),
        paths=paths,
        leaf=leaf,
        score=np.repeat(np.array(scores, dtype=np.int32)[:, None], len(nodes), axis=1),
        staged=np.ones(n, dtype=np.int8),
        group=group,
        round=group,
        account=group,
        day=np.full(n, np.datetime64(NOW.date())),
        synthetic=False,
    )


@attack(
    9,
    "thousands of hypothetical answers to search a rank",
    how="own answers are raised step by step; where the told position jumps, there stands a peer",
    rule="2, read isolation",
)
def search_for_a_rank(folder: Path, with_rule: bool) -> Outcome:
    raw = [40, 90, 130, 155, 180, 220, 240, 260, 285, 330, 370, 430]
    victim = 4.30

    def looked_up(node: str, score: float, cell: Cell) -> Position:
        rank = sum(each / 100 < score for each in raw)
        percent = max(each for each in PERCENTS if each <= max(5, 100 * rank // len(raw)))
        return Position(
            node=node,
            score=score,
            cell=cell,
            wording="percentile",
            percentile=percent,
            low=percent,
            high=percent,
        )

    with serving(folder) as running:
        edition = running.instance.release(peers(running, raw), is_audited=False)
        running.desk.reload_editions()
        middle = cells(edition)[COHORT]["overall"]["median"]
        with without(*() if with_rule else ((compare, "position", looked_up),)):
            tried = sorted(position_of(running, points) for points in range(2, MOST, 4))
            steps = [(low[0] + high[0]) / 2 for low, high in itertools.pairwise(tried) if low[1] != high[1]]
            many = [0.001 * each for each in range(5001)]
            cell = cells_of(running)[COHORT]["overall"]
            places = [
                json.dumps(str(replace(compare.position("overall", own, cell), score=0, cell=cell)))
                for own in many
            ]
        fine = [own for own, low, high in zip(many[1:], places, places[1:], strict=False) if low != high]
    hidden = [step for step in steps if abs(step - middle) > 0.3]
    guess = max(hidden, default=2.5)
    return Outcome(
        learned=bool(hidden) and abs(guess - victim) <= 0.5,
        saw=f"{len(tried)} submissions, {len(many)} what-ifs: the position changes at "
        f"{'the published median alone' if not hidden and len(set(places)) <= 3 else f'{len(fine)} scores of peers'}"
        + (f"; 4.30 read as {guess:.2f}" if hidden else ""),
    )


def position_of(running: Running, points: int) -> tuple[float, str]:
    """The own score, and what the server says of where it stands."""
    found = running.result(running.answer(points))["overall"]
    return found["score"], json.dumps([found["peers"][each] for each in ("place", "percentile", "side")])


def cells_of(running: Running) -> dict[str, dict[str, Cell]]:
    return running.desk.edition(QUICK).cells


@attack(
    10,
    "five subsidiaries of one group",
    how="a group sends five forms under five spellings, four friends one each; all but one score is known",
    rule="1, one group, one vote",
)
def five_subsidiaries(folder: Path, with_rule: bool) -> Outcome:
    switches = () if with_rule else ((mark, "normalised", str),)  # then every spelling is a group of its own
    with serving(folder) as running, without(*switches):
        own = [running.contribute(12 + 3 * at, name) for at, name in enumerate(SPELLINGS)]
        friends = [running.contribute(10 + 5 * at, f"friend-{at}.example") for at in range(4)]
        victim = running.contribute(44, "victim.example")
        running.vouch(*own, *friends, victim)
        groups = len({each.party for each in running.store.standings(QUICK)})
        truth = overall(running, victim)
        known = {(at, 0): overall(running, token) for at, token in enumerate([*own, *friends], 1)}
        edition, said = released_or_refused(running)
    found = score_of(told(edition, COHORT, votes(range(10))) if edition else [], (0, 0), known)
    return Outcome(
        learned=found.is_close(truth),
        saw=f"{groups} groups of 10 contributions; {said.rstrip('.')}; {truth:.2f} read as {found}",
    )


@attack(
    19,
    "nine invented companies around a victim",
    how="nine forms are sent under invented names; their scores are subtracted from the mean of ten",
    rule="1, vouched for",
)
def invented_companies(folder: Path, with_rule: bool) -> Outcome:
    with serving(folder) as running:
        invented = [running.contribute(10 + 3 * at, f"invented-{at}.example") for at in range(9)]
        victim = running.contribute(44, "victim.example")
        running.vouch(victim)
        if not with_rule:  # as if a form were enough
            running.vouch(*invented)
        truth = overall(running, victim)
        known = {(at, 0): overall(running, token) for at, token in enumerate(invented, 1)}
        counting = len(running.contributions())
        edition, said = released_or_refused(running)
    found = score_of(told(edition, COHORT, votes(range(10))) if edition else [], (0, 0), known)
    return Outcome(
        learned=found.is_close(truth),
        saw=f"{counting} of 10 count; {said.rstrip('.')}; {truth:.2f} read as {found}",
    )


@attack(
    20,
    "error text or timing reveals a count",
    how="editions of 0, 5 and 9 firms are asked for; a profile is shown beside cohorts of 0, 1 and 9",
    rule="12, reason codes, never counts",
)
def words_that_count(folder: Path, with_rule: bool) -> Outcome:
    sizes = {"small": 0, "large": 1, "micro": 9}

    def counting_words(plan: publication.Plan, votes: int) -> AssessError:
        return AssessError(f"No edition yet: {votes} of {plan.thresholds.min_n} contributions are here.")

    with serving(folder) as running:
        refusals = set()
        for n in (1, 5, 9):
            given = peers(running, list(range(100, 100 + n)))
            told_so = publication.nothing_yet
            instead = told_so if with_rule else (lambda plan, n=n: counting_words(plan, n))
            with without((publication, "nothing_yet", instead)), pytest.raises(AssessError) as refused:
                running.instance.release(given, is_audited=False)
            refusals.add(str(refused.value))
        given = [peers(running, list(range(20, 480, 23)))]
        given += [peers(running, [250] * n, ("C", size, "eu-central")) for size, n in sizes.items() if n]
        running.instance.release(apart(given), is_audited=False)
        running.desk.reload_editions()
        fallback = compare.fallback

        def counted(cohort: str, about: object) -> object:
            return replace(
                fallback(cohort, about), reason=f"below_min_n, {sizes.get(cohort.split('/')[1], 0)} of 10"
            )

        with without(*() if with_rule else ((compare, "fallback", counted),)):
            said, took = asked(running, sizes)
        shutil.rmtree(running.instance.shelf.votes)
        again, _ = asked(running, sizes) if with_rule else (said, None)
    alike = len(set(said.values())) == 1 and len(refusals) == 1
    assert again == said, "what is told, and how long it takes, depends on no vote"
    return Outcome(
        learned=not alike,
        saw=f"{len(refusals)} wording of a refusal, {len(set(said.values()))} of a fallback; "
        f"milliseconds: {', '.join(f'{1000 * each:.0f}' for each in took.values())}; the same without any votes"
        if with_rule
        else f"{len(refusals)} wordings of a refusal, {len(set(said.values()))} of a fallback: the counts themselves",
    )


def apart(given: list[Contributions]) -> Contributions:
    """Contributions of different groups: those numbered alike are told apart."""
    from assess.benchmark.contribution import join

    shift = [
        replace(each, **{name: getattr(each, name) + np.uint64(at) for name in ("group", "round", "account")})
        for at, each in enumerate(given)
    ]
    return join(shift)


def asked(running: Running, sizes: dict[str, int]) -> tuple[dict[str, str], dict[str, float]]:
    """What somebody of each size is told, the name of the size aside, and how long that takes."""
    said, took = {}, {size: [] for size in sizes}
    tokens = {size: submitted(running, size) for size in sizes}
    for _ in range(5):
        for size, token in tokens.items():
            running.desk._results.clear()
            start = time.perf_counter()
            answer = running.client.get(f"{API}/assessments/{token}/result")
            took[size].append(time.perf_counter() - start)
            said[size] = without_names(answer.json()["peer_group"], size)
    return said, {size: median(each) for size, each in took.items()}


def submitted(running: Running, size: str) -> str:
    token = running.begin(size=size)
    running.client.patch(f"{API}/assessments/{token}/answers", json={"base": 0, "answers": {}})
    running.client.post(f"{API}/assessments/{token}/submit", json={"key": f"key-{token[:20]}"})
    return token


def without_names(group: object, size: str) -> str:
    """What is said of a peer group, with the size's name and words left out."""
    label = next(field for field in catalogue().profile if field.id == "size").options[size]
    return json.dumps(group, sort_keys=True).replace(json.dumps(label)[1:-1], "SIZE").replace(size, "SIZE")


def test_thousands_of_hypothetical_answers_teach_published_values_only(tmp_path, with_rule):
    outcome = search_for_a_rank(tmp_path, with_rule)
    assert outcome.learned is not with_rule, outcome
    assert ("the published median alone" in outcome.saw) is with_rule


def test_five_subsidiaries_count_once(tmp_path, with_rule):
    outcome = five_subsidiaries(tmp_path, with_rule)
    assert outcome.learned is not with_rule, outcome
    assert ("No edition yet: at least 10 contributions are needed" in outcome.saw) is with_rule


def test_invented_companies_never_count(tmp_path, with_rule):
    outcome = invented_companies(tmp_path, with_rule)
    assert outcome.learned is not with_rule, outcome
    assert outcome.saw.startswith("1 of 10 count") is with_rule


def test_words_are_the_same_for_none_and_nine(tmp_path, with_rule):
    outcome = words_that_count(tmp_path, with_rule)
    assert outcome.learned is not with_rule, outcome
