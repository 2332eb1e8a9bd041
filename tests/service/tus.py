"""A client of tus as bare requests, to leave the rails of the protocol wherever a test wants to."""

from base64 import b64encode
from typing import Any

import httpx

from service.gateway import Gateway
from store import uploads
from tests.service.client import Client
from tests.service.test_middleware import call

VERSION = {"Tus-Resumable": "1.0.0"}
BYTES = {**VERSION, "Content-Type": "application/offset+octet-stream"}


def metadata(**values: str) -> str:
    return ",".join(f"{key} {b64encode(value.encode()).decode()}" for key, value in values.items())


def begin(client: Client, dataset_id: str, length: int, **values: str) -> httpx.Response:
    described = metadata(dataset_id=dataset_id, **{"filename": "a.zip", **values})
    headers = {**VERSION, "Upload-Length": str(length), "Upload-Metadata": described}
    return client.post("/v1/tus", headers=headers)


def begun(client: Client, dataset_id: str, length: int, **values: str) -> str:
    response = begin(client, dataset_id, length, **values)
    assert response.status_code == 201, response.text
    return response.headers["location"]


def send(client: Client, url: str, offset: int, data: Any, **headers: str) -> httpx.Response:
    return client.request("PATCH", url, headers={**BYTES, "Upload-Offset": str(offset), **headers}, content=data)


def offset_of(client: Client, url: str) -> int:
    response = client.request("HEAD", url, headers=VERSION)
    assert response.status_code == 200, response.text
    return int(response.headers["upload-offset"])


def status_of(client: Client, url: str) -> int:
    """HEAD has no body that could say more."""
    return client.request("HEAD", url, headers=VERSION).status_code


def cut(client: Client, method: str, url: str, headers: dict[str, str], data: bytes) -> None:
    """A request whose connection breaks after `data`."""
    messages: list[dict[str, Any]] = [{"type": "http.request", "body": data, "more_body": True}]
    messages.append({"type": "http.disconnect"})
    call(client, method, url, headers, messages)


def as_resource(client: Client, dataset_id: str, url: str) -> dict[str, Any]:
    found: dict[str, Any] = client.ok("GET", f"/v1/datasets/{dataset_id}/uploads/{url.rpartition('/')[2]}")
    return found


def contents(gateway: Gateway, url: str) -> bytes:
    with gateway.database.read() as session:
        return gateway.blobs.get(uploads.get(session, url.rpartition("/")[2]).blob_key)
