"""A custom lens → a manuscript: a checklist a question, its risk rules as core practices of the levels 2 and 3."""

from __future__ import annotations

from collections.abc import Iterator

from ....errors import AssessError
from ...model import Core, Dimension, ManyQuestion, Question, Questionnaire, Tick
from ..choosing import MAX_TICKS, Offer, as_many
from ..draft import FIVE, Tongue, as_dimension, as_levels, as_questionnaire, assemble
from ..expression import Unspeakable, names_in, parse_flags
from ..manuscript import Imported
from ..naming import Names
from ..node import Node, decode_json
from .risk import RISKS, Rule, threshold, weighing

NO = "_no"
"""How the id of “none of these” ends."""
LEVELS = (
    (1, "High risk", "At least one question is at high risk."),
    (2, "Medium risk", "No question is at high risk, at least one at medium risk."),
    (3, "No risk", "No question is at risk."),
)
UNASKED = "Nothing here scores it or shows it."


def read(content: bytes, name: str) -> Imported:
    """The lens in a JSON file; `name` becomes the questionnaire's id, for a lens has none."""
    data = decode_json(content, name)
    if not isinstance(data, dict) or not isinstance(data.get("pillars"), list):
        raise AssessError("There are no pillars.", where=name, remedy="Is this a custom lens?")

    def build(tongue: Tongue) -> Questionnaire:
        return _Reading(data, tongue).lens(name)

    return assemble(["en"], build)


class _Reading:
    def __init__(self, data: dict, tongue: Tongue) -> None:
        self.tongue = tongue
        self.notes = tongue.notes
        self.root = Node(data, "lens", self.notes)
        self.names = Names(self.notes, reserved=frozenset({"overall", "profile"}))

    def lens(self, name: str) -> Questionnaire:
        pillars = [found for pillar in self.root.nodes("pillars") if (found := self._pillar(pillar))]
        if not pillars:
            raise AssessError(
                "No question of this lens can be carried.", where=name, remedy="Is it complete?"
            )
        made = as_questionnaire(
            self.tongue,
            id=name,
            title=self.root.text("name"),
            summary=self.root.text("description"),
            levels=as_levels(LEVELS, FIVE, self.notes),
            dimensions=tuple(pillars),
        )
        self.root.skip("schemaVersion")
        self.root.rest(UNASKED)
        return made

    def _pillar(self, node: Node) -> Dimension | None:
        id = self.names.give(_hyphened(node.text("id")) or "pillar", node.place)
        questions = [found for question in node.nodes("questions") if (found := self._question(question))]
        name = node.text("name")
        made = as_dimension(self.tongue, id, node.place, title=name, summary=name, questions=tuple(questions))
        node.rest(UNASKED)
        return made

    def _question(self, node: Node) -> Question | None:
        foreign = node.text("id")
        id = self.names.give(_hyphened(foreign) or "question", node.place)
        choices = [self._choice(choice, foreign) for choice in node.nodes("choices")]
        fields = {
            "id": id,
            "text": self.tongue.say(node.text("title"), id, id, instead=id),
            "help": self.tongue.maybe(node.text("description"), id, id),
        }
        found = as_many(self.tongue, [offer for _, offer in choices], id, fields)
        rules = list(self._rules(node, id, {choice for choice, _ in choices}))
        node.rest(UNASKED)
        if found is None or not isinstance(found.question, ManyQuestion):
            return None
        by_value = {str(offer.value): choice for choice, offer in reversed(choices)}
        ids = [
            by_value.get(str(value), "") for value in found.values
        ]  # of two alike the first; none for one put in
        return self._with_risks(found.question, ids, rules)

    def _choice(self, node: Node, question: str) -> tuple[str, Offer]:
        """A choice by its own id. A title that was cut is whole in the helpful resource."""
        id, title = node.text("id"), node.text("title")
        resource, plan = node.node("helpfulResource"), node.node("improvementPlan")
        said = resource.text("displayText")
        if title.endswith("…") and said.startswith(title[:-1]):
            title = said
        elif said and said != title:
            self.notes.lost(node.place, "The helpful resource is not carried.", UNASKED)
        for link in (resource, plan):
            if "url" in link:
                self.notes.lost(node.place, "Links are not carried.", "Texts here are plain.")
        step = plan.text("displayText")
        short = id.removeprefix(f"{question}_") or id
        exclusive = id.endswith(NO)
        node.rest(UNASKED)
        value = _hyphened(short.removesuffix(NO) or "none" if exclusive else short)
        next = "" if step == title else step
        return id, Offer(value=value, texts=title, exclusive=exclusive, next=next)

    def _rules(self, node: Node, id: str, ids: set[str]) -> Iterator[Rule]:
        for rule in node.nodes("riskRules"):
            condition, risk = rule.text("condition"), rule.text("risk")
            if risk not in RISKS:
                self.notes.lost(id, "A risk rule is not carried.", f"Its risk is none of {', '.join(RISKS)}.")
                continue
            try:
                tree = None if condition == "default" else parse_flags(condition)
                if tree is not None and (strangers := names_in(tree) - ids):
                    raise Unspeakable(f"There is no choice `{sorted(strangers)[0][:40]}`.")
            except Unspeakable as error:
                self.notes.lost(id, "A risk rule is not carried.", str(error))
                continue
            yield Rule(tree, RISKS.index(risk))

    def _with_risks(self, question: ManyQuestion, ids: list[str], rules: list[Rule]) -> ManyQuestion:
        """The question with what its rules ask for as core practices. Ticks that no rule looks at weigh nothing."""
        ticks = [id for id, tick in zip(ids, question.options, strict=True) if not tick.exclusive]
        if not rules or len(ticks) > MAX_TICKS:
            return question
        counting = weighing(rules, ticks)
        core = []
        for level in (2, 3):
            found = threshold(rules, counting, level - 1)
            if found is None:
                what = f"The rules ask for nothing to be “{LEVELS[level - 1][1].lower()}”, or for nothing that counts."
                self.notes.lost(question.id, what, "A level asks for a share of the ticks.")
                continue
            core.append(Core(level=level, min=found.share))
            if not found.is_exact:
                what = f"Level {level} asks for {found.share:.0%} of the ticks, which is stricter than the rules."
                self.notes.changed(question.id, what, "A level asks for a share, not for certain ticks.")
        if len(counting) < len(ticks):
            what = "Choices that no rule looks at weigh nothing."
            self.notes.changed(question.id, what, "They have no part in the risk.")
        options = tuple(
            Tick(
                id=tick.id,
                text=tick.text,
                next=tick.next,
                exclusive=tick.exclusive,
                weight=1 if tick.exclusive or id in counting else 0,
            )
            for id, tick in zip(ids, question.options, strict=True)
        )
        return ManyQuestion(
            id=question.id, text=question.text, help=question.help, options=options, core=tuple(core)
        )


def _hyphened(id: str) -> str:
    """Ids there have underscores where ours have hyphens."""
    return id.strip("_").replace("_", "-")
