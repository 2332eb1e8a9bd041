from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.job_metrics import JobMetrics
from ...models.problem import Problem
from ...types import UNSET, Unset
from typing import cast



def _get_kwargs(
    job_id: str,
    *,
    points: int | Unset = 500,

) -> dict[str, Any]:
    

    

    params: dict[str, Any] = {}

    params["points"] = points


    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}


    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/jobs/{job_id}/metrics".format(job_id=quote(str(job_id), safe=""),),
        "params": params,
    }


    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> JobMetrics | Problem | None:
    if response.status_code == 200:
        response_200 = JobMetrics.from_dict(response.json())



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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[JobMetrics | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    job_id: str,
    *,
    client: AuthenticatedClient,
    points: int | Unset = 500,

) -> Response[JobMetrics | Problem]:
    """ Metrics

     Get the numbers that a job has recorded, thinned out so that every peak survives.

    Args:
        job_id (str):
        points (int | Unset): at most this many of each metric Default: 500.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[JobMetrics | Problem]
     """


    kwargs = _get_kwargs(
        job_id=job_id,
points=points,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    job_id: str,
    *,
    client: AuthenticatedClient,
    points: int | Unset = 500,

) -> JobMetrics | Problem | None:
    """ Metrics

     Get the numbers that a job has recorded, thinned out so that every peak survives.

    Args:
        job_id (str):
        points (int | Unset): at most this many of each metric Default: 500.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        JobMetrics | Problem
     """


    return sync_detailed(
        job_id=job_id,
client=client,
points=points,

    ).parsed

async def asyncio_detailed(
    job_id: str,
    *,
    client: AuthenticatedClient,
    points: int | Unset = 500,

) -> Response[JobMetrics | Problem]:
    """ Metrics

     Get the numbers that a job has recorded, thinned out so that every peak survives.

    Args:
        job_id (str):
        points (int | Unset): at most this many of each metric Default: 500.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[JobMetrics | Problem]
     """


    kwargs = _get_kwargs(
        job_id=job_id,
points=points,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    job_id: str,
    *,
    client: AuthenticatedClient,
    points: int | Unset = 500,

) -> JobMetrics | Problem | None:
    """ Metrics

     Get the numbers that a job has recorded, thinned out so that every peak survives.

    Args:
        job_id (str):
        points (int | Unset): at most this many of each metric Default: 500.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        JobMetrics | Problem
     """


    return (await asyncio_detailed(
        job_id=job_id,
client=client,
points=points,

    )).parsed
