"""Folders of web servers that show their files."""

import pytest

from tests.worker.sources.web import Web, body, status
from worker.reporting import UserError
from worker.sources import Fetcher, list_web_folder


def page(*links: str) -> bytes:
    return "".join(f'<li><a href="{link}">a file</a></li>' for link in links).encode()


def test_files_below_the_folder_are_listed(web: Web, fetcher: Fetcher) -> None:
    top = ("../", "?C=N;O=D", "b.png", "cats/", "a%20b.png", "/data/c.png", "#top", ".hidden.png", "b.png")
    web.pages["/data/"] = body(page(*top), "text/html")
    elsewhere = ("/", "/data/", "/other/x.png", "http://elsewhere.example/y.png")
    web.pages["/data/cats/"] = body(page("1.png", *elsewhere), "text/html")
    found = list(list_web_folder(fetcher.web, web.url("/data/")))
    assert [file.name for file in found] == ["a b.png", "b.png", "c.png", "cats/1.png"]
    assert found[0].uri == web.url("/data/a%20b.png")
    assert [path for path, _ in web.asked] == ["/data/", "/data/cats/"]


def test_one_file_is_one_entry(web: Web, fetcher: Fetcher) -> None:
    (found,) = list_web_folder(fetcher.web, web.url("/data/a%20b.png?size=1"))
    assert (found.name, found.uri) == ("a b.png", web.url("/data/a%20b.png?size=1"))


def test_a_server_without_listings_is_an_error(web: Web, fetcher: Fetcher) -> None:
    web.pages["/data/"] = body(b"{}", "application/json")
    with pytest.raises(UserError, match="no list of files"):
        list(list_web_folder(fetcher.web, web.url("/data/")))
    web.pages["/data/"] = status(500)
    with pytest.raises(UserError, match="cannot be read"):
        list(list_web_folder(fetcher.web, web.url("/data/")))


def test_folders_without_end_are_an_error(web: Web, fetcher: Fetcher) -> None:
    for depth in range(40):
        web.pages["/" + "a/" * depth] = body(page("a/"), "text/html")
    with pytest.raises(UserError, match="nested"):
        list(list_web_folder(fetcher.web, web.url("/")))
