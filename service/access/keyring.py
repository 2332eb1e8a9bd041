"""Finds the holder of a key or of a browser's session, and remembers for a moment whom it has found."""

import hmac
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from store.access import keys
from store.access.keys import AccessScope, Holder
from store.ownership import DEFAULT_WORKSPACE
from store.secret import Secret
from store.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from service.gateway import Gateway

BOOTSTRAP = "bootstrap"
"""The id of the key in WINNOW_API_KEY, which is in no table."""

SESSION_SECONDS = 12 * 3600
_REMEMBERED_SECONDS = 2.0
_MAX_REMEMBERED = 10_000
_PURPOSE = "browser-sessions"


class Keyring:
    """One for each process. A key that another process revokes is forgotten within two seconds."""

    def __init__(self, settings: Settings) -> None:
        self._secret: Secret = settings.installation_secret
        self._bootstrap: bytes | None = None
        if settings.api_key is not None:
            self._bootstrap = self._digest(settings.api_key.get_secret_value())
        self._remembered: dict[bytes, tuple[Holder, float]] = {}

    async def of_key(self, gateway: "Gateway", text: str) -> Holder | None:
        """The holder of a key; None when it is not valid."""
        digest = self._digest(text)
        if self._bootstrap is not None and hmac.compare_digest(digest, self._bootstrap):
            return self._bootstrap_holder()
        return await self._remembering(gateway, digest, partial(keys.find, secret=self._secret, text=text))

    async def of_session(self, gateway: "Gateway", cookie: str) -> Holder | None:
        """The holder of a browser's session; None when it has ended, or its key was revoked or rotated."""
        key_id, _, rest = cookie.partition(".")
        expires, _, _ = rest.partition(".")
        if not expires.isascii() or not expires.isdigit() or len(expires) > 12 or int(expires) < time.time():
            return None
        if key_id == BOOTSTRAP:
            holder = self._bootstrap_holder() if self._bootstrap is not None else None
        else:
            find = partial(keys.holder, key_id=key_id[:40])
            holder = await self._remembering(gateway, self._digest(f"session {key_id}"), find)
        if holder is None:
            return None
        right = self._sign(holder, int(expires))
        return holder if hmac.compare_digest(right.encode(), cookie.encode("latin-1", "replace")) else None

    def session(self, holder: Holder) -> str:
        """The value of a cookie for a holder. It ends with the key: the signature covers the key's own digest."""
        return self._sign(holder, int(time.time()) + SESSION_SECONDS)

    def forget(self, key_id: str) -> None:
        """A key has changed."""
        known = [digest for digest, (holder, _) in self._remembered.items() if holder.key_id == key_id]
        for digest in known:
            self._remembered.pop(digest, None)

    async def _remembering(
        self, gateway: "Gateway", digest: bytes, find: "Callable[[Session], Holder | None]"
    ) -> Holder | None:
        known = self._remembered.get(digest)
        if known is not None and known[1] > time.monotonic() and not _has_expired(known[0]):
            return known[0]
        holder = await gateway.read_everything(find)
        if holder is None:
            self._remembered.pop(digest, None)
            return None
        if len(self._remembered) >= _MAX_REMEMBERED:
            self._remembered.clear()
        self._remembered[digest] = (holder, time.monotonic() + _REMEMBERED_SECONDS)
        if holder.note_use:
            await gateway.write_everything(partial(keys.note_use, key_id=holder.key_id))
        return holder

    def _bootstrap_holder(self) -> Holder:
        assert self._bootstrap is not None
        scopes = frozenset({AccessScope.ADMIN})
        return Holder(
            BOOTSTRAP, "WINNOW_API_KEY", DEFAULT_WORKSPACE, scopes, None, None, self._bootstrap.hex(), None, False
        )

    def _sign(self, holder: Holder, expires: int) -> str:
        message = f"{holder.key_id}.{expires}"
        return f"{message}.{self._secret.sign(_PURPOSE, f'{message}.{holder.digest}'.encode()).hex()}"

    def _digest(self, text: str) -> bytes:
        # Digests have one length, so the time of a comparison shows neither the key's nor how much of it is right.
        return self._secret.sign("shown-keys", text.encode("utf-8", "surrogatepass"))


def _has_expired(holder: Holder) -> bool:
    return holder.expires_at is not None and holder.expires_at <= datetime.now(UTC)
