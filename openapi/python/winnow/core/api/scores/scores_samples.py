from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.problem import Problem
from ...models.scored_sample_page import ScoredSamplePage
from ...models.scores_samples_order import check_scores_samples_order
from ...models.scores_samples_order import ScoresSamplesOrder
from ...types import UNSET, Unset
from typing import cast



def _get_kwargs(
    score_id: str,
    *,
    order: ScoresSamplesOrder | Unset = 'descending',
    minimum: float | None | Unset = UNSET,
    maximum: float | None | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,

) -> dict[str, Any]:
    

    

    params: dict[str, Any] = {}

    json_order: str | Unset = UNSET
    if not isinstance(order, Unset):
        json_order = order

    params["order"] = json_order

    json_minimum: float | None | Unset
    if isinstance(minimum, Unset):
        json_minimum = UNSET
    else:
        json_minimum = minimum
    params["minimum"] = json_minimum

    json_maximum: float | None | Unset
    if isinstance(maximum, Unset):
        json_maximum = UNSET
    else:
        json_maximum = maximum
    params["maximum"] = json_maximum

    params["limit"] = limit

    json_cursor: None | str | Unset
    if isinstance(cursor, Unset):
        json_cursor = UNSET
    else:
        json_cursor = cursor
    params["cursor"] = json_cursor


    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}


    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/scores/{score_id}/samples".format(score_id=quote(str(score_id), safe=""),),
        "params": params,
    }


    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | ScoredSamplePage | None:
    if response.status_code == 200:
        response_200 = ScoredSamplePage.from_dict(response.json())



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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Problem | ScoredSamplePage]:
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
    order: ScoresSamplesOrder | Unset = 'descending',
    minimum: float | None | Unset = UNSET,
    maximum: float | None | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,

) -> Response[Problem | ScoredSamplePage]:
    """ Samples

     List the samples that have a number, in the order of it, as they are in the dataset now.

    Args:
        score_id (str):
        order (ScoresSamplesOrder | Unset): of the numbers Default: 'descending'.
        minimum (float | None | Unset): inclusive
        maximum (float | None | Unset): inclusive
        limit (int | Unset): items on a page Default: 50.
        cursor (None | str | Unset): `next_cursor` of the page before

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | ScoredSamplePage]
     """


    kwargs = _get_kwargs(
        score_id=score_id,
order=order,
minimum=minimum,
maximum=maximum,
limit=limit,
cursor=cursor,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    score_id: str,
    *,
    client: AuthenticatedClient,
    order: ScoresSamplesOrder | Unset = 'descending',
    minimum: float | None | Unset = UNSET,
    maximum: float | None | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,

) -> Problem | ScoredSamplePage | None:
    """ Samples

     List the samples that have a number, in the order of it, as they are in the dataset now.

    Args:
        score_id (str):
        order (ScoresSamplesOrder | Unset): of the numbers Default: 'descending'.
        minimum (float | None | Unset): inclusive
        maximum (float | None | Unset): inclusive
        limit (int | Unset): items on a page Default: 50.
        cursor (None | str | Unset): `next_cursor` of the page before

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | ScoredSamplePage
     """


    return sync_detailed(
        score_id=score_id,
client=client,
order=order,
minimum=minimum,
maximum=maximum,
limit=limit,
cursor=cursor,

    ).parsed

async def asyncio_detailed(
    score_id: str,
    *,
    client: AuthenticatedClient,
    order: ScoresSamplesOrder | Unset = 'descending',
    minimum: float | None | Unset = UNSET,
    maximum: float | None | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,

) -> Response[Problem | ScoredSamplePage]:
    """ Samples

     List the samples that have a number, in the order of it, as they are in the dataset now.

    Args:
        score_id (str):
        order (ScoresSamplesOrder | Unset): of the numbers Default: 'descending'.
        minimum (float | None | Unset): inclusive
        maximum (float | None | Unset): inclusive
        limit (int | Unset): items on a page Default: 50.
        cursor (None | str | Unset): `next_cursor` of the page before

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | ScoredSamplePage]
     """


    kwargs = _get_kwargs(
        score_id=score_id,
order=order,
minimum=minimum,
maximum=maximum,
limit=limit,
cursor=cursor,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    score_id: str,
    *,
    client: AuthenticatedClient,
    order: ScoresSamplesOrder | Unset = 'descending',
    minimum: float | None | Unset = UNSET,
    maximum: float | None | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,

) -> Problem | ScoredSamplePage | None:
    """ Samples

     List the samples that have a number, in the order of it, as they are in the dataset now.

    Args:
        score_id (str):
        order (ScoresSamplesOrder | Unset): of the numbers Default: 'descending'.
        minimum (float | None | Unset): inclusive
        maximum (float | None | Unset): inclusive
        limit (int | Unset): items on a page Default: 50.
        cursor (None | str | Unset): `next_cursor` of the page before

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | ScoredSamplePage
     """


    return (await asyncio_detailed(
        score_id=score_id,
client=client,
order=order,
minimum=minimum,
maximum=maximum,
limit=limit,
cursor=cursor,

    )).parsed
