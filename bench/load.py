"""A small load generator: keep-alive HTTP/1.1 over asyncio, cheap enough to share two cores with what it measures."""

import asyncio
import time
from collections.abc import Sequence
from typing import NamedTuple


class Load(NamedTuple):
    """What came of some requests."""

    seconds: list[float]
    """Of each request, sorted."""
    errors: int
    rate: float
    """Requests a second, over all connections."""

    def percentile(self, share: float) -> float:
        return self.seconds[min(len(self.seconds) - 1, int(share * len(self.seconds)))]


def get_all(port: int, paths: Sequence[str], *, headers: str = "", connections: int = 8) -> Load:
    """GET every path once, from some connections at a time."""
    return asyncio.run(_get_all(port, paths, headers, connections))


async def _get_all(port: int, paths: Sequence[str], headers: str, connections: int) -> Load:
    waiting, seconds, errors = list(reversed(paths)), [], 0

    async def worker() -> None:
        nonlocal errors
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while waiting:
            path = waiting.pop()
            started = time.perf_counter()
            writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{headers}\r\n".encode())
            errors += await _status(reader) != 200
            seconds.append(time.perf_counter() - started)
        writer.close()

    started = time.perf_counter()
    await asyncio.gather(*(worker() for _ in range(connections)))
    return Load(sorted(seconds), errors, len(paths) / (time.perf_counter() - started))


async def _status(reader: asyncio.StreamReader) -> int:
    """Read one whole answer with a Content-Length."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    lines = head.lower().split("\r\n")
    lengths = [line.partition(":")[2] for line in lines if line.startswith("content-length:")]
    await reader.readexactly(int(lengths[0]))
    return int(head.split(" ", 2)[1])


async def hold_streams(port: int, path: str, *, headers: str, count: int, seconds: float) -> int:
    """Open `count` event streams, hold them, and return how many were not answered with 200 or broke off."""

    async def stream() -> bool:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{headers}\r\n".encode())
        head = await reader.readuntil(b"\r\n\r\n")
        await asyncio.sleep(seconds)
        alive = not reader.at_eof()
        writer.close()
        return alive and b" 200 " in head[:20]

    held = await asyncio.gather(*(stream() for _ in range(count)), return_exceptions=True)
    return sum(one is not True for one in held)
