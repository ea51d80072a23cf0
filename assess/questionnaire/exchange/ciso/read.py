"""A CISO Assistant library → a manuscript. The framework in it counts; threats, controls and matrices are noted."""

from __future__ import annotations

from collections.abc import Iterator

from ....errors import AssessError
from ...model import Dimension, Level, Question, Questionnaire
from ...translate import HEAD
from ..draft import (
    FIVE,
    LINE,
    Tongue,
    as_dimension,
    as_levels,
    as_questionnaire,
    assemble,
    languages_of,
)
from ..manuscript import Imported
from ..naming import Names
from ..node import Node, decode_yaml
from ..note import Notes
from .asking import IDENTIFIERS, UNASKED, Asking

MAX_DEPTH = 20


def read(content: bytes, name: str) -> Imported:
    """The framework of a library in a YAML file."""
    data = decode_yaml(content, name)
    framework = _framework(data)
    if framework is None:
        raise AssessError(
            "There is no framework in this library.",
            where=name,
            remedy="It stands under `objects: framework`.",
        )
    first = data.get("locale") if isinstance(data.get("locale"), str) else "en"
    codes = languages_of(_locales(framework), first, Notes())

    def build(tongue: Tongue) -> Questionnaire:
        return _Reading(data, framework, codes, tongue).library(name)

    return assemble(codes.values() or ["en"], build)


def _framework(data: object) -> dict | None:
    objects = data.get("objects") if isinstance(data, dict) else None
    found = objects.get("framework", objects.get("frameworks")) if isinstance(objects, dict) else None
    found = found[0] if isinstance(found, list) and found else found
    return found if isinstance(found, dict) and isinstance(found.get("requirement_nodes"), list) else None


def _locales(data: object) -> Iterator[str]:
    waiting = [data]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            if isinstance(value.get("translations"), dict):
                yield from value["translations"]
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value


