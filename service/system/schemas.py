"""The state and the limits of this installation on the wire."""

from typing import Literal

from pydantic import BaseModel, Field


class Health(BaseModel):
    """The service can do its work."""

    status: Literal["ok"] = "ok"


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
