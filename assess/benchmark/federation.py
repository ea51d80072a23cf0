"""What an instance gives to a common edition, as one signed file, and the contributions that such a file holds.

Scores, profile bands, days and marks leave, of what was vouched for, and nothing else: no name, no comment, no text. The
score of a question says as much as the answer to it, so a file is as secret as answers are. Pure: bytes in, bytes out;
keys and the trust list come from the caller.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Literal

import msgspec
import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from ..errors import AssessError
from ..learnt import learnt
from .cohort import FIELDS
from .cohort import path as steps
from .contribution import NOT_SCORED, Contributions, Instrument
from .model import Thresholds
from .quarter import Quarter
from .scrutiny import (
    HASH,
    KEY_ID,
    LARGEST,
    NODE,
    QUESTIONNAIRE,
    VERSION,
    WIDEST,
    YEARS,
    decode,
    is_cohort,
    is_name,
)
from .signature import is_signed, public_of, sign
from .vote import counting

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

FORMAT = 1
COLUMNS = ("group", "account", "round", "day", "path", "scores", "staged")
"""What stands in each row, in the order of the file."""

DAYS = "datetime64[D]"
MARK = re.compile(r"[0-9a-f]{16}")


class Row(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """One accepted assessment: marks in hexadecimal, its day, its bands as far as they are known, the score of each node
    in hundredths (-1 where there is none), and the staged level (-1 likewise)."""

    group: str
    account: str
    round: str
    day: date
    path: tuple[str, ...]
    scores: tuple[int, ...]
    staged: int


class Export(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the file holds. `key` is the instance's public key, `group_key` the id of the key of the marks.

    The signature covers the file's own bytes with an empty signature.
    """

    format: Literal[1]
    kind: Literal["assess contributions"]
    instrument: Instrument
    quarter: str
    exported_at: datetime
    synthetic: bool
    group_key: str
    key: str
    rows: tuple[Row, ...]
    signature: str = ""


class Header(Struct, frozen=True):
    """What every format of the file has."""

    format: int
    kind: Literal["assess contributions"]


def export(
    contributions: Contributions, quarter: Quarter, *, group_key: str, key: str, now: datetime
) -> Export:
    """What of the contributions an edition of the quarter can count, without a signature. `now` is UTC, whole seconds.

    Only the latest occasion of each group within the usual window leaves: nothing else could count, whoever merges it.
    """
    first, last = quarter.window(Thresholds().window_quarters)
    rows, _ = counting(contributions, first, last)
    chosen = contributions.take(rows)
    order = np.lexsort((chosen.round, chosen.group, chosen.day))  # not the order in which they came
    chosen = chosen.take(order)
    rows = zip(
        _hexadecimal(chosen.group),
        _hexadecimal(chosen.account),
        _hexadecimal(chosen.round),
        chosen.day.astype(DAYS).tolist(),
        (chosen.paths[leaf] for leaf in chosen.leaf.tolist()),
        map(tuple, chosen.score.tolist()),
        chosen.staged.tolist(),
        strict=True,
    )
    return Export(
        format=FORMAT,
        kind="assess contributions",
        instrument=contributions.instrument,
        quarter=str(quarter),
        exported_at=now,
        synthetic=contributions.synthetic,
        group_key=group_key,
        key=key,
        rows=tuple(Row(*row) for row in rows),
    )


def seal(export: Export, key: Ed25519PrivateKey) -> bytes:
    """The signed file."""
    export = replace(export, key=public_of(key), signature="")
    # as it will be read: a whole number where a fraction is meant would be written otherwise the second time
    export = msgspec.json.decode(encode(export), type=learnt(Export))
    return encode(replace(export, signature=sign(key, "contributions", encode(export))))


def encode(export: Export) -> bytes:
    """The one way in which an export is written: a line of JSON."""
    return msgspec.json.encode(export) + b"\n"


