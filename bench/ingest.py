"""Data in: archives against a peer, pages of a million samples by depth, a video against a plain decode loop.

    WINNOW_BENCH_DATA=FOLDER WINNOW_FIFTYONE_PYTHON=PYTHON python -m bench.ingest

`<zip>/<peer>` is the time from the first byte of the upload to queryable samples against the import of the same folder:
every zip in FOLDER (without it: generated photographs and thumbnails). Ours hashes, measures, decodes and makes
thumbnails; FiftyOne, with its metadata computed, reads sizes and types, and LightlyStudio sizes. Both in turn.
The other ratios and checks are those of `bench.samples` and `bench.video` (the clip is WINNOW_BENCH_VIDEO if there is
such a file).

PYTHON is an interpreter with `fiftyone`, whose dependencies contradict ours, so it lives in an environment of its own.
It brings a MongoDB server that needs OpenSSL 1.1: where the system has none, WINNOW_FIFTYONE_LIBRARIES is a folder with
`libssl.so.1.1` and `libcrypto.so.1.1`. WINNOW_PEER_PYTHON, likewise, has `lightly-studio`.
"""

import io
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import psutil
from PIL import Image, ImageFilter

from bench import samples, video
from tests.e2e.stack import Stack, running_stack

_ROUNDS = 3
_MEMORY_LIMIT_MB = 600


class _Peer(NamedTuple):
    """An interpreter with the peer in it, the script in `bench/peers` that it runs, and libraries that it needs."""

    python: str | None
    script: str
    libraries: str = ""


_PEERS = {
    "fiftyone": _Peer(
        os.environ.get("WINNOW_FIFTYONE_PYTHON"),
        "fiftyone_import.py",
        os.environ.get("WINNOW_FIFTYONE_LIBRARIES", ""),
    ),
    "lightly_studio": _Peer(os.environ.get("WINNOW_PEER_PYTHON"), "lightly_studio_import.py"),
}


def main() -> None:
    """Print what it does on standard error and the JSON line on standard output."""
    parts = [_archives_in_turn(), samples.run(samples.DATABASES), video.run(_clip())]
    whole: dict[str, Any] = {"bench": "ingest", "ratios": {}, "checks": {}, "figures": {}}
    for part in parts:
        for key in ("ratios", "checks", "figures"):
            whole[key] |= part[key]
    print(json.dumps(whole))


def _archives_in_turn() -> dict[str, Any]:
    peers = {name: peer for name, peer in _PEERS.items() if peer.python}
    times: dict[str, list[float]] = defaultdict(list)
    counts: dict[str, int] = {}
    peak = 0.0
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        with running_stack("sqlite", scratch / "stack", OMP_NUM_THREADS="2", WINNOW_LEASE="PT30S") as stack:
            for path in _archives(scratch):
                counts[path.stem] = _count(path)
                for index in range(_ROUNDS):
                    with _PeakMemory(stack) as memory:
                        times[path.stem].append(_ours(stack, path, f"{path.stem} {index}"))
                    peak = max(peak, memory.megabytes)
                    for peer_name, peer in peers.items():
                        times[f"{path.stem}/{peer_name}"].append(_theirs(peer, path, scratch, counts[path.stem]))
                    print(
                        {case: found[-1] for case, found in times.items() if case.startswith(path.stem)},
                        file=sys.stderr,
                    )
    medians = {case: statistics.median(found) for case, found in times.items()}
    ratios = {case: medians[case] / medians[case.partition("/")[0]] for case in medians if "/" in case}
    figures = {f"{case}_images_per_second": counts[case.partition("/")[0]] / median for case, median in medians.items()}
    checks = {"memory_below_600_mb": peak < _MEMORY_LIMIT_MB, "fiftyone_took_part": "fiftyone" in peers}
    return {"ratios": ratios, "checks": checks, "figures": {**figures, "peak_memory_mb": round(peak)}}


def _clip() -> Path | None:
    path = os.environ.get("WINNOW_BENCH_VIDEO")
    return Path(path) if path else None


def _ours(stack: Stack, path: Path, name: str) -> float:
    dataset_id = stack.post("/v1/datasets", {"name": name})["id"]
    started = time.perf_counter()
    with path.open("rb") as file:
        answer = stack.client.post(
            f"/v1/datasets/{dataset_id}/uploads", params={"filename": path.name}, content=file, timeout=600
        )
    stack.succeeded(answer.json()["job_id"], seconds=1200)
    seconds = time.perf_counter() - started
    assert stack.get(f"/v1/datasets/{dataset_id}")["sample_count"] > 0
    return seconds


def _theirs(peer: "_Peer", path: Path, scratch: Path, count: int) -> float:
    folder = scratch / path.stem
    if not folder.exists():
        with zipfile.ZipFile(path) as archive:
            archive.extractall(folder)  # our own archive, or one that the caller trusts
    command = [
        peer.python or "",
        str(Path(__file__).parent / "peers" / peer.script),
        str(folder),
        str(scratch / peer.script),
    ]
    environment = {**os.environ, "LD_LIBRARY_PATH": peer.libraries}
    ran = subprocess.run(command, capture_output=True, text=True, check=True, timeout=1200, env=environment)
    imported, seconds = ran.stdout.split()[-2:]
    assert int(imported) == count, f"{peer.script} took {imported} of {count} images"
    return float(seconds)


class _PeakMemory:
    """The largest resident memory of any process tree below the worker, sampled."""

    def __init__(self, stack: Stack) -> None:
        assert stack.process is not None
        self._root = psutil.Process(stack.process.pid)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self.megabytes = 0.0

    def __enter__(self) -> "_PeakMemory":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stop.wait(0.2):
            for process in self._root.children(recursive=True):
                try:
                    if "worker.engine.run" in process.cmdline():
                        tree = [process, *process.children(recursive=True)]
                        used = sum(member.memory_info().rss for member in tree) / 1024**2
                        self.megabytes = max(self.megabytes, used)
                except psutil.NoSuchProcess:
                    continue


def _archives(scratch: Path) -> list[Path]:
    folder = os.environ.get("WINNOW_BENCH_DATA")
    if folder:
        return sorted(Path(folder).glob("*.zip"))
    return [_generate(scratch / "photographs.zip", 800, 533, 400), _generate(scratch / "thumbnails.zip", 3000, 32, 32)]


def _generate(path: Path, count: int, width: int, height: int) -> Path:
    rng = np.random.default_rng(0)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for index in range(count):
            noise = Image.fromarray(rng.integers(0, 256, (height, width, 3), dtype=np.uint8))
            file = io.BytesIO()
            noise.filter(ImageFilter.GaussianBlur(width / 64)).save(file, "JPEG", quality=90)
            archive.writestr(f"class{index % 5}/{index:05}.jpg", file.getvalue())
    return path


def _count(path: Path) -> int:
    with zipfile.ZipFile(path) as archive:
        return sum(not info.is_dir() for info in archive.infolist())


if __name__ == "__main__":
    main()
