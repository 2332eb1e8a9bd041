"""Every row of the table of hostile files, in one upload to a running service: each is refused or put aside with its
reason, whatever lies beside it is ingested, and no process has to be started again."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import psutil
import pytest

from tests.e2e.stack import Stack, running_stack
from tests.hostile_files import ANY_NAME, FIRST, HOSTILE_FILES, MAX_ENTRY_BYTES, Hostile
from tests.pictures import class_folders, zipped
from tests.worker.ingest.archives import ZipEntry, gzip_member, make_image, make_tar, make_zip, tar_member
from tests.worker.ingest.test_hostile_tar import WHOLE as WHOLE_TAR
from tests.worker.ingest.test_hostile_zip import WHOLE as WHOLE_ZIP

pytestmark = pytest.mark.e2e

# Whole archives: a job each, so not all of them here. What the failure has to say.
ARCHIVES: dict[str, tuple[bytes, str]] = {
    "overlapping-entries": (WHOLE_ZIP["overlapping-entries"][0], "overlap"),
    "zip-and-tar": (WHOLE_ZIP["zip-and-tar"][0], "at once"),
    "cut-off": (WHOLE_ZIP["cut-off"][0], "truncated|cut off|end"),
    "claims-exabytes": (WHOLE_TAR["claims-exabytes"][0], "cut off"),
    "gzip-bomb": (gzip_member(make_tar(tar_member("x.bmp", bytes(64 << 20)))), "times its size|unpacks"),
    "seven-zip": (b"7z\xbc\xaf\x27\x1c" + bytes(100), "7z files are not read"),
}


@dataclass
class Survived:
    stack: Stack
    items: list[dict[str, Any]]
    """Of the job's report, in the order of the archive: the good first one, then a row and a good one in turn."""
    failures: dict[str, str]
    """Of the whole archives, by name."""


@pytest.fixture(scope="module")
def survived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Survived]:
    entries = [FIRST]
    for number, (name, row) in enumerate(HOSTILE_FILES.items()):
        same_name = row.entry.name == ANY_NAME
        entries.append(replace(row.entry, name=f"hostile/{name}.jpg") if same_name else row.entry)
        entries += [ZipEntry(f"good/{number:03}.jpg", make_image(1000 + number))]
    with running_stack(
        "sqlite", tmp_path_factory.mktemp("hostile"), WINNOW_MAX_ENTRY_BYTES=str(MAX_ENTRY_BYTES)
    ) as stack:
        processes = stack.tree()
        dataset_id = stack.post("/v1/datasets", {"name": "hostile files"})["id"]
        job = stack.succeeded(stack.upload(dataset_id, "hostile.zip", make_zip(*entries))["job_id"])
        lines = stack.client.get(f"/v1/jobs/{job['id']}/items.jsonl").text.splitlines()
        submitted = {name: stack.upload(dataset_id, name, data)["job_id"] for name, (data, _) in ARCHIVES.items()}
        ended = {name: stack.ended(job_id) for name, job_id in submitted.items()}
        assert {name: job["state"] for name, job in ended.items()} == dict.fromkeys(ARCHIVES, "failed")
        assert all(map(_lives, processes)), "a process had to be started again"
        failures = {name: job["failure"]["detail"] for name, job in ended.items()}
        yield Survived(stack, [json.loads(line) for line in lines], failures)


def _lives(process: psutil.Process) -> bool:
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE


def test_there_are_enough_of_them() -> None:
    assert len(HOSTILE_FILES) >= 100
    assert len({(row.entry.name, row.entry.data, row.entry.raw) for row in HOSTILE_FILES.values()}) >= 90


@pytest.mark.parametrize(("place", "row"), list(enumerate(HOSTILE_FILES.values())), ids=HOSTILE_FILES)
def test_it_loses_only_itself(survived: Survived, place: int, row: Hostile) -> None:
    """The neighbours are asserted on as well: those of every row together are all good files of the upload."""
    before, item, after = survived.items[2 * place : 2 * place + 3]
    assert item["outcome"] == ("corrupt" if row.outcome == "corrupt" else "refused")
    assert re.search(row.reason, item["reason"]), item["reason"]
    assert item["name"].isprintable()
    assert (before["outcome"], after["outcome"]) == ("accepted", "accepted")


def test_the_report_has_every_file(survived: Survived) -> None:
    assert [item["index"] for item in survived.items] == list(range(2 * len(HOSTILE_FILES) + 1))


@pytest.mark.parametrize("name", ARCHIVES)
def test_a_hostile_archive_is_refused_as_a_whole(survived: Survived, name: str) -> None:
    assert re.search(ARCHIVES[name][1], survived.failures[name]), survived.failures[name]


def test_the_service_goes_on(survived: Survived) -> None:
    survived.stack.dataset("afterwards", zipped(class_folders(3)))
