"""`/v1/webhooks`"""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Response

from service import etag
from service.dependencies import ReadSession, Settings, WriteSession
from service.idempotency import Once
from service.identifiers import DeliveryId, WebhookId
from service.pagination import Paging
from service.problems import invalid, responses
from service.webhooks.guard import Refused, check_url
from service.webhooks.schemas import (
    Delivery,
    DeliveryPage,
    Webhook,
    WebhookCreate,
    WebhookPage,
    WebhookRotate,
    WebhookSecret,
    WebhookUpdate,
)
from store import pages, settings
from store.webhooks import endpoints, signing
from store.webhooks.tables import DeliveryState, WebhookDelivery, WebhookEndpoint

router = APIRouter(prefix="/v1/webhooks", tags=["webhooks"])


@router.post("", status_code=201, response_model=Webhook, responses=responses(409, 429))
def create(body: WebhookCreate, session: WriteSession, settings: Settings, once: Once) -> Response:
    """Have a server told what happens. Its secret is at `/secret`."""
    _check(body.url, settings)
    made = endpoints.create(session, url=body.url, description=body.description, events=body.events)
    headers = {"Location": f"/v1/webhooks/{made.id}", "ETag": etag.quoted(made.revision)}
    return once.answer(201, Webhook.model_validate(made), headers)


@router.get("", response_model=WebhookPage)
def list_(session: ReadSession, paging: Paging) -> pages.Page[WebhookEndpoint]:
    """List webhooks, newest first."""
    return paging.linked(endpoints.list_page(session, limit=paging.limit, cursor=paging.cursor))


@router.get("/{webhook_id}", response_model=Webhook, responses={304: {"description": "Not modified"}})
def get(
    webhook_id: WebhookId, session: ReadSession, response: Response, if_none_match: etag.IfNoneMatch = None
) -> WebhookEndpoint | Response:
    """Get one webhook."""
    found = endpoints.get(session, webhook_id)
    tag = etag.quoted(found.revision)
    if etag.is_current(if_none_match, tag):
        return Response(status_code=304, headers={"ETag": tag})
    response.headers["ETag"] = tag
    return found


@router.patch("/{webhook_id}", response_model=Webhook, responses=responses(412, 428))
def update(
    webhook_id: WebhookId, body: WebhookUpdate, session: WriteSession, settings: Settings, response: Response,
    if_match: etag.IfMatch = None,
) -> WebhookEndpoint:  # fmt: skip
    """Change a webhook, or enable one again. Needs If-Match."""
    etag.require_match(if_match, etag.quoted(endpoints.get(session, webhook_id, lock=True).revision))
    if body.url is not None:
        _check(body.url, settings)
    changed = endpoints.change(session, webhook_id, revision=None, **body.model_dump(exclude_none=True, mode="json"))
    response.headers["ETag"] = etag.quoted(changed.revision)
    return changed


@router.delete("/{webhook_id}", status_code=204, responses=responses(412, 428))
def delete(webhook_id: WebhookId, session: WriteSession, if_match: etag.IfMatch = None) -> None:
    """Remove a webhook with its deliveries. Needs If-Match."""
    etag.require_match(if_match, etag.quoted(endpoints.get(session, webhook_id, lock=True).revision))
    endpoints.delete(session, webhook_id, revision=None)


@router.get("/{webhook_id}/secret", name="secret", response_model=WebhookSecret)
def secret(webhook_id: WebhookId, session: ReadSession, settings: Settings, response: Response) -> WebhookSecret:
    """Get what signs the messages, for the receiver's verifier."""
    return _secret(endpoints.get(session, webhook_id), settings, response)


@router.post("/{webhook_id}/rotate", name="rotate", response_model=WebhookSecret)
def rotate(
    webhook_id: WebhookId, body: WebhookRotate, session: WriteSession, settings: Settings, response: Response
) -> WebhookSecret:
    """Make a new secret. For the overlap messages carry signatures of both."""
    rotated = endpoints.rotate(session, webhook_id, overlap=timedelta(seconds=body.overlap_seconds))
    return _secret(rotated, settings, response)


@router.post("/{webhook_id}/ping", name="ping", status_code=202, response_model=Delivery, responses=responses(409))
def ping(webhook_id: WebhookId, session: WriteSession, response: Response) -> WebhookDelivery:
    """Send a message of type `webhook.ping`."""
    sent = endpoints.ping(session, webhook_id)
    response.headers["Location"] = f"/v1/webhooks/{webhook_id}/deliveries/{sent.id}"
    return sent


@router.get("/{webhook_id}/deliveries", name="deliveries", response_model=DeliveryPage)
def deliveries(
    webhook_id: WebhookId,
    session: ReadSession,
    paging: Paging,
    state: Annotated[DeliveryState | None, Query()] = None,
) -> pages.Page[WebhookDelivery]:
    """List what was sent or is to be sent, newest first."""
    page = endpoints.deliveries_page(session, webhook_id, limit=paging.limit, cursor=paging.cursor, state=state)
    return paging.linked(page)


@router.get("/{webhook_id}/deliveries/{delivery_id}", name="delivery", response_model=Delivery)
def delivery(webhook_id: WebhookId, delivery_id: DeliveryId, session: ReadSession) -> WebhookDelivery:
    """Get one delivery with its attempts."""
    return endpoints.delivery(session, webhook_id, delivery_id)


@router.post(
    "/{webhook_id}/deliveries/{delivery_id}/redeliver",
    name="redeliver",
    status_code=202,
    response_model=Delivery,
    responses=responses(409),
)
def redeliver(
    webhook_id: WebhookId, delivery_id: DeliveryId, session: WriteSession, response: Response
) -> WebhookDelivery:
    """Send a message again, with the same id."""
    response.headers["Location"] = f"/v1/webhooks/{webhook_id}/deliveries/{delivery_id}"
    return endpoints.redeliver(session, webhook_id, delivery_id)


def _check(url: str, limits: settings.Settings) -> None:
    try:
        check_url(url, limits.webhook_private_hosts)
    except Refused as refused:
        raise invalid("/url", str(refused)) from refused


def _secret(endpoint: WebhookEndpoint, limits: settings.Settings, response: Response) -> WebhookSecret:
    response.headers["Cache-Control"] = "no-store"
    return WebhookSecret(secret=signing.shown(limits.installation_secret, endpoint.id, endpoint.secret_version))
