"""Messages are written in the transaction of what they tell: no event without its message, no message without it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import event, select
from sqlalchemy.orm import Session, UOWTransaction

from store.checkpoints import Checkpoint
from store.db import now
from store.embeddings import Embedding
from store.exports import Export
from store.ids import new_id
from store.jobs.tables import Job, JobState
from store.subsets import Subset
from store.webhooks.tables import DeliveryState, WebhookDelivery, WebhookEndpoint, WebhookEvent

_PENDING = "winnow_pending_webhooks"

# A thin payload: ids to get the rest with, which then is the state of the moment of asking.
_CREATED: dict[type, tuple[WebhookEvent, Callable[[Any], dict[str, Any]]]] = {
    Checkpoint: (WebhookEvent.CHECKPOINT_CREATED, lambda row: _made(row, method=row.method, backbone=row.backbone)),
    Embedding: (WebhookEvent.EMBEDDING_CREATED, lambda row: _made(row, count=row.count, dim=row.dim)),
    Subset: (WebhookEvent.SUBSET_CREATED, lambda row: _made(row, name=row.name, count=row.count)),
    Export: (
        WebhookEvent.EXPORT_READY,
        lambda row: _made(row, subset_id=row.subset_id, exporter=row.exporter, size_bytes=row.size_bytes),
    ),
}
_ENDED = {
    JobState.SUCCEEDED: WebhookEvent.JOB_SUCCEEDED,
    JobState.FAILED: WebhookEvent.JOB_FAILED,
    JobState.CANCELLED: WebhookEvent.JOB_CANCELLED,
}


def job_ended(session: Session, job: Job) -> None:
    """Tell whoever wants to know, when the current transaction commits."""
    failure = job.failure or {}
    data = {
        "id": job.id,
        "kind": job.kind,
        "name": job.name,
        "state": job.state,
        "dataset_id": job.dataset_id,
        "parent_id": job.parent_id,
        "failure": {"title": failure.get("title"), "detail": str(failure.get("detail", ""))[:1000]}
        if failure
        else None,
    }
    _remember(session, job.workspace_id, _ENDED[JobState(job.state)], data)


def message(endpoint_id: str, type_: str, data: dict[str, Any], moment: datetime) -> WebhookDelivery:
    """A delivery that is due at once."""
    return WebhookDelivery(
        id=new_id("msg"), endpoint_id=endpoint_id, type=type_, state=DeliveryState.PENDING, attempt=0, attempts=[],
        payload={"type": type_, "timestamp": moment.isoformat().replace("+00:00", "Z"), "data": data},
        next_attempt_at=moment, created_at=moment, finished_at=None,
    )  # fmt: skip


def _made(row: Any, **more: Any) -> dict[str, Any]:
    return {"id": row.id, "dataset_id": row.dataset_id, "job_id": row.job_id, **more}


def _remember(session: Session, workspace_id: str, type_: WebhookEvent, data: dict[str, Any]) -> None:
    session.info.setdefault(_PENDING, []).append((workspace_id, type_, data))


@event.listens_for(Session, "after_flush")
def _notice_what_was_made(session: Session, flush: UOWTransaction) -> None:
    del flush
    for row in session.new:
        if type(row) in _CREATED:
            type_, describe = _CREATED[type(row)]
            _remember(session, row.workspace_id, type_, describe(row))


@event.listens_for(Session, "before_commit")
def _write_messages(session: Session) -> None:
    if session.in_nested_transaction():
        return
    session.flush()
    pending: list[tuple[str, WebhookEvent, dict[str, Any]]] = session.info.pop(_PENDING, [])
    if not pending:
        return
    moment = now(session)
    workspaces = {workspace_id for workspace_id, _, _ in pending}
    query = select(WebhookEndpoint).where(
        WebhookEndpoint.workspace_id.in_(workspaces), WebhookEndpoint.enabled.is_(True)
    )
    endpoints = session.scalars(query).all()
    for workspace_id, type_, data in pending:
        for endpoint in endpoints:
            if endpoint.workspace_id == workspace_id and (not endpoint.events or type_ in endpoint.events):
                session.add(message(endpoint.id, type_, data, moment))


@event.listens_for(Session, "after_rollback")
def _forget(session: Session) -> None:
    session.info.pop(_PENDING, None)
