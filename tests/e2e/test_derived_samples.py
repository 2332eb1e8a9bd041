"""Samples that are made of others: frames of videos, tiles and crops, and the search for near-duplicates among them."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.e2e.stack import Stack
from tests.pictures import class_folders, picture, zipped
from tests.worker.video.clips import make_clip

pytestmark = pytest.mark.e2e


def run(stack: Stack, dataset_id: str, **spec: Any) -> dict[str, Any]:
    job = stack.succeeded(stack.post("/v1/jobs", {"dataset_id": dataset_id, **spec})["id"])
    result: dict[str, Any] = {**job["result"], "job_id": job["id"]}
    return result


def samples(stack: Stack, dataset_id: str, **params: Any) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = stack.get(f"/v1/datasets/{dataset_id}/samples", limit=200, **params)["items"]
    return items


def test_a_video_becomes_frames_that_know_it(stack: Stack, tmp_path: Path) -> None:
    dataset_id = stack.post("/v1/datasets", {"name": f"video {stack.port}"})["id"]
    clip = make_clip(tmp_path / "street.mp4", noise=True).read_bytes()
    job = stack.succeeded(stack.upload(dataset_id, "street.mp4", clip)["job_id"])
    assert job["result"]["files"]["accepted"] == 3
    (video,) = stack.get(f"/v1/datasets/{dataset_id}/videos")["items"]
    assert (video["filename"], video["frame_count"], video["status"]) == ("street.mp4", 30, "ok")
    assert stack.get(f"/v1/datasets/{dataset_id}/videos/{video['id']}") == video
    found = samples(stack, dataset_id)
    assert [sample["filename"] for sample in found] == [f"street.mp4/{index:06}.jpg" for index in (0, 10, 20)]
    assert [sample["frame_seconds"] for sample in found] == [0.0, 1.0, 2.0]
    assert {(sample["kind"], sample["video_id"]) for sample in found} == {("frame", video["id"])}
    image = stack.client.get(f"/v1/datasets/{dataset_id}/samples/{found[0]['id']}/image")
    assert Image.open(io.BytesIO(image.content)).size == (64, 48)

    # Once more, with other frames and with a part that is missing: what is there stays, and belongs to the same video.
    params: dict[str, Any] = {"filename": "street.mp4", "ingest": False}
    upload = stack.client.post(f"/v1/datasets/{dataset_id}/uploads", params=params, content=clip).json()
    source = {"type": "upload", "upload_id": upload["id"]}
    again = run(stack, dataset_id, kind="ingest", source=source, video={"every_nth": 5})
    assert (again["files"]["accepted"], again["files"]["present"]) == (3, 3)
    assert {sample["video_id"] for sample in samples(stack, dataset_id)} == {video["id"]}


def test_videos_and_images_of_one_archive(stack: Stack, tmp_path: Path) -> None:
    dataset_id = stack.post("/v1/datasets", {"name": f"mixed {stack.port}"})["id"]
    cut = make_clip(tmp_path / "cut.mkv", noise=True).read_bytes()
    files = {
        "day/image.png": picture(1),
        "day/broken.mp4": b"\0\0\0\x14ftypisom" + bytes(64),
        "night/cut.mkv": cut[: len(cut) * 7 // 10],
    }
    job = stack.succeeded(stack.upload(dataset_id, "mixed.zip", zipped(files))["job_id"])
    found = samples(stack, dataset_id)
    assert {sample["label"] for sample in found} == {"day", "night"}
    assert sum(sample["kind"] == "frame" for sample in found) >= 2
    assert job["result"]["files"]["refused"] >= 1
    status = {video["filename"]: video["status"] for video in stack.get(f"/v1/datasets/{dataset_id}/videos")["items"]}
    assert status["day/broken.mp4"] == "corrupt"


def test_tiles_and_crops(stack: Stack) -> None:
    dataset_id = stack.dataset(f"whole {stack.port}", zipped(class_folders(6, side=40)))
    target = stack.post("/v1/datasets", {"name": f"tiles {stack.port}"})["id"]
    tiles = {"type": "tiles", "rows": 2, "columns": 2, "overlap": 0.2}
    spec = {"kind": "crop", "regions": tiles, "target_dataset_id": target}
    result = run(stack, dataset_id, **spec)
    assert (result["dataset_id"], result["files"]["accepted"]) == (target, 24)
    first = samples(stack, dataset_id)[0]
    found = samples(stack, target)[:4]
    assert [sample["box"] for sample in found] == [[0, 0, 23, 23], [17, 0, 23, 23], [0, 17, 23, 23], [17, 17, 23, 23]]
    assert {(sample["kind"], sample["parent_id"], sample["label"]) for sample in found} == {
        ("crop", first["id"], first["label"])
    }
    assert found[1]["filename"] == f"{first['filename']}#17,0,23,23"
    again = run(stack, dataset_id, **spec)
    assert (again["files"]["present"], again["files"]["accepted"]) == (24, 0)
    assert again["dataset_version"] == result["dataset_version"]

    boxes = [{"sample_id": first["id"], "box": box} for box in ([1.5, 2, 20, 20], [400, 2, 20, 20])]
    crops = run(stack, dataset_id, kind="crop", regions={"type": "boxes", "boxes": boxes}, format="png")
    assert (crops["files"]["accepted"], crops["files"]["refused"]) == (1, 1)
    assert samples(stack, dataset_id)[-1]["box"] == [1, 2, 21, 20]


def test_objects_of_a_prediction_task_become_labelled_crops(stack: Stack) -> None:
    dataset_id = stack.dataset(f"objects {stack.port}", zipped({"a/1.png": picture(1, side=60)}))
    objects = [
        {"category_id": 0, "bbox": [0, 0, 20, 30], "score": 0.9},
        {"category_id": 1, "bbox": [30, 30, 20.5, 20], "score": 0.8},
        {"category_id": 1, "bbox": [5, 5, 20, 20], "score": 0.1},
    ]
    line = json.dumps({"filename": "a/1.png", "annotations": objects}).encode()
    params: dict[str, Any] = {"filename": "boxes.ndjson", "purpose": "annotations"}
    upload = stack.client.post(f"/v1/datasets/{dataset_id}/uploads", params=params, content=line).json()
    categories = [{"id": 0, "name": "car"}, {"id": 1, "name": "dog"}]
    target = {"type": "task", "name": "detector", "task_type": "object-detection", "categories": categories}
    source = {"type": "upload", "upload_id": upload["id"]}
    run(stack, dataset_id, kind="annotate", source=source, target=target)
    regions = {"type": "task", "task": "detector", "min_score": 0.5}
    result = run(stack, dataset_id, kind="crop", regions=regions, padding=0.1)
    assert result["files"]["accepted"] == 2
    found = [sample for sample in samples(stack, dataset_id) if sample["kind"] == "crop"]
    assert [(crop["label"], crop["box"]) for crop in found] == [("car", [0, 0, 22, 33]), ("dog", [27, 28, 26, 24])]


def test_near_duplicates_are_grouped(stack: Stack) -> None:
    files = class_folders(6, side=60)
    original = files["class0/0000.png"]
    smaller = io.BytesIO()
    Image.open(io.BytesIO(original)).resize((48, 48)).save(smaller, "JPEG", quality=95)
    dataset_id = stack.dataset(f"near {stack.port}", zipped({**files, "copy.jpg": smaller.getvalue()}))
    result = run(stack, dataset_id, kind="deduplicate", max_distance=10)
    path = f"/v1/jobs/{result['job_id']}/artifacts/{result['artifacts'][0]['name']}"
    groups = [json.loads(line) for line in stack.client.get(path).text.splitlines()]
    assert len(groups) == result["groups"]
    (group,) = [found for found in groups if "copy.jpg" in {sample["filename"] for sample in found["samples"]}]
    named = {sample["filename"]: sample for sample in group["samples"]}
    assert named["class0/0000.png"]["sample_id"] == group["keep"], "the larger one is the one to keep"
    assert 0 < named["copy.jpg"]["distance"] <= 10
    assert stack.client.get(f"/v1/jobs/{result['job_id']}/artifacts/other.txt").status_code == 404


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"regions": {"type": "task", "task": "none"}}, "/regions/task"),
        ({"regions": {"type": "tiles", "rows": 0, "columns": 2}}, "/regions/rows"),
        ({"target_dataset_id": "ds_" + "0" * 26}, "/target_dataset_id"),
        ({"subset": "sub_" + "0" * 26}, "/subset"),
        (
            {"regions": {"type": "boxes", "boxes": [{"sample_id": "smp_" + "0" * 26, "box": [0, 0, 1, 1]}]}},
            "/regions/boxes/0/sample_id",
        ),
    ],
)
def test_crops_that_cannot_work_are_refused_at_once(stack: Stack, change: dict[str, Any], pointer: str) -> None:
    dataset_id = stack.post("/v1/datasets", {"name": f"refused {pointer} {stack.port}"})["id"]
    tiles = {"type": "tiles", "rows": 2, "columns": 2}
    answer = stack.client.post("/v1/jobs", json={"kind": "crop", "dataset_id": dataset_id, "regions": tiles, **change})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == pointer
