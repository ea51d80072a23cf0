"""What things are called: dimensions, questions, levels and groups of an edition, in the language spoken.

A questionnaire of exactly the edition's content, or none, enters. Without one there are ids instead of names, since the
words of another version might say something else; `Names.is_known` is for saying so.
"""

from __future__ import annotations

from msgspec import Struct

from ...benchmark.cohort import FIELDS, steps
from ...questionnaire.model import Questionnaire
from ...questionnaire.vocabulary import ProfileField, Vocabulary
from ...scoring.model import OVERALL
from ..finding.peer import cohort_label
from ..word import label

KINDS = ("question", "owner", "theme", "phase")
"""What stands before the stroke in the node of a question, or of what cuts across dimensions."""


class Names(Struct, frozen=True, kw_only=True):
    """The words for one series. `questionnaire` is None where its version is not installed."""

    id: str
    questionnaire: Questionnaire | None
    vocabulary: Vocabulary
    profile: tuple[ProfileField, ...]

    @property
    def is_known(self) -> bool:
        return self.questionnaire is not None

    @property
    def title(self) -> str:
        return self.questionnaire.title if self.questionnaire else self.id

    @property
    def summary(self) -> str:
        return self.questionnaire.summary if self.questionnaire else ""

    def node(self, node: str) -> str:
        """The title of a dimension or question, of a department, theme or phase; the id where it is not known."""
        if node == OVERALL:
            return label.overall()
        kind, _, id = node.rpartition("/")
        if kind in ("owner", "theme", "phase"):
            words = {
                "owner": self.vocabulary.owners,
                "theme": self.vocabulary.themes,
                "phase": self.vocabulary.phases,
            }
            return words[kind].get(id, id)
        if self.questionnaire is None:
            return id
        if kind == "question":
            question = self.questionnaire.question.get(id)
            return question.text if question else id
        titles = {each.id: each.title for each in self.questionnaire.all_dimensions()}
        return titles.get(id, id)

    def meaning(self, node: str) -> str:
        """What a dimension is about, "" where it is not known."""
        every = self.questionnaire.all_dimensions() if self.questionnaire else ()
        return next((each.summary or "" for each in every if each.id == node), "")

    def questions(self, dimension: str) -> tuple[str, ...]:
        """The nodes of a dimension's questions, in its order."""
        every = self.questionnaire.all_dimensions() if self.questionnaire else ()
        return tuple(
            f"question/{each.id}" for held in every if held.id == dimension for each in held.questions
        )

    def level(self, low: int, high: int) -> str:
        """A level with its name, or from the first to the last of several: "2 Reactive", "1–2 Ad hoc – Reactive"."""
        number = str(low) if low == high else f"{low}–{high}"
        names = [name for name in dict.fromkeys((self.level_name(low), self.level_name(high))) if name]
        return " ".join([number, " – ".join(names)]).strip()

    def level_name(self, number: int) -> str:
        levels = self.questionnaire.levels if self.questionnaire else ()
        return next((each.name for each in levels if each.level == number), "")

    def levels(self) -> list[tuple[int, str, float]]:
        """Number, name and lower bound of each level, lowest first; empty where they are not known."""
        levels = self.questionnaire.levels if self.questionnaire else ()
        return [(each.level, each.name, each.min) for each in levels]

    def cohort(self, cohort: str) -> str:
        """A group in words: "Manufacturing, 50–249 people"."""
        return str(cohort_label(cohort, self.profile))

    def band(self, cohort: str) -> str:
        """The last band of a group alone: "50–249 people"."""
        path = steps(cohort)
        if not path:
            return self.cohort(cohort)
        fields = {field.id: field.options for field in self.profile}
        return fields.get(FIELDS[len(path) - 1], {}).get(path[-1], path[-1])


def dimensions(nodes: tuple[str, ...]) -> tuple[str, ...]:
    """The dimensions among the nodes of an edition, in the order of the questionnaire."""
    return tuple(node for node in nodes if node != OVERALL and "/" not in node)


def of_kind(kind: str, nodes: tuple[str, ...]) -> tuple[str, ...]:
    """The nodes of one of `KINDS`."""
    return tuple(node for node in nodes if node.startswith(f"{kind}/"))
