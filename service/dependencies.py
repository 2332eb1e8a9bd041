"""What endpoints ask for by type. A signature with a WriteSession changes something, one with a ReadSession cannot."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy.orm import Session

from service import gateway
from service.access import principal
from store import blobs, settings


async def _gateway(request: Request) -> gateway.Gateway:
    found: gateway.Gateway = request.app.state.gateway
    return found


Gateway = Annotated[gateway.Gateway, Depends(_gateway)]


async def _read_session(held: Gateway) -> AsyncIterator[Session]:
    async with held.reading() as session:
        yield session


async def _write_session(held: Gateway) -> AsyncIterator[Session]:
    async with held.writing() as session:
        yield session


async def _everything(held: Gateway) -> AsyncIterator[Session]:
    async with held.reading_everything() as session:
        yield session


async def _access() -> principal.Access:
    return principal.current()


async def _settings(held: Gateway) -> settings.Settings:
    return held.settings


async def _blobs(held: Gateway) -> blobs.Blobs:
    return held.blobs


# With the scope "function" a session ends before the response is sent: a commit that fails is an error response, never
# a success that did not happen.
ReadSession = Annotated[Session, Depends(_read_session, scope="function")]
WriteSession = Annotated[Session, Depends(_write_session, scope="function")]
EverythingSession = Annotated[Session, Depends(_everything, scope="function")]
"""Over all workspaces: only for routes that need an operator (service.access.scopes)."""
Access = Annotated[principal.Access, Depends(_access)]
Settings = Annotated[settings.Settings, Depends(_settings)]
Blobs = Annotated[blobs.Blobs, Depends(_blobs)]
