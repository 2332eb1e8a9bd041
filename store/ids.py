"""Identifiers: a prefix that names the resource and a UUIDv7 (RFC 9562) in Crockford's base 32, so ids sort by time."""

import os
import threading
import time

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_lock = threading.Lock()
_last = 0


def uuid7() -> int:
    """A UUID version 7 as an integer: 48 bits of Unix milliseconds, then randomness; it grows within a process."""
    global _last  # noqa: PLW0603 - the monotonic counter of RFC 9562 section 6.2 is process-wide by nature
    random = int.from_bytes(os.urandom(10))
    value = (time.time_ns() // 1_000_000) << 80 | random
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    with _lock:
        if value <= _last:
            value = _last + 1
        _last = value
    return value


def new_id(prefix: str) -> str:
    """For example `ds_06ex4v2m7c...`: the prefix, an underscore and 26 characters."""
    value = uuid7()
    return f"{prefix}_" + "".join(_ALPHABET[value >> shift & 31] for shift in range(125, -5, -5))
