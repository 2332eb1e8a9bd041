"""Who attempts a delivery, and what follows from its outcome.

Attempts follow the schedule of Standard Webhooks 1.0.0. An attempt is leased by moving `next_attempt_at` ahead: a
courier that dies leaves a message that is sent again, never one that is lost.
"""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from store.db import now
from store.webhooks.tables import DeliveryState, WebhookDelivery, WebhookEndpoint

_LEASE = timedelta(minutes=2)
SCHEDULE = (
    timedelta(0),
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    *(timedelta(hours=hours) for hours in (2, 5, 10, 14, 20, 24)),
)
"""The pause before each attempt."""
_JITTER = 0.1
_LONGEST_WISH = timedelta(hours=24)
_KEPT_ATTEMPTS = 30
GONE = 410


@dataclass(frozen=True)
class Task:
    """One attempt to be made."""

    delivery_id: str
    endpoint_id: str
    url: str
    secret_version: int
    also_previous: bool
    """Whether the secret before the last rotation still signs."""
    payload: dict[str, Any]


@dataclass(frozen=True)
class Outcome:
    """What came of an attempt."""

    at: datetime
    status: int | None
    milliseconds: int
    error: str | None = None
    """In our own words: nothing that the other server said."""
    retry_after: timedelta | None = None

    @property
    def delivered(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


def any_due(session: Session) -> bool:
    """Whether a claim would find something."""
    query = select(WebhookDelivery.id).where(
        WebhookDelivery.state == DeliveryState.PENDING, WebhookDelivery.next_attempt_at <= now(session)
    )
    return session.scalars(query.limit(1)).one_or_none() is not None


def claim(session: Session, *, limit: int) -> list[Task]:
    """Deliveries that are due, now this courier's for a while. Those of disabled endpoints wait."""
    moment = now(session)
    query = (
        select(WebhookDelivery, WebhookEndpoint)
        .join(WebhookEndpoint, WebhookEndpoint.id == WebhookDelivery.endpoint_id)
        .where(
            WebhookDelivery.state == DeliveryState.PENDING,
            WebhookDelivery.next_attempt_at <= moment,
            WebhookEndpoint.enabled.is_(True),
        )
        .order_by(WebhookDelivery.next_attempt_at)
        .limit(limit)
        .with_for_update(of=WebhookDelivery, skip_locked=True)
    )
    found = session.execute(query).all()
    for delivery, _ in found:
        delivery.attempt += 1
        delivery.next_attempt_at = moment + _LEASE
    return [_task(delivery, endpoint, moment) for delivery, endpoint in found]


def record(session: Session, task: Task, outcome: Outcome) -> None:
    """Write down an outcome, and when to try again if at all. An endpoint that is gone (410) is disabled."""
    query = select(WebhookDelivery).where(WebhookDelivery.id == task.delivery_id).with_for_update()
    delivery = session.scalars(query).one_or_none()
    if delivery is None:
        return  # the endpoint was deleted meanwhile
    told = {
        "at": outcome.at.isoformat().replace("+00:00", "Z"),
        "status": outcome.status,
        "milliseconds": outcome.milliseconds,
        "error": outcome.error,
    }
    delivery.attempts = [*delivery.attempts, told][-_KEPT_ATTEMPTS:]
    if outcome.delivered:
        _end(delivery, DeliveryState.DELIVERED, outcome.at)
    elif outcome.status == GONE:
        _end(delivery, DeliveryState.FAILED, outcome.at)
        disable(session, task.endpoint_id, "It has answered with 410: it does not want messages any more.")
    elif delivery.attempt >= len(SCHEDULE):
        _end(delivery, DeliveryState.FAILED, outcome.at)
    else:
        delivery.next_attempt_at = now(session) + _pause(delivery.attempt, outcome.retry_after)


def disable(session: Session, endpoint_id: str, reason: str) -> None:
    session.execute(
        update(WebhookEndpoint)
        .where(WebhookEndpoint.id == endpoint_id)
        .values(enabled=False, disabled_reason=reason, revision=WebhookEndpoint.revision + 1, updated_at=now(session))
    )


def _pause(attempts: int, wish: timedelta | None) -> timedelta:
    planned = SCHEDULE[attempts] * random.uniform(1 - _JITTER, 1 + _JITTER)
    return planned if wish is None else max(planned, min(wish, _LONGEST_WISH))


def _end(delivery: WebhookDelivery, state: DeliveryState, moment: datetime) -> None:
    delivery.state, delivery.next_attempt_at, delivery.finished_at = state, None, moment


def _task(delivery: WebhookDelivery, endpoint: WebhookEndpoint, moment: datetime) -> Task:
    until = endpoint.previous_secret_until
    return Task(
        delivery.id, endpoint.id, endpoint.url, endpoint.secret_version, until is not None and until > moment,
        delivery.payload,
    )  # fmt: skip
