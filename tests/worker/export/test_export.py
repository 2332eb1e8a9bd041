"""Every exporter is read back by an independent reader of its format."""

import csv
import hashlib
import io
import json
import math
import zipfile
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import Any, BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from store.specs.exporters import (
    CsvExporter,
    Exporter,
    FilenamesExporter,
    ImagesExporter,
    JsonLinesExporter,
    LabelStudioExporter,
)
from worker.export import EXPORTERS, ExportRow, describe, export
from worker.export.safe_names import UniqueNames, safe_name
from worker.reporting import UserError

AWKWARD_NAMES = ["plain.jpg", 'a, "b".jpg', "=1+1.jpg", "ünï/码.png", "tab le;.jpg", "-x.jpg", "🙂.webp", "@cmd|x.jpg"]


def make_row(rank: int, filename: str, **changes: Any) -> ExportRow:
    fields: dict[str, Any] = {
        "rank": rank,
        "sample_id": f"smp_{rank:026d}",
        "filename": filename,
        "label": "cat" if rank % 2 else None,
        "width": 40 + rank,
        "height": None if rank == 3 else 30,
        "sha256": hashlib.sha256(filename.encode()).hexdigest(),
        "gain": 1 / (rank + 1),
        "reason": "far from, 'all'\nothers" if rank == 2 else None,
        "dataset_id": "ds_" + "0" * 26,
    }
    return ExportRow(**fields | changes)


ROWS = [make_row(rank, name) for rank, name in enumerate(AWKWARD_NAMES)]


def run(
    exporter: Exporter, rows: list[ExportRow] | Iterator[ExportRow], read_image: Callable[[str], bytes] | None = None
) -> bytes:
    def refuse(sha256: str) -> bytes:
        raise AssertionError("this exporter holds no images")

    out = io.BytesIO()
    export(exporter, rows, out, read_image=read_image or refuse)
    return out.getvalue()


def test_every_exporter_of_the_specs_is_registered() -> None:
    schema = TypeAdapter(Exporter).json_schema()
    assert set(EXPORTERS) == set(schema["discriminator"]["mapping"])


@pytest.mark.parametrize(
    ("exporter", "media_type", "suffix"),
    [
        (FilenamesExporter(), "text/plain; charset=utf-8", ".txt"),
        (CsvExporter(), "text/csv; charset=utf-8; header=present", ".csv"),
        (JsonLinesExporter(), "application/x-ndjson", ".jsonl"),
        (LabelStudioExporter(), "application/json", ".json"),
        (ImagesExporter(), "application/zip", ".zip"),
    ],
)
def test_description(exporter: Exporter, media_type: str, suffix: str) -> None:
    assert describe(exporter).media_type == media_type
    assert PurePosixPath(describe(exporter).file_name).suffix == suffix


def test_filenames() -> None:
    assert run(FilenamesExporter(), ROWS).decode().split("\n") == [*AWKWARD_NAMES, ""]


@pytest.mark.parametrize("name", ["a\nb.jpg", "a\rb.jpg"])
def test_filenames_refuses_what_a_line_cannot_hold(name: str) -> None:
    with pytest.raises(UserError, match="line break"):
        run(FilenamesExporter(), [make_row(0, name)])


def test_csv() -> None:
    data = run(CsvExporter(), ROWS)
    assert data.startswith(b"rank,sample_id,filename,label,width,height,sha256,gain,reason\r\n")
    table = list(csv.DictReader(io.StringIO(data.decode(), newline="")))
    assert [line["filename"] for line in table] == AWKWARD_NAMES
    assert [line["reason"] for line in table] == [row.reason or "" for row in ROWS]
    assert [line["label"] or None for line in table] == [row.label for row in ROWS]
    assert [float(line["gain"]) for line in table] == [row.gain for row in ROWS]
    assert table[3]["height"] == ""


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), max_size=5))
def test_csv_gives_back_any_text(texts: list[str]) -> None:
    data = run(CsvExporter(), [make_row(1, text, label=text) for text in texts])
    table = list(csv.DictReader(io.StringIO(data.decode(), newline="")))
    assert [(line["filename"], line["label"]) for line in table] == [(text, text) for text in texts]


def test_csv_leaves_the_file_open() -> None:
    out = io.BytesIO()
    export(CsvExporter(), ROWS, out, read_image=lambda sha256: b"")
    out.write(b"more")
    assert out.getvalue().endswith(b"more")


def test_json_lines() -> None:
    text = run(JsonLinesExporter(), ROWS).decode()
    lines = [json.loads(line) for line in text.removesuffix("\n").split("\n")]
    assert [line["filename"] for line in lines] == AWKWARD_NAMES
    assert lines[3]["height"] is None
    assert lines[2]["reason"] == ROWS[2].reason
    assert lines[5]["gain"] == ROWS[5].gain
    assert ",".join(lines[0]) == "rank,sample_id,filename,label,width,height,sha256,gain,reason"


@pytest.mark.parametrize("exporter", [JsonLinesExporter(), LabelStudioExporter(), CsvExporter()])
def test_an_infinite_gain_is_null(exporter: Exporter) -> None:
    rows = [make_row(rank, f"{rank}.jpg", gain=gain) for rank, gain in enumerate([math.inf, math.nan])]
    text = run(exporter, rows).decode().lower()
    assert "inf" not in text
    assert "nan" not in text


