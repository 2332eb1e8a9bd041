"""Manifests in three formats: every good row is a file, every bad one a refusal with its number."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from store.import_doors import ImportDoors
from store.specs.sources import ManifestColumns
from tests.pictures import picture
from tests.worker.sources.web import Web, body, status
from worker.ingest import ArchiveLimits, Refusal
from worker.reporting import UserError
from worker.sources import Fetcher, Inventory, Listed, ReferencedFiles, read_manifest, write_inventory

Rows = list[dict[str, Any]]


def json_lines(rows: Rows) -> bytes:
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def comma_separated(rows: Rows) -> bytes:
    names = list(dict.fromkeys(name for row in rows for name in row))
    file = io.StringIO()
    writer = csv.DictWriter(file, names)
    writer.writeheader()
    for row in rows:
        writer.writerow({k: json.dumps(v) if isinstance(v, dict) else v for k, v in row.items()})
    return file.getvalue().encode()


def parquet(rows: Rows) -> bytes:
    names = list(dict.fromkeys(name for row in rows for name in row))
    file = io.BytesIO()
    pq.write_table(pa.Table.from_pylist([{name: row.get(name) for name in names} for row in rows]), file)
    return file.getvalue()


FORMATS = {"jsonl": json_lines, "csv": comma_separated, "parquet": parquet}


def listed(tmp_path: Path, content: bytes, doors: ImportDoors, columns: ManifestColumns | None = None) -> list[Listed]:
    path = tmp_path / "manifest"
    path.write_bytes(content)
    return list(read_manifest(path, "auto", columns or ManifestColumns(), doors))


@pytest.mark.parametrize("write", FORMATS.values(), ids=FORMATS)
def test_rows_become_files(tmp_path: Path, doors: ImportDoors, root: Path, write: Callable[[Rows], bytes]) -> None:
    rows: Rows = [
        {"uri": "s3://photos/a b%20/1.png", "label": "cat", "metadata": {"camera": "left", "night": True}},
        {"uri": "https://images.example/x/2.png?token=1", "filename": "dogs/2.png"},
        {"uri": (root / "x" / "3.png").as_uri()},
    ]
    first, second, third = listed(tmp_path, write(rows), doors)
    assert (first.name, first.uri, first.label) == ("a b%20/1.png", "s3://photos/a%20b%2520/1.png", "cat")
    assert first.metadata == {"camera": "left", "night": True}
    assert (second.name, second.uri, second.label) == ("dogs/2.png", "https://images.example/x/2.png?token=1", None)
    assert (third.name, third.uri) == ("x/3.png", (root / "x" / "3.png").as_uri())
    assert not any(found.refusal for found in (first, second, third))


@pytest.mark.parametrize("write", FORMATS.values(), ids=FORMATS)
def test_bad_rows_are_reported_and_the_others_go_on(
    tmp_path: Path, doors: ImportDoors, write: Callable[[Rows], bytes]
) -> None:
    bad: dict[str, dict[str, Any]] = {
        "no uri": {"label": "x"},
        "scheme": {"uri": "gopher://old.example/1.png"},
        "no scheme": {"uri": "images/1.png"},
        "http": {"uri": "http://images.example/1.png"},
        "password": {"uri": "https://me:secret@images.example/1.png"},
        "outside": {"uri": "file:///etc/passwd"},
        "bucket that is a host": {"uri": "s3://evil.example#/1.png"},
        "label": {"uri": "s3://photos/1.png", "label": "x" * 256},
        "metadata": {"uri": "s3://photos/1.png", "metadata": "[1]"},
    }
    rows: Rows = [row for item in bad.values() for row in (item, {"uri": "s3://photos/good.png"})]
    if write is parquet:
        rows = [{"metadata": None, "label": None, **row} for row in rows]
    found = listed(tmp_path, write(rows), doors)
    assert len(found) == len(rows)
    refused = [item.name for item in found if item.refusal]
    assert refused == [f"row {number}" for number in range(1, 2 * len(bad), 2)]
    assert "secret" not in "".join(item.refusal.reason for item in found if item.refusal)


@pytest.mark.parametrize(
    "line",
    [
        b"{broken", b"[1, 2]", b"7", b'{"uri": 5}', b'{"uri": ""}', b'{"uri": null}', b"\xff\xfe", b"[" * 100_000,
        b'{"uri": "s3://photos/1.png", "metadata": {"x": NaN}}',
        b'{"uri": "s3://photos/1.png", "metadata": {"x": "\\u0000"}}',
        b'{"uri": "s3://photos/1.png", "metadata": {"\\ud800": 1}}',
        b'{"uri": "s3://photos/1.png", "label": "\\ud800"}',
        b'{"uri": "s3://photos/1.png", "label": ["a"]}',
        b'{"uri": "s3://photos/1.png", "filename": 3}',
        b'{"uri": "https://host:port/1.png"}',
        b'{"uri": "https:///1.png"}',
    ],
)  # fmt: skip
def test_a_broken_line_is_one_refusal(tmp_path: Path, doors: ImportDoors, line: bytes) -> None:
    content = b'{"uri": "s3://photos/a.png"}\n' + line + b'\n\n{"uri": "s3://photos/b.png"}\n'
    first, broken, last = listed(tmp_path, content, doors)
    assert (first.name, broken.name, last.name) == ("a.png", "row 2", "b.png")
    assert broken.refusal is not None
    assert broken.refusal.fault == "bad_reference"


def test_csv_rows_of_another_length_are_refused(tmp_path: Path, doors: ImportDoors) -> None:
    content = b"uri,label\ns3://photos/a.png,x\ns3://photos/b.png\ns3://photos/c.png,x,y\n"
    assert [item.refusal is None for item in listed(tmp_path, content, doors)] == [True, False, False]


@pytest.mark.parametrize(
    "content", [b"uri\n\xff\xfe\x00", b"PAR1 and nothing", b'uri\n"open', b'{"uri": "' + b"x" * (1 << 20) + b'"}']
)
def test_an_unreadable_manifest_is_an_error(tmp_path: Path, doors: ImportDoors, content: bytes) -> None:
    with pytest.raises(UserError, match="manifest"):
        listed(tmp_path, content, doors)


def test_columns_may_have_other_names(tmp_path: Path, doors: ImportDoors) -> None:
    columns = ManifestColumns(uri="image_url", filename="name", label="class")
    content = b"image_url,name,class\nhttps://images.example/1,one.png,7\n"
    (found,) = listed(tmp_path, content, doors, columns)
    assert (found.name, found.uri, found.label) == ("one.png", "https://images.example/1", "7")


def test_a_manifest_of_web_images_is_read_like_an_archive(
    tmp_path: Path, doors: ImportDoors, fetcher: Fetcher, web: Web
) -> None:
    web.pages |= {f"/{i}.png": body(picture(i)) for i in range(30)}
    web.pages["/31.png"] = status(500)
    web.pages["/32.png"] = body(b"<html>not found</html>" * 50, "text/html")
    web.pages["/33.png"] = body(picture(1) + bytes(9 * 1024 * 1024))
    rows = [{"uri": web.url(f"/{i}.png")} for i in range(34)]
    limits = ArchiveLimits(max_entry_bytes=10 * 1024 * 1024)
    (tmp_path / "manifest").write_bytes(json_lines([*rows, {"uri": "https://127.0.0.1:1/x.png"}]))
    files = read_manifest(tmp_path / "manifest", "jsonl", ManifestColumns(), doors)
    total = write_inventory(tmp_path / "inventory", files, limits)
    with Inventory(tmp_path / "inventory") as inventory:
        found = [content for _, content in ReferencedFiles(inventory, fetcher, limits).read(0, total)]
    assert found[:30] == [picture(i) for i in range(30)]
    refused = [content.fault for content in found if isinstance(content, Refusal)]
    assert refused == ["unreachable", "unreachable", "not_an_image", "not_allowed"]
    # Too large to be read ahead, it is asked for again in its turn.
    assert isinstance(found[33], bytes)
    assert [path for path, _ in web.asked].count("/33.png") == 2
