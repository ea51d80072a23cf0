"""A server for `submitting`: the real application, durable or forgetful, with drafts ready to be submitted.

python -m tests.bench.server PORT FOLDER DRAFTS durable|forgetful
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import uvicorn

from assess.assessment.code import decode
from assess.assessment.model import State
from assess.assessment.synth import Population, synthesise
from assess.questionnaire.catalogue import load_catalogue
from assess.resource import resource
from assess.scoring.panel import Panel
from assess.settings import Settings
from assess.store.ledger import Ledger
from assess.store.store import Store
from assess.web.app import create_app
from assess.web.desk import Desk

QUESTIONNAIRE = "cx-maturity"


def main(port: int, folder: Path, drafts: int, kind: str) -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    if kind == "forgetful":
        Ledger._insert = lambda self, group: None  # everything is done but the storing
    settings = Settings(data=folder, questionnaires=resource("questionnaires"), port=port)
    catalogue = load_catalogue(settings.questionnaires)
    panel = Panel(catalogue.questionnaires)
    found = catalogue.get(QUESTIONNAIRE)
    batch = synthesise(found, Population(), 50, 1)
    answers = [
        {name: answer for name, answer in decode(found, codes).items() if answer.state is State.ANSWERED}
        for codes in batch.codes
    ]
    profile = {"industry": "C", "size": "medium", "region": "eu-west"}
    with Store.open(settings.database, score=panel.score) as store:
        begun = [
            store.begin(
                questionnaire=found.id, version=found.version, hash=found.hash, language="en", profile=profile
            )
            for _ in range(drafts)
        ]
        tokens = [future.result().token for future in begun]
        saves = [
            store.save(token, base=0, changes=answers[i % len(answers)]) for i, token in enumerate(tokens)
        ]
        for future in saves:
            future.result()
        (folder / "tokens").write_text("\n".join(tokens))
        uvicorn.run(
            create_app(Desk(catalogue, panel, store, settings)),
            port=port,
            log_level="error",
            access_log=False,
        )


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
