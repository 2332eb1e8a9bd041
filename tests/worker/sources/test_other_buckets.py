"""Buckets of Google Cloud Storage and Azure, on emulators: what `test_bucket.py` says of S3."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from store.import_doors import ImportDoors
from store.specs.sources import ManifestColumns
from tests.object_stores import ObjectStoreServer, running_azure, running_gcs
from tests.pictures import class_folders, picture
from worker.ingest import ArchiveLimits, Refusal
from worker.reporting import UserError
from worker.sources import (
    Fetcher,
    Inventory,
    ReferencedFiles,
    list_bucket,
    read_manifest,
    write_inventory,
)
from worker.sources.objects import Bucket

LIMITS = ArchiveLimits(max_entry_bytes=10 * 1024 * 1024)
ODD_NAMES = ["a b%20c.png", "\u00fc#?.png", "+&=;,.png", "x=endpoint&connection=y.png"]
_RUNNING = {"gs": running_gcs, "az": running_azure}


@pytest.fixture(scope="module", params=list(_RUNNING))
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ObjectStoreServer]:
    with _RUNNING[request.param](tmp_path_factory.mktemp(request.param)) as running:
        files = {f"2026/{name}": data for name, data in class_folders(30).items()}
        files |= {f"odd/{name}": picture(i) for i, name in enumerate(ODD_NAMES)}
        running.put("photos", {**files, "2026-05/may.png": picture(2), "2026/.hidden.png": b"x"})
        yield running


@pytest.fixture
def doors(server: ObjectStoreServer) -> ImportDoors:
    return ImportDoors(connections={"lab": server.options})


@pytest.fixture
def fetcher(doors: ImportDoors) -> Iterator[Fetcher]:
    with Fetcher(doors) as fetcher:
        yield fetcher


def names(fetcher: Fetcher, url: str) -> list[str]:
    return [listed.name for listed in list_bucket(fetcher.buckets, url, endpoint=None, connection="lab")]


def test_a_prefix_is_listed_and_read(server: ObjectStoreServer, fetcher: Fetcher, tmp_path: Path) -> None:
    url = f"{server.scheme}://photos/2026/"
    assert names(fetcher, url) == sorted(class_folders(30))
    assert names(fetcher, f"{server.scheme}://photos/2026-") == ["2026-05/may.png"]
    files = list_bucket(fetcher.buckets, url, endpoint=None, connection="lab")
    total = write_inventory(tmp_path / "inventory", files, LIMITS)
    with Inventory(tmp_path / "inventory") as inventory:
        found = ReferencedFiles(inventory, fetcher, LIMITS).read(0, total)
        assert {entry.name: content for entry, content in found} == class_folders(30)


@pytest.mark.parametrize("index", range(len(ODD_NAMES)), ids=ODD_NAMES)
def test_odd_keys_survive_as_uris_and_in_manifests(
    server: ObjectStoreServer, fetcher: Fetcher, doors: ImportDoors, tmp_path: Path, index: int
) -> None:
    url, name = f"{server.scheme}://photos/odd/", ODD_NAMES[index]
    listed = next(
        listed for listed in list_bucket(fetcher.buckets, url, endpoint=None, connection="lab") if listed.name == name
    )
    (tmp_path / "manifest").write_text(f'uri\n"{url}{name}"\n')
    (row,) = read_manifest(tmp_path / "manifest", "csv", ManifestColumns(), doors, connection="lab")
    assert row.uri == listed.uri
    assert fetcher.fetch(row.uri, max_bytes=10_000) == picture(index)


def test_what_is_missing(server: ObjectStoreServer, fetcher: Fetcher) -> None:
    refusal = fetcher.fetch(Bucket(server.scheme, "photos", connection="lab").uri("nothing.png"), max_bytes=100)
    assert isinstance(refusal, Refusal)
    with pytest.raises(UserError):
        names(fetcher, f"{server.scheme}://no-such-bucket/")


def test_a_server_that_is_gone_is_an_error_and_no_refusal(
    server: ObjectStoreServer, doors: ImportDoors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("worker.sources.objects._RETRIES", {"max_retries": 0})
    nowhere: dict[str, str] = {
        name: "http://127.0.0.1:1" for name in ("base_url", "endpoint") if name in server.options
    }
    gone = replace(doors, connections={"lab": {**server.options, **nowhere}})
    with Fetcher(gone) as fetcher, pytest.raises(UserError, match="does not answer"):
        fetcher.fetch(Bucket(server.scheme, "photos", connection="lab").uri("x.png"), max_bytes=100)
