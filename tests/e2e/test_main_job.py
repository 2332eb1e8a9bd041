"""The main job as a client sees it: images in, a model trained, embeddings out, a subset picked and exported."""

import csv
import io
import json
import zipfile
from typing import Any

import httpx
import numpy as np
import pytest

from tests.e2e.stack import Stack
from tests.pictures import class_folders, picture, zipped

pytestmark = pytest.mark.e2e

BACKBONE = {"name": "resnet18", "width": 8}


def pipeline(dataset_id: str, **train: Any) -> dict[str, Any]:
    same = {"dataset_id": dataset_id}
    small = {"image_size": 24, "epochs": 2, "batch_size": 16, "evaluate_every": 1, "backbone": BACKBONE}
    method = {"name": "moco", "hidden_dim": 32, "output_dim": 16, "memory_bank_size": 64}
    jobs = {
        "train": {"kind": "train", **same, **small, "method": method, **train},
        "embed": {"kind": "embed", **same, "checkpoint": "$train", "batch_size": 16},
        "judge": {"kind": "evaluate", **same, "embedding": "$embed"},
        "select": {"kind": "select", **same, "embedding": "$embed", "n_samples": 10},
        "more": {"kind": "select", **same, "embedding": "$embed", "n_samples": 5, "preselected_subset": "$select"},
        "labels": {"kind": "export", **same, "subset": "$select", "exporter": {"name": "label_studio"}},
        "images": {"kind": "export", **same, "subset": "$select", "exporter": {"name": "images"}},
    }
    return {"kind": "pipeline", **same, "jobs": jobs}


@pytest.fixture(scope="module")
def done(stack: Stack) -> dict[str, Any]:
    """The result of one pipeline, by child name, with the dataset."""
    dataset_id = stack.dataset(f"main job {stack.port}", zipped(class_folders(60)))
    job = stack.succeeded(stack.post("/v1/jobs", pipeline(dataset_id))["id"])
    return {"dataset_id": dataset_id, "job": job, **job["result"]["jobs"]}


def test_ingestion_records_what_an_image_is(stack: Stack, done: dict[str, Any]) -> None:
    samples = stack.get(f"/v1/datasets/{done['dataset_id']}/samples", limit=100)["items"]
    assert [sample["position"] for sample in samples] == list(range(60))
    assert {sample["label"] for sample in samples} == {"class0", "class1", "class2"}
    first = samples[0]
    assert (first["width"], first["height"], first["status"], first["format"]) == (24, 24, "ok", "PNG")
    route = f"/v1/datasets/{done['dataset_id']}/samples/{first['id']}"
    assert stack.client.get(f"{route}/image").content == picture(0, label=0)
    assert stack.client.get(f"{route}/thumbnail").content[8:12] == b"WEBP"


def test_the_checkpoint_has_torchvisions_keys(stack: Stack, done: dict[str, Any]) -> None:
    checkpoint = stack.get(f"/v1/checkpoints/{done['train']['checkpoint_id']}")
    assert checkpoint["dim"] == 64
    assert 0 <= checkpoint["metrics"]["knn_accuracy"] <= 1
    data = stack.client.get(f"/v1/checkpoints/{checkpoint['id']}/download").content
    header = json.loads(data[8 : 8 + int.from_bytes(data[:8], "little")])
    assert {"conv1.weight", "bn1.running_mean", "layer4.1.conv2.weight"} < set(header)
    assert not any(key.startswith("fc.") for key in header)


def test_training_and_evaluation_end_with_a_verdict(stack: Stack, done: dict[str, Any]) -> None:
    trained, judged = done["train"], done["judge"]
    assert trained["method"] == "moco"
    assert "kNN accuracy against the untrained backbone" in trained["verdict"]["text"]
    assert (judged["train_samples"], judged["test_samples"], judged["classes"]) == (48, 12, 3)
    assert judged["verdict"]["trained"] == judged["metrics"]["knn_accuracy"]
    assert judged["verdict"]["initial"] == judged["baselines"]["untrained"]["knn_accuracy"]
    embedding = stack.get(f"/v1/embeddings/{done['embed']['embedding_id']}")
    assert embedding["metrics"]["test_linear_accuracy"] == judged["metrics"]["linear_accuracy"]


