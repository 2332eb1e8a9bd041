"""The nearest neighbours of every row of an embedding: built once, by the first job that needs them, and shared.

A graph is one blob without a header, a row of fixed width for each position: K positions (uint32, little-endian), then
K Euclidean distances (float32), the nearest first. Workers map it; the gateway reads the one row it is asked for.
"""

import struct
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from store.base import Base, Id
from store.blobs import Blobs
from store.embeddings import Embedding
from store.sample_listing import clauses
from store.samples import Sample, visible
from store.specs.samples import SampleFilter

MISSING = 2**32 - 1
"""Fills up the row of a sample that has fewer neighbours, or no vector; its distance is infinite."""


class NeighborGraph(Base):
    __tablename__ = "neighbor_graphs"
    __owned_through__ = "embedding_id"

    embedding_id: Mapped[str] = mapped_column(Id, ForeignKey("embeddings.id"), primary_key=True)
    job_id: Mapped[str] = mapped_column(Id, ForeignKey("jobs.id"))
    count: Mapped[int] = mapped_column(BigInteger)
    """N: one row for each of the embedding."""
    k: Mapped[int]
    method: Mapped[str] = mapped_column(String(20))
    """exact or ivf."""
    recall: Mapped[float]
    """The share of the true nearest neighbours that it has, measured on a sample of rows; 1 when it is exact."""
    blob_key: Mapped[str] = mapped_column(String(255))
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]


def find(session: Session, embedding_id: str) -> NeighborGraph | None:
    return session.get(NeighborGraph, embedding_id)


def add_once(session: Session, graph: NeighborGraph) -> NeighborGraph:
    """Store the graph of an embedding unless another job was faster: then that one holds, and is returned."""
    session.scalars(select(Embedding.id).where(Embedding.id == graph.embedding_id).with_for_update()).one()
    existing = session.get(NeighborGraph, graph.embedding_id, populate_existing=True)
    if existing is not None:
        return existing
    session.add(graph)
    session.flush()
    return graph


def neighbors(blobs: Blobs, graph: NeighborGraph, position: int) -> list[tuple[int, float]]:
    """(position, distance) of the neighbours of one sample, the nearest first; empty when it has no vector."""
    if position >= graph.count:
        return []
    width = 8 * graph.k
    values = struct.unpack(f"<{graph.k}I{graph.k}f", blobs.get_range(graph.blob_key, position * width, width))
    pairs = zip(values[: graph.k], values[graph.k :], strict=True)
    return [(int(other), float(distance)) for other, distance in pairs if other != MISSING]


@dataclass(frozen=True)
class Neighbor:
    """A sample and how far it is."""

    sample: Sample
    distance: float


def of_sample(
    session: Session,
    blobs: Blobs,
    graph: NeighborGraph,
    sample: Sample,
    *,
    version: int,
    limit: int,
    where: SampleFilter | None = None,
) -> tuple[list[Neighbor], bool]:
    """The nearest samples of the dataset at `version` that pass `where`, and whether these are all that were wanted.

    They may be fewer: the graph holds K neighbours, whatever their facts, and in a small embedding these are all.
    """
    ranked = neighbors(blobs, graph, sample.position)
    query = select(Sample).where(
        visible(sample.dataset_id, version), Sample.position.in_([position for position, _ in ranked]), *clauses(where)
    )
    found = {one.position: one for one in session.scalars(query)}
    near = [Neighbor(found[position], distance) for position, distance in ranked if position in found]
    has_all = graph.k >= session.get_one(Embedding, graph.embedding_id).valid_count - 1
    return near[:limit], has_all or len(near) >= limit
