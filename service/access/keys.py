"""`/v1/keys`"""

from datetime import UTC, datetime, timedelta

from fastapi import APIRouter, Response

from service.access.principal import Access as Principal
from service.access.schemas import Identity, Key, KeyCreate, KeyPage, KeyRotate, NewKey
from service.dependencies import Access, Gateway, ReadSession, Settings, WriteSession
from service.identifiers import KeyId
from service.pagination import Paging
from service.problems import INSUFFICIENT_SCOPE, ProblemError, invalid, responses
from store import pages
from store.access import keys, tokens, workspaces
from store.errors import InvalidField, NotFound

router = APIRouter(prefix="/v1/keys", tags=["keys"])


@router.post("", status_code=201, response_model=NewKey)
def create(body: KeyCreate, session: WriteSession, settings: Settings, access: Access, response: Response) -> NewKey:
    """Make an API key. Its text is in this answer and never again, so there is no Idempotency-Key either."""
    if body.workspace_id not in {None, access.holder.workspace_id}:
        if not access.is_operator:
            raise ProblemError(INSUFFICIENT_SCOPE, "Only the installation's administrators make keys for others.")
        assert body.workspace_id is not None
        try:
            workspaces.get(session, body.workspace_id)
        except NotFound as error:
            raise InvalidField("/workspace_id", str(error)) from error
    if body.expires_at is not None and _aware(body.expires_at) <= datetime.now(UTC):
        raise invalid("/expires_at", "This moment has passed.")
    key, token = keys.create(
        session,
        settings.installation_secret,
        name=body.name,
        scopes=body.scopes,
        workspace_id=body.workspace_id,
        expires_at=None if body.expires_at is None else _aware(body.expires_at),
        requests_per_minute=body.requests_per_minute,
        max_queued_jobs=body.max_queued_jobs,
    )
    response.headers["Location"] = f"/v1/keys/{key.id}"
    return _shown(key, token, response)


@router.get("", response_model=KeyPage)
def list_(session: ReadSession, paging: Paging) -> pages.Page[keys.ApiKey]:
    """List the keys of the workspace, newest first, without the revoked."""
    return paging.linked(keys.list_page(session, limit=paging.limit, cursor=paging.cursor))


@router.get("/self", name="self", response_model=Identity)
async def self_(access: Access) -> Identity:
    """Tell who you are and what you may do."""
    return identity(access)


@router.get("/{key_id}", response_model=Key)
def get(key_id: KeyId, session: ReadSession) -> keys.ApiKey:
    """Get one key."""
    return keys.get(session, key_id)


@router.post("/{key_id}/rotate", response_model=NewKey, responses=responses(409))
def rotate(
    key_id: KeyId, body: KeyRotate, session: WriteSession, settings: Settings, gateway: Gateway, response: Response
) -> NewKey:
    """Give a key a new text. The present one works for the overlap, and one from before it no longer."""
    key, token = keys.rotate(
        session, settings.installation_secret, key_id, overlap=timedelta(seconds=body.overlap_seconds)
    )
    gateway.keyring.forget(key_id)
    return _shown(key, token, response)


@router.delete("/{key_id}", name="revoke", status_code=204)
def revoke(key_id: KeyId, session: WriteSession, gateway: Gateway) -> None:
    """End a key for ever, and every browser's session that it has begun."""
    keys.revoke(session, key_id)
    gateway.keyring.forget(key_id)


def identity(access: Principal) -> Identity:
    """The holder of a key on the wire."""
    holder = access.holder
    return Identity(
        key_id=holder.key_id,
        name=holder.name,
        workspace_id=holder.workspace_id,
        scopes=sorted(holder.scopes),
        operator=access.is_operator,
        expires_at=holder.expires_at,
    )


def _shown(key: keys.ApiKey, token: tokens.Token, response: Response) -> NewKey:
    response.headers["Cache-Control"] = "no-store"
    return NewKey(**Key.model_validate(key).model_dump(), key=token.text)


def _aware(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
