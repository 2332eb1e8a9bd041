from collections.abc import Iterator
from pathlib import Path

import pytest

from store.import_doors import ImportDoors
from tests.worker.sources.web import Web, running_web
from worker.sources.fetch import Fetcher


@pytest.fixture
def web() -> Iterator[Web]:
    with running_web() as server:
        yield server


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder that may be imported."""
    folder = tmp_path / "root"
    folder.mkdir()
    return folder


@pytest.fixture
def doors(root: Path, web: Web) -> ImportDoors:
    return ImportDoors(roots=(root,), private_hosts=frozenset({web.address}))


@pytest.fixture
def fetcher(doors: ImportDoors) -> Iterator[Fetcher]:
    with Fetcher(doors) as fetcher:
        yield fetcher