def test_the_numbers_of_training_can_be_downloaded(stack: Stack, done: dict[str, Any]) -> None:
    job_id = next(child["id"] for child in done["job"]["children"] if child["child_name"] == "train")
    artifacts = {entry["name"]: entry for entry in done["train"]["artifacts"]}
    assert set(artifacts) == {"metrics.jsonl", "events.out.tfevents.winnow"}
    lines = stack.client.get(f"/v1/jobs/{job_id}/artifacts/metrics.jsonl").text.splitlines()
    epochs = [json.loads(line) for line in lines]
    assert [line["epoch"] for line in epochs] == [0, 1, 2]
    assert {"loss", "lr", "images_per_second", "rank_me", "linear_accuracy"} <= epochs[2].keys()
    events = stack.client.get(f"/v1/jobs/{job_id}/artifacts/events.out.tfevents.winnow").content
    assert len(events) == artifacts["events.out.tfevents.winnow"]["size_bytes"]


def test_the_embedding_is_normalised_and_in_order(stack: Stack, done: dict[str, Any]) -> None:
    embedding = stack.get(f"/v1/embeddings/{done['embed']['embedding_id']}")
    assert (embedding["count"], embedding["valid_count"], embedding["dim"]) == (60, 60, 64)
    matrix = np.load(io.BytesIO(stack.client.get(f"/v1/embeddings/{embedding['id']}/download").content))
    assert matrix.shape == (60, 64)
    assert matrix.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(matrix, axis=1), 1, atol=1e-5)


def test_the_subset_is_in_pick_order_and_covers_better_than_chance(stack: Stack, done: dict[str, Any]) -> None:
    subset = stack.get(f"/v1/subsets/{done['select']['subset_id']}")
    assert subset["metrics"]["covering_radius"] <= subset["metrics"]["covering_radius_random"]
    picks = stack.get(f"/v1/subsets/{subset['id']}/samples", limit=100)["items"]
    assert [pick["rank"] for pick in picks] == list(range(10))
    gains = [pick["gain"] for pick in picks[1:]]
    assert gains == sorted(gains, reverse=True)
    assert all(pick["reason"] for pick in picks)
    more = stack.get(f"/v1/subsets/{done['more']['subset_id']}/samples")["items"]
    assert len(more) == 5
    assert not {pick["sample"]["id"] for pick in more} & {pick["sample"]["id"] for pick in picks}


def test_exports_carry_the_subset(stack: Stack, done: dict[str, Any]) -> None:
    picks = stack.get(f"/v1/subsets/{done['select']['subset_id']}/samples", limit=100)["items"]
    tasks = stack.client.get(f"/v1/exports/{done['labels']['export_id']}/download").json()
    assert [task["data"]["sample_id"] for task in tasks] == [pick["sample"]["id"] for pick in picks]
    bundle = stack.client.get(f"/v1/exports/{done['images']['export_id']}/download").content
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        assert len([name for name in archive.namelist() if name.endswith(".png")]) == 10
    job = stack.post(f"/v1/subsets/{done['select']['subset_id']}/exports", {"exporter": {"name": "csv"}})
    export = stack.succeeded(job["id"])["result"]["export_id"]
    rows = list(csv.DictReader(io.StringIO(stack.client.get(f"/v1/exports/{export}/download").text)))
    assert [row["filename"] for row in rows] == [pick["sample"]["filename"] for pick in picks]


def test_events_tell_the_whole_story_without_gaps(stack: Stack, done: dict[str, Any]) -> None:
    train = next(child for child in done["job"]["children"] if child["child_name"] == "train")
    answer = stack.client.get(f"/v1/jobs/{train['id']}/events")
    blocks = [block for block in answer.text.split("\n\n") if "\nid:" in f"\n{block}"]
    fields = [dict(line.split(": ", 1) for line in block.splitlines() if ": " in line) for block in blocks]
    assert [int(field["id"]) for field in fields] == list(range(1, len(fields) + 1))
    states = [json.loads(field["data"])["state"] for field in fields if field["event"] == "state"]
    assert states == ["queued", "running", "succeeded"]
    assert any(field["event"] == "metric" for field in fields)


