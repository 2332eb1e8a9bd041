"""No name and no id becomes a path."""

from pathlib import Path

import pytest

from store.blobs import Blobs
from tests.security.test_tenant_crossing import WITH_ID
from tests.service.client import Client, assert_problem, pointers, sqlite_only
from tests.service.conftest import MakeClient
from tests.service.factories import Finished, add_dataset

NAMES = [
    "..%2f..%2fapi-key", "%2e%2e%2f%2e%2e%2fsecret", "..%5c..%5csecret", "%252e%252e%252fsecret", "....//secret",
    "%2fetc%2fpasswd", "file:%2f%2f%2fetc%2fpasswd", "C:%5csecret", "secret%00.txt", "~root", "..;%2fsecret",
]  # fmt: skip


@sqlite_only
@pytest.mark.parametrize("name", NAMES)
def test_ids_in_paths(client: Client, name: str) -> None:
    folder = client.app.state.gateway.settings.data_dir
    (folder / "api-key").write_text("the key of this installation")
    for operation in WITH_ID:
        if operation.method != "GET":
            continue
        path = operation.path
        for parameter in operation.parameters:
            path = path.replace(f"{{{parameter}}}", name)
        answer = client.get(path)
        assert answer.status_code in {404, 422}, f"{operation.id}: {answer.status_code}"
        assert "the key of" not in answer.text
        assert "root:" not in answer.text
        assert str(folder) not in answer.text


@sqlite_only
@pytest.mark.parametrize("name", NAMES)
def test_names_of_artifacts(client: Client, name: str) -> None:
    gateway = client.app.state.gateway
    made = Finished(gateway.database, Blobs(gateway.settings.blobs))
    assert client.get(f"/v1/jobs/{made.job_id}/artifacts/{name}").status_code in {404, 422}


@sqlite_only
@pytest.mark.parametrize("name", ["../../../outside.zip", "/etc/cron.d/x", "..\\..\\x.zip", "a/../../x.zip"])
def test_names_of_uploads_are_data(client: Client, name: str, tmp_path: Path) -> None:
    dataset_id = add_dataset(client.app.state.gateway.database)
    before = {path for path in tmp_path.rglob("*") if "blobs" not in path.parts}
    url = f"/v1/datasets/{dataset_id}/uploads"
    upload = client.ok("POST", url, params={"filename": name, "ingest": False}, content=b"zip")
    assert upload["filename"] == name
    assert {path for path in tmp_path.rglob("*") if "blobs" not in path.parts} == before
    root = client.app.state.gateway.blobs.root
    stored = [path for path in root.rglob("*") if path.is_file() and "health" not in path.parts]
    assert [path.parent for path in stored] == [root / "uploads"]
    assert stored[0].name == upload["id"]


@pytest.mark.parametrize("key", ["../x", "a/../../x", "/etc/passwd", "a//b", "", "A", "a\x00", "a\\b", "..", "a/.."])
def test_keys_of_blobs_that_lead_out(blobs: Blobs, key: str) -> None:
    for use in (blobs.get, blobs.delete, blobs.size, blobs.exists, lambda key: blobs.put(key, b"x"), blobs.local_path):
        with pytest.raises(ValueError, match="not a blob key"):
            use(key)


@sqlite_only
@pytest.mark.parametrize("path", ["/etc", "/", "{root}/../", "{root}/../other", "{data}", "{data}/blobs"])
def test_folders_that_are_not_open_for_imports(make_client: MakeClient, tmp_path: Path, path: str) -> None:
    root = tmp_path / "open"
    root.mkdir()
    client = make_client(import_roots=str(root))
    dataset_id = add_dataset(client.app.state.gateway.database)
    source = {"type": "folder", "path": path.format(root=root, data=tmp_path)}
    answer = client.post("/v1/jobs", json={"kind": "ingest", "dataset_id": dataset_id, "source": source})
    assert "/source/path" in pointers(assert_problem(answer, 422, "invalid-request"))
