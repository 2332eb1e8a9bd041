"""Hostile and broken files: refused with a reason, and whatever else the file holds is read."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.worker.annotations.files import CATEGORIES, read, write_lines, write_zip
from worker.annotations import parquet
from worker.annotations.records import MAX_LINE_BYTES, FileRefused

_BOX = {"category_id": 0, "bbox": [0, 0, 1, 1], "score": 0.5}
_MASK = {"category_id": 0, "score": 1}
_GOOD = {"filename": "good", "annotations": []}


def _line(task_type: str, one: Any) -> tuple[str, str]:
    return task_type, json.dumps({"filename": "a", "annotations": [one]})


_DETECTION, _CLASSES = "object-detection", "classification"
_INSTANCES, _POINTS = "instance-segmentation", "keypoint-detection"
# what it is -> (type of the task, the line, a part of the pointer and reason that must be given)
LINES: dict[str, tuple[tuple[str, str], str]] = {
    "no JSON": ((_DETECTION, "{"), "no JSON"),
    "binary": ((_DETECTION, "\x00\x01"), "no JSON"),
    "a list": ((_DETECTION, "[]"), "JSON object"),
    "a number of ten thousand digits": ((_DETECTION, '{"filename": ' + "9" * 10_000 + "}"), ""),
    "deep nesting": ((_DETECTION, "[" * 100_000 + "]" * 100_000), "recursion limit"),
    "deep nesting inside": (_line(_DETECTION, json.loads("[" * 150 + "]" * 150)), "/annotations/0"),
    "half a surrogate pair": ((_DETECTION, '{"filename": "\\ud800", "annotations": []}'), "no JSON"),
    "NaN literal": ((_DETECTION, '{"filename": "a", "annotations": [{"category_id": NaN}]}'), "JSON"),
    "infinity by overflow": ((_DETECTION, '{"filename": "a", "annotations": [{"category_id": 0, "score": 1e999}]}'),
                             "/annotations/0/"),
    "no key": ((_DETECTION, '{"annotations": []}'), "exactly one of filename and sample_id"),
    "two keys": ((_DETECTION, f'{{"filename": "a", "sample_id": "smp_{"0" * 26}", "annotations": []}}'), "exactly one"),
    "NUL in the name": ((_DETECTION, '{"filename": "\\u0000", "annotations": []}'), "/filename"),
    "endless name": ((_DETECTION, json.dumps({"filename": "a" * 2000, "annotations": []})), "/filename"),
    "a foreign id": ((_DETECTION, '{"sample_id": "1 OR 1=1", "annotations": []}'), "/sample_id"),
    "unknown member": ((_DETECTION, '{"filename": "a", "annotations": [], "x/y": 1}'), "/x~1y"),
    "no payload": ((_DETECTION, '{"filename": "a"}'), "/annotations"),
    "too many objects": ((_DETECTION, json.dumps({"filename": "a", "annotations": [0] * 10_001})), "10000"),
    "no box": (_line(_DETECTION, {"category_id": 0, "score": 1}), "/annotations/0/bbox"),
    "three coordinates": (_line(_DETECTION, _BOX | {"bbox": [0, 0, 1]}), "/annotations/0/bbox"),
    "negative width": (_line(_DETECTION, _BOX | {"bbox": [0, 0, -1, 1]}), "/annotations/0/bbox/2"),
    "text for a number": (_line(_DETECTION, _BOX | {"bbox": ["x", 0, 1, 1]}), "/annotations/0/bbox/0"),
    "box far outside": (_line(_DETECTION, _BOX | {"bbox": [500, 0, 1, 1]}), "outside"),
    "unknown category": (_line(_DETECTION, _BOX | {"category_id": 1}), "no category 1"),
    "boolean category": (_line(_DETECTION, _BOX | {"category_id": True}), "/annotations/0/category_id"),
    "score above one": (_line(_DETECTION, _BOX | {"score": 1.1}), "/annotations/0/score"),
    "prediction without score": (_line(_DETECTION, {"category_id": 0, "bbox": [0, 0, 1, 1]}), "score or probabilities"),
    "unknown member of an object": (_line(_DETECTION, _BOX | {"__class__": "x"}), "/annotations/0/__class__"),
    "too few probabilities": (_line(_CLASSES, {"probabilities": [1]}), "1 probabilities for 2"),
    "probabilities that miss one": (_line(_CLASSES, {"probabilities": [0.2, 0.2]}), "add up to 0.4"),
    "negative probability": (_line(_CLASSES, {"probabilities": [-0.5, 1]}), "/annotations/0/probabilities/0"),
    "nothing said": (_line(_CLASSES, {"score": 1}), "category_id, probabilities"),
    "no shape": (_line(_INSTANCES, _MASK), "rle and polygons"),
    "two shapes": (_line(_INSTANCES, _MASK | {"polygons": [[0] * 6], "rle": {"size": [1, 1], "counts": [1]}}), "one"),
    "odd polygon": (_line(_INSTANCES, _MASK | {"polygons": [[0] * 7]}), "even count"),
    "mask too short": (_line(_INSTANCES, _MASK | {"rle": {"size": [50, 100], "counts": [1]}}), "covers 1 pixels"),
    "mask of another size": (_line(_INSTANCES, _MASK | {"rle": {"size": [1, 2], "counts": [2]}}), "/rle/size"),
    "mask bomb": (_line(_INSTANCES, _MASK | {"rle": {"size": [10**9, 10**9], "counts": [10**18]}}), "at most"),
    "negative run": (_line(_INSTANCES, _MASK | {"rle": {"size": [1, 1], "counts": [2, -1]}}), "/rle/counts/1"),
    "packed nonsense": (_line(_INSTANCES, _MASK | {"rle": {"size": [50, 100], "counts": "ü"}}), "run-length"),
    "packed overflow": (_line(_INSTANCES, _MASK | {"rle": {"size": [50, 100], "counts": "o" * 100}}), "run-length"),
    "packed and cut off": (_line(_INSTANCES, _MASK | {"rle": {"size": [50, 100], "counts": "o"}}), "cut off"),
    "points that are no triples": (_line(_POINTS, _MASK | {"keypoints": [1, 2, 3, 4]}), "3 numbers"),
}  # fmt: skip


@pytest.mark.parametrize("name", LINES)
def test_a_bad_line_costs_itself_alone(tmp_path: Path, name: str) -> None:
    (task_type, line), expected = LINES[name]
    path = tmp_path / "file"
    path.write_text(f"{line}\n{json.dumps(_GOOD)}\n")
    values, errors = read(path, "ndjson", task_type=task_type, name="predictions", categories=CATEGORIES)
    assert values == {"good": []}
    ((number, pointer, reason),) = errors
    assert number == 1
    assert expected in f"{pointer}: {reason}"
    assert len(reason) < 400


@pytest.mark.parametrize(
    ("patch", "pointer"),
    [({'"': 1}, '/metadata/"'), ({"a": [[[[[[[[[]]]]]]]]]}, "/metadata/a/"), ({"a": "\x00"}, "/metadata/a"),
     ({"a": 2**70}, "/metadata/a"), ([], "/metadata"), ({"a": "x" * 200_000}, "/metadata/a")],
)  # fmt: skip
def test_metadata_that_cannot_be_kept(tmp_path: Path, patch: Any, pointer: str) -> None:
    path = write_lines(tmp_path / "file", [{"filename": "a", "metadata": patch}, {"filename": "b", "metadata": {}}])
    values, ((line, found, _),) = read(path, "ndjson", metadata=True)
    assert (values, line) == ({"b": {}}, 1)
    assert found.startswith(pointer)


_CATEGORY = {"id": 0, "name": "cat"}
_COCO_FILES: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "no JSON object"),
    "a list": (b"[]", "no JSON object"),
    "binary": (b"{\xff", "no valid JSON"),
    "cut off": (b'{"images": [{"id": 1', "no valid JSON"),
    "cut off in an array": (b'{"images": [', "no valid JSON"),
    "something behind": (b'{"categories": [{"id": 0, "name": "a"}]} x', "follows"),
    "no comma": (b'{"images": [1 2]}', "no valid JSON"),
    "no colon": (b'{"images" []}', "no valid JSON"),
    "no name": (b"{1: 2}", "no valid JSON"),
    "NaN": (b'{"images": [NaN]}', "NaN"),
    "deep": (b'{"x": ' + b"[" * 200_000, "nested"),
    "deep element": (b'{"images": [' + b"[" * 200_000, "nested"),
    "endless number": (b'{"images": [' + b"9" * 10_000 + b"]}", "too long"),
    "endless text": (b'{"images": ["' + b"x" * (2 * MAX_LINE_BYTES), "8 MiB"),
    "no categories": (b'{"images": []}', "no categories"),
    "twice the same category": (json.dumps({"categories": [_CATEGORY] * 2}).encode(), "two categories"),
    "nameless category": (b'{"categories": [{"id": 0}]}', "/categories/0/name"),
    "bad skeleton": (b'{"categories": [{"id": 0, "name": "a", "keypoints": ["x"], "skeleton": [[1, 2]]}]}', "skeleton"),
}


@pytest.mark.parametrize("name", _COCO_FILES)
def test_a_bad_coco_file_is_refused(tmp_path: Path, name: str) -> None:
    content, expected = _COCO_FILES[name]
    path = tmp_path / "coco.json"
    path.write_bytes(content)
    with pytest.raises(FileRefused, match=expected):
        read(path, "coco")


_NAMES = "names: [cat]\n"
_ZIPS: dict[str, tuple[str, dict[str, Any], str]] = {
    "no data.yaml": ("yolo", {"labels/a.txt": ""}, "one data.yaml"),
    "two data.yaml": ("yolo", {"a/data.yaml": _NAMES, "b/data.yaml": _NAMES}, "it has 2"),
    "billion laughs": ("yolo", {"data.yaml": "a: &a [x]\nb: &b [*a, *a]\nnames: [*b, *b]"}, "aliases"),
    "a Python object": ("yolo", {"data.yaml": "names: !!python/object/apply:os.system [id]"}, "no YAML"),
    "deep YAML": ("yolo", {"data.yaml": "[" * 50_000}, "no YAML"),
    "large YAML": ("yolo", {"data.yaml": "#" * (1 << 21)}, "larger than 1 MiB"),
    "YAML text": ("yolo", {"data.yaml": "names"}, "no mapping"),
    "no names": ("yolo", {"data.yaml": "nc: 3"}, "names"),
    "bad names": ("yolo", {"data.yaml": "names: {x: cat}"}, "names/id"),
    "bad keypoints": ("yolo", {"data.yaml": _NAMES + "kpt_shape: [1000000000, 3]"}, "kpt_shape"),
    "no tasks.json": ("lightly", {"predictions/a/schema.json": {}}, "tasks.json"),
    "tasks that are no names": ("lightly", {"predictions/tasks.json": [1]}, "list of names"),
    "a task without schema": ("lightly", {"predictions/tasks.json": ["labels"]}, "schema.json"),
    "a task that climbs": ("lightly", {"predictions/tasks.json": ["../../etc"]}, "schema.json"),
    "a bad schema": ("lightly", {"predictions/tasks.json": ["labels"],
                                 "predictions/labels/schema.json": {"task_type": "x", "categories": []}}, "task_type"),
}  # fmt: skip


@pytest.mark.parametrize("name", _ZIPS)
def test_a_bad_archive_is_refused(tmp_path: Path, name: str) -> None:
    format_, files, expected = _ZIPS[name]
    with pytest.raises(FileRefused, match=expected):
        read(write_zip(tmp_path / "file.zip", files), format_, name=None if format_ == "lightly" else "labels")


def test_no_archive_at_all_is_refused(tmp_path: Path) -> None:
    for content in (b"", b"nonsense", b"PK\x03\x04"):
        (tmp_path / "file.zip").write_bytes(content)
        for format_ in ("yolo", "lightly"):
            with pytest.raises(FileRefused):
                read(tmp_path / "file.zip", format_)


@pytest.mark.parametrize(
    ("content", "expected"),
    [("1", "A box is"), ("1 a b c d", "A line is"), ("1 nan 0 1 1", "finite"), ("0 0 0 0 0", "greater than 0"),
     ("1 0 0 1 1", "no category 1"), ("0 0.5 0.5 1 1 7", "less than or equal"), (b"\xff", "UTF-8"),
     ("0 .5 .5 .5 .5\n" * 10_001, "at most 10000"), ("\n" * (MAX_LINE_BYTES + 1), "larger than 8 MiB")],
)  # fmt: skip
def test_a_bad_label_file_costs_itself_alone(tmp_path: Path, content: Any, expected: str) -> None:
    files = {"data.yaml": _NAMES, "labels/bad.txt": content, "labels/good.txt": "0 .5 .5 .5 .5"}
    values, ((_, _, reason),) = read(write_zip(tmp_path / "yolo.zip", files), "yolo")
    assert len(values) == 1
    assert expected in reason


def test_unsafe_entries_are_told_and_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "yolo.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("data.yaml", _NAMES)
        archive.writestr("../labels/a.txt", "")
        archive.writestr(zipfile.ZipInfo("labels/"), "")
        link = zipfile.ZipInfo("labels/link.txt")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("labels/good.txt", "")
    damaged = bytearray(path.read_bytes())
    values, errors = read(path, "yolo")
    assert list(values) == ["images/good"]
    assert [reason for _, _, reason in errors] == [
        "The name climbs out of its folder with '..'.", "The entry is no regular file.",
    ]  # fmt: skip
    damaged[damaged.index(b"names: [cat]")] ^= 1
    path.write_bytes(damaged)
    with pytest.raises(FileRefused, match="checksum"):
        read(path, "yolo")


def test_bad_files_of_a_lightly_archive_cost_themselves_alone(tmp_path: Path) -> None:
    schema = {"task_type": "semantic-segmentation", "categories": [{"id": 0, "name": "cat"}]}
    one = {"category_id": 0, "score": 1}
    bad: dict[str, Any] = {
        "a": "{", "b": "[]", "c": {"file_name": "x"}, "d": {"file_name": "x", "predictions": [3]},
        "e": {"file_name": "x", "predictions": [one | {"segmentation": [1, "2"]}]},
        "f": {"file_name": "x", "predictions": [one | {"segmentation": [10**12]}]},
        "g": {"file_name": "x", "predictions": [one | {"segmentation": [-1, 5001]}]},
    }  # fmt: skip
    files = {"predictions/tasks.json": ["t"], "predictions/t/schema.json": schema}
    files |= {f"predictions/t/{name}.json": content for name, content in bad.items()}
    files["predictions/t/z.json"] = {"file_name": "good", "predictions": []}
    values, errors = read(write_zip(tmp_path / "lightly.zip", files), "lightly", name=None)
    assert values == {"t:good": []}
    assert [error[0] for error in errors] == [3, 4, 5, 6, 7, 8, 9]


def test_bad_parquet_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"

    def refused(match: str, **options: Any) -> None:
        with pytest.raises(FileRefused, match=match):
            read(path, "parquet", **options)

    for content in (b"", b"PAR1", b"PAR1" + b"x" * 100 + b"PAR1"):
        path.write_bytes(content)
        refused("no Parquet file", metadata=True)
    pq.write_table(pa.table({"a": [1]}), path)
    refused("neither a column filename", metadata=True)
    pq.write_table(pa.table({"filename": ["a"]}), path)
    refused("no column annotations", task_type="classification", categories=CATEGORIES)
    pq.write_table(pa.table({f"c{index}": [1] for index in range(2001)}), path)
    refused("more than 2000 columns", metadata=True)
    pq.write_table(pa.table({"filename": ["a"] * 1000, "text": ["x" * 10_000] * 1000}), path)
    good = path.read_bytes()
    path.write_bytes(good[:200] + bytes(100) + good[300:])
    refused("damaged", metadata=True)
    path.write_bytes(good)
    monkeypatch.setattr(parquet, "_MAX_BATCH_BYTES", 1_000_000)  # one text of the dictionary, a thousand times
    refused("unpack to more than", metadata=True)


def test_values_that_are_no_json_are_told(tmp_path: Path) -> None:
    pq.write_table(pa.table({"filename": ["a", "b"], "raw": [b"x", None], "n": [1.0, float("nan")]}), tmp_path / "file")
    _, errors = read(tmp_path / "file", "parquet", metadata=True)
    assert [error[:2] for error in errors] == [(1, "/metadata/raw"), (2, "/metadata/n")]
