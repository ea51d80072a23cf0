"""The sheets of an XLSForm → a manuscript. Rows that ask nothing of ours are noted and left out.

Sheets come as rows of text: a formula as its text, never its result.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ....errors import AssessError
from ...model import (
    Behaviour,
    Condition,
    Dimension,
    LevelQuestion,
    MatrixQuestion,
    NumberQuestion,
    Option,
    Question,
    Questionnaire,
    RowQuestion,
    TextQuestion,
)
from ...translate import HEAD
from ..choosing import Offer, as_many, as_options, as_single
from ..condition import Known, as_condition
from ..draft import LINE, Tongue, as_dimension, as_questionnaire, assemble
from ..expression import Unspeakable, parse
from ..manuscript import Imported
from ..naming import Names
from .constraint import find_alone, find_length, find_limits
from .sheet import Line, Sheets, read_sheets
from .write import ROW_NAME, SUMMARY

SHEETS = ("survey", "choices", "settings")
MAX_DEPTH = 20

_FIELDS = ("type", "name", "relevant", "constraint", "direction", "label", "hint", "guidance_hint", "unit")
UNASKED = "Nothing here scores it or shows it."


def read(sheets: Mapping[str, Sequence[Sequence[str]]], name: str) -> Imported:
    """The form in these sheets; `name` becomes the questionnaire's id where the settings have none."""
    found = read_sheets(sheets, name)

    def build(tongue: Tongue) -> Questionnaire:
        return _Reading(found, tongue).form(name)

    return assemble(found.codes, build)


