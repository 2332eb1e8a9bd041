"""Uploads on the wire."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from service.pagination import PageOf
from store.uploads import UploadPurpose, UploadState


class Upload(BaseModel):
    """Bytes that have arrived, or that arrive piece by piece."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    dataset_id: str
    filename: str
    state: UploadState = Field(description="receiving: a resumable upload in progress")
    size_bytes: int
    offset: int = Field(description="bytes that have arrived so far")
    sha256: Annotated[str | None, BeforeValidator(lambda value: value or None)] = Field(
        description="null while it is received"
    )
    purpose: UploadPurpose
    job_id: str | None = Field(description="the ingest job that reads it")
    created_at: datetime
    expires_at: datetime = Field(description="when the bytes are removed")


class UploadPage(PageOf[Upload]):
    """Uploads, newest first."""
