"""Contributions as bytes, from a server to a command on the same machine: columns, without a copy of each number.

No signature, no promise to later versions: what goes from one instance to another is `federation`.
"""

from __future__ import annotations

import msgspec
import numpy as np
from msgspec import Struct

from ..errors import AssessError
from ..learnt import learnt
from .contribution import PER_ROW, Contributions, Instrument

TYPES = {
    "leaf": "<i4",
    "score": "<i4",
    "staged": "|i1",
    "group": "<u8",
    "round": "<u8",
    "account": "<u8",
    "day": "<M8[D]",
    "member": "<u8",
}
"""How each column is laid out."""


class Parcel(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is common to all rows, and the bytes of each column."""

    instrument: Instrument
    paths: tuple[tuple[str, ...], ...]
    synthetic: bool
    columns: dict[str, bytes]


def pack(contributions: Contributions) -> bytes:
    """The contributions as MessagePack."""
    columns = {
        name: np.ascontiguousarray(getattr(contributions, name), dtype=TYPES[name]).tobytes()
        for name in PER_ROW
    }
    return msgspec.msgpack.encode(
        Parcel(
            instrument=contributions.instrument,
            paths=contributions.paths,
            synthetic=contributions.synthetic,
            columns=columns,
        )
    )


def unpack(content: bytes) -> Contributions:
    """The contributions in a parcel; `AssessError` for what is none, as when server and command differ in version."""
    try:
        parcel = msgspec.msgpack.decode(content, type=learnt(Parcel))
        columns = {name: np.frombuffer(parcel.columns[name], dtype=TYPES[name]) for name in PER_ROW}
    except (msgspec.MsgspecError, KeyError, ValueError) as error:
        raise AssessError(
            "What the server sent cannot be read.",
            where="contributions",
            remedy="Restart the server with the version of this command.",
        ) from error
    columns["score"] = columns["score"].reshape(-1, len(parcel.instrument.nodes))
    return Contributions(
        instrument=parcel.instrument, paths=parcel.paths, synthetic=parcel.synthetic, **columns
    )
