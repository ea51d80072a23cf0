"""An answer to a `matrix`: rows of rungs → one value, and rows ↔ the text that travels where texts do.

Pure. The value is the mean over the rows of the mean over a row's questions, in [0, 1]; what is unknown counts 0, or
is left out, as the question's policy for “don't know” says.
"""

from __future__ import annotations

from fractions import Fraction

import msgspec

from ..errors import InvalidAnswer
from ..language import gettext as _
from ..language import ngettext
from ..learnt import learnt
from ..questionnaire.model import MatrixQuestion, Questionnaire, Row

GRID = 27_720
"""Steps between the worst value and the best in a code: the least common multiple of 1 to 12."""

_decode = msgspec.json.Decoder(learnt(list[Row])).decode
_encode = msgspec.json.Encoder().encode


def share_of_rows(questionnaire: Questionnaire, question: MatrixQuestion, value: object) -> Fraction | None:
    """The value of the rows in [0, 1]; None where all is unknown and the policy leaves that out.

    A value that is no list is the share itself, from a batch that has no rows.
    """
    if not isinstance(value, list):
        return Fraction(value)  # type: ignore[arg-type]
    counts_as_worst = questionnaire.policy_of(question).unknown == "zero"
    rows = [shares for row in value if (shares := _shares(question, row, counts_as_worst))]
    if not rows:
        return None
    return sum((sum(shares, Fraction(0)) / len(shares) for shares in rows), Fraction(0)) / len(rows)


def _shares(question: MatrixQuestion, row: Row, counts_as_worst: bool) -> list[Fraction]:
    shares = []
    for part in question.questions:
        rung = row.answers[part.id]
        if rung != "unknown":
            shares.append(Fraction(rung, len(part.options) - 1))
        elif counts_as_worst:
            shares.append(Fraction(0))
    return shares


def write_rows(value: object) -> str:
    """The rows as JSON, to stand in a cell or beside codes; "" where they are not known."""
    return _encode(value).decode() if isinstance(value, list) else ""


def read_rows(question: MatrixQuestion, text: str) -> list[Row]:
    """The rows that `write_rows` wrote, or somebody like it. Raises `InvalidAnswer`; nothing else is checked yet."""
    try:
        return _decode(text)
    except msgspec.MsgspecError as error:
        part = question.questions[0].id
        raise InvalidAnswer(
            _("This is no list of rows ({reason}).").format(reason=error),
            where=question.id,
            remedy=_("Write rows as {example}.").format(
                example=f'[{{"name": "…", "answers": {{"{part}": 0}}}}]'
            ),
        ) from None


def check_rows(question: MatrixQuestion, value: object) -> None:
    """Raise `InvalidAnswer` unless these are rows that the question allows."""
    if not isinstance(value, list) or not all(isinstance(row, Row) for row in value):
        what = _("{value} is no list of rows.").format(value=repr(value))
        raise _refusal(question, what, _("Send rows, each with its name and its answers."))
    if not question.min_rows <= len(value) <= question.max_rows:
        what = ngettext("{n} row was given.", "{n} rows were given.", len(value)).format(n=len(value))
        remedy = _("Rows: at least {least}, at most {most}.")
        raise _refusal(question, what, remedy.format(least=question.min_rows, most=question.max_rows))
    names: set[str] = set()
    for row in value:
        name = row.name.strip()
        if not name or len(row.name) > MAX_NAME:
            what = _("A row has no name.") if not name else _("The name of a row is too long.")
            remedy = _("Give each row a name; it may have this many characters: {limit}.")
            raise _refusal(question, what, remedy.format(limit=MAX_NAME))
        if name.casefold() in names:
            what = _("Two rows are called “{name}”.").format(name=name)
            raise _refusal(question, what, _("Give each row a name of its own."))
        names.add(name.casefold())
        _check_row(question, row)


MAX_NAME = 80


def _check_row(question: MatrixQuestion, row: Row) -> None:
    known = {part.id: part for part in question.questions}
    for name in row.answers:
        if name not in known:
            what = _("`{name}` is not asked about “{row}”.").format(name=name, row=row.name)
            remedy = _("Use each of these once: {known}.").format(known=", ".join(known))
            raise _refusal(question, what, remedy)
    for name, part in known.items():
        rung, top = row.answers.get(name), len(part.options) - 1
        remedy = _("Use a whole number from 0 to {top}, or unknown.").format(top=top)
        if rung is None:
            what = _("“{question}” is open for “{row}”.").format(question=part.text, row=row.name)
            raise _refusal(question, what, remedy)
        if rung != "unknown" and (
            isinstance(rung, bool) or not isinstance(rung, int) or not 0 <= rung <= top
        ):
            what = _("{value} is off the scale of “{question}”.").format(value=repr(rung), question=part.text)
            raise _refusal(question, what, remedy)


def _refusal(question: MatrixQuestion, what: str, remedy: str) -> InvalidAnswer:
    return InvalidAnswer(what, where=question.id, remedy=remedy)
