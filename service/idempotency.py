"""`Idempotency-Key` on requests that create: a repeated one gets the answer of the first and creates nothing."""

import hashlib
from typing import Annotated

from fastapi import Depends, FastAPI, Header, Request
from pydantic import BaseModel
from starlette.responses import JSONResponse, Response

from service.access.principal import current
from service.dependencies import WriteSession
from store import idempotency
from store.idempotency import IdempotencyKey


class _Replay(Exception):
    """The request was answered before: this ends it with the same answer."""

    def __init__(self, stored: IdempotencyKey) -> None:
        super().__init__(stored.key)
        headers = {**stored.headers, "Idempotent-Replayed": "true"}
        self.response = JSONResponse(stored.body, stored.status, headers)


async def _body(request: Request) -> bytes:
    return await request.body()


class _Once:
    """Answers a creating request, and keeps the answer in the transaction of its effect."""

    def __init__(
        self,
        request: Request,
        session: WriteSession,
        body: Annotated[bytes, Depends(_body)],
        idempotency_key: Annotated[
            str | None,
            Header(
                pattern=r"^[\x21-\x7e]{1,255}$",
                description="any unique text: repeating the request with it creates nothing twice, for a day",
            ),
        ] = None,
    ) -> None:
        self._session, self._key, self._owner = session, idempotency_key, current().holder.key_id
        request_line = f"{request.method} {request.url.path}?{request.url.query}\n"
        self._fingerprint = hashlib.sha256(request_line.encode() + body).hexdigest()
        if self._key is None:
            return
        stored = idempotency.find(session, owner=self._owner, key=self._key, fingerprint=self._fingerprint)
        if stored is not None:
            raise _Replay(stored)

    def answer(self, status: int, content: BaseModel, headers: dict[str, str]) -> Response:
        """The response with this body; a repetition of the request will get it again."""
        body = content.model_dump(mode="json")
        if self._key is not None:
            idempotency.remember(
                self._session, owner=self._owner, key=self._key, fingerprint=self._fingerprint,
                status=status, headers=headers, body=body,
            )  # fmt: skip
        return JSONResponse(body, status, headers)


Once = Annotated[_Once, Depends()]


def install(app: FastAPI) -> None:
    """Let a replay end its request."""

    async def replay(request: Request, error: Exception) -> Response:
        del request
        assert isinstance(error, _Replay)
        return error.response

    app.add_exception_handler(_Replay, replay)
