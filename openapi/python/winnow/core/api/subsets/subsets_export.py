from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.export_create import ExportCreate
from ...models.job import Job
from ...models.problem import Problem
from ...types import UNSET, Unset
from typing import cast



def _get_kwargs(
    subset_id: str,
    *,
    body: ExportCreate,
    idempotency_key: None | str | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["idempotency-key"] = idempotency_key



    

    

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/subsets/{subset_id}/exports".format(subset_id=quote(str(subset_id), safe=""),),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Job | Problem | None:
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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Job | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    subset_id: str,
    *,
    client: AuthenticatedClient,
    body: ExportCreate,
    idempotency_key: None | str | Unset = UNSET,

) -> Response[Job | Problem]:
    """ Export

     Submit a job that writes the subset to a file; its result names the export to download.

    Args:
        subset_id (str):
        idempotency_key (None | str | Unset): any unique text: repeating the request with it
            creates nothing twice, for a day
        body (ExportCreate): A file to be made of a subset.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Job | Problem]
     """


    kwargs = _get_kwargs(
        subset_id=subset_id,
body=body,
idempotency_key=idempotency_key,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    subset_id: str,
    *,
    client: AuthenticatedClient,
    body: ExportCreate,
    idempotency_key: None | str | Unset = UNSET,

) -> Job | Problem | None:
    """ Export

     Submit a job that writes the subset to a file; its result names the export to download.

    Args:
        subset_id (str):
        idempotency_key (None | str | Unset): any unique text: repeating the request with it
            creates nothing twice, for a day
        body (ExportCreate): A file to be made of a subset.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Job | Problem
     """


    return sync_detailed(
        subset_id=subset_id,
client=client,
body=body,
idempotency_key=idempotency_key,

    ).parsed

async def asyncio_detailed(
    subset_id: str,
    *,
    client: AuthenticatedClient,
    body: ExportCreate,
    idempotency_key: None | str | Unset = UNSET,

) -> Response[Job | Problem]:
    """ Export

     Submit a job that writes the subset to a file; its result names the export to download.

    Args:
        subset_id (str):
        idempotency_key (None | str | Unset): any unique text: repeating the request with it
            creates nothing twice, for a day
        body (ExportCreate): A file to be made of a subset.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Job | Problem]
     """


    kwargs = _get_kwargs(
        subset_id=subset_id,
body=body,
idempotency_key=idempotency_key,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    subset_id: str,
    *,
    client: AuthenticatedClient,
    body: ExportCreate,
    idempotency_key: None | str | Unset = UNSET,

) -> Job | Problem | None:
    """ Export

     Submit a job that writes the subset to a file; its result names the export to download.

    Args:
        subset_id (str):
        idempotency_key (None | str | Unset): any unique text: repeating the request with it
            creates nothing twice, for a day
        body (ExportCreate): A file to be made of a subset.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Job | Problem
     """


    return (await asyncio_detailed(
        subset_id=subset_id,
client=client,
body=body,
idempotency_key=idempotency_key,

    )).parsed
