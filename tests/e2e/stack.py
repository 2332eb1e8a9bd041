"""A whole Winnow as its users start it: `winnow up` in a process of its own, on one of the two sets of parts."""

import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import psutil
import redis

from tests import servers

KEY = "a-key-for-tests-0123456789"
AUTHORIZED = {"Authorization": f"Bearer {KEY}"}
TERMINAL = {"succeeded", "failed", "cancelled"}


class Stack:
    """A running service, its client and its process tree."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.folder, self.port = folder, _free_port()
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("WINNOW_")},
            "WINNOW_DATA_DIR": "data",  # relative on purpose: every process must understand it alike
            "WINNOW_API_KEY": KEY,
            "WINNOW_LEASE": "PT3S",
            "WINNOW_CRASH_BACKOFF": "PT0.2S",
            "WINNOW_CANCEL_GRACE": "PT5S",
            "WINNOW_REHINT_AFTER": "PT1S",
            "OMP_NUM_THREADS": "1",
            **environment,
        }
        if not self.environment["WINNOW_API_KEY"]:
            del self.environment["WINNOW_API_KEY"]
        self.url = f"http://127.0.0.1:{self.port}"
        key = self.environment.get("WINNOW_API_KEY", "")
        self.client = httpx.Client(
            base_url=self.url, timeout=30, headers={"Authorization": f"Bearer {key}"} if key else {}
        )
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "service.cli", "up", "--port", str(self.port)]
        log = (self.folder / "up.log").open("ab")
        self.process = subprocess.Popen(command, env=self.environment, cwd=self.folder, stdout=log, stderr=log)
        log.close()
        wait_until(self.answers, f"the service to answer\n{self.log()}", seconds=60)

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """End it like an operator; returns the exit code."""
        assert self.process is not None
        self.process.send_signal(number)
        return self.process.wait(90)

    def answers(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, self.log()
        try:
            return self.client.get("/readyz").status_code == httpx.codes.OK
        except httpx.HTTPError:
            return False

    def log(self) -> str:
        path = self.folder / "up.log"
        return path.read_text(errors="replace")[-4000:] if path.exists() else ""

    def tree(self) -> list[psutil.Process]:
        assert self.process is not None
        root = psutil.Process(self.process.pid)
        return [root, *root.children(recursive=True)]

    def get(self, path: str, **params: Any) -> dict[str, Any]:
        answer = self.client.get(path, params=params)
        assert answer.is_success, answer.text
        body: dict[str, Any] = answer.json()
        return body

    def post(self, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        answer = self.client.post(path, json=body)
        assert answer.is_success, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def upload(self, dataset_id: str, name: str, data: bytes) -> dict[str, Any]:
        answer = self.client.post(f"/v1/datasets/{dataset_id}/uploads", params={"filename": name}, content=data)
        assert answer.status_code == httpx.codes.CREATED, answer.text
        body: dict[str, Any] = answer.json()
        return body

    def ended(self, job_id: str, *, seconds: float = 180) -> dict[str, Any]:
        """The job when it has ended."""
        job: dict[str, Any] = {}

        def is_over() -> bool:
            job.update(self.get(f"/v1/jobs/{job_id}", wait=5))
            return job["state"] in TERMINAL

        wait_until(is_over, f"job {job_id} to end", seconds=seconds)
        return job

    def succeeded(self, job_id: str, *, seconds: float = 180) -> dict[str, Any]:
        job = self.ended(job_id, seconds=seconds)
        assert job["state"] == "succeeded", f"{job['failure']}\n{self.log()}"
        return job

    def dataset(self, name: str, archive: bytes) -> str:
        """A dataset with the images of an archive."""
        dataset_id: str = self.post("/v1/datasets", {"name": name})["id"]
        self.succeeded(self.upload(dataset_id, "images.zip", archive)["job_id"])
        return dataset_id


@contextmanager
def running_stack(kind: str, folder: Path, **environment: str) -> Iterator[Stack]:
    """`kind` is sqlite (with the bundled Valkey) or postgres (with Redis)."""
    folder.mkdir(parents=True, exist_ok=True)
    name = None
    if kind == "postgres":
        name = servers.create_postgres_database()
        broker = f"{servers.redis_server()}/{random.randint(1, 15)}"
        redis.Redis.from_url(broker).flushdb()
        environment = {
            "WINNOW_DATABASE_URL": servers.sqlalchemy_url(name).replace("+psycopg", ""),
            "WINNOW_BROKER_URL": broker,
            **environment,
        }
    stack = Stack(folder, environment)
    try:
        stack.start()
        yield stack
    finally:
        if stack.process is not None and stack.process.poll() is None:
            stack.stop()
        stack.client.close()
        if name is not None:
            servers.drop_postgres_database(name)


def wait_until(check: Any, what: str, *, seconds: float = 60) -> None:
    """Poll until `check()` holds; the time limit only keeps a broken test from hanging."""
    deadline = time.monotonic() + seconds
    while not check():
        assert time.monotonic() < deadline, f"waited {seconds:g} s for {what}"
        time.sleep(0.1)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
