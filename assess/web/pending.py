"""The store's futures, awaited: an answer goes out only after the commit that holds it."""

from __future__ import annotations

import asyncio
from concurrent.futures import Future
from typing import TypeVar

T = TypeVar("T")


async def confirmed(future: Future[T]) -> T:
    """The value of a write once it is on disk; raises what the write raised.

    Shielded: a browser that goes away must not cancel a write that is on its way to the disk.
    """
    return await asyncio.shield(asyncio.wrap_future(future))
