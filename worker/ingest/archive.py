"""Open an upload: zip, tar, gzipped tar, or a single image or video as an archive of one entry.

The format is told from the contents. Nothing is ever extracted to disk: contents go from the upload to
memory, one file at a time.
"""

from dataclasses import replace
from pathlib import Path

from worker.images.decode import sniff_format
from worker.ingest.contents import Archive
from worker.ingest.limits import ArchiveLimits
from worker.ingest.listing import Listing
from worker.ingest.outcomes import ArchiveFault, ArchiveRefused, EntryFault, Refusal
from worker.ingest.tar_archive import TarArchive
from worker.ingest.tar_headers import BLOCK, is_header
from worker.ingest.video_signatures import sniff_video
from worker.ingest.zip_archive import ZipArchive
from worker.ingest.zip_directory import EMPTY_ZIP_SIGNATURE, LOCAL_SIGNATURE, has_end_record

_GZIP_OPENING = b"\x1f\x8b"
# Known formats that are not read, for a message that helps. Each would need its own bounded reader.
_UNREAD_FORMATS = {
    b"BZh": "bzip2",
    b"\xfd7zXZ\x00": "xz",
    b"\x28\xb5\x2f\xfd": "zstd",
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"Rar!\x1a\x07": "rar",
}


class SingleImage(Archive):
    """One image file that was uploaded by itself."""

    format = "image"

    def __init__(self, path: Path, limits: ArchiveLimits, *, name: str) -> None:
        """Raises ArchiveRefused for a file above the size limit of an entry, or with an unsafe name."""
        self._path = path
        super().__init__(_listing_of_one(path, limits, name))

    def _content(self, index: int) -> bytes:
        del index
        return self._path.read_bytes()

    def close(self) -> None:
        """Nothing stays open."""


class SingleVideo(Archive):
    """One video file that was uploaded by itself. It is never read as a whole."""

    format = "video"

    def __init__(self, path: Path, limits: ArchiveLimits, *, name: str) -> None:
        """Raises ArchiveRefused for an unsafe name. The size limit of entries bounds memory: it does not count here."""
        self._path = path
        super().__init__(_listing_of_one(path, replace(limits, max_entry_bytes=limits.max_total_bytes), name))

    def local_path(self, index: int) -> Path:
        """See Archive."""
        del index
        return self._path

    def _content(self, index: int) -> Refusal:
        del index
        return Refusal(EntryFault.NOT_AN_IMAGE, "the file is a video")

    def close(self) -> None:
        """Nothing stays open."""


def _listing_of_one(path: Path, limits: ArchiveLimits, name: str) -> Listing:
    listing = Listing(limits)
    listing.add(name.encode("utf-8", "surrogateescape"), path.stat().st_size)
    listing.close()
    if (refusal := listing.refusals.get(0)) is not None:
        fault = ArchiveFault.TOO_LARGE if refusal.fault is EntryFault.TOO_LARGE else ArchiveFault.UNSAFE_NAME
        raise ArchiveRefused(fault, refusal.reason)
    return listing


def open_archive(path: Path, limits: ArchiveLimits | None = None, *, name: str | None = None) -> Archive:
    """List the entries of an upload.

    `name` is the file name of a single image or video, by default that of `path`; archives do not use it. Raises
    ArchiveRefused if nothing of the upload can be used, or different programs would read it differently.
    """
    limits = limits or ArchiveLimits()
    with path.open("rb") as file:
        opening = file.read(BLOCK)
        tar = is_header(opening)
        if tar and has_end_record(file):
            raise ArchiveRefused(ArchiveFault.AMBIGUOUS, "the file is a tar file and a zip file at once")
    if not opening:
        raise ArchiveRefused(ArchiveFault.EMPTY, "the uploaded file is empty")
    if tar:
        return TarArchive(path, limits, gzipped=False)
    if opening.startswith((LOCAL_SIGNATURE, EMPTY_ZIP_SIGNATURE)):
        return ZipArchive(path, limits)
    if opening.startswith(_GZIP_OPENING):
        return TarArchive(path, limits, gzipped=True)
    if sniff_format(opening) is not None:
        return SingleImage(path, limits, name=path.name if name is None else name)
    if sniff_video(opening) is not None:
        return SingleVideo(path, limits, name=path.name if name is None else name)
    raise _unknown(path, opening)


def _unknown(path: Path, opening: bytes) -> ArchiveRefused:
    for magic, kind in _UNREAD_FORMATS.items():
        if opening.startswith(magic):
            return ArchiveRefused(
                ArchiveFault.UNSUPPORTED_FORMAT,
                f"{kind} files are not read; upload zip, tar or tar.gz instead",
            )
    with path.open("rb") as file:
        if has_end_record(file):
            return ArchiveRefused(ArchiveFault.AMBIGUOUS, "the zip file has foreign bytes in front of it")
    return ArchiveRefused(
        ArchiveFault.NOT_AN_ARCHIVE,
        "the file is neither an archive (zip, tar, tar.gz) nor an image or video of a supported format",
    )
