from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.problem import Problem
from ...models.sample import Sample
from ...models.sample_update import SampleUpdate
from ...types import UNSET, Unset
from typing import cast



def _get_kwargs(
    dataset_id: str,
    sample_id: str,
    *,
    body: SampleUpdate,
    if_match: None | str | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["if-match"] = if_match



    

    

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/v1/datasets/{dataset_id}/samples/{sample_id}".format(dataset_id=quote(str(dataset_id), safe=""),sample_id=quote(str(sample_id), safe=""),),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | Sample | None:
    if response.status_code == 200:
        response_200 = Sample.from_dict(response.json())



        return response_200

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

    if response.status_code == 428:
        response_428 = Problem.from_dict(response.json())



        return response_428

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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Problem | Sample]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    dataset_id: str,
    sample_id: str,
    *,
    client: AuthenticatedClient,
    body: SampleUpdate,
    if_match: None | str | Unset = UNSET,

) -> Response[Problem | Sample]:
    """ Update

     Change the metadata of one sample by a JSON merge patch (RFC 7396): null removes a key. Needs If-
    Match.

    Args:
        dataset_id (str):
        sample_id (str):
        if_match (None | str | Unset): the ETag that you read; * for whatever is there
        body (SampleUpdate): What is left out stays as it is.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Sample]
     """


    kwargs = _get_kwargs(
        dataset_id=dataset_id,
sample_id=sample_id,
body=body,
if_match=if_match,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    dataset_id: str,
    sample_id: str,
    *,
    client: AuthenticatedClient,
    body: SampleUpdate,
    if_match: None | str | Unset = UNSET,

) -> Problem | Sample | None:
    """ Update

     Change the metadata of one sample by a JSON merge patch (RFC 7396): null removes a key. Needs If-
    Match.

    Args:
        dataset_id (str):
        sample_id (str):
        if_match (None | str | Unset): the ETag that you read; * for whatever is there
        body (SampleUpdate): What is left out stays as it is.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Sample
     """


    return sync_detailed(
        dataset_id=dataset_id,
sample_id=sample_id,
client=client,
body=body,
if_match=if_match,

    ).parsed

async def asyncio_detailed(
    dataset_id: str,
    sample_id: str,
    *,
    client: AuthenticatedClient,
    body: SampleUpdate,
    if_match: None | str | Unset = UNSET,

) -> Response[Problem | Sample]:
    """ Update

     Change the metadata of one sample by a JSON merge patch (RFC 7396): null removes a key. Needs If-
    Match.

    Args:
        dataset_id (str):
        sample_id (str):
        if_match (None | str | Unset): the ETag that you read; * for whatever is there
        body (SampleUpdate): What is left out stays as it is.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Sample]
     """


    kwargs = _get_kwargs(
        dataset_id=dataset_id,
sample_id=sample_id,
body=body,
if_match=if_match,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    dataset_id: str,
    sample_id: str,
    *,
    client: AuthenticatedClient,
    body: SampleUpdate,
    if_match: None | str | Unset = UNSET,

) -> Problem | Sample | None:
    """ Update

     Change the metadata of one sample by a JSON merge patch (RFC 7396): null removes a key. Needs If-
    Match.

    Args:
        dataset_id (str):
        sample_id (str):
        if_match (None | str | Unset): the ETag that you read; * for whatever is there
        body (SampleUpdate): What is left out stays as it is.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Sample
     """


    return (await asyncio_detailed(
        dataset_id=dataset_id,
sample_id=sample_id,
client=client,
body=body,
if_match=if_match,

    )).parsed
