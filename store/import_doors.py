"""What the operator has opened for imports by reference. Asked when a job is submitted, and again at every use."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from store.specs.sources import BUCKET_SCHEMES, bucket_of


class DoorClosed(Exception):
    """The settings do not allow this. The text is a sentence for the user."""


@dataclass(frozen=True)
class ImportDoors:
    """Every door is closed by default, except to public web servers and to what the worker's credentials can read."""

    roots: tuple[Path, ...] = ()
    """Folders on the server whose contents may be imported."""
    hidden: tuple[Path, ...] = ()
    """Winnow's own folders: never imported, even when they lie below a root."""
    endpoints: frozenset[str] = frozenset()
    """Origins of S3-compatible servers, such as `https://minio.example.org:9000`."""
    connections: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Options of an object store (endpoint, credentials) by name."""
    buckets: tuple[str, ...] = ()
    """Prefixes such as `s3://photos/`; none allows every bucket that the credentials can read."""
    own_bucket: str | None = None
    """The URL of the bucket that holds Winnow's own blobs."""
    private_hosts: frozenset[str] = frozenset()
    """`host:port` of web servers that may have private addresses and do without TLS."""

    def folder(self, path: str) -> Path:
        """`path` with every link resolved. Raises DoorClosed outside of the roots, alike for what exists and not."""
        if not self.roots:
            raise DoorClosed("Importing folders is switched off here: WINNOW_IMPORT_ROOTS names none.")
        resolved = Path(os.path.realpath(path))
        self.root_of(resolved)
        return resolved

    def root_of(self, resolved: Path) -> Path:
        """The root that `resolved` lies in."""
        for root in self.roots:
            real = Path(os.path.realpath(root))
            if resolved.is_relative_to(real) and not any(resolved.is_relative_to(hidden) for hidden in self.hidden):
                return real
        raise DoorClosed("This path is not below a folder of WINNOW_IMPORT_ROOTS.")

    def file(self, uri: str) -> tuple[Path, Path]:
        """(root, path relative to it) of a `file://` URI, links unresolved: open it with `open_beneath`."""
        parts = urlsplit(uri)
        path = Path(os.fsdecode(unquote(parts.path, errors="surrogateescape")))
        if parts.netloc not in {"", "localhost"} or not path.is_absolute() or ".." in path.parts or "\0" in str(path):
            raise DoorClosed("This is no file:// URI of a file on the server.")
        root = self.root_of(path)
        return root, path.relative_to(root)

    def endpoint(self, url: str) -> str:
        """The origin of an allowed endpoint."""
        found = origin(url)
        if found not in self.endpoints:
            raise DoorClosed("This endpoint is not one of WINNOW_IMPORT_ENDPOINTS.")
        return found

    def connection(self, name: str) -> Mapping[str, str]:
        """The options of a named connection."""
        if name not in self.connections:
            raise DoorClosed("There is no connection of this name in WINNOW_IMPORT_CONNECTIONS.")
        return self.connections[name]

    def bucket(self, url: str) -> None:
        """DoorClosed if this prefix or object may not be read."""
        scheme, bucket, key = bucket_of(url)
        if self.own_bucket is not None and _whole(self.own_bucket).startswith(f"{scheme}://{bucket}/"):
            raise DoorClosed("This bucket holds Winnow's own files.")
        if self.buckets and not f"{scheme}://{bucket}/{key}".startswith(
            tuple(_whole(prefix) for prefix in self.buckets)
        ):
            raise DoorClosed("This prefix is not one of WINNOW_IMPORT_BUCKETS.")

    def web(self, url: str) -> None:
        """DoorClosed for a plain http:// URL, unless its server was named."""
        if urlsplit(url).scheme != "https" and host_and_port(url) not in self.private_hosts:
            raise DoorClosed("Only https:// is allowed, unless WINNOW_IMPORT_ALLOW_PRIVATE_HOSTS names the server.")

    def location(self, url: str) -> None:
        """DoorClosed if this URL of a bucket or a web server may not be read."""
        if url.partition("://")[0] in BUCKET_SCHEMES:
            self.bucket(url)
        else:
            self.web(url)


CLOSED = ImportDoors()


def host_and_port(url: str) -> str:
    """`host:port` in lower case, with the scheme's port where the URL has none."""
    parts = urlsplit(url)
    return f"{(parts.hostname or '').lower()}:{parts.port or (443 if parts.scheme == 'https' else 80)}"


def origin(url: str) -> str:
    """`scheme://host:port`, so that two ways to write an endpoint compare equal."""
    return f"{urlsplit(url).scheme}://{host_and_port(url)}"


def _whole(prefix: str) -> str:
    """`s3://photos` ends where the bucket's name does: it is no prefix of `s3://photos-of-others`."""
    scheme, bucket, key = bucket_of(prefix.partition("?")[0])
    return f"{scheme}://{bucket}/{key}"
