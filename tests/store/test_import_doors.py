"""What the settings open, and that nothing beside it comes in."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from store.confined_files import NotConfined, open_beneath
from store.import_doors import DoorClosed, ImportDoors
from store.settings import Settings
from store.specs.sources import IngestSource

SOURCE: TypeAdapter[IngestSource] = TypeAdapter(IngestSource)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "root"
    (folder / "a").mkdir(parents=True)
    (folder / "a" / "b.txt").write_bytes(b"content")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "c.txt").write_bytes(b"secret")
    return folder


def test_folders_below_a_root_are_open(root: Path) -> None:
    doors = ImportDoors(roots=(root,))
    assert doors.folder(f"{root}/a/../a/") == root / "a"
    assert doors.folder(f"{root}/not/there/yet") == root / "not/there/yet"


def test_what_leads_out_of_the_roots_is_closed(root: Path, tmp_path: Path) -> None:
    (root / "link").symlink_to(tmp_path / "outside")
    (tmp_path / "root-of-others").mkdir()
    doors = ImportDoors(roots=(root,))
    for path in (
        "/",
        "/etc",
        f"{root}/..",
        f"{root}/../outside",
        f"{root}/link",
        f"{root}/link/x",
        f"{root}-of-others",
    ):
        with pytest.raises(DoorClosed, match="not below"):
            doors.folder(path)
    with pytest.raises(DoorClosed, match="switched off"):
        ImportDoors().folder(str(root))


def test_a_root_may_be_a_link_itself(root: Path, tmp_path: Path) -> None:
    (tmp_path / "mount").symlink_to(root)
    assert ImportDoors(roots=(tmp_path / "mount",)).folder(f"{tmp_path}/mount/a") == root / "a"


def test_winnows_own_folders_are_closed(root: Path) -> None:
    doors = ImportDoors(roots=(root,), hidden=(root / "a",))
    with pytest.raises(DoorClosed):
        doors.folder(f"{root}/a")
    with pytest.raises(DoorClosed):
        doors.file((root / "a" / "b.txt").as_uri())


def test_settings_open_the_doors(tmp_path: Path) -> None:
    environment = {
        "WINNOW_DATA_DIR": str(tmp_path / "data"),
        "WINNOW_IMPORT_ROOTS": f"{tmp_path}/one, {tmp_path}/two",
        "WINNOW_IMPORT_ENDPOINTS": "https://S3.example:443/, http://127.0.0.1:8333",
        "WINNOW_IMPORT_CONNECTIONS": '{"lab": {"access_key_id": "x"}}',
        "WINNOW_IMPORT_BUCKETS": "s3://photos, gs://birds/2026/",
        "WINNOW_IMPORT_ALLOW_PRIVATE_HOSTS": "NAS.local:8080",
        "WINNOW_BLOB_URL": "s3://winnow/blobs",
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        settings = Settings()
    doors = settings.import_doors
    assert doors.folder(f"{tmp_path}/two/x") == tmp_path / "two/x"
    assert doors.endpoint("https://s3.example") == "https://s3.example:443"
    assert doors.endpoint("http://127.0.0.1:8333/") == "http://127.0.0.1:8333"
    assert doors.connection("lab") == {"access_key_id": "x"}
    assert "access_key_id" not in repr(settings)
    doors.web("http://nas.local:8080/x")
    doors.bucket("s3://photos/any/key")
    doors.bucket("gs://birds/2026/1.png")
    for closed in ("s3://photos-of-others/x", "gs://birds/2025/1.png", "az://photos/x", "s3://winnow/blobs/images"):
        with pytest.raises(DoorClosed):
            doors.bucket(closed)
    for url in ("http://127.0.0.1:8334", "https://127.0.0.1:8333", "http://s3.example"):
        with pytest.raises(DoorClosed):
            doors.endpoint(url)
    with pytest.raises(DoorClosed):
        doors.web("http://nas.local/x")


def test_winnows_own_bucket_is_closed() -> None:
    for own in ("s3://winnow/blobs", "s3://winnow", "s3://winnow?region=eu-central-1"):
        doors = ImportDoors(own_bucket=own)
        with pytest.raises(DoorClosed, match="own files"):
            doors.bucket("s3://winnow/blobs/images/aa")
        doors.bucket("s3://winnow-images/x")


def test_relative_roots_are_no_settings(tmp_path: Path) -> None:
    with pytest.raises(ValidationError, match="absolute"):
        Settings(data_dir=tmp_path, import_roots=(Path("images"),))


@pytest.mark.parametrize(
    "url",
    [
        "ftp://host/x", "file:///etc/passwd", "s3://", "s3:///key", "s3://UPPER/x", "s3://a..b/x", "s3://evil.com#/x",
        "s3://evil.com?x/y", "s3://me:secret@bucket/x", "s3://bucket:80/x", "gs://[::1]/x", "https://", "https:///x",
        "https://user@host/", "https://user:password@host/", "https://host:port/", "https://host/#fragment", "images/",
        "javascript:alert(1)", "https://host/\n", "s3://b/", "",
    ],
)  # fmt: skip
def test_bad_locations_are_no_specs(url: str) -> None:
    for source in ({"type": "bucket", "url": url}, {"type": "manifest", "url": url}):
        with pytest.raises(ValidationError):
            SOURCE.validate_python(source)


@pytest.mark.parametrize(
    "source",
    [
        {"type": "folder", "path": "relative"},
        {"type": "folder", "path": "/a\0b"},
        {"type": "bucket", "url": "s3://photos/", "access_key_id": "x"},
        {"type": "bucket", "url": "s3://photos/", "endpoint": "http://a", "connection": "b"},
        {"type": "bucket", "url": "gs://photos/", "endpoint": "http://a"},
        {"type": "bucket", "url": "s3://photos/", "endpoint": "http://me:secret@a"},
        {"type": "manifest"},
        {"type": "manifest", "url": "s3://photos/x.csv", "upload_id": "up_" + "0" * 26},
        {"type": "torchvision", "name": "VOCDetection", "root": "/data"},
        {"type": "torchvision", "name": "ImageFolder", "root": "/data", "download": True},
        {"type": "torchvision", "name": "MNIST", "root": "/data", "copy": False},
    ],
)
def test_sources_that_make_no_sense_are_no_specs(source: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        SOURCE.validate_python(source)


def test_copy_survives_the_way_through_the_database() -> None:
    source = SOURCE.validate_python({"type": "folder", "path": "/data", "copy": False})
    stored = SOURCE.dump_python(source, mode="json")
    assert stored == {"type": "folder", "path": "/data", "copy": False}
    assert SOURCE.validate_python(stored) == source


def test_only_regular_files_below_the_root_are_opened(root: Path, tmp_path: Path) -> None:
    with open_beneath(root, Path("a/b.txt")) as file:
        assert file.read() == b"content"
    (root / "file").symlink_to(tmp_path / "outside" / "c.txt")
    (root / "folder").symlink_to(tmp_path / "outside")
    os.mkfifo(root / "pipe")
    for path in (
        "file",
        "folder/c.txt",
        "pipe",
        "a",
        "../outside/c.txt",
        "a/../../outside/c.txt",
        "/etc/passwd",
        ".",
        "",
    ):
        with pytest.raises((NotConfined, IsADirectoryError)):
            open_beneath(root, Path(path))
    with pytest.raises(FileNotFoundError):
        open_beneath(root, Path("a/c.txt"))


@given(st.lists(st.sampled_from(["..", ".", "a", "b.txt", "outside", "c.txt", "", "link", "%2e%2e"]), max_size=6))
def test_no_path_reaches_the_secret(tmp_path_factory: pytest.TempPathFactory, parts: list[str]) -> None:
    base = tmp_path_factory.getbasetemp() / "doors"
    (base / "root" / "a").mkdir(parents=True, exist_ok=True)
    (base / "outside").mkdir(exist_ok=True)
    (base / "outside" / "c.txt").write_bytes(b"secret")
    if not (base / "root" / "link").is_symlink():
        (base / "root" / "link").symlink_to(base / "outside")
    doors = ImportDoors(roots=(base / "root",))
    try:
        opened, relative = doors.file(f"{(base / 'root').as_uri()}/{'/'.join(parts)}")
        with open_beneath(opened, relative) as file:
            assert file.read() != b"secret"
    except (DoorClosed, OSError):
        return