class _Reading:
    """One walk through the survey in one language."""

    def __init__(self, sheets: Sheets, tongue: Tongue) -> None:
        self.sheets = sheets
        self.tongue = tongue
        self.notes = tongue.notes
        self.names = Names(self.notes, reserved=frozenset({"overall", "profile"}))
        self.known: dict[str, Known] = {}
        self.scales: dict[str, tuple[Option, ...]] = {}
        self.at = 0

    def form(self, name: str) -> Questionnaire:
        for note in self.sheets.notes:
            self.notes.lost(note.place, note.what, note.why)
        settings = self.sheets.settings
        title = settings.get("form_title") or name
        top = self._summary(None)
        questions, dimensions = self._inside((), "", 0)
        if questions:
            id = self.names.give("questions", "survey")
            whole = as_dimension(self.tongue, id, "survey", title=title, questions=tuple(questions))
            dimensions = [*([whole] if whole else []), *dimensions]
        if not dimensions:
            raise AssessError(
                "No question of this form can be carried.",
                where=name,
                remedy="It needs a `select_one`, a `select_multiple`, a number or a repeat.",
            )
        version = settings.get("version", "")
        if version and not re.fullmatch(r"\d+\.\d+\.\d+", version):
            self.notes.lost(
                "settings", f"The version `{version[:40]}` is not carried.", "Ours has three numbers."
            )
            version = ""
        return as_questionnaire(
            self.tongue,
            id=settings.get("form_id") or name,
            title=title,
            summary=top,
            version=version,
            dimensions=tuple(dimensions),
            scales=self.scales,
        )

    def _next(self) -> Line | None:
        if self.at >= len(self.sheets.survey):
            return None
        self.at += 1
        return self.sheets.survey[self.at - 1]

    def _summary(self, group: str | None) -> dict[str, str]:
        """The texts of a note that comes first: what the form or group is about."""
        if self.at < len(self.sheets.survey) and (line := self.sheets.survey[self.at]).kind == "note":
            wanted = SUMMARY if group is None else f"{group}.{SUMMARY}"
            if group is not None or line["name"] == wanted:
                self.at += 1
                return line.texts("label")
        return {}

    def _inside(
        self, above: tuple[Condition, ...], group: str, depth: int
    ) -> tuple[list[Question], list[Dimension]]:
        """What stands until the group ends: its questions, and the groups within."""
        questions: list[Question] = []
        dimensions: list[Dimension] = []
        while (line := self._next()) is not None:
            if line.kind == "end_group":
                if depth == 0:
                    raise AssessError(
                        "A group ends that did not begin.", where=line.place, remedy="Remove the row."
                    )
                return questions, dimensions
            if line.kind == "begin_group":
                if depth >= MAX_DEPTH:
                    raise AssessError("Groups lie too deep.", where=line.place, remedy="Nest fewer of them.")
                found = self._group(line, above, depth)
                dimensions += [found] if found else []
                continue
            if asked := self._question(line, above):
                questions.append(asked.question)
                if dimensions:
                    self.notes.changed(
                        line.place, "It comes before the groups.", "A dimension asks its own first."
                    )
        if depth:
            what = f"The group `{group[:60]}` does not end."
            raise AssessError(what, where="survey", remedy="Add a row `end_group`.")
        return questions, dimensions

    def _group(self, line: Line, above: tuple[Condition, ...], depth: int) -> Dimension | None:
        id = self.names.give(line["name"] or "group", line.place)
        here = self._when(line, id, above)
        summary = self._summary(line["name"])
        questions, dimensions = self._inside(here, line["name"], depth + 1)
        line.note_rest(_FIELDS, self.notes, UNASKED)
        return as_dimension(
            self.tongue,
            id,
            line.place,
            title=line.texts("label"),
            summary=summary,
            questions=tuple(questions),
            dimensions=tuple(dimensions),
        )

    def _when(self, line: Line, id: str, above: tuple[Condition, ...]) -> tuple[Condition, ...]:
        if not line["relevant"]:
            return above
        try:
            return (*above, as_condition(parse(line["relevant"]), self.known))
        except Unspeakable as error:
            self.notes.lost(id, "Its condition is not carried: it is always asked.", str(error))
            return above

    def _question(self, line: Line, above: tuple[Condition, ...]) -> Known | None:
        word, _, rest = line.kind.partition(" ")
        make = {
            "select_one": self._single,
            "select_multiple": self._many,
            "integer": self._number,
            "decimal": self._number,
            "text": self._words,
            "begin_repeat": self._matrix,
        }.get(word)
        if make is None:
            what = f"A row of the type `{line.kind[:40]}` is not carried."
            self.notes.lost(line["name"] or line.place, what, "No type of ours asks this.")
            return None
        id = self.names.give(line["name"] or "question", line.place)
        conditions = self._when(line, id, above)
        fields: dict = {
            "id": id,
            "text": self.tongue.say(line.texts("label"), id, id, instead=line["name"] or id),
            "help": self.tongue.maybe(line.texts("hint"), id, id),
            "why": self.tongue.maybe(line.texts("guidance_hint"), id, id),
        }
        if conditions:
            fields["when"] = conditions[0] if len(conditions) == 1 else Condition(all=conditions)
        found = make(line, rest.split()[0] if rest else "", fields)
        line.note_rest(_FIELDS, self.notes, UNASKED)
        if found is not None:
            self.known.setdefault(line["name"], found)
        return found

    def _single(self, line: Line, name: str, fields: dict) -> Known | None:
        offers = self._offers(name, line)
        is_shared = name != line["name"] and not all(isinstance(offer.value, int) for offer in offers)
        if is_shared and len(offers) > 1 and name not in self.scales:
            self.scales[name] = as_options(self.tongue, offers, f"choices, {name}", HEAD)
        self._note_constraint(line)
        scale = (name, self.scales[name]) if is_shared and name in self.scales else None
        return as_single(self.tongue, offers, fields["id"], fields, scale=scale)

    def _many(self, line: Line, name: str, fields: dict) -> Known | None:
        constraint = line["constraint"]
        alone, says_more = find_alone(constraint)
        if says_more:
            self._note_constraint(line)
        offers = [
            Offer(value=offer.value, texts=offer.texts, score=offer.score, exclusive=offer.value in alone)
            for offer in self._offers(name, line, texts=True)
        ]
        return as_many(self.tongue, offers, fields["id"], fields)

    def _number(self, line: Line, name: str, fields: dict) -> Known:
        id, limits = fields["id"], find_limits(line["constraint"])
        if limits is None:
            self._note_constraint(line)
            self.notes.default(id, "Numbers from 0 to 100 can be given.", "The file does not say the limits.")
        low, high = limits or (0.0, 100.0)
        direction = line["direction"]
        if direction not in ("high", "low"):
            self.notes.default(id, "A high number is good.", "The file does not say which end is good.")
            direction = "high"
        step = (
            1 if line.kind == "integer" else 0.01 if (high - low) * 100 <= 10_000 else (high - low) / 10_000
        )
        unit = self.tongue.say(line.texts("unit"), id, f"{id}, unit", limit=LINE, instead="units")
        return Known(NumberQuestion(**fields, unit=unit, direction=direction, min=low, max=high, step=step))

    def _words(self, line: Line, name: str, fields: dict) -> Known:
        length = find_length(line["constraint"])
        if length is None:
            self._note_constraint(line)
        return Known(TextQuestion(**fields, max_length=length or 2000))

    def _note_constraint(self, line: Line) -> None:
        if line["constraint"]:
            self.notes.lost(
                line["name"], "Its constraint is not carried.", "Questions of ours have fixed ones."
            )

    def _matrix(self, line: Line, name: str, fields: dict) -> Known | None:
        """A repeat of a text and questions with options, until it ends."""
        id, row, parts = fields["id"], {}, []
        names = Names(self.notes)
        while (inner := self._next()) is not None and inner.kind != "end_repeat":
            word, _, rest = inner.kind.partition(" ")
            if word in ("begin_repeat", "begin_group", "end_group"):
                raise AssessError(
                    "A repeat holds groups, or does not end.",
                    where=inner.place,
                    remedy="Ask its questions one after another.",
                )
            if word == "text" and not row:
                row = inner.texts("label")
            elif word == "select_one" and len(parts) < 8:
                parts += self._part(inner, rest.split()[0] if rest else "", line["name"], id, names)
            else:
                what = f"A row of the type `{inner.kind[:40]}` is not carried."
                self.notes.lost(inner.place, what, "A matrix asks up to 8 questions with options.")
        if not parts:
            self.notes.lost(id, "A repeat without options is not carried.", "There is nothing to choose.")
            return None
        heading = self.tongue.say(row, id, f"{id}, {ROW_NAME}", limit=LINE, instead="Row")
        return Known(MatrixQuestion(**fields, row=heading, questions=tuple(parts)))

    def _part(self, line: Line, choices: str, outer: str, id: str, names: Names) -> list[RowQuestion]:
        name = names.give(line["name"].removeprefix(f"{outer}.") or "part", line.place)
        place = f"{id}, {name}"
        made = as_single(self.tongue, self._offers(choices, line), place, {"id": id, "text": ""})
        options = getattr(made.question, "options", ()) if made else ()
        if not 2 <= len(options) <= 10:
            self.notes.lost(place, "It is not carried.", "A row is answered by 2 to 10 rungs.")
            return []
        if not isinstance(made.question, LevelQuestion):
            self.notes.changed(place, "Its options become rungs.", "A row is answered by rungs.")
        rungs = tuple(Behaviour(text=option.text) for option in options)
        text = self.tongue.say(line.texts("label"), id, place, instead=name)
        hint = self.tongue.maybe(line.texts("hint"), id, place)
        return [RowQuestion(id=name, text=text, help=hint, options=rungs)]

    def _offers(self, name: str, line: Line, *, texts: bool = False) -> list[Offer]:
        """The options of a list; whole numbers as such, unless all values are wanted as texts."""
        offers = []
        if name not in self.sheets.choices:
            self.notes.lost(line.place, f"There is no list `{name[:60]}`.", "Its options stand in `choices`.")
        for choice in self.sheets.choices.get(name, ()):
            value = choice["name"]
            is_whole = not texts and value.isascii() and value.isdigit() and len(value) < 9
            offers.append(
                Offer(
                    value=int(value) if is_whole else value,
                    texts=choice.texts("label") or value,
                    score=choice.number("score"),
                )
            )
        return offers
