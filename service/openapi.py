"""The API's own description (OpenAPI 3.1). `python -m service.openapi > openapi/openapi.json` writes it down."""

import json
import sys
from collections.abc import Iterator
from typing import Any, get_args

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from pydantic.json_schema import models_json_schema

from service.auth import OPEN_PATHS
from service.problems import Problem, responses
from store.specs.exporters import Exporter
from store.specs.jobs import ChildSpec, JobSpec
from store.specs.methods import Method
from store.specs.optimizers import Optimizer
from store.specs.strategies import Strategy

_REF = "#/components/schemas/"
_METHODS = frozenset({"get", "post", "put", "patch", "delete"})
_DESCRIPTION = """\
Find the few images worth labelling: upload images, train a self-supervised model on them, embed them, select the most
informative ones and export those.

Errors are problem details (RFC 9457). Whatever takes time is a job: `202` and a `Location` to follow. Creating requests
take an `Idempotency-Key`, listings are paged by cursor, changes need `If-Match`.
"""
_TAGS = {
    "datasets": "Named, append-only collections of samples with a growing version.",
    "uploads": "Archives and images that come in.",
    "samples": "The images of a dataset.",
    "jobs": "Asynchronous work: ingest, train, embed, select, export, and pipelines of these.",
    "events": "What happens to all jobs, as it happens.",
    "checkpoints": "Trained backbones.",
    "embeddings": "Matrices (N, D) over a dataset version.",
    "subsets": "Ordered selections of samples, with the reason and gain of every pick.",
    "exports": "Files that carry a subset out.",
    "workers": "The processes that run jobs.",
    "catalog": "Every method, backbone, strategy and exporter there is to choose from.",
    "system": "Health, metrics and limits.",
}
# Unions that FastAPI would write out wherever they are used, under the names that a generated client should give them.
_UNIONS = {
    "JobSpec": JobSpec, "ChildSpec": ChildSpec, "Method": Method, "Optimizer": Optimizer, "Strategy": Strategy,
    "Exporter": Exporter,
}  # fmt: skip


def operation_id(route: APIRoute) -> str:
    """`resource_verb`, e.g. `datasets_create`: generated clients name their functions after it."""
    return f"{route.tags[0]}_{route.name.rstrip('_')}"


def install(app: FastAPI) -> None:
    """Let the application describe itself with `document`."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = document(app)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def document(app: FastAPI) -> dict[str, Any]:
    """What FastAPI knows, with problems where they belong, named unions and the API key."""
    described = get_openapi(
        title=app.title,
        version=app.version,
        summary="Finds the few images worth labelling.",
        description=_DESCRIPTION,
        routes=app.routes,
        tags=[{"name": name, "description": text} for name, text in _TAGS.items()],
        servers=[{"url": "/"}],
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        separate_input_output_schemas=False,
    )
    for path, item in described["paths"].items():
        for method in _METHODS & item.keys():
            _document_problems(path, item[method])
    schemas = described["components"]["schemas"]
    for generated in ("HTTPValidationError", "ValidationError"):
        schemas.pop(generated, None)
    _, problem_schemas = models_json_schema([(Problem, "validation")], ref_template=_REF + "{model}")
    schemas.update(problem_schemas["$defs"])
    _name_unions(described)
    schemas["Job"]["properties"]["spec"] = {"$ref": f"{_REF}JobSpec"}
    described["components"]["schemas"] = dict(sorted(schemas.items()))
    described["components"]["securitySchemes"] = {
        "apiKey": {"type": "http", "scheme": "bearer", "description": "WINNOW_API_KEY, where one is set"}
    }
    described["security"] = [{"apiKey": []}, {}]
    return described


def _document_problems(path: str, operation: dict[str, Any]) -> None:
    """Add the problems that follow from an operation's shape; FastAPI's own 422 has another form than ours."""
    statuses = {500, 503}
    if path in OPEN_PATHS:
        operation["security"] = []
        statuses = {500}
    else:
        statuses |= {401, 403, 421}
    if "{" in path:
        statuses.add(404)
    if "requestBody" in operation:
        statuses |= {400, 413, 415, 422}
    if operation.get("parameters"):
        statuses.add(422)
    documented = operation["responses"]
    documented.pop("422", None)
    for status, response in responses(*statuses).items():
        documented.setdefault(str(status), response)
    operation["responses"] = dict(sorted(documented.items()))


def _name_unions(described: dict[str, Any]) -> None:
    """Replace every inline discriminated union by a reference to a schema of its own."""
    names = {frozenset(_members(union)): name for name, union in _UNIONS.items()}
    schemas = described["components"]["schemas"]
    for node in list(_nodes(described)):
        if "discriminator" not in node:
            continue
        name = names[frozenset(member["$ref"].removeprefix(_REF) for member in node["oneOf"])]
        union = {"oneOf": node.pop("oneOf"), "discriminator": node.pop("discriminator"), "title": name}
        schemas.setdefault(name, union)
        node["$ref"] = f"{_REF}{name}"
        node.pop("title", None)


def _members(union: Any) -> Iterator[str]:
    """The names of the models of an annotated union."""
    for model in get_args(get_args(union)[0]):
        yield model.__name__


def _nodes(node: Any) -> Iterator[dict[str, Any]]:
    """Every JSON object in a document, the innermost first."""
    if isinstance(node, dict):
        for value in node.values():
            yield from _nodes(value)
        yield node
    elif isinstance(node, list):
        for value in node:
            yield from _nodes(value)


def main() -> None:
    """Print the document. The same code always prints the same bytes."""
    from service.app import assemble

    json.dump(assemble().openapi(), sys.stdout, indent=2, ensure_ascii=False)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
