"""Types that msgspec knows wholly before any thread decodes into them.

msgspec learns what a type consists of when it is first asked to decode into one, and keeps what it has learnt so far where
other threads find it: a thread that meets a type half learnt ends the process (0.22.0, whose functions are safe otherwise).
So whatever decodes, converts, or makes a decoder names its type through `learnt`::

    msgspec.json.decode(content, type=learnt(Manifest))
"""

from __future__ import annotations

from threading import Lock
from typing import TypeVar

import msgspec

T = TypeVar("T")

_known: set[object] = set()
_learning = Lock()


def learnt(type_: T) -> T:
    """The type itself, once msgspec knows it and all it consists of. `TypeError` as `msgspec.json.Decoder`."""
    if type_ not in _known:
        with _learning:
            msgspec.json.Decoder(type_)
            _known.add(type_)
    return type_
