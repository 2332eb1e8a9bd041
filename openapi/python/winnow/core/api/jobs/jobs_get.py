from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.job import Job
from ...models.problem import Problem
from ...types import UNSET, Unset
from typing import cast



def _get_kwargs(
    job_id: str,
    *,
    wait: float | Unset = 0.0,
    if_none_match: None | str | Unset = UNSET,
    prefer: None | str | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_none_match, Unset):
        headers["if-none-match"] = if_none_match

    if not isinstance(prefer, Unset):
        headers["prefer"] = prefer



    

    params: dict[str, Any] = {}

    params["wait"] = wait


    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}


    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/jobs/{job_id}".format(job_id=quote(str(job_id), safe=""),),
        "params": params,
    }


    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Any | Job | Problem | None:
    if response.status_code == 200:
        response_200 = Job.from_dict(response.json())



        return response_200

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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Any | Job | Problem]:
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
    wait: float | Unset = 0.0,
    if_none_match: None | str | Unset = UNSET,
    prefer: None | str | Unset = UNSET,

) -> Response[Any | Job | Problem]:
    """ Get

     Get one job. With `wait`, answer when it changes (from the revision in If-None-Match, if given) or
    has ended.

    Args:
        job_id (str):
        wait (float | Unset): seconds to wait for a change or the job's end Default: 0.0.
        if_none_match (None | str | Unset): the ETag that you have: 304 while it is the current
            one
        prefer (None | str | Unset): wait=30 (RFC 7240) is the same as `wait`

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | Job | Problem]
     """


    kwargs = _get_kwargs(
        job_id=job_id,
wait=wait,
if_none_match=if_none_match,
prefer=prefer,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    job_id: str,
    *,
    client: AuthenticatedClient,
    wait: float | Unset = 0.0,
    if_none_match: None | str | Unset = UNSET,
    prefer: None | str | Unset = UNSET,

) -> Any | Job | Problem | None:
    """ Get

     Get one job. With `wait`, answer when it changes (from the revision in If-None-Match, if given) or
    has ended.

    Args:
        job_id (str):
        wait (float | Unset): seconds to wait for a change or the job's end Default: 0.0.
        if_none_match (None | str | Unset): the ETag that you have: 304 while it is the current
            one
        prefer (None | str | Unset): wait=30 (RFC 7240) is the same as `wait`

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | Job | Problem
     """


    return sync_detailed(
        job_id=job_id,
client=client,
wait=wait,
if_none_match=if_none_match,
prefer=prefer,

    ).parsed

async def asyncio_detailed(
    job_id: str,
    *,
    client: AuthenticatedClient,
    wait: float | Unset = 0.0,
    if_none_match: None | str | Unset = UNSET,
    prefer: None | str | Unset = UNSET,

) -> Response[Any | Job | Problem]:
    """ Get

     Get one job. With `wait`, answer when it changes (from the revision in If-None-Match, if given) or
    has ended.

    Args:
        job_id (str):
        wait (float | Unset): seconds to wait for a change or the job's end Default: 0.0.
        if_none_match (None | str | Unset): the ETag that you have: 304 while it is the current
            one
        prefer (None | str | Unset): wait=30 (RFC 7240) is the same as `wait`

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | Job | Problem]
     """


    kwargs = _get_kwargs(
        job_id=job_id,
wait=wait,
if_none_match=if_none_match,
prefer=prefer,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    job_id: str,
    *,
    client: AuthenticatedClient,
    wait: float | Unset = 0.0,
    if_none_match: None | str | Unset = UNSET,
    prefer: None | str | Unset = UNSET,

) -> Any | Job | Problem | None:
    """ Get

     Get one job. With `wait`, answer when it changes (from the revision in If-None-Match, if given) or
    has ended.

    Args:
        job_id (str):
        wait (float | Unset): seconds to wait for a change or the job's end Default: 0.0.
        if_none_match (None | str | Unset): the ETag that you have: 304 while it is the current
            one
        prefer (None | str | Unset): wait=30 (RFC 7240) is the same as `wait`

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | Job | Problem
     """


    return (await asyncio_detailed(
        job_id=job_id,
client=client,
wait=wait,
if_none_match=if_none_match,
prefer=prefer,

    )).parsed
