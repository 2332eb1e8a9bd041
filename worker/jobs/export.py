"""export: a subset becomes a file for a labelling tool."""

from collections.abc import Iterator

from store import samples, subsets
from store.db import now
from store.exports import Export
from store.ids import new_id
from store.specs.jobs import ExportSpec
from store.subsets import Subset
from worker.engine.context import JobContext
from worker.export import ExportRow, ReadImage, describe, export
from worker.jobs import files
from worker.jobs.originals import Originals


def job(context: JobContext) -> None:
    """Write the file and publish it."""
    spec = context.spec
    assert isinstance(spec, ExportSpec)
    with context.database.read() as session:
        subset = subsets.get(session, spec.subset)
    kind = describe(spec.exporter)
    path = context.scratch / kind.file_name
    with path.open("wb") as out, Originals(context.settings, context.blobs) as originals:
        export(spec.exporter, _rows(context, subset), out, read_image=_reader(context, originals, subset.dataset_id))
    stored = files.publish(context, path)
    with context.succeed() as (session, result):
        moment = now(session)
        row = Export(
            id=new_id("exp"),
            dataset_id=subset.dataset_id,
            subset_id=subset.id,
            job_id=context.job_id,
            exporter=spec.exporter.name,
            filename=kind.file_name,
            media_type=kind.media_type,
            blob_key=stored.key,
            size_bytes=stored.size_bytes,
            sha256=stored.sha256,
            created_at=moment,
            expires_at=moment + context.settings.export_lifetime,
        )
        session.add(row)
        result |= {"export_id": row.id, "size_bytes": stored.size_bytes}


def _reader(context: JobContext, originals: Originals, dataset_id: str) -> ReadImage:
    def read(sha256: str) -> bytes:
        with context.database.read() as session:
            source_uri = samples.source_uri_of(session, dataset_id, sha256)
        return originals.read(sha256, source_uri)

    return read


def _rows(context: JobContext, subset: Subset) -> Iterator[ExportRow]:
    with context.database.read() as session:
        for pick in subsets.picks(session, subset):
            sample = pick.sample
            yield ExportRow(
                rank=pick.rank,
                sample_id=sample.id,
                filename=sample.filename,
                label=sample.label,
                width=sample.width,
                height=sample.height,
                sha256=sample.sha256,
                gain=pick.gain,
                reason=pick.reason,
                dataset_id=subset.dataset_id,
            )
            context.progress("export", pick.rank + 1, subset.count, "samples")
