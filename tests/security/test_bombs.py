"""Small requests that would become large. Those inside of files: tests/worker/ingest/test_hostile_*.py."""

import gzip
import json
from collections.abc import AsyncIterator

import pytest

from service.middleware import MAX_JSON_BYTES
from tests.service.client import Client, assert_problem, sqlite_only
from tests.service.factories import Finished
from tests.worker.ingest.archives import ZipEntry, make_zip
from tests.worker.ingest.conftest import Ingest, ingest, inspectors, outcome  # noqa: F401 - fixtures

JSON = {"Content-Type": "application/json"}


@sqlite_only
@pytest.mark.parametrize(
    "body",
    [
        b"[" * 200_000,
        b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
        b'{"name": ' + b"9" * 1_000_000 + b"}",
        b'{"name": 1e' + b"9" * 100_000 + b"}",
        b'{"name": "' + b"\\u0000" * 100_000 + b'"}',
        b'{"name": "x", ' + b", ".join(b'"k%d": 1' % number for number in range(50_000)) + b"}",
    ],
    ids=["nested arrays", "nested objects", "long number", "long exponent", "escapes", "many fields"],
)
def test_json(client: Client, body: bytes) -> None:
    answer = client.post("/v1/datasets", content=body, headers=JSON)
    assert answer.status_code in {400, 422}
    assert len(answer.content) < 50_000, "the answer does not grow with the question"


@sqlite_only
def test_a_body_without_an_end(client: Client) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while True:
            sent += 1 << 20
            yield b" " * (1 << 20)

    answer = client.post("/v1/datasets", content=endless(), headers=JSON)
    assert_problem(answer, 413, "content-too-large")
    assert sent <= MAX_JSON_BYTES + (4 << 20)


@sqlite_only
def test_a_compressed_body_is_not_unpacked(client: Client) -> None:
    bomb = gzip.compress(json.dumps({"name": "x" * 50_000_000}).encode())
    answer = client.post("/v1/datasets", content=bomb, headers={**JSON, "Content-Encoding": "gzip"})
    assert answer.status_code in {400, 415, 422}


@sqlite_only
def test_many_ranges_are_one_answer(client: Client) -> None:
    gateway = client.app.state.gateway
    made = Finished(gateway.database, gateway.blobs)
    ranges = "bytes=" + ",".join(f"{start}-" for start in range(2000))
    answer = client.get(f"/v1/embeddings/{made.embedding_id}/download", headers={"Range": ranges})
    assert answer.status_code == 200
    assert len(answer.content) == 256 * 64


@sqlite_only
def test_many_parameters_and_headers(client: Client) -> None:
    assert client.get("/v1/jobs?" + "&".join(["state=queued"] * 4000)).status_code in {200, 422}
    assert client.get("/v1/datasets", headers={"If-None-Match": '"a",' * 20_000}).status_code in {200, 304, 422}
    cookie = "; ".join(f"a{number}=1" for number in range(20_000))
    assert client.with_key(None).get("/v1/datasets", headers={"Cookie": cookie}).status_code == 401


def test_an_archive(ingest: Ingest) -> None:  # noqa: F811
    reports = ingest(make_zip(ZipEntry("x.bmp", bytes(1 << 19))))
    assert [outcome(report) for report in reports] == ["compression_ratio"]
