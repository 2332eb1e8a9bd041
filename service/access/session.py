"""`/v1/session`: how the page logs in, with a cookie that no script can read."""

from fastapi import APIRouter, Request, Response

from service.access.keyring import SESSION_SECONDS
from service.access.keys import identity
from service.access.principal import Access as Principal
from service.access.schemas import Identity, SessionCreate
from service.auth import COOKIE
from service.dependencies import Access, Gateway
from service.problems import UNAUTHORIZED, ProblemError
from store.ownership import Cause

router = APIRouter(prefix="/v1/session", tags=["session"])


@router.post("", status_code=201, response_model=Identity)
async def create(body: SessionCreate, request: Request, gateway: Gateway, response: Response) -> Identity:
    """Log in with an API key: sets a cookie that works for twelve hours, or until the key is revoked or rotated."""
    holder = await gateway.keyring.of_key(gateway, body.key.strip())
    if holder is None:
        raise ProblemError(UNAUTHORIZED, "This is no valid API key.")
    response.set_cookie(
        COOKIE,
        gateway.keyring.session(holder),
        max_age=SESSION_SECONDS,
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )
    response.headers["Cache-Control"] = "no-store"
    return identity(Principal(holder, Cause("session_create", "POST", "/v1/session", "", None)))


@router.get("", response_model=Identity)
async def get(access: Access) -> Identity:
    """Tell who is logged in."""
    return identity(access)


@router.delete("", status_code=204)
async def delete(response: Response) -> None:
    """Log out: the browser forgets its cookie."""
    response.delete_cookie(COOKIE, httponly=True, samesite="strict")
