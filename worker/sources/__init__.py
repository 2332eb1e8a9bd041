"""Images that are somewhere else: server folders, buckets, web servers, manifests of them, datasets of torchvision.

A source is listed once, into an inventory file, and read in ranges from there:

    write_inventory(path, list_folder(folder), limits)
    with Fetcher(doors) as fetcher, Inventory(path) as inventory, Inspectors() as inspectors:
        files = ReferencedFiles(inventory, fetcher, limits)
        for report in read_samples(files, 0, len(inventory), inspectors):
            ...
"""

from worker.sources.fetch import Fetcher, Oversize
from worker.sources.folder import list_folder
from worker.sources.guarded_http import FetchFailed, FetchLimits, FetchRefused, GuardedClient
from worker.sources.inventory import Inventory, Listed, SourceEntry, write_inventory
from worker.sources.manifest import read_manifest
from worker.sources.objects import Buckets, list_bucket
from worker.sources.packed import PackedImages, Split
from worker.sources.referenced import ReferencedFiles
from worker.sources.torchvision_dataset import open_dataset
from worker.sources.web_folder import list_web_folder

__all__ = [
    "Buckets",
    "FetchFailed",
    "FetchLimits",
    "FetchRefused",
    "Fetcher",
    "GuardedClient",
    "Inventory",
    "Listed",
    "Oversize",
    "PackedImages",
    "ReferencedFiles",
    "SourceEntry",
    "Split",
    "list_bucket",
    "list_folder",
    "list_web_folder",
    "open_dataset",
    "read_manifest",
    "write_inventory",
]
