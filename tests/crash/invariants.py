"""What must hold when everything has come to rest, however it came about: read out of the database and the blobs."""

import hashlib
from collections import Counter as Count
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from store.blobs import BlobNotFound, Blobs, image_key, thumbnail_key
from store.checkpoints import Checkpoint
from store.datasets import Dataset
from store.db import Database
from store.embeddings import Embedding
from store.exports import Export
from store.ingest_items import IngestItem
from store.jobs.tables import Counter, Job, JobEvent, Shard
from store.samples import Sample
from store.subsets import Subset

TERMINAL = {"succeeded", "failed", "cancelled"}
# Written down once more, so that a slip in the gate's own table is noticed.
STEPS = {
    ("queued", "running"), ("queued", "cancelled"), ("queued", "failed"),
    ("running", "succeeded"), ("running", "failed"), ("running", "cancelled"), ("running", "cancelling"),
    ("running", "crashed"), ("running", "queued"), ("cancelling", "cancelled"),
    ("crashed", "queued"), ("crashed", "failed"), ("crashed", "cancelled"),
}  # fmt: skip
FILES: tuple[type[Checkpoint | Embedding | Export], ...] = (Checkpoint, Embedding, Export)
PRODUCTS: dict[str, tuple[type[Checkpoint | Embedding | Subset | Export], str]] = {
    "train": (Checkpoint, "checkpoint_id"),
    "embed": (Embedding, "embedding_id"),
    "select": (Subset, "subset_id"),
    "export": (Export, "export_id"),
}


@dataclass
class Findings:
    """Everything that is wrong, by kind."""

    lost: list[str] = field(default_factory=list)
    """Acknowledged and not there."""
    stuck: list[str] = field(default_factory=list)
    """Not ended, or still held by somebody."""
    double: list[str] = field(default_factory=list)
    """More or fewer effects than successes."""
    broken: list[str] = field(default_factory=list)
    """Any other contradiction."""

    @property
    def clean(self) -> bool:
        return not (self.lost or self.stuck or self.double or self.broken)


def check(database: Database, blobs: Blobs, *, acknowledged: Collection[str]) -> Findings:
    """Look at every row and every blob that a row names. `acknowledged`: the ids of jobs that a client was told of."""
    findings = Findings()
    with database.read() as session:
        jobs = {job.id: job for job in session.scalars(select(Job))}
        stories = _stories(session)
        findings.lost += [job_id for job_id in acknowledged if job_id not in jobs]
        for job in jobs.values():
            findings.stuck += _unfinished(job)
            findings.broken += _story_of(job, stories[job.id])
            findings.broken += _family_of(job, jobs)
        findings.stuck += _shards_held(session, jobs)
        findings.double += _products(session, jobs, stories)
        findings.broken += _positions(session)
        findings.broken += _blobs_named(session, blobs, jobs)
        for dataset in session.scalars(select(Dataset)):
            findings.broken += _samples_of(session, dataset)
    return findings


def _stories(session: Session) -> dict[str, list[JobEvent]]:
    stories: dict[str, list[JobEvent]] = defaultdict(list)
    for event in session.scalars(select(JobEvent).order_by(JobEvent.job_id, JobEvent.number)):
        stories[event.job_id].append(event)
    return stories


def _unfinished(job: Job) -> Iterator[str]:
    if job.state not in TERMINAL:
        yield f"{job.kind} {job.id} is {job.state}, attempt {job.attempt}, blocked by {job.blocked_by}"
    elif job.lease_owner is not None or job.lease_expires_at is not None or job.worker_id is not None:
        yield f"{job.id} is {job.state} and held by {job.lease_owner} on {job.worker_id}"


def _story_of(job: Job, events: Sequence[JobEvent]) -> Iterator[str]:
    """Numbers without gaps; states that follow each other; attempts and crashes that add up."""
    if [event.number for event in events] != list(range(1, job.event_number + 1)):
        yield f"{job.id} has {len(events)} events and counts {job.event_number}"
    steps = [event.data for event in events if event.type == "state"]
    states = [step["state"] for step in steps]
    if states[:1] != ["queued"] or states[-1:] != [job.state]:
        yield f"{job.id} is {job.state}, and its story is {states}"
    crashes = 0
    for earlier, later in pairwise(steps):
        step = (earlier["state"], later["state"])
        retried = earlier["state"] in TERMINAL and later["state"] == "queued" and later.get("reason") == "retried"
        if step not in STEPS and not retried:
            yield f"{job.id} went from {step[0]} to {step[1]}"
        if later["attempt"] < earlier["attempt"]:
            yield f"{job.id} went back from attempt {earlier['attempt']} to {later['attempt']}"
        crashes = 0 if retried else crashes + (later["state"] == "crashed")
        if crashes > job.max_attempts:
            yield f"{job.id} crashed {crashes} times with max_attempts {job.max_attempts}"
    if crashes != job.crashes:
        yield f"{job.id} counts {job.crashes} crashes, and its story has {crashes}"
    if job.kind != "pipeline" and states.count("running") != job.attempt:
        yield f"{job.id} counts {job.attempt} attempts, and its story has {states.count('running')}"


