"""The users' own metadata of samples: what can be kept, how it is merged and what type a key has."""

import math
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from store.errors import InvalidField

MAX_DEPTH = 8
MAX_TEXT = 100_000
# A key is written into a JSON path on SQLite, where a quote has no escape.
_KEY = re.compile(r'[^"\\\x00-\x1f\x7f\ud800-\udfff]{1,200}')
_DATETIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d")


def is_key(name: str) -> bool:
    """Whether metadata can have a key of this name."""
    return _KEY.fullmatch(name) is not None


def check(patch: Mapping[str, Any]) -> None:
    """Raise InvalidField, with a pointer below the metadata, for a key or value that cannot be kept."""
    for key, value in patch.items():
        if not is_key(key):
            raise InvalidField(
                pointer_to(key), "A key is 1 to 200 characters without quotes, backslashes and control characters."
            )
        _check_value(value, pointer_to(key), MAX_DEPTH - 1)


def _check_value(value: Any, pointer: str, depth: int) -> None:
    match value:
        case bool() | None:
            return
        case int():
            if not -(2**63) <= value < 2**63:
                raise InvalidField(pointer, "An integer must fit into 64 bits.")
        case float():
            if not math.isfinite(value):
                raise InvalidField(pointer, "A number must be finite.")
        case str():
            _check_text(value, pointer)
        case list() | dict():
            if depth == 0:
                raise InvalidField(pointer, f"Values may be nested {MAX_DEPTH} deep.")
            for key, element in enumerate(value) if isinstance(value, list) else value.items():
                _check_text(str(key), pointer)
                _check_value(element, pointer + pointer_to(str(key)), depth - 1)
        case _:
            raise InvalidField(pointer, f"A {type(value).__name__} is no JSON value.")


def _check_text(text: str, pointer: str) -> None:
    if len(text) > MAX_TEXT:
        raise InvalidField(pointer, f"A text has at most {MAX_TEXT} characters.")
    if "\x00" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise InvalidField(pointer, "A text must not hold NUL or half a surrogate pair.")


def merged(target: Any, patch: Any) -> Any:
    """The JSON merge patch of RFC 7396: objects merge, null removes, everything else replaces."""
    if not isinstance(patch, Mapping):
        return patch
    result = dict(target) if isinstance(target, Mapping) else {}
    for key, value in patch.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = merged(result.get(key), value)
    return result


def kind(value: Any) -> str:
    """What one value is: boolean, integer, number, string, datetime, or mixed for lists and objects."""
    match value:
        case bool():
            return "boolean"
        case int():
            return "integer"
        case float():
            return "number"
        case str():
            return "datetime" if _is_datetime(value) else "string"
        case _:
            return "mixed"


def _is_datetime(text: str) -> bool:
    if not _DATETIME.match(text):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def joined(known: str | None, found: str) -> str:
    """The narrowest type that covers both."""
    if known is None or known == found:
        return found
    kinds = {known, found}
    if kinds == {"integer", "number"}:
        return "number"
    return "string" if kinds == {"string", "datetime"} else "mixed"


def pointer_to(key: str) -> str:
    """The JSON Pointer (RFC 6901) of a key."""
    return "/" + key[:200].replace("~", "~0").replace("/", "~1")
