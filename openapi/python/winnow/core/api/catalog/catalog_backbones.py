from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.catalog_backbone_list import CatalogBackboneList
from ...models.problem import Problem
from ...types import UNSET, Unset
from typing import cast



def _get_kwargs(
    *,
    search: str | Unset = '',
    maskable: bool | Unset = False,
    limit: int | Unset = 100,

) -> dict[str, Any]:
    

    

    params: dict[str, Any] = {}

    params["search"] = search

    params["maskable"] = maskable

    params["limit"] = limit


    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}


    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/catalog/backbones",
        "params": params,
    }


    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> CatalogBackboneList | Problem | None:
    if response.status_code == 200:
        response_200 = CatalogBackboneList.from_dict(response.json())



        return response_200

    if response.status_code == 401:
        response_401 = Problem.from_dict(response.json())



        return response_401

    if response.status_code == 403:
        response_403 = Problem.from_dict(response.json())



        return response_403

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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[CatalogBackboneList | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    search: str | Unset = '',
    maskable: bool | Unset = False,
    limit: int | Unset = 100,

) -> Response[CatalogBackboneList | Problem]:
    """ Backbones

     List the models of torchvision and timm that a backbone may name.

    Args:
        search (str | Unset): only names that contain this Default: ''.
        maskable (bool | Unset): only vision transformers whose patches can be masked Default:
            False.
        limit (int | Unset):  Default: 100.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CatalogBackboneList | Problem]
     """


    kwargs = _get_kwargs(
        search=search,
maskable=maskable,
limit=limit,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    *,
    client: AuthenticatedClient,
    search: str | Unset = '',
    maskable: bool | Unset = False,
    limit: int | Unset = 100,

) -> CatalogBackboneList | Problem | None:
    """ Backbones

     List the models of torchvision and timm that a backbone may name.

    Args:
        search (str | Unset): only names that contain this Default: ''.
        maskable (bool | Unset): only vision transformers whose patches can be masked Default:
            False.
        limit (int | Unset):  Default: 100.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CatalogBackboneList | Problem
     """


    return sync_detailed(
        client=client,
search=search,
maskable=maskable,
limit=limit,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    search: str | Unset = '',
    maskable: bool | Unset = False,
    limit: int | Unset = 100,

) -> Response[CatalogBackboneList | Problem]:
    """ Backbones

     List the models of torchvision and timm that a backbone may name.

    Args:
        search (str | Unset): only names that contain this Default: ''.
        maskable (bool | Unset): only vision transformers whose patches can be masked Default:
            False.
        limit (int | Unset):  Default: 100.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CatalogBackboneList | Problem]
     """


    kwargs = _get_kwargs(
        search=search,
maskable=maskable,
limit=limit,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    *,
    client: AuthenticatedClient,
    search: str | Unset = '',
    maskable: bool | Unset = False,
    limit: int | Unset = 100,

) -> CatalogBackboneList | Problem | None:
    """ Backbones

     List the models of torchvision and timm that a backbone may name.

    Args:
        search (str | Unset): only names that contain this Default: ''.
        maskable (bool | Unset): only vision transformers whose patches can be masked Default:
            False.
        limit (int | Unset):  Default: 100.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CatalogBackboneList | Problem
     """


    return (await asyncio_detailed(
        client=client,
search=search,
maskable=maskable,
limit=limit,

    )).parsed
