from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.checkpoint_format import check_checkpoint_format
from ...models.checkpoint_format import CheckpointFormat
from ...models.problem import Problem
from ...types import File, FileTypes
from ...types import UNSET, Unset
from io import BytesIO
from typing import cast



def _get_kwargs(
    checkpoint_id: str,
    *,
    format_: CheckpointFormat | Unset = UNSET,

) -> dict[str, Any]:
    

    

    params: dict[str, Any] = {}

    json_format_: str | Unset = UNSET
    if not isinstance(format_, Unset):
        json_format_ = format_

    params["format"] = json_format_


    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}


    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/checkpoints/{checkpoint_id}/download".format(checkpoint_id=quote(str(checkpoint_id), safe=""),),
        "params": params,
    }


    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Any | File | Problem | None:
    if response.status_code == 200:
        response_200 = File(
             payload = BytesIO(response.content)
        )



        return response_200

    if response.status_code == 206:
        response_206 = File(
             payload = BytesIO(response.content)
        )



        return response_206

    if response.status_code == 304:
        response_304 = cast(Any, None)
        return response_304

    if response.status_code == 401:
        response_401 = Problem.from_dict(response.json())



        return response_401

    if response.status_code == 403:
        response_403 = Problem.from_dict(response.json())



        return response_403

    if response.status_code == 404:
        response_404 = Problem.from_dict(response.json())



        return response_404

    if response.status_code == 416:
        response_416 = Problem.from_dict(response.json())



        return response_416

    if response.status_code == 421:
        response_421 = Problem.from_dict(response.json())



        return response_421

    if response.status_code == 422:
        response_422 = Problem.from_dict(response.json())



        return response_422

    if response.status_code == 429:
        response_429 = Problem.from_dict(response.json())



        return response_429

    if response.status_code == 500:
        response_500 = Problem.from_dict(response.json())



        return response_500

    if response.status_code == 503:
        response_503 = Problem.from_dict(response.json())



        return response_503

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Any | File | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    checkpoint_id: str,
    *,
    client: AuthenticatedClient,
    format_: CheckpointFormat | Unset = UNSET,

) -> Response[Any | File | Problem]:
    """ Download

     Download the backbone. A format that has not been made yet is a 404 that says how to make it.

    Args:
        checkpoint_id (str):
        format_ (CheckpointFormat | Unset): What a backbone can be downloaded as.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | File | Problem]
     """


    kwargs = _get_kwargs(
        checkpoint_id=checkpoint_id,
format_=format_,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    checkpoint_id: str,
    *,
    client: AuthenticatedClient,
    format_: CheckpointFormat | Unset = UNSET,

) -> Any | File | Problem | None:
    """ Download

     Download the backbone. A format that has not been made yet is a 404 that says how to make it.

    Args:
        checkpoint_id (str):
        format_ (CheckpointFormat | Unset): What a backbone can be downloaded as.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | File | Problem
     """


    return sync_detailed(
        checkpoint_id=checkpoint_id,
client=client,
format_=format_,

    ).parsed

async def asyncio_detailed(
    checkpoint_id: str,
    *,
    client: AuthenticatedClient,
    format_: CheckpointFormat | Unset = UNSET,

) -> Response[Any | File | Problem]:
    """ Download

     Download the backbone. A format that has not been made yet is a 404 that says how to make it.

    Args:
        checkpoint_id (str):
        format_ (CheckpointFormat | Unset): What a backbone can be downloaded as.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | File | Problem]
     """


    kwargs = _get_kwargs(
        checkpoint_id=checkpoint_id,
format_=format_,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    checkpoint_id: str,
    *,
    client: AuthenticatedClient,
    format_: CheckpointFormat | Unset = UNSET,

) -> Any | File | Problem | None:
    """ Download

     Download the backbone. A format that has not been made yet is a 404 that says how to make it.

    Args:
        checkpoint_id (str):
        format_ (CheckpointFormat | Unset): What a backbone can be downloaded as.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | File | Problem
     """


    return (await asyncio_detailed(
        checkpoint_id=checkpoint_id,
client=client,
format_=format_,

    )).parsed
