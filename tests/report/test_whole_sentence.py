"""No sentence is glued from halves: each is one message with named arguments, so that every language can order its words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from assess.resource import resource

ROOMS = [resource("assess") / "report" / room for room in ("word", "finding", "page")]
MODULES = [file for room in ROOMS for file in sorted(room.glob("*.py"))]
TEMPLATES = sorted((resource("site") / "page").glob("*.j2"))
SPOKEN = ("_", "gettext", "ngettext", "mark", "message", "plural", "paragraph")
ENDS = (".", "?", "!", ":", "…")
"""How a text ends that may stand before another one."""


def messages(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SPOKEN:
            yield from (
                arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
            )


def is_message(node: ast.AST) -> bool:
    """Whether a value is a message of ours, filled in or not."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
        return is_message(node.func.value)
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SPOKEN


def glued(tree: ast.AST) -> list[int]:
    """Lines on which a message is added to something, joined with others, or set into a text that is no message."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            found += [node.lineno for side in (node.left, node.right) if is_message(side)]
        if isinstance(node, ast.JoinedStr):
            found += [
                node.lineno
                for part in node.values
                if isinstance(part, ast.FormattedValue) and is_message(part.value)
            ]
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "join":
            found += [node.lineno for part in ast.walk(node) if is_message(part)]
    return found


@pytest.mark.parametrize("file", MODULES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_no_code_glues_messages(file: Path):
    assert glued(ast.parse(file.read_text("utf-8"))) == []


@pytest.mark.parametrize("file", MODULES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_arguments_of_messages_have_names(file: Path):
    for message in messages(ast.parse(file.read_text("utf-8"))):
        assert not re.search(r"\{\d*\}|%[sd]", message), message


def test_glue_is_found():
    assert glued(ast.parse('x = _("You are ") + place')) == [1]
    assert glued(ast.parse('x = f"{_("Median")}, {then}"'.replace('_("Median")', "_('Median')"))) == [1]
    assert glued(ast.parse("x = message('You are here.') + after")) == [1]
    assert glued(ast.parse("x = ' '.join([said, _('Now.')])")) == [1]
    assert glued(ast.parse('x = _("You are {place}.").format(place=place)')) == []
    assert glued(ast.parse('x = message("You are {place}.", place="; ".join(places))')) == []


TAG = re.compile(r"<[^>]*>")
TURN = re.compile(r"\{%-?.*?-?%\}|\{#.*?#\}", re.S)
SAID = re.compile(r"\{\{(.*?)\}\}", re.S)
JOINT = re.compile(r"\s*[,.;]\s*")
"""What a template sets between two texts where their order and their sign are the language's."""
MESSAGE = re.compile(r"""^\s*_\((["'])(.*?)\1""", re.S)


def runs(template: str) -> Iterator[list[str]]:
    """The texts between two tags: what is printed there, and the letters that the template itself writes."""
    bare = re.sub(r"\{ #.*? \}$", "", template, flags=re.M)  # the anchors of headings
    for run in re.split(r"[\n\0]", TAG.sub("\0", TURN.sub("\0", bare))):
        if SAID.search(run):
            yield [part for part in re.split(r"(\{\{.*?\}\})", run) if part.strip()]


def halves(template: str) -> list[str]:
    """Runs in which a message that is no whole sentence stands beside something else, or words or a comma stand outside
    messages."""
    found = []
    for parts in runs(template):
        said = [SAID.fullmatch(part.strip()) for part in parts]
        for at, part in enumerate(said):
            if part is None:
                if re.search(r"[^\W\d_]{2,}", parts[at]) or JOINT.fullmatch(parts[at]):
                    found.append("".join(parts))
                continue
            message = MESSAGE.match(part[1])
            if message and at + 1 < len(parts) and said[at + 1] and not message[2].endswith(ENDS):
                found.append("".join(parts))
    return found


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.name.split(".")[0])
def test_no_template_glues_messages(file: Path):
    assert halves(file.read_text("utf-8")) == []


def test_half_a_sentence_in_a_template_is_found():
    assert halves('<p>{{ _("You are") }} {{ place }}</p>')
    assert halves("<p>You are {{ place }}</p>")
    assert halves("<p>{{ kind }}</p>, {{ summary }}")
    assert halves("<p>{{ count }}{% if failed %}. {{ failed }}{% endif %}</p>")
    assert not halves('<p>{{ _("You are here.") }} {{ place }}</p>')
    assert not halves('<p><span>{{ _("Now") }}</span> {{ place }}</p>')