def test_one_bad_file_never_costs_the_others(stack: Stack) -> None:
    files = class_folders(6)
    files["class0/broken.png"] = picture(99)[:200]
    files["../evil.png"] = picture(98)
    files["notes.txt"] = b"no image"
    files["class1/copy.png"] = files["class0/0000.png"]
    dataset_id = stack.post("/v1/datasets", {"name": f"bad files {stack.port}"})["id"]
    job = stack.succeeded(stack.upload(dataset_id, "mixed.zip", zipped(files))["job_id"])
    assert job["result"]["files"] == {"accepted": 6, "corrupt": 1, "duplicate": 1, "present": 0, "refused": 2}
    corrupt = stack.get(f"/v1/datasets/{dataset_id}/samples", status="corrupt")["items"]
    assert [sample["filename"] for sample in corrupt] == ["class0/broken.png"]
    assert corrupt[0]["reason"]
    again = stack.succeeded(stack.upload(dataset_id, "mixed.zip", zipped(files))["job_id"])
    assert again["result"]["files"] == {"accepted": 0, "corrupt": 0, "duplicate": 0, "present": 8, "refused": 2}
    assert again["result"]["dataset_version"] == job["result"]["dataset_version"]


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("empty.zip", zipped({}), "no files|empty|nothing"),
        ("notes.zip", b"this is not an archive at all, not even close", "neither|not an archive|no image"),
        ("cut.zip", zipped(class_folders(4))[:-60], "cut|end|truncated|damaged|directory"),
    ],
)
def test_an_unusable_archive_fails_with_a_plain_reason(stack: Stack, name: str, data: bytes, message: str) -> None:
    dataset_id = stack.post("/v1/datasets", {"name": f"{name} {stack.port}"})["id"]
    job = stack.ended(stack.upload(dataset_id, name, data)["job_id"])
    assert job["state"] == "failed"
    assert job["failure"]["type"] == "user-error"
    assert name in job["failure"]["detail"]
    assert any(word in job["failure"]["detail"] for word in message.split("|")), job["failure"]["detail"]
    assert job["attempt"] == 1


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"batch_size": 61}, "/batch_size"),
        ({"optimizer": {"name": "sgd", "lr": float("nan")}}, "/optimizer/lr"),
        ({"optimizer": {"name": "sgd", "lr": float("inf")}}, "/optimizer/lr"),
        ({"method": {"name": "simclr", "temperature": 0}}, "/method/temperature"),
        ({"dataset_id": "ds_" + "0" * 26}, "/dataset_id"),
        ({"epoch": 3}, "/epoch"),
    ],
)
def test_what_cannot_work_is_a_problem_that_points_at_the_field(
    stack: Stack, done: dict[str, Any], change: dict[str, Any], pointer: str
) -> None:
    body = {"kind": "train", "dataset_id": done["dataset_id"], **change}
    content = json.dumps(body).encode()  # Python writes NaN and Infinity, as careless clients do
    answer = stack.client.post("/v1/jobs", content=content, headers={"Content-Type": "application/json"})
    assert answer.status_code == httpx.codes.UNPROCESSABLE_ENTITY, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert pointer in [error["pointer"] for error in answer.json()["errors"]]


def test_more_samples_than_there_are_is_refused(stack: Stack, done: dict[str, Any]) -> None:
    body = {
        "kind": "select",
        "dataset_id": done["dataset_id"],
        "embedding": done["embed"]["embedding_id"],
        "n_samples": 61,
    }
    answer = stack.client.post("/v1/jobs", json=body)
    assert answer.status_code == httpx.codes.UNPROCESSABLE_ENTITY
    assert answer.json()["errors"][0]["pointer"] == "/n_samples"


def test_what_is_deleted_later_changes_no_selection_over_an_older_version(stack: Stack, done: dict[str, Any]) -> None:
    """The last test of this module: it takes a sample away."""
    dataset_id = done["dataset_id"]
    same = {"kind": "select", "dataset_id": dataset_id, "embedding": done["embed"]["embedding_id"], "n_samples": 10}

    def picked(subset_id: str) -> list[str]:
        return [pick["sample"]["id"] for pick in stack.get(f"/v1/subsets/{subset_id}/samples", limit=100)["items"]]

    before = picked(done["select"]["subset_id"])
    assert stack.client.delete(f"/v1/datasets/{dataset_id}/samples/{before[1]}").is_success
    then, now = (
        stack.succeeded(stack.post("/v1/jobs", {**same, "dataset_version": version})["id"])["result"]["subset_id"]
        for version in (1, 2)
    )
    assert picked(then) == before
    assert before[1] not in picked(now)
    assert [stack.get(f"/v1/subsets/{subset}")["dataset_version"] for subset in (then, now)] == [1, 2]