def open_file(content: bytes, where: str, known: Mapping[str, str]) -> Export:
    """An export from its file, whole and from an instance that is trusted. `known` names the trusted public keys.

    Raises `AssessError` for what is no such file, is from a newer program, was changed after it was signed, or is from
    somebody else.
    """
    if len(content) > LARGEST:
        raise too_large(where)
    try:
        header = decode(content, Header)
        if header.format > FORMAT:
            raise AssessError(
                f"This file is in format {header.format}; this program reads up to {FORMAT}.",
                where=where,
                remedy="Install a newer version of assess.",
            )
        found = decode(content, Export)
    except msgspec.MsgspecError as error:
        raise AssessError(
            "This is no file of contributions, or it was changed.",
            where=where,
            remedy="Ask the instance for what `assess contribute export` writes.",
        ) from error
    unsigned = encode(replace(found, signature=""))
    if content != encode(found) or not is_signed(found.key, "contributions", unsigned, found.signature):
        raise AssessError(
            "This file was changed after it was signed.",
            where=where,
            remedy="Ask the instance to send it again.",
        )
    if found.key not in known:
        raise AssessError(
            f"This file is signed by a key that is not on the trust list: {found.key}.",
            where=where,
            remedy="If you know whose it is, and they confirm it: assess contribute trust add NAME KEY",
        )
    if not is_sound(found):
        raise _unfit(where)
    return found


def is_sound(export: Export) -> bool:
    """Whether everything an export is labelled with is a plain name or a number that can be computed with.

    Names of the tree and of nodes become names of files and pages, and who is trusted may still be mistaken.
    """
    instrument = export.instrument
    paths = {row.path for row in export.rows}
    return (
        is_name(instrument.questionnaire, QUESTIONNAIRE)
        and is_name(instrument.version, VERSION)
        and is_name(instrument.hash, HASH)
        and is_name(export.group_key, KEY_ID)
        and all(is_name(node, NODE) for node in instrument.nodes)
        and all(is_cohort("/".join(path)) for path in paths if path)
        and -WIDEST < instrument.minimum < instrument.maximum < WIDEST
        and list(instrument.levels) == sorted(set(instrument.levels))
        and all(-WIDEST < number < WIDEST for level in instrument.levels for number in level)
        and export.exported_at.tzinfo is not None
        and export.exported_at.year in YEARS
        and all(MARK.fullmatch(mark) for row in export.rows for mark in (row.group, row.account, row.round))
    )


def contributions_of(export: Export, where: str) -> Contributions:
    """The rows of an export as columns; `AssessError` for rows that cannot be, which only a member could have signed."""
    paths = tuple(sorted({row.path for row in export.rows}))
    place = {path: index for index, path in enumerate(paths)}
    rows, instrument = export.rows, export.instrument
    try:
        found = Contributions(
            instrument=instrument,
            paths=paths,
            leaf=np.array([place[row.path] for row in rows], dtype=np.int32),
            score=np.array([row.scores for row in rows], dtype=np.int32).reshape(-1, len(instrument.nodes)),
            staged=np.array([row.staged for row in rows], dtype=np.int8),
            group=_numbers(row.group for row in rows),
            round=_numbers(row.round for row in rows),
            account=_numbers(row.account for row in rows),
            member=np.full(len(rows), member_of(export.key)),
            day=np.array([row.day for row in rows], dtype=DAYS),
            synthetic=export.synthetic,
        )
    except (ValueError, OverflowError, TypeError) as error:
        raise _unfit(where) from error
    if any(steps(path) != path or len(path) > len(FIELDS) for path in paths):
        raise _unfit(where)
    told = found.score[found.score != NOT_SCORED]
    if told.size and not (
        round(100 * instrument.minimum) <= told.min() and told.max() <= round(100 * instrument.maximum)
    ):
        raise _unfit(where)
    if len(rows) and not set(np.unique(found.staged).tolist()) <= {
        NOT_SCORED,
        *(n for n, _ in instrument.levels),
    }:
        raise _unfit(where)
    return found


def member_of(key: str) -> np.uint64:
    """The number of an instance, from its public key: the same in every edition, and never 0."""
    return np.uint64(int.from_bytes(sha256(key.encode()).digest()[:8]) | 1)


def too_large(where: str) -> AssessError:
    """The refusal of a file that no instance writes."""
    return AssessError(
        "This file is too large to be one of contributions.",
        where=where,
        remedy="Ask the instance for what `assess contribute export` writes.",
    )


def _unfit(where: str) -> AssessError:
    return AssessError(
        "The rows of this file cannot be.", where=where, remedy="Ask the instance to export them again."
    )


def _hexadecimal(marks: np.ndarray) -> list[str]:
    return [f"{mark:016x}" for mark in marks.tolist()]


def _numbers(marks: Iterable[str]) -> np.ndarray:
    return np.array([int(mark, 16) for mark in marks], dtype=np.uint64)
