"""Buckets of S3, GCS and Azure through obstore: which store a URI means, and what lies below a prefix.

The URI of an object is `s3://bucket/key`, the key percent-encoded, with `?endpoint=` or `?connection=` where it is not
where the worker's environment points to: it says all that is needed to read the object again, but no secret.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from threading import Lock
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlencode, urlsplit

import obstore
from obstore.exceptions import BaseError, NotFoundError, PermissionDeniedError, UnauthenticatedError
from obstore.store import ObjectStore, from_url

from store.import_doors import ImportDoors
from store.specs.sources import bucket_of
from worker.ingest.names import is_clutter
from worker.reporting import UserError
from worker.sources.inventory import Listed

_LIST_CHUNK = 1000
# What the servers of S3 and Azure, and that of GCS, are called in the options of a store.
_SERVER_OPTIONS = ("endpoint", "base_url")
# Errors while listing come without a type.
_DENIED = re.compile(r"\b(401 Unauthorized|403 Forbidden)\b")
_RETRIES: Any = {"max_retries": 4, "retry_timeout": timedelta(seconds=60)}
_CLIENT: Any = {"connect_timeout": timedelta(seconds=10), "timeout": timedelta(seconds=120)}


@dataclass(frozen=True, slots=True)
class Bucket:
    """A bucket on some server; with neither endpoint nor connection, where the worker's environment says."""

    scheme: str
    name: str
    endpoint: str | None = None
    connection: str | None = None

    def uri(self, key: str) -> str:
        """The URI of an object."""
        where = {"endpoint": self.endpoint, "connection": self.connection}
        query = urlencode({name: value for name, value in where.items() if value is not None})
        return f"{self.scheme}://{self.name}/{quote(key)}{'?' if query else ''}{query}"


def object_uri(url: str, *, endpoint: str | None, connection: str | None) -> tuple[str, str]:
    """(URI, key) of an object at `url`, which is as people write it: nothing in it is encoded."""
    scheme, name, key = bucket_of(url)
    return Bucket(scheme, name, endpoint if scheme == "s3" else None, connection).uri(key), key


def parse_uri(uri: str) -> tuple[Bucket, str]:
    """The bucket and the key of a URI that `Bucket.uri` made."""
    parts, query = urlsplit(uri), parse_qs(urlsplit(uri).query)
    endpoint, connection = query.get("endpoint", [None])[0], query.get("connection", [None])[0]
    return Bucket(parts.scheme, parts.netloc, endpoint, connection), unquote(parts.path.removeprefix("/"))


class Buckets:
    """Object stores by bucket, made when they are asked for the first time. One object serves many threads."""

    def __init__(self, doors: ImportDoors) -> None:
        self._doors = doors
        self._stores: dict[Bucket, ObjectStore] = {}
        self._lock = Lock()

    def store(self, bucket: Bucket, key: str) -> ObjectStore:
        """The store that holds `key`, an object or a prefix. Raises DoorClosed if it may not be read."""
        self._doors.bucket(f"{bucket.scheme}://{bucket.name}/{key}")
        with self._lock:
            if bucket not in self._stores:
                self._stores[bucket] = self._open(bucket)
            return self._stores[bucket]

    def _open(self, bucket: Bucket) -> ObjectStore:
        options: dict[str, Any] = {}
        if bucket.endpoint is not None:
            options = {"endpoint": self._doors.endpoint(bucket.endpoint)}
        elif bucket.connection is not None:
            options = dict(self._doors.connection(bucket.connection))
        client: Any = dict(_CLIENT)
        if any(str(options.get(name, "")).startswith("http://") for name in _SERVER_OPTIONS):
            client["allow_http"] = True
        if "endpoint" in options and bucket.scheme == "s3":
            # Servers of one's own rarely have a region, but the signature needs one.
            options.setdefault("region", os.environ.get("AWS_REGION", "us-east-1"))
        arguments: Any = {"config": options, "client_options": client, "retry_config": _RETRIES}
        try:
            opened: ObjectStore = from_url(f"{bucket.scheme}://{bucket.name}", **arguments)
        except (BaseError, ValueError) as error:
            raise UserError(
                f"The settings of the connection to {bucket.scheme}://{bucket.name} cannot work."
            ) from error
        return opened


def list_bucket(buckets: Buckets, url: str, *, endpoint: str | None, connection: str | None) -> Iterator[Listed]:
    """Yield every object below the prefix `url` except clutter, in the order of the store, which is that of the keys.

    Names are relative to the last folder of the prefix. Raises UserError if the bucket cannot be listed.
    """
    scheme, name, prefix = bucket_of(url)
    bucket = Bucket(scheme, name, endpoint, connection)
    store = buckets.store(bucket, prefix)
    folder = prefix[: prefix.rfind("/") + 1]
    found = False
    try:
        # obstore lists whole folders only; "2026-" must be filtered out of its parent.
        for batch in obstore.list(store, prefix=folder or None, chunk_size=_LIST_CHUNK):
            for meta in batch:
                key, size = str(meta["path"]), int(meta["size"])
                if not key.startswith(prefix) or is_clutter(key[len(folder) :]):
                    continue
                found = True
                yield Listed(key[len(folder) :], bucket.uri(key), size)
    except (BaseError, OSError) as error:
        raise UserError(unreadable(bucket, error)) from error
    if not found:
        raise UserError(f"There is nothing below {url}.")


def unreadable(bucket: Bucket, error: Exception) -> str:
    """Why a bucket cannot be read, without anything that the server said: its message is only searched."""
    if isinstance(error, FileNotFoundError | NotFoundError) or "404 Not Found" in str(error):
        reason = "does not exist"
    elif isinstance(error, PermissionError | PermissionDeniedError | UnauthenticatedError) or _DENIED.search(
        str(error)
    ):
        reason = "may not be read with the worker's credentials"
    else:
        reason = "cannot be read: its server does not answer as it should"
    return f"The bucket {bucket.scheme}://{bucket.name} {reason}."
