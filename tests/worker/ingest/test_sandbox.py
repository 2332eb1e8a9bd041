"""The pool of confined processes, against inputs that kill."""

import functools
import hashlib
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.worker.ingest.archives import GOOD_JPEG, ZipEntry, make_image, make_zip
from tests.worker.ingest.fragile import inspect_or_die
from worker.ingest.archive import open_archive
from worker.ingest.inspect import Corrupt, ImageFacts, inspect_image
from worker.ingest.limits import FlightLimits, ProcessLimits
from worker.ingest.outcomes import Refusal
from worker.ingest.samples import read_samples
from worker.ingest.sandbox import Inspectors

TIGHT = ProcessLimits(cpu_seconds=1, memory_bytes=256 << 20)


@pytest.fixture(scope="module")
def fragile() -> Iterator[Inspectors]:
    with Inspectors(2, limits=TIGHT, inspect=inspect_or_die) as pool:
        yield pool


@pytest.mark.parametrize(
    ("killer", "reason"),
    [
        ("segfault", "SIGSEGV"),
        ("abort", "SIGABRT"),
        ("killed", "SIGKILL"),
        ("exit", "failed"),
        ("bug", "failed"),
        ("spin", "processor time"),
        ("memory", "memory"),
        ("lie", "another file"),
    ],
)
def test_a_killer_costs_one_image(fragile: Inspectors, killer: str, reason: str) -> None:
    items = [(f"{i}.jpg", make_image(i)) for i in range(40)]
    items[17] = (killer, b"payload")
    answers = list(fragile.map(items))
    assert [type(answer) for answer in answers] == [ImageFacts] * 17 + [Corrupt] + [ImageFacts] * 22
    for (_, data), answer in zip(items, answers, strict=True):
        assert answer.sha256 == hashlib.sha256(data).hexdigest()
    assert isinstance(answers[17], Corrupt)
    assert reason in answers[17].reason


def test_a_hanging_process_is_given_up() -> None:
    with Inspectors(1, limits=ProcessLimits(wall_seconds=5), inspect=inspect_or_die) as pool:
        first, hung, last = pool.map([("1.jpg", GOOD_JPEG), ("hang", b"payload"), ("3.jpg", GOOD_JPEG)])
    assert isinstance(first, ImageFacts)
    assert isinstance(last, ImageFacts)
    assert isinstance(hung, Corrupt)
    assert hung.reason == "decoding took longer than 5 s"


def test_killers_in_a_row(fragile: Inspectors) -> None:
    items = [("segfault" if i % 3 else "fine.jpg", make_image(i)) for i in range(30)]
    answers = list(fragile.map(items))
    assert [isinstance(answer, Corrupt) for answer in answers] == [bool(i % 3) for i in range(30)]


def test_a_decoder_may_not_do_what_it_need_not(fragile: Inspectors, tmp_path: Path) -> None:
    target = tmp_path / "written"
    (answer,) = fragile.map([("report", str(target).encode())])
    assert isinstance(answer, Corrupt)
    assert answer.reason == "write:File too large CORE:(0, 0) FSIZE:(0, 0) NOFILE:64 NoNewPrivs:1"
    assert not target.exists() or target.stat().st_size == 0


def test_answers_come_in_order_whoever_is_first(fragile: Inspectors) -> None:
    """Images of very different cost over two processes."""
    items = [(str(i), make_image(i, size=(900, 900) if i % 7 == 0 else (8, 8))) for i in range(60)]
    answers = list(fragile.map(items))
    assert [answer.sha256 for answer in answers] == [hashlib.sha256(data).hexdigest() for _, data in items]


def test_answers_equal_those_without_a_sandbox(inspectors: Inspectors) -> None:
    items = [(f"class/{i}.jpg", make_image(i, size=(60 + i, 40))) for i in range(5)] + [("x", b"\xff\xd8\xff")]
    assert list(inspectors.map(items)) == [inspect_image(name, data) for name, data in items]


def test_a_listener_that_leaves_does_not_spoil_the_next_call(fragile: Inspectors) -> None:
    abandoned = fragile.map((str(i), make_image(i)) for i in range(100))
    next(abandoned)
    abandoned.close()
    data = make_image(1000)
    (answer,) = fragile.map([("x.jpg", data)])
    assert answer.sha256 == hashlib.sha256(data).hexdigest()


def test_an_error_of_the_source_is_not_swallowed(fragile: Inspectors) -> None:
    def source() -> Iterator[tuple[str, bytes]]:
        yield "a.jpg", GOOD_JPEG
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="the disk is gone"):
        list(fragile.map(source()))
    assert len(list(fragile.map([("a.jpg", GOOD_JPEG)]))) == 1


def test_nothing_in_nothing_out(inspectors: Inspectors) -> None:
    assert list(inspectors.map([])) == []


def test_reading_ahead_is_bounded(inspectors: Inspectors) -> None:
    """However slow the listener is, only so many bytes and items are in flight."""
    taken = 0

    def source() -> Iterator[tuple[str, bytes]]:
        nonlocal taken
        for i in range(120):
            taken += 1
            yield f"{i}.jpg", GOOD_JPEG

    for limits, most in [
        (FlightLimits(max_items=20), 20),
        (FlightLimits(max_bytes=10 * len(GOOD_JPEG)), 10),
        (FlightLimits(max_bytes=1), 1),
    ]:
        taken = 0
        with Inspectors(1, flight=limits) as pool:
            for given_out, _ in enumerate(pool.map(source())):
                assert taken - given_out <= most
        assert taken == 120


def test_a_file_larger_than_the_flight_limit_passes() -> None:
    with Inspectors(1, flight=FlightLimits(max_bytes=1000, batch_bytes=1000)) as pool:
        (answer,) = pool.map([("x.jpg", GOOD_JPEG + bytes(5 << 20))])
    assert isinstance(answer, ImageFacts)


def test_the_processes_end_with_the_pool() -> None:
    before = set(psutil.Process().children(recursive=True))
    with Inspectors(2) as pool:
        list(pool.map([("x.jpg", GOOD_JPEG)]))
        inside = set(psutil.Process().children(recursive=True)) - before
        assert len([process for process in inside if process.is_running()]) >= 2
    left = [process for process in inside if process.is_running() and process.status() != psutil.STATUS_ZOMBIE]
    # The fork server and the resource tracker stay; they serve every pool of this process.
    assert len(left) <= 2


def test_limits_of_an_image_reach_the_pool() -> None:
    with Inspectors(1, inspect=functools.partial(inspect_image, max_pixels=10)) as pool:
        (answer,) = pool.map([("x.jpg", GOOD_JPEG)])
    assert isinstance(answer, Corrupt)


def test_samples_of_a_long_archive_in_order(inspectors: Inspectors, tmp_path: Path) -> None:
    """Accepted, corrupt and refused entries mixed, over more than one stretch of the reader."""
    kinds = {0: GOOD_JPEG, 1: b"text", 2: b"\xff\xd8\xff"}
    entries = [ZipEntry(f"{i}.jpg", kinds[0 if i % 500 == 0 else 1 + i % 2], method=0) for i in range(4500)]
    path = tmp_path / "upload"
    path.write_bytes(make_zip(*entries))
    with open_archive(path) as archive:
        reports = list(read_samples(archive, 100, 10**9, inspectors))
    assert [report.entry.index for report in reports] == list(range(100, 4500))
    for report in reports:
        kind = 0 if report.entry.index % 500 == 0 else 1 + report.entry.index % 2
        assert report.status == ("ok", "refused", "corrupt")[kind]
        assert report.data == (None if isinstance(report.outcome, Refusal) else kinds[kind])
