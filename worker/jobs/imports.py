"""Where the files of an ingest job come from: whatever its source is, it becomes one thing to read from."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from store import uploads
from store.import_doors import DoorClosed
from store.jobs import control
from store.settings import Settings
from store.specs.jobs import IngestSpec
from store.specs.sources import (
    BUCKET_SCHEMES,
    BucketSource,
    FolderSource,
    IngestSource,
    ManifestSource,
    TorchvisionSource,
    UploadSource,
)
from store.uploads import Upload
from worker.engine.context import JobContext, Tools
from worker.ingest.archive import open_archive
from worker.ingest.contents import Contents
from worker.ingest.limits import ArchiveLimits
from worker.ingest.outcomes import ArchiveRefused
from worker.jobs import files
from worker.reporting import UserError
from worker.sources.fetch import Fetcher, Oversize
from worker.sources.folder import list_folder
from worker.sources.inventory import Inventory, Listed, write_inventory
from worker.sources.manifest import read_manifest
from worker.sources.objects import list_bucket, object_uri
from worker.sources.referenced import ReferencedFiles
from worker.sources.torchvision_dataset import download, open_dataset
from worker.sources.web_folder import list_web_folder

_INVENTORY = "inventory.arrow"


def prepare(context: JobContext) -> None:
    """Write down what the source holds, once for all attempts and helpers of the job. Uploads need no list."""
    source = _spec(context.tools).source
    if isinstance(source, UploadSource):
        return
    if isinstance(source, TorchvisionSource) and source.download:
        context.progress("download", 0, 1, "datasets")
        download(source.name, _folder(context.settings, source.root))
    if _is_packed(source) or _inventory_key(context.tools) is not None:
        return
    path = context.scratch / _INVENTORY
    with Fetcher(context.settings.import_doors) as fetcher:
        try:
            total = write_inventory(
                path, _reported(context, _listing(context, source, fetcher)), limits(context.settings)
            )
        except DoorClosed as closed:
            raise UserError(str(closed)) from closed
        except ArchiveRefused as refused:
            raise UserError(f"This cannot be imported: {refused}.") from refused
    if total == 0:
        raise UserError("The source holds no files.")
    stored = files.publish(context, path)
    with context.write() as (_, row):
        row.resume = {"inventory_key": stored.key}


def open_contents(tools: Tools) -> Contents:
    """The files of the job's source. Raises UserError if it cannot be read."""
    source = _spec(tools).source
    if isinstance(source, UploadSource):
        return _open_upload(tools, source)
    if isinstance(source, TorchvisionSource) and _is_packed(source):
        return open_dataset(source, _folder(tools.settings, source.root))
    key = _inventory_key(tools)
    assert key is not None, "the holder lists the source before it makes shards"
    inventory = Inventory(files.fetch(tools.blobs, key, tools.scratch))
    return ReferencedFiles(inventory, Fetcher(tools.settings.import_doors), limits(tools.settings))


def keeps_images(source: IngestSource) -> bool:
    """Whether the bytes of the images become Winnow's."""
    return source.copy_images if isinstance(source, FolderSource | BucketSource | ManifestSource) else True


def uploads_of(source: IngestSource) -> list[str]:
    """Uploads that nobody needs any more when the job is done."""
    upload_id = source.upload_id if isinstance(source, UploadSource | ManifestSource) else None
    return [] if upload_id is None else [upload_id]


def limits(settings: Settings) -> ArchiveLimits:
    """What the files of one job may cost."""
    return ArchiveLimits(
        max_entries=settings.max_entries, max_entry_bytes=settings.max_entry_bytes, max_pixels=settings.max_pixels
    )


def _listing(context: JobContext, source: IngestSource, fetcher: Fetcher) -> Iterator[Listed]:
    doors = context.settings.import_doors
    if isinstance(source, FolderSource):
        yield from list_folder(doors.folder(source.path), hidden=doors.hidden)
    elif isinstance(source, TorchvisionSource):
        for listed in list_folder(doors.folder(source.root), hidden=doors.hidden):
            folder, separator, _ = listed.name.partition("/")
            yield replace(listed, label=folder) if separator else listed
    elif isinstance(source, BucketSource):
        doors.location(source.url)
        if source.url.partition("://")[0] in BUCKET_SCHEMES:
            yield from list_bucket(fetcher.buckets, source.url, endpoint=source.endpoint, connection=source.connection)
        else:
            yield from list_web_folder(fetcher.web, source.url)
    elif isinstance(source, ManifestSource):
        path = _manifest_file(context, source, fetcher)
        yield from read_manifest(
            path, source.format, source.columns, doors, endpoint=source.endpoint, connection=source.connection
        )


def _manifest_file(context: JobContext, source: ManifestSource, fetcher: Fetcher) -> Path:
    if source.upload_id is not None:
        return files.fetch(context.blobs, _upload(context.tools, source.upload_id).blob_key, context.scratch)
    assert source.url is not None
    path, uri = context.scratch / "manifest", source.url
    if uri.partition("://")[0] in BUCKET_SCHEMES:
        uri, _ = object_uri(uri, endpoint=source.endpoint, connection=source.connection)
    try:
        with path.open("wb") as file:
            refusal = fetcher.copy(uri, file, max_bytes=context.settings.max_upload_bytes)
    except Oversize as error:
        raise UserError("The manifest is larger than an upload may be.") from error
    if refusal is not None:
        raise UserError(f"The manifest at {source.url} cannot be read: {refusal.reason}.")
    return path


def _reported(context: JobContext, listing: Iterator[Listed]) -> Iterator[Listed]:
    """How long a source is, nobody knows before its end: the total runs ahead of what was found."""
    for count, listed in enumerate(listing, 1):
        yield listed
        context.progress("list", count, count + 1, "files")


def _open_upload(tools: Tools, source: UploadSource) -> Contents:
    upload = _upload(tools, source.upload_id)
    try:
        path = files.fetch(tools.blobs, upload.blob_key, tools.scratch)
        return open_archive(path, limits(tools.settings), name=upload.filename)
    except ArchiveRefused as refused:
        raise UserError(f"{upload.filename}: {refused}.") from refused


def _upload(tools: Tools, upload_id: str) -> Upload:
    with tools.database.read() as session:
        return uploads.get(session, upload_id)


def _inventory_key(tools: Tools) -> str | None:
    with tools.database.read() as session:
        resume = control.get(session, tools.job_id).resume
    return None if resume is None else resume.get("inventory_key")


def _folder(settings: Settings, path: str) -> Path:
    try:
        return settings.import_doors.folder(path)
    except DoorClosed as closed:
        raise UserError(str(closed)) from closed


def _is_packed(source: IngestSource) -> bool:
    return isinstance(source, TorchvisionSource) and source.name != "ImageFolder"


def _spec(tools: Tools) -> IngestSpec:
    assert isinstance(tools.spec, IngestSpec)
    return tools.spec
