"""import_weights: a checkpoint out of weights that somebody uploaded."""

from store import datasets, uploads
from store.checkpoints import Checkpoint
from store.db import now
from store.ids import new_id
from store.specs.checkpoints import ImportWeightsSpec
from worker.engine.context import JobContext
from worker.jobs import files
from worker.pretrain.backbones import build_backbone
from worker.pretrain.export import BackboneCard, save_backbone
from worker.pretrain.weights import fit, read_weights

_METHOD = "imported"


def job(context: JobContext) -> None:
    """Read the upload, fit it to the network that the spec names, publish it as a checkpoint."""
    spec = context.spec
    assert isinstance(spec, ImportWeightsSpec)
    with context.database.read() as session:
        upload_key = uploads.get(session, spec.source.upload_id).blob_key
        version = datasets.get(session, spec.dataset_id).version
    context.progress("read", 0, 1, "files")
    state = read_weights(files.fetch(context.blobs, upload_key, context.scratch))
    size = spec.image_size or spec.backbone.default_image_size
    backbone = build_backbone(spec.backbone, size)
    dropped = fit(state, backbone, name=spec.backbone.described, prefix=spec.prefix)
    if dropped:
        context.log(f"Left out because it belongs to a classifier: {', '.join(dropped)}.")
    context.progress("read", 1, 1, "files")
    card = BackboneCard(
        backbone=spec.backbone,
        stem=spec.backbone.resolve_stem(size),
        image_size=size,
        mean=spec.mean,
        std=spec.std,
        feature_dim=backbone.feature_dim,
        method=_METHOD,
    )
    path = context.scratch / "backbone.safetensors"
    save_backbone(path, backbone.native_state_dict(), card)
    stored = files.publish(context, path)
    with context.succeed() as (session, result):
        checkpoint = Checkpoint(
            id=new_id("ckpt"),
            dataset_id=spec.dataset_id,
            dataset_version=version,
            job_id=context.job_id,
            method=_METHOD,
            backbone=spec.backbone.name,
            card=card.model_dump(mode="json"),
            epochs=0,
            dim=backbone.feature_dim,
            metrics={},
            blob_key=stored.key,
            state_key=None,
            size_bytes=stored.size_bytes,
            sha256=stored.sha256,
            created_at=now(session),
        )
        session.add(checkpoint)
        result |= {"checkpoint_id": checkpoint.id, "left_out": dropped}
