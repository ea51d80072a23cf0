"""For every rule of the checker at least two ways to break it, by editing the text of a good file.

`python -m tests.questionnaire.mutation` prints what each does, and what catches it, as a table.
"""

from __future__ import annotations

from msgspec import Struct

from .sample import FOLDER, SMALL, VOCABULARY, good_files

Q, S, PL, PUB, VOC, SHARED = (
    "small/questionnaire.yaml",
    "spoken/questionnaire.yaml",
    "spoken/pl.yaml",
    "spoken/published.yaml",
    "vocabulary.yaml",
    "pl.yaml",
)
FIRST, SECOND = "dimensions[0].questions", "dimensions[1].questions"


class Mutation(Struct, frozen=True):
    """An edit, and where it must be found: `path` in `found_in` (the edited file), on the line where `near` stands.

    `near` is the edit itself where it is empty. `new` None takes the whole file away.
    """

    rule: str
    file: str
    old: str
    new: str | None
    path: str
    near: str = ""
    found_in: str = ""

    def apply(self) -> dict[str, str]:
        """The files of the catalogue with this edit."""
        files = dict(good_files())
        if self.new is None:
            del files[self.file]
            return files
        text = files[self.file]
        assert text.count(self.old) == 1, f"{self.old!r} stands {text.count(self.old)} times in {self.file}"
        return files | {self.file: text.replace(self.old, self.new)}

    def line(self) -> int | None:
        """The line on which it must be found; None where there is no file to have one."""
        text = self.apply().get(self.found_in or self.file)
        if text is None or self.near == "nowhere":
            return None
        return text[: text.index(self.near or self.new or "")].count("\n") + 1


def edits(rule: str, *rows: tuple) -> list[Mutation]:
    """Mutations of one rule."""
    return [Mutation(rule, *row) for row in rows]


RUNG, PICK, TICK = 'text: "Rung?"', 'text: "Pick?"', '{id: one, text: "One"}'
LATE = "when: {all: [{profile: size, is: [small]}, {not: {question: pick, is: [never]}}]}"
WHEN = "when: {question: rung, min: 1}"
HOURS = "breakpoints: [{value: 0, share: 1}, {value: 24, share: 0}]"
OPTIONS = "options:\n          - {id: one"
ROWS = "max_rows: 3"
CORE = "core: [{level: 2, min: 1}, {level: 3, min: 2}]"
PUB_09 = "{renamed: {told: said}, removed: [gone]}"

