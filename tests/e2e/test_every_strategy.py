"""Every strategy of the catalog picks through HTTP: after what is labelled, alone and combined."""

import json
from collections.abc import Iterator
from typing import Any, get_args

import pytest

from store.specs.strategies import Strategy
from tests.e2e.stack import Stack, running_stack
from tests.pictures import class_folders, zipped

pytestmark = pytest.mark.e2e

N_IMAGES, N_LABELLED, N_PICKS = 40, 6, 5
NAMES = [model.model_fields["name"].default for model in get_args(get_args(Strategy)[0])]
COMBINATIONS = [tuple(NAMES[start : start + 4]) for start in range(0, len(NAMES), 4)]


class Prepared:
    """A dataset with metadata, predictions and an embedding, and a select job for every strategy in its queue."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack
        self.dataset_id = stack.dataset("every strategy", zipped(class_folders(N_IMAGES)))
        self.samples = stack.get(f"/v1/datasets/{self.dataset_id}/samples", limit=100)["items"]
        network = {"backbone": {"name": "resnet18", "width": 8}, "image_size": 24}
        embed = stack.post("/v1/jobs", {"kind": "embed", "dataset_id": self.dataset_id, **network})
        self.annotate({"type": "metadata"}, [{"metadata": {"speed": n * 7 % 40}} for n in range(N_IMAGES)])
        categories = [{"id": 0, "name": "cat"}, {"id": 1, "name": "dog"}]
        target = {"type": "task", "name": "model", "task_type": "classification", "categories": categories}
        probabilities = [0.5 + 0.49 * (n * 11 % 40) / 40 for n in range(N_IMAGES)]
        self.annotate(target, [{"annotations": [{"probabilities": [p, 1 - p]}]} for p in probabilities])
        self.embedding_id = stack.succeeded(embed["id"])["result"]["embedding_id"]
        self.jobs = {name: self.submit({"strategy": self.parameters(name)}) for name in NAMES}
        self.combined = {
            names: self.submit({"strategies": [self.parameters(name) for name in names]}) for names in COMBINATIONS
        }

    def annotate(self, target: dict[str, Any], payloads: list[dict[str, Any]]) -> None:
        lines = [
            json.dumps({"sample_id": sample["id"], **payload})
            for sample, payload in zip(self.samples, payloads, strict=True)
        ]
        answer = self.stack.client.post(
            f"/v1/datasets/{self.dataset_id}/uploads",
            params={"filename": "said.ndjson", "purpose": "annotations"},
            content="\n".join(lines).encode(),
        )
        source = {"upload_id": answer.json()["id"]}
        spec = {"kind": "annotate", "dataset_id": self.dataset_id, "source": source, "target": target}
        job = self.stack.succeeded(self.stack.post("/v1/jobs", spec)["id"])
        assert job["result"]["accepted"] == N_IMAGES

    def parameters(self, name: str) -> dict[str, Any]:
        """The least that a strategy needs."""
        speed = {"source": "metadata", "key": "speed"}
        needed: dict[str, dict[str, Any]] = {
            "similarity": {"query": [self.samples[0]["id"]]},
            "weights": {"by": speed},
            "threshold": {"by": speed, "operation": "bigger_equal", "value": 20},
            "badge": {"task": "model"},
            "deduplicate": {"max_distance": 0.001},
        }
        return {"name": name, **needed.get(name, {})}

    def submit(self, request: dict[str, Any]) -> str:
        labelled = [sample["id"] for sample in self.samples[:N_LABELLED]]
        spec = {
            "kind": "select", "dataset_id": self.dataset_id, "embedding": self.embedding_id, "n_samples": N_PICKS,
            "preselected": labelled, "labels": {"source": "weak-label"}, **request,
        }  # fmt: skip
        job_id: str = self.stack.post("/v1/jobs", spec)["id"]
        return job_id

    def picks(self, job_id: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        """The result of a select job and its picks."""
        result = self.stack.succeeded(job_id)["result"]
        picks = self.stack.get(f"/v1/subsets/{result['subset_id']}/samples", limit=100)["items"]
        return result, picks


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prepared]:
    with running_stack("sqlite", tmp_path_factory.mktemp("strategies")) as stack:
        yield Prepared(stack)


def check(prepared: Prepared, picks: list[dict[str, Any]]) -> None:
    chosen = [pick["sample"]["id"] for pick in picks]
    assert len(set(chosen)) == N_PICKS
    assert not set(chosen) & {sample["id"] for sample in prepared.samples[:N_LABELLED]}
    assert all(pick["reason"] for pick in picks)


@pytest.mark.parametrize("name", NAMES)
def test_alone(prepared: Prepared, name: str) -> None:
    result, picks = prepared.picks(prepared.jobs[name])
    check(prepared, picks)
    subset = prepared.stack.get(f"/v1/subsets/{result['subset_id']}")
    assert subset["strategy"]["name"] == name
    assert subset["name"] == f"{name} {N_PICKS}"
    if name == "auto":
        assert "auto chose" in result["notes"][0]


@pytest.mark.parametrize("names", COMBINATIONS, ids="+".join)
def test_combined(prepared: Prepared, names: tuple[str, ...]) -> None:
    result, picks = prepared.picks(prepared.combined[names])
    check(prepared, picks)
    subset = prepared.stack.get(f"/v1/subsets/{result['subset_id']}")
    assert tuple(one["name"] for one in subset["strategy"]["strategies"]) == names


def test_the_numbers_are_those_of_the_samples(prepared: Prepared) -> None:
    _, picks = prepared.picks(prepared.jobs["weights"])
    speeds = [pick["sample"]["attributes"]["speed"] for pick in picks]
    rest = [sample["position"] * 7 % 40 for sample in prepared.samples[N_LABELLED:]]
    assert speeds == sorted(rest, reverse=True)[:N_PICKS]
    assert [pick["gain"] for pick in picks] == speeds
    _, picks = prepared.picks(prepared.jobs["threshold"])
    passing = [sample["id"] for sample in prepared.samples[N_LABELLED:] if sample["position"] * 7 % 40 >= 20]
    assert [pick["sample"]["id"] for pick in picks] == passing[:N_PICKS]


def test_candidates_proportion_and_lightlys_counting(prepared: Prepared) -> None:
    everything = prepared.submit({"strategy": {"name": "random"}, "n_samples": None, "proportion": 0.5})
    of_a_class = prepared.submit(
        {"strategy": {"name": "random"}, "candidates": {"label": ["class1"], "metadata": {"speed": ["9", "30"]}},
         "n_samples": None, "proportion": 1.0}
    )  # fmt: skip
    counted = prepared.submit({"strategy": {"name": "random"}, "n_samples": 8, "count_preselected": True})
    too_few = prepared.submit({"strategy": {"name": "random"}, "n_samples": 6, "count_preselected": True})
    assert prepared.picks(everything)[0]["count"] == (N_IMAGES - N_LABELLED) // 2
    chosen = [pick["sample"] for pick in prepared.picks(of_a_class)[1]]
    wanted = [n for n in range(N_LABELLED, N_IMAGES) if n % 3 == 1 and n * 7 % 40 in {9, 30}]
    assert sorted(sample["position"] for sample in chosen) == wanted
    assert prepared.picks(counted)[0]["count"] == 8 - N_LABELLED
    failed = prepared.stack.ended(too_few)
    assert "count_preselected" in failed["failure"]["detail"]


def test_samples_that_lack_a_number_are_named(prepared: Prepared) -> None:
    sample = prepared.samples[N_LABELLED + 1]
    route = f"/v1/datasets/{prepared.dataset_id}/samples/{sample['id']}"
    etag = prepared.stack.client.get(route).headers["ETag"]
    answer = prepared.stack.client.patch(route, json={"attributes": {"speed": None}}, headers={"If-Match": etag})
    assert answer.is_success, answer.text
    job = prepared.stack.ended(prepared.submit({"strategy": prepared.parameters("weights")}))
    assert job["failure"]["type"] == "user-error"
    assert sample["filename"] in job["failure"]["detail"]
    assert "metadata speed" in job["failure"]["detail"]


@pytest.mark.parametrize(
    ("request_", "pointer", "message"),
    [
        ({"strategy": {"name": "weights", "by": {"source": "metadata", "key": "sped"}}}, "/strategy/by/key", "speed"),
        ({"strategy": {"name": "badge", "task": "modal"}}, "/strategy/task", "model"),
        ({"strategies": [{"name": "random"}, {"name": "diversity", "start": "smp_" + "0" * 26}]},
         "/strategies/1/start", "no sample"),
        ({"strategy": {"name": "weights", "by": {"source": "score", "score": "margin"}}}, "/strategy/by/score",
         "no score"),
        ({"n_samples": 41, "strategy": {"name": "random"}}, "/n_samples", "40"),
        ({"candidates": {"metadata": {"spee": ["1"]}}}, "/candidates/metadata/spee", "speed"),
    ],
)  # fmt: skip
def test_what_cannot_work_is_refused_at_once(
    prepared: Prepared, request_: dict[str, Any], pointer: str, message: str
) -> None:
    spec = {"kind": "select", "dataset_id": prepared.dataset_id, "embedding": prepared.embedding_id, "n_samples": 3}
    answer = prepared.stack.client.post("/v1/jobs", json={**spec, **request_})
    assert answer.status_code == 422, answer.text
    problem = answer.json()
    assert problem["errors"][0]["pointer"] == pointer, problem
    assert message in problem["errors"][0]["detail"]
