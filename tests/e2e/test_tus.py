"""Resumable uploads over real connections, with the client that others use."""

import hashlib
import os
import random
import socket
import struct
from contextlib import suppress
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from tusclient.client import TusClient
from tusclient.exceptions import TusCommunicationError, TusUploadFailed
from tusclient.uploader.uploader import Uploader

from tests.e2e.stack import AUTHORIZED, Stack, running_stack, wait_until
from tests.pictures import class_folders, zipped

pytestmark = pytest.mark.e2e

VERSION = {"Tus-Resumable": "1.0.0"}
MIB = 1024**2
# At most one read of a socket more than the server lets pile up: 256 KiB and 64 KiB.
BUFFERED = 320 * 1024


def uploader(stack: Stack, dataset_id: str, data: bytes, *, url: str | None = None, **options: Any) -> Uploader:
    described = {"dataset_id": dataset_id, "filename": "images.zip", **options.pop("metadata", {})}
    client = TusClient(f"{stack.url}/v1/tus", headers=dict(AUTHORIZED))
    return client.uploader(
        file_stream=BytesIO(data), url=url, metadata=described, retries=8, retry_delay=0.2, **options
    )  # fmt: skip


def unread(stack: Stack, dataset_id: str, data: bytes, **options: Any) -> Uploader:
    """An upload of bytes that are no images."""
    return uploader(stack, dataset_id, data, metadata={"ingest": "false"}, **options)


def resume(upload: Uploader) -> None:
    upload.upload()


def send_chunk(upload: Uploader) -> None:
    upload.upload_chunk()  # type: ignore[no-untyped-call]


def create(stack: Stack, dataset_id: str, data: bytes) -> str:
    return str(unread(stack, dataset_id, data).create_url())


def new_dataset(stack: Stack) -> str:
    dataset_id: str = stack.post("/v1/datasets", {"name": f"tus {random.getrandbits(64):x}"})["id"]
    return dataset_id


def resource(stack: Stack, dataset_id: str, url: str) -> dict[str, Any]:
    return stack.get(f"/v1/datasets/{dataset_id}/uploads/{url.rpartition('/')[2]}")


def offset_of(stack: Stack, url: str) -> int:
    return int(stack.client.head(url, headers=VERSION).headers["upload-offset"])


def has_reached(stack: Stack, url: str, offset: int) -> bool:
    return offset_of(stack, url) >= offset


def patch(stack: Stack, url: str, offset: int, announced: int) -> socket.socket:
    """The beginning of a request that announces so many bytes."""
    connection = socket.create_connection(("127.0.0.1", stack.port), timeout=30)
    path = url.removeprefix(stack.url)
    head = (
        f"PATCH {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: {AUTHORIZED['Authorization']}\r\n"
        f"Tus-Resumable: 1.0.0\r\nUpload-Offset: {offset}\r\n"
        f"Content-Type: application/offset+octet-stream\r\nContent-Length: {announced}\r\n\r\n"
    )
    connection.sendall(head.encode())
    return connection


