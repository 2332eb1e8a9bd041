"""What people do with webhooks: register, change, rotate, ping, look at deliveries and have them repeated."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import delete as delete_rows
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from store.db import now
from store.errors import Conflict, NotFound, PreconditionFailed, QuotaExceeded
from store.ids import new_id
from store.pages import Page, newest_first
from store.webhooks import outbox
from store.webhooks.tables import PING, DeliveryState, WebhookDelivery, WebhookEndpoint, WebhookEvent

MAX_ENDPOINTS = 50


def create(session: Session, *, url: str, description: str, events: Sequence[WebhookEvent]) -> WebhookEndpoint:
    """QuotaExceeded when the workspace has very many already: each costs a message for every event."""
    if session.execute(select(func.count(WebhookEndpoint.id))).scalar_one() >= MAX_ENDPOINTS:
        raise QuotaExceeded(f"A workspace may have {MAX_ENDPOINTS} webhooks.")
    moment = now(session)
    endpoint = WebhookEndpoint(
        id=new_id("whk"), url=url, description=description, events=[str(event) for event in events], enabled=True,
        secret_version=1, revision=1, created_at=moment, updated_at=moment,
    )  # fmt: skip
    session.add(endpoint)
    session.flush()
    return endpoint


def get(session: Session, endpoint_id: str, *, lock: bool = False) -> WebhookEndpoint:
    query = select(WebhookEndpoint).where(WebhookEndpoint.id == endpoint_id)
    endpoint = session.scalars(query.with_for_update() if lock else query).one_or_none()
    if endpoint is None:
        raise NotFound("webhook", endpoint_id)
    return endpoint


def list_page(session: Session, *, limit: int, cursor: str | None = None) -> Page[WebhookEndpoint]:
    """Newest first."""
    return newest_first(session, select(WebhookEndpoint), WebhookEndpoint.id, limit=limit, cursor=cursor)


def change(session: Session, endpoint_id: str, *, revision: int | None, **values: Any) -> WebhookEndpoint:
    """Set columns. One that is enabled again starts anew: what was given up stays given up."""
    endpoint = get(session, endpoint_id, lock=True)
    _check_revision(endpoint, revision)
    for name, value in values.items():
        setattr(endpoint, name, value)
    if endpoint.enabled:
        endpoint.disabled_reason = None
    _touch(session, endpoint)
    return endpoint


def delete(session: Session, endpoint_id: str, *, revision: int | None) -> None:
    """With its deliveries."""
    endpoint = get(session, endpoint_id, lock=True)
    _check_revision(endpoint, revision)
    session.execute(delete_rows(WebhookDelivery).where(WebhookDelivery.endpoint_id == endpoint_id))
    session.delete(endpoint)


def rotate(session: Session, endpoint_id: str, *, overlap: timedelta) -> WebhookEndpoint:
    """A new secret. For the `overlap` messages carry the signatures of both."""
    endpoint = get(session, endpoint_id, lock=True)
    endpoint.secret_version += 1
    endpoint.previous_secret_until = now(session) + overlap
    _touch(session, endpoint)
    return endpoint


def ping(session: Session, endpoint_id: str) -> WebhookDelivery:
    """Send a message that tells nothing. Conflict when the endpoint is disabled."""
    endpoint = get(session, endpoint_id)
    _refuse_disabled(endpoint)
    delivery = outbox.message(endpoint.id, PING, {"webhook_id": endpoint.id}, now(session))
    session.add(delivery)
    session.flush()
    return delivery


def delivery(session: Session, endpoint_id: str, delivery_id: str, *, lock: bool = False) -> WebhookDelivery:
    get(session, endpoint_id)
    query = select(WebhookDelivery).where(WebhookDelivery.endpoint_id == endpoint_id, WebhookDelivery.id == delivery_id)
    found = session.scalars(query.with_for_update() if lock else query).one_or_none()
    if found is None:
        raise NotFound("delivery", delivery_id)
    return found


def deliveries_page(
    session: Session, endpoint_id: str, *, limit: int, cursor: str | None = None, state: DeliveryState | None = None
) -> Page[WebhookDelivery]:
    """Newest first."""
    get(session, endpoint_id)
    query = select(WebhookDelivery).where(WebhookDelivery.endpoint_id == endpoint_id)
    if state is not None:
        query = query.where(WebhookDelivery.state == state)
    return newest_first(session, query, WebhookDelivery.id, limit=limit, cursor=cursor)


def redeliver(session: Session, endpoint_id: str, delivery_id: str) -> WebhookDelivery:
    """Send a message again, with the same id, and the whole schedule before it is given up."""
    _refuse_disabled(get(session, endpoint_id))
    again = delivery(session, endpoint_id, delivery_id, lock=True)
    again.state, again.attempt, again.next_attempt_at, again.finished_at = DeliveryState.PENDING, 0, now(session), None
    return again


def purge(session: Session, *, older_than: timedelta) -> None:
    """Forget deliveries that ended long ago."""
    session.execute(delete_rows(WebhookDelivery).where(WebhookDelivery.finished_at < now(session) - older_than))


def _touch(session: Session, endpoint: WebhookEndpoint) -> None:
    endpoint.revision += 1
    endpoint.updated_at = now(session)


def _refuse_disabled(endpoint: WebhookEndpoint) -> None:
    if not endpoint.enabled:
        raise Conflict(f"The webhook is disabled. {endpoint.disabled_reason or ''}".strip())


def _check_revision(endpoint: WebhookEndpoint, revision: int | None) -> None:
    if revision is not None and revision != endpoint.revision:
        raise PreconditionFailed("The webhook has changed since you read it. Get it again and repeat the request.")
