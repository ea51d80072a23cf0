"""No type is met half learnt: every typed decoding names its type through `learnt`, which threads may do at once."""

from __future__ import annotations

import ast
import subprocess
import sys

import pytest

from assess.resource import PACKAGE

LEAVES = {"questionnaire/shape.py": {"_as_type(info)"}}
"""Types without parts: there is nothing of them to keep."""
RACE = """
import sys, threading
import msgspec
from assess.learnt import learnt

sys.setswitchinterval(1e-6)
fields = [(f"f{at}", int) for at in range(30)]

def convert(plain, type_, together):
    together.wait()
    msgspec.convert(plain, NAMED)

for _ in range(100):
    inner = msgspec.defstruct("Inner", fields)
    outer = msgspec.defstruct("Outer", [(f"g{at}", inner) for at in range(30)])
    plain = {f"g{at}": {name: 0 for name, _ in fields} for at in range(30)}
    together = threading.Barrier(4)
    threads = [threading.Thread(target=convert, args=(plain, outer, together)) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
"""


def named_types(tree: ast.AST) -> list[str]:
    """The types that calls of msgspec decode, convert or make a decoder for, as they are written."""
    found = []
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        match ast.unparse(call.func).split("."):
            case ["msgspec", _, "decode"]:
                found += [keyword.value for keyword in call.keywords if keyword.arg == "type"]
            case ["msgspec", "convert"]:
                found += call.args[1:]
            case ["msgspec", _, "Decoder"]:
                found += call.args
    return [ast.unparse(each) for each in found]


def test_every_type_that_is_decoded_into_is_named_through_learnt():
    unlearnt = {}
    for file in PACKAGE.rglob("*.py"):
        name = file.relative_to(PACKAGE).as_posix()
        types = set(named_types(ast.parse(file.read_text("utf-8")))) - LEAVES.get(name, set())
        unlearnt[name] = {each for each in types if not each.startswith("learnt(")}
    assert {name: types for name, types in unlearnt.items() if types} == {"learnt.py": {"type_"}}


@pytest.mark.parametrize(("named", "lives"), [("learnt(type_)", True), ("type_", False)])
def test_threads_that_meet_a_type_at_once_decode_it(named: str, lives: bool):
    """Once the second can no longer be seen to fail, msgspec has mended it, and `learnt` may go."""
    ended = subprocess.run([sys.executable, "-c", RACE.replace("NAMED", named)], check=False).returncode
    assert (ended == 0) == lives
