"""Annotation tasks and annotations: shown as the annotate job has written them."""

from store import annotations, datasets
from store.db import Database
from store.specs.annotations import AnnotationRole, Category, TaskType
from tests.service.client import Client, assert_problem, pointers
from tests.service.factories import add_dataset, add_samples


def add_task(database: Database, dataset_id: str, name: str) -> str:
    with database.write() as session:
        datasets.get(session, dataset_id, lock=True)
        categories = [Category(id=0, name="cat", keypoints=["nose", "tail"], skeleton=[(0, 1)])]
        return annotations.ensure_task(
            session, dataset_id, name, role=AnnotationRole.LABEL, type_=TaskType.KEYPOINT_DETECTION,
            categories=categories,
        ).id  # fmt: skip


def test_tasks_and_what_they_say(client: Client, database: Database) -> None:
    dataset_id = add_dataset(database)
    url = f"/v1/datasets/{dataset_id}"
    first, second = add_samples(database, dataset_id, ["a", "b"])
    tasks = [add_task(database, dataset_id, name) for name in ("poses", "more.poses")]
    said = [{"category_id": 0, "keypoints": [1, 2, 2, 3, 4, 0]}]
    with database.write() as session:
        annotations.replace(session, tasks[0], {0: said, 1: []})
    listed = client.ok("GET", f"{url}/annotation-tasks", params={"limit": 1})
    assert [task["name"] for task in listed["items"]] == ["poses"]
    rest = client.ok("GET", f"{url}/annotation-tasks", params={"cursor": listed["next_cursor"]})
    assert [task["name"] for task in rest["items"]] == ["more.poses"]
    task = client.ok("GET", f"{url}/annotation-tasks/poses")
    assert (task["role"], task["type"], task["count"]) == ("label", "keypoint-detection", 2)
    assert task["categories"] == [{"id": 0, "name": "cat", "keypoints": ["nose", "tail"], "skeleton": [[0, 1]]}]
    expected = {"task": "poses", "role": "label", "type": "keypoint-detection"}
    assert client.ok("GET", f"{url}/samples/{first}/annotations")["items"] == [expected | {"annotations": said}]
    assert client.ok("GET", f"{url}/samples/{second}/annotations")["items"] == [expected | {"annotations": []}]


def test_what_is_not_there(client: Client, database: Database) -> None:
    dataset_id, other = add_dataset(database), add_dataset(database, name="other")
    (sample_id,) = add_samples(database, dataset_id, ["a"])
    add_task(database, dataset_id, "poses")
    for url in (
        f"{other}/annotation-tasks/poses",
        f"{dataset_id}/annotation-tasks/x",
        f"{other}/samples/{sample_id}/annotations",
    ):
        assert_problem(client.get(f"/v1/datasets/{url}"), 404, "not-found")
    assert client.ok("GET", f"/v1/datasets/{other}/annotation-tasks")["items"] == []
    assert client.ok("GET", f"/v1/datasets/{dataset_id}/samples/{sample_id}/annotations")["items"] == []


def test_a_file_of_annotations_is_uploaded_and_its_job_admitted(client: Client, database: Database) -> None:
    dataset_id = add_dataset(database)
    uploads = f"/v1/datasets/{dataset_id}/uploads"
    upload = client.ok("POST", uploads, params={"filename": "a.ndjson", "purpose": "annotations"}, content=b"{}\n")
    assert (upload["purpose"], upload["job_id"]) == ("annotations", None)
    source = {"type": "upload", "upload_id": upload["id"]}
    spec = {"kind": "annotate", "dataset_id": dataset_id, "source": source, "target": {"type": "metadata"}}
    assert client.ok("POST", "/v1/jobs", json=spec)["queue"] == "cpu"
    images = client.ok("POST", uploads, params={"filename": "a.zip", "ingest": "false"}, content=b"x")
    wrong = spec | {"source": {"type": "upload", "upload_id": images["id"]}}
    problem = assert_problem(client.post("/v1/jobs", json=wrong), 422, "invalid-request")
    assert pointers(problem) == ["/source/upload_id"]
    for change in (
        {"format": "coco"}, {"target": {"type": "task"}}, {"target": {"type": "task", "name": "a/b"}},
        {"target": {"type": "task", "name": "a", "categories": [{"id": 0, "name": "x"}, {"id": 0, "name": "y"}]}},
    ):  # fmt: skip
        assert_problem(client.post("/v1/jobs", json=spec | change), 422, "invalid-request")
