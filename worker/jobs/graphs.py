"""The shared kNN graph of an embedding: built by the first job that needs it."""

from store import neighbor_graphs
from store.db import now
from store.embeddings import Embedding
from store.neighbor_graphs import NeighborGraph
from worker.engine.context import JobContext
from worker.jobs import files, matrices
from worker.neighbors import Graph, build_graph, open_graph


def ensure(context: JobContext, embedding: Embedding) -> Graph:
    """The graph, mapped. It is built and published unless that was done before."""
    with context.database.read() as session:
        stored = neighbor_graphs.find(session, embedding.id)
    return open_stored(context, stored or _build(context, embedding))


def open_stored(context: JobContext, stored: NeighborGraph) -> Graph:
    """A graph that is there."""
    return open_graph(files.fetch(context.blobs, stored.blob_key, context.scratch), stored.k)


def _build(context: JobContext, embedding: Embedding) -> NeighborGraph:
    path = context.scratch / "neighbors.bin"
    facts = build_graph(matrices.load(context, embedding), path, reporter=context)
    file = files.publish(context, path)
    with context.write() as (session, _):
        graph = NeighborGraph(
            embedding_id=embedding.id,
            job_id=context.job_id,
            count=embedding.count,
            k=facts.k,
            method=facts.method,
            recall=facts.recall,
            blob_key=file.key,
            size_bytes=file.size_bytes,
            sha256=file.sha256,
            created_at=now(session),
        )
        return neighbor_graphs.add_once(session, graph)
