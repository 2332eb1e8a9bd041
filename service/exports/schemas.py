"""Exports on the wire."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from service.pagination import PageOf


class Export(BaseModel):
    """A file that carries a subset out."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    dataset_id: str
    subset_id: str
    job_id: str
    exporter: str
    filename: str
    media_type: str
    size_bytes: int
    sha256: str
    created_at: datetime
    expires_at: datetime = Field(description="when it is removed; making it again is cheap")


class ExportPage(PageOf[Export]):
    """Exports, newest first."""
