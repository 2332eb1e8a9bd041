"""No value of a user's ends up in a header as anything but a value."""

from typing import Any

import pytest

from store.blobs import Blobs
from store.exports import Export
from tests.service.client import AUTHORIZED, Client, sqlite_only
from tests.service.factories import Finished, add_dataset, add_samples
from tests.service.test_middleware import call

pytestmark = sqlite_only
EVIL = 'a"; filename=evil.html\r\nSet-Cookie: x=1\r\n\r\n<script>\x00\x7f é\u202e.jpg'


def raw_headers(client: Client, path: str, **headers: str) -> list[tuple[bytes, bytes]]:
    ended = {"type": "http.request", "body": b""}
    sent = call(client, "GET", path, {**AUTHORIZED, **headers}, [ended, {"type": "http.disconnect"}])
    found: list[tuple[bytes, bytes]] = sent[0]["headers"]
    assert found
    return found


def check(headers: list[tuple[bytes, bytes]]) -> dict[bytes, bytes]:
    for name, value in headers:
        assert not set(name + value) & set(b"\r\n\x00"), (name, value)
    assert b"set-cookie" not in dict(headers)
    return dict(headers)


def test_names_of_files(client: Client) -> None:
    gateway = client.app.state.gateway
    dataset_id = add_dataset(gateway.database)
    (sample_id,) = add_samples(gateway.database, dataset_id, [EVIL], blobs=gateway.blobs)
    found = check(raw_headers(client, f"/v1/datasets/{dataset_id}/samples/{sample_id}/image"))
    disposition = found[b"content-disposition"]
    assert disposition.startswith(b"inline; filename*=UTF-8''a%22%3B")
    assert disposition.count(b"filename") == 2, "the second one is percent-encoded text"


def test_names_of_exports(client: Client) -> None:
    gateway = client.app.state.gateway
    made = Finished(gateway.database, Blobs(gateway.settings.blobs))
    with gateway.database.write() as session:
        export = session.get_one(Export, made.export_id)
        export.filename = EVIL
    check(raw_headers(client, f"/v1/exports/{made.export_id}/download"))


@pytest.mark.parametrize("value", ["a\r\nSet-Cookie: x=1", "a\nb", "a\x00b", "ü", "x" * 65])
def test_request_ids(client: Client, value: str) -> None:
    sent: list[Any] = [("x-request-id", value)]
    found = check(raw_headers(client, "/v1/datasets", **dict(sent)))
    assert found[b"x-request-id"].startswith(b"req_")


def test_links_to_the_next_page(client: Client) -> None:
    for number in range(3):
        client.ok("POST", "/v1/datasets", json={"name": f"set {number}"})
    query = "limit=1&name=&x=%0d%0aSet-Cookie:%20x=1&y=%22%3E%3Cscript%3E"
    found = check(raw_headers(client, f"/v1/datasets?{query.replace('name=&', '')}"))
    link = found[b"link"].decode()
    assert "\r" not in link
    assert link.count("<") == link.count(">") == 1


def test_locations(client: Client) -> None:
    headers = {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}
    made = client.post("/v1/datasets", json={"name": EVIL[:20].replace("\r\n", "")}, headers=headers)
    assert made.headers["location"].startswith("/v1/datasets/ds_"), "relative, whatever the Host says"


def test_control_characters_are_refused_where_names_are_given(client: Client) -> None:
    assert client.post("/v1/datasets", json={"name": EVIL}).status_code == 422
    assert client.post("/v1/keys", json={"name": EVIL, "scopes": ["admin"]}).status_code == 422
    dataset_id = add_dataset(client.app.state.gateway.database)
    refused = client.post(f"/v1/datasets/{dataset_id}/uploads", params={"filename": "a\r\nb"}, content=b"x")
    assert refused.status_code == 422
