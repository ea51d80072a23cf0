"""Single elements of a survey → questions of ours: options, ratings, grids, rows, numbers, texts."""

from __future__ import annotations

from collections.abc import Callable

from ...model import (
    Behaviour,
    LevelQuestion,
    MatrixQuestion,
    NumberQuestion,
    Option,
    RowQuestion,
    TextQuestion,
)
from ...translate import HEAD
from ..choosing import Offer, as_many, as_options, as_single
from ..condition import Known
from ..draft import LINE, NAME, Tongue
from ..manuscript import Texts
from ..naming import Names, slug
from ..node import Node

SINGLE, SEVERAL = ("radiogroup", "dropdown"), ("checkbox", "tagbox")
LOOKS = (
    "type", "width", "minWidth", "maxWidth", "startWithNewLine", "colCount", "renderAs", "showNumber", "indent",
    "titleLocation", "descriptionLocation", "state", "questionsOnPageMode", "showProgressBar", "progressBarType",
    "widthMode", "headerView", "logoPosition", "showQuestionNumbers", "rows", "autoGrow", "searchEnabled", "cellType",
    "rateType", "rateDisplayMode", "displayMode", "showDontKnowItem", "showTitle", "itemSize", "addRowText",
)  # fmt: skip
"""How a survey looks and what its buttons are called: nothing that is asked."""
UNASKED = "Nothing here scores it or shows it."
MAX_ROWS, MAX_STEPS = 20, 100

Make = Callable[[Node, str, dict], list[Known]]


