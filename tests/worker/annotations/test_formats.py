"""Every format, read as its tool writes it."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from store.specs.annotations import Category
from tests.worker.annotations.files import CATEGORIES, read, write_lines, write_zip
from worker.annotations import rle
from worker.annotations.records import MAX_LINE_BYTES, Size

_BOX = {"category_id": 7, "bbox": [1, 2, 3.5, 4]}


@given(arrays.arrays(np.bool_, st.tuples(st.integers(1, 9), st.integers(1, 9))))
def test_masks_survive_packing_and_turning(mask: np.ndarray[Any, np.dtype[np.bool_]]) -> None:
    height, width = mask.shape
    along_rows = _runs(mask.reshape(-1))
    down_columns = _runs(mask.T.reshape(-1))
    assert rle.from_rows(along_rows, width=width, height=height) == down_columns
    assert rle.unpack(rle.pack(down_columns), limit=mask.size) == down_columns


def _runs(flat: Any) -> list[int]:
    """The definition: lengths of alternating runs, the first one of zeros."""
    runs, current = [0], False
    for value in flat:
        if bool(value) != current:
            runs.append(0)
            current = bool(value)
        runs[-1] += 1
    return runs


def test_packed_masks_are_those_of_coco() -> None:
    # Worked out by hand from the definition: 5 bits a character, the low ones first, from the fourth run on as
    # differences to the run before the last.
    assert rle.pack([0, 3, 97]) == "03Q3"
    assert rle.pack([6, 1, 40, 4, 5, 4, 5, 4, 21]) == "61X13mN000`0"
    assert rle.unpack("61X13mN000`0", limit=90) == [6, 1, 40, 4, 5, 4, 5, 4, 21]


@pytest.mark.parametrize(
    ("task_type", "written", "stored"),
    [
        ("classification", {"category_id": 7}, {"category_id": 7}),
        ("classification", {"probabilities": [0.25, 0.75]},
         {"category_id": 7, "score": 0.75, "probabilities": [0.25, 0.75]}),
        ("object-detection", _BOX | {"score": 0.5}, {"category_id": 7, "score": 0.5, "bbox": [1, 2, 3.5, 4]}),
        ("instance-segmentation", {"category_id": 0, "polygons": [[0, 0, 9, 0, 9, 9]], "bbox": [0, 0, 9, 9]},
         {"category_id": 0, "polygons": [[0, 0, 9, 0, 9, 9]], "bbox": [0, 0, 9, 9]}),
        ("semantic-segmentation", {"category_id": 0, "rle": {"size": [50, 100], "counts": [0, 4000, 1000]}},
         {"category_id": 0, "rle": {"size": [50, 100], "counts": rle.pack([0, 4000, 1000])}}),
        ("semantic-segmentation", {"category_id": 0, "rle": {"size": [50, 100], "counts": rle.pack([9, 4991])}},
         {"category_id": 0, "rle": {"size": [50, 100], "counts": rle.pack([9, 4991])}}),
        ("keypoint-detection", {"category_id": 0, "keypoints": [1, 2, 2, 3, 4, 0.5]},
         {"category_id": 0, "keypoints": [1, 2, 2, 3, 4, 0.5]}),
    ],
)  # fmt: skip
@pytest.mark.parametrize("format_", ["ndjson", "parquet"])
def test_our_own_form(
    tmp_path: Path, format_: str, task_type: str, written: dict[str, Any], stored: dict[str, Any]
) -> None:
    rows = [{"filename": "a.jpg", "annotations": [written]}, {"sample_id": f"smp_{'0' * 26}", "annotations": []}]
    path = tmp_path / "file"
    if format_ == "ndjson":
        write_lines(path, rows)
    else:
        schema = pa.Table.from_pylist(rows[:1]).schema.append(pa.field("sample_id", pa.string()))
        pq.write_table(pa.Table.from_pylist(rows, schema), path)
    values, errors = read(path, format_, task_type=task_type, categories=CATEGORIES)
    assert errors == []
    assert values == {"a.jpg": [stored], f"smp_{'0' * 26}": []}


def test_metadata_in_lines(tmp_path: Path) -> None:
    patch = {"speed": 3.5, "tags": ["a"], "gone": None, "nested": {"deep": True}}
    path = write_lines(tmp_path / "file", [{"filename": "a", "metadata": patch}])
    assert read(path, "ndjson", metadata=True) == ({"a": patch}, [])


def test_metadata_in_columns(tmp_path: Path) -> None:
    table = pa.table(
        {
            "filename": ["a", "b"],
            "speed": pa.array([3, None], pa.int64()),
            "at": pa.array([datetime(2024, 1, 2, tzinfo=UTC)] * 2, pa.timestamp("us", "UTC")),
            "box": pa.array([{"x": 1, "y": None}, None]),
        }
    )
    pq.write_table(table, tmp_path / "wide")
    at = "2024-01-02T00:00:00+00:00"
    values, errors = read(tmp_path / "wide", "parquet", metadata=True)
    assert (values, errors) == ({"a": {"speed": 3, "at": at, "box": {"x": 1}}, "b": {"at": at}}, [])
    nested = pa.table({"filename": ["a"], "other": [1], "metadata": [{"speed": 3}]})
    pq.write_table(nested, tmp_path / "nested")
    assert read(tmp_path / "nested", "parquet", metadata=True) == ({"a": {"speed": 3}}, [])


def test_lines_are_numbered_and_reading_goes_on_behind_any_of_them(tmp_path: Path) -> None:
    path = tmp_path / "file"
    long = b'{"filename": "' + b"x" * MAX_LINE_BYTES + b'"}'
    good = b'{"filename": "%d", "metadata": {}}'
    path.write_bytes(b"\xef\xbb\xbf" + good % 1 + b"\n\n" + long + b"\nnonsense\n" + good % 5)
    values, errors = read(path, "ndjson", metadata=True)
    assert list(values) == ["1", "5"]
    assert [error[0] for error in errors] == [3, 4]
    assert "8 MiB" in errors[0][2]
    assert list(read(path, "ndjson", metadata=True, after=4)[0]) == ["5"]
    rows = [{"filename": str(index), "metadata": {"n": index}} for index in range(1000)]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "groups", row_group_size=300)
    assert list(read(tmp_path / "groups", "parquet", metadata=True, after=998)[0]) == ["998", "999"]


def _coco() -> dict[str, Any]:
    return {
        "info": {"year": 2024, "note": [1, {"a": "[{"}]},
        "annotations": [
            {"id": 1, "image_id": 2, "category_id": 3, "bbox": [1, 2, 3, 4], "area": 12, "iscrowd": 0,
             "segmentation": [[1, 2, 4, 2, 4, 6]], "keypoints": [1, 2, 2, 0, 0, 0]},
            {"id": 2, "image_id": "x", "category_id": 3, "bbox": [0, 0, 9, 9], "score": 0.5,
             "segmentation": {"size": [50, 100], "counts": [10, 4990]}, "keypoints": [1, 2, 2, 3, 4, 1]},
            {"id": 3, "image_id": 2, "category_id": 3, "bbox": [5, 5, 3, 4],
             "segmentation": {"size": [50, 100], "counts": rle.pack([0, 5000])}, "keypoints": [1, 2, 2, 3, 4, 1]},
        ],
        "images": [{"id": 2, "file_name": "a/ä.jpg"}, {"id": "x", "file_name": "b"}, {"id": 5, "file_name": "empty"}],
        "categories": [{"id": 3, "name": "cat", "keypoints": ["nose", "tail"], "skeleton": [[1, 2]]}],
    }  # fmt: skip


def test_coco(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "coco.json", [_coco()])
    values, errors = read(path, "coco")
    assert errors == []
    assert values == {
        "a/ä.jpg": [{"category_id": 3, "bbox": [1, 2, 3, 4]}, {"category_id": 3, "bbox": [5, 5, 3, 4]}],
        "b": [{"category_id": 3, "score": 0.5, "bbox": [0, 0, 9, 9]}],
        "empty": [],
    }
    masks, errors = read(path, "coco", task_type="instance-segmentation")
    assert errors == []
    assert [sorted(one) for one in masks["a/ä.jpg"]] == [
        ["bbox", "category_id", "polygons"], ["bbox", "category_id", "rle"],
    ]  # fmt: skip
    points, errors = read(path, "coco", task_type="keypoint-detection")
    assert errors == []
    assert points["b"][0]["keypoints"] == [1, 2, 2, 3, 4, 1]
    assert list(read(path, "coco", after=2)[0]) == ["empty"]


def test_coco_reads_elements_over_the_edges_of_its_window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from worker.annotations import json_stream

    path = write_lines(tmp_path / "coco.json", [_coco()])
    whole = read(path, "coco")
    for chunk in (1, 2, 7, 50):
        monkeypatch.setattr(json_stream, "_CHUNK", chunk)
        assert read(path, "coco") == whole


def test_coco_says_which_annotation_is_wrong(tmp_path: Path) -> None:
    coco = _coco()
    coco["annotations"][1]["bbox"] = [0, 0, -1, 9]
    coco["annotations"].append({"image_id": 77, "category_id": 3, "bbox": [0, 0, 1, 1]})
    coco["images"].append({"id": 9})
    values, errors = read(write_lines(tmp_path / "coco.json", [coco]), "coco")
    assert sorted(values) == ["a/ä.jpg", "empty"]
    assert [error[:2] for error in errors] == [(2, "/annotations/1/bbox/2"), (4, "/images/3"), (5, "/images/4")]
    assert "/annotations/3/image_id names no image" in errors[2][2]


_YAML = "path: .\nnames:\n  0: cat\n  1: dog\nkpt_shape: [2, 3]\n"


def test_yolo(tmp_path: Path) -> None:
    path = write_zip(
        tmp_path / "yolo.zip",
        {"set/data.yaml": _YAML, "set/labels/train/a.txt": "1 0.5 0.5 0.2 0.4\n\n0 0.1 0.1 0.2 0.2 0.75\n",
         "set/labels/b.txt": "", "set/images/train/a.jpg": b"not read", "set/readme.txt": "no label"},
    )  # fmt: skip
    values, errors = read(path, "yolo")
    assert errors == []
    assert values == {
        "set/images/train/a": [
            {"category_id": 1, "bbox": pytest.approx([40, 15, 20, 20])},
            {"category_id": 0, "score": 0.75, "bbox": pytest.approx([0, 0, 20, 10])},
        ],
        "set/images/b": [],
    }


def test_yolo_polygons_and_keypoints(tmp_path: Path) -> None:
    polygons = write_zip(tmp_path / "a.zip", {"data.yaml": "names: [cat]", "labels/a.txt": "0 0 0 .5 0 .5 .5 0.25"})
    assert read(polygons, "yolo", task_type="instance-segmentation")[0] == {
        "images/a": [{"category_id": 0, "score": 0.25, "polygons": [[0, 0, 50, 0, 50, 25]]}]
    }
    points = write_zip(tmp_path / "b.zip", {"data.yaml": _YAML, "labels/a.txt": "1 .5 .5 .2 .4 .1 .2 2 .3 .4 0"})
    assert read(points, "yolo", task_type="keypoint-detection")[0] == {
        "images/a": [{"category_id": 1, "bbox": pytest.approx([40, 15, 20, 20]),
                      "keypoints": pytest.approx([10, 10, 2, 30, 20, 0])}]
    }  # fmt: skip


def _lightly() -> dict[str, Any]:
    categories = [{"id": 0, "name": "cat", "keypoint_names": ["a", "b"], "keypoint_skeleton": [[0, 1]]}]
    root = ".lightly/predictions"
    return {
        f"{root}/tasks.json": ["boxes", "masks"],
        f"{root}/boxes/schema.json": {"task_type": "object-detection", "categories": categories},
        f"{root}/masks/schema.json": {"task_type": "semantic-segmentation", "categories": categories},
        f"{root}/boxes/clip-012-mp4.json": {
            "file_name": "clip-012-mp4.png",
            "predictions": [{"category_id": 0, "bbox": [0, 0, 5, 5], "score": 0.5, "probabilities": [1.0]}],
        },
        f"{root}/masks/a.json": {
            "file_name": "a.jpg", "predictions": [{"category_id": 0, "segmentation": [100, 100, 4800], "score": 1}],
        },
        ".lightly/metadata/schema.json": [{"name": "Weather", "path": "weather"}],
        ".lightly/metadata/a.json": {"file_name": "a.jpg", "type": "image", "metadata": {"weather": "rain"}},
        ".lightly/metadata/clip.json": {"file_name": "clip.mp4", "type": "video", "metadata": {"weather": "sun"}},
    }  # fmt: skip


def test_lightly(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "lightly.zip", _lightly())
    second_row = _runs(np.repeat([False, True, False], [100, 100, 4800]).reshape(50, 100).T.reshape(-1))
    values, errors = read(path, "lightly", name=None)
    assert errors == []
    assert values == {
        "boxes:clip-012-mp4.png": [{"category_id": 0, "score": 0.5, "probabilities": [1.0], "bbox": [0, 0, 5, 5]}],
        "masks:a.jpg": [{"category_id": 0, "score": 1, "rle": {"size": [50, 100], "counts": rle.pack(second_row)}}],
    }
    assert list(read(path, "lightly", name="boxes")[0]) == ["boxes:clip-012-mp4.png"]
    metadata, errors = read(path, "lightly", metadata=True)
    assert (metadata, errors) == ({"a.jpg": {"weather": "rain"}, "clip.mp4": {"weather": "sun"}}, [])


def test_categories_of_other_sizes_of_image_are_told(tmp_path: Path) -> None:
    box = {"filename": "a", "annotations": [_BOX | {"bbox": [100, 0, 5, 5]}]}
    path = write_lines(tmp_path / "file", [box])
    _, errors = read(path, "ndjson", task_type="object-detection", categories=[Category(id=7, name="dog")])
    assert errors == [(1, "/annotations/0/bbox", "The box lies outside of the image of 100 x 50 pixels.")]
    assert read(path, "ndjson", task_type="object-detection", categories=CATEGORIES, size=Size(101, 50))[1] == []