class _Reading:
    """One walk through the library in one language."""

    def __init__(self, data: dict, framework: dict, codes: dict[str, str], tongue: Tongue) -> None:
        self.tongue = tongue
        self.notes = tongue.notes
        self.codes = codes
        self.root = Node(data, "library", self.notes)
        self.framework = Node(framework, "framework", self.notes)
        self.names = Names(self.notes, prefix="r", reserved=frozenset({"overall", "profile"}))
        self.asking = Asking(codes, tongue)
        self.below: dict[str, list[Node]] = {}

    def library(self, name: str) -> Questionnaire:
        languages_of(_locales(self.framework.data), next(iter(self.codes), "en"), self.notes)
        framework = self.framework
        self._plant()
        self.asking.levels = self._scores()
        questions, dimensions = self._inside("", 0)
        title = self.asking.said(framework, "name") or self.asking.said(self.root, "name")
        if questions:
            id = self.names.give("requirements", "framework")
            whole = as_dimension(self.tongue, id, "framework", title=title, questions=tuple(questions))
            dimensions = [*([whole] if whole else []), *dimensions]
        if not dimensions:
            raise AssessError(
                "No requirement of this framework can be assessed.", where=name, remedy="Mark some."
            )
        version = self.root.number("version")
        made = as_questionnaire(
            self.tongue,
            id=framework.text("ref_id") or self.root.text("ref_id") or name,
            title=title,
            summary=self.asking.said(framework, "description") or self.asking.said(self.root, "description"),
            version=f"{int(version)}.0.0" if version and 0 < version < 1e6 else "",
            dimensions=tuple(dimensions),
            levels=self.asking.levels,
            scales=self.asking.scales,
        )
        self._note_rest()
        return made

    def _note_rest(self) -> None:
        self.framework.skip("min_score", "max_score", *IDENTIFIERS)
        self.framework.rest(UNASKED)
        objects = self.root.node("objects")
        objects.skip("framework", "frameworks")
        objects.rest("Only frameworks ask questions.")
        self.root.skip("locale", "name", "description", "provider", "packager", *IDENTIFIERS)
        self.root.skip("convert_library_version", "publication_date", "dependencies")
        self.root.rest(UNASKED)

    def _plant(self) -> None:
        """Nodes by the node above them. One whose parent is missing, or is below it, stands at the top."""
        nodes = {node.text("urn") or node.place: node for node in self.framework.nodes("requirement_nodes")}
        for urn, node in nodes.items():
            parent, seen = node.text("parent_urn"), {urn}
            above = parent
            while above in nodes and above not in seen:
                seen.add(above)
                above = nodes[above].text("parent_urn")
            if parent and (parent not in nodes or above in seen):
                self.notes.changed(
                    node.place, "It is put at the top.", "What it is said to be in is not above it."
                )
                parent = ""
            self.below.setdefault(parent, []).append(node)

    def _scores(self) -> tuple[Level, ...]:
        found = []
        for place, score in enumerate(self.framework.nodes("scores_definition")):
            where = f"level {place}"
            name = self.tongue.say(
                self.asking.said(score, "name"), HEAD, where, limit=LINE, instead=f"Level {place + 1}"
            )
            summary = self.tongue.say(self.asking.said(score, "description"), HEAD, where, instead=name)
            number = score.number("score")
            found.append((place if number is None else number, name, summary))
        numbers = [number for number, *_ in found]
        if not 2 <= len(found) <= 10:
            return ()
        if sorted(set(numbers)) != numbers or not all(n in range(10) for n in numbers):
            found = [(place, name, summary) for place, (_, name, summary) in enumerate(found)]
        return as_levels(found, FIVE, self.notes)

    def _inside(self, urn: str, depth: int) -> tuple[list[Question], list[Dimension]]:
        questions: list[Question] = []
        dimensions: list[Dimension] = []
        for node in self.below.get(urn, ()):
            own = node.text("urn") or node.place
            id = self.names.give(node.text("ref_id") or own.rpartition(":")[2] or "requirement", node.place)
            if node.flag("assessable") or "questions" in node:
                questions += self._requirement(node, id)
                if own in self.below and depth < MAX_DEPTH:
                    self.notes.changed(id, "What is in it stands beside it.", "A question holds no others.")
                    asked, inner = self._inside(own, depth + 1)
                    questions, dimensions = questions + asked, dimensions + inner
            elif depth < MAX_DEPTH and (found := self._dimension(node, id, own, depth)):
                dimensions.append(found)
            node.skip(*IDENTIFIERS)
            node.rest(UNASKED)
        return questions, dimensions

    def _dimension(self, node: Node, id: str, urn: str, depth: int) -> Dimension | None:
        questions, dimensions = self._inside(urn, depth + 1)
        name, description = self.asking.said(node, "name"), self.asking.said(node, "description")
        return as_dimension(
            self.tongue,
            id,
            node.place,
            title=name or description or node.text("ref_id"),
            summary=description,
            why=self.asking.said(node, "annotation"),
            questions=tuple(questions),
            dimensions=tuple(dimensions),
        )

    def _requirement(self, node: Node, id: str) -> list[Question]:
        weight = node.number("weight")
        fields: dict = {
            "why": self.tongue.maybe(self.asking.said(node, "annotation"), id, id),
            "evidence": self._evidence(node, id),
            "weight": weight if weight is not None and 0 <= weight <= 1000 else 1,
        }
        questions = node.raw("questions")
        asked = [
            (urn, Node(found, f"{id}, question {i + 1}", self.notes))
            for i, (urn, found) in enumerate(questions.items() if isinstance(questions, dict) else ())
            if isinstance(found, dict)
        ]
        if not asked:
            return self.asking.as_scored(node, id, fields)
        name, description = self.asking.said(node, "name"), self.asking.said(node, "description")
        found = []
        for place, (urn, question) in enumerate(asked):
            own = id if place == 0 else self.names.give(f"{id}-{place + 1}", question.place)
            said = {"help": self.tongue.maybe(description or name, own, own)}
            if made := self.asking.as_question(question, urn, {"id": own, **fields, **said}):
                found.append(made.question)
        return found

    def _evidence(self, node: Node, id: str) -> tuple[str, ...]:
        said = self.tongue.maybe(self.asking.said(node, "typical_evidence"), id, id) or ""
        return tuple(line.strip()[:LINE] for line in said.splitlines() if line.strip())
