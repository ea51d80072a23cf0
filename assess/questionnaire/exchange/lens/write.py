"""A manuscript → a custom lens, in its first language. Limits are those of the lens format specification."""

from __future__ import annotations

import msgspec

from ...model import ChoiceQuestion, Dimension, LevelQuestion, ManyQuestion, Question
from ..loss import note_scoring
from ..manuscript import Exported, Manuscript
from ..note import Notes
from .risk import condition_of, half

SCHEMA = "2021-11-01"
NAME, TITLE, LONG = 128, 128, 2048
MAX_PILLARS, MAX_QUESTIONS, MAX_CHOICES = 10, 20, 15
KEPT = frozenset({"help", "core practices", "next steps"})


def write(manuscript: Manuscript) -> Exported:
    """The lens as JSON: a pillar a dimension at the top, with all questions within it."""
    notes = Notes()
    questionnaire = manuscript.questionnaire
    lens = _Writing(manuscript, notes).lens()
    for language in questionnaire.languages[1:]:
        notes.lost("languages", f"The texts in `{language}` are not carried.", "A lens has one language.")
    note_scoring(manuscript, notes, keeps=KEPT)
    return Exported(content=msgspec.json.format(msgspec.json.encode(lens), indent=2), notes=notes.take())


class _Writing:
    def __init__(self, manuscript: Manuscript, notes: Notes) -> None:
        self.questionnaire = manuscript.questionnaire
        self.notes = notes

    def lens(self) -> dict:
        questionnaire = self.questionnaire
        pillars = [pillar for top in questionnaire.dimensions if (pillar := self._pillar(top))["questions"]]
        for pillar in pillars[MAX_PILLARS:]:
            self.notes.lost(pillar["id"], "The pillar is not carried.", f"A lens has {MAX_PILLARS} at most.")
        return {
            "schemaVersion": SCHEMA,
            "name": self._cut(questionnaire.title, NAME, "title"),
            "description": self._cut(questionnaire.summary, LONG, "summary"),
            "pillars": pillars[:MAX_PILLARS],
        }

    def _pillar(self, top: Dimension) -> dict:
        every = list(top.walk())
        if len(every) > 1:
            self.notes.changed(top.id, "Its dimensions are joined to one pillar.", "Pillars are not nested.")
        for dimension in every:
            what = "Its summary, and why it matters, are not carried."
            self.notes.lost(dimension.id, what, "A pillar has a name only.")
        questions = [
            made for dimension in every for each in dimension.questions if (made := self._question(each))
        ]
        for question in questions[MAX_QUESTIONS:]:
            self.notes.lost(question["id"], "It is not carried.", f"A pillar has {MAX_QUESTIONS} at most.")
        return {
            "id": _id(top.id),
            "name": self._cut(top.title, NAME, top.id),
            "questions": questions[:MAX_QUESTIONS],
        }

    def _question(self, question: Question) -> dict | None:
        if question.when is not None:
            self.notes.lost(
                question.id, "Its condition is not carried: it is always asked.", "A lens has none."
            )
        if isinstance(question, ManyQuestion):
            choices = self._ticks(question)
            rules = self._rules_of_ticks(question, choices)
        elif isinstance(question, LevelQuestion | ChoiceQuestion):
            choices, rungs = self._rungs(question)
            rules = self._rules_of_rungs(question, choices, rungs)
        else:
            self.notes.lost(question.id, "It is not carried.", "A lens asks by choices only.")
            return None
        if len(choices) > MAX_CHOICES or (isinstance(question, ManyQuestion) and rules is None):
            self.notes.lost(
                question.id, "It is not carried.", f"A question has {MAX_CHOICES} choices at most."
            )
            return None
        said = {"id": _id(question.id), "title": self._cut(question.text, TITLE, question.id)}
        details = [
            text for text in (question.text if len(question.text) > TITLE else "", question.help) if text
        ]
        if details:
            said["description"] = self._cut(" ".join(details), LONG, question.id)
        default = {"condition": "default", "risk": "HIGH_RISK"}
        return said | {"choices": choices, "riskRules": [*(rules or ()), default]}

    def _choice(self, question: Question, id: str, text: str, plan: str | None) -> dict:
        title = self._cut(text, TITLE, f"{question.id}, {id}", noted=False)
        resource = {"helpfulResource": {"displayText": text[:LONG]}} if title != text else {}
        return {
            "id": _id(f"{question.id}-{id}"),
            "title": title,
            **resource,
            "improvementPlan": {"displayText": self._cut(plan or title, LONG, question.id)},
        }

    def _ticks(self, question: ManyQuestion) -> list[dict]:
        return [
            self._choice(question, f"{tick.id}-no" if tick.exclusive else tick.id, tick.text, tick.next)
            for tick in question.options
        ]

    def _rungs(self, question: LevelQuestion | ChoiceQuestion) -> tuple[list[dict], list[float]]:
        """A choice an option, the worst one as “none of these”; and what each is worth. Its plan is the step before."""
        if isinstance(question, LevelQuestion):
            options = [(f"level-{i}", option, float(i)) for i, option in enumerate(question.options)]
        else:
            sign = -1 if question.reverse else 1
            own = self.questionnaire.options_of(question)
            options = sorted(((o.id, o, sign * o.value) for o in own), key=lambda option: option[2])
        self.notes.changed(question.id, "Its options can be ticked together.", "A lens has checklists only.")
        choices = []
        for place, (id, option, _) in enumerate(options):
            plan = options[place - 1][1].next if place else None
            choices.append(self._choice(question, f"{id}-no" if place == 0 else id, option.text, plan))
        return choices, [value for *_, value in options]

    def _rules_of_ticks(self, question: ManyQuestion, choices: list[dict]) -> list[dict] | None:
        ids = [c["id"] for c, tick in zip(choices, question.options, strict=True) if not tick.exclusive]
        weights = [tick.weight for tick in question.options if not tick.exclusive]
        least = self._asked(question)
        if not least:
            weighing = [weight for weight in weights if weight > 0]
            least = (min(weighing) / sum(weighing), 1.0)
        rules = []
        for share, risk in zip(reversed(least), ("NO_RISK", "MEDIUM_RISK"), strict=False):
            condition = condition_of(ids, weights, share)
            if condition is None:
                self.notes.lost(
                    question.id, f"What {risk} asks for is not carried.", "Too many ticks can meet it."
                )
                continue
            rules.append({"condition": condition, "risk": risk})
        return rules

    def _rules_of_rungs(
        self, question: LevelQuestion | ChoiceQuestion, choices: list[dict], values: list[float]
    ) -> list[dict]:
        least = self._asked(question) or (values[half(len(values))], values[-1])
        rules = []
        for value, risk in zip(reversed(least), ("NO_RISK", "MEDIUM_RISK"), strict=False):
            ids = [c["id"] for c, worth in zip(choices[1:], values[1:], strict=True) if worth >= value]
            if ids:
                rules.append({"condition": " || ".join(ids), "risk": risk})
        return rules

    def _asked(self, question: Question) -> tuple[float, ...]:
        """What the lowest and the highest level ask for that ask for anything; empty, and a note, where none does."""
        if question.core:
            asked = sorted(question.core, key=lambda core: core.level)
            if len(asked) > 2:
                self.notes.lost(question.id, "Only two core practices are carried.", "There are two risks.")
            return (asked[0].min, asked[-1].min) if len(asked) > 1 else (asked[0].min,)
        what = "The best answer is no risk, a middling one a medium risk."
        self.notes.default(question.id, what, "It is no core practice of any level.")
        return ()

    def _cut(self, text: str, limit: int, place: str, *, noted: bool = True) -> str:
        if len(text) <= limit:
            return text
        if noted:
            self.notes.changed(place, "The text is cut.", f"It may have {limit:,} characters there.")
        return text[: limit - 1].rstrip() + "…"


def _id(id: str) -> str:
    """Ids there have no hyphens, and at least three characters."""
    return id.replace("-", "_").ljust(3, "_")
