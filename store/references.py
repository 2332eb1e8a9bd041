"""Which blobs the database names: what housekeeping must not touch."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.blobs import artifact_key
from store.checkpoints import Checkpoint, CheckpointFile
from store.embeddings import Embedding
from store.exports import Export
from store.jobs.tables import TERMINAL, Job
from store.neighbor_graphs import NeighborGraph
from store.projections import Projection
from store.scores import Score
from store.uploads import Upload

_COLUMNS = (
    Checkpoint.blob_key,
    Checkpoint.state_key,
    CheckpointFile.blob_key,
    Embedding.blob_key,
    Embedding.manifest_key,
    Export.blob_key,
    NeighborGraph.blob_key,
    Projection.blob_key,
    Score.blob_key,
    Score.ranking_key,
    Upload.blob_key,
)


def unnamed(session: Session, keys: Sequence[str]) -> list[str]:
    """Those of `keys`, a few hundred at most, that no row names and no job could still come to name."""
    named: set[str] = set()
    for column in _COLUMNS:
        named |= {key for key in session.scalars(select(column).where(column.in_(keys))) if key is not None}
    named |= _parts(session, {_upload(key) for key in keys})
    rest = [key for key in keys if key not in named]
    owners = {owner for key in rest if (owner := _owner(key)) is not None}
    open_jobs, artifacts = _open_jobs(session, owners), _artifacts(session, owners)
    rest = [key for key in rest if key not in artifacts]
    return [key for key in rest if _owner(key) not in open_jobs]


def _open_jobs(session: Session, job_ids: set[str]) -> set[str]:
    """Jobs that run or may be retried with what they have stored so far."""
    query = select(Job.id, Job.state, Job.resume).where(Job.id.in_(job_ids))
    return {job_id for job_id, state, resume in session.execute(query) if state not in TERMINAL or resume is not None}


def _artifacts(session: Session, job_ids: set[str]) -> set[str]:
    """The files that jobs list in their results."""
    query = select(Job.id, Job.lease_token, Job.result).where(Job.id.in_(job_ids), Job.result.is_not(None))
    return {
        artifact_key(job_id, token, listed["name"])
        for job_id, token, result in session.execute(query)
        for listed in (result or {}).get("artifacts", [])
    }


def _parts(session: Session, upload_ids: set[str]) -> set[str]:
    """The pieces that uploads in progress consist of."""
    found = session.scalars(select(Upload.parts).where(Upload.id.in_(upload_ids)))
    return {key for parts in found for key in parts}


def _upload(key: str) -> str:
    """The upload that a blob belongs to, if it belongs to one: `uploads/{id}.{piece}`."""
    return key.rpartition("/")[2].partition(".")[0]


def _owner(key: str) -> str | None:
    """The job whose attempt wrote the blob."""
    parts = key.split("/")
    return parts[1] if len(parts) > 2 else None
