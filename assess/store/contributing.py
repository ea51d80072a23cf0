"""Stored answers → what a benchmark edition may count (disclosure rule 1), scored when it is asked for.

What counts has the respondent's consent, which was not withdrawn, was accepted by somebody who vouches for it, comes from
a group that is known, and shows fewer than two signs of careless answers. Answers are read in blocks, column by column:
nothing is made for each of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING

import duckdb

from assess.errors import NotFound
from assess.store.connection import query
from assess.store.record import Model
from assess.store.refusal import Damaged

if TYPE_CHECKING:
    from assess.benchmark.contribution import Contributions
    from assess.questionnaire.model import Questionnaire
    from assess.scoring.panel import Panel

BLOCK = 16_384
"""Contributions read and scored at a time."""


def read_contributions(
    cursor: duckdb.DuckDBPyConnection,
    questionnaire: str,
    panel: Panel,
    models: Mapping[int, Model],
    *,
    synthetic: bool,
    content: str = "",
) -> Contributions:
    """What counts, of one content of a questionnaire, for scores of another content do not compare: that of a version or
    hash, or of the newest version that anything counts towards ("").

    Of a group's occasions that ended on one day the latest alone is here, by the time of its last form; no time of day
    leaves. Made-up ones count without anybody's word, each as a group of its own; they never mix with real ones. Raises
    NotFound where nothing counts, in the same words whatever is missing, and Conflict where that content cannot be had.
    """
    import numpy as np

    from assess.assessment.quality import KEEPS_OUT
    from assess.benchmark.contribution import Contributions, instrument_of
    from assess.benchmark.measure import measure
    from assess.store.code import codes_of

    wanted = {"questionnaire": questionnaire, "synthetic": synthetic, "keeps_out": KEEPS_OUT}
    cursor.execute("begin")  # both queries must see the same rows
    latest = cursor.execute(query("latest_hash"), wanted | {"content": content}).fetchall()
    if not latest:
        raise NotFound(
            "Nothing that was contributed counts yet.",
            where=f"{questionnaire} {content}".rstrip(),
            remedy="Collect or import assessments, and accept them: assess contribute list",
        )
    [(_, hash)] = latest
    found = panel.questionnaire(questionnaire, hash)
    scorer, viewer = panel.scorer(questionnaire, hash), panel.viewer(questionnaire, hash)
    chosen = {"models": alike(models, found), "synthetic": synthetic, "keeps_out": KEEPS_OUT}
    cursor.execute(query("counting"), chosen)
    paths = cursor.execute(query("path")).fetchall()
    marks = cursor.execute(query("contribution")).fetchnumpy()
    cursor.execute(query("contributed_answers"))
    with ThreadPoolExecutor(1) as scoring:  # one block is scored while the next is read
        waiting = [
            scoring.submit(measure, scorer, viewer, codes_of(found, [blob for (blob,) in rows]))
            for rows in iter(partial(cursor.fetchmany, BLOCK), [])
        ]
        measured = [each.result() for each in waiting]
    cursor.execute("commit")
    return Contributions(
        instrument=instrument_of(found, measured[0].nodes),
        paths=tuple(tuple(filter(None, bands)) for bands in paths),
        leaf=marks["leaf"],
        score=np.concatenate([block.score for block in measured]),
        staged=np.concatenate([block.staged for block in measured]),
        group=marks["party"],
        round=marks["round"],
        account=marks["account"],
        day=marks["day"].astype("datetime64[D]"),
        synthetic=synthetic,
    )


def alike(models: Mapping[int, Model], questionnaire: Questionnaire) -> list[int]:
    """The numbers of the models of one content; Damaged if one of them has its questions otherwise."""
    asked = tuple(question.id for question in questionnaire.questions)
    found = {number: model for number, model in models.items() if model.hash == questionnaire.hash}
    if any(model.questions != asked for model in found.values()):
        raise Damaged(
            "Assessments of one questionnaire content have different questions.", where=questionnaire.id
        )
    return list(found)
