"""Every table, imported for its side effect on `Base.metadata`: for migrations and tests."""

from store import (
    annotations,
    checkpoints,
    datasets,
    embeddings,
    exports,
    housekeeping,
    idempotency,
    ingest_items,
    neighbor_graphs,
    projections,
    samples,
    scores,
    subsets,
    uploads,
    videos,
    workers,
)
from store.access import audit, keys, workspaces
from store.base import Base
from store.jobs import tables as jobs
from store.webhooks import outbox as webhooks

__all__ = [
    "Base",
    "annotations",
    "audit",
    "checkpoints",
    "datasets",
    "embeddings",
    "exports",
    "housekeeping",
    "idempotency",
    "ingest_items",
    "jobs",
    "keys",
    "neighbor_graphs",
    "projections",
    "samples",
    "scores",
    "subsets",
    "uploads",
    "videos",
    "webhooks",
    "workers",
    "workspaces",
]
