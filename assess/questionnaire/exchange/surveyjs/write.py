"""A manuscript → a SurveyJS survey."""

from __future__ import annotations

import msgspec

from ...model import (
    ChoiceQuestion,
    Condition,
    Dimension,
    LevelQuestion,
    ManyQuestion,
    MatrixQuestion,
    NumberQuestion,
    Question,
    RowQuestion,
)
from ..condition import as_tree
from ..expression import Every, Not, Some, Tree, Unspeakable
from ..loss import note_scoring
from ..manuscript import Exported, Manuscript, Texts, Voices
from ..note import Notes

ROW_NAME = "row-name"
"""The column of a matrix that takes the name of a row."""


def write(manuscript: Manuscript) -> Exported:
    """The survey as JSON (UTF-8): a page a dimension, a panel a dimension within it."""
    notes = Notes()
    writing = _Writing(Voices(manuscript), notes)
    survey = writing.survey()
    note_scoring(manuscript, notes, keeps=frozenset({"values", "help", "limits of numbers"}))
    return Exported(content=msgspec.json.format(msgspec.json.encode(survey), indent=2), notes=notes.take())


class _Writing:
    def __init__(self, voices: Voices, notes: Notes) -> None:
        self.voices = voices
        self.notes = notes

    def survey(self) -> dict:
        questionnaire = self.voices.first
        return {
            "title": self._said(self.voices.head(lambda q: q.title)),
            "description": self._said(self.voices.head(lambda q: q.summary)),
            "locale": questionnaire.languages[0],
            "pages": [
                {"name": top.id} | self._about(top) | {"elements": self._elements(top)}
                for top in questionnaire.dimensions
            ],
        }

    def _said(self, texts: Texts) -> str | dict:
        first = self.voices.languages[0]
        if len(texts) == 1:
            return texts[first]
        return {"default": texts[first]} | {code: text for code, text in texts.items() if code != first}

    def _about(self, dimension: Dimension) -> dict:
        if dimension.why:
            self.notes.lost(dimension.id, "`why` is not carried.", "A page has a title and a description.")
        return {
            "title": self._said(self.voices.dimension(dimension.id, lambda d: d.title)),
            "description": self._said(self.voices.dimension(dimension.id, lambda d: d.summary)),
        }

    def _elements(self, dimension: Dimension) -> list[dict]:
        questions = [self._question(question) for question in dimension.questions]
        panels = [
            {"type": "panel", "name": inner.id} | self._about(inner) | {"elements": self._elements(inner)}
            for inner in dimension.dimensions
        ]
        return questions + panels

    def _question(self, question: Question) -> dict:
        said = {"name": question.id, "title": self._said(self.voices.question(question.id, lambda q: q.text))}
        if question.help:
            said["description"] = self._said(self.voices.question(question.id, lambda q: q.help))
        if question.when is not None and (condition := self._condition(question.id, question.when)):
            said["visibleIf"] = condition
        return self._kind(question) | said

    def _kind(self, question: Question) -> dict:
        if isinstance(question, LevelQuestion | ChoiceQuestion):
            return {"type": "radiogroup", "choices": self._choices(question), "showDontKnowItem": True}
        if isinstance(question, ManyQuestion):
            return {"type": "checkbox", "choices": self._choices(question), "showDontKnowItem": True}
        if isinstance(question, NumberQuestion):
            unit = self._said(self.voices.question(question.id, lambda q: q.unit))
            limits = {"min": question.min, "max": question.max, "step": question.step}
            return {
                "type": "text",
                "inputType": "number",
                "unit": unit,
                "direction": question.direction,
            } | limits
        if isinstance(question, MatrixQuestion):
            return self._matrix(question)
        return {"type": "comment", "maxLength": question.max_length}

    def _choices(self, question: LevelQuestion | ChoiceQuestion | ManyQuestion) -> list[dict]:
        choices = []
        own = (
            self.voices.first.options_of(question)
            if isinstance(question, ChoiceQuestion)
            else question.options
        )
        for i, (option, texts) in enumerate(zip(own, self.voices.options(question), strict=True)):
            choice = {"value": getattr(option, "id", i), "text": self._said(texts)}
            if isinstance(question, ChoiceQuestion):
                choice["score"] = option.value
            elif isinstance(question, ManyQuestion):
                choice |= {"isExclusive": True} if option.exclusive else {"score": option.weight}
            choices.append(choice)
        return choices

    def _matrix(self, question: MatrixQuestion) -> dict:
        heading = self._said(self.voices.question(question.id, lambda q: q.row))
        name = {"name": ROW_NAME, "title": heading, "cellType": "text", "isRequired": True, "isUnique": True}
        if question.suggestions:
            name["dataList"] = list(question.suggestions)
            if len(self.voices.languages) > 1:
                what = "Suggested rows are carried in the first language."
                self.notes.lost(question.id, what, "A column has one list for all languages.")
        columns = [self._column(question, i, part) for i, part in enumerate(question.questions)]
        rows = {"minRowCount": question.min_rows, "maxRowCount": question.max_rows}
        return {"type": "matrixdynamic", "columns": [name, *columns]} | rows

    def _column(self, question: MatrixQuestion, place: int, part: RowQuestion) -> dict:
        def said(get) -> str | dict:
            return self._said(self.voices.question(question.id, lambda q: get(q.questions[place])))

        if part.help:
            self.notes.lost(f"{question.id}, {part.id}", "`help` is not carried.", "A column has none.")
        choices = [
            {"value": rung, "text": said(lambda p, rung=rung: p.options[rung].text)}
            for rung in range(len(part.options))
        ]
        title = said(lambda p: p.text)
        return {"name": part.id, "title": title, "cellType": "radiogroup", "choices": choices}

    def _condition(self, id: str, condition: Condition) -> str:
        try:
            return spell(as_tree(condition, self.voices.first))
        except Unspeakable as error:
            self.notes.lost(id, "Its condition is not carried: it is always asked.", str(error))
            return ""


def spell(tree: Tree) -> str:
    """A tree as a SurveyJS expression."""
    if isinstance(tree, Every | Some):
        word = " and " if isinstance(tree, Every) else " or "
        return word.join(f"({spell(part)})" for part in tree.parts)
    if isinstance(tree, Not):
        return f"!({spell(tree.part)})"
    values = [f"'{value}'" if isinstance(value, str) else f"{value:g}" for value in tree.values]
    if tree.operator == ">=":
        return f"{{{tree.name}}} >= {values[0]}"
    return f"{{{tree.name}}} anyof [{', '.join(values)}]"
