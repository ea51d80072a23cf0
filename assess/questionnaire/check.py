"""The rules a questionnaire must keep beyond its shape. Each rule is a function that yields what it finds.

Pure: a `Questionnaire` and the shared words enter, findings leave, each with the path in the file and a remedy.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from .model import ChoiceQuestion, Condition, Dimension, LevelQuestion, ManyQuestion, Question, Questionnaire
from .problem import Path
from .shape import Mismatch
from .vocabulary import ProfileField, Vocabulary

RESERVED = {"overall", "profile"}


def check(
    questionnaire: Questionnaire, vocabulary: Vocabulary, profile: Iterable[ProfileField]
) -> list[Mismatch]:
    """Everything wrong with a questionnaire of the right shape, in the order of the rules."""
    bands = {field.id: field.options for field in profile}
    return [
        *_unique_ids(questionnaire),
        *_levels(questionnaire),
        *_weights(questionnaire),
        *_scales(questionnaire),
        *_references(questionnaire, vocabulary),
        *_core(questionnaire),
        *_conditions(questionnaire, bands),
        *_advice(questionnaire),
        *_examples(questionnaire, bands),
    ]


def dimensions_with_paths(questionnaire: Questionnaire) -> Iterator[tuple[Path, Dimension]]:
    """Every dimension, parents first, with its place in the file."""

    def walk(dimensions: Iterable[Dimension], path: Path) -> Iterator[tuple[Path, Dimension]]:
        for i, dimension in enumerate(dimensions):
            here = (*path, "dimensions", i)
            yield here, dimension
            yield from walk(dimension.dimensions, here)

    yield from walk(questionnaire.dimensions, ())


def questions_with_paths(questionnaire: Questionnaire) -> Iterator[tuple[Path, Question]]:
    """Every question with its place in the file, in the order of `Questionnaire.questions`."""
    for path, dimension in dimensions_with_paths(questionnaire):
        for i, question in enumerate(dimension.questions):
            yield (*path, "questions", i), question


def _unique_ids(questionnaire: Questionnaire) -> Iterator[Mismatch]:
    seen: set[str] = set(RESERVED)
    parts = [*dimensions_with_paths(questionnaire), *questions_with_paths(questionnaire)]
    for path, part in parts:
        if part.id in seen:
            what = (
                f"The id `{part.id}` is reserved."
                if part.id in RESERVED
                else f"The id `{part.id}` is used twice."
            )
            yield Mismatch(
                (*path, "id"), what, "Every dimension and question needs an id of its own.", "duplicate-id"
            )
        seen.add(part.id)
    for path, question in questions_with_paths(questionnaire):
        ids = [option.id for option in getattr(question, "options", ()) if hasattr(option, "id")]
        for twice in (option for option, times in Counter(ids).items() if times > 1):
            yield Mismatch(
                (*path, "options"), f"The option id `{twice}` is used twice.", "Rename one.", "duplicate-id"
            )


def _levels(questionnaire: Questionnaire) -> Iterator[Mismatch]:
    levels, bounds = questionnaire.levels, questionnaire.range
    if bounds.min >= bounds.max:
        yield Mismatch(
            ("range",), "`min` is not below `max`.", "The worst answer scores `min`, the best `max`.", "range"
        )
    if bounds.min < 0:
        yield Mismatch(("range", "min"), "The range starts below 0.", "Start it at 0 or above.", "range")
    if levels[0].min != bounds.min:
        what = f"The first level starts at {levels[0].min:g}, the range at {bounds.min:g}."
        yield Mismatch(
            ("levels", 0, "min"), what, "Start the first level where the range starts.", "level-hole"
        )
    for i, (below, above) in enumerate(pairwise(levels), start=1):
        if above.min <= below.min or above.level <= below.level:
            what = f"Level {above.level} from {above.min:g} does not come after level {below.level} from {below.min:g}."
            yield Mismatch(
                ("levels", i), what, "List levels upwards; number and `min` both rise.", "level-order"
            )
        if above.min >= bounds.max:
            remedy = f"Keep it below {bounds.max:g}, or no answer can reach it."
            yield Mismatch(
                ("levels", i, "min"), f"Level {above.level} is out of reach.", remedy, "level-order"
            )
    numbers = {level.level for level in levels}
    if questionnaire.target is not None and questionnaire.target not in numbers:
        yield Mismatch(
            ("target",), f"There is no level {questionnaire.target}.", _one_of(numbers), "dangling"
        )


def _weights(questionnaire: Questionnaire) -> Iterator[Mismatch]:
    def zero(weights: list[float]) -> bool:
        return bool(weights) and sum(weights) == 0

    remedy = "Give at least one a weight above 0."
    if zero([dimension.weight for dimension in questionnaire.dimensions]):
        yield Mismatch(("dimensions",), "All dimensions weigh 0.", remedy, "zero-weight")
    for path, dimension in dimensions_with_paths(questionnaire):
        scored = [question for question in dimension.questions if question.scored]
        if not scored and not dimension.dimensions:
            yield Mismatch(
                path, f"`{dimension.id}` holds nothing that scores.", "Add a question.", "empty-dimension"
            )
        if zero([part.weight for part in (*scored, *dimension.dimensions)]):
            yield Mismatch(path, f"Everything in `{dimension.id}` weighs 0.", remedy, "zero-weight")


def _scales(questionnaire: Questionnaire) -> Iterator[Mismatch]:
    for path, question in questions_with_paths(questionnaire):
        if isinstance(question, ChoiceQuestion):
            yield from _choice(questionnaire, path, question)
        elif isinstance(question, ManyQuestion):
            if sum(tick.weight for tick in question.options if not tick.exclusive) == 0:
                yield Mismatch(
                    (*path, "options"), "No option weighs anything.", "Weigh at least one.", "scale"
                )
            if not any(tick.exclusive for tick in question.options):
                what = "Nothing ticked cannot be told from not answered."
                remedy = 'Add an option such as {id: none, text: "None of these", exclusive: true}.'
                yield Mismatch((*path, "options"), what, remedy, "scale")


def _choice(questionnaire: Questionnaire, path: Path, question: ChoiceQuestion) -> Iterator[Mismatch]:
    if question.options and question.scale:
        yield Mismatch(path, "Both `options` and `scale` are given.", "Keep one.", "scale")
    elif question.scale and question.scale not in questionnaire.scales:
        yield Mismatch(
            (*path, "scale"),
            f"There is no scale `{question.scale}`.",
            _one_of(questionnaire.scales),
            "dangling",
        )
    elif len({option.value for option in questionnaire.options_of(question)}) < 2:
        what = "The options do not differ in value, so no answer is the best or the worst."
        yield Mismatch(path, what, "Give the worst option the lowest value, the best the highest.", "scale")


def _references(questionnaire: Questionnaire, vocabulary: Vocabulary) -> Iterator[Mismatch]:
    for path, question in questions_with_paths(questionnaire):
        for i, theme in enumerate(question.themes):
            if theme not in vocabulary.themes:
                yield Mismatch(
                    (*path, "themes", i), f"Unknown theme `{theme}`.", _one_of(vocabulary.themes), "dangling"
                )
        for name, known in (("owner", vocabulary.owners), ("phase", vocabulary.phases)):
            value = getattr(question, name)
            if value is not None and value not in known:
                yield Mismatch((*path, name), f"Unknown {name} `{value}`.", _one_of(known), "dangling")


def best_value(questionnaire: Questionnaire, question: Question) -> float:
    """The highest value an answer can have on the question's own scale (after `reverse`, the best)."""
    if isinstance(question, LevelQuestion):
        return len(question.options) - 1
    if isinstance(question, ChoiceQuestion):
        return max(option.value for option in questionnaire.options_of(question))
    return 1


