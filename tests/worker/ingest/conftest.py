"""One pool of inspectors for all tests of the package: starting processes is what costs time here."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from worker.ingest.archive import open_archive
from worker.ingest.limits import ArchiveLimits
from worker.ingest.outcomes import Refusal
from worker.ingest.samples import ItemReport, read_samples
from worker.ingest.sandbox import Inspectors

SMALL_LIMITS = ArchiveLimits(
    max_entries=40,
    max_entry_bytes=1 << 20,
    max_total_bytes=3 << 20,
    max_ratio=100,
    ratio_threshold_bytes=1 << 18,
    max_name_bytes=400,
)

Ingest = Callable[..., list[ItemReport]]


@pytest.fixture(scope="session")
def inspectors() -> Iterator[Inspectors]:
    with Inspectors(1) as pool:
        yield pool


@pytest.fixture
def ingest(inspectors: Inspectors, tmp_path: Path) -> Ingest:
    """Read the bytes of an upload from the first to the last entry."""

    def run(upload: bytes, *, limits: ArchiveLimits = SMALL_LIMITS, name: str = "upload") -> list[ItemReport]:
        path = tmp_path / "upload"
        path.write_bytes(upload)
        with open_archive(path, limits, name=name) as archive:
            return list(read_samples(archive, 0, len(archive.entries), inspectors))

    return run


def outcome(report: ItemReport) -> str:
    """What became of an entry in one word: ok, corrupt, or why it is refused."""
    return report.outcome.fault if isinstance(report.outcome, Refusal) else report.status
