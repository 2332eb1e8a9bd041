"""The headers of tus 1.0.0, to the letter, and what is said about those that cannot work."""

from email.utils import parsedate_to_datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.gateway import Gateway
from service.tus.protocol import Announcement
from store.db import Database
from tests.service.client import Client, assert_problem, pointers, sqlite_only
from tests.service.factories import add_dataset
from tests.service.tus import BYTES, VERSION, as_resource, begin, begun, metadata, offset_of, send, status_of


@pytest.fixture
def dataset_id(database: Database) -> str:
    return add_dataset(database)


@sqlite_only
def test_the_server_says_what_it_can(client: Client, gateway: Gateway) -> None:
    response = client.request("OPTIONS", "/v1/tus")
    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["tus-version"] == response.headers["tus-resumable"] == "1.0.0"
    assert response.headers["tus-extension"] == "creation,creation-with-upload,checksum,expiration,termination"
    assert response.headers["tus-checksum-algorithm"] == "sha256,sha1"
    assert response.headers["tus-max-size"] == str(gateway.settings.max_upload_bytes)


@sqlite_only
def test_creation_tells_everything_a_client_needs(client: Client, gateway: Gateway, dataset_id: str) -> None:
    response = begin(client, dataset_id, 7, note="¿qué?")
    assert (response.headers["tus-resumable"], response.headers["cache-control"]) == ("1.0.0", "no-store")
    assert response.headers["upload-offset"] == "0"
    url = response.headers["location"]
    upload = as_resource(client, dataset_id, url)
    expires = parsedate_to_datetime(response.headers["upload-expires"])
    assert expires.isoformat()[:19] == upload["expires_at"][:19]
    head = client.request("HEAD", url, headers=VERSION)
    assert (head.headers["upload-length"], head.headers["upload-offset"]) == ("7", "0")
    assert head.headers["cache-control"] == "no-store"
    assert head.headers["upload-metadata"] == metadata(dataset_id=dataset_id, filename="a.zip", note="¿qué?")
    assert "winnow-job" not in head.headers


@sqlite_only
@pytest.mark.parametrize("checksum", ["md5 1B2M2Y8AsgTpgAmY7PhCfg==", "sha1 ???", "sha1 AAAA", "sha1", ""])
def test_a_checksum_that_cannot_be_checked_is_refused(client: Client, dataset_id: str, checksum: str) -> None:
    url = begun(client, dataset_id, 3)
    assert_problem(send(client, url, 0, b"zip", **{"Upload-Checksum": checksum}), 400, "malformed-body")
    assert offset_of(client, url) == 0


@sqlite_only
@pytest.mark.parametrize("method", ["POST", "HEAD", "PATCH", "DELETE"])
@pytest.mark.parametrize("version", [{}, {"Tus-Resumable": "0.2.2"}])
def test_another_version_is_refused(client: Client, dataset_id: str, method: str, version: dict[str, str]) -> None:
    url = "/v1/tus" if method == "POST" else begun(client, dataset_id, 3)
    response = client.request(method, url, headers=version)
    if method == "HEAD":
        assert (response.status_code, response.content) == (412, b"")
    else:
        assert_problem(response, 412, "unsupported-tus-version")
    assert (response.headers["tus-version"], response.headers["tus-resumable"]) == ("1.0.0", "1.0.0")


@sqlite_only
@pytest.mark.parametrize("content_type", ["application/octet-stream", "", "multipart/form-data; boundary=x"])
def test_bytes_have_their_own_content_type(client: Client, dataset_id: str, content_type: str) -> None:
    url = begun(client, dataset_id, 3)
    response = send(client, url, 0, b"zip", **{"Content-Type": content_type})
    assert_problem(response, 415, "unsupported-media-type")
    assert response.headers["tus-resumable"] == "1.0.0"


@sqlite_only
def test_clients_without_patch_may_override_the_method(client: Client, dataset_id: str) -> None:
    url = begun(client, dataset_id, 6)
    headers = {**BYTES, "Upload-Offset": "0"}
    response = client.post(url, headers={**headers, "X-HTTP-Method-Override": "PATCH"}, content=b"abc")
    assert (response.status_code, response.headers["upload-offset"]) == (204, "3")
    assert client.post(url, headers={**VERSION, "X-HTTP-Method-Override": "DELETE"}).status_code == 204
    assert status_of(client, url) == 404
    assert_problem(client.post("/v1/datasets", headers={"X-HTTP-Method-Override": "DELETE"}), 422, "invalid-request")


def header_problem(client: Client, **headers: str) -> list[str]:
    return pointers(assert_problem(client.post("/v1/tus", headers={**VERSION, **headers}), 422, "invalid-request"))


@sqlite_only
def test_the_length_is_needed_at_once(client: Client, dataset_id: str) -> None:
    described = {"Upload-Metadata": metadata(dataset_id=dataset_id, filename="a.zip")}
    assert header_problem(client, **described) == ["#header/Upload-Length"]
    for length in ("0", "-1", "x", "99999999999999999999"):
        assert header_problem(client, **described, **{"Upload-Length": length}) == ["#header/Upload-Length"]
    assert header_problem(client, **described, **{"Upload-Defer-Length": "1"}) == ["#header/Upload-Defer-Length"]


@sqlite_only
@pytest.mark.parametrize(
    "described",
    [
        "", "filename", "dataset_id", "filename ???", "filename YQ==,filename YQ==", "file name YQ==", ",",
        "filename YQ==,dataset_id YQ==", "x " + "A" * 8192,
    ],
)  # fmt: skip
def test_metadata_that_cannot_work_is_pointed_at(client: Client, described: str) -> None:
    found = header_problem(client, **{"Upload-Length": "3", "Upload-Metadata": described})
    assert found == ["#header/Upload-Metadata"]


@sqlite_only
@pytest.mark.parametrize(
    "values",
    [
        {"filename": ""}, {"filename": "a\nb"}, {"filename": "x" * 256}, {"purpose": "fun"}, {"ingest": "perhaps"},
        {"dataset_id": "ds_" + "0" * 26}, {"dataset_id": "../etc"},
    ],
)  # fmt: skip
def test_values_that_cannot_work_are_pointed_at(client: Client, dataset_id: str, values: dict[str, str]) -> None:
    described = metadata(**{"dataset_id": dataset_id, "filename": "a.zip", **values})
    found = header_problem(client, **{"Upload-Length": "3", "Upload-Metadata": described})
    assert found == ["#header/Upload-Metadata"]


KEYS = st.from_regex(r"[a-z_]{1,12}", fullmatch=True)


@given(st.dictionaries(KEYS, st.text(max_size=30), max_size=8), st.text(min_size=1, max_size=40))
@settings(max_examples=40, deadline=None)
def test_any_metadata_is_understood(extra: dict[str, str], name: str) -> None:
    filename = "".join(character for character in name if character.isprintable()) or "a"
    known = {"dataset_id": "ds_" + "0" * 26, "filename": filename, "purpose": "images", "ingest": "true"}
    announced = Announcement.parse(metadata(**(extra | known)))
    assert announced.model_dump(mode="json") == known | {"ingest": True}
