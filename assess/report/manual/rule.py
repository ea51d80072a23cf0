"""The table of the checker's rules → the list on the page "What the checker finds"."""

from __future__ import annotations

from itertools import groupby

from ...questionnaire.rule import RULES, Rule


def rule_list() -> str:
    """Markdown: a heading for each subject, and a definition list of its rules."""
    parts = []
    for about, rules in groupby(RULES.values(), key=lambda rule: rule.about):
        parts.append(f"### {about}")
        parts += [_entry(rule) for rule in rules]
    return "\n\n".join(parts)


def _entry(rule: Rule) -> str:
    warning = "**A warning.** " if rule.level == "warning" else ""
    return f"`{rule.id}`\n:   {warning}{rule.catches} *Example:* {rule.example}. *Remedy:* {rule.remedy}"