def test_a_client_uploads_images_that_are_ingested(stack: Stack) -> None:
    dataset_id, images = new_dataset(stack), zipped(class_folders(12))
    upload = uploader(stack, dataset_id, images, chunk_size=len(images) // 5, upload_checksum=True)
    resume(upload)
    job = stack.succeeded(resource(stack, dataset_id, str(upload.url))["job_id"])
    assert job["kind"] == "ingest"
    assert stack.get(f"/v1/datasets/{dataset_id}")["sample_count"] == 12


def test_what_came_before_a_cut_counts(stack: Stack) -> None:
    """All but what the server was still holding in its buffers."""
    dice = random.Random(4)
    data, dataset_id = dice.randbytes(12 * MIB), new_dataset(stack)
    url = create(stack, dataset_id, data)
    for _ in range(8):
        offset, size = offset_of(stack, url), dice.randrange(500_000, 1_500_000)
        with patch(stack, url, offset, len(data) - offset) as connection:
            connection.sendall(data[offset : offset + size])
        counted = offset + size - BUFFERED
        wait_until(partial(has_reached, stack, url, counted), "what came before the cut to be counted")
        assert offset_of(stack, url) <= offset + size
    resume(unread(stack, dataset_id, data, url=url))
    assert resource(stack, dataset_id, url)["sha256"] == hashlib.sha256(data).hexdigest()


def test_an_upload_survives_cuts_wherever_they_come(stack: Stack) -> None:
    """Nobody waits for anything here: requests overlap with what is left of the ones before."""
    dice = random.Random(5)
    data, dataset_id, reached = dice.randbytes(24 * MIB), new_dataset(stack), [0]
    url = create(stack, dataset_id, data)
    for _ in range(30):
        offset = offset_of(stack, url)
        reached.append(offset)
        with patch(stack, url, offset, len(data) - offset) as connection:
            with suppress(OSError):  # the request before was counted after all, and this one is refused
                connection.sendall(data[offset : offset + int(10 ** dice.uniform(0, 6.3))])
            if dice.random() < 0.5:  # leave without a farewell
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    assert reached == sorted(reached)
    resume(unread(stack, dataset_id, data, url=url, chunk_size=7 * MIB))
    upload = resource(stack, dataset_id, url)
    assert (upload["state"], upload["sha256"]) == ("complete", hashlib.sha256(data).hexdigest())


def test_an_upload_survives_a_killed_gateway(tmp_path: Path) -> None:
    data = os.urandom(40 * MIB)
    with running_stack("sqlite", tmp_path) as stack:
        dataset_id = new_dataset(stack)
        url = create(stack, dataset_id, data)
        gateway = next(process for process in stack.tree() if process.cmdline()[-1:] == ["service"])
        with patch(stack, url, 0, len(data)) as connection:
            connection.sendall(data[: 36 * MIB])
            wait_until(partial(has_reached, stack, url, 32 * MIB), "two parts to arrive")
            gateway.kill()
            gateway.wait()
        wait_until(stack.answers, "the gateway to answer again")
        assert offset_of(stack, url) == 32 * MIB
        resume(unread(stack, dataset_id, data, url=url, upload_checksum=True))
        upload = resource(stack, dataset_id, url)
        assert (upload["state"], upload["sha256"]) == ("complete", hashlib.sha256(data).hexdigest())
        stored = [path for path in (tmp_path / "data/blobs/uploads").iterdir() if "#" not in path.name]
        assert [path.stat().st_size for path in stored] == [len(data)], "the parts are gone"


def test_damaged_bytes_are_thrown_away(stack: Stack) -> None:
    dataset_id = new_dataset(stack)
    url = create(stack, dataset_id, b"x" * 1000)
    headers = {**VERSION, "Content-Type": "application/offset+octet-stream", "Upload-Offset": "0"}
    headers["Upload-Checksum"] = "sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0="  # of "hello world"
    assert stack.client.patch(url, headers=headers, content=b"hello_world").status_code == 460
    assert offset_of(stack, url) == 0
    assert stack.client.patch(url, headers=headers, content=b"hello world").status_code == 204
    assert offset_of(stack, url) == 11


def test_a_terminated_upload_cannot_be_resumed(stack: Stack) -> None:
    dataset_id = new_dataset(stack)
    upload = unread(stack, dataset_id, b"x" * 1000, chunk_size=100)
    send_chunk(upload)
    assert stack.client.delete(str(upload.url), headers=VERSION).status_code == 204
    with pytest.raises(TusCommunicationError) as gone:
        unread(stack, dataset_id, b"x" * 1000, url=upload.url)
    assert gone.value.status_code == 404


def test_an_expired_upload_cannot_be_resumed(tmp_path: Path) -> None:
    with running_stack("sqlite", tmp_path, WINNOW_UPLOAD_LIFETIME="PT1S") as stack:
        dataset_id = new_dataset(stack)
        upload = unread(stack, dataset_id, b"x" * 1000, chunk_size=100)
        send_chunk(upload)
        url = str(upload.url)
        wait_until(lambda: stack.client.head(url, headers=VERSION).status_code in {404, 410}, "the upload to expire")
        upload.retries = 0
        with pytest.raises(TusUploadFailed):
            send_chunk(upload)
