"""Videos of unknown origin: decoded in confined processes, and unfolded among the entries of an archive."""

import io
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from store.specs.videos import VideoSampling
from tests.pictures import picture, zipped
from tests.worker.video.clips import level, make_clip
from worker.ingest.archive import open_archive
from worker.ingest.inspect import ImageFacts, inspect_image
from worker.ingest.outcomes import Refusal
from worker.ingest.samples import ItemReport, read_samples
from worker.ingest.sandbox import Inspectors
from worker.video import VideoRefused, scan
from worker.video.decoder_process import Order
from worker.video.decoders import Lost, Picture, VideoDecoders
from worker.video.unfold import FrameEntry, Unfolded, survey

ALL = VideoSampling(every_nth=1)


@pytest.fixture(scope="module")
def decoders() -> Iterator[VideoDecoders]:
    with VideoDecoders() as running:
        yield running


@pytest.fixture(scope="module")
def inspectors() -> Iterator[Inspectors]:
    with Inspectors(1) as pool:
        yield pool


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_clip(tmp_path_factory.mktemp("clip") / "clip.mp4")


def unfold(
    upload: Path, sampling: VideoSampling, decoders: VideoDecoders, inspectors: Inspectors, *, step: int
) -> list[ItemReport]:
    """Everything that a job would report, in shards of `step` entries."""
    scratch = upload.parent / "scratch"
    scratch.mkdir(exist_ok=True)
    with open_archive(upload) as archive:
        clips = list(survey(archive, decoders, sampling, scratch, only=0 if archive.format == "video" else None))
        contents = Unfolded(archive, clips, sampling, decoders, scratch)
        reports: list[ItemReport] = []
        for start in range(0, len(contents.entries), step):
            reports += read_samples(contents, start, start + step, inspectors)
            reports += contents.frames(start, start + step)
        contents.close()
    assert list(scratch.iterdir()) == []
    return sorted(reports, key=lambda report: report.entry.index)


def test_a_confined_scan_sees_what_a_plain_one_sees(clip: Path, decoders: VideoDecoders, tmp_path: Path) -> None:
    facts, index = decoders.scan(clip)
    expected_facts, expected = scan(clip)
    assert facts == expected_facts
    np.testing.assert_array_equal(index.pts, expected.pts)
    np.testing.assert_array_equal(index.keys, expected.keys)
    (tmp_path / "no.mp4").write_bytes(b"no video")
    with pytest.raises(VideoRefused, match="supported format"):
        decoders.scan(tmp_path / "no.mp4")


def test_a_frame_is_inspected_as_its_jpeg_would_be(clip: Path, decoders: VideoDecoders) -> None:
    _, index = scan(clip)
    found = [news for _, news in decoders.extract([Order(clip, index, np.array([3, 17]))])]
    assert [news.index for news in found] == [3, 17]
    for news in found:
        assert isinstance(news, Picture)
        assert level(np.asarray(Image.open(io.BytesIO(news.jpeg)))) == pytest.approx(news.index, abs=1)
        inspected = inspect_image("frame.jpg", news.jpeg)
        assert isinstance(inspected, ImageFacts)
        assert (news.facts.sha256, news.facts.width, news.facts.format) == (inspected.sha256, 64, "JPEG")
        assert news.facts.quality.luminance == pytest.approx(inspected.quality.luminance, abs=0.01)
        assert (int(news.facts.phash, 16) ^ int(inspected.phash, 16)).bit_count() <= 8


def test_a_process_that_dies_costs_what_it_had_left(clip: Path) -> None:
    _, index = scan(clip)
    with VideoDecoders(1) as decoders:
        victim = decoders._children[0]._process.pid
        assert victim is not None
        os.kill(victim, signal.SIGKILL)
        found = [news for _, news in decoders.extract([Order(clip, index, np.arange(5))])]
        assert [news.index for news in found] == [0, 1, 2, 3, 4]
        assert all(isinstance(news, Lost) and "SIGKILL" in news.reason for news in found)
        again = [news for _, news in decoders.extract([Order(clip, index, np.arange(5))])]
        assert all(isinstance(news, Picture) for news in again)


def test_orders_of_someone_who_stopped_listening_do_not_turn_up_later(clip: Path, decoders: VideoDecoders) -> None:
    _, index = scan(clip)
    listening = decoders.extract([Order(clip, index, np.arange(30)), Order(clip, index, np.arange(30))])
    next(iter(listening))
    listening.close()  # type: ignore[attr-defined]
    found = [news.index for _, news in decoders.extract([Order(clip, index, np.array([29]))])]
    assert found == [29]


@pytest.mark.parametrize("step", [1000, 7])
def test_an_uploaded_video_becomes_frames_that_know_it(
    clip: Path, decoders: VideoDecoders, inspectors: Inspectors, step: int
) -> None:
    reports = unfold(clip, VideoSampling(every_nth=2), decoders, inspectors, step=step)
    assert [report.entry.index for report in reports] == list(range(15))
    assert [report.entry.name for report in reports[:2]] == ["clip.mp4/000000.jpg", "clip.mp4/000002.jpg"]
    for number, report in enumerate(reports):
        assert isinstance(report.entry, FrameEntry)
        assert isinstance(report.outcome, ImageFacts)
        assert report.entry.frame_index == 2 * number
        assert report.entry.seconds == pytest.approx(0.2 * number)
        assert report.outcome.label is None


@pytest.mark.parametrize("step", [1000, 4])
def test_videos_in_an_archive_take_their_place_among_the_images(
    clip: Path, tmp_path: Path, decoders: VideoDecoders, inspectors: Inspectors, step: int
) -> None:
    cut = make_clip(tmp_path / "cut.mkv", noise=True).read_bytes()
    files = {
        "a/first.png": picture(1),
        "a/clip.mp4": clip.read_bytes(),
        "b/second.png": picture(2),
        "b/image.mp4": picture(3),
        "b/broken.mov": b"\0\0\0\x14ftypqt  " + bytes(100),
        "c/cut.mkv": cut[: len(cut) * 6 // 10],
        "c/last.png": picture(4),
    }
    upload = tmp_path / "upload.zip"
    upload.write_bytes(zipped(files))
    reports = unfold(upload, VideoSampling(fps=5), decoders, inspectors, step=step)
    assert [report.entry.index for report in reports] == list(range(len(reports)))
    names = [report.entry.name for report in reports]
    assert names[0] == "a/first.png"
    assert names[1:16] == [f"a/clip.mp4/{index:06}.jpg" for index in range(0, 30, 2)]
    assert names[16:19] == ["b/second.png", "b/image.mp4", "b/broken.mov"]
    assert names[-1] == "c/last.png"
    assert [report.status for report in reports[16:19]] == ["ok", "ok", "refused"]
    labels = {report.outcome.label for report in reports[1:16] if isinstance(report.outcome, ImageFacts)}
    assert labels == {"a"}
    from_cut = [report for report in reports if report.entry.name.startswith("c/cut.mkv/")]
    assert 3 <= len(from_cut) < 15
    assert sum(report.status == "ok" for report in from_cut) >= len(from_cut) - 1


def test_scenes_leave_the_other_places_empty(tmp_path: Path, decoders: VideoDecoders, inspectors: Inspectors) -> None:
    clip = make_clip(tmp_path / "cuts.mp4", levels=[40] * 9 + [200] * 12 + [90] * 9)
    for step in (1000, 5):
        reports = unfold(clip, VideoSampling(scene_threshold=0.3), decoders, inspectors, step=step)
        assert [report.entry.index for report in reports] == [0, 9, 21]
        assert not any(isinstance(report.outcome, Refusal) for report in reports)
