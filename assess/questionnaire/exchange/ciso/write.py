"""A manuscript → a CISO Assistant library with one framework."""

from __future__ import annotations

from collections.abc import Callable

from ...model import (
    ChoiceQuestion,
    Condition,
    Dimension,
    LevelQuestion,
    ManyQuestion,
    Question,
    TextQuestion,
)
from ..condition import as_tree
from ..expression import Test, Unspeakable
from ..file import dump_yaml
from ..loss import note_scoring
from ..manuscript import Exported, Manuscript, Texts, Voices
from ..note import Notes

KEPT = frozenset({"help", "why a question is asked", "evidence", "names of levels", "weights of questions"})
WORTHLESS = "What its options are worth is not carried."
PREFIX = "urn:assess:risk"


def write(manuscript: Manuscript) -> Exported:
    """The library as YAML: a node a dimension, an assessable node with one question a question."""
    notes = Notes()
    voices = Voices(manuscript)
    library = _Writing(voices, notes).library()
    note_scoring(manuscript, notes, keeps=KEPT)
    return Exported(content=dump_yaml(library).encode(), notes=notes.take())


class _Writing:
    def __init__(self, voices: Voices, notes: Notes) -> None:
        self.voices = voices
        self.notes = notes
        self.nodes: list[dict] = []

    def library(self) -> dict:
        questionnaire = self.voices.first
        for dimension in questionnaire.dimensions:
            self._dimension(dimension, None, 1)
        about = self._said(
            name=self.voices.head(lambda q: q.title), description=self.voices.head(lambda q: q.summary)
        )
        framework = {
            "urn": f"{PREFIX}:framework:{questionnaire.id}",
            "ref_id": questionnaire.id,
            **about,
            "min_score": questionnaire.levels[0].level,
            "max_score": questionnaire.levels[-1].level,
            "scores_definition": [self._level(place) for place in range(len(questionnaire.levels))],
            "requirement_nodes": self.nodes,
        }
        return {
            "urn": f"{PREFIX}:library:{questionnaire.id}",
            "locale": questionnaire.languages[0],
            "ref_id": questionnaire.id,
            **about,
            "copyright": "",
            "version": max(1, int(questionnaire.version.split(".")[0])),
            "provider": "assess",
            "packager": "assess",
            "objects": {"framework": framework},
        }

    def _said(self, **texts: Texts) -> dict:
        """Fields in the first language, and under `translations` in the others."""
        first, *others = self.voices.languages
        fields = {name: said[first] for name, said in texts.items() if first in said}
        translations = {
            code: found
            for code in others
            if (found := {name: said[code] for name, said in texts.items() if code in said})
        }
        return fields | ({"translations": translations} if translations else {})

    def _level(self, place: int) -> dict:
        def said(get: Callable) -> Texts:
            return self.voices.head(lambda q: get(q.levels[place]))

        number = self.voices.first.levels[place].level
        return {
            "score": number,
            **self._said(name=said(lambda level: level.name), description=said(lambda level: level.summary)),
        }

    def _node(self, id: str, parent: str | None, depth: int, *, assessable: bool) -> dict:
        questionnaire = self.voices.first.id
        node = {
            "urn": f"{PREFIX}:req_node:{questionnaire}:{id}",
            "assessable": assessable,
            "depth": depth,
            "ref_id": id,
        }
        self.nodes.append(node)
        return node | ({"parent_urn": parent} if parent else {})

    def _dimension(self, dimension: Dimension, parent: str | None, depth: int) -> None:
        def said(get: Callable) -> Texts:
            return self.voices.dimension(dimension.id, get)

        node = self._node(dimension.id, parent, depth, assessable=False)
        node |= self._said(
            name=said(lambda d: d.title),
            description=said(lambda d: d.summary),
            annotation=said(lambda d: d.why),
        )
        self.nodes[-1] = node
        for question in dimension.questions:
            self._question(question, node["urn"], depth + 1)
        for inner in dimension.dimensions:
            self._dimension(inner, node["urn"], depth + 1)

    def _question(self, question: Question, parent: str, depth: int) -> None:
        if not isinstance(question, LevelQuestion | ChoiceQuestion | ManyQuestion | TextQuestion):
            self.notes.lost(question.id, "It is not carried.", "No type there asks for numbers or rows.")
            return

        def said(get: Callable) -> Texts:
            return self.voices.question(question.id, get)

        node = self._node(question.id, parent, depth, assessable=True)
        node |= self._said(
            description=said(lambda q: q.help),
            annotation=said(lambda q: q.why),
            typical_evidence=said(lambda q: "\n".join(q.evidence)),
        )
        if float(question.weight).is_integer() and question.weight >= 1:
            node |= {"weight": int(question.weight)} if question.weight != 1 else {}
        else:
            self.notes.lost(question.id, "Its weight is not carried.", "Weights there are whole, from 1 on.")
        kind = "multiple_choice" if isinstance(question, ManyQuestion) else "unique_choice"
        asked = {"type": "text" if isinstance(question, TextQuestion) else kind}
        asked |= self._said(text=said(lambda q: q.text))
        if not isinstance(question, TextQuestion):
            asked["choices"] = self._choices(question)
        if question.when is not None and (depends := self._condition(question.id, question.when)):
            asked["depends_on"] = depends
        self.nodes[-1] = node | {"questions": {self._urn(question.id): asked}}

    def _urn(self, question: str, answer: str = "") -> str:
        urn = f"{PREFIX}:req_node:{self.voices.first.id}:{question}:question:1"
        return f"{urn}:choice:{answer}" if answer else urn

    def _choices(self, question: LevelQuestion | ChoiceQuestion | ManyQuestion) -> list[dict]:
        own = (
            self.voices.first.options_of(question)
            if isinstance(question, ChoiceQuestion)
            else question.options
        )
        scores = [self._score(question, place) for place in range(len(own))]
        is_whole = all(float(score).is_integer() for score in scores)
        if not is_whole:
            self.notes.lost(question.id, WORTHLESS, "Scores there are whole numbers.")
        choices = []
        for i, (option, texts) in enumerate(zip(own, self.voices.options(question), strict=True)):
            choice = {"urn": self._urn(question.id, getattr(option, "id", str(i + 1)))}
            choice |= self._said(value=texts) | ({"add_score": int(scores[i])} if is_whole else {})
            if isinstance(question, ManyQuestion):
                choice["compute_result"] = not option.exclusive
            choices.append(choice)
        return choices

    def _score(self, question: LevelQuestion | ChoiceQuestion | ManyQuestion, place: int) -> float:
        if isinstance(question, LevelQuestion):
            return place
        if isinstance(question, ChoiceQuestion):
            return self.voices.first.options_of(question)[place].value
        tick = question.options[place]
        return 0 if tick.exclusive else tick.weight

    def _condition(self, id: str, condition: Condition) -> dict | None:
        """One list of answers to one question is all that a question there can depend on."""
        try:
            tree = as_tree(condition, self.voices.first)
            if not isinstance(tree, Test):
                raise Unspeakable("A question there depends on one other.")
            question = self.voices.first.question[tree.name]
            if isinstance(question, LevelQuestion):
                last = len(question.options)
                rungs = tree.values if tree.operator == "any" else range(max(0, round(tree.values[0])), last)
                answers = [str(int(rung) + 1) for rung in rungs]
            elif isinstance(question, ChoiceQuestion | ManyQuestion):
                answers = [str(value) for value in tree.values]
            else:
                raise Unspeakable("A question there depends on options.")
        except Unspeakable as error:
            self.notes.lost(id, "Its condition is not carried: it is always asked.", str(error))
            return None
        urns = [self._urn(question.id, answer) for answer in answers]
        return {"question": self._urn(question.id), "answers": urns, "condition": "any"}
