from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.histogram import Histogram
from ...models.problem import Problem
from ...types import UNSET, Unset
from typing import cast



def _get_kwargs(
    score_id: str,
    *,
    bins: int | Unset = 32,

) -> dict[str, Any]:
    

    

    params: dict[str, Any] = {}

    params["bins"] = bins


    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}


    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/scores/{score_id}/histogram".format(score_id=quote(str(score_id), safe=""),),
        "params": params,
    }


    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Histogram | Problem | None:
    if response.status_code == 200:
        response_200 = Histogram.from_dict(response.json())



        return response_200

    if response.status_code == 401:
        response_401 = Problem.from_dict(response.json())



        return response_401

    if response.status_code == 403:
        response_403 = Problem.from_dict(response.json())



        return response_403

    if response.status_code == 404:
        response_404 = Problem.from_dict(response.json())



        return response_404

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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Histogram | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    score_id: str,
    *,
    client: AuthenticatedClient,
    bins: int | Unset = 32,

) -> Response[Histogram | Problem]:
    """ Histogram

     Count the samples in equal bins.

    Args:
        score_id (str):
        bins (int | Unset): 8, 16, 32, 64, 128 or 256 Default: 32.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Histogram | Problem]
     """


    kwargs = _get_kwargs(
        score_id=score_id,
bins=bins,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    score_id: str,
    *,
    client: AuthenticatedClient,
    bins: int | Unset = 32,

) -> Histogram | Problem | None:
    """ Histogram

     Count the samples in equal bins.

    Args:
        score_id (str):
        bins (int | Unset): 8, 16, 32, 64, 128 or 256 Default: 32.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Histogram | Problem
     """


    return sync_detailed(
        score_id=score_id,
client=client,
bins=bins,

    ).parsed

async def asyncio_detailed(
    score_id: str,
    *,
    client: AuthenticatedClient,
    bins: int | Unset = 32,

) -> Response[Histogram | Problem]:
    """ Histogram

     Count the samples in equal bins.

    Args:
        score_id (str):
        bins (int | Unset): 8, 16, 32, 64, 128 or 256 Default: 32.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Histogram | Problem]
     """


    kwargs = _get_kwargs(
        score_id=score_id,
bins=bins,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    score_id: str,
    *,
    client: AuthenticatedClient,
    bins: int | Unset = 32,

) -> Histogram | Problem | None:
    """ Histogram

     Count the samples in equal bins.

    Args:
        score_id (str):
        bins (int | Unset): 8, 16, 32, 64, 128 or 256 Default: 32.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Histogram | Problem
     """


    return (await asyncio_detailed(
        score_id=score_id,
client=client,
bins=bins,

    )).parsed
