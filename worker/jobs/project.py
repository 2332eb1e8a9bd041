"""project: an embedding becomes a map in two dimensions."""

import numpy as np

from store import embeddings
from store.db import now
from store.ids import new_id
from store.projections import Projection
from store.specs.curation import ProjectSpec
from worker.engine.context import JobContext
from worker.jobs import files, graphs, matrices
from worker.project import project


def job(context: JobContext) -> None:
    """Compute the points and publish them."""
    spec = context.spec
    assert isinstance(spec, ProjectSpec)
    with context.database.read() as session:
        embedding = embeddings.get(session, spec.embedding)
    matrix = matrices.load(context, embedding)
    points, metrics = project(spec.method, matrix, lambda: graphs.ensure(context, embedding), reporter=context)
    path = context.scratch / "points.f32"
    points.astype("<f4").tofile(path)
    stored = files.publish(context, path)
    known = points[~np.isnan(points[:, 0])]
    bounds = [*known.min(axis=0).tolist(), *known.max(axis=0).tolist()] if len(known) else []
    with context.succeed() as (session, result):
        projection = Projection(
            id=new_id("prj"), embedding_id=embedding.id, job_id=context.job_id,
            method=spec.method.model_dump(mode="json"), count=len(points), valid_count=len(known), bounds=bounds,
            metrics=metrics, blob_key=stored.key, size_bytes=stored.size_bytes, sha256=stored.sha256,
            created_at=now(session),
        )  # fmt: skip
        session.add(projection)
        result |= {"projection_id": projection.id, "metrics": metrics}
