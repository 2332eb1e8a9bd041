"""A folder of a web server that answers with a page of links, as nginx, Apache and `python -m http.server` do."""

from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import unquote, urldefrag, urljoin

from worker.ingest.names import is_clutter
from worker.reporting import UserError
from worker.sources.guarded_http import MIB, FetchFailed, FetchRefused, GuardedClient
from worker.sources.inventory import Listed

_MAX_PAGE_BYTES = 64 * MIB
_MAX_DEPTH = 32


def list_web_folder(client: GuardedClient, url: str) -> Iterator[Listed]:
    """Yield every file below the folder `url`, or `url` itself if it is a file, in the order of the names.

    Only links into the folder are followed: what lies above or on another server is no part of it. Raises UserError if
    the first page cannot be read; what is wrong with a page further down is so, too, since half a listing that looks
    whole is worse than none.
    """
    if not url.endswith("/"):
        yield Listed(unquote(url.partition("?")[0].rpartition("/")[2]), url)
        return
    yield from _walk(client, url, url, 0)


def _walk(client: GuardedClient, top: str, folder: str, depth: int) -> Iterator[Listed]:
    if depth > _MAX_DEPTH:
        raise UserError(f"The folders of {top} are nested more than {_MAX_DEPTH} deep.")
    for link in sorted(_links(client, folder)):
        name = unquote(link[len(top) :])
        if is_clutter(name.rstrip("/")):
            continue
        if link.endswith("/"):
            yield from _walk(client, top, link, depth + 1)
        else:
            yield Listed(name, link)


def _links(client: GuardedClient, folder: str) -> set[str]:
    """The direct members of a folder, as absolute URLs; those of folders end with a slash."""
    parser = _Anchors()
    for href in parser.parse(_page(client, folder)):
        link = urldefrag(urljoin(folder, href)).url
        rest = link.removeprefix(folder)
        if link.startswith(folder) and rest and "?" not in rest and "/" not in rest.rstrip("/"):
            parser.members.add(link)
    return parser.members


def _page(client: GuardedClient, folder: str) -> str:
    page = bytearray()
    try:
        with client.stream(folder) as answer:
            if answer.media_type != "text/html":
                raise UserError(f"The server shows no list of files at {folder}; use a manifest instead.")
            for chunk in answer.chunks():
                page += chunk
                if len(page) > _MAX_PAGE_BYTES:
                    raise UserError(f"The list of files at {folder} is too long; use a manifest instead.")
    except (FetchFailed, FetchRefused) as error:
        raise UserError(f"The list of files at {folder} cannot be read: {error}.") from error
    return page.decode("utf-8", "replace")


class _Anchors(HTMLParser):
    """Collects the targets of links."""

    def __init__(self) -> None:
        super().__init__()
        self.members: set[str] = set()
        self._found: list[str] = []

    def parse(self, page: str) -> list[str]:
        self.feed(page)
        self.close()
        return self._found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._found += [value for name, value in attrs if name == "href" and value]
