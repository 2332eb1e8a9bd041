"""train: a backbone learns from a dataset's images, without labels."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from store.blobs import BlobNotFound
from store.checkpoints import Checkpoint
from store.db import now
from store.ids import new_id
from store.specs.jobs import TrainSpec
from worker.device import select_device
from worker.engine.context import JobContext
from worker.jobs import files, pixels
from worker.jobs.originals import Originals
from worker.pretrain import pretrain, records
from worker.pretrain.export import BackboneCard, save_backbone
from worker.pretrain.loop import PretrainResult
from worker.pretrain.stops import Stopped
from worker.reporting import UserError


def job(context: JobContext) -> None:
    """Build the pixel cache, train (going on from the last checkpoint of an earlier attempt), publish the backbone."""
    spec = context.spec
    assert isinstance(spec, TrainSpec)
    version = pixels.pinned_version(context, spec)
    rows = pixels.ok_rows(context.database, spec.dataset_id, version)
    name = pixels.cache_name(spec.dataset_id, version)
    with Originals(context.settings, context.blobs) as originals:
        cache = pixels.open_or_build(context.settings, originals, rows, context, name=name, image_size=spec.image_size)
    try:
        result = pretrain(
            cache,
            spec,
            labels=[row.label for row in rows],
            keeper=Keeper(context),
            reporter=context,
            device=select_device(),
            checkpoints=partial(files.fetch_checkpoint, context.tools),
        )
    except Stopped as stop:
        raise UserError(f"{stop}{_rescued(context, spec, version, stop.last_good)}") from stop
    _publish(context, spec, version, result)


class Keeper:
    """Keeps the state of the latest epoch in the object store, under a pointer in the job's row."""

    def __init__(self, context: JobContext) -> None:
        self._context = context

    def load(self) -> Path | None:
        """See worker.pretrain.state.StateKeeper."""
        key = self.current_key()
        if key is None:
            return None
        path = self._context.scratch / "resume.pt"
        try:
            with path.open("wb") as file:
                self._context.blobs.download(key, file)
        except BlobNotFound:
            self._context.log("The state of the earlier attempt is gone; training starts anew.")
            return None
        return path

    def save(self, path: Path, *, epoch: int) -> None:
        """Store the file, then move the pointer; what the pointer named before is deleted."""
        context, before = self._context, self.current_key()
        key = context.artifact_key(f"state-{epoch}.pt")
        context.blobs.put_file(key, path)
        path.unlink()
        with context.write() as (_, row):
            row.resume = {"state_key": key, "epoch": epoch}
        if before is not None and before != key:
            context.blobs.delete(before)

    def current_key(self) -> str | None:
        with self._context.write() as (_, row):
            return None if row.resume is None else str(row.resume["state_key"])


def _publish(context: JobContext, spec: TrainSpec, version: int, trained: PretrainResult) -> None:
    checkpoint = _checkpoint(context, spec, version, trained, state_key=Keeper(context).current_key())
    artifacts = list(_records(context, trained))
    with context.succeed() as (session, result):
        checkpoint.created_at = now(session)
        session.add(checkpoint)
        result |= {
            "checkpoint_id": checkpoint.id,
            "method": trained.method,
            "method_reason": None if trained.choice is None else trained.choice.reason,
            "epochs": trained.epochs,
            "metrics": trained.metrics,
            "verdict": None if trained.verdict is None else trained.verdict.as_json(),
            "artifacts": artifacts,
        }


def _rescued(context: JobContext, spec: TrainSpec, version: int, trained: PretrainResult | None) -> str:
    """Keep the last good backbone of a run that had to stop; what to tell about it."""
    if trained is None:
        return "."
    checkpoint = _checkpoint(context, spec, version, trained, state_key=None)
    with context.write() as (session, _):
        checkpoint.created_at = now(session)
        session.add(checkpoint)
    return f". The backbone after {trained.epochs} epochs is kept as checkpoint {checkpoint.id}."


def _records(context: JobContext, trained: PretrainResult) -> Iterator[dict[str, Any]]:
    """The run's numbers as files, in words of a job's result."""
    for name, write, media_type in (
        (records.JSON_LINES, records.write_json_lines, "application/jsonl"),
        (records.EVENTS, records.write_events, "application/octet-stream"),
    ):
        path = context.scratch / name
        write(path, trained.history)
        yield files.artifact(files.publish(context, path), media_type=media_type)


def _checkpoint(
    context: JobContext, spec: TrainSpec, version: int, trained: PretrainResult, *, state_key: str | None
) -> Checkpoint:
    """Store the backbone, and describe it."""
    path = context.scratch / "backbone.safetensors"
    card = BackboneCard(
        backbone=spec.backbone,
        stem=spec.backbone.resolve_stem(spec.image_size),
        image_size=spec.image_size,
        mean=trained.mean,
        std=trained.std,
        feature_dim=trained.feature_dim,
        method=trained.method,
        dataset_version=version,
    )
    save_backbone(path, trained.backbone, card)
    stored = files.publish(context, path)
    return Checkpoint(
        id=new_id("ckpt"),
        dataset_id=spec.dataset_id,
        dataset_version=version,
        job_id=context.job_id,
        method=trained.method,
        backbone=spec.backbone.name,
        card=card.model_dump(mode="json"),
        epochs=trained.epochs,
        dim=trained.feature_dim,
        metrics=trained.metrics,
        blob_key=stored.key,
        state_key=state_key,
        size_bytes=stored.size_bytes,
        sha256=stored.sha256,
    )
