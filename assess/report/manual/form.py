"""A shipped questionnaire → the page on which it can be read, and printed, without starting it."""

from __future__ import annotations

from ...questionnaire.catalogue import Catalogue
from ...questionnaire.model import (
    ChoiceQuestion,
    LevelQuestion,
    ManyQuestion,
    MatrixQuestion,
    NumberQuestion,
    Question,
    Questionnaire,
)
from ..page import Page, as_text, environment


def form_page(questionnaire: Questionnaire, catalogue: Catalogue) -> Page:
    """Levels, dimensions, questions with their options, core practices, examples, version and hash."""
    scored = sum(question.scored for question in questionnaire.questions)
    text = (
        environment()
        .get_template("manual/form.md.j2")
        .render(
            questionnaire=questionnaire,
            dimensions=tuple(questionnaire.all_dimensions()),
            facts=f"{questionnaire.minutes} minutes, {scored} questions, "
            f"{len(questionnaire.dimensions)} dimensions.",
            options_of=lambda question: options_of(questionnaire, question),
            notes_of=lambda question: notes_of(questionnaire, question, catalogue),
        )
    )
    return Page(part="Questionnaires", file=file_of(questionnaire), title=questionnaire.title, text=text)


def file_of(questionnaire: Questionnaire) -> str:
    """The name of the questionnaire's page."""
    return f"questionnaire-{questionnaire.id}.md"


def options_of(questionnaire: Questionnaire, question: Question) -> list[str]:
    """A Markdown list of the options, with what a sheet or the API calls each."""
    if isinstance(question, LevelQuestion):
        return [f"- **{rung}** {as_text(option.text)}" for rung, option in enumerate(question.options)]
    if isinstance(question, ChoiceQuestion):
        options = [(option.id, option.text) for option in questionnaire.options_of(question)]
    elif isinstance(question, ManyQuestion):
        options = [(tick.id, tick.text) for tick in question.options]
    elif isinstance(question, NumberQuestion):
        ends = f"from {question.min:g} to {question.max:g} in steps of {question.step:g}"
        return [f"- A number of {as_text(question.unit)}, {ends}; {question.direction} is good."]
    elif isinstance(question, MatrixQuestion):
        return [
            f"- **{part.id}** {as_text(part.text)}"
            + "".join(
                f"\n    - **{rung}** {as_text(option.text)}" for rung, option in enumerate(part.options)
            )
            for part in question.questions
        ]
    else:
        return ["- In your own words; this is never scored."]
    return [f"- **{name}** {as_text(text)}" for name, text in options]


def notes_of(questionnaire: Questionnaire, question: Question, catalogue: Catalogue) -> str:
    """What a reader should know beside the options, as one line of HTML."""
    kinds = {
        "level": "one rung",
        "choice": "one option",
        "many": "tick all that apply",
        "number": "a number",
        "matrix": "rows that you add",
        "text": "free text",
    }
    notes = [f"{question.id}: {kinds[question.__struct_config__.tag]}"]
    if question.scored:
        notes.append(f"weight {question.weight:g}")
    for core in question.core:
        level = questionnaire.level_named(core.level)
        notes.append(f"core practice of level {level.level}, {level.name}, from {core.min:g}")
    if question.when is not None:
        notes.append("asked only where an earlier answer or the profile calls for it")
    if question.owner:
        notes.append(f"usually with {catalogue.vocabulary.owners[question.owner]}")
    return as_text("; ".join(notes) + ".")