class Elements:
    """Makes questions in one language; `scales` gathers what several of them share."""

    def __init__(self, codes: dict[str, str], tongue: Tongue, names: Names) -> None:
        self.codes = codes
        self.tongue = tongue
        self.notes = tongue.notes
        self.names = names
        self.scales: dict[str, tuple[Option, ...]] = {}

    def said(self, node: Node, field: str) -> Texts:
        """A text by our codes: SurveyJS writes the default locale as `default`, or as the text alone."""
        found = node.raw(field)
        if isinstance(found, str):
            return {self.tongue.first: found}
        return {
            self.tongue.first if tag == "default" else self.codes[tag]: text
            for tag, text in (found.items() if isinstance(found, dict) else ())
            if isinstance(text, str) and (tag == "default" or tag in self.codes)
        }

    def maker(self, kind: str) -> Make | None:
        """What makes questions of an element of this type, from its node, id and common fields; None for no type."""
        if kind in SINGLE:
            return lambda node, id, fields: _one(
                as_single(self.tongue, self._offers(node, "choices"), id, fields)
            )
        if kind in SEVERAL:
            return lambda node, id, fields: _one(as_many(self.tongue, self._ticks(node), id, fields))
        known = {
            "rating": self._rating,
            "boolean": self._boolean,
            "matrix": self._grid,
            "matrixdynamic": self._matrix,
            "text": self._line,
            "comment": self._words,
        }
        return known.get(kind)

    def _offers(self, node: Node, field: str) -> list[Offer]:
        offers = []
        for place, item in enumerate(node.list(field)):
            choice = Node(
                item if isinstance(item, dict) else {"value": item},
                f"{node.place}.{field}[{place}]",
                self.notes,
            )
            value = choice.raw("value")
            if isinstance(value, bool) or not isinstance(value, str | int | float) or value == "":
                self.notes.lost(choice.place, "An option without a value is not carried.", "It needs one.")
                continue
            texts = self.said(choice, "text") or str(value)
            score, exclusive = choice.number("score"), choice.flag("isExclusive")
            offers.append(Offer(value=value, texts=texts, score=score, exclusive=exclusive))
            choice.rest(UNASKED)
        return offers

    def _ticks(self, node: Node) -> list[Offer]:
        offers = self._offers(node, "choices")
        if node.flag("showNoneItem") or node.flag("hasNone"):
            texts = self.said(node, "noneText") or "None"
            offers.append(Offer(value="none", texts=texts, exclusive=True))
        return offers

    def _rating(self, node: Node, id: str, fields: dict) -> list[Known]:
        offers = self._offers(node, "rateValues")
        low, high, step = (node.number(name) for name in ("rateMin", "rateMax", "rateStep"))
        count = node.number("rateCount")
        if not offers:
            low, step = 1 if low is None else low, step or 1
            high = high if high is not None else low + ((count or 5) - 1) * step
            steps = int(min((high - low) / step, MAX_STEPS)) if step > 0 and high > low else 0
            ends = {0: "minRateDescription", steps: "maxRateDescription"}
            for i in range(steps + 1):
                value = round(low + i * step, 6)
                texts = self.said(node, ends[i]) if i in ends else {}
                offers.append(Offer(value=value, texts=texts or f"{value:g}"))
        return _one(as_single(self.tongue, offers, id, fields))

    def _boolean(self, node: Node, id: str, fields: dict) -> list[Known]:
        labels = (("false", "labelFalse", "No", 0), ("true", "labelTrue", "Yes", 1))
        offers = [
            Offer(value=value, texts=self.said(node, field) or text, score=score)
            for value, field, text, score in labels
        ]
        self.notes.default(id, "“Yes” is worth 1 and “No” 0.", "The file does not say which is good.")
        return _one(as_single(self.tongue, offers, id, fields))

    def _line(self, node: Node, id: str, fields: dict) -> list[Known]:
        kind = node.text("inputType", "text")
        if kind in ("number", "range"):
            return [Known(self._number(node, id, fields))]
        if kind != "text":
            self.notes.changed(
                id, f"An input for `{kind[:40]}` becomes a text.", "Texts are kept as they are."
            )
        return self._words(node, id, fields)

    def _words(self, node: Node, id: str, fields: dict) -> list[Known]:
        length = node.number("maxLength")
        limit = min(max(int(length), 1), 10_000) if length and length > 0 else 2000
        return [Known(TextQuestion(**fields, max_length=limit))]

    def _number(self, node: Node, id: str, fields: dict) -> NumberQuestion:
        low, high, step = (node.number(name) for name in ("min", "max", "step"))
        direction = node.text("direction")
        low = 0 if low is None else low
        if high is None or high <= low:
            self.notes.default(id, f"The largest number is {low + 100:g}.", "The file does not say one.")
            high = low + 100
        if direction not in ("high", "low"):
            self.notes.default(id, "A high number is good.", "The file does not say which end is good.")
            direction = "high"
        unit = self.tongue.say(self.said(node, "unit"), id, f"{id}, unit", limit=LINE, instead="units")
        step = step if step and step > 0 else 1
        return NumberQuestion(**fields, unit=unit, direction=direction, min=low, max=high, step=step)

    def _grid(self, node: Node, id: str, fields: dict) -> list[Known]:
        """Rows that share their columns: a question for each row, on one scale."""
        columns = self._offers(node, "columns")
        rows = self._offers(node, "rows")
        if len(columns) < 2 or not rows:
            self.notes.lost(
                id, "A grid without rows or columns is not carried.", "There is nothing to choose."
            )
            return []
        scale = slug(id, "scale")
        self.scales[scale] = as_options(self.tongue, columns, id, HEAD)
        self.notes.changed(id, "Each row becomes a question.", "Its columns become a scale that they share.")
        found = []
        for row in rows:
            own = self.names.give(f"{id}-{slug(str(row.value))}", id)
            text = self.tongue.say(row.texts, own, own, instead=str(row.value))
            inner = fields | {"id": own, "text": text, "help": fields["text"]}
            found += _one(as_single(self.tongue, columns, own, inner, scale=(scale, self.scales[scale])))
        return found

    def _matrix(self, node: Node, id: str, fields: dict) -> list[Known]:
        shared = self._offers(node, "choices")
        heading: Texts | str = ""
        suggestions: list[str] = []
        parts: list[RowQuestion] = []
        names = Names(self.notes)
        for column in node.nodes("columns"):
            kind = column.text("cellType", "dropdown")
            title = self.said(column, "title") or column.text("name")
            if kind == "text" and not heading:
                heading = title
                suggestions = [
                    text[:LINE] for text in column.list("dataList") if isinstance(text, str) and text
                ]
                column.skip("name", "isRequired", "isUnique")
            elif kind in ("dropdown", "radiogroup") and len(parts) < 8:
                parts += self._part(column, id, names, title, self._offers(column, "choices") or shared)
            else:
                what = f"A column of the type `{kind[:40]}` is not carried."
                self.notes.lost(column.place, what, "A row is asked up to 8 questions with options.")
                continue
            column.skip(*LOOKS)
            column.rest(UNASKED)
        if not parts:
            self.notes.lost(id, "A matrix without options is not carried.", "There is nothing to choose.")
            return []
        least, most = node.number("minRowCount") or 1, node.number("maxRowCount") or 10
        most = int(min(max(most, 1), MAX_ROWS))
        row = self.tongue.say(heading, id, f"{id}, row", limit=LINE, instead="Row")
        return [
            Known(
                MatrixQuestion(
                    **fields,
                    row=row,
                    questions=tuple(parts),
                    min_rows=int(min(max(least, 1), most)),
                    max_rows=most,
                    suggestions=tuple(text[:NAME] for text in suggestions[:MAX_ROWS]),
                )
            )
        ]

    def _part(
        self, column: Node, id: str, names: Names, title: Texts | str, offers: list[Offer]
    ) -> list[RowQuestion]:
        name = names.give(column.text("name") or "part", column.place)
        made = as_single(self.tongue, offers, f"{id}, {name}", {"id": id, "text": ""})
        if made is None or len(offers) > 10:
            return []
        options = made.question.options if isinstance(made.question, LevelQuestion) else ()
        rungs = options or tuple(
            Behaviour(text=option.text) for option in getattr(made.question, "options", ())
        )
        if not options:
            self.notes.changed(f"{id}, {name}", "Its options become rungs.", "A row is answered by rungs.")
        return [
            RowQuestion(
                id=name, text=self.tongue.say(title, id, f"{id}, {name}", instead=name), options=rungs
            )
        ]


def _one(found: Known | None) -> list[Known]:
    return [found] if found else []
