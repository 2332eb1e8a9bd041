"""The API's description: fresh, complete and good to generate clients from."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from service.app import assemble

_FILE = Path(__file__).parents[2] / "openapi" / "openapi.json"


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return assemble().openapi()


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield path, method, operation


def nodes(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
        node = list(node.values())
    if isinstance(node, list):
        for value in node:
            yield from nodes(value)


def test_the_file_is_fresh() -> None:
    check = subprocess.run(make("--check", str(_FILE)), stderr=subprocess.PIPE, text=True)
    assert check.returncode == 0, check.stderr


def test_a_stale_file_is_noticed(tmp_path: Path) -> None:
    stale = tmp_path / "openapi.json"
    stale.write_bytes(_FILE.read_bytes().replace(b"datasets_create", b"datasets_make"))
    assert subprocess.run(make("--check", str(stale)), stderr=subprocess.DEVNULL).returncode == 1


def make(*arguments: str) -> list[str]:
    """The command that writes the description; each run orders its sets by another seed."""
    return [sys.executable, "-m", "service.openapi", *arguments]


def test_its_schemas_are_valid(document: dict[str, Any]) -> None:
    for schema in document["components"]["schemas"].values():
        assert jsonschema_rs.meta.is_valid({"$schema": "https://json-schema.org/draft/2020-12/schema", **schema})


def test_operations_are_called_resource_verb(document: dict[str, Any]) -> None:
    ids = [operation["operationId"] for _, _, operation in operations(document)]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-z]+_[a-z]+", identifier) for identifier in ids)
    assert {"datasets_create", "datasets_list", "jobs_cancel", "jobs_events", "subsets_export"} <= set(ids)


def test_every_operation_is_tagged_and_described(document: dict[str, Any]) -> None:
    tags = {tag["name"] for tag in document["tags"] if tag["description"]}
    for _, _, operation in operations(document):
        assert len(operation["tags"]) == 1
        assert operation["tags"][0] in tags
        assert operation["description"]


def test_problems_are_nowhere_but_under_their_media_type(document: dict[str, Any]) -> None:
    for _, _, operation in operations(document):
        failures = {status: found for status, found in operation["responses"].items() if int(status) >= 400}
        assert {"500"} <= failures.keys()
        for response in failures.values():
            assert list(response["content"]) == ["application/problem+json"]
            schema = response["content"]["application/problem+json"]["schema"]
            assert schema == {"$ref": "#/components/schemas/Problem"}
    assert "HTTPValidationError" not in document["components"]["schemas"]


def test_parameters_and_bodies_document_their_problems(document: dict[str, Any]) -> None:
    for path, _, operation in operations(document):
        documented = operation["responses"].keys()
        assert ("404" in documented) == ("{" in path)
        if operation.get("parameters"):
            assert "422" in documented
        if "requestBody" in operation:
            assert {"413", "415"} <= documented


def test_every_body_has_a_named_schema(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    for _, _, operation in operations(document):
        for holder in [operation.get("requestBody", {}), *operation["responses"].values()]:
            for media_type, content in holder.get("content", {}).items():
                if media_type == "application/json" and content["schema"].get("format") != "binary":
                    assert content["schema"].keys() == {"$ref"}
    assert all(re.fullmatch(r"[A-Z][A-Za-z0-9]*", name) for name in schemas)
    assert {"JobSpec", "TrainMethod", "Strategy", "Exporter", "Dataset", "DatasetPage", "Problem"} <= schemas.keys()


def test_unions_are_discriminated_and_named(document: dict[str, Any]) -> None:
    named = [schema for schema in document["components"]["schemas"].values() if "discriminator" in schema]
    found = [node for node in nodes(document) if "discriminator" in node and "oneOf" in node]
    assert len(found) == len(named)
    mapping = document["components"]["schemas"]["JobSpec"]["discriminator"]["mapping"]
    assert mapping["train"] == "#/components/schemas/TrainSpec"
    assert document["components"]["schemas"]["Job"]["properties"]["spec"] == {"$ref": "#/components/schemas/JobSpec"}


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    for node in nodes(document):
        if isinstance(node.get("$ref"), str):
            assert node["$ref"].removeprefix("#/components/schemas/") in schemas


def test_every_operation_says_which_scope_it_needs(document: dict[str, Any]) -> None:
    assert document["security"] == [{"apiKey": []}, {"session": []}]
    by_id = {operation["operationId"]: operation["security"] for _, _, operation in operations(document)}
    assert by_id["datasets_list"] == [{"apiKey": ["datasets:read"]}, {"session": ["datasets:read"]}]
    assert by_id["jobs_create"][0] == {"apiKey": ["jobs:run"]}
    assert by_id["exports_download"][0] == {"apiKey": ["exports:read"]}
    assert by_id["system_metrics"][0] == {"apiKey": ["operator"]}


def test_only_the_probes_and_the_login_need_no_key(document: dict[str, Any]) -> None:
    open_paths = {(method, path) for path, method, operation in operations(document) if operation.get("security") == []}
    assert open_paths == {("get", "/livez"), ("get", "/readyz"), ("post", "/v1/session")}