def _core(questionnaire: Questionnaire) -> Iterator[Mismatch]:
    numbers = [level.level for level in questionnaire.levels]
    for path, question in questions_with_paths(questionnaire):
        for i, core in enumerate(question.core):
            here = (*path, "core", i)
            if not question.scored:
                yield Mismatch(here, "A text question cannot be a core practice.", "Remove `core`.", "core")
            elif getattr(question, "reverse", False):
                what = "On a reversed scale, “at least” is no good practice."
                yield Mismatch(
                    here, what, "Give the better options the higher values instead of `reverse`.", "core"
                )
            elif core.level not in numbers[1:]:
                remedy = f"Use one of {numbers[1:]}: the first level asks for nothing."
                yield Mismatch((*here, "level"), f"Level {core.level} cannot be asked for.", remedy, "core")
            elif isinstance(question, ChoiceQuestion) and not questionnaire.options_of(question):
                continue
            elif core.min > best_value(questionnaire, question):
                what = f"No answer reaches {core.min:g}."
                remedy = f"The best answer is {best_value(questionnaire, question):g}."
                yield Mismatch((*here, "min"), what, remedy, "core")


def _conditions(questionnaire: Questionnaire, bands: dict[str, dict[str, str]]) -> Iterator[Mismatch]:
    before: set[str] = set()
    for path, question in questions_with_paths(questionnaire):
        if question.when is not None:
            yield from _condition(question.when, (*path, "when"), before, questionnaire, bands)
        before.add(question.id)


