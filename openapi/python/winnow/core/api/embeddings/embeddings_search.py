from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.job import Job
from ...models.neighbor_list import NeighborList
from ...models.neighbor_search import NeighborSearch
from ...models.problem import Problem
from ...types import UNSET, Unset
from typing import cast



def _get_kwargs(
    embedding_id: str,
    *,
    body: NeighborSearch,
    idempotency_key: None | str | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["idempotency-key"] = idempotency_key



    

    

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/embeddings/{embedding_id}/neighbors".format(embedding_id=quote(str(embedding_id), safe=""),),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Job | NeighborList | Problem | None:
    if response.status_code == 200:
        response_200 = NeighborList.from_dict(response.json())



        return response_200

    if response.status_code == 202:
        response_202 = Job.from_dict(response.json())



        return response_202

    if response.status_code == 400:
        response_400 = Problem.from_dict(response.json())



        return response_400

    if response.status_code == 401:
        response_401 = Problem.from_dict(response.json())



        return response_401

    if response.status_code == 403:
        response_403 = Problem.from_dict(response.json())



        return response_403

    if response.status_code == 404:
        response_404 = Problem.from_dict(response.json())



        return response_404

    if response.status_code == 409:
        response_409 = Problem.from_dict(response.json())



        return response_409

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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Job | NeighborList | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    embedding_id: str,
    *,
    client: AuthenticatedClient,
    body: NeighborSearch,
    idempotency_key: None | str | Unset = UNSET,

) -> Response[Job | NeighborList | Problem]:
    """ Search

     Find the samples most like a sample, a vector or an uploaded image.

    What the stored kNN graph can answer is answered at once. For everything else a job is submitted:
    wait for it with
    `GET /v1/jobs/{id}?wait=30`, its result has `neighbors`.

    Args:
        embedding_id (str):
        idempotency_key (None | str | Unset): any unique text: repeating the request with it
            creates nothing twice, for a day
        body (NeighborSearch): What to look for.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Job | NeighborList | Problem]
     """


    kwargs = _get_kwargs(
        embedding_id=embedding_id,
body=body,
idempotency_key=idempotency_key,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    embedding_id: str,
    *,
    client: AuthenticatedClient,
    body: NeighborSearch,
    idempotency_key: None | str | Unset = UNSET,

) -> Job | NeighborList | Problem | None:
    """ Search

     Find the samples most like a sample, a vector or an uploaded image.

    What the stored kNN graph can answer is answered at once. For everything else a job is submitted:
    wait for it with
    `GET /v1/jobs/{id}?wait=30`, its result has `neighbors`.

    Args:
        embedding_id (str):
        idempotency_key (None | str | Unset): any unique text: repeating the request with it
            creates nothing twice, for a day
        body (NeighborSearch): What to look for.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Job | NeighborList | Problem
     """


    return sync_detailed(
        embedding_id=embedding_id,
client=client,
body=body,
idempotency_key=idempotency_key,

    ).parsed

async def asyncio_detailed(
    embedding_id: str,
    *,
    client: AuthenticatedClient,
    body: NeighborSearch,
    idempotency_key: None | str | Unset = UNSET,

) -> Response[Job | NeighborList | Problem]:
    """ Search

     Find the samples most like a sample, a vector or an uploaded image.

    What the stored kNN graph can answer is answered at once. For everything else a job is submitted:
    wait for it with
    `GET /v1/jobs/{id}?wait=30`, its result has `neighbors`.

    Args:
        embedding_id (str):
        idempotency_key (None | str | Unset): any unique text: repeating the request with it
            creates nothing twice, for a day
        body (NeighborSearch): What to look for.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Job | NeighborList | Problem]
     """


    kwargs = _get_kwargs(
        embedding_id=embedding_id,
body=body,
idempotency_key=idempotency_key,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    embedding_id: str,
    *,
    client: AuthenticatedClient,
    body: NeighborSearch,
    idempotency_key: None | str | Unset = UNSET,

) -> Job | NeighborList | Problem | None:
    """ Search

     Find the samples most like a sample, a vector or an uploaded image.

    What the stored kNN graph can answer is answered at once. For everything else a job is submitted:
    wait for it with
    `GET /v1/jobs/{id}?wait=30`, its result has `neighbors`.

    Args:
        embedding_id (str):
        idempotency_key (None | str | Unset): any unique text: repeating the request with it
            creates nothing twice, for a day
        body (NeighborSearch): What to look for.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Job | NeighborList | Problem
     """


    return (await asyncio_detailed(
        embedding_id=embedding_id,
client=client,
body=body,
idempotency_key=idempotency_key,

    )).parsed
