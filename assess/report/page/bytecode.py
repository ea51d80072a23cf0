"""Compiled templates, kept from one run to the next: reading them again takes most of a small report's time.

They stand where Python keeps its compiled modules (``__pycache__`` beside the templates, or wherever Python is told to)
and under its rules: none is written if Python writes none, and a folder that cannot be written is no error. One
that was made from another source, or by another version of Python or Jinja, is not read.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import sys
import zlib
from importlib.metadata import version
from importlib.util import cache_from_source
from pathlib import Path

from jinja2.bccache import Bucket, BytecodeCache

DAMAGED = (EOFError, TypeError, ValueError, pickle.UnpicklingError)
"""What reading a file that is no compiled template ends with."""


class Compiled(BytecodeCache):
    """For the `bytecode_cache` of an environment; `folder` holds its templates, or stands for those of a package."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._version = version("jinja2")

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket, if its template was compiled before; one that is damaged counts as none."""
        with contextlib.suppress(OSError, *DAMAGED), self._file(bucket).open("rb") as file:
            bucket.load_bytecode(file)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled, for a reader finds it whole or not at all."""
        if sys.dont_write_bytecode:
            return
        file = self._file(bucket)
        draft = file.with_suffix(f".{os.getpid()}.tmp.pyc")
        with contextlib.suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            try:
                with draft.open("wb") as written:
                    bucket.write_bytecode(written)
                draft.replace(file)
            finally:
                draft.unlink(missing_ok=True)

    def _file(self, bucket: Bucket) -> Path:
        """By template, Jinja's version, and whatever of the environment is compiled in: text that was escaped stays so."""
        own = bucket.environment
        given = (own.autoescape, getattr(own.finalize, "__qualname__", ""), own.keep_trailing_newline)
        mark = zlib.crc32(repr((sorted(own.extensions), *given)).encode())
        return Path(cache_from_source(str(self._folder / f"{bucket.key}-{self._version}-{mark:08x}.py")))
