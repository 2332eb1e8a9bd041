"""neighbors: the samples most like a sample, a vector or an image."""

from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy.orm import Session

from store import datasets, embeddings, neighbor_graphs, sample_listing, samples, uploads
from store.embeddings import Embedding
from store.jobs import control
from store.specs.curation import NeighborsSpec
from store.specs.jobs import JOB_SPEC, EmbedSpec
from store.specs.neighbors import ImageQuery, SampleQuery, VectorQuery
from worker.engine.context import JobContext
from worker.jobs import graphs, matrices
from worker.neighbors import Nearest, nearest
from worker.reporting import UserError

Vector = npt.NDArray[np.floating]


def job(context: JobContext) -> None:
    """Build the graph where it is of use, look, and put what was found into the result."""
    spec = context.spec
    assert isinstance(spec, NeighborsSpec)
    with context.database.read() as session:
        embedding = embeddings.get(session, spec.embedding)
    if spec.query is None or isinstance(spec.query, SampleQuery):
        graphs.ensure(context, embedding)
    found = None if spec.query is None else _search(context, spec, embedding)
    with context.database.read() as session:
        graph = neighbor_graphs.find(session, embedding.id)
        listed = None if found is None else _listed(session, spec.dataset_id, found)
    with context.succeed() as (_, result):
        if graph is not None:
            result["graph"] = {"k": graph.k, "method": graph.method, "recall": graph.recall}
        if listed is not None:
            result["neighbors"] = listed


def _search(context: JobContext, spec: NeighborsSpec, embedding: Embedding) -> Nearest:
    matrix = matrices.load(context, embedding)
    own, vector = _query(context, spec, embedding, matrix)
    with context.database.read() as session:
        version = datasets.get(session, spec.dataset_id).version
        eligible = np.array(
            sample_listing.positions(session, spec.dataset_id, version, spec.where, below=embedding.count),
            dtype=np.int64,
        )
    return nearest(matrix, vector, spec.limit, eligible=eligible[eligible != own], reporter=context)


def _query(context: JobContext, spec: NeighborsSpec, embedding: Embedding, matrix: Vector) -> tuple[int, Vector]:
    """The row that must not be found (-1: none), and the vector to look for."""
    query = spec.query
    if isinstance(query, SampleQuery):
        with context.database.read() as session:
            position = samples.get(session, spec.dataset_id, query.sample_id).position
        if position >= len(matrix) or not matrix[position].any():
            raise UserError(f"The embedding has no vector of {query.sample_id}: it was corrupt, deleted or not there.")
        return position, matrix[position]
    if isinstance(query, ImageQuery):
        vector = _of_image(context, query, embedding)
    else:
        assert isinstance(query, VectorQuery)
        vector = np.array(query.vector, dtype=np.float64)
    if len(vector) != embedding.dim:
        raise UserError(f"The vector has {len(vector)} numbers and the embedding has {embedding.dim}.")
    return -1, vector / np.linalg.norm(vector) if embedding.normalised else vector


def _of_image(context: JobContext, query: ImageQuery, embedding: Embedding) -> Vector:
    """The image through the network that has made the embedding."""
    from worker.device import select_device
    from worker.embed import embed
    from worker.images.cache import PixelCache, cache_side
    from worker.jobs.embed import network_of

    with context.database.read() as session:
        made_by = JOB_SPEC.validate_python(control.get(session, embedding.job_id).spec)
        upload = uploads.get(session, query.upload_id)
    if not isinstance(made_by, EmbedSpec):
        raise UserError("The embedding was uploaded, so its network is not known. Search by a vector or a sample.")
    image = context.blobs.get(upload.blob_key)
    network = network_of(context.tools, made_by)
    cache = PixelCache.build(
        context.scratch / "query", [lambda: image], side=cache_side(network.image_size), key="query", reporter=context
    )
    if not cache.valid[0]:
        raise UserError(f"{upload.filename} is no image that can be decoded.")
    embedded = embed(
        network.backbone,
        cache,
        image_size=network.image_size,
        batch_size=1,
        device=select_device(),
        reporter=context,
        mean=network.mean,
        std=network.std,
        normalise=made_by.normalise,
    )
    vector: Vector = embedded.features[0]
    return vector


def _listed(session: Session, dataset_id: str, found: Nearest) -> list[dict[str, Any]]:
    described = samples.at_positions(session, dataset_id, found.rows.tolist())
    return [
        {"sample_id": described[row].id, "position": row, "filename": described[row].filename, "distance": distance}
        for row, distance in zip(found.rows.tolist(), found.distances.tolist(), strict=True)
    ]
