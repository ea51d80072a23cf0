"""Durable submissions and autosaves at 32 connections, against the same application that stores nothing.

The server has one core, the load another. Every round gives each variant one short slot, in alternating order.
"""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from .measure import Row, row

CONNECTIONS = 32
SLOT = 480
ROUNDS = 7
WARM = 64
KINDS = ("durable", "forgetful")


def measure() -> list[Row]:
    """Two ratios, and that every confirmed submission is in the database afterwards."""
    with tempfile.TemporaryDirectory() as scratch:
        servers = {kind: _start(kind, Path(scratch) / kind) for kind in KINDS}
        try:
            rates = asyncio.run(
                _rounds({kind: (port, tokens) for kind, (_, port, tokens) in servers.items()})
            )
        finally:
            for process, _, _ in servers.values():
                process.terminate()
                process.wait(30)
        _assert_stored(Path(scratch) / "durable" / "assess.duckdb")
    rows = []
    for act in ("autosave", "submission"):
        durable, forgetful = rates["durable", act], rates["forgetful", act]
        ratios = [a / b for a, b in zip(durable, forgetful, strict=True)]
        rows.append(
            row(
                f"{act}s, durable / stored nowhere, {CONNECTIONS} connections",
                ratios,
                "×",
                0.75,
                at_least=True,
            )
        )
        rows.append(row(f"{act}s a second, durable", durable, "/s"))
    return rows


def _start(kind: str, folder: Path) -> tuple[subprocess.Popen, int, list[str]]:
    folder.mkdir(parents=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    drafts = WARM + SLOT * ROUNDS
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.server", str(port), str(folder), str(drafts), kind]
    )
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return process, port, (folder / "tokens").read_text().split()
        if process.poll() is not None:
            break
        time.sleep(0.1)
    process.kill()
    raise RuntimeError(f"the {kind} server did not start")


async def _rounds(servers: dict[str, tuple[int, list[str]]]) -> dict[tuple[str, str], list[float]]:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    for port, tokens in servers.values():
        await _slot(port, [_autosave(token) for token in tokens[:WARM]])
        await _slot(port, [_submit(token) for token in tokens[:WARM]])
    rates: dict[tuple[str, str], list[float]] = {
        (kind, act): [] for kind in servers for act in ("autosave", "submission")
    }
    for number in range(ROUNDS):
        order = list(servers) if number % 2 else list(reversed(servers))
        for act, request in (("autosave", _autosave), ("submission", _submit)):
            for kind in order:
                port, tokens = servers[kind]
                part = tokens[WARM + number * SLOT : WARM + (number + 1) * SLOT]
                rates[kind, act].append(await _slot(port, [request(token) for token in part]))
    return rates


def _submit(token: str) -> bytes:
    return _request(
        "POST", f"/api/v1/assessments/{token}/submit", b'{"key":"bench-submission","contributes":true}'
    )


def _autosave(token: str) -> bytes:
    body = (
        b'{"base":1,"answers":{"listening-01":{"value":3},"listening-03":{"value":2,"comment":"as agreed"}}}'
    )
    return _request("PATCH", f"/api/v1/assessments/{token}/answers", body)


def _request(method: str, path: str, body: bytes) -> bytes:
    head = (
        f"{method} {path} HTTP/1.1\r\nhost: bench\r\n"
        f"content-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def _slot(port: int, requests: list[bytes]) -> float:
    """Requests a second over all connections."""
    queue = iter(requests)

    async def connection() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for request in queue:
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            if not head.startswith((b"HTTP/1.1 200", b"HTTP/1.1 201")):
                raise RuntimeError(head.decode())
            length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
            await reader.readexactly(int(length.split(b":")[1]))
        writer.close()

    began = time.perf_counter()
    await asyncio.gather(*(connection() for _ in range(CONNECTIONS)))
    return len(requests) / (time.perf_counter() - began)


def _assert_stored(path: Path) -> None:
    with duckdb.connect(str(path), read_only=True) as connection:
        stored = connection.execute("select count(*), count(distinct id) from submission").fetchall()[0]
    expected = WARM + SLOT * ROUNDS
    assert stored == (expected, expected), f"{stored} stored of {expected} confirmed"