def _condition(
    condition: Condition,
    path: Path,
    before: set[str],
    questionnaire: Questionnaire,
    bands: dict[str, dict[str, str]],
) -> Iterator[Mismatch]:
    parts = [*condition.all, *condition.any, *([condition.negated] if condition.negated else [])]
    kinds = [
        condition.question,
        condition.profile,
        condition.all or None,
        condition.any or None,
        condition.negated,
    ]
    if sum(kind is not None for kind in kinds) != 1:
        remedy = "Write exactly one of question, profile, all, any, not."
        yield Mismatch(path, "This condition does not say one thing.", remedy, "condition")
        return
    for part in parts:
        yield from _condition(part, path, before, questionnaire, bands)
    if condition.question is not None and condition.question not in before:
        known = condition.question in questionnaire.question
        what = (
            f"`{condition.question}` comes later, or is the question itself."
            if known
            else f"There is no question `{condition.question}`."
        )
        yield Mismatch((*path, "question"), what, "A condition looks at questions asked before.", "condition")
    if condition.question in before and condition.one_of:
        yield from _chosen(condition, path, questionnaire)
    if condition.profile is not None:
        unknown = [b for b in condition.one_of if b not in bands.get(condition.profile, {})]
        if condition.profile not in bands or unknown:
            what = f"No profile band `{condition.profile}` = {', '.join(unknown) or '?'}."
            yield Mismatch(
                (*path, "profile"), what, _one_of(bands.get(condition.profile, bands)), "condition"
            )
    if not parts and not condition.one_of and condition.min is None:
        yield Mismatch(path, "Nothing is compared.", "Add `is: [...]` or `min: ...`.", "condition")


def _chosen(condition: Condition, path: Path, questionnaire: Questionnaire) -> Iterator[Mismatch]:
    """An `is` on an option that the question does not have would never hold, and nobody would notice."""
    question = questionnaire.question[condition.question or ""]
    if isinstance(question, LevelQuestion):
        known = [str(rung) for rung in range(len(question.options))]
    elif isinstance(question, ChoiceQuestion):
        known = [option.id for option in questionnaire.options_of(question)]
    else:
        known = [tick.id for tick in getattr(question, "options", ())]
    for i, wanted in enumerate(condition.one_of):
        if wanted not in known:
            what = f"`{question.id}` has no option `{wanted}`."
            yield Mismatch((*path, "is", i), what, _one_of(known), "condition")


def _advice(questionnaire: Questionnaire) -> Iterator[Mismatch]:
    numbers = {level.level for level in questionnaire.levels}
    for path, dimension in dimensions_with_paths(questionnaire):
        for level in dimension.advice:
            if level not in numbers:
                yield Mismatch(
                    (*path, "advice", level), f"There is no level {level}.", _one_of(numbers), "dangling"
                )
        missing = sorted(numbers - set(dimension.advice))
        if dimension.advice and missing:
            what = f"Advice is missing for level {', '.join(map(str, missing))}."
            yield Mismatch((*path, "advice"), what, "Write one text per level.", "missing-advice")


def _examples(questionnaire: Questionnaire, bands: dict[str, dict[str, str]]) -> Iterator[Mismatch]:
    nodes = {dimension.id for dimension in questionnaire.all_dimensions()}
    for i, example in enumerate(questionnaire.examples):
        for key, known in (("answers", questionnaire.question), ("dimensions", nodes), ("profile", bands)):
            for name in getattr(example, key):
                if name not in known:
                    what = f"`{name}` is not in this questionnaire."
                    yield Mismatch(("examples", i, key, name), what, _one_of(known), "dangling")


def _one_of(known: Iterable) -> str:
    names = sorted(map(str, known))
    shown = ", ".join(names[:12]) + (", …" if len(names) > 12 else "")
    return f"Use one of: {shown}." if names else "None is declared."
