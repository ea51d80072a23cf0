"""A manuscript → an XLSForm workbook."""

from __future__ import annotations

from io import BytesIO

from ....language import LANGUAGES
from ...model import (
    ChoiceQuestion,
    Condition,
    Dimension,
    LevelQuestion,
    ManyQuestion,
    MatrixQuestion,
    NumberQuestion,
    Question,
)
from ..condition import as_tree
from ..expression import Every, Not, Some, Test, Tree, Unspeakable
from ..loss import note_scoring
from ..manuscript import Exported, Manuscript, Texts, Voices
from ..note import Notes

SUMMARY, ROW_NAME = "summary", "row-name"
"""Ends of the names of notes that hold a summary, and of the question for the name of a matrix's row."""
KEPT = frozenset({"help", "why a question is asked"})

Row = dict[str, str]


def write(manuscript: Manuscript) -> Exported:
    """The workbook (.xlsx): a group a dimension, a repeat a matrix, a note for each summary."""
    notes = Notes()
    writing = _Writing(Voices(manuscript), notes)
    writing.form()
    note_scoring(manuscript, notes, keeps=KEPT)
    sheets = {"survey": writing.survey, "choices": writing.choices, "settings": [writing.settings()]}
    return Exported(content=_workbook(sheets), notes=notes.take())


def heading_of(column: str, code: str) -> str:
    """The heading of a translated column: `label::Polski (pl)`."""
    known = LANGUAGES.get(code)
    return f"{column}::{known.name if known else code} ({code})"


