"""Server folders: everything in them, in a fixed order, and nothing that is not in them."""

import io
import os
import socket
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.import_doors import ImportDoors
from tests.pictures import class_folders, picture
from worker.ingest import ArchiveLimits, ArchiveRefused, Refusal
from worker.reporting import UserError
from worker.sources import Fetcher, Inventory, Listed, ReferencedFiles, list_folder, write_inventory
from worker.sources.folder import file_uri

LIMITS = ArchiveLimits(max_entry_bytes=10_000)


def fill(folder: Path, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def read(folder: Path, fetcher: Fetcher, scratch: Path) -> dict[str, bytes | str]:
    """Contents by name, or the fault of what is refused."""
    path = scratch / "inventory"
    total = write_inventory(path, list_folder(folder, hidden=fetcher.doors.hidden), LIMITS)
    inventory = Inventory(path)
    files = ReferencedFiles(inventory, fetcher, LIMITS)
    found = {
        entry.name: str(content.fault) if isinstance(content, Refusal) else content
        for entry, content in files.read(0, total)
    }
    inventory.close()
    return found


def test_every_image_comes_in_the_order_of_the_names(root: Path, fetcher: Fetcher, tmp_path: Path) -> None:
    pictures = class_folders(40)
    fill(root, dict(reversed(pictures.items())))
    found = read(root, fetcher, tmp_path)
    assert found == pictures
    assert list(found) == sorted(pictures)


def test_a_range_is_read_alone(root: Path, fetcher: Fetcher, tmp_path: Path) -> None:
    pictures = class_folders(10)
    fill(root, pictures)
    write_inventory(tmp_path / "inventory", list_folder(root), LIMITS)
    with Inventory(tmp_path / "inventory") as inventory:
        files = ReferencedFiles(inventory, fetcher, LIMITS)
        assert [entry.index for entry, _ in files.read(3, 6)] == [3, 4, 5]
        assert [entry.index for entry, _ in files.read(8, 100)] == [8, 9]


def test_links_are_reported_and_never_followed(root: Path, fetcher: Fetcher, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    fill(outside, {"secret.png": picture(1)})
    fill(root, {"a/good.png": picture(2)})
    (root / "file.png").symlink_to(outside / "secret.png")
    (root / "folder").symlink_to(outside)
    (root / "inside.png").symlink_to(root / "a" / "good.png")
    (root / "broken.png").symlink_to(root / "nothing")
    (root / "loop").symlink_to(root)
    found = read(root, fetcher, tmp_path)
    assert found.pop("a/good.png") == picture(2)
    assert found == dict.fromkeys(["file.png", "folder", "inside.png", "broken.png", "loop"], "link")


def test_a_file_that_becomes_a_link_after_it_was_listed_is_not_followed(
    root: Path, fetcher: Fetcher, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    fill(outside, {"a.png": picture(1)})
    fill(root, {"file.png": picture(2), "folder/a.png": picture(3)})
    write_inventory(tmp_path / "inventory", list_folder(root), LIMITS)
    (root / "file.png").unlink()
    (root / "file.png").symlink_to(outside / "a.png")
    (root / "folder").rename(root / "elsewhere")
    (root / "folder").symlink_to(outside)
    with Inventory(tmp_path / "inventory") as inventory:
        contents = [content for _, content in ReferencedFiles(inventory, fetcher, LIMITS).read(0, 2)]
    assert [content.fault for content in contents if isinstance(content, Refusal)] == ["link", "link"]


def test_what_is_no_image_is_refused_one_by_one(root: Path, fetcher: Fetcher, tmp_path: Path) -> None:
    fill(
        root,
        {
            "empty.png": b"",
            "huge.png": picture(1) + bytes(10_000),
            "text.png": b"just a text" * 100,
            "archive.zip": b"PK\x03\x04" + bytes(600),
            "tiny.txt": b"?",
            ".hidden.png": picture(1),
            "Thumbs.db": b"clutter",
            "__MACOSX/a.png": picture(1),
        },
    )
    os.mkfifo(root / "pipe.png")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(root / "socket.png"))
    assert read(root, fetcher, tmp_path) == {
        "archive.zip": "nested_archive",
        "empty.png": "empty",
        "huge.png": "too_large",
        "pipe.png": "special_file",
        "socket.png": "special_file",
        "text.png": "not_an_image",
        "tiny.txt": "not_an_image",
    }


def test_names_are_data(root: Path, fetcher: Fetcher, tmp_path: Path) -> None:
    names = ["a b%20c.png", "ü/é#?.png", "back\\slash.png", "line\nbreak.png"]
    fill(root, {name: picture(i) for i, name in enumerate(names)})
    (Path(os.fsdecode(os.fsencode(root) + b"/\xff.png"))).write_bytes(picture(9))
    found = read(root, fetcher, tmp_path)
    assert {name: found.pop(name) for name in names[:2]} == {names[0]: picture(0), names[1]: picture(1)}
    assert list(found.values()) == ["unsafe_name"] * 3
    assert all(name.isascii() and name.isprintable() for name in found)


def test_a_file_that_is_gone_is_reported(root: Path, fetcher: Fetcher, tmp_path: Path) -> None:
    fill(root, {"a.png": picture(1), "b.png": picture(2)})
    write_inventory(tmp_path / "inventory", list_folder(root), LIMITS)
    (root / "a.png").unlink()
    with Inventory(tmp_path / "inventory") as inventory:
        gone, there = [content for _, content in ReferencedFiles(inventory, fetcher, LIMITS).read(0, 2)]
    assert isinstance(gone, Refusal)
    assert gone.fault == "unreachable"
    assert there == picture(2)


def test_winnows_own_folders_are_left_out(root: Path, tmp_path: Path) -> None:
    fill(root, {"a.png": picture(1), "winnow-data/blobs/images/x": picture(2)})
    doors = ImportDoors(roots=(root,), hidden=(root / "winnow-data",))
    with Fetcher(doors) as fetcher:
        assert read(root, fetcher, tmp_path) == {"a.png": picture(1)}
        own = fetcher.fetch((root / "winnow-data/blobs/images/x").as_uri(), max_bytes=10_000)
    assert isinstance(own, Refusal)
    assert own.fault == "not_allowed"


def test_what_is_no_image_can_be_copied_out(root: Path, fetcher: Fetcher, tmp_path: Path) -> None:
    """A video is larger than images may be, and is not read as one."""
    fill(root, {"a.mp4": b"video" * 5000, "b.png": picture(1)})
    (root / "c.mp4").symlink_to("/etc/passwd")
    write_inventory(tmp_path / "inventory", list_folder(root), LIMITS)
    with Inventory(tmp_path / "inventory") as inventory:
        files = ReferencedFiles(inventory, fetcher, LIMITS)
        out = io.BytesIO()
        assert files.copy_out(0, out) is None
        assert out.getvalue() == b"video" * 5000
        refusal = files.copy_out(2, out)
        assert refusal is not None
        assert refusal.fault == "link"
        small = ReferencedFiles(inventory, fetcher, ArchiveLimits(max_total_bytes=1000))
        refusal = small.copy_out(0, io.BytesIO())
        assert refusal is not None
        assert refusal.fault == "too_large"


@pytest.mark.parametrize("uri", ["file:///etc/passwd", "file://other.host/etc/passwd", "file:relative", "ftp://x/y"])
def test_uris_out_of_the_roots_are_not_allowed(fetcher: Fetcher, root: Path, uri: str) -> None:
    for attempt in (uri, f"{root.as_uri()}/../outside/a.png", f"{root.as_uri()}/%2e%2e/outside/a.png"):
        refusal = fetcher.fetch(attempt, max_bytes=100)
        assert isinstance(refusal, Refusal)
        assert refusal.fault == "not_allowed"


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="does not exist"):
        next(list_folder(tmp_path / "nothing"))


def test_too_many_files_are_refused(tmp_path: Path) -> None:
    files = (Listed(f"{i}.png", "file:///x", 1) for i in range(3000))
    with pytest.raises(ArchiveRefused, match="more than 2000 files"):
        write_inventory(tmp_path / "inventory", files, ArchiveLimits(max_entries=2000))


def test_an_inventory_gives_back_what_was_written(tmp_path: Path) -> None:
    files = [Listed(f"{i}.png", f"file:///{i}", i + 1, label=str(i % 3), metadata={"i": i}) for i in range(2500)]
    assert write_inventory(tmp_path / "inventory", files, ArchiveLimits()) == 2500
    with Inventory(tmp_path / "inventory") as inventory:
        assert len(inventory) == 2500
        for index in (0, 1023, 1024, 2499, -1):
            entry, listed = inventory[index], files[index]
            assert (entry.name, entry.uri, entry.size, entry.label, entry.metadata) == (
                listed.name, listed.uri, listed.size, listed.label, listed.metadata,
            )  # fmt: skip
        assert [entry.index for entry in inventory[1020:1030]] == list(range(1020, 1030))


@given(st.binary(min_size=1, max_size=40).filter(lambda name: b"\0" not in name and b"/" not in name))
def test_file_uris_carry_any_name(name: bytes) -> None:
    doors = ImportDoors(roots=(Path("/"),))
    if name in {b".", b".."}:
        return
    _, relative = doors.file(file_uri(b"/folder/" + name))
    assert os.fsencode(relative) == b"folder/" + name
