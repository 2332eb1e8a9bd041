"""Webhooks on the wire."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from service.pagination import PageOf
from store.specs.base import Spec
from store.webhooks.tables import DeliveryState, WebhookEvent

Url = Annotated[str, StringConstraints(min_length=1, max_length=2000, pattern=r"^https?://[\x21-\x7e]+$")]
Description = Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]
Events = Annotated[list[WebhookEvent], Field(max_length=len(WebhookEvent), description="which events; none: all")]


class WebhookCreate(Spec):
    """An endpoint to be told."""

    url: Url = Field(
        description="https; addresses that are not public are refused", examples=["https://example.com/hook"]
    )
    events: Events = Field(default_factory=list)
    description: Description = ""


class WebhookUpdate(Spec):
    """What is left out stays as it is."""

    url: Url | None = None
    events: Events | None = None
    description: Description | None = None
    enabled: bool | None = None


class Webhook(BaseModel):
    """An endpoint that is told what happens."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    url: str
    description: str
    events: list[WebhookEvent]
    enabled: bool
    disabled_reason: str | None
    previous_secret_until: datetime | None = Field(
        description="until when messages carry a signature of the secret before the last rotation, too"
    )
    created_at: datetime
    updated_at: datetime


class WebhookPage(PageOf[Webhook]):
    """Webhooks, newest first."""


class WebhookSecret(BaseModel):
    """What signs the messages of an endpoint (Standard Webhooks 1.0.0)."""

    secret: str = Field(description="for the verifier of the receiver", examples=["whsec_" + "A" * 43 + "="])


class WebhookRotate(Spec):
    """How to rotate a secret."""

    overlap_seconds: int = Field(default=86_400, ge=0, le=2_592_000, description="how long both secrets sign")


class DeliveryAttempt(BaseModel):
    """One time that a message was sent."""

    at: datetime
    status: int | None = Field(description="of the answer; null when there was none")
    milliseconds: int
    error: str | None


class Delivery(BaseModel):
    """One message to one endpoint."""

    model_config = ConfigDict(from_attributes=True)

    id: str = Field(description="the `webhook-id` of the message: the same with every attempt")
    endpoint_id: str
    type: str = Field(examples=["job.succeeded"])
    payload: dict[str, Any] = Field(description="the body of the message")
    state: DeliveryState
    attempt: int = Field(description="attempts of the present round")
    next_attempt_at: datetime | None
    attempts: list[DeliveryAttempt] = Field(description="the latest last, at most thirty")
    created_at: datetime
    finished_at: datetime | None


class DeliveryPage(PageOf[Delivery]):
    """Deliveries, newest first."""
