"""The gateway under load: `python -m bench.gateway [--rows 100000] [--gib 2]`.

Mixed reads over 100,000 samples, in turn against ours and against the same handlers in a bare FastAPI and SQLAlchemy
application (bench/peers/bare_gateway.py), on SQLite and PostgreSQL; then 200 event streams at once, and one large
upload. A ratio is the median of the peer's p50 over ours, round by round.
"""

import argparse
import asyncio
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import psutil
from sqlalchemy import select

from bench.load import Load, get_all, hold_streams
from bench.samples import DATABASES, databases, fill
from store.db import Database
from store.samples import Sample

KEY = "a-key-for-the-benchmark-0123456789"
HEADERS = f"Authorization: Bearer {KEY}\r\n"
MIB = 1 << 20
ROUNDS, REQUESTS, STREAMS = 7, 400, 200
# What the issue of being an API may cost over the bare application, at the median.
_MOST = 1.5


def main() -> None:
    """Print one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--gib", type=float, default=2, help="size of the upload")
    options = parser.parse_args()
    ratios: dict[str, float] = {}
    checks: dict[str, bool] = {}
    figures: dict[str, float] = {}
    for name, database in databases(DATABASES):
        dataset_id = fill(database, options.rows)
        with tempfile.TemporaryDirectory() as folder, _ours(database.url, Path(folder)) as ours:
            with _peer(database.url, ours) as peer:
                reads = _reads(ours, peer, _paths(database, dataset_id))
            ratios[f"{name}_p50"] = reads.pop("ratio")
            figures |= {f"{name}_{key}": value for key, value in reads.items()}
            checks[f"{name}_at_most_{_MOST}x_bare"] = ratios[f"{name}_p50"] >= 1 / _MOST
            figures[f"{name}_stream_errors"], figures[f"{name}_streams_mib"] = _streams(ours)
            if name == "sqlite":
                figures["upload_seconds"], figures["upload_rss_mib"] = _upload(ours, dataset_id, options.gib)
    checks["no_errors"] = all(value == 0 for key, value in figures.items() if key.endswith("errors"))
    checks["streams_bounded"] = all(value < 100 for key, value in figures.items() if key.endswith("streams_mib"))
    checks["upload_under_200_mib"] = figures["upload_rss_mib"] < 200
    print(json.dumps({"bench": "gateway", "ratios": ratios, "checks": checks, "figures": figures}))


class Server:
    """A process that listens."""

    def __init__(self, arguments: list[str], port: int, environment: dict[str, str]) -> None:
        self.port = port
        command = [sys.executable, "-m", *arguments]
        self.process = subprocess.Popen(command, env={**os.environ, **environment}, stdout=sys.stderr)

    def rss(self) -> float:
        """Resident memory, MiB."""
        return float(psutil.Process(self.process.pid).memory_info().rss) / MIB

    def wait(self, path: str) -> None:
        for _ in range(600):
            with suppress(httpx.HTTPError):
                if httpx.get(f"http://127.0.0.1:{self.port}{path}").status_code < 500:
                    return
            time.sleep(0.1)
        raise TimeoutError(f"nobody answers on port {self.port}")


@contextmanager
def _running(server: Server, path: str) -> Iterator[Server]:
    try:
        server.wait(path)
        yield server
    finally:
        server.process.terminate()
        server.process.wait()


@contextmanager
def _ours(url: str, folder: Path) -> Iterator[Server]:
    port = _free_port()
    environment = {
        "WINNOW_DATA_DIR": str(folder), "WINNOW_DATABASE_URL": url, "WINNOW_API_KEY": KEY, "WINNOW_PORT": str(port),
        "WINNOW_REQUESTS_PER_MINUTE": "10000000",
    }  # fmt: skip
    with _running(Server(["service"], port, environment), "/livez") as server:
        yield server


@contextmanager
def _peer(url: str, ours: Server) -> Iterator[Server]:
    del ours  # started first, so that both are there for every round
    port = _free_port()
    with _running(Server(["bench.peers.bare_gateway", url, str(port)], port, {}), "/docs") as server:
        yield server


def _paths(database: Database, dataset_id: str) -> list[str]:
    """Half of them pages, the others single things."""
    rng, base = random.Random(0), f"/v1/datasets/{dataset_id}"
    with database.read() as session:
        ids = list(session.scalars(select(Sample.id).where(Sample.dataset_id == dataset_id).limit(5000)))
    kinds = [
        lambda: f"{base}/samples?limit=50",
        lambda: f"{base}/samples?limit=50&status=ok",
        lambda: f"{base}/samples/{rng.choice(ids)}",
        lambda: base,
    ]
    return [rng.choice(kinds)() for _ in range(REQUESTS)]


def _reads(ours: Server, peer: Server, paths: list[str]) -> dict[str, float]:
    rounds: list[tuple[Load, Load]] = []
    for number in range(ROUNDS + 1):
        pair = (get_all(ours.port, paths, headers=HEADERS), get_all(peer.port, paths))
        if number > 0:  # the first one warms up
            rounds.append(pair)
    mine, theirs = [pair[0] for pair in rounds], [pair[1] for pair in rounds]
    return {
        "ratio": round(statistics.median(b.percentile(0.5) / a.percentile(0.5) for a, b in rounds), 3),
        "p50_ms": round(1000 * statistics.median(load.percentile(0.5) for load in mine), 2),
        "p99_ms": round(1000 * statistics.median(load.percentile(0.99) for load in mine), 2),
        "requests_per_second": round(statistics.median(load.rate for load in mine), 1),
        "bare_p50_ms": round(1000 * statistics.median(load.percentile(0.5) for load in theirs), 2),
        "bare_p99_ms": round(1000 * statistics.median(load.percentile(0.99) for load in theirs), 2),
        "read_errors": sum(load.errors for load in mine),
    }


def _streams(server: Server) -> tuple[int, float]:
    """(failed, MiB that the gateway grew by) of many event streams held at once."""
    before = server.rss()
    errors = asyncio.run(hold_streams(server.port, "/v1/events", headers=HEADERS, count=STREAMS, seconds=10))
    return errors, round(max(0.0, server.rss() - before), 1)


def _upload(server: Server, dataset_id: str, gib: float) -> tuple[float, float]:
    """(seconds, highest resident MiB) of one upload."""
    highest, done = server.rss(), threading.Event()

    def watch() -> None:
        nonlocal highest
        while not done.wait(0.1):
            highest = max(highest, server.rss())

    watcher = threading.Thread(target=watch)
    watcher.start()
    chunk, started = bytes(MIB), time.perf_counter()
    url = f"http://127.0.0.1:{server.port}/v1/datasets/{dataset_id}/uploads"
    headers = {"Authorization": f"Bearer {KEY}", "Content-Type": "application/octet-stream"}
    body = (chunk for _ in range(int(gib * 1024)))
    params = {"filename": "large.zip", "ingest": "false"}
    answer = httpx.post(url, params=params, content=body, headers=headers, timeout=600)
    answer.raise_for_status()
    done.set()
    watcher.join()
    return round(time.perf_counter() - started, 1), round(highest, 1)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


if __name__ == "__main__":
    main()
