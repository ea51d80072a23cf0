"""The page for authors, done from top to bottom as its reader does it: pieces into the file, commands with their output."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
import yaml

from .reader import Block, blocks

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "site" / "docs"
PAGE = DOCS / "for-authors.md"
FILE = Path("questionnaires/returns-check/questionnaire.yaml")
COMMAND = re.compile(r"^(?:\$ )?((?:ASSESS_\w+=\S+ )*)assess (.+)$")
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+\S*")


class Reader:
    """Somebody who does what the page says, in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / FILE
        self.done: list[str] = []

    def add(self, piece: str) -> None:
        """At the end of the file; a single line takes the place of the last one that begins the same."""
        lines = self.file.read_text("utf-8").splitlines(keepends=True)
        if piece.count("\n") > 1:
            lines.append(piece)
        else:
            key = piece.split(":")[0] + ":"
            last = max(i for i, line in enumerate(lines) if line.startswith(key))
            lines[last] = piece
        self.file.write_text("".join(lines), "utf-8")

    def translate(self) -> None:
        """Every text in other words, as the page asks; what is the same as the source is not vouched for."""

        def reword(part: object) -> object:
            if isinstance(part, dict):
                return {key: reword(value) for key, value in part.items()}
            if isinstance(part, list):
                return [reword(item) for item in part]
            return f"{part}, inaczej"

        file = self.file.with_name("pl.yaml")
        texts = yaml.safe_load(file.read_text("utf-8"))
        file.write_text(yaml.safe_dump(reword(texts) | {"language": "pl"}, allow_unicode=True), "utf-8")

    def type(self, line: str) -> str:
        """A command as a shell would run it; what it prints. One that goes on until Ctrl+C is looked at, and stopped."""
        found = COMMAND.match(line)
        assert found, line
        settings, words = found[1].split(), found[2].split()
        self.done.append(words[0])
        environment = {name: value for name, value in os.environ.items() if not name.startswith("ASSESS_")}
        environment |= dict(setting.split("=") for setting in settings)
        command = [sys.executable, "-m", "assess", *words]
        if words[0] in ("preview", "serve"):
            return self._watch([*command, "--port", str(free_port())], environment)
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        assert done.returncode in (0, 1), done.stdout
        return done.stdout

    def _watch(self, command: list[str], environment: dict[str, str]) -> str:
        process = subprocess.Popen(
            command, cwd=self.folder, env=environment, stderr=subprocess.PIPE, text=True
        )
        assert process.stderr
        printed = ""
        try:
            for line in process.stderr:
                printed += line
                if "Ctrl+C" in line:
                    break
            address = ADDRESS.search(printed)
            assert address, printed
            assert httpx.get(address[0], trust_env=False, timeout=60).status_code == 200
            process.send_signal(signal.SIGINT)
            assert process.wait(30) == 0
        finally:
            process.kill()
        return printed


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def steps(block: Block) -> list[tuple[str, str]]:
    """The commands of a `console` block with what each prints; none where it shows no command."""
    parts = re.split(r"^(\$ .+)\n", block.text, flags=re.MULTILINE)[1:]
    return list(zip(parts[::2], parts[1::2], strict=True))


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    """With the files that the page offers to download."""
    for path in DOCS.glob("returns-*.yaml"):
        shutil.copy(path, tmp_path)
    return Reader(tmp_path)


def test_page_can_be_done_from_top_to_bottom(reader: Reader):
    example = (DOCS / "returns-check.yaml").read_text("utf-8")
    is_own = False
    for block in blocks(PAGE.read_text("utf-8")):
        if block.language == "yaml":
            if not is_own:  # the reader deletes everything below the first line
                first = reader.file.read_text("utf-8").splitlines(keepends=True)[0]
                reader.file.write_text(first, "utf-8")
                is_own = True
            reader.add(block.text)
        elif block.language == "sh":
            for line in block.text.splitlines():
                reader.type(line)
        for command, printed in steps(block) if block.language == "console" else ():
            if " translate " in command and "translate" not in reader.done:
                written = reader.file.read_text("utf-8").partition("\n")[2]
                assert written == example, "the pieces of the page are the file that it offers"
            if "--stamp" in command:
                reader.translate()
            assert ADDRESS.sub("ADDRESS", reader.type(command)) == ADDRESS.sub("ADDRESS", printed), command
    assert {"new", "preview", "check", "score", "translate", "schema", "serve"} <= set(reader.done)
