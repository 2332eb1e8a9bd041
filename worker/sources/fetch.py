"""The bytes behind a URI, wherever it points: a server folder, a bucket, a web server. Every door is asked again."""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from typing import BinaryIO, Self, TypeVar

import obstore
from obstore.exceptions import BaseError, InvalidPathError, NotFoundError, PermissionDeniedError, UnauthenticatedError

from store.confined_files import NotConfined, open_beneath
from store.import_doors import DoorClosed, ImportDoors
from store.specs.sources import BUCKET_SCHEMES
from worker.ingest.contents import refuse_by_content
from worker.ingest.outcomes import EntryFault, Refusal
from worker.reporting import UserError
from worker.sources.guarded_http import MIB, FetchFailed, FetchRefused, GuardedClient
from worker.sources.objects import Buckets, parse_uri, unreadable

T = TypeVar("T")

# As much as it takes to tell an image from something else.
_OPENING = 512


class Oversize(Exception):
    """The file is larger than the caller wants to hold."""


class Fetcher:
    """Reads files by URI. One object serves many threads. Use it as a context manager."""

    def __init__(self, doors: ImportDoors, *, web: GuardedClient | None = None) -> None:
        self.doors = doors
        self.buckets = Buckets(doors)
        self.web = web or GuardedClient(private_hosts=doors.private_hosts)

    def fetch(self, uri: str, *, max_bytes: int) -> bytes | Refusal:
        """The image, or why it cannot be had. What does not begin like one is refused after its first bytes.

        Raises Oversize above `max_bytes`, and UserError if a bucket as a whole does not answer: then it is no use to
        go on, and an outage must not look like a thousand bad files.
        """
        return self._taken(uri, lambda chunks: _image(chunks, max_bytes))

    def copy(self, uri: str, out: BinaryIO, *, max_bytes: int) -> Refusal | None:
        """Write a file of any kind to `out`, or say why it cannot be had. Raises what `fetch` raises."""
        return self._taken(uri, lambda chunks: _write(chunks, out, max_bytes))

    def _taken(self, uri: str, take: Callable[[Iterator[bytes]], T]) -> T | Refusal:
        """What `take` makes of the contents."""
        try:
            with closing(self._chunks(uri)) as chunks:
                return take(chunks)
        except (DoorClosed, FetchRefused) as refused:
            return Refusal(EntryFault.NOT_ALLOWED, str(refused).rstrip("."))
        except NotConfined:
            return Refusal(EntryFault.LINK, "a symbolic link or a special file, which is never followed")
        except FetchFailed as failed:
            return Refusal(EntryFault.UNREACHABLE, str(failed))
        except (FileNotFoundError, NotFoundError):
            return Refusal(EntryFault.UNREACHABLE, "the file does not exist")
        except (PermissionError, PermissionDeniedError, UnauthenticatedError):
            return Refusal(EntryFault.UNREACHABLE, "the worker may not read the file")
        except (InvalidPathError, ValueError):
            return Refusal(EntryFault.BAD_REFERENCE, "this is no name of a file")
        except (BaseError, OSError) as error:
            if uri.partition("://")[0] in BUCKET_SCHEMES:
                raise UserError(unreadable(parse_uri(uri)[0], error)) from error
            return Refusal(EntryFault.UNREACHABLE, "the file cannot be read")

    def _chunks(self, uri: str) -> Generator[bytes, None, None]:
        scheme = uri.partition("://")[0]
        if scheme == "file":
            yield from self._file(uri)
        elif scheme in BUCKET_SCHEMES:
            bucket, key = parse_uri(uri)
            for chunk in obstore.get(self.buckets.store(bucket, key), key).stream(min_chunk_size=MIB):
                yield bytes(chunk)
        else:
            self.doors.web(uri)
            with self.web.stream(uri) as answer:
                yield from answer.chunks()

    def _file(self, uri: str) -> Iterator[bytes]:
        root, relative = self.doors.file(uri)
        with open_beneath(root, relative) as file:
            while chunk := file.read(MIB):
                yield chunk

    def close(self) -> None:
        self.web.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _image(chunks: Iterable[bytes], max_bytes: int) -> bytes | Refusal:
    content, judged = bytearray(), False
    for chunk in chunks:
        content += chunk
        if not judged and len(content) >= _OPENING:
            judged = True
            if (refusal := refuse_by_content(bytes(content[:_OPENING]))) is not None:
                return refusal
        if len(content) > max_bytes:
            raise Oversize
    if not content:
        return Refusal(EntryFault.EMPTY, "the file is empty")
    return (None if judged else refuse_by_content(bytes(content))) or bytes(content)


def _write(chunks: Iterable[bytes], out: BinaryIO, max_bytes: int) -> None:
    total = 0
    for chunk in chunks:
        total += len(chunk)
        if total > max_bytes:
            raise Oversize
        out.write(chunk)
