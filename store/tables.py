"""Every table, imported for its side effect on `Base.metadata`: for migrations and tests."""

from store import (
    checkpoints,
    datasets,
    embeddings,
    exports,
    idempotency,
    ingest_items,
    samples,
    subsets,
    uploads,
    workers,
)
from store.base import Base
from store.jobs import tables as jobs

__all__ = [
    "Base", "checkpoints", "datasets", "embeddings", "exports", "idempotency", "ingest_items", "jobs", "samples",
    "subsets", "uploads", "workers",
]  # fmt: skip