@pytest.mark.parametrize("prefix", ["", "https://winnow.example.org", "https://winnow.example.org/"])
def test_label_studio(prefix: str) -> None:
    tasks = json.loads(run(LabelStudioExporter(image_url_prefix=prefix), ROWS))
    assert len(tasks) == len(ROWS)
    assert tasks[2] == {
        "data": {
            "image": f"{prefix.rstrip('/')}/v1/datasets/ds_{'0' * 26}/samples/smp_{2:026d}/image",
            "sample_id": f"smp_{2:026d}",
            "filename": "=1+1.jpg",
        },
        "meta": {"rank": 2, "gain": 1 / 3, "reason": ROWS[2].reason, "label": None},
    }


def test_label_studio_of_nothing_is_an_empty_list() -> None:
    assert json.loads(run(LabelStudioExporter(), [])) == []


def test_images() -> None:
    contents = {row.sha256: row.filename.encode() * 3 for row in ROWS}
    with zipfile.ZipFile(io.BytesIO(run(ImagesExporter(), ROWS, contents.__getitem__))) as archive:
        assert archive.testzip() is None
        assert {info.compress_type for info in archive.infolist()} == {zipfile.ZIP_STORED}
        manifest = [json.loads(line) for line in archive.read("manifest.jsonl").decode().splitlines()]
        assert [line["filename"] for line in manifest] == AWKWARD_NAMES
        assert len(archive.namelist()) == len(ROWS) + 1
        for line in manifest:
            assert archive.read(line["file"]) == contents[line["sha256"]]
    assert manifest[0]["file"] == "plain.jpg"
    assert manifest[3]["file"] == "ünï/码.png"


def test_images_are_the_same_bytes_every_time() -> None:
    assert run(ImagesExporter(), ROWS, lambda sha256: b"x") == run(ImagesExporter(), ROWS, lambda sha256: b"x")


class Unseekable(io.RawIOBase):
    """A pipe: it can only be written to, and remembers how much has passed."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.pieces.append(bytes(data))
        return len(data)


@pytest.mark.parametrize(
    "exporter",
    [FilenamesExporter(), CsvExporter(), JsonLinesExporter(), LabelStudioExporter(), ImagesExporter()],
    ids=lambda exporter: exporter.name,
)
def test_streams(exporter: Exporter) -> None:
    """A row leaves before many more are asked for, and no image is asked for before the last one has left."""
    out = Unseekable()
    written_at: list[int] = []

    def rows() -> Iterator[ExportRow]:
        for rank in range(2000):
            written_at.append(sum(map(len, out.pieces)) if rank in (1000, 1999) else 0)
            yield make_row(rank, f"{rank}.jpg")

    pipe: BinaryIO = out  # type: ignore[assignment]
    export(exporter, rows(), pipe, read_image=lambda sha256: bytes(4000))
    total = sum(map(len, out.pieces))
    assert written_at[1000] > 0.3 * total
    assert written_at[1999] > 0.6 * total


def test_a_broken_blob_store_is_not_hidden() -> None:
    def broken(sha256: str) -> bytes:
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        run(ImagesExporter(), ROWS, broken)


@pytest.mark.parametrize(
    ("filename", "safe"),
    [
        ("../../etc/passwd", "_/_/etc/passwd"),
        ("/absolute.jpg", "absolute.jpg"),
        ("C:\\windows\\x.jpg", "C__windows_x.jpg"),
        ("..\\up.jpg", ".._up.jpg"),
        ("con.jpg", "_con.jpg"),
        ("a/NUL/b.jpg", "a/_NUL/b.jpg"),
        ("trailing. /x.", "trailing_/x_"),
        ("new\nline\0.jpg", "new_line_.jpg"),
        ("a//./b.jpg", "a/b.jpg"),
        ("cafe\u0301.jpg", "caf\u00e9.jpg"),
        ("x" * 300 + ".jpg", "x" * 196 + ".jpg"),
        ("", "_"),
        ("txt.\u202egpj", "txt._gpj"),
    ],
)
def test_safe_names(filename: str, safe: str) -> None:
    assert safe_name(filename) == safe


@pytest.mark.parametrize(
    ("filenames", "expected"),
    [
        (["a.jpg", "A.jpg", "a.jpg"], ["a.jpg", "A-2.jpg", "a-3.jpg"]),
        (["a?.jpg", "a*.jpg"], ["a_.jpg", "a_-2.jpg"]),
        (["a", "a/b.jpg"], ["a", "a_b.jpg"]),
        (["a/b.jpg", "a"], ["a/b.jpg", "a-2"]),
        (["manifest.jsonl"], ["manifest-2.jsonl"]),
        (["a.jpg", "a-2.jpg", "a.jpg"], ["a.jpg", "a-2.jpg", "a-3.jpg"]),
    ],
)
def test_unique_names(filenames: list[str], expected: list[str]) -> None:
    names = UniqueNames(taken=["manifest.jsonl"])
    assert [names.add(filename) for filename in filenames] == expected


@given(st.lists(st.text("aA./\\:?-2 \0", max_size=8), max_size=30))
def test_names_are_always_safe_and_unique(filenames: list[str]) -> None:
    names = UniqueNames()
    given_out = [names.add(filename) for filename in filenames]
    folded = [name.casefold() for name in given_out]
    assert len(set(folded)) == len(folded)
    for name in given_out:
        parts = name.split("/")
        assert not {"", ".", ".."} & set(parts)
        assert not set('\\:?\0<>"|*') & set(name)
        assert not any(name.casefold().startswith(other + "/") for other in folded)
