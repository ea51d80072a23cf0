"""YAML text → plain data with the line of every value. Strict: what YAML would guess or hide is an error.

Refused: a key written twice (YAML keeps the last one silently), anchors and aliases (how a small file becomes
a huge one), more than one document, more than 2 MB.
"""

from __future__ import annotations

import yaml

from .problem import Path, Problem, render

MAX_BYTES = 2_000_000


class Document:
    """Decoded data, the line of each path in it, and what was wrong with the YAML itself."""

    def __init__(self, data: object, lines: dict[Path, int], problems: list[Problem]) -> None:
        self.data = data
        self.lines = lines
        self.problems = problems

    def line(self, path: Path) -> int | None:
        """The line of a path, or of the nearest part of the file that holds it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path)


def read(content: bytes, file: str) -> Document:
    """Decode one YAML file; never raises for what an author can write."""

    def failed(what: str, remedy: str, line: int | None = None) -> Document:
        return Document(None, {}, [Problem(rule="yaml", what=what, remedy=remedy, file=file, line=line)])

    if len(content) > MAX_BYTES:
        return failed(f"The file has {len(content):,} bytes.", f"Split it: at most {MAX_BYTES:,} are read.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return failed(f"Byte {error.start} is not UTF-8.", "Save the file as UTF-8.")
    loader = yaml.CSafeLoader(text)
    try:
        alias = next((event for event in yaml.parse(text, yaml.CSafeLoader) if _is_shared(event)), None)
        if alias is not None:
            return failed(
                "Anchors (&) and aliases (*) are not read.", "Write the value out.", alias.start_mark.line + 1
            )
        node = loader.get_single_node()
        if node is None:
            return failed(
                "The file is empty.", "Start from `assess check --help`, or from a shipped questionnaire."
            )
        lines: dict[Path, int] = {}
        problems: list[Problem] = []
        data = _walk(node, (), loader, lines, problems, file)
        return Document(data, lines, problems)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        return failed(
            f"This is not valid YAML: {getattr(error, 'problem', None) or error}.",
            "Look at the indentation and the quotes just before this place.",
            mark.line + 1 if mark else None,
        )
    finally:
        loader.dispose()


def _is_shared(event: yaml.Event) -> bool:
    return isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None


def _walk(node, path: Path, loader, lines: dict[Path, int], problems: list[Problem], file: str) -> object:
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        return [_walk(item, (*path, i), loader, lines, problems, file) for i, item in enumerate(node.value)]
    if isinstance(node, yaml.ScalarNode):
        return loader.construct_object(node)
    mapping: dict = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node) if isinstance(key_node, yaml.ScalarNode) else None
        here = (*path, key)
        if not isinstance(key, str | int) or isinstance(key, bool):
            what, remedy = (
                "A key here is not a plain word or number.",
                'Quote it: "No" without quotes is read as false.',
            )
        elif key in mapping:
            what, remedy = f"`{key}` is written twice.", "Keep one; YAML would silently drop the other."
        else:
            mapping[key] = _walk(value_node, here, loader, lines, problems, file)
            continue
        line = key_node.start_mark.line + 1
        problems.append(
            Problem(rule="yaml", what=what, remedy=remedy, file=file, path=render(path), line=line)
        )
    return mapping
