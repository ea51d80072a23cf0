"""The OWASP SAMM core model folder (`model/…/*.yml`) → a manuscript, with SAMM's own scoring.

Business functions hold practices, these three levels, these a question for each stream. A level is the mean of its
streams, a practice the sum of its levels (0 to 3), a function and the whole the mean of what they hold, and what is
open counts 0 (as in the model's own sheet). Only in: no other model is built of just these parts. Which files there are is
told by `type` inside them.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from ...errors import AssessError
from ..model import Dimension, Option, Question, Questionnaire, Range
from ..part import AnswerPolicy, Coverage
from ..translate import HEAD
from .choosing import Offer, as_options, as_single
from .draft import LINE, Tongue, as_dimension, as_levels, as_questionnaire, assemble
from .manuscript import Imported
from .naming import Names, slug
from .node import Node, decode_yaml
from .note import Notes

MAX_FILES = 2000
KINDS = (
    "Function", "Practice", "Stream", "MaturityLevel", "PracticeLevel", "Activity", "Question", "AnswerSet",
)  # fmt: skip
POLICY = AnswerPolicy(unknown="zero", not_applicable="forbid", unanswered="zero")
COVERAGE = Coverage(min_answered=0, min_questions=0, max_not_applicable=1)
SPENT = (
    "type", "id", "order", "model", "color", "logo", "assignee", "progress", "function", "practice", "maturityLevel",
    "activity", "answerSet", "stream", "level", "letter", "number", "shortName", "weight", "name",
)  # fmt: skip
UNASKED = "A questionnaire asks it nowhere."


class _Part(Struct, frozen=True):
    """One file of the model."""

    kind: str
    id: str
    node: Node


def read(files: Mapping[str, bytes], name: str) -> Imported:
    """The model in the files of a folder, by their paths; `name` becomes the questionnaire's id."""
    if len(files) > MAX_FILES:
        raise AssessError(
            f"There are {len(files):,} files.", where=name, remedy="Point to the folder `model`."
        )
    decoded = {path: decode_yaml(content, path) for path, content in sorted(files.items())}
    if not any(_kind(data) == "Question" for data in decoded.values()):
        raise AssessError(
            "No file here is a question of the model.", where=name, remedy="Point to the folder `model`."
        )

    def build(tongue: Tongue) -> Questionnaire:
        return _Reading(decoded, tongue).model(name)

    return assemble(["en"], build)


def _kind(data: object) -> str:
    return str(data.get("type", "")) if isinstance(data, dict) else ""


