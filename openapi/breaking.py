"""Says what a change of the API would break for those who use the last release.

`python openapi/breaking.py` compares openapi.json with released.json, the document of the last release, and fails when
something is gone or newly demanded: operations, parameters, answers, properties, values of enums. While there is no
release there is nothing to break. `python openapi/breaking.py OLD NEW` compares any two.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
_METHODS = ("get", "put", "post", "delete", "options", "head", "patch")
Node = dict[str, Any]


def breaks(old: Node, new: Node) -> Iterator[str]:
    """One sentence for everything that a client of `old` may run into with `new`."""
    for path, item in old["paths"].items():
        for method in _METHODS:
            if method not in item:
                continue
            name = f"{method.upper()} {path}"
            operation = new["paths"].get(path, {}).get(method)
            if operation is None:
                yield f"{name} is gone"
                continue
            if operation["operationId"] != item[method]["operationId"]:
                yield f"{name} is called {operation['operationId']} instead of {item[method]['operationId']}"
            yield from _parameters(name, item[method], operation)
            yield from _answers(name, item[method], operation)
            if operation.get("requestBody", {}).get("required") and not item[method].get("requestBody"):
                yield f"{name} demands a body"
    asked = set(_used(old, answers=False))
    for name, schema in old["components"]["schemas"].items():
        if name not in new["components"]["schemas"]:
            yield f"schema {name} is gone"
        else:
            yield from _schema(name, schema, new["components"]["schemas"][name], asked=name in asked)


def _parameters(name: str, old: Node, new: Node) -> Iterator[str]:
    before = {(one["in"], one["name"]): one for one in old.get("parameters", [])}
    after = {(one["in"], one["name"]): one for one in new.get("parameters", [])}
    for place, parameter in sorted(before.keys() - after.keys()):
        yield f"{name} takes no {place} parameter {parameter} any more"
    for key, parameter in after.items():
        if parameter.get("required") and not before.get(key, {}).get("required"):
            yield f"{name} demands the {key[0]} parameter {key[1]}"


def _answers(name: str, old: Node, new: Node) -> Iterator[str]:
    for status, answer in old["responses"].items():
        if not status.startswith("2"):
            continue
        if status not in new["responses"]:
            yield f"{name} does not answer {status} any more"
            continue
        gone = answer.get("content", {}).keys() - new["responses"][status].get("content", {}).keys()
        for media in sorted(gone):
            yield f"{name} does not answer {status} as {media} any more"


def _schema(name: str, old: Node, new: Node, *, asked: bool) -> Iterator[str]:
    for field in sorted(old.get("properties", {}).keys() - new.get("properties", {}).keys()):
        yield f"{name} has no {field} any more"
    if asked:
        for field in sorted(set(new.get("required", [])) - set(old.get("required", []))):
            yield f"{name} demands {field}"
    else:
        for field in sorted(set(old.get("required", [])) - set(new.get("required", []))):
            yield f"{name} may come without {field}"
    yield from _values(name, old, new)
    for field, schema in old.get("properties", {}).items():
        yield from _values(f"{name}.{field}", schema, new.get("properties", {}).get(field, schema))
    members = {one.get("$ref") for one in old.get("oneOf", [])} - {one.get("$ref") for one in new.get("oneOf", [])}
    for member in sorted(filter(None, members)):
        yield f"{name} is never {member.rpartition('/')[2]} any more"


def _values(name: str, old: Node, new: Node) -> Iterator[str]:
    for value in old.get("enum", []):
        if value not in new.get("enum", [value]):
            yield f"{name} has no {value} any more"
    before, after = old.get("type"), new.get("type")
    if before and after and before != after:
        yield f"{name} is {after} instead of {before}"


def _used(document: Node, *, answers: bool) -> Iterator[str]:
    """The names of all schemas that requests (or answers) are made of."""
    part = "responses" if answers else "requestBody"
    waiting = [operation.get(part, {}) for item in document["paths"].values() for operation in item.values()]
    seen: set[str] = set()
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict):
            waiting.extend(value for key, value in node.items() if key not in {"example", "examples"})
            ref = node.get("$ref")
            if isinstance(ref, str) and (name := ref.rpartition("/")[2]) not in seen:
                seen.add(name)
                yield name
                waiting.append(document["components"]["schemas"].get(name, {}))


def main() -> int:
    """Print what breaks; 1 when something does."""
    old, new = (
        (Path(name) for name in sys.argv[1:3]) if len(sys.argv) > 2 else (HERE / "released.json", HERE / "openapi.json")
    )
    if not old.exists():
        return 0
    found = list(breaks(json.loads(old.read_text()), json.loads(new.read_text())))
    for sentence in found:
        sys.stderr.write(f"{sentence}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
