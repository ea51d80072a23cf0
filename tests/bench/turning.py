"""A population that turns over, for the audit: firms of a real questionnaire that come, answer anew, and leave."""

from __future__ import annotations

import numpy as np

from assess.assessment.synth import Population, synthesise
from assess.benchmark.contribution import Contributions, instrument_of, lay_out
from assess.benchmark.linkage import relations_of
from assess.benchmark.measure import measure
from assess.benchmark.quarter import Quarter
from assess.questionnaire.catalogue import load_catalogue
from assess.resource import resource
from assess.scoring.score import Scorer
from assess.scoring.view import Viewer

FIRST = Quarter(2025, 1)
QUARTERS = 8
BANDS = Population(
    industry_weight={"C": 15, "G": 14, "K": 9, "N": 7, "I": 6, "L": 6},
    size_weight={"small": 40, "medium": 35, "large": 25},
    region_weight={"east": 60, "balkan": 40},
)
NEVER = 99


def turning(name: str, groups: int, seed: int = 5):
    """Contributions of so many groups over eight quarters, and how the nodes of their questionnaire hang together.

    Of ten answers six are others the next time; that is a year later, or, of one in twelve, before; one in seven leaves.
    """
    questionnaire = load_catalogue(resource("questionnaires")).get(name)
    random = np.random.default_rng(seed)
    firms = synthesise(questionnaire, BANDS, groups, seed)
    codes = firms.codes.copy()
    due = np.where(
        random.random(groups) < 0.12, random.integers(4, QUARTERS, groups), random.integers(0, 4, groups)
    )
    start, rows, who, days = due.copy(), [], [], []
    for quarter in range(QUARTERS):
        now = due == quarter
        fresh = synthesise(questionnaire, BANDS, groups, seed + 100 + quarter).codes
        changed = (random.random(codes.shape) < 0.6) & (now & (quarter > start))[:, None]
        codes = np.where(changed, fresh, codes).astype(codes.dtype)
        rows.append(codes[now])
        who.append(np.flatnonzero(now))
        days += [FIRST.shifted(quarter).first] * int(now.sum())
        pause = np.where(random.random(groups) < 1 / 12, random.integers(1, 4, groups), 4)
        due = np.where(now, quarter + np.where(random.random(groups) < 1 / 7, NEVER, pause), due)
    scorer, group = Scorer(questionnaire), np.concatenate(who)
    found = measure(scorer, Viewer(questionnaire), np.concatenate(rows))
    scorer.close()
    paths, leaf = lay_out(
        *([band[at] for at in group] for band in (firms.industry, firms.size, firms.region))
    )
    number = (group + 1).astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    given = Contributions(
        instrument=instrument_of(questionnaire, found.nodes),
        paths=paths,
        leaf=leaf,
        score=found.score,
        staged=found.staged,
        group=number,
        round=np.arange(len(group), dtype=np.uint64),
        account=number,
        day=np.array(days, dtype="datetime64[D]"),
        synthetic=True,
    )
    return given, relations_of(questionnaire, found.nodes)
