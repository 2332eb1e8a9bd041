"""What counts as breaking, tried on the real description with one thing changed at a time."""

import copy
import json
from typing import Any

import pytest

from openapi.breaking import breaks
from openapi.generate import DOCUMENT

OLD: dict[str, Any] = json.loads(DOCUMENT.read_text())


def without(name: str, items: list[dict[str, Any]], key: str) -> list[dict[str, Any]]:
    return [item for item in items if not item[key].endswith(name)]


def change(new: dict[str, Any], sentence: str) -> None:
    """The change that `sentence` tells of."""
    schemas, jobs = new["components"]["schemas"], new["paths"]["/v1/jobs"]
    match sentence:
        case "GET /v1/jobs/{job_id} is gone":
            del new["paths"]["/v1/jobs/{job_id}"]["get"]
        case "GET /v1/jobs takes no query parameter state any more":
            jobs["get"]["parameters"] = without("state", jobs["get"]["parameters"], "name")
        case "POST /v1/jobs does not answer 202 any more":
            del jobs["post"]["responses"]["202"]
        case "Dataset has no version any more":
            del schemas["Dataset"]["properties"]["version"]
        case "Dataset.version is string instead of integer":
            schemas["Dataset"]["properties"]["version"]["type"] = "string"
        case "Dataset may come without name":
            schemas["Dataset"]["required"].remove("name")
        case "DatasetCreate demands owner":
            schemas["DatasetCreate"]["required"].append("owner")
        case "JobState has no cancelled any more":
            schemas["JobState"]["enum"].remove("cancelled")
        case "JobSpec is never TrainSpec any more":
            schemas["JobSpec"]["oneOf"] = without("/TrainSpec", schemas["JobSpec"]["oneOf"], "$ref")
        case _:
            raise AssertionError(sentence)


SENTENCES = [
    "GET /v1/jobs/{job_id} is gone",
    "GET /v1/jobs takes no query parameter state any more",
    "POST /v1/jobs does not answer 202 any more",
    "Dataset has no version any more",
    "Dataset.version is string instead of integer",
    "Dataset may come without name",
    "DatasetCreate demands owner",
    "JobState has no cancelled any more",
    "JobSpec is never TrainSpec any more",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_it_is_noticed(sentence: str) -> None:
    new = copy.deepcopy(OLD)
    change(new, sentence)
    assert list(breaks(OLD, new)) == [sentence]


def test_more_of_everything_breaks_nothing() -> None:
    new = copy.deepcopy(OLD)
    new["paths"]["/v1/news"] = {"get": {"operationId": "news_list", "responses": {}}}
    new["components"]["schemas"]["Dataset"]["properties"]["colour"] = {"type": "string"}
    new["components"]["schemas"]["JobState"]["enum"].append("paused")
    assert list(breaks(OLD, new)) == []
    assert list(breaks(OLD, OLD)) == []
