"""A SurveyJS survey → a manuscript. What a survey can ask and a maturity model cannot is noted and left out."""

from __future__ import annotations

from collections.abc import Iterator

from ....errors import AssessError
from ...model import Condition, Dimension, Question, Questionnaire
from ..condition import Known, as_condition
from ..draft import Tongue, as_dimension, as_questionnaire, assemble, languages_of
from ..expression import Unspeakable, parse
from ..manuscript import Imported
from ..naming import Names
from ..node import Node, decode_json
from ..note import Notes
from .element import LOOKS, UNASKED, Elements


def read(content: bytes, name: str) -> Imported:
    """The survey in a JSON file; `name` becomes the questionnaire's id, for a survey has none."""
    data = decode_json(content, name)
    if not isinstance(data, dict):
        raise AssessError("This is no survey.", where=name, remedy="A survey is an object with `pages`.")
    codes = languages_of(_locales(data), str(data.get("locale") or "en"), Notes())

    def build(tongue: Tongue) -> Questionnaire:
        return _Reading(data, codes, tongue).survey(name)

    return assemble(codes.values() or ["en"], build)


def _locales(data: object) -> Iterator[str]:
    """Every locale in which something is said."""
    waiting = [data]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            if isinstance(value.get("default"), str) and all(
                isinstance(said, str) for said in value.values()
            ):
                yield from (locale for locale in value if locale != "default")
            waiting += reversed(value.values())
        elif isinstance(value, list):
            waiting += reversed(value)


class _Reading:
    """One walk through the survey in one language."""

    def __init__(self, data: dict, codes: dict[str, str], tongue: Tongue) -> None:
        self.data = data
        self.codes = codes
        self.tongue = tongue
        self.notes = tongue.notes
        self.names = Names(self.notes, reserved=frozenset({"overall", "profile"}))
        self.known: dict[str, Known] = {}
        self.elements = Elements(codes, tongue, self.names)

    def survey(self, name: str) -> Questionnaire:
        survey = Node(self.data, "survey", self.notes)
        languages_of(_locales(self.data), str(self.data.get("locale") or "en"), self.notes)
        survey.skip("locale", *LOOKS)
        if "pages" in survey:
            pages = list(survey.nodes("pages"))
            dimensions = [found for page in pages if (found := self.dimension(page, ()))]
        else:
            whole = Node({"name": name, "title": self.data.get("title"), **self.data}, "survey", self.notes)
            dimensions = [found] if (found := self.dimension(whole, ())) else []
            survey.skip("elements", "questions")
        if not dimensions:
            raise AssessError(
                "No question of this survey can be carried.",
                where=name,
                remedy="It needs a radiogroup, a checkbox, a rating, a number or a matrix.",
            )
        made = as_questionnaire(
            self.tongue,
            id=name,
            title=self.elements.said(survey, "title"),
            summary=self.elements.said(survey, "description"),
            dimensions=tuple(dimensions),
            scales=self.elements.scales,
        )
        survey.rest(UNASKED)
        return made

    def dimension(self, node: Node, above: tuple[Condition, ...]) -> Dimension | None:
        id = self.names.give(node.text("name") or "page", node.place)
        here = self._when(node, id, above)
        questions: list[Question] = []
        inner: list[Dimension] = []
        for element in (*node.nodes("elements"), *node.nodes("questions")):
            if element.raw("type") == "panel":
                inner += [found] if (found := self.dimension(element, here)) else []
                continue
            questions += self.question(element, here)
            if inner:
                self.notes.changed(
                    element.place, "It comes before the panels.", "A dimension asks its own first."
                )
        made = as_dimension(
            self.tongue,
            id,
            node.place,
            title=self.elements.said(node, "title"),
            summary=self.elements.said(node, "description"),
            questions=tuple(questions),
            dimensions=tuple(inner),
        )
        node.skip(*LOOKS)
        node.rest(UNASKED)
        return made

    def _when(self, node: Node, id: str, above: tuple[Condition, ...]) -> tuple[Condition, ...]:
        """The conditions that hold for an element: its own and those of the panels around it."""
        text = node.text("visibleIf")
        if not text:
            return above
        try:
            return (*above, as_condition(parse(text), self.known))
        except Unspeakable as error:
            self.notes.lost(id, "Its condition is not carried: it is always asked.", str(error))
            return above

    def question(self, node: Node, above: tuple[Condition, ...]) -> list[Question]:
        kind = node.text("type")
        make = self.elements.maker(kind)
        if make is None:
            what = f"A question of the type `{kind[:40]}` is not carried."
            self.notes.lost(node.text("name") or node.place, what, "No type of ours asks this.")
            return []
        foreign = node.text("name")
        id = self.names.give(foreign or "question", node.place)
        conditions = self._when(node, id, above)
        text = self.tongue.say(self.elements.said(node, "title"), id, id, instead=foreign or id)
        fields = {
            "id": id,
            "text": text,
            "help": self.tongue.maybe(self.elements.said(node, "description"), id, id),
        }
        if conditions:
            fields["when"] = conditions[0] if len(conditions) == 1 else Condition(all=conditions)
        found = make(node, id, fields)
        node.skip(*LOOKS)
        node.rest(UNASKED)
        if found and foreign not in self.known:
            self.known[foreign] = found[0]
        return [each.question for each in found]
