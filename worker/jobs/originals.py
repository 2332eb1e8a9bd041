"""The bytes of samples, whether they were copied or stay where they were imported from."""

import hashlib
from functools import cached_property
from typing import Self

from store.blobs import Blobs, image_key
from store.settings import Settings
from worker.ingest.outcomes import Refusal
from worker.reporting import UserError
from worker.sources.fetch import Fetcher, Oversize


class Originals:
    """Reads images as they were ingested. One object serves many threads. Use it as a context manager."""

    def __init__(self, settings: Settings, blobs: Blobs) -> None:
        self._settings, self._blobs = settings, blobs

    @cached_property
    def _fetcher(self) -> Fetcher:
        """Made when it is needed: most datasets are copied."""
        return Fetcher(self._settings.import_doors)

    def read(self, sha256: str, source_uri: str | None) -> bytes:
        """The image with this digest. `source_uri` says where it is if it was not copied.

        Raises BlobNotFound, or UserError if the file at `source_uri` is gone or is no longer the one that was imported.
        """
        if source_uri is None:
            return self._blobs.get(image_key(sha256))
        try:
            content = self._fetcher.fetch(source_uri, max_bytes=self._settings.max_entry_bytes)
        except Oversize:
            content = b""
        if isinstance(content, Refusal):
            raise UserError(f"The image at {source_uri} was not copied and cannot be read any more: {content.reason}.")
        if hashlib.sha256(content).hexdigest() != sha256:
            raise UserError(f"The image at {source_uri} was not copied and has changed since it was imported.")
        return content

    def lasting(self) -> "Originals":
        """Another one, for readers that outlive the context manager: it lasts as long as the job's own process."""
        return Originals(self._settings, self._blobs)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if "_fetcher" in self.__dict__:
            self._fetcher.close()
