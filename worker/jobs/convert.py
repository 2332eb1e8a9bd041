"""convert: the backbone of a checkpoint in the format of another tool."""

from store import checkpoints
from store.checkpoints import CheckpointFile
from store.db import now
from store.specs.checkpoints import FILE_NAMES, CheckpointFormat, ConvertSpec
from worker.engine.context import JobContext
from worker.jobs import files
from worker.pretrain.convert import convert


def job(context: JobContext) -> None:
    """Convert, check and publish."""
    spec = context.spec
    assert isinstance(spec, ConvertSpec)
    target_format = CheckpointFormat(spec.format)
    path = context.scratch / FILE_NAMES[target_format]
    context.progress("convert", 0, 1, "files")
    convert(files.fetch_checkpoint(context.tools, spec.checkpoint), path, target_format)
    stored = files.publish(context, path)
    context.progress("convert", 1, 1, "files")
    with context.succeed() as (session, result):
        file = CheckpointFile(
            checkpoint_id=spec.checkpoint,
            format=target_format,
            job_id=context.job_id,
            blob_key=stored.key,
            size_bytes=stored.size_bytes,
            sha256=stored.sha256,
            created_at=now(session),
        )
        checkpoints.put_file(session, file)
        result |= {"checkpoint_id": spec.checkpoint, "format": target_format, "size_bytes": stored.size_bytes}
