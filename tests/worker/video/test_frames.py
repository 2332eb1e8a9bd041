"""Which frames a video has, and getting at any of them."""

from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.specs.videos import VideoSampling
from tests.worker.video.clips import level, make_clip, make_sound
from worker.video import VideoLimits, VideoRefused, frames, probe, scan
from worker.video.frames import UprightPixels, pick

ALL = VideoSampling(every_nth=1)

# name, codec, muxer, bidirectional frames
FORMATS = [
    ("clip.mp4", "libx264", None, 2),
    ("clip.mov", "mpeg4", None, 2),
    ("clip.m4v", "libx265", "mp4", 2),
    ("clip.mkv", "libx264", None, 2),
    ("clip.webm", "libvpx", None, 0),
    ("clip.avi", "libx264", None, 2),
    ("mpeg4.avi", "mpeg4", None, 2),
    ("clip.mpeg", "mpeg2video", None, 0),
    ("clip.ts", "libx264", "mpegts", 2),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("clips")


@pytest.fixture(scope="module", params=FORMATS, ids=[name for name, *_ in FORMATS])
def clip(request: pytest.FixtureRequest, folder: Path) -> Path:
    name, codec, container, b_frames = request.param
    options = {"x265-params": "log-level=none"} if codec == "libx265" else {}
    return make_clip(folder / name, codec=codec, container=container, b_frames=b_frames, options=options)


def test_every_container_gives_every_frame_in_presentation_order(clip: Path) -> None:
    found = list(frames(clip, ALL))
    assert [frame.index for frame in found] == list(range(30))
    numbers = [level(frame.rgb) for frame in found]
    assert max(abs(number - index) for index, number in enumerate(numbers)) <= 1, numbers
    assert np.allclose(np.diff([frame.seconds for frame in found]), 0.1)
    facts = probe(clip)
    assert (facts.frame_count, facts.width, facts.height, facts.reason) == (30, 64, 48, None)
    assert facts.average_fps == pytest.approx(10, abs=0.5)
    assert not facts.variable_frame_rate


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(wanted=st.sets(st.integers(0, 29), min_size=1))
def test_any_choice_of_frames_is_what_decoding_everything_gives(clip: Path, wanted: set[int]) -> None:
    _, index = scan(clip)
    everything = {frame.index: frame.rgb for frame in frames(clip, ALL, index=index)}
    upright = UprightPixels()
    for number, picture in pick(clip, index, np.array(sorted(wanted)), VideoLimits()):
        wanted.remove(number)
        np.testing.assert_array_equal(upright(picture), everything[number])
    assert not wanted


@pytest.mark.parametrize("sampling", [ALL, VideoSampling(fps=3), VideoSampling(scene_threshold=0.05)])
def test_ranges_give_the_same_frames_as_the_whole(clip: Path, sampling: VideoSampling) -> None:
    whole = [frame.index for frame in frames(clip, sampling)]
    parts = [frame.index for start in range(0, 30, 7) for frame in frames(clip, sampling, start=start, stop=start + 7)]
    assert parts == whole


def test_frames_whose_times_the_container_does_not_tell_keep_their_order(folder: Path) -> None:
    """A program stream gives times to some frames only; those of the others are guesses, and go back and forth."""
    clip = make_clip(folder / "guessed.mpeg", codec="mpeg2video")
    found = list(frames(clip, ALL))
    assert [frame.index for frame in found] == list(range(30))
    numbers = [level(frame.rgb) for frame in found]
    assert max(abs(number - index) for index, number in enumerate(numbers)) <= 1, numbers
    assert [frame.seconds for frame in found] == sorted(frame.seconds for frame in found)


def test_times_of_a_variable_frame_rate_are_exact(folder: Path) -> None:
    times = [0, 40, 80, 500, 1000, 1001, 1300, 2999, 3000, 3001]
    clip = make_clip(folder / "variable.mkv", count=10, times=times)
    assert [frame.seconds for frame in frames(clip, ALL)] == [time / 1000 for time in times]
    assert probe(clip).variable_frame_rate
    assert [frame.index for frame in frames(clip, VideoSampling(fps=1))] == [0, 4, 7, 8]


def test_sampling_by_number_and_by_time(folder: Path) -> None:
    clip = make_clip(folder / "sampled.mp4")
    assert [frame.index for frame in frames(clip, VideoSampling(every_nth=7))] == [0, 7, 14, 21, 28]
    assert [frame.index for frame in frames(clip, VideoSampling(fps=2))] == [0, 5, 10, 15, 20, 25]
    assert [frame.index for frame in frames(clip, VideoSampling())] == [0, 10, 20]
    assert [frame.index for frame in frames(clip, VideoSampling(fps=1000))] == list(range(30))


def test_cuts_are_found(folder: Path) -> None:
    levels = [40] * 10 + [200] * 10 + [90] * 10
    clip = make_clip(folder / "cuts.mp4", levels=levels, gop=30)
    assert [frame.index for frame in frames(clip, VideoSampling(scene_threshold=0.3))] == [0, 10, 20]


@pytest.mark.parametrize(("rotation", "corner"), [(90, (-1, 0)), (180, (-1, -1)), (-90, (0, -1))])
def test_rotated_videos_come_upright(folder: Path, rotation: int, corner: tuple[int, int]) -> None:
    """The dark corner, at the left top as it is stored, moves counter-clockwise."""
    clip = make_clip(folder / f"rotated{rotation}.mp4", count=3, levels=[200] * 3, rotation=rotation)
    facts = probe(clip)
    assert (facts.width, facts.height) == ((64, 48) if rotation == 180 else (48, 64))
    for frame in frames(clip, ALL):
        assert frame.rgb.shape == (facts.height, facts.width, 3)
        corners = {(y, x): int(frame.rgb[y, x].mean()) for y in (0, -1) for x in (0, -1)}
        assert min(corners, key=lambda place: corners[place]) == corner


def test_hidden_reference_frames_of_vp8_are_no_frames(folder: Path) -> None:
    """With alternative reference frames an encoder writes packets that show nothing."""
    options = {"auto-alt-ref": "1", "lag-in-frames": "16", "b": "200k"}
    clip = make_clip(folder / "hidden.webm", codec="libvpx", count=60, gop=60, b_frames=0, options=options)
    _, index = scan(clip)
    assert [frame.index for frame in frames(clip, ALL)] == list(range(len(index))) == list(range(60))


@pytest.mark.parametrize("name", ["cut.mkv", "cut.avi", "cut.ts"])
def test_of_a_truncated_video_the_good_frames_are_kept(folder: Path, name: str) -> None:
    clip = make_clip(folder / name, noise=True)
    whole = clip.read_bytes()
    clip.write_bytes(whole[: len(whole) * 6 // 10])
    found = [frame.index for frame in frames(clip, ALL)]
    assert 5 <= len(found) < 30
    assert found == list(range(len(found)))


def test_a_truncated_mp4_says_what_is_missing(folder: Path) -> None:
    """With its index in front, such a file promises frames that are not there."""
    clip = folder / "cut.mp4"
    _move_index_to_front(make_clip(folder / "whole.mp4", noise=True), clip)
    whole = clip.read_bytes()
    clip.write_bytes(whole[: len(whole) * 6 // 10])
    facts = probe(clip)
    assert facts.reason is not None
    assert 5 <= facts.frame_count < 30
    assert 5 <= len(list(frames(clip, ALL))) <= facts.frame_count


def test_damage_in_the_middle_costs_only_what_depends_on_it(folder: Path) -> None:
    clip = make_clip(folder / "damaged.mkv", noise=True)
    data = bytearray(clip.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 3000] = bytes(3000)
    clip.write_bytes(data)
    found = {frame.index for frame in frames(clip, ALL)}
    assert {0, 1, 2, 3, 4} <= found


def test_what_is_no_video_is_refused_with_a_reason(folder: Path) -> None:
    text = folder / "text.mp4"
    text.write_bytes(b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n")
    with pytest.raises(VideoRefused, match="supported format"):
        probe(text)
    with pytest.raises(VideoRefused, match="only sound"):
        probe(make_sound(folder / "sound.mp4"))
    clip = make_clip(folder / "headless.mp4", count=3).read_bytes()
    headless = folder / "headless2.mp4"
    headless.write_bytes(clip[: clip.index(b"moov") - 4])
    with pytest.raises(VideoRefused):
        probe(headless)
    empty = folder / "empty.mkv"
    whole = make_clip(folder / "full.mkv", count=3).read_bytes()
    empty.write_bytes(whole[: whole.index(b"\x1f\x43\xb6\x75")])  # up to the first cluster
    with pytest.raises(VideoRefused, match=r"no frames|truncated"):
        probe(empty)


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        (VideoLimits(max_frames=5), "more than 5 frames"),
        (VideoLimits(max_pixels=1000), "64 x 48 pixels"),
        (VideoLimits(max_seconds=1), "longer than 1 seconds"),
    ],
)
def test_limits_are_kept(folder: Path, limits: VideoLimits, message: str) -> None:
    clip = make_clip(folder / "limited.mp4")
    with pytest.raises(VideoRefused, match=message):
        probe(clip, limits)


def _move_index_to_front(source: Path, target: Path) -> None:
    with av.open(str(source)) as old, av.open(str(target), "w", options={"movflags": "faststart"}) as new:
        stream = new.add_stream_from_template(old.streams.video[0])
        for packet in old.demux(old.streams.video[0]):
            if packet.dts is not None:
                packet.stream = stream
                new.mux(packet)
