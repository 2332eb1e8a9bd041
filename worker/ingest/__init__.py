"""Uploads to samples: read archives of unknown origin, decode every image once, and say what is in it.

with open_archive(path, limits) as archive, Inspectors() as inspectors:
    for report in read_samples(archive, 0, len(archive.entries), inspectors):
        ...
"""

from worker.ingest.archive import open_archive
from worker.ingest.contents import Archive
from worker.ingest.inspect import Corrupt, ImageFacts, inspect_image
from worker.ingest.limits import ArchiveLimits, FlightLimits, ProcessLimits
from worker.ingest.outcomes import ArchiveFault, ArchiveRefused, Entry, EntryFault, Refusal
from worker.ingest.quality import Quality
from worker.ingest.samples import ItemReport, read_samples
from worker.ingest.sandbox import Inspectors

__all__ = [
    "Archive",
    "ArchiveFault",
    "ArchiveLimits",
    "ArchiveRefused",
    "Corrupt",
    "Entry",
    "EntryFault",
    "FlightLimits",
    "ImageFacts",
    "Inspectors",
    "ItemReport",
    "ProcessLimits",
    "Quality",
    "Refusal",
    "inspect_image",
    "open_archive",
    "read_samples",
]
