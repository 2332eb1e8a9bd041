from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.problem import Problem
from ...types import File, FileTypes
from ...types import UNSET, Unset
from io import BytesIO
from typing import cast



def _get_kwargs(
    *,
    body: File | Unset = UNSET,
    upload_length: int,
    upload_metadata: str,
    upload_checksum: None | str | Unset = UNSET,
    tus_resumable: None | str | Unset = UNSET,
    upload_defer_length: None | str | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    headers["upload-length"] = str(upload_length)


    headers["upload-metadata"] = upload_metadata

    if not isinstance(upload_checksum, Unset):
        headers["upload-checksum"] = upload_checksum

    if not isinstance(tus_resumable, Unset):
        headers["tus-resumable"] = tus_resumable

    if not isinstance(upload_defer_length, Unset):
        headers["upload-defer-length"] = upload_defer_length



    

    

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/tus",
    }

    if not isinstance(body, Unset):
        _kwargs["content"] = body.payload
    headers["Content-Type"] = "application/offset+octet-stream"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Any | Problem | None:
    if response.status_code == 201:
        response_201 = cast(Any, None)
        return response_201

    if response.status_code == 400:
        response_400 = Problem.from_dict(response.json())



        return response_400

    if response.status_code == 401:
        response_401 = Problem.from_dict(response.json())



        return response_401

    if response.status_code == 403:
        response_403 = Problem.from_dict(response.json())



        return response_403

    if response.status_code == 409:
        response_409 = Problem.from_dict(response.json())



        return response_409

    if response.status_code == 412:
        response_412 = Problem.from_dict(response.json())



        return response_412

    if response.status_code == 413:
        response_413 = Problem.from_dict(response.json())



        return response_413

    if response.status_code == 415:
        response_415 = Problem.from_dict(response.json())



        return response_415

    if response.status_code == 421:
        response_421 = Problem.from_dict(response.json())



        return response_421

    if response.status_code == 422:
        response_422 = Problem.from_dict(response.json())



        return response_422

    if response.status_code == 429:
        response_429 = Problem.from_dict(response.json())



        return response_429

    if response.status_code == 460:
        response_460 = Problem.from_dict(response.json())



        return response_460

    if response.status_code == 500:
        response_500 = Problem.from_dict(response.json())



        return response_500

    if response.status_code == 503:
        response_503 = Problem.from_dict(response.json())



        return response_503

    if response.status_code == 507:
        response_507 = Problem.from_dict(response.json())



        return response_507

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Any | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: File | Unset = UNSET,
    upload_length: int,
    upload_metadata: str,
    upload_checksum: None | str | Unset = UNSET,
    tus_resumable: None | str | Unset = UNSET,
    upload_defer_length: None | str | Unset = UNSET,

) -> Response[Any | Problem]:
    """ Create

     Begin a resumable upload. Its `Location` takes the bytes; some of them, or all, may come with this
    request.

    Args:
        upload_length (int): bytes of the whole upload
        upload_metadata (str): pairs `key base64(value)`, with commas between them: `dataset_id`,
            `filename`, and if you like `purpose` (images, annotations or weights) and `ingest` (true
            or false)
        upload_checksum (None | str | Unset): of the bytes of this request: `sha256` or `sha1`, a
            space, the digest in base 64
        tus_resumable (None | str | Unset): the version of the protocol
        upload_defer_length (None | str | Unset):
        body (File | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | Problem]
     """


    kwargs = _get_kwargs(
        body=body,
upload_length=upload_length,
upload_metadata=upload_metadata,
upload_checksum=upload_checksum,
tus_resumable=tus_resumable,
upload_defer_length=upload_defer_length,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    *,
    client: AuthenticatedClient,
    body: File | Unset = UNSET,
    upload_length: int,
    upload_metadata: str,
    upload_checksum: None | str | Unset = UNSET,
    tus_resumable: None | str | Unset = UNSET,
    upload_defer_length: None | str | Unset = UNSET,

) -> Any | Problem | None:
    """ Create

     Begin a resumable upload. Its `Location` takes the bytes; some of them, or all, may come with this
    request.

    Args:
        upload_length (int): bytes of the whole upload
        upload_metadata (str): pairs `key base64(value)`, with commas between them: `dataset_id`,
            `filename`, and if you like `purpose` (images, annotations or weights) and `ingest` (true
            or false)
        upload_checksum (None | str | Unset): of the bytes of this request: `sha256` or `sha1`, a
            space, the digest in base 64
        tus_resumable (None | str | Unset): the version of the protocol
        upload_defer_length (None | str | Unset):
        body (File | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | Problem
     """


    return sync_detailed(
        client=client,
body=body,
upload_length=upload_length,
upload_metadata=upload_metadata,
upload_checksum=upload_checksum,
tus_resumable=tus_resumable,
upload_defer_length=upload_defer_length,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: File | Unset = UNSET,
    upload_length: int,
    upload_metadata: str,
    upload_checksum: None | str | Unset = UNSET,
    tus_resumable: None | str | Unset = UNSET,
    upload_defer_length: None | str | Unset = UNSET,

) -> Response[Any | Problem]:
    """ Create

     Begin a resumable upload. Its `Location` takes the bytes; some of them, or all, may come with this
    request.

    Args:
        upload_length (int): bytes of the whole upload
        upload_metadata (str): pairs `key base64(value)`, with commas between them: `dataset_id`,
            `filename`, and if you like `purpose` (images, annotations or weights) and `ingest` (true
            or false)
        upload_checksum (None | str | Unset): of the bytes of this request: `sha256` or `sha1`, a
            space, the digest in base 64
        tus_resumable (None | str | Unset): the version of the protocol
        upload_defer_length (None | str | Unset):
        body (File | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | Problem]
     """


    kwargs = _get_kwargs(
        body=body,
upload_length=upload_length,
upload_metadata=upload_metadata,
upload_checksum=upload_checksum,
tus_resumable=tus_resumable,
upload_defer_length=upload_defer_length,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    *,
    client: AuthenticatedClient,
    body: File | Unset = UNSET,
    upload_length: int,
    upload_metadata: str,
    upload_checksum: None | str | Unset = UNSET,
    tus_resumable: None | str | Unset = UNSET,
    upload_defer_length: None | str | Unset = UNSET,

) -> Any | Problem | None:
    """ Create

     Begin a resumable upload. Its `Location` takes the bytes; some of them, or all, may come with this
    request.

    Args:
        upload_length (int): bytes of the whole upload
        upload_metadata (str): pairs `key base64(value)`, with commas between them: `dataset_id`,
            `filename`, and if you like `purpose` (images, annotations or weights) and `ingest` (true
            or false)
        upload_checksum (None | str | Unset): of the bytes of this request: `sha256` or `sha1`, a
            space, the digest in base 64
        tus_resumable (None | str | Unset): the version of the protocol
        upload_defer_length (None | str | Unset):
        body (File | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | Problem
     """


    return (await asyncio_detailed(
        client=client,
body=body,
upload_length=upload_length,
upload_metadata=upload_metadata,
upload_checksum=upload_checksum,
tus_resumable=tus_resumable,
upload_defer_length=upload_defer_length,

    )).parsed
