"""Publishing: appending an ingest job's items to its dataset, chunk by chunk, unseen until the version grows."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from store import datasets
from store.datasets import Dataset
from store.db import now
from store.errors import Conflict
from store.ids import new_id
from store.ingest_items import IngestItem, ItemOutcome
from store.jobs.tables import TERMINAL, Job
from store.samples import Sample, SampleKind, SampleStatus

_STATUS = {
    ItemOutcome.ACCEPTED: SampleStatus.OK,
    ItemOutcome.CORRUPT: SampleStatus.CORRUPT,
    ItemOutcome.DUPLICATE: SampleStatus.DUPLICATE,
}

# Every row of one INSERT must have the same keys; a corrupt image has few facts.
_FACTS = (
    "format", "width", "height", "label", "sharpness", "luminance", "contrast", "colorfulness", "snr",
    "uniform_row_ratio", "phash", "source_uri", "video_id", "frame_index", "frame_seconds", "parent_id", "box",
)  # fmt: skip


def begin(session: Session, dataset_id: str, job_id: str | None) -> int:
    """Become the one job that appends; Conflict while another one does. Returns the version to append under.

    What a job that ended half-way has left behind is removed: it was never visible. None stands for a change that ends
    with this transaction.
    """
    dataset = datasets.get(session, dataset_id, lock=True)
    holder = dataset.publishing_job_id
    if holder not in {None, job_id}:
        other = session.get(Job, holder)
        if other is not None and other.state not in TERMINAL:
            raise Conflict(f"Job {holder} is adding samples to this dataset.")
    if holder != job_id:
        session.execute(delete(Sample).where(Sample.dataset_id == dataset_id, Sample.version_added > dataset.version))
        highest = session.execute(select(func.max(Sample.position)).where(Sample.dataset_id == dataset_id)).scalar_one()
        dataset.next_position = 0 if highest is None else highest + 1
        dataset.publishing_job_id = job_id
        _forget_removed_samples(session, job_id)
    return dataset.version + 1


def _forget_removed_samples(session: Session, job_id: str | None) -> None:
    """A job that begins anew, after somebody else has removed what it had appended, appends it again."""
    appended = IngestItem.outcome.in_([str(outcome) for outcome in _STATUS])
    session.execute(update(IngestItem).where(IngestItem.job_id == job_id, appended).values(sample_id=None))


def append(session: Session, dataset_id: str, version: int, items: Sequence[IngestItem]) -> None:
    """Append a chunk in order. Items that were appended before (after a crash) keep their sample."""
    dataset = datasets.get(session, dataset_id, lock=True)
    todo = [item for item in items if item.sample_id is None and item.outcome in _STATUS]
    by_name = _samples_by_name(session, dataset_id, [item.name for item in todo])
    by_bytes = _names_by_sha256(session, dataset_id, [(item.facts or {})["sha256"] for item in todo])
    rows: list[dict[str, Any]] = []
    moment = now(session)
    for item in todo:
        assert item.facts is not None
        known = by_name.get(item.name)
        if known is not None:
            _already_there(item, known)
            continue
        row = _row(dataset, item, version, moment, twin=by_bytes.get(item.facts["sha256"]))
        dataset.next_position += 1
        by_name[item.name] = (row["id"], row["sha256"])
        if item.outcome == ItemOutcome.ACCEPTED:
            by_bytes.setdefault(row["sha256"], item.name)
        rows.append(row)
    if rows:
        session.execute(insert(Sample), rows)


def finish(session: Session, dataset_id: str, version: int) -> int:
    """Make what was appended visible, as a new version unless nothing was. Returns the dataset's version."""
    query = select(Sample.status, func.count()).where(Sample.dataset_id == dataset_id, Sample.version_added == version)
    added = dict(session.execute(query.group_by(Sample.status)).all())
    if not added:
        dataset = datasets.get(session, dataset_id, lock=True)
        dataset.publishing_job_id = None
        return dataset.version
    return datasets.bump_counts(session, dataset_id, samples=sum(added.values()), ok=added.get(SampleStatus.OK, 0))


def _samples_by_name(session: Session, dataset_id: str, names: Sequence[str]) -> dict[str, tuple[str, str]]:
    query = select(Sample.filename, Sample.id, Sample.sha256).where(
        Sample.dataset_id == dataset_id,
        Sample.filename.in_(names),
        Sample.version_deleted.is_(None),  # deleting a sample has freed its name
    )
    return {name: (sample_id, sha256) for name, sample_id, sha256 in session.execute(query)}


def _names_by_sha256(session: Session, dataset_id: str, digests: Sequence[str]) -> dict[str, str]:
    query = (
        select(Sample.sha256, Sample.filename)
        .where(
            Sample.dataset_id == dataset_id,
            Sample.sha256.in_(digests),
            Sample.status == SampleStatus.OK,
            Sample.version_deleted.is_(None),
        )
        .order_by(Sample.position.desc())
    )
    return dict(session.execute(query).all())  # the lowest position comes last and wins


def _already_there(item: IngestItem, known: tuple[str, str]) -> None:
    assert item.facts is not None
    sample_id, sha256 = known
    if sha256 == item.facts["sha256"]:
        item.outcome, item.sample_id, item.reason = (
            ItemOutcome.PRESENT,
            sample_id,
            "The dataset has this file already.",
        )
    else:
        item.outcome, item.reason = ItemOutcome.REFUSED, "Another image of the dataset has this name."


def _row(dataset: Dataset, item: IngestItem, version: int, moment: datetime, *, twin: str | None) -> dict[str, Any]:
    assert item.facts is not None
    taken_at = item.facts.get("taken_at")
    if item.outcome == ItemOutcome.ACCEPTED and twin is not None:
        item.outcome, item.reason = ItemOutcome.DUPLICATE, f"The same bytes as {twin}."
    item.sample_id = new_id("smp")
    return {
        **dict.fromkeys(_FACTS),
        "kind": SampleKind.IMAGE,
        **item.facts,
        "taken_at": datetime.fromisoformat(taken_at) if taken_at else None,
        "id": item.sample_id,
        "dataset_id": dataset.id,
        "position": dataset.next_position,
        "filename": item.name,
        "status": _STATUS[ItemOutcome(item.outcome)],
        "reason": item.reason,
        "attributes": item.facts.get("attributes") or {},
        "version_added": version,
        "version_deleted": None,
        "created_at": moment,
    }  # fmt: skip
