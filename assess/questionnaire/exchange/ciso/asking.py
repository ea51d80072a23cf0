"""What a requirement asks → questions of ours: its own questions, or the framework's scores."""

from __future__ import annotations

from ...model import Condition, Level, Option, Question, TextQuestion
from ...translate import HEAD
from ..choosing import Offer, as_many, as_options, as_single
from ..condition import Known
from ..draft import Tongue
from ..manuscript import Texts
from ..node import Node

SCALE = "compliance"
RESULTS = (
    ("non-compliant", "Non compliant"),
    ("partially-compliant", "Partially compliant"),
    ("compliant", "Compliant"),
)
"""What an assessable requirement without questions or scores is answered with there, the worst first."""
IDENTIFIERS = (
    "urn",
    "depth",
    "parent_urn",
    "ref_id",
    "translations",
    "assessable",
    "color",
    "compute_result",
)
UNASKED = "Nothing here scores it or shows it."


class Asking:
    """Makes questions in one language; `levels` are the framework's scores, `scales` what several questions share."""

    def __init__(self, codes: dict[str, str], tongue: Tongue) -> None:
        self.codes = codes
        self.tongue = tongue
        self.notes = tongue.notes
        self.levels: tuple[Level, ...] = ()
        self.known: dict[str, Known] = {}
        self.scales: dict[str, tuple[Option, ...]] = {}

    def said(self, node: Node, field: str) -> Texts:
        """A field by our codes: the library's locale, and the translations beside it."""
        texts = {self.tongue.first: node.text(field)}
        translations = node.raw("translations")
        for tag, said in translations.items() if isinstance(translations, dict) else ():
            if tag in self.codes and isinstance(said, dict) and isinstance(said.get(field), str):
                texts[self.codes[tag]] = said[field]
        return {code: text for code, text in texts.items() if text}

    def as_scored(self, node: Node, id: str, fields: dict) -> list[Question]:
        """A requirement without questions is assessed as a whole, on the framework's scores."""
        name, description = self.said(node, "name"), self.said(node, "description")
        text = self.tongue.say(description or name, id, id)
        fields |= {"id": id, "text": text, "help": self.tongue.maybe(name, id, id) if description else None}
        if self.levels:
            offers = [
                Offer(value=i, texts=f"{each.name}: {each.summary}") for i, each in enumerate(self.levels)
            ]
            made = as_single(self.tongue, offers, id, fields)
        else:
            offers = [Offer(value=value, texts=text, score=i / 2) for i, (value, text) in enumerate(RESULTS)]
            self.notes.default(
                id, "It is answered by how far it is complied with.", "The file has no scores."
            )
            if SCALE not in self.scales:
                self.scales[SCALE] = as_options(self.tongue, offers, SCALE, HEAD)
            made = as_single(self.tongue, offers, id, fields, scale=(SCALE, self.scales[SCALE]))
        return [made.question] if made else []

    def as_question(self, node: Node, urn: str, fields: dict) -> Known | None:
        id, kind = fields["id"], node.text("type", "unique_choice")
        if condition := self._depends(node.node("depends_on"), id):
            fields["when"] = condition
        fields["text"] = self.tongue.say(self.said(node, "text"), id, id)
        if kind == "unique_choice":
            found = as_single(self.tongue, self._offers(node), id, fields)
        elif kind == "multiple_choice":
            found = as_many(self.tongue, self._offers(node), id, fields)
        elif kind in ("text", "date"):
            if kind == "date":
                self.notes.changed(id, "A date becomes a text.", "Texts are kept as they are.")
            found = Known(TextQuestion(**{name: value for name, value in fields.items() if name != "weight"}))
        else:
            self.notes.lost(
                id, f"A question of the type `{kind[:40]}` is not carried.", "No type of ours asks this."
            )
            found = None
        if found:
            urns = [choice.text("urn") for choice in node.nodes("choices")]
            values = (*urns, *found.values[len(urns) :]) if found.answers else ()
            if len(values) == len(found.answers):
                self.known[urn] = Known(found.question, values, found.answers)
        node.skip(*IDENTIFIERS)
        node.rest(UNASKED)
        return found

    def _offers(self, node: Node) -> list[Offer]:
        choices = list(node.nodes("choices"))
        scores = [choice.number("add_score") for choice in choices]
        several = node.text("type") == "multiple_choice"
        numbered = all(choice.text("urn").rpartition(":")[2].isdigit() for choice in choices)
        is_ladder = numbered and not several and scores == list(range(len(choices)))
        offers = []
        for place, (choice, score) in enumerate(zip(choices, scores, strict=True)):
            name = choice.text("urn").rpartition(":")[2] or str(place + 1)
            alone = several and score in (0, None) and choice.text("compute_result") == "false"
            value = place if is_ladder else f"option-{name}" if name.isdigit() else name
            offers.append(
                Offer(
                    value=value,
                    texts=self.said(choice, "value"),
                    score=None if alone else score,
                    exclusive=alone,
                )
            )
            choice.skip(*IDENTIFIERS)
            choice.rest(UNASKED)
        return offers

    def _depends(self, node: Node, id: str) -> Condition | None:
        if "question" not in node:
            return None
        known = self.known.get(node.text("question"))
        urns = [str(urn) for urn in node.list("answers")]
        spelled = dict(zip(known.values, known.answers, strict=True)) if known else {}
        if known is None or not urns or any(urn not in spelled for urn in urns):
            what = "Its condition is not carried: it is always asked."
            self.notes.lost(id, what, "It looks at a question, or an option, that was not carried.")
            return None
        answers = tuple(dict.fromkeys(spelled[urn] for urn in urns))
        if node.text("condition", "any") == "all" and len(answers) > 1:
            return Condition(all=tuple(Condition(question=known.question.id, one_of=(a,)) for a in answers))
        return Condition(question=known.question.id, one_of=answers)
