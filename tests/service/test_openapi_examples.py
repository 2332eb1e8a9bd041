"""Every operation that takes or gives JSON has an example, and the description itself allows each of them."""

from typing import Any

import jsonschema_rs
import pytest

from service.app import assemble
from service.jobs.examples import JOBS
from store.specs.jobs import JOB_SPEC

DOCUMENT: dict[str, Any] = assemble().openapi()
OPERATIONS: dict[str, dict[str, Any]] = {
    operation["operationId"]: operation for item in DOCUMENT["paths"].values() for operation in item.values()
}


def bodies(operation: dict[str, Any]) -> list[dict[str, Any]]:
    """The JSON media types of the request and of the successful answers."""
    holders = [operation.get("requestBody", {})]
    holders += [answer for status, answer in operation["responses"].items() if status.startswith("2")]
    found = [holder.get("content", {}).get("application/json") for holder in holders]
    return [media for media in found if media and media.get("schema")]


@pytest.mark.parametrize("operation", OPERATIONS)
def test_its_examples_are_there_and_right(operation: str) -> None:
    for media in bodies(OPERATIONS[operation]):
        validator = jsonschema_rs.validator_for({**media["schema"], "components": DOCUMENT["components"]})
        examples = [media["example"]] if "example" in media else [one["value"] for one in media["examples"].values()]
        assert examples
        for example in examples:
            assert not [f"{error.instance_path}: {error.message}" for error in validator.iter_errors(example)]


@pytest.mark.parametrize("name", JOBS)
def test_the_jobs_are_ones_that_the_gateway_takes(name: str) -> None:
    assert JOB_SPEC.validate_python(JOBS[name]["value"]).kind == JOBS[name]["value"]["kind"]


def test_what_is_created_links_to_itself() -> None:
    links = DOCUMENT["paths"]["/v1/jobs"]["post"]["responses"]["202"]["links"]
    assert links["jobs_get"] == {"operationId": "jobs_get", "parameters": {"job_id": "$response.body#/id"}}
    uploaded = DOCUMENT["paths"]["/v1/datasets/{dataset_id}/uploads"]["post"]["responses"]["201"]["links"]
    assert uploaded["jobs_get"]["parameters"] == {"job_id": "$response.body#/job_id"}


def test_links_lead_to_operations_with_such_a_parameter() -> None:
    for operation in OPERATIONS.values():
        for answer in operation["responses"].values():
            for link in answer.get("links", {}).values():
                known = {parameter["name"] for parameter in OPERATIONS[link["operationId"]]["parameters"]}
                assert set(link["parameters"]) <= known
