"""The API's own description (OpenAPI 3.1). `python -m service.openapi` prints it, for openapi/openapi.json."""

import argparse
import importlib
import json
import pkgutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from service import openapi_examples
from service.access.scopes import Need, needed
from service.auth import COOKIE, OPEN_PATHS
from service.problems import Problem, responses
from store import specs
from store.specs.base import Spec

_REF = "#/components/schemas/"
_METHODS = frozenset({"options", "head", "get", "post", "put", "patch", "delete"})
_DESCRIPTION = """\
Find the few images worth labelling: upload images, train a self-supervised model on them, embed them, select the most
informative ones and export those.

Errors are problem details (RFC 9457). Whatever takes time is a job: `202` and a `Location` to follow. Creating requests
take an `Idempotency-Key`, listings are paged by cursor, changes need `If-Match`.
"""
_TAGS = {
    "datasets": "Named, append-only collections of samples with a growing version.",
    "uploads": "Archives and images that come in.",
    "tus": "Uploads that survive cut connections, for clients of tus 1.0.0.",
    "samples": "The images of a dataset.",
    "videos": "Files whose frames are samples.",
    "annotations": "Labels and predictions of samples, and the schema of their metadata.",
    "jobs": "Asynchronous work: ingest, train, embed, select, export, and pipelines of these.",
    "events": "What happens to all jobs, as it happens.",
    "checkpoints": "Trained backbones.",
    "embeddings": "Matrices (N, D) over a dataset version.",
    "projections": "Maps of embeddings in two dimensions.",
    "scores": "One number for each sample: uncertain, typical, unique, odd, mislabelled, or your own.",
    "subsets": "Ordered selections of samples, with the reason and gain of every pick.",
    "exports": "Files that carry a subset out.",
    "workers": "The processes that run jobs.",
    "transforms": "Augmentation: what training will see of an image.",
    "catalog": "Every method, backbone, strategy and exporter there is to choose from.",
    "system": "Health, metrics and limits.",
    "keys": "API keys: what they may do, rotation and revocation.",
    "session": "How a browser logs in.",
    "workspaces": "Tenants that know nothing of each other.",
    "webhooks": "What happens, told to your own servers (Standard Webhooks 1.0.0).",
    "audit": "Who has changed what, and when.",
}


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
            _document_access(method, item[method])
    schemas = described["components"]["schemas"]
    for generated in ("HTTPValidationError", "ValidationError"):
        schemas.pop(generated, None)
    _, problem_schemas = models_json_schema([(Problem, "validation")], ref_template=_REF + "{model}")
    schemas.update(problem_schemas["$defs"])
    _name_unions(described)
    _require_discriminators(schemas)
    schemas["Job"]["properties"]["spec"] = {"$ref": f"{_REF}JobSpec"}
    described["components"]["schemas"] = dict(sorted(schemas.items()))
    openapi_examples.add(described)
    described["components"]["securitySchemes"] = {
        "apiKey": {"type": "http", "scheme": "bearer", "description": "an API key: wnw_..."},
        "session": {
            "type": "apiKey",
            "in": "cookie",
            "name": COOKIE,
            "description": "of a browser; see POST /v1/session",
        },
    }
    described["security"] = [{"apiKey": []}, {"session": []}]
    return described


def _document_problems(path: str, operation: dict[str, Any]) -> None:
    """Add the problems that follow from an operation's shape; FastAPI's own 422 has another form than ours."""
    statuses = {500, 503}
    if path in OPEN_PATHS:
        statuses = {500}
    else:
        statuses |= {401, 403, 421, 429}
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


def _document_access(method: str, operation: dict[str, Any]) -> None:
    """Say which scope a key needs, as the roles of the security requirement (OpenAPI 3.1)."""
    need = needed(operation["operationId"], operation["tags"][0], method)
    if need is Need.NOTHING:
        operation["security"] = []
    else:
        roles = [] if need is Need.KEY else [str(need)]
        operation["security"] = [{"apiKey": roles}, {"session": roles}]


def _name_unions(described: dict[str, Any]) -> None:
    """Replace every inline discriminated union by a reference to a schema of its own, called as in store.specs.

    FastAPI writes unions out wherever they are used, and generated clients would give each of those a type.
    """
    names = {_members(union): name for name, union in _unions()}
    schemas = described["components"]["schemas"]
    for node in list(_nodes(described)):
        if "discriminator" not in node:
            continue
        name = names[frozenset(member["$ref"].removeprefix(_REF) for member in node["oneOf"])]
        schemas[name] = {"title": name, "oneOf": node.pop("oneOf"), "discriminator": node.pop("discriminator")}
        node["$ref"] = f"{_REF}{name}"
        node.pop("title", None)


def _require_discriminators(schemas: dict[str, Any]) -> None:
    """A member of a union must say which one it is; what has a default in Python is needed on the wire."""
    for union in [schema for schema in schemas.values() if "discriminator" in schema]:
        field = union["discriminator"]["propertyName"]
        for member in union["oneOf"]:
            required = schemas[member["$ref"].removeprefix(_REF)].setdefault("required", [])
            if field not in required:
                required.insert(0, field)


def _unions() -> Iterator[tuple[str, Any]]:
    """Every named union of models in store.specs."""
    for module in pkgutil.iter_modules(specs.__path__, f"{specs.__name__}."):
        for name, value in vars(importlib.import_module(module.name)).items():
            members = get_args(get_args(value)[0]) if get_origin(value) is Annotated else ()
            if members and all(isinstance(member, type) and issubclass(member, Spec) for member in members):
                yield name, value


def _members(union: Any) -> frozenset[str]:
    """The names of the models of an annotated union."""
    return frozenset(model.__name__ for model in get_args(get_args(union)[0]))


def _nodes(node: Any) -> Iterator[dict[str, Any]]:
    """Every JSON object in a document, the innermost first."""
    if isinstance(node, dict):
        for value in node.values():
            yield from _nodes(value)
        yield node
    elif isinstance(node, list):
        for value in node:
            yield from _nodes(value)


def main() -> int:
    """Print the document, or compare it with a file. The same code always makes the same bytes."""
    from service.app import assemble

    parser = argparse.ArgumentParser(prog="python -m service.openapi", description=main.__doc__)
    parser.add_argument("--check", type=Path, metavar="FILE", help="fail when FILE is not what would be printed")
    file: Path | None = parser.parse_args().check
    text = json.dumps(assemble().openapi(), indent=2, ensure_ascii=False) + "\n"
    if file is None:
        sys.stdout.buffer.write(text.encode())
        return 0
    if file.read_bytes() == text.encode():
        return 0
    sys.stderr.write(f"{file} is stale: run `make openapi`\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
