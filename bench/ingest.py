"""Ingestion from the first byte of the upload to queryable samples, against LightlyStudio's import of the same folder.

    WINNOW_BENCH_DATA=FOLDER WINNOW_PEER_PYTHON=PYTHON python -m bench.ingest

measures every zip in FOLDER (without it: generated photographs and thumbnails). PYTHON is an interpreter with
`lightly-studio` installed; its dependencies contradict ours, so it lives in an environment of its own. Ours hashes,
measures, decodes and makes thumbnails; the peer reads sizes.
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
from pathlib import Path

import numpy as np
import psutil
from PIL import Image, ImageFilter

from tests.e2e.stack import Stack, running_stack

_ROUNDS = 3
_PEER = Path(__file__).parent / "peers" / "lightly_studio_import.py"
_MEMORY_LIMIT_MB = 600


def main() -> None:
    """Print what it does on standard error and the JSON line on standard output."""
    python = os.environ.get("WINNOW_PEER_PYTHON")
    ratios: dict[str, float] = {}
    figures: dict[str, float | str] = {"peer": "LightlyStudio" if python else "not installed"}
    peak = 0.0
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        with running_stack("sqlite", scratch / "stack", OMP_NUM_THREADS="2") as stack:
            for path in _archives(scratch):
                ours, peers = [], []
                count = _count(path)
                for index in range(_ROUNDS):
                    with _PeakMemory(stack) as memory:
                        ours.append(_ours(stack, path, f"{path.stem} {index}"))
                    peak = max(peak, memory.megabytes)
                    if python:
                        peers.append(_peer(python, path, scratch))
                    print(path.stem, "ours", ours[-1:], "peer", peers[-1:], file=sys.stderr)
                figures[f"{path.stem}_images_per_second"] = count / statistics.median(ours)
                if peers:
                    ratios[path.stem] = statistics.median(peers) / statistics.median(ours)
    figures["peak_memory_mb"] = round(peak)
    checks = {"memory_below_600_mb": peak < _MEMORY_LIMIT_MB}
    print(json.dumps({"bench": "ingest", "ratios": ratios, "checks": checks, "figures": figures}))


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


def _peer(python: str, path: Path, scratch: Path) -> float:
    folder = scratch / path.stem
    if not folder.exists():
        with zipfile.ZipFile(path) as archive:
            archive.extractall(folder)  # our own archive, or one that the caller trusts
    command = [python, str(_PEER), str(folder), str(scratch / "peer.db")]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, timeout=1200)
    return float(ran.stdout.split()[-1])


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
