"""Bad requests: each is answered with a problem that says where it is wrong."""

import shutil
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from anyio.from_thread import BlockingPortal
from pydantic import SecretStr

from service.app import create_app
from store.pages import encode_cursor
from store.settings import Settings
from store.specs.jobs import JOB_SPEC
from tests.service.client import KEY, Client, assert_problem, pointers
from tests.service.factories import add_dataset


# Nothing here changes anything, so one gateway is enough.
@pytest.fixture(scope="module")
def client(portal: BlockingPortal, sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    folder = tmp_path_factory.mktemp("problems")
    shutil.copy(sqlite_template, folder / "winnow.db")
    client = Client(portal, create_app(Settings(data_dir=folder, api_key=SecretStr(KEY))))
    yield client
    client.close()


@pytest.fixture(scope="module")
def dataset_id(client: Client) -> str:
    return add_dataset(client.app.state.gateway.database)


JSON = {"Content-Type": "application/json"}
DATASET = "ds_" + "0" * 26


def job(client: Client, **spec: Any) -> list[str]:
    """Where the problem with this job points."""
    response = client.post("/v1/jobs", json={"dataset_id": DATASET, **spec})
    return pointers(assert_problem(response, 422, "invalid-request"))


def test_no_tag_of_a_union_is_in_a_pointer(client: Client) -> None:
    assert job(client, kind="train", batch_size=0) == ["/batch_size"]
    assert job(client, kind="train", method={"name": "simclr", "temperature": -1}) == ["/method/temperature"]
    assert job(client, kind="train", transform={"query": {"hue": 7}}) == ["/transform/query/hue"]
    assert job(client, kind="train", transform={"key": {"hue": 7}}) == ["/transform/key/hue"]
    assert job(client, kind="train", transform={"local": {"view": {"fixed": 1}}}) == ["/transform/local/view/fixed"]
    ops = [{"op": "jigsaw", "grid": 1}, {"op": "center_crop"}, {"op": "rotation", "pipeline": 1}]
    places = ["/transform/query/ops/0/grid", "/transform/query/ops/2/pipeline"]
    assert job(client, kind="train", transform={"query": {"ops": ops}}) == places
    assert job(client, kind="train", transform={"query": {"ops": ops[1:2] * 3}}) == [
        "/transform/query/ops/1/op",
        "/transform/query/ops/2/op",
    ]
    assert job(client, kind="train", transform={"domain": "space", "views": 1}) == [
        "/transform/domain",
        "/transform/views",
    ]
    assert job(client, kind="train", train=1, simclr=2) == ["/train", "/simclr"]
    assert job(client, kind="train", name="train", train=1) == ["/train"]
    nested = {"train": {"kind": "train", "dataset_id": DATASET, "optimizer": {"name": "sgd", "sgd": 1}}}
    assert job(client, kind="pipeline", jobs=nested) == ["/jobs/train/optimizer/sgd"]
    assert job(client, kind="pipeline", jobs={"Bad Name": nested["train"]})[0] == "/jobs/Bad Name"


def test_an_unknown_choice_points_at_the_choice(client: Client) -> None:
    assert job(client, kind="brew") == ["/kind"]
    assert job(client) == ["/kind"]
    assert job(client, kind="train", method={"name": "magic"}) == ["/method/name"]
    assert job(client, kind="train", method={}) == ["/method/name"]


@pytest.mark.parametrize(
    ("wrong", "offered"),
    [
        ({"method": {"name": "simclrr"}}, "simclr"),
        ({"optimizer": {"name": "AdamW"}}, "adamw"),
        ({"optimizer": {"name": "sgd", "momentun": 0.9}}, "momentum"),
        ({"schedule": {"name": "cosin"}}, "cosine"),
        ({"batchsize": 4}, "batch_size"),
        ({"transform": {"query": {"ops": [{"op": "horizontal_flop"}]}}}, "horizontal_flip"),
        ({"transform": {"query": {"hsolarize": 1}}}, "solarize"),
        ({"transform": {"domain": "arial"}}, "aerial"),
        ({"transform": {"preset": "byool"}}, "byol"),
        ({"optimizer": {"name": "adam", "betas": [0.9, 1]}}, None),
    ],
)
def test_an_unknown_name_gets_near_matches(client: Client, wrong: dict[str, Any], offered: str | None) -> None:
    answer = client.post("/v1/jobs", json={"kind": "train", "dataset_id": DATASET, **wrong})
    (error,) = assert_problem(answer, 422, "invalid-request")["errors"]
    assert error["pointer"].startswith("/" + next(iter(wrong)))
    assert (f"Did you mean {offered}" in error["detail"]) if offered else ("Did you mean" not in error["detail"])
    assert job(client, kind="pipeline", jobs={"a": {"kind": "brew"}}) == ["/jobs/a/kind"]


def test_what_only_the_database_knows_is_pointed_at_too(client: Client, dataset_id: str) -> None:
    assert job(client, kind="train") == ["/dataset_id"]
    nested = {"t": {"kind": "train", "dataset_id": dataset_id}}
    assert job(client, dataset_id=dataset_id, kind="pipeline", jobs=nested) == ["/jobs/t/dataset_id"]


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_numbers_that_are_none_are_pointed_at(client: Client, number: str) -> None:
    body = (
        f'{{"kind": "train", "dataset_id": "{DATASET}", "method": {{"name": "simclr", "temperature": {number}}},'
        f' "epochs": {number}}}'
    )
    problem = assert_problem(client.post("/v1/jobs", content=body, headers=JSON), 422, "invalid-request")
    assert pointers(problem) == ["/method/temperature", "/epochs"]


@pytest.mark.parametrize("body", ["{", "[" * 100_000, "9" * 5000, '{"a": 1}}', b"\xff\xfe"])
def test_what_is_no_json_is_refused(client: Client, body: str | bytes) -> None:
    assert_problem(client.post("/v1/jobs", content=body, headers=JSON), 400, "malformed-body")


@pytest.mark.parametrize("body", ["[]", "3", "null", '"x"', ""])
def test_json_that_is_no_object_is_refused(client: Client, body: str) -> None:
    problem = assert_problem(client.post("/v1/datasets", content=body, headers=JSON), 422, "invalid-request")
    assert pointers(problem) == [""]


def test_lone_surrogates_are_refused(client: Client) -> None:
    for body in ('{"name": "\\ud800"}', '{"name": "a", "\\ud800": 1}'):
        assert_problem(client.post("/v1/datasets", content=body, headers=JSON), 422, "invalid-request")


@pytest.mark.parametrize("media_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_another_content_type_is_refused(client: Client, media_type: str) -> None:
    response = client.post("/v1/datasets", content='{"name": "a"}', headers={"Content-Type": media_type})
    problem = assert_problem(response, 415, "unsupported-media-type")
    assert "application/json" in problem["detail"]


def test_a_flood_of_mistakes_is_cut_short(client: Client) -> None:
    spec = {"kind": "select", "embedding": "emb_" + "0" * 26, "n_samples": 1, "preselected": ["x"] * 5000}
    response = client.post("/v1/jobs", json={"dataset_id": DATASET, **spec})
    problem = assert_problem(response, 422, "invalid-request")
    assert pointers(problem)[:2] == ["/preselected/0", "/preselected/1"]
    assert len(problem["errors"]) <= 50
    assert "5000" in problem["detail"]


def test_unknown_and_malformed_ids_are_not_found(client: Client) -> None:
    suffixes = {
        "datasets/ds": ["", "/samples", "/uploads"],
        "jobs/job": ["", "/events", "/logs", "/metrics", "/items", "/items.jsonl"],
        "checkpoints/ckpt": ["", "/download", "/formats"],
        "embeddings/emb": ["", "/download", "/manifest"],
        "subsets/sub": ["", "/samples"],
        "exports/exp": ["", "/download"],
    }
    for resource, paths in suffixes.items():
        name, _, prefix = resource.partition("/")
        unknown = f"{prefix}_{'0' * 26}"
        for identifier in (unknown, "nonsense", "%00", "%F0%9F%92%A9", "'--", "x" * 5000, "..%2f..%2fetc"):
            for path in paths:
                response = client.get(f"/v1/{name}/{identifier}{path}")
                assert len(assert_problem(response, 404, "not-found")["detail"]) < 300


def test_unknown_paths_and_methods(client: Client) -> None:
    assert_problem(client.get("/v1/nothing"), 404, "not-found")
    assert_problem(client.get("/v1/datasets/"), 404, "not-found")
    response = client.request("PUT", "/v1/datasets")
    assert_problem(response, 405, "method-not-allowed")
    assert response.headers["allow"] == "GET, POST"


@pytest.mark.parametrize(
    "cursor",
    [
        "!",
        "ä",
        "AAAA",
        encode_cursor(1),
        encode_cursor(None),
        encode_cursor("\x00"),
        encode_cursor("a", "b"),
        "W" * 900,
    ],
)
def test_foreign_cursors_are_refused(client: Client, cursor: str) -> None:
    response = client.get("/v1/datasets", params={"cursor": cursor})
    assert pointers(assert_problem(response, 422, "invalid-request")) == ["/cursor"]


@pytest.mark.parametrize("number", [2**63, -(2**80), True])
def test_cursors_beyond_the_database_are_refused(client: Client, dataset_id: str, number: int) -> None:
    url = f"/v1/datasets/{dataset_id}/samples"
    response = client.get(url, params={"cursor": encode_cursor(number)})
    assert pointers(assert_problem(response, 422, "invalid-request")) == ["/cursor"]


@pytest.mark.parametrize("limit", ["0", "-1", "501", "x", "1.5", ""])
def test_limits_out_of_range_are_refused(client: Client, limit: str) -> None:
    problem = assert_problem(client.get("/v1/jobs", params={"limit": limit}), 422, "invalid-request")
    assert pointers(problem) == ["/limit"]


def test_filters_are_checked(client: Client) -> None:
    for name, value in {"state": "tired", "kind": "brew", "dataset_id": "x", "parent_id": "\x00"}.items():
        problem = assert_problem(client.get("/v1/jobs", params={name: value}), 422, "invalid-request")
        assert pointers(problem)[0].startswith(f"/{name}")


def test_every_leaf_of_every_job_is_pointed_at(client: Client) -> None:
    """Break one value after the other of a document with every kind of job: the pointer is always that of the value."""
    whole = JOB_SPEC.validate_python(EVERYTHING).model_dump(mode="json")
    paths = list(leaves(whole))
    assert len(paths) > 100
    for path in paths:
        response = client.post("/v1/jobs", json=broken(whole, path))
        expected = "".join(f"/{key}" for key in path)
        found = pointers(assert_problem(response, 422, "invalid-request"))
        assert all(f"{pointer}/".startswith(f"{expected}/") for pointer in found), (expected, found)


EVERYTHING: dict[str, Any] = {
    "kind": "pipeline",
    "dataset_id": DATASET,
    "name": "all of it",
    "jobs": {
        "ingest": {"kind": "ingest", "dataset_id": DATASET,
                   "source": {"type": "upload", "upload_id": "up_" + "0" * 26}},
        "train": {"kind": "train", "dataset_id": DATASET, "method": {"name": "moco"}, "optimizer": {"name": "lars"},
                  "transform": {"key": {}}, "runs_on": ["big"], "depends_on": ["ingest"]},
        "embed": {"kind": "embed", "dataset_id": DATASET, "backbone": {}, "depends_on": ["train"]},
        "select": {"kind": "select", "dataset_id": DATASET, "embedding": "$embed", "n_samples": 1,
                   "preselected": ["smp_" + "0" * 26]},
        "export": {"kind": "export", "dataset_id": DATASET, "subset": "$select",
                   "exporter": {"name": "label_studio"}},
    },
}  # fmt: skip


def leaves(node: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if isinstance(node, dict):
        for key, value in node.items():
            yield from leaves(value, (*path, key))
    elif isinstance(node, list) and node:
        for index, value in enumerate(node):
            yield from leaves(value, (*path, index))
    else:
        yield path


def broken(whole: dict[str, Any], path: tuple[str | int, ...]) -> dict[str, Any]:
    """A copy in which the value at `path` is one that nothing accepts."""
    copy = deepcopy(whole)
    node: Any = copy
    for key in path[:-1]:
        node = node[key]
    node[path[-1]] = {"?": 0}
    return copy
