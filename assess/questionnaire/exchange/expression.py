"""Conditions as other tools write them (`{a} >= 2 and {b} = 'x'`, `selected(${b}, 'x')`) ↔ a tree.

Pure. Both languages share their grammar: names in braces, literals, comparisons, and, or, not. What is outside it
(arithmetic, functions, dates) raises `Unspeakable`, which becomes a note.
"""

from __future__ import annotations

import re
from typing import Literal

from msgspec import Struct

MAX_LENGTH = 4000
MAX_DEPTH = 60


class Unspeakable(Exception):
    """A condition that one of the formats cannot say; the reason, in words. Never leaves this package."""


class Test(Struct, frozen=True):
    """One comparison: of the answer to `name` with `values`."""

    name: str
    operator: Literal["any", "all", "none", ">=", ">", "<=", "<", "answered", "open"]
    values: tuple[str | float, ...] = ()


class Every(Struct, frozen=True):
    """Holds if all parts do."""

    parts: tuple[Tree, ...]


class Some(Struct, frozen=True):
    """Holds if one part does."""

    parts: tuple[Tree, ...]


class Not(Struct, frozen=True):
    """Holds if its part does not."""

    part: Tree


Tree = Test | Every | Some | Not

_TOKEN = re.compile(
    r"""\s*(?:
    \$?\{(?P<name>[^{}]+)\} | '(?P<single>[^']*)' | "(?P<double>[^"]*)"
    | (?P<number>-?\d+(?:\.\d+)?) | (?P<word>[A-Za-z][\w-]*)
    | (?P<sign>>=|<=|!=|<>|==|&&|\|\||[=<>!()\[\],])
    )""",
    re.VERBOSE,
)
_OPERATORS = {
    "=": "any", "==": "any", "equal": "any", "anyof": "any", "contains": "any", "contain": "any",
    "allof": "all", "!=": "none", "<>": "none", "notequal": "none", "noneof": "none", "notcontains": "none",
    ">=": ">=", "greaterorequal": ">=", ">": ">", "greater": ">",
    "<=": "<=", "lessorequal": "<=", "<": "<", "less": "<",
}  # fmt: skip
_FLIPPED = {">=": "<=", ">": "<", "<=": ">=", "<": ">"}
_POSTFIX = {"notempty": "answered", "empty": "open"}


def parse(text: str) -> Tree:
    """The tree of an expression. Raises `Unspeakable`."""
    if len(text) > MAX_LENGTH:
        raise Unspeakable("It is too long.")
    return _Parser(_tokens(text)).whole()


def parse_flags(text: str) -> Tree:
    """The tree of an expression of bare names (`a && (b || !c)`), each of which holds or not. Raises `Unspeakable`."""
    if len(text) > MAX_LENGTH:
        raise Unspeakable("It is too long.")
    tokens: list[tuple[str, str]] = []
    for kind, value in _tokens(text):
        is_name = kind in ("word", "number") and value.lower() not in ("and", "or", "not")
        tokens += [("name", value), ("word", "notempty")] if is_name else [(kind, value)]
    return _Parser(tokens).whole()


def holds(tree: Tree, chosen: frozenset[str] | set[str]) -> bool:
    """Whether a tree of flags holds when just these are set."""
    if isinstance(tree, Every):
        return all(holds(part, chosen) for part in tree.parts)
    if isinstance(tree, Some):
        return any(holds(part, chosen) for part in tree.parts)
    if isinstance(tree, Not):
        return not holds(tree.part, chosen)
    return tree.name in chosen


def names_in(tree: Tree) -> set[str]:
    """Every name in a tree."""
    if isinstance(tree, Every | Some):
        return set().union(*(names_in(part) for part in tree.parts))
    return names_in(tree.part) if isinstance(tree, Not) else {tree.name}


def _tokens(text: str) -> list[tuple[str, str]]:
    tokens, at = [], 0
    text = text.strip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise Unspeakable(f"`{text[at : at + 20]}` is not understood.")
        kind = match.lastgroup or ""
        value = match[kind]
        tokens.append(("string" if kind in ("single", "double") else kind, value.strip()))
        at = match.end()
    return tokens


class _Parser:
    """Recursive descent; or binds less than and, and less than not."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.tokens = tokens
        self.at = 0
        self.depth = 0

    def whole(self) -> Tree:
        tree = self.some()
        if self.at < len(self.tokens):
            raise Unspeakable(f"`{self.tokens[self.at][1]}` is not expected.")
        return tree

    def some(self) -> Tree:
        parts = [self.every()]
        while self.take("or", "||"):
            parts.append(self.every())
        return parts[0] if len(parts) == 1 else Some(tuple(parts))

    def every(self) -> Tree:
        parts = [self.negated()]
        while self.take("and", "&&"):
            parts.append(self.negated())
        return parts[0] if len(parts) == 1 else Every(tuple(parts))

    def negated(self) -> Tree:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise Unspeakable("Its brackets are too deep.")
        tree = Not(self.negated()) if self.take("!", "not", "negate") else self.primary()
        self.depth -= 1
        return tree

    def primary(self) -> Tree:
        if self.take("("):
            tree = self.some()
            self.expect(")")
            return tree
        if self.take("selected"):
            self.expect("(")
            name = self.name()
            self.expect(",")
            value = self.literals()
            self.expect(")")
            return Test(name, "any", value)
        return self.comparison()

    def comparison(self) -> Tree:
        if self.peek()[0] == "name":
            name = self.name()
            if (postfix := self.peek()[1].lower()) in _POSTFIX:
                self.at += 1
                return Test(name, _POSTFIX[postfix])  # type: ignore[arg-type]
            return _test(name, self.operator(), self.literals())
        values = self.literals()
        operator = self.operator()
        return _test(self.name(), _FLIPPED.get(operator, operator), values)

    def operator(self) -> str:
        kind, value = self.peek()
        found = _OPERATORS.get(value.lower()) if kind in ("sign", "word") else None
        if found is None:
            raise Unspeakable(f"`{value or 'the end'}` is no comparison that is known.")
        self.at += 1
        return found

    def literals(self) -> tuple[str | float, ...]:
        if self.take("["):
            values: list[str | float] = []
            while not self.take("]"):
                values += self.literals()
                self.take(",")
            return tuple(values)
        kind, value = self.peek()
        if kind not in ("string", "number") and value not in ("true", "false"):
            raise Unspeakable(f"`{value or 'the end'}` is not a plain value.")
        self.at += 1
        return (float(value) if kind == "number" else value,)

    def name(self) -> str:
        kind, value = self.peek()
        if kind != "name":
            raise Unspeakable(f"`{value or 'the end'}` is no question.")
        self.at += 1
        return value

    def take(self, *words: str) -> bool:
        kind, value = self.peek()
        if kind in ("sign", "word") and value.lower() in words:
            self.at += 1
            return True
        return False

    def expect(self, sign: str) -> None:
        if not self.take(sign):
            raise Unspeakable(f"`{sign}` is missing.")

    def peek(self) -> tuple[str, str]:
        return self.tokens[self.at] if self.at < len(self.tokens) else ("end", "")


def _test(name: str, operator: str, values: tuple[str | float, ...]) -> Tree:
    if values == ("",):  # compared with nothing: XLSForm's way to ask whether something was answered
        if operator in ("any", "none"):
            return Test(name, "open" if operator == "any" else "answered")
        raise Unspeakable("It compares with nothing.")
    return Test(name, operator, values)  # type: ignore[arg-type]