MUTATIONS: list[Mutation] = [
    *edits("file",
        (Q, SMALL, FOLDER, "", "nowhere"),
        (VOC, VOCABULARY, FOLDER, "", "nowhere")),
    *edits("yaml",
        (Q, "minutes: 1\n", "minutes: 1\nminutes: 2\n", "", "minutes: 2"),
        (Q, 'title: "Small"', 'title: &t "Small"', ""),
        (Q, "languages: [en]", "languages: [en", "", "title:"),
        (Q, "minutes: 1", "minutes: 2026-02-31", ""),
        (Q, "  - id: first", "\t- id: first", ""),
        (Q, "weight: 0.5", "weight: .nan", ""),
        (Q, "target: 2", "target: !!int 2", ""),
        (Q, "target: 2", "target: 2\n---\na: 1", "", "---"),
        (Q, 'title: "First"', 'title: "First"\n    No: 1', "dimensions[0]", "No: 1"),
        (PL, 'title: "Mówiony"', "title: *a", ""),
        (Q, "target: 2", "target: " + "[" * 50 + "]" * 50, "")),
    *edits("id-folder",
        (Q, "id: small\n", "id: large\n", "id"),
        (S, "id: spoken\n", "id: small\n", "id"),
        (SHARED, "language: pl", "language: ru", "language"),
        (PL, "language: pl", "language: sr", "language")),
    *edits("shape",
        (Q, "minutes: 1", 'minutes: "ten"', "minutes"),
        (Q, "type: number", "type: slider", SECOND + "[0].type"),
        (Q, 'text: "Rung?"', "text: No", FIRST + "[0].text"),
        (Q, "id: pick,", "id: pi\u200fck,", FIRST + "[1].id"),
        (Q, 'options: [{text: "Shallow"}, {text: "Deep"}]', 'options: [{text: "Deep"}]', FIRST + "[2].options"),
        (Q, "{first: {score: 5}}", "{first: 5}", "examples[1].dimensions.first"),
        (VOC, '{start: "Start"}', "[start]", "phases"),
        (PUB, '"0.8.0"', "0.8", "versions[0].version"),
        (PL, '"Powiedziane?"', "1", "questions.said.text", "said: {text: 1")),
    *edits("unknown-field",
        (Q, "weight: 2", "wieght: 2", FIRST + "[0].wieght"),
        (Q, "overall: {score: 5,", "overall: {scores: 5,", "examples[1].overall.scores"),
        (PL, 'title: "Mówiony"', 'title: "Mówiony"\ntitel: "Mówiony"', "titel", "titel"),
        (PUB, "date: 2026-02-01", "date: 2026-02-01\n    by: nobody", "versions[1].by", "by: nobody")),
    *edits("missing-field",
        (Q, "minutes: 1\n", "", "", "format: 1"),
        (Q, '    summary: "The kinds of question that most forms have."\n', "", "dimensions[0]", "- id: first"),
        (Q, 'unit: "hours"\n', "help: 'H'\n", SECOND + "[0]", "type: number"),
        (PL, '  only: {title: "Jedyny", ', "  only: {", "dimensions.only", "only: {")),
    *edits("stray-quote",
        (Q, 'title: "First"', 'title: First"', "dimensions[0].title"),
        (Q, 'text: "Middling"', 'text: “Middling”', FIRST + "[0].options[1].text"),
        (Q, 'text: "Never"', 'text: Never"', "scales.agree[0].text"),
        (PL, '"Zrobione?"', '„Zrobione?”', "questions.done.text", "done: {text")),
    *edits("duplicate-id",
        (Q, "id: places\n", "id: rung\n", SECOND + "[1].id", 'rung\n        text: "Places'),
        (Q, "id: words,", "id: second,", SECOND + "[3].id"),
        (Q, "id: words,", "id: overall,", SECOND + "[3].id"),
        (Q, "- {id: none,", "- {id: one,", FIRST + "[3].options[1].id", '{id: one, text: "None'),
        (Q, "- {id: always,", "- {id: never,", "scales.agree[1].id", '{id: never, text: "Al'),
        (Q, "{id: pace,", "{id: care,", SECOND + "[1].questions", "questions:\n          - {id: care")),
    *edits("dangling",
        (Q, "target: 2", "target: 7", "target"),
        (Q, "scale: agree", "scale: agrees", FIRST + "[1].scale"),
        (Q, "themes: [trend]", "themes: [trend, none]", FIRST + "[0].themes[1]"),
        (Q, "owner: cx", "owner: nobody", FIRST + "[1].owner"),
        (Q, "phase: start", "phase: never", FIRST + "[1].phase"),
        (Q, 'advice: {1: "Begin.",', 'advice: {1: "Begin.", 7: "Rest.",', "dimensions[0].advice[7]"),
        (Q, WHEN, "when: {question: gone, min: 1}", FIRST + "[2].when.question"),
        (Q, WHEN, "when: {question: rung, is: ['1', '7']}", FIRST + "[2].when.is[1]"),
        (Q, "is: [never]}}]}", "is: [seldom]}}]}", SECOND + "[2].when.all[1].not.is[0]"),
        (Q, "is: [small]}", "is: [tiny]}", SECOND + "[2].when.all[0].is[0]"),
        (Q, "profile: size,", "profile: shoe,", SECOND + "[2].when.all[0].profile"),
        (Q, "answers: {pick: always}", "answers: {picks: always}", "examples[1].answers.picks"),
        (Q, "{first: {score: 5}}", "{third: {score: 5}}", "examples[1].dimensions.third"),
        (Q, "profile: {size: small}", "profile: {size: tiny}", "examples[0].profile.size")),
    *edits("range",
        (Q, "range: {min: 0, max: 5}\n", "range: {min: 5, max: 5}\n", "range"),
        (S, "minutes: 1\n", "minutes: 1\nrange: {min: -1}\n", "range.min", "range: {min: -1}")),
    *edits("level-hole",
        (Q, 'name: "Low", min: 0', 'name: "Low", min: 1', "levels[0].min"),
        (S, "minutes: 1\n", "minutes: 1\nrange: {min: 1}\n", "levels[0].min", "- {level: 1")),
    *edits("level-order",
        (Q, 'name: "Middle", min: 2', 'name: "Middle", min: 0', "levels[1]"),
        (Q, 'name: "Middle", min: 2', 'name: "Middle", min: 4', "levels[2]", "- {level: 3"),
        (Q, 'name: "High", min: 4', 'name: "High", min: 6', "levels[2].min"),
        (S, 'name: "High", min: 2', 'name: "High", min: -2', "levels[1]")),
    *edits("precision",
        (Q, "weight: 0.5", "weight: 0.3333", FIRST + "[2].weight"),
        (Q, "  - id: second", "  - weight: 1.00001\n    id: second", "dimensions[1].weight", "- weight"),
        (Q, TICK, '{id: one, text: "One", weight: 0.0625}', FIRST + "[3].options[0].weight"),
        (Q, 'name: "Middle", min: 2', 'name: "Middle", min: 2.0005', "levels[1].min"),
        (Q, "weight: 0.5", "effort: 1.25", FIRST + "[2].effort")),
    *edits("precision",
        (Q, "  - id: second", "  - {id: more, title: M, summary: S, rollup: points, questions: [{type: choice, "
         "id: half, text: H, weight: 0.5, options: [{id: a, text: A, value: 0}, {id: b, text: B, value: 0.125}]}]}\n"
         "  - id: second",
         "dimensions[1].questions[0]", "- {id: more")),
    *edits("zero-weight",
        (S, "  - id: only", "  - weight: 0\n    id: only", "dimensions", "dimensions:"),
        (Q, "  - id: second", "  - {id: more, title: M, summary: S, dimensions: [{id: less, title: L, summary: S, "
         "weight: 0, questions: [{type: level, id: a, text: A, options: [{text: W}, {text: B}]}]}]}\n  - id: second",
         "dimensions[1]", "- {id: more")),
    *edits("empty-dimension",
        (Q, "  - id: second", "  - {id: more, title: More, summary: More}\n  - id: second", "dimensions[1]", "- {id: more"),
        (Q, "  - id: second", "  - id: more\n    title: More\n    summary: More\n    questions: [{type: text, id: free, "
         "text: F}]\n  - id: second", "dimensions[1]", "- id: more")),
    *edits("scale",
        (Q, 'text: "Always", value: 1', 'text: "Always", value: 0', "scales.agree", "  agree:"),
        (Q, 'text: "Bad", value: 0', 'text: "Bad", value: 1', SECOND + "[2].options"),
        (Q, TICK, '{id: one, text: "One", weight: 0}', FIRST + "[3].options", OPTIONS),
        (Q, '{id: none, text: "None of these", exclusive: true}', '{id: two, text: "Two"}', FIRST + "[3].options", OPTIONS),
        (Q, "scale: agree,", "", FIRST + "[1]", "id: pick"),
        (Q, PICK, PICK + ", options: [{id: a, text: A, value: 0}, {id: b, text: B, value: 1}]", FIRST + "[1]")),
    *edits("number",
        (Q, "step: 2", "step: 7", SECOND + "[0].step"),
        (Q, "step: 2", "step: 0.001", SECOND + "[0].step"),
        (Q, "step: 2", "step: 1.0e-300", SECOND + "[0].step"),
        (Q, "max: 48", "max: 48\n        min: 48", SECOND + "[0].max")),
    *edits("breakpoints",
        (Q, "{value: 24, share: 0}", "{value: 24, share: 0.2}", SECOND + "[0].breakpoints"),
        (Q, "direction: low", "direction: high", SECOND + "[0].breakpoints", HOURS),
        (Q, "[{value: 0, share: 1}, {value: 24", "[{value: 0, share: 1}, {value: 0, share: 1}, {value: 24",
         SECOND + "[0].breakpoints[1].value", "breakpoints:"),
        (Q, "{value: 24, share: 0}", "{value: 12, share: 0.1}, {value: 18, share: 0.4}, {value: 24, share: 0}",
         SECOND + "[0].breakpoints[2].share"),
        (Q, "{value: 24, share: 0}", "{value: 99, share: 0}", SECOND + "[0].breakpoints[1].value")),
    *edits("matrix",
        (Q, ROWS, "max_rows: 3\n        min_rows: 4", SECOND + "[1].min_rows", "min_rows: 4"),
        (Q, '["Shop", "Phone"]', '["Shop", "shop"]', SECOND + "[1].suggestions"),
        (Q, '"Phone"]', f'"{"Phone" * 20}"]', SECOND + "[1].suggestions[1]")),
    *edits("core",
        (Q, "{level: 3, min: 2}]", "{level: 3, min: 9}]", FIRST + "[0].core[1].min"),
        (Q, CORE, CORE.replace("2, min: 1}", "1, min: 1}, {level: 2, min: 1}"), FIRST + "[0].core[0].level"),
        (Q, 'text: "In your words?"', 'text: "W", core: [{level: 2, min: 1}]', SECOND + "[3].core[0]"),
        (Q, 'title: "Second"', 'title: "Second"\n    rollup: gated', "dimensions[1].rollup", "rollup"),
        (S, "minutes: 1", "minutes: 1\nrollup: gated", "rollup", "rollup"),
        (Q, PICK, PICK + ", reverse: true, core: [{level: 2, min: 1}]", FIRST + "[1].core[0]"),
        (Q, "max: 48", "max: 48\n        core: [{level: 2, min: 1}]", SECOND + "[0].core[0]",
         "core: [{level: 2, min: 1}]\n")),
    *edits("core-gap",
        (Q, "{level: 2, min: 1}, {level: 3, min: 2}]", "{level: 3, min: 1}]", "dimensions[0]", "- id: first"),
        (Q, "text: \"Bad\", value: 0}, {id: good, text: \"Good\", value: 1}]",
         "text: \"Bad\", value: 0}, {id: good, text: \"Good\", value: 1}]\n        core: [{level: 3, min: 1}]",
         "dimensions[1]", "- id: second")),
    *edits("core-weight",
        (S, 'id: said, text: "Said?"', 'id: said, weight: 0, core: [{level: 2, min: 1}], text: "Said?"',
         FIRST + "[0].weight", "id: said, weight"),
        (Q, "scale: agree, owner", "scale: agree, weight: 0, core: [{level: 2, min: 1}], owner", FIRST + "[1].weight")),
    *edits("hiding-pays",
        (Q, "weight: 0.5", "weight: 3", FIRST + "[2].when", WHEN),
        (Q, "weight: 0.5\n        " + WHEN, "weight: 4\n        when: {not: {question: rung, is: ['0', '1']}}",
         FIRST + "[2].when", "when: {not: {q"),
        (Q, "weight: 2\n", "weight: 0.125\n", FIRST + "[2].when", WHEN)),
    *edits("missing-advice",
        (Q, ', 3: "Stay."', "", "dimensions[0].advice", "advice:"),
        (Q, 'title: "Second"', 'title: "Second"\n    advice: {2: "Go on."}', "dimensions[1].advice", "advice: {2")),
    *edits("scoring",
        (Q, "  - id: second", "  - weight: 1000\n    id: more\n    title: M\n    summary: S\n    questions:\n"
         + "".join(f"      - {{type: level, id: m{i}, text: M, weight: 1000, options: [{{text: W}}, {{text: B}}]}}\n"
                   for i in range(10)) + "  - id: second", "more", "- weight: 1000"),
        (Q, "  - id: second", "  - id: more\n    title: M\n    summary: S\n    questions:\n"
         + "".join(f"      - {{type: level, id: m{i}, text: M, options: [{{text: W}}, {{text: B}}]}}\n"
                   for i in range(251)) + "  - id: second", "dimensions", "dimensions:")),
    *edits("example",
        (Q, "overall: {score: 5,", "overall: {score: 4.99,", "examples[1].overall", "overall: {score: 4.99"),
        (Q, "overall: {score: 0, level: 1}", "overall: {score: 0, level: 2}", "examples[0].overall"),
        (Q, "answers: {pick: always}", "answers: {pick: 7}", "examples[1].answers.pick")),
    *edits("condition",
        (Q, WHEN, "when: {question: rung}", FIRST + "[2].when"),
        (Q, WHEN, "when: {question: rung, is: ['1'], min: 1}", FIRST + "[2].when"),
        (Q, "{not: {question: pick, is: [never]}}]}", "{not: {is: [never]}}]}", SECOND + "[2].when.all[1].not"),
        (Q, LATE, "when: {question: hours, is: ['2']}", SECOND + "[2].when.is"),
        (Q, LATE, "when: {any: [{profile: size, min: 1}, {question: pick, is: [always]}]}", SECOND + "[2].when.any[0]")),
    *edits("look-forward",
        (Q, WHEN, "when: {question: ticks, is: [one]}", FIRST + "[2].when.question"),
        (Q, WHEN, "when: {any: [{not: {question: late, is: [bad]}}, {question: rung, min: 1}]}",
         FIRST + "[2].when.any[0].not.question")),
    *edits("cycle",
        (Q, WHEN, "when: {question: deep, min: 1}", FIRST + "[2].when.question"),
        (Q, PICK, PICK + ", when: {question: late, is: [good]}", FIRST + "[1].when.question")),
    *edits("unreachable",
        (Q, WHEN, "when: {question: rung, min: 3}", FIRST + "[2].when.min"),
        (Q, WHEN, "when: {all: [{question: rung, min: 2}, {question: rung, is: ['0']}]}", FIRST + "[2].when"),
        (Q, LATE, "when: {all: [{question: deep, min: 1}, {question: rung, is: ['0']}]}", SECOND + "[2].when"),
        (Q, LATE, "when: {any: [{profile: size, is: [small]}, {all: [{question: ticks, is: [one]}, {question: ticks, is: "
         "[none]}]}]}", SECOND + "[2].when.any[1]"),
        (Q, LATE, "when: {question: places, min: 1.5}", SECOND + "[2].when.min")),
    *edits("missing-translation",
        (PL, '  done: {text: "Zrobione?", options: [{text: "Źle"}, {text: "Dobrze"}]}\n', "", "questions", "questions:"),
        (PL, 'summary: "W dwóch językach."', 'summary: "W dwóch językach."\nlimits: ["Żadne."]', "limits", "limits"),
        (PL, 'Zrobione?", options: [{text: "Źle"}, {text: "Dobrze"}]}', 'Zrobione?", options: [{text: "Źle"}]}',
         "questions.done.options"),
        (PL, "", None, "languages[1]", "languages: [en, pl]", S),
        (SHARED, "", None, "", "", SHARED),
        (SHARED, ', large: "Dużo"', "", "profile.size.options", "size:")),
    *edits("stale-translation",
        (S, 'text: "Said?"', 'text: "Said now?"', "source.said", 'said: "', PL),
        (S, 'name: "High"', 'name: "Higher"', "source.questionnaire", 'questionnaire: "', PL)),
    *edits("unlisted-translation",
        (S, "[en, pl]", "[en]", "languages"),
        (S, "[en, pl]", "[en] # pl is not ready", "languages")),
    *edits("published-changed",
        (PUB, "questions: [said, done]\n", "questions: [said, done]\n  - version: '1.0.0'\n    hash: '" + "3" * 64
         + "'\n    date: 2026-03-01\n    questions: [said, done]\n", "version", 'version: "1.0.0"', S),
        (S, 'version: "1.0.0"', 'version: "0.9.0"', "version")),
    *edits("version-lower",
        (S, 'version: "1.0.0"', 'version: "0.8.5"', "version"),
        (S, 'version: "1.0.0"', 'version: "0.8.10"', "version")),
    *edits("publication",
        (PUB, 'version: "0.8.0"', 'version: "0.9.1"', "versions[1].version", 'version: "0.9.0"'),
        (PUB, '  "0.9.0":', '  "3.0.0": {}\n  "0.9.0":', "changes.3.0.0", '"3.0.0"')),
    *edits("migration",
        (PUB, PUB_09, "{renamed: {told: said}, removed: []}", "changes.0.9.0", '"0.9.0": '),
        (PUB, PUB_09, "{renamed: {told: sad}, removed: [gone]}", "changes.0.9.0.renamed.told", '"0.9.0": '),
        (PUB, PUB_09, "{renamed: {told: said}, removed: [gone], blocked: [sung]}", "changes.0.9.0.blocked[0]", '"0.9.0": '),
        (PUB, PUB_09, "{renamed: {told: said}, removed: [gone, done]}", "changes.0.9.0.removed[1]", '"0.9.0": '),
        (PUB, PUB_09, "{renamed: {told: done}, removed: [gone]}", "changes.0.9.0.renamed.told", '"0.9.0": '),
        (PUB, "questions: [said, done]", "questions: [said, done, sung]", "changes.1.0.0", "changes:")),
    *edits("uncovered-theme",
        (Q, "themes: [trend]", "themes: [service]", "themes.trend", "trend:", VOC),
        (Q, "themes: [service]", "themes: [trend]", "themes.service", "service:", VOC)),
]  # fmt: skip


def table() -> str:
    """The rules, the edits and where each is found, in Markdown."""
    rows = ["| Rule | Edit | Found at |", "|---|---|---|"]
    for each in MUTATIONS:
        edit = (
            f"`{_short(each.old)}` → `{_short(each.new)}`" if each.new is not None else "the file taken away"
        )
        place = f"{each.found_in or each.file}:{each.line() or ''} {each.path}"
        rows.append(f"| `{each.rule}` | {each.file}: {edit} | `{place}` |")
    return "\n".join(rows)


def _short(text: str | None) -> str:
    if text == FOLDER:
        return "a folder of that name"
    shown = " ".join((text or "").split()).replace("|", "\\|")
    return shown if len(shown) <= 70 else shown[:67] + "…"


if __name__ == "__main__":
    print(table())
