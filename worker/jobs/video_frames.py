"""Videos among the files of an ingest job: found once, unfolded into frames by every shard, recorded at the end."""

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, closing
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy.orm import Session

from store import videos
from store.ingest_items import IngestItem, ItemOutcome
from store.jobs import control, shards
from store.samples import SampleKind
from store.settings import Settings
from store.specs.jobs import IngestSpec
from store.videos import VideoFile, VideoStatus
from worker.engine.context import JobContext, Tools
from worker.ingest.archive import SingleVideo
from worker.ingest.contents import Contents
from worker.ingest.outcomes import Refusal
from worker.ingest.samples import ItemReport
from worker.ingest.video_signatures import may_be_video
from worker.video.container import VideoLimits
from worker.video.decoders import VideoDecoders
from worker.video.unfold import Clip, FrameEntry, Unfolded, VideoSource, survey

_CLIPS: TypeAdapter[list[Clip]] = TypeAdapter(list[Clip])
# What a fact is called until the id of its video is known.
_CLIP_NAME = "clip_name"


def prepare(context: JobContext, contents: Contents) -> None:
    """Write down which files are videos and how many frames they have, once for all attempts and helpers of the job."""
    alone = isinstance(contents, SingleVideo)
    if not isinstance(contents, VideoSource) or _clips(context.tools):
        return
    if not alone and not any(may_be_video(entry.name) for entry in contents.entries):
        return
    found = []
    with _decoders(context.settings) as decoders:
        spec = _spec(context.tools)
        for clip in survey(contents, decoders, spec.video, context.scratch, only=0 if alone else None):
            found.append(clip)
            context.progress("look at videos", len(found), len(found) + 1, "videos")
    if found:
        with context.write() as (_, row):
            row.resume = {**(row.resume or {}), "clips": _CLIPS.dump_python(found, mode="json")}


def unfold(tools: Tools, contents: Contents, stack: ExitStack) -> Contents:
    """`contents` with every video unfolded. What that needs is let go of with `stack`."""
    clips = _clips(tools)
    if not clips:
        return contents
    decoders = stack.enter_context(_decoders(tools.settings))
    return stack.enter_context(closing(Unfolded(contents, clips, _spec(tools).video, decoders, tools.scratch)))


def facts(entry: FrameEntry) -> dict[str, Any]:
    """What is known about a frame beside what its picture says."""
    return {
        "kind": SampleKind.FRAME,
        _CLIP_NAME: entry.clip.name,
        "frame_index": entry.frame_index,
        "frame_seconds": entry.seconds,
    }


def lost_frame(report: ItemReport) -> dict[str, int]:
    """Counts a frame that cannot be decoded under the name of its video; nothing else."""
    entry = report.entry
    return {entry.clip.name: 1} if isinstance(entry, FrameEntry) and isinstance(report.outcome, Refusal) else {}


def record(session: Session, tools: Tools) -> dict[str, str | None]:
    """Add the videos to the dataset. Returns their ids by name; None for a name that another video has."""
    lost: Counter[str] = Counter()
    for shard in shards.results(session, tools.job_id):
        lost.update((shard.result or {}).get("lost_frames", {}))
    dataset_id = _spec(tools).dataset_id
    files = {clip.name: _file(clip, lost[clip.name]) for clip in _clips(tools)}
    return {name: videos.ensure(session, dataset_id, tools.job_id, file) for name, file in files.items()}


def assign(items: Sequence[IngestItem], ids: Mapping[str, str | None]) -> None:
    """Tell the frames among some items which video they are of."""
    for item in items:
        if item.facts is None or (name := item.facts.get(_CLIP_NAME)) is None:
            continue
        item.facts = {
            **{key: value for key, value in item.facts.items() if key != _CLIP_NAME},
            "video_id": ids[name],
        }
        if ids[name] is None:
            item.outcome, item.reason = ItemOutcome.REFUSED, "Another video of the dataset has this name."


def _file(clip: Clip, lost: int) -> VideoFile:
    reason = clip.reason or (f"{lost} of its frames cannot be decoded" if lost else None)
    found = clip.facts
    if found is None:
        return VideoFile(
            clip.name, clip.sha256, clip.size_bytes, None, None, None, None, None, VideoStatus.CORRUPT, reason
        )
    status = VideoStatus.OK if reason is None else VideoStatus.DAMAGED
    return VideoFile(
        filename=clip.name,
        sha256=clip.sha256,
        size_bytes=clip.size_bytes,
        format=f"{found.format}/{found.codec}",
        width=found.width,
        height=found.height,
        frame_count=found.frame_count,
        duration_seconds=found.duration_seconds,
        status=status,
        reason=reason,
    )


def _decoders(settings: Settings) -> VideoDecoders:
    return VideoDecoders(video_limits=VideoLimits(max_pixels=settings.max_pixels))


def _clips(tools: Tools) -> list[Clip]:
    with tools.database.read() as session:
        resume = control.get(session, tools.job_id).resume
    return _CLIPS.validate_python((resume or {}).get("clips", []))


def _spec(tools: Tools) -> IngestSpec:
    assert isinstance(tools.spec, IngestSpec)
    return tools.spec
