"""What another format has no room for, noted for a whole questionnaire at once.

Pure. A format says by name which of these it keeps.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..model import ChoiceQuestion, Question, Questionnaire
from ..part import AnswerPolicy
from .manuscript import Manuscript, Voices
from .note import Notes

OURS = "The other format has no field for it; it is only in ours."


def note_scoring(manuscript: Manuscript, notes: Notes, keeps: frozenset[str] = frozenset()) -> None:
    """Note everything beside the questions themselves that is there and not among `keeps`."""
    questionnaire = manuscript.questionnaire
    for name, places in _present(questionnaire).items():
        if places and name not in keeps:
            where = ", ".join(places[:3]) + (f" and {len(places) - 3} more" if len(places) > 3 else "")
            notes.lost(where, f"{name[0].upper()}{name[1:]}: not carried.", OURS)
    for language in Voices(manuscript).missing:
        notes.lost(
            "languages", f"There are no texts in `{language}` to carry.", "Its translation is missing."
        )


def _present(questionnaire: Questionnaire) -> dict[str, list[str]]:
    """What there is, and in which parts of the questionnaire."""
    dimensions, questions = list(questionnaire.all_dimensions()), questionnaire.questions

    def asked(*names: str) -> list[str]:
        return [question.id for question in questions if any(_is_set(question, name) for name in names)]

    whole = ["the questionnaire"]
    return {
        "names of levels": whole,
        "the range and the rollup": whole,
        "coverage": whole,
        "worked examples": ["examples"] if questionnaire.examples else [],
        "what is measured, sources and limits": whole
        if questionnaire.sources or questionnaire.limits
        else [],
        "policies for answers that are no values": [
            *(whole if questionnaire.policy != AnswerPolicy() else []),
            *asked("policy"),
        ],
        "weights of dimensions": _weighty(dimensions),
        "weights of questions": _weighty(questions),
        "importance and effort": asked("importance", "effort"),
        "core practices": asked("core"),
        "themes, owners and phases": asked("themes", "owner", "phase"),
        "constructs": asked("construct", "blocked"),
        "help": asked("help"),
        "why a question is asked": asked("why"),
        "evidence": asked("evidence"),
        "next steps": [question.id for question in questions if _has_next(questionnaire, question)],
        "advice": [dimension.id for dimension in dimensions if dimension.advice],
        "rollups and coverage of dimensions": [
            each.id for each in dimensions if each.rollup != "mean" or each.coverage is not None
        ],
        "reversed scales": [q.id for q in questions if isinstance(q, ChoiceQuestion) and q.reverse],
        "breakpoints": asked("breakpoints"),
    }


def _weighty(parts: Iterable) -> list[str]:
    return [part.id for part in parts if part.weight != 1]


def _is_set(question: Question, name: str) -> bool:
    default = {"importance": 1, "effort": 1, "policy": AnswerPolicy(), "blocked": False}.get(name)
    return getattr(question, name, default) not in (default, None, ())


def _has_next(questionnaire: Questionnaire, question: Question) -> bool:
    shared = questionnaire.scales.get(getattr(question, "scale", None) or "", ())
    options = (*getattr(question, "options", ()), *shared)
    inner = [option for part in getattr(question, "questions", ()) for option in part.options]
    return any(option.next for option in (*options, *inner))
