"""Buckets, on a real S3 server."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from store.import_doors import DoorClosed, ImportDoors, origin
from store.specs.sources import ManifestColumns
from tests.pictures import class_folders, picture
from tests.s3 import S3, running_s3
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
from worker.sources.objects import Bucket, parse_uri

LIMITS = ArchiveLimits(max_entry_bytes=10 * 1024 * 1024)
ODD_NAMES = ["a b%20c.png", "ü#?.png", "+&=;,.png", "x=endpoint&connection=y.png"]


@pytest.fixture(scope="module")
def s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3]:
    with running_s3(tmp_path_factory.mktemp("s3")) as server:
        server.put("photos", {f"2026/{name}": data for name, data in class_folders(30).items()})
        server.put("photos", {f"odd/{name}": picture(i) for i, name in enumerate(ODD_NAMES)})
        server.put("photos", {"2025/old.png": picture(1), "2026-05/may.png": picture(2), "2026/.hidden.png": b"x"})
        yield server


@pytest.fixture
def doors(s3: S3) -> ImportDoors:
    return ImportDoors(connections={"lab": s3.options}, endpoints=frozenset({origin(s3.endpoint)}))


@pytest.fixture
def fetcher(doors: ImportDoors) -> Iterator[Fetcher]:
    with Fetcher(doors) as fetcher:
        yield fetcher


def names(fetcher: Fetcher, url: str) -> list[str]:
    return [listed.name for listed in list_bucket(fetcher.buckets, url, endpoint=None, connection="lab")]


def test_a_prefix_is_listed_in_the_order_of_its_keys(fetcher: Fetcher) -> None:
    assert names(fetcher, "s3://photos/2026/") == sorted(class_folders(30))
    assert names(fetcher, "s3://photos/2026-") == ["2026-05/may.png"]
    assert names(fetcher, "s3://photos/2026/class1/000") == [
        name.partition("/")[2] for name in sorted(class_folders(10)) if name.startswith("class1/")
    ]
    assert len(names(fetcher, "s3://photos")) == 30 + len(ODD_NAMES) + 2


def test_listed_images_are_read(fetcher: Fetcher, tmp_path: Path) -> None:
    files = list_bucket(fetcher.buckets, "s3://photos/2026/", endpoint=None, connection="lab")
    total = write_inventory(tmp_path / "inventory", files, LIMITS)
    with Inventory(tmp_path / "inventory") as inventory:
        found = ReferencedFiles(inventory, fetcher, LIMITS).read(0, total)
        assert {entry.name: content for entry, content in found} == class_folders(30)


@pytest.mark.parametrize("index", range(len(ODD_NAMES)), ids=ODD_NAMES)
def test_odd_keys_survive_as_uris_and_in_manifests(
    fetcher: Fetcher, doors: ImportDoors, tmp_path: Path, index: int
) -> None:
    name = ODD_NAMES[index]
    listed = next(
        listed
        for listed in list_bucket(fetcher.buckets, "s3://photos/odd/", endpoint=None, connection="lab")
        if listed.name == name
    )
    assert parse_uri(listed.uri) == (Bucket("s3", "photos", connection="lab"), f"odd/{name}")
    (tmp_path / "manifest").write_text(f'uri\n"s3://photos/odd/{name}"\n')
    (row,) = read_manifest(tmp_path / "manifest", "csv", ManifestColumns(), doors, connection="lab")
    assert row.uri == listed.uri
    assert fetcher.fetch(row.uri, max_bytes=10_000) == picture(index)


def test_credentials_of_the_environment_with_an_allowed_endpoint(
    fetcher: Fetcher, s3: S3, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in s3.environment.items():
        monkeypatch.setenv(name, value)
    (found,) = list_bucket(fetcher.buckets, "s3://photos/2025/", endpoint=s3.endpoint, connection=None)
    assert fetcher.fetch(found.uri, max_bytes=10_000) == picture(1)
    assert "testsecret" not in found.uri


def test_another_endpoint_is_not_asked(fetcher: Fetcher) -> None:
    with pytest.raises(DoorClosed, match="WINNOW_IMPORT_ENDPOINTS"):
        list(list_bucket(fetcher.buckets, "s3://photos/", endpoint="http://169.254.169.254", connection=None))
    uri = Bucket("s3", "photos", endpoint="http://169.254.169.254").uri("x.png")
    refusal = fetcher.fetch(uri, max_bytes=100)
    assert isinstance(refusal, Refusal)
    assert refusal.fault == "not_allowed"


def test_wrong_credentials_and_missing_buckets_are_errors(doors: ImportDoors, s3: S3) -> None:
    wrong = replace(doors, connections={"lab": {**s3.options, "secret_access_key": "wrong"}})
    with Fetcher(wrong) as fetcher, pytest.raises(UserError, match="credentials"):
        names(fetcher, "s3://photos/")
    with Fetcher(doors) as fetcher, pytest.raises(UserError):
        names(fetcher, "s3://no-such-bucket/")


def test_a_missing_object_is_one_refusal(fetcher: Fetcher) -> None:
    for key in ("nothing.png", "a//b.png", "../x.png"):
        refusal = fetcher.fetch(Bucket("s3", "photos", connection="lab").uri(key), max_bytes=100)
        assert isinstance(refusal, Refusal)


def test_a_server_that_is_gone_is_an_error_and_no_refusal(doors: ImportDoors, monkeypatch: pytest.MonkeyPatch) -> None:
    """An outage must not turn a thousand good images into refused ones."""
    monkeypatch.setattr("worker.sources.objects._RETRIES", {"max_retries": 0})
    gone = replace(doors, connections={"lab": {"endpoint": "http://127.0.0.1:1", "skip_signature": "true"}})
    with Fetcher(gone) as fetcher, pytest.raises(UserError, match="does not answer"):
        fetcher.fetch(Bucket("s3", "photos", connection="lab").uri("x.png"), max_bytes=100)
