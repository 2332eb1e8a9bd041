"""Plugins as the gateway sees them: listed in the catalog, and checked when a job names them."""

from typing import Any

import pytest

from store import workers
from store.db import Database
from store.ids import new_id
from tests.service.client import Client, assert_problem, pointers
from tests.service.factories import add_dataset, add_samples

SCHEMA = {"type": "object", "properties": {"hidden_dim": {"type": "integer", "minimum": 8}},
          "additionalProperties": False}  # fmt: skip


@pytest.fixture
def dataset_id(database: Database) -> str:
    described = [
        {"group": "methods", "name": "rotation", "description": "Turns.", "parameters": SCHEMA, "views": 1},
        {"group": "backbones", "name": "tiny", "description": "Small.", "parameters": SCHEMA, "views": 2},
    ]
    with database.write() as session:
        workers.register(
            session, worker_id=new_id("wrk"), name="w", host="h", pid=1, version="1", device="cpu", queues=["gpu"],
            labels=[], plugins=described,
        )  # fmt: skip
    dataset = add_dataset(database)
    add_samples(database, dataset, [f"{index}.jpg" for index in range(8)])
    return dataset


def train(dataset_id: str, **fields: Any) -> dict[str, Any]:
    return {"kind": "train", "dataset_id": dataset_id, "batch_size": 4, **fields}


def test_the_catalog_lists_the_plugins_of_the_workers(client: Client, dataset_id: str) -> None:
    listed = {plugin["name"]: plugin for plugin in client.ok("GET", "/v1/catalog")["plugins"]}
    assert listed.keys() == {"plugin:rotation", "plugin:tiny"}
    assert listed["plugin:rotation"]["parameters"] == SCHEMA


def test_a_job_names_a_plugin(client: Client, dataset_id: str) -> None:
    method = {"name": "plugin:rotation", "params": {"hidden_dim": 16}}
    body = train(dataset_id, method=method, backbone={"name": "plugin:tiny", "params": {"hidden_dim": 8}})
    spec = client.ok("POST", "/v1/jobs", json=body)["spec"]
    assert spec["method"] == {"name": "plugin", "plugin": "rotation", "params": {"hidden_dim": 16}, "views": 1}
    assert spec["backbone"]["params"] == {"hidden_dim": 8}


@pytest.mark.parametrize(
    ("fields", "pointer", "words"),
    [
        ({"method": {"name": "plugin:rotatoin"}}, "/method/name", "Did you mean rotation?"),
        ({"method": "plugin:jigsaw"}, "/method/name", "There are: rotation."),
        ({"method": {"name": "plugin:rotation", "params": {"hidden_dim": 2}}}, "/method/params/hidden_dim", "minimum"),
        ({"backbone": {"name": "plugin:rotation"}}, "/backbone/name", "backbones"),
        ({"backbone": {"name": "plugin:tiny", "params": {"a": 1}}}, "/backbone/params", "'a'"),
    ],
)
def test_plugins_that_cannot_work_are_refused(
    client: Client, dataset_id: str, fields: dict[str, Any], pointer: str, words: str
) -> None:
    problem = assert_problem(client.post("/v1/jobs", json=train(dataset_id, **fields)), 422, "invalid-request")
    assert pointers(problem) == [pointer]
    assert words in problem["errors"][0]["detail"]
