"""Every rule of the checker, in one table: what it catches, an example of it, how to mend it.

The page "What the checker finds", the rules in a SARIF file, and the mutation test are made from this table; a finding
whose rule is not in it is a bug, and fails where it is made.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Level = Literal["error", "warning"]
"""An error keeps a file from being served. A warning is for the author to judge."""


class Rule(Struct, frozen=True, kw_only=True):
    """One rule. `example` is what an author would have written, in a line of the file's own YAML, or a sentence."""

    id: str
    about: str
    catches: str
    example: str
    remedy: str
    level: Level = "error"


def _rules(about: str, level: Level, *rows: tuple[str, str, str, str]) -> list[Rule]:
    return [
        Rule(id=id, about=about, catches=catches, example=example, remedy=remedy, level=level)
        for id, catches, example, remedy in rows
    ]


FILE, FORM, MODEL, CONDITION, LANGUAGE, VERSION, CATALOGUE = (
    "The file",
    "The form of the file",
    "The model",
    "Conditions",
    "Translations",
    "Versions",
    "The catalogue",
)

RULES: dict[str, Rule] = {
    rule.id: rule
    for rule in [
        *_rules(
            FILE,
            "error",
            ("file", "A file that cannot be read, or a folder without questionnaires.",
             "`assess check nowhere.yaml`", "Correct the path."),
            ("yaml", "What is not valid YAML; a key written twice; anchors, aliases and tags; more than one document; more "
             "than 2 MB; more than 40 levels of nesting; bytes that are not UTF-8; a date or number that is none.",
             "`title: A` and, further down, `title: B`", "Keep one; put texts in quotes; indent with spaces."),
            ("id-folder", "An id that is not the name of its folder, so also one id in two folders; a translation whose "
             "language is not the name of its file.", "`id: shops` in the folder `branches`", "Give both one name."),
        ),
        *_rules(
            FORM,
            "error",
            ("shape", "A value of another kind than the field takes, or outside its limits.",
             '`minutes: "ten"`', "Write what the format's page says of the field."),
            ("unknown-field", "A field that the format does not have. The nearest name is suggested.",
             "`wieght: 2`", "Correct its name, or remove it."),
            ("missing-field", "A required field that is not there.", "a question without `text`", "Add it."),
        ),
        *_rules(
            FORM,
            "warning",
            ("stray-quote", "A quote that is shown as part of the text: one without the other, or typographic ones around "
             "the whole text, which YAML does not know.", '`title: Taking goods back"`',
             'Write `"` on both sides of the text.'),
        ),
        *_rules(
            MODEL,
            "error",
            ("duplicate-id", "One id for two dimensions or questions, for two options of a question or scale, or for two "
             "questions about a row; the reserved ids `overall` and `profile`.",
             "two questions with `id: promise-01`", "Rename one."),
            ("dangling", "A name that nothing has: a theme, owner, phase, scale, level, option, profile band; an example's "
             "question or dimension.", "`owner: nobody`", "Use one of the names that the finding lists."),
            ("range", "A range whose `min` is not below its `max`, or that starts below 0.",
             "`range: {min: 5, max: 5}`", "The worst answer scores `min`, the best `max`."),
            ("level-hole", "A first level that does not start where the range starts.",
             "first level `min: 1`, range from 0", "Start the first level where the range starts."),
            ("level-order", "Levels whose numbers or bounds do not rise, or that no score can reach.",
             "`min: 3` after `min: 3`", "List levels upwards, below the end of the range."),
            ("precision", "A weight, or a bound of a level or of the range, with more than three decimals, or points with "
             "more: scores are computed in thousandths. An effort with more than one.", "`weight: 0.3333`",
             "Round it to three decimals, or use whole numbers: 1 and 2 instead of 0.3333 and 0.6667."),
            ("zero-weight", "Parts that together weigh nothing.", "`weight: 0` on every question of a dimension",
             "Give at least one a weight above 0."),
            ("empty-dimension", "A dimension in which nothing scores.", "a dimension with a `text` question only",
             "Add a question that scores."),
            ("scale", "A scale whose worst answer is not worth 0 or whose best is not worth 1: all options of one value, a "
             "checklist without weight; a checklist without an exclusive option; both `options` and `scale`, or neither.",
             "`{id: yes, value: 1}` and `{id: no, value: 1}`",
             "Give the worst option the lowest value, the best the highest."),
            ("number", "A number whose range is empty, is not divided evenly by its step, or has more than 10,001 steps.",
             "`{min: 0, max: 10, step: 3}`", "Choose `min`, `max` and `step` that fit each other."),
            ("breakpoints", "Breakpoints that do not run from 0 to 1 (from 1 to 0 where low is good), do not rise, or lie "
             "beyond the numbers that can be given.", "`[{value: 0, share: 0.2}, {value: 10, share: 1}]`",
             "The worst number is worth 0, the best 1, and the numbers rise."),
            ("matrix", "Rows of which more are needed than allowed; suggestions that are twice the same, or too long.",
             "`{min_rows: 5, max_rows: 3}`", "Mend the limits; shorten or remove the suggestion."),
            ("core", "A core practice that no answer reaches, that asks for the first level, on a reversed scale, or on a "
             "question that never scores; a `gated` score without any.", "`core: [{level: 3, min: 9}]` on five rungs",
             "Ask for a value that an answer can have, and for a level above the first."),
            ("missing-advice", "Advice for some levels only.", "`advice: {1: …, 2: …}` with five levels",
             "Write one text per level, or none."),
            ("scoring", "More than 250 questions, or parts of one dimension that together weigh too much to be added up "
             "exactly.", "ten questions of `weight: 1000`", "Divide all weights by one number."),
            ("example", "A worked example that scores otherwise than it says, or whose answers do not fit; none at all. "
             "Examples are run once everything that scores is right.",
             "`overall: {score: 2.6}` where it scores 2.59", "Compute it by hand, then mend the expectation or the model."),
        ),
        *_rules(
            MODEL,
            "warning",
            ("core-gap", "A dimension that names core practices, but none for a level between the second and the highest it "
             "names: whoever is at the level below is at this one as well.",
             "core practices of levels 2 and 4, none of level 3",
             "Name a core practice of that level, or lower the others."),
            ("core-weight", "A core practice that weighs 0: it holds a level back, and never raises the score.",
             "`weight: 0` beside `core: [{level: 2, min: 1}]`", "Give the question a weight above 0."),
            ("hiding-pays", "A question that a worse answer hides and a better one shows, in the same dimension, and so "
             "heavy that the better answer can lower the mean: the question it shows is then answered at its worst.",
             "`weight: 1` on both a question and the one it opens",
             "Give the question that opens more weight, or the one it opens less."),
        ),
        *_rules(
            CONDITION,
            "error",
            ("condition", "A condition that says nothing, or two things at once, or compares what cannot be compared.",
             "`when: {question: plan-01}`", "Write one of question, profile, all, any, not; and `is` or `min`."),
            ("look-forward", "A condition on a question that is asked later.", "question 1 asked `when` question 2 …",
             "Move the question that is looked at before this one."),
            ("cycle", "A condition on the question itself, or on one that waits for it.",
             "`plan-01` asks for `plan-02`, which asks for `plan-01`", "Remove one of the conditions."),
            ("unreachable", "A condition that can never hold: it contradicts itself, needs a value that no answer has, or "
             "asks for what the conditions of the questions it looks at exclude.",
             "`when: {question: plan-01, min: 9}` on five rungs", "Mend the condition, or remove the question."),
        ),
        *_rules(
            LANGUAGE,
            "error",
            ("missing-translation", "A text without its translation, a translation without its text, or a file that "
             "`languages` promises and that is not there.", "`languages: [en, pl]` without `pl.yaml`",
             "Translate it; `assess translate FOLDER LANGUAGE --start` begins a file."),
            ("stale-translation", "A part whose source has changed since it was translated, or of which nothing says what "
             "it was translated from.", "a word changed in the question, not in `pl.yaml`",
             "Translate it anew, then run `assess translate --stamp`."),
        ),
        *_rules(
            LANGUAGE,
            "warning",
            ("unlisted-translation", "A translation that lies beside the questionnaire, but that `languages` does not name: "
             "nobody sees it.", "`pl.yaml` beside `languages: [en]`", "Add the language to `languages`."),
        ),
        *_rules(
            VERSION,
            "error",
            ("published-changed", "A version that was published, with other content than it had then.",
             "a weight changed in 1.0.0, which is published", "Raise the version."),
            ("version-lower", "A version below the last published one.", '`version: "1.0.0"` after 1.1.0 was published',
             "Raise it above the last published version."),
            ("publication", "A record of published versions that is not in order: versions that do not rise, changes of a "
             "version there is not, or `versions` not last in the file.", "1.1.0 before 1.0.0 in `published.yaml`",
             "Restore the file; only `assess publish` writes to `versions`."),
            ("migration", "Changes between versions that name a question there is not, or that do not say what became of "
             "one that is gone.", "`renamed: {plan-01: plan-one}` without a question `plan-one`",
             "Name every question that is gone under `renamed` or `removed`."),
        ),
        *_rules(
            CATALOGUE,
            "warning",
            ("uncovered-theme", "A theme of the vocabulary that no question of the whole catalogue covers. Looked for when "
             "the whole catalogue is checked.", "`trend` in `vocabulary.yaml`, and in no question's `themes`",
             "Add it to the question that covers it, or take it out of the vocabulary."),
        ),
    ]
}  # fmt: skip
"""By id, in the order in which the page shows them."""
