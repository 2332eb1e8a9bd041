"""A full disk and a folder that cannot be written: the job fails with that reason, and the service stays up."""

import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from tests.crash.crew import Role
from tests.crash.ground import SMALL, Ground, ground
from tests.e2e.stack import wait_until

pytestmark = pytest.mark.crash

MEGABYTE = 1024**2
METHOD = {"name": "simclr", "hidden_dim": 8, "output_dim": 8}
TRAIN = {**SMALL, "epochs": 1, "method": METHOD}


class Disk:
    """A file system of 32 MB in memory."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @contextmanager
    def full(self) -> Iterator[None]:
        """Whatever anybody frees is taken at once."""
        ballast, over = self.folder / "ballast", threading.Event()

        def fill() -> None:
            with ballast.open("wb", buffering=0) as file:
                while not over.wait(0.005):
                    with suppress(OSError):
                        while file.write(b"x" * 4096):
                            pass

        filler = threading.Thread(target=fill)
        filler.start()
        wait_until(lambda: shutil.disk_usage(self.folder).free == 0, "the disk to be full")
        try:
            yield
        finally:
            over.set()
            filler.join()
            ballast.unlink()

    @contextmanager
    def read_only(self) -> Iterator[None]:
        mount("-o", "remount,ro", str(self.folder))
        try:
            yield
        finally:
            mount("-o", "remount,rw", str(self.folder))


def mount(*arguments: str) -> None:
    subprocess.run(["mount", *arguments], check=True, capture_output=True)


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Disk]:
    folder = tmp_path_factory.mktemp("disk")
    if os.geteuid() != 0:
        pytest.skip("a small file system can only be mounted by root")
    try:
        mount("-t", "tmpfs", "-o", "size=32m", "tmpfs", str(folder))
    except subprocess.CalledProcessError as error:
        pytest.skip(f"mounting is not allowed here: {error.stderr.decode().strip()}")
    yield Disk(folder)
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture(scope="module")
def on_disk(disk: Disk, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """The data folder is on the small disk; the database is not, as with PostgreSQL."""
    folder = tmp_path_factory.mktemp("ground-disk")
    environment = {"WINNOW_DATA_DIR": str(disk.folder / "data"), "WINNOW_DATABASE_URL": f"sqlite:///{folder}/winnow.db"}
    with ground("sqlite", folder, **environment) as made:
        made.prepare()
        made.made(made.submit(kind="train", **TRAIN))  # decodes the images, for which there is room now
        yield made
        findings = made.holds()
        assert findings.clean, findings


@pytest.mark.parametrize(
    ("trouble", "words", "kind"),
    [("full", "is full", "export"), ("full", "is full", "train"), ("read_only", "read-only", "embed")],
)
def test_the_job_fails_with_the_reason_and_can_be_retried(
    disk: Disk, on_disk: Ground, trouble: str, words: str, kind: str
) -> None:
    specs: dict[str, dict[str, Any]] = {"export": {"subset": on_disk.subset}, "train": TRAIN, "embed": SMALL}
    with getattr(disk, trouble)():
        job_id = on_disk.submit(kind=kind, **specs[kind])
        job = on_disk.ended(job_id)
        assert (job.state, job.attempt) == ("failed", 1)
        assert job.failure is not None
        assert job.failure["type"] == "storage", job.failure
        assert words in job.failure["detail"]
        assert on_disk.stack.get("/livez")
        for role in (Role.GATEWAY, Role.DISPATCHER, Role.WORKER):
            assert len(on_disk.crew.find(role)) == 1
    wait_until(on_disk.stack.answers, "the gateway to be ready")
    assert on_disk.stack.client.post(f"/v1/jobs/{job_id}/retry").is_success
    on_disk.made(job_id)


def test_an_upload_that_does_not_fit_is_refused_whole(disk: Disk, on_disk: Ground) -> None:
    url = f"/v1/datasets/{on_disk.dataset}/uploads"
    before = len(on_disk.stack.get(url)["items"])
    with disk.full():
        answer = on_disk.stack.client.post(url, params={"filename": "a.png"}, content=os.urandom(MEGABYTE))
    assert answer.is_server_error
    assert answer.headers["content-type"] == "application/problem+json"
    assert len(on_disk.stack.get(url)["items"]) == before
