"""Prometheus metrics: counters of this process, and the state of the whole service at the moment of the scrape."""

from collections.abc import Iterable

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from store.metrics import Snapshot


class HttpMetrics:
    """Counts requests by route template, so that ids never become labels."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "winnow_http_requests", "Requests answered", ("method", "route", "status"), registry=self._registry
        )
        self._seconds = Histogram(
            "winnow_http_request_seconds", "Time to the end of a response", ("method", "route"),
            registry=self._registry,
        )  # fmt: skip

    def observe(self, method: str, route: str, status: int, seconds: float) -> None:
        # A method is any word that a client cares to send.
        method = method if method in {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"} else "OTHER"
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(method, route).observe(seconds)

    def exposition(self, snapshot: Snapshot) -> bytes:
        """Everything in Prometheus' text format."""
        state = CollectorRegistry()
        state.register(_SnapshotCollector(snapshot))
        return generate_latest(self._registry) + generate_latest(state)


class _SnapshotCollector(Collector):
    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def collect(self) -> Iterable[Metric]:
        jobs = GaugeMetricFamily("winnow_jobs", "Jobs", labels=("kind", "state"))
        for kind, state, count in self._snapshot.jobs:
            jobs.add_metric((kind, state), count)
        yield jobs
        oldest = GaugeMetricFamily(
            "winnow_oldest_queued_seconds", "Age of the job that has waited longest", labels=("queue",)
        )
        for queue, seconds in self._snapshot.oldest_queued_seconds.items():
            oldest.add_metric((queue,), seconds)
        yield oldest
        workers = GaugeMetricFamily("winnow_workers", "Workers alive", labels=("state",))
        workers.add_metric(("busy",), self._snapshot.workers_busy)
        workers.add_metric(("idle",), self._snapshot.workers_idle)
        yield workers
        yield GaugeMetricFamily(
            "winnow_outbox_backlog", "Hints not yet sent to the broker", value=self._snapshot.outbox_backlog
        )
