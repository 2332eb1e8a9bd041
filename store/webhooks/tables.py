"""Endpoints, and one delivery for each message to each of them."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, Id, Json
from store.ownership import Owned


class WebhookEvent(StrEnum):
    """What an endpoint can be told about."""

    JOB_SUCCEEDED = "job.succeeded"
    JOB_FAILED = "job.failed"
    JOB_CANCELLED = "job.cancelled"
    CHECKPOINT_CREATED = "checkpoint.created"
    EMBEDDING_CREATED = "embedding.created"
    SUBSET_CREATED = "subset.created"
    EXPORT_READY = "export.ready"


PING = "webhook.ping"
"""Sent on request, whatever an endpoint has chosen."""


class DeliveryState(StrEnum):
    PENDING = "pending"
    """It will be tried, or tried again."""
    DELIVERED = "delivered"
    FAILED = "failed"
    """Given up."""


class WebhookEndpoint(Owned, Base):
    __tablename__ = "webhook_endpoints"
    __table_args__ = (Index(None, "workspace_id", "id"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    url: Mapped[str] = mapped_column(Text)
    description: Mapped[str] = mapped_column(String(200))
    events: Mapped[list[str]]
    """Empty for all."""
    enabled: Mapped[bool]
    disabled_reason: Mapped[str | None] = mapped_column(Text)
    secret_version: Mapped[int]
    """The secret itself is derived from it and the installation's own, and is in no table."""
    previous_secret_until: Mapped[datetime | None]
    """Until when messages are signed with the secret before the last rotation, too."""
    revision: Mapped[int]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class WebhookDelivery(Base):
    __tablename__ = "webhook_deliveries"
    __owned_through__ = "endpoint_id"
    __table_args__ = (
        Index(None, "endpoint_id", "id"),
        Index(None, "state", "next_attempt_at"),
        Index(None, "finished_at"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    """Also the `webhook-id`: the same with every attempt, so that a receiver can tell a repetition."""
    endpoint_id: Mapped[str] = mapped_column(Id, ForeignKey("webhook_endpoints.id", ondelete="CASCADE"))
    type: Mapped[str] = mapped_column(String(40))
    payload: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(String(12))
    attempt: Mapped[int]
    """Attempts of the present round; a redelivery begins a new one."""
    next_attempt_at: Mapped[datetime | None]
    """Also the lease: whoever attempts moves it ahead, so that an attempt that died is made again."""
    attempts: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    """[{"at", "status", "milliseconds", "error"}, ...], the latest last."""
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
