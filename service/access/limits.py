"""Request limits: a token bucket for each key, in this process.

A bucket holds a minute's worth of requests and fills evenly. Several gateways count each for itself, so together they
let through at most that many times the limit: a limit protects a process from one caller, and every process has it.
What must not be exceeded at all (waiting jobs, stored bytes) is counted in the database instead.
"""

import time
from dataclasses import dataclass
from math import ceil

_MAX_BUCKETS = 10_000
_WINDOW_SECONDS = 60


@dataclass
class _Bucket:
    tokens: float
    filled_at: float


@dataclass(frozen=True)
class Verdict:
    """What became of one request."""

    allowed: bool
    limit: int
    remaining: int
    reset_seconds: int
    """Until the bucket is full again; for a refused request, until the next one is let in."""

    @property
    def headers(self) -> dict[str, str]:
        """draft-ietf-httpapi-ratelimit-headers-10, and Retry-After where it helps."""
        found = {
            "RateLimit-Policy": f'"default";q={self.limit};w={_WINDOW_SECONDS}',
            "RateLimit": f'"default";r={self.remaining};t={self.reset_seconds}',
        }
        return found if self.allowed else {**found, "Retry-After": str(self.reset_seconds)}


class RateLimiter:
    """One for each process. Used on the event loop alone, so it needs no lock."""

    def __init__(self) -> None:
        self._buckets: dict[str, _Bucket] = {}

    def take(self, name: str, limit: int) -> Verdict:
        """Count one request against the bucket `name` with `limit` requests in a minute."""
        moment, rate = time.monotonic(), limit / _WINDOW_SECONDS
        bucket = self._buckets.get(name)
        if bucket is None:
            if len(self._buckets) >= _MAX_BUCKETS:
                self._forget_full(moment)
            bucket = self._buckets[name] = _Bucket(limit, moment)
        bucket.tokens = min(limit, bucket.tokens + (moment - bucket.filled_at) * rate)
        bucket.filled_at = moment
        if bucket.tokens < 1:
            return Verdict(False, limit, 0, max(1, ceil((1 - bucket.tokens) / rate)))
        bucket.tokens -= 1
        return Verdict(True, limit, int(bucket.tokens), ceil((limit - bucket.tokens) / rate))

    def _forget_full(self, moment: float) -> None:
        """Whoever has not come for a minute has a full bucket, which is what a new one is."""
        rested = [name for name, bucket in self._buckets.items() if moment - bucket.filled_at > _WINDOW_SECONDS]
        for name in rested or list(self._buckets)[: _MAX_BUCKETS // 2]:
            del self._buckets[name]