class _Reading:
    def __init__(self, decoded: Mapping[str, object], tongue: Tongue) -> None:
        self.tongue = tongue
        self.notes = tongue.notes
        self.names = Names(Notes(), reserved=frozenset({"overall", "profile"}))
        self.scales: dict[str, tuple[Option, ...]] = {}
        self.offers: dict[str, tuple[str, list[Offer]]] = {}
        self.parts: dict[str, list[_Part]] = {kind: [] for kind in KINDS}
        for path, data in decoded.items():
            if (kind := _kind(data)) not in self.parts:
                self.notes.lost(path, "The file is not carried.", f"Its type is none of {', '.join(KINDS)}.")
                continue
            node = Node(data, path, self.notes)
            self.parts[kind].append(_Part(kind, node.text("id"), node))

    def model(self, name: str) -> Questionnaire:
        self._read_scales()
        self._activities = self._by("Activity", "level")
        self._questions = self._by("Question", "activity")
        self._streams = {part.id: part.node for part in self.parts["Stream"]}
        self._numbers = {part.id: part.node.number("number") for part in self.parts["MaturityLevel"]}
        practices = self._by("Practice", "function")
        levels = self._by("PracticeLevel", "practice")
        dimensions = []
        for function in self._in_order(self.parts["Function"]):
            title = function.node.text("name") or "Function"
            inner = [
                self._practice(each, title, levels) for each in self._in_order(practices.get(function.id, []))
            ]
            found = as_dimension(
                self.tongue,
                self.names.give(slug(title, "function"), function.node.place),
                function.node.place,
                title=title,
                summary=function.node.text("description"),
                dimensions=tuple(each for each in inner if each),
            )
            dimensions += [found] if found else []
        if not dimensions:
            raise AssessError(
                "No function of this model holds a question.", where=name, remedy="Is it complete?"
            )
        self._note_rest()
        bounds = Range(min=0, max=3)
        return as_questionnaire(
            self.tongue,
            id=name,
            title=name,
            summary="",
            bounds=bounds,
            levels=as_levels(self._levels(), bounds, self.notes),
            dimensions=tuple(dimensions),
            scales=self.scales,
            policy=POLICY,
            coverage=COVERAGE,
        )

    def _by(self, kind: str, field: str) -> dict[str, list[_Part]]:
        """The files of a kind by what they say they belong to."""
        found: dict[str, list[_Part]] = {}
        for part in self.parts[kind]:
            found.setdefault(part.node.text(field), []).append(part)
        return found

    def _in_order(self, parts: list[_Part]) -> list[_Part]:
        return sorted(parts, key=lambda part: (part.node.number("order") or 0, part.node.place))

    def _levels(self) -> list[tuple[int, str, str]]:
        """SAMM names what is reached; a level of ours begins where the one before it is complete."""
        said = {self._numbers[part.id]: part.node.text("description") for part in self.parts["MaturityLevel"]}
        return [(i, f"Level {i}", said.get(i) or f"On the way to maturity level {i}.") for i in (1, 2, 3)]

    def _read_scales(self) -> None:
        names = Names(Notes(), prefix="scale")
        for part in self.parts["AnswerSet"]:
            place = part.node.place
            name = names.give(slug(place.rpartition("/")[2].rpartition(".")[0] or "answers", "scale"), place)
            values = sorted(part.node.nodes("values"), key=lambda value: value.number("order") or 0)
            offers = [
                Offer(value=slug(text, "option"), texts=text, score=value.number("value"))
                for value in values
                if (text := value.text("text"))
            ]
            if len(offers) > 1:
                self.scales[name] = as_options(self.tongue, offers, place, HEAD)
                self.offers[part.id] = (name, offers)

    def _practice(self, part: _Part, function: str, levels: dict[str, list[_Part]]) -> Dimension | None:
        title = part.node.text("name") or "Practice"
        short = part.node.text("shortName") or title
        id = self.names.give(slug(f"{function[:1]}-{short}", "practice"), part.node.place)
        inner = [
            found
            for level in sorted(levels.get(part.id, []), key=lambda each: self._number(each))
            if (found := self._level(level, id, title))
        ]
        return as_dimension(
            self.tongue,
            id,
            part.node.place,
            title=title,
            summary=part.node.text("shortDescription"),
            why=part.node.text("longDescription"),
            rollup="sum",
            dimensions=tuple(inner),
        )

    def _number(self, level: _Part) -> int:
        return int(self._numbers.get(level.node.text("maturityLevel")) or 0)

    def _level(self, part: _Part, practice: str, title: str) -> Dimension | None:
        number = self._number(part)
        id = self.names.give(f"{practice}-{number}", part.node.place)
        asked = [
            (self._letter(activity), activity, question)
            for activity in self._activities.get(part.id, [])
            for question in self._in_order(self._questions.get(activity.id, []))
        ]
        questions = [
            found
            for letter, activity, question in sorted(asked, key=lambda each: (each[0], each[2].node.place))
            if (found := self._question(question, activity, f"{id}-{letter}"))
        ]
        return as_dimension(
            self.tongue,
            id,
            part.node.place,
            title=f"{title} {number}"[:LINE],
            summary=part.node.text("objective"),
            questions=tuple(questions),
        )

    def _letter(self, activity: _Part) -> str:
        stream = self._streams.get(activity.node.text("stream"))
        return stream.text("letter", "x").lower() if stream else "x"

    def _question(self, part: _Part, activity: _Part, name: str) -> Question | None:
        node = part.node
        id = self.names.give(slug(name), node.place)
        scale, offers = self.offers.get(node.text("answerSet"), ("", []))
        if not scale:
            self.notes.lost(node.place, "The question is not carried.", "Its set of answers is not there.")
            return None
        quality = [str(item).strip()[:LINE] for item in node.list("quality") if str(item).strip()]
        fields = {
            "id": id,
            "text": self.tongue.say(node.text("text"), id, node.place),
            "help": self.tongue.maybe(activity.node.text("shortDescription"), id, activity.node.place),
            "why": self.tongue.maybe(activity.node.text("benefit"), id, activity.node.place),
            "evidence": tuple(quality),
        }
        made = as_single(self.tongue, offers, id, fields, scale=(scale, self.scales[scale]))
        return made.question if made else None

    def _note_rest(self) -> None:
        for part in (part for kind in KINDS for part in self.parts[kind]):
            part.node.skip(*SPENT)
            part.node.rest(UNASKED)
