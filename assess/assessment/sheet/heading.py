"""The first row of a sheet → which column is what. A heading that means nothing is an error, not a silence.

`id` (where it is missing, ids are made from the file's content and the row, so that a file imported twice
shows), `industry`, `size`, `region`, `synthetic` (yes for made-up data), `organisation` and `role` of a
respondent, the corporate `group` of that organisation, the `account` that brings it in, and the questions by
id. `problem`, which a file of bad rows has, is not read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from assess.assessment.batch import Batch
from assess.assessment.formula import unescape
from assess.assessment.sheet.grid import InvalidSheet
from assess.questionnaire.model import Questionnaire

BANDS = ("industry", "size", "region")
PEOPLE = ("organisation", "role", "group", "account")
"""Who answered: needed to score several respondents of one organisation together, and to count a corporate group once;
never stored but as keyed hashes."""

PROBLEM = "problem"
RESERVED = ("id", *BANDS, "synthetic", *PEOPLE, PROBLEM)
LISTED = 10


def find_columns(header: Sequence[str], questionnaire: Questionnaire, sheet: str) -> dict[str, int]:
    """The place of each column by its name; capitals and spaces around a heading do not matter.

    Columns without a heading are left out: `read_block` objects if they hold anything. Raises `InvalidSheet`
    that names every heading that is unknown, with what it might have been, or stands twice.
    """
    refuse_clash(questionnaire)
    place: dict[str, int] = {}
    wrong: list[str] = []
    for position, cell in enumerate(header):
        name = unescape(cell.strip()).casefold()
        if name in place:
            wrong.append(f"The column `{name}` stands twice.")
        elif name in RESERVED or name in questionnaire.question:
            place[name] = position
        elif name:
            wrong.append(_unknown(cell.strip(), questionnaire))
    if wrong:
        remedy = "Rename these columns, or remove them; a sheet that is exported shows all that there are."
        raise InvalidSheet(" ".join(wrong[:LISTED]), where=f"{sheet}, first row", remedy=remedy)
    if not place.keys() & questionnaire.question.keys():
        remedy = f"Give each column the id of its question, such as `{questionnaire.questions[0].id}`."
        raise InvalidSheet(f"No column is a question of {questionnaire.id}.", where=sheet, remedy=remedy)
    return place


def read_width(place: Mapping[str, int]) -> int:
    """How many cells a row needs to reach the last column that is read."""
    return 1 + max(position for name, position in place.items() if name != PROBLEM)


def refuse_clash(questionnaire: Questionnaire) -> None:
    """Raise `InvalidSheet` for a questionnaire with a question named like one of our own columns."""
    clash = [name for name in RESERVED if name in questionnaire.question]
    if clash:
        what = f"A sheet's own column and a question are both called `{clash[0]}`."
        raise InvalidSheet(what, where=questionnaire.id, remedy="Rename the question.")


def _unknown(heading: str, questionnaire: Questionnaire) -> str:
    known = [*RESERVED[:-1], *questionnaire.question]
    near = get_close_matches(heading.casefold(), known, n=3)
    hint = f" Is it {' or '.join(f'`{name}`' for name in near)}?" if near else ""
    return f"There is no column `{heading[:60]}`.{hint}"


def note_missing(questionnaire: Questionnaire, place: Mapping[str, int], batch: Batch) -> tuple[str, ...]:
    """What a sheet may leave out, and did: questions without a column, and assessments without a band."""
    missing = [name for name in questionnaire.question if name not in place]
    notes = [f"No column, so unanswered: {_listed(missing)}."] if missing else []
    for field, bands in zip(BANDS, (batch.industry, batch.size, batch.region), strict=True):
        if (count := bands.count("")) > 0:
            notes.append(f"{count:,} assessments have no {field}.")
    return tuple(notes)


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - LISTED} more" if len(names) > LISTED else ""
    return ", ".join(names[:LISTED]) + more