class _Writing:
    def __init__(self, voices: Voices, notes: Notes) -> None:
        self.voices = voices
        self.notes = notes
        self.survey: list[Row] = []
        self.choices: list[Row] = []
        self._lists: set[str] = set()

    def settings(self) -> Row:
        questionnaire = self.voices.first
        if len(self.voices.languages) > 1:
            what = "The title is carried in the first language."
            self.notes.lost("title", what, "A form has one title.")
        return {
            "form_title": questionnaire.title,
            "form_id": questionnaire.id,
            "version": questionnaire.version,
            "default_language": heading_of("", questionnaire.languages[0]).removeprefix("::"),
        }

    def form(self) -> None:
        self._row("note", SUMMARY, label=self.voices.head(lambda q: q.summary))
        for dimension in self.voices.first.dimensions:
            self._dimension(dimension)

    def _row(self, kind: str, name: str, /, **fields: Texts | str) -> None:
        row = {"type": kind, "name": name}
        for field, value in fields.items():
            if isinstance(value, str):
                row |= {field: value} if value else {}
            else:
                row |= {heading_of(field, code): text for code, text in value.items()}
        self.survey.append(row)

    def _dimension(self, dimension: Dimension) -> None:
        self._row("begin_group", dimension.id, label=self.voices.dimension(dimension.id, lambda d: d.title))
        summary = self.voices.dimension(dimension.id, lambda d: d.summary)
        self._row("note", f"{dimension.id}.{SUMMARY}", label=summary)
        if dimension.why:
            self.notes.lost(dimension.id, "`why` is not carried.", "A group has a label.")
        for question in dimension.questions:
            self._question(question)
        for inner in dimension.dimensions:
            self._dimension(inner)
        self._row("end_group", dimension.id)

    def _question(self, question: Question) -> None:
        said = {
            "label": self.voices.question(question.id, lambda q: q.text),
            "hint": self.voices.question(question.id, lambda q: q.help),
            "guidance_hint": self.voices.question(question.id, lambda q: q.why),
            "relevant": self._condition(question.id, question.when) if question.when else "",
        }
        if isinstance(question, LevelQuestion | ChoiceQuestion):
            name = getattr(question, "scale", None) or question.id
            self._list(name, question)
            self._row(f"select_one {name}", question.id, **said)
        elif isinstance(question, ManyQuestion):
            self._list(question.id, question)
            self._row(f"select_multiple {question.id}", question.id, **said, constraint=_alone(question))
        elif isinstance(question, NumberQuestion):
            self._number(question, said)
        elif isinstance(question, MatrixQuestion):
            self._matrix(question, said)
        else:
            limit = f"string-length(.) <= {question.max_length}"
            self._row("text", question.id, **said, constraint=limit)

    def _number(self, question: NumberQuestion, said: dict) -> None:
        is_whole = all(float(value).is_integer() for value in (question.min, question.max, question.step))
        if question.step != 1:
            self.notes.lost(question.id, "The step is not carried.", "A number has limits, not steps.")
        self._row(
            "integer" if is_whole else "decimal",
            question.id,
            **said,
            unit=self.voices.question(question.id, lambda q: q.unit),
            direction=question.direction,
            constraint=f". >= {question.min:g} and . <= {question.max:g}",
        )

    def _matrix(self, question: MatrixQuestion, said: dict) -> None:
        what = "Numbers and suggested names of rows are not carried."
        self.notes.lost(question.id, what, "A repeat has neither.")
        self._row("begin_repeat", question.id, **said)
        heading = self.voices.question(question.id, lambda q: q.row)
        self._row("text", f"{question.id}.{ROW_NAME}", label=heading)
        for place, part in enumerate(question.questions):
            name = f"{question.id}.{part.id}"
            for rung in range(len(part.options)):
                texts = self.voices.question(
                    question.id, lambda q, at=place, rung=rung: q.questions[at].options[rung].text
                )
                self._choice(name, str(rung), texts)
            label = self.voices.question(question.id, lambda q, at=place: q.questions[at].text)
            hint = self.voices.question(question.id, lambda q, at=place: q.questions[at].help)
            self._row(f"select_one {name}", name, label=label, hint=hint)
        self._row("end_repeat", question.id)

    def _list(self, name: str, question: LevelQuestion | ChoiceQuestion | ManyQuestion) -> None:
        if name in self._lists:
            return
        self._lists.add(name)
        own = (
            self.voices.first.options_of(question)
            if isinstance(question, ChoiceQuestion)
            else question.options
        )
        for i, (option, texts) in enumerate(zip(own, self.voices.options(question), strict=True)):
            score = ""
            if isinstance(question, ChoiceQuestion):
                score = f"{option.value:g}"
            elif isinstance(question, ManyQuestion) and not option.exclusive:
                score = f"{option.weight:g}"
            self._choice(name, getattr(option, "id", str(i)), texts, score)

    def _choice(self, name: str, value: str, texts: Texts, score: str = "") -> None:
        labels = {heading_of("label", code): text for code, text in texts.items()}
        self.choices.append({"list_name": name, "name": value, **labels, "score": score})

    def _condition(self, id: str, condition: Condition) -> str:
        try:
            return self._spell(as_tree(condition, self.voices.first))
        except Unspeakable as error:
            self.notes.lost(id, "Its condition is not carried: it is always asked.", str(error))
            return ""

    def _spell(self, tree: Tree) -> str:
        """A tree as an XPath expression."""
        if isinstance(tree, Every | Some):
            word = " and " if isinstance(tree, Every) else " or "
            return word.join(f"({self._spell(part)})" for part in tree.parts)
        if isinstance(tree, Not):
            return f"not({self._spell(tree.part)})"
        return self._test(tree)

    def _test(self, test: Test) -> str:
        values = [value if isinstance(value, str) else f"{value:g}" for value in test.values]
        if test.operator == ">=":
            return f"${{{test.name}}} >= {values[0]}"
        several = isinstance(self.voices.first.question[test.name], ManyQuestion)
        tests = [
            f"selected(${{{test.name}}}, '{value}')" if several else f"${{{test.name}}} = '{value}'"
            for value in values
        ]
        return tests[0] if len(tests) == 1 else "(" + " or ".join(tests) + ")"


def _alone(question: ManyQuestion) -> str:
    """The constraint that keeps an exclusive option alone."""
    alone = [tick.id for tick in question.options if tick.exclusive]
    return " and ".join(f"not(selected(., '{id}') and count-selected(.) > 1)" for id in alone)


def _workbook(sheets: dict[str, list[Row]]) -> bytes:
    """Every cell is text: one that begins with “=” is no formula."""
    import xlsxwriter

    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    target = BytesIO()
    with xlsxwriter.Workbook(target, plain) as workbook:
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            columns = _columns(rows)
            sheet.write_row(0, 0, columns)
            for at, row in enumerate(rows, start=1):
                for place, column in enumerate(columns):
                    if text := row.get(column):
                        sheet.write_string(at, place, text)
    return target.getvalue()


def _columns(rows: list[Row]) -> list[str]:
    """Every column once; those of one kind beside each other."""
    found = list(dict.fromkeys(column for row in rows for column in row))
    kinds = list(dict.fromkeys(column.split("::")[0] for column in found))
    return [column for kind in kinds for column in found if column.split("::")[0] == kind]
