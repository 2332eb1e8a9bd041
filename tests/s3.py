"""A real S3 server on loopback: SeaweedFS out of its wheel."""

import json
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import obstore
from obstore.exceptions import BaseError
from obstore.store import from_url

ACCESS_KEY, SECRET_KEY = "testkey", "testsecret"


@dataclass(frozen=True)
class S3:
    """Where the server is and what opens it."""

    endpoint: str

    @property
    def options(self) -> dict[str, str]:
        """As WINNOW_IMPORT_CONNECTIONS takes them."""
        return {"endpoint": self.endpoint, "access_key_id": ACCESS_KEY, "secret_access_key": SECRET_KEY}

    @property
    def environment(self) -> dict[str, str]:
        """Credentials as the worker's environment holds them."""
        return {"AWS_ACCESS_KEY_ID": ACCESS_KEY, "AWS_SECRET_ACCESS_KEY": SECRET_KEY}

    def put(self, bucket: str, files: Mapping[str, bytes]) -> None:
        options: Any = {**self.options, "region": "us-east-1"}
        store = from_url(f"s3://{bucket}", config=options, client_options={"allow_http": True})
        for key, data in files.items():
            obstore.put(store, key, data)

    def delete(self, bucket: str, key: str) -> None:
        options: Any = {**self.options, "region": "us-east-1"}
        obstore.delete(from_url(f"s3://{bucket}", config=options, client_options={"allow_http": True}), key)


@contextmanager
def running_s3(folder: Path) -> Iterator[S3]:
    """Buckets come into being when something is put into them."""
    ports = _free_ports(8)
    identity = {
        "name": "tests",
        "credentials": [{"accessKey": ACCESS_KEY, "secretKey": SECRET_KEY}],
        "actions": ["Admin", "Read", "Write", "List"],
    }
    (folder / "s3.json").write_text(json.dumps({"identities": [identity]}))
    names = ("master.port", "master.port.grpc", "volume.port", "volume.port.grpc", "filer.port", "filer.port.grpc",
             "s3.port", "s3.port.grpc")  # fmt: skip
    beside = Path(sys.executable).with_name("weed")
    command = [
        str(beside) if beside.exists() else shutil.which("weed") or "weed", "server", f"-dir={folder}",
        "-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-volume.max=64", "-master.volumeSizeLimitMB=16", "-filer", "-s3",
        "-s3.port.iceberg=0", "-s3.port.lance=0",
        f"-s3.config={folder / 's3.json'}",
        *(f"-{name}={port}" for name, port in zip(names, ports, strict=True)),
    ]  # fmt: skip
    with (folder / "weed.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder)
    server = S3(f"http://127.0.0.1:{ports[6]}")
    try:
        _wait(server, process, folder)
        yield server
    finally:
        process.kill()
        process.wait()


def _wait(server: S3, process: "subprocess.Popen[bytes]", folder: Path) -> None:
    deadline = time.monotonic() + 60
    while True:
        assert process.poll() is None, (folder / "weed.log").read_text(errors="replace")[-2000:]
        assert time.monotonic() < deadline, "the S3 server does not answer"
        try:
            httpx.get(server.endpoint, trust_env=False)
            server.put("probe", {"probe": b"ok"})
        except (httpx.HTTPError, BaseError):
            time.sleep(0.2)
        else:
            return


def _free_ports(count: int) -> list[int]:
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for probe in sockets:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in sockets]
