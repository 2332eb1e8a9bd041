"""Examples and links of every operation, made out of the schemas themselves, so that none of them can grow old.

What is worth more than a made-up value is said where the field is: `examples` of a field or of a body win.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

_JSON = "application/json"
_REF = "#/components/schemas/"
_DEEP = 12
_PREFIX_OF = {
    "dataset": "ds", "sample": "smp", "upload": "up", "video": "vid", "job": "job", "checkpoint": "ckpt",
    "embedding": "emb", "subset": "sub", "export": "exp", "score": "scr", "workspace": "ws", "key": "key",
    "worker": "wrk", "webhook": "whk", "projection": "prj",
}  # fmt: skip
_IDS = tuple(f"{prefix}_{'0' * 26}" for prefix in _PREFIX_OF.values())
# The first of these that a pattern allows is the example of a string.
_STRINGS = (*_IDS, "example", "0" * 64, "0" * 16, "/images", "https://example.com/winnow", "s3://bucket/images")
_FORMATS = {"date-time": "2026-01-01T12:00:00Z", "date": "2026-01-01", "uri": "https://example.com/winnow"}
_NOTHING = object()


def add(described: dict[str, Any]) -> None:
    """Give every JSON body and every successful JSON answer an example, and link what is created to what it is."""
    schemas = described["components"]["schemas"]
    getters = dict(_getters(described["paths"]))
    for item in described["paths"].values():
        for method, operation in item.items():
            if not isinstance(operation, dict) or "operationId" not in operation:
                continue
            _exemplify(operation.get("requestBody", {}).get("content", {}), schemas, whole=False)
            for status, response in operation["responses"].items():
                if status.startswith("2"):
                    _exemplify(response.get("content", {}), schemas, whole=True)
                    if method == "post":
                        _link(response, schemas, getters)


def example(schema: Mapping[str, Any], schemas: Mapping[str, Any], *, whole: bool, depth: int = 0) -> Any:
    """A value that `schema` allows. `whole`: with the optional properties, too, as in an answer."""
    if (ref := schema.get("$ref")) is not None:
        return example(schemas[ref.removeprefix(_REF)], schemas, whole=whole, depth=depth + 1)
    for known in (schema.get("examples", [])[:1], schema.get("enum", [])[:1]):
        if known:
            return known[0]
    if "const" in schema:
        return schema["const"]
    if schema.get("default") is not None:
        return schema["default"]
    for choices in (schema.get("oneOf"), schema.get("anyOf"), schema.get("allOf")):
        if choices:
            first = next((choice for choice in choices if choice.get("type") != "null"), choices[0])
            return example(first, schemas, whole=whole, depth=depth)
    return _of_type(schema, schemas, whole=whole, depth=depth)


def _of_type(schema: Mapping[str, Any], schemas: Mapping[str, Any], *, whole: bool, depth: int) -> Any:
    match schema.get("type"):
        case "object":
            return _object(schema, schemas, whole=whole, depth=depth)
        case "array":
            least = schema.get("minItems", 1 if whole and depth < _DEEP else 0)
            item = schema.get("items", schema.get("prefixItems", [{}])[0])
            return [example(item, schemas, whole=whole, depth=depth + 1) for _ in range(least)]
        case "string":
            return _string(schema)
        case "integer" | "number":
            return _number(schema)
        case "boolean":
            return False
    return None


def _object(schema: Mapping[str, Any], schemas: Mapping[str, Any], *, whole: bool, depth: int) -> dict[str, Any]:
    required = schema.get("required", [])
    wanted = {
        name: field
        for name, field in schema.get("properties", {}).items()
        if name in required or (whole and depth < _DEEP and "default" not in field)
    }
    made = {name: example(field, schemas, whole=whole, depth=depth + 1) for name, field in wanted.items()}
    made |= {
        name: _identifier(name, schema) for name, value in made.items() if value == "example" and name[-2:] == "id"
    }
    values = schema.get("additionalProperties")
    for number in range(len(made), schema.get("minProperties", 0)):
        of = values if isinstance(values, dict) else {}
        made[f"example{number or ''}"] = example(of, schemas, whole=whole, depth=depth + 1)
    return made


def _identifier(field: str, schema: Mapping[str, Any]) -> str:
    """An id of the kind that the field or, for `id` alone, the schema is named after."""
    kind = _snake(schema.get("title", "")) if field == "id" else field.removesuffix("_id")
    prefix = next(
        (prefix for name, prefix in _PREFIX_OF.items() if kind in {name, f"{name}_summary", f"new_{name}"}), ""
    )
    return f"{prefix}_{'0' * 26}" if prefix else "example"


def _string(schema: Mapping[str, Any]) -> str:
    if (known := _FORMATS.get(schema.get("format", ""))) is not None:
        return known
    least, most = schema.get("minLength", 0), schema.get("maxLength", 10_000)
    pattern = schema.get("pattern", "")
    candidates = _STRINGS if pattern else _STRINGS[len(_IDS) :]
    return next((text for text in candidates if least <= len(text) <= most and re.search(pattern, text)), "example")


def _number(schema: Mapping[str, Any]) -> float:
    step: float = schema.get("multipleOf", 1)
    least: float = schema.get(
        "minimum", schema.get("exclusiveMinimum", 0) + (step if "exclusiveMinimum" in schema else 0)
    )
    most: float | None = schema.get("maximum", schema.get("exclusiveMaximum"))
    value = max(least, step)
    return value if most is None or value < most else least if "maximum" in schema else most / 2


def _exemplify(content: dict[str, Any], schemas: Mapping[str, Any], *, whole: bool) -> None:
    media = content.get(_JSON)
    if media is None or "schema" not in media or "example" in media or "examples" in media:
        return
    value = example(media["schema"], schemas, whole=whole) if media["schema"] else _NOTHING
    if value is not _NOTHING:
        media["example"] = value


def _getters(paths: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, str]]]:
    """The operation that gets one thing of a kind, by the name of its only path parameter: job_id -> jobs_get."""
    for path, item in paths.items():
        names = re.findall(r"{(\w+)}", path)
        if len(names) == 1 and path.endswith("}") and "get" in item:
            yield names[0], (item["get"]["operationId"], names[0])


def _link(response: dict[str, Any], schemas: Mapping[str, Any], getters: Mapping[str, tuple[str, str]]) -> None:
    """Links (OpenAPI 3.1, section 4.8.20) from a created thing and the ids that it mentions to how to get them."""
    ref = response.get("content", {}).get(_JSON, {}).get("schema", {}).get("$ref", "")
    name = ref.removeprefix(_REF)
    properties = schemas.get(name, {}).get("properties", {})
    own = f"{_snake(name)}_id"
    for field in properties:
        found = getters.get(own if field == "id" else field)
        if found is not None:
            operation, parameter = found
            links = response.setdefault("links", {})
            links.setdefault(
                operation, {"operationId": operation, "parameters": {parameter: f"$response.body#/{field}"}}
            )


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()
