"""The state and the limits of this installation on the wire."""

from typing import Literal

from pydantic import BaseModel, Field

from store import limits
from store.metadata import MAX_FIELDS
from store.specs.annotations import MAX_CATEGORIES
from store.specs.crops import MAX_CROPS_PER_SAMPLE
from store.specs.metadata import MAX_DEPTH, MAX_TEXT


class Health(BaseModel):
    """The service can do its work."""

    status: Literal["ok"] = "ok"


class ArchiveBounds(BaseModel):
    """Of archives and of the files in them, unpacked."""

    max_total_bytes: int = Field(default=limits.ARCHIVE_TOTAL_BYTES, description="everything in one archive")
    max_ratio: int = Field(default=limits.COMPRESSION_RATIO, description="unpacked over packed size of a file")
    ratio_from_bytes: int = Field(
        default=limits.COMPRESSION_RATIO_FROM_BYTES, description="smaller files may have any ratio"
    )
    max_name_bytes: int = Field(default=limits.NAME_BYTES, description="a whole name, folders included, in UTF-8")
    max_name_part_bytes: int = Field(default=limits.NAME_PART_BYTES, description="between two slashes")
    max_nesting: int = Field(default=0, description="archives inside of archives that are opened")


class DecodingBounds(BaseModel):
    """Of the processes that decode images and videos."""

    max_memory_bytes: int = Field(
        default=limits.DECODER_MEMORY_BYTES, description="on top of what a process starts with"
    )
    max_cpu_seconds: int = Field(default=limits.DECODER_CPU_SECONDS, description="for one image or video frame")
    max_wall_seconds: int = Field(default=limits.DECODER_WALL_SECONDS, description="the same by the clock")
    max_open_files: int = limits.DECODER_OPEN_FILES


class VideoBounds(BaseModel):
    """Of one video."""

    max_frames: int = limits.VIDEO_FRAMES
    max_seconds: int = limits.VIDEO_SECONDS


class AnnotationBounds(BaseModel):
    """Of metadata, labels and predictions."""

    max_line_bytes: int = Field(default=limits.ANNOTATION_LINE_BYTES, description="a line, or a file in a zip")
    max_objects: int = Field(default=limits.ANNOTATION_OBJECTS, description="of one sample in one task")
    max_categories: int = Field(default=MAX_CATEGORIES, description="of one task")
    max_archive_bytes: int = Field(default=limits.ANNOTATION_ARCHIVE_BYTES, description="a zip of files, unpacked")
    max_metadata_keys: int = Field(default=MAX_FIELDS, description="of one dataset")
    max_metadata_depth: int = MAX_DEPTH
    max_metadata_text: int = Field(default=MAX_TEXT, description="characters of one value")
    max_crops_per_sample: int = Field(default=MAX_CROPS_PER_SAMPLE, description="that one crop job makes of a task")


class InstallationLimits(BaseModel):
    """What this installation takes at most."""

    max_upload_bytes: int = Field(description="bytes of one upload")
    max_upload_bytes_total: int | None = Field(
        description="bytes of all uploads that are kept or in progress; null: as many as the disk takes"
    )
    upload_lifetime_seconds: int = Field(description="how long an upload that nothing happens to is kept")
    max_entries: int = Field(description="files in one archive")
    max_entry_bytes: int = Field(description="bytes of one image")
    max_pixels: int = Field(description="width x height of one image")
    max_queued_jobs: int = Field(description="jobs that wait at the same time")
    max_json_bytes: int = Field(description="bytes of any other body")
    max_page_items: int = Field(description="items on a page of a listing")
    archives: ArchiveBounds = ArchiveBounds()
    decoding: DecodingBounds = DecodingBounds()
    videos: VideoBounds = VideoBounds()
    annotations: AnnotationBounds = AnnotationBounds()