def _family_of(job: Job, jobs: dict[str, Job]) -> Iterator[str]:
    """A pipeline's end follows from its children's; what has not succeeded has no result."""
    if job.kind != "pipeline":
        if (job.result is not None) != (job.state == "succeeded"):
            yield f"{job.id} is {job.state} with the result {job.result}"
        return
    states = {child.state for child in jobs.values() if child.parent_id == job.id}
    if (job.state == "succeeded") != (states == {"succeeded"}):
        yield f"{job.id} is {job.state}, and its children are {sorted(states)}"


def _shards_held(session: Session, jobs: dict[str, Job]) -> Iterator[str]:
    for shard in session.scalars(select(Shard)):
        if shard.state == "running" or shard.lease_owner is not None:
            yield f"shard {shard.index} of {shard.job_id} is {shard.state} for {shard.lease_owner}"
        if jobs[shard.job_id].state == "succeeded" and shard.state != "done":
            yield f"shard {shard.index} of {shard.job_id} is {shard.state} although the job has succeeded"


def _products(session: Session, jobs: dict[str, Job], stories: dict[str, list[JobEvent]]) -> Iterator[str]:
    """One row for each success, and its id in the result; nothing of those that failed or were cancelled."""
    for kind, (table, field_name) in PRODUCTS.items():
        made: dict[str, list[str]] = {job_id: [] for job_id, job in jobs.items() if job.kind == kind}
        for row_id, job_id in session.execute(select(table.id, table.job_id)):
            made[job_id].append(row_id)
        for job_id, rows in made.items():
            successes = Count(event.data.get("state") for event in stories[job_id])["succeeded"]
            if len(rows) != successes:
                yield f"{kind} {job_id} succeeded {successes} times and made {rows}"
            result = jobs[job_id].result
            if result is not None and result[field_name] not in rows:
                yield f"{kind} {job_id} says it made {result[field_name]} and made {rows}"


def _positions(session: Session) -> Iterator[str]:
    """Over all jobs 1, 2, 3 ... up to the counter."""
    lowest, highest, number = session.execute(
        select(func.min(JobEvent.position), func.max(JobEvent.position), func.count())
    ).one()
    counter = session.execute(select(Counter.value).where(Counter.name == "job_events")).scalar_one()
    if number and (lowest, highest, number) != (1, counter, counter):
        yield f"{number} events have positions from {lowest} to {highest}, and the counter is at {counter}"


def _blobs_named(session: Session, blobs: Blobs, jobs: dict[str, Job]) -> Iterator[str]:
    """Every key that a row names resolves, to the size and the bytes that the row says."""
    for table in FILES:
        files = select(table.blob_key, table.size_bytes, table.sha256)
        for row in session.execute(files):
            yield from _blob(blobs, row.blob_key, size=row.size_bytes, sha256=row.sha256)
    keys = [*session.scalars(select(Embedding.manifest_key)), *session.scalars(select(Checkpoint.state_key))]
    keys += [job.resume["state_key"] for job in jobs.values() if job.resume is not None]
    keys += [shard.result["key"] for shard in session.scalars(select(Shard)) if shard.result and "key" in shard.result]
    for key in filter(None, keys):
        yield from _blob(blobs, key)
    for sha256, status in session.execute(select(Sample.sha256, Sample.status).distinct()):
        yield from _blob(blobs, image_key(sha256), sha256=sha256)
        if status == "ok":
            yield from _blob(blobs, thumbnail_key(sha256))


def _blob(blobs: Blobs, key: str, *, size: int | None = None, sha256: str | None = None) -> Iterator[str]:
    try:
        data = blobs.get(key)
    except BlobNotFound:
        yield f"there is no blob {key}"
        return
    if size not in {None, len(data)}:
        yield f"{key} has {len(data)} bytes instead of {size}"
    if sha256 not in {None, hashlib.sha256(data).hexdigest()}:
        yield f"{key} has other bytes than its row says"


def _samples_of(session: Session, dataset: Dataset) -> Iterator[str]:
    """Visible samples at dense positions, counted right; every file of a finished ingest job is one of them."""
    visible = (Sample.dataset_id == dataset.id) & (Sample.version_added <= dataset.version)
    rows = session.execute(select(Sample.id, Sample.position, Sample.status).where(visible)).all()
    if sorted(row.position for row in rows) != list(range(len(rows))):
        yield f"{dataset.id} has gaps among its {len(rows)} positions"
    counts = (len(rows), sum(row.status == "ok" for row in rows))
    if counts != (dataset.sample_count, dataset.ok_count):
        yield f"{dataset.id} counts {(dataset.sample_count, dataset.ok_count)} samples and has {counts}"
    ids = {row.id for row in rows}
    finished = (Job.id == IngestItem.job_id) & (Job.dataset_id == dataset.id) & (Job.state == "succeeded")
    items = select(IngestItem).join(Job, finished).where(IngestItem.outcome != "refused")
    for item in session.scalars(items):
        if item.sample_id not in ids:
            yield f"{item.outcome} file {item.name} of {item.job_id} is no sample: {item.sample_id}"
