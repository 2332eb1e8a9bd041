"""Uploads on the wire."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from service.pagination import PageOf


class Upload(BaseModel):
    """Bytes that have arrived whole."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    dataset_id: str
    filename: str
    size_bytes: int
    sha256: str
    job_id: str | None = Field(description="the ingest job that reads it")
    created_at: datetime
    expires_at: datetime = Field(description="when the bytes are removed")


class UploadPage(PageOf[Upload]):
    """Uploads, newest first."""
