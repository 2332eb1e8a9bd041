from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.problem import Problem
from ...models.upload import Upload
from ...models.upload_purpose import check_upload_purpose
from ...models.upload_purpose import UploadPurpose
from ...types import File, FileTypes
from ...types import UNSET, Unset
from io import BytesIO
from typing import cast



def _get_kwargs(
    dataset_id: str,
    *,
    body: File,
    filename: str,
    ingest: bool | Unset = True,
    purpose: UploadPurpose | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}


    

    params: dict[str, Any] = {}

    params["filename"] = filename

    params["ingest"] = ingest

    json_purpose: str | Unset = UNSET
    if not isinstance(purpose, Unset):
        json_purpose = purpose

    params["purpose"] = json_purpose


    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}


    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/datasets/{dataset_id}/uploads".format(dataset_id=quote(str(dataset_id), safe=""),),
        "params": params,
    }

    _kwargs["content"] = body.payload
    headers["Content-Type"] = "application/octet-stream"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | Upload | None:
    if response.status_code == 201:
        response_201 = Upload.from_dict(response.json())



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

    if response.status_code == 404:
        response_404 = Problem.from_dict(response.json())



        return response_404

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

    if response.status_code == 507:
        response_507 = Problem.from_dict(response.json())



        return response_507

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Problem | Upload]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    dataset_id: str,
    *,
    client: AuthenticatedClient,
    body: File,
    filename: str,
    ingest: bool | Unset = True,
    purpose: UploadPurpose | Unset = UNSET,

) -> Response[Problem | Upload]:
    """ Create

     Upload an archive (zip, tar, tar.gz ...) or one image as the raw body, e.g. `curl -X POST -T
    images.zip`.

    The upload exists when all of its bytes have arrived, and then its ingest job exists, too.

    Args:
        dataset_id (str):
        filename (str): of the archive or image; only ever shown
        ingest (bool | Unset): start an ingest job for it, if it holds images Default: True.
        purpose (UploadPurpose | Unset):
        body (File):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Upload]
     """


    kwargs = _get_kwargs(
        dataset_id=dataset_id,
body=body,
filename=filename,
ingest=ingest,
purpose=purpose,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    dataset_id: str,
    *,
    client: AuthenticatedClient,
    body: File,
    filename: str,
    ingest: bool | Unset = True,
    purpose: UploadPurpose | Unset = UNSET,

) -> Problem | Upload | None:
    """ Create

     Upload an archive (zip, tar, tar.gz ...) or one image as the raw body, e.g. `curl -X POST -T
    images.zip`.

    The upload exists when all of its bytes have arrived, and then its ingest job exists, too.

    Args:
        dataset_id (str):
        filename (str): of the archive or image; only ever shown
        ingest (bool | Unset): start an ingest job for it, if it holds images Default: True.
        purpose (UploadPurpose | Unset):
        body (File):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Upload
     """


    return sync_detailed(
        dataset_id=dataset_id,
client=client,
body=body,
filename=filename,
ingest=ingest,
purpose=purpose,

    ).parsed

async def asyncio_detailed(
    dataset_id: str,
    *,
    client: AuthenticatedClient,
    body: File,
    filename: str,
    ingest: bool | Unset = True,
    purpose: UploadPurpose | Unset = UNSET,

) -> Response[Problem | Upload]:
    """ Create

     Upload an archive (zip, tar, tar.gz ...) or one image as the raw body, e.g. `curl -X POST -T
    images.zip`.

    The upload exists when all of its bytes have arrived, and then its ingest job exists, too.

    Args:
        dataset_id (str):
        filename (str): of the archive or image; only ever shown
        ingest (bool | Unset): start an ingest job for it, if it holds images Default: True.
        purpose (UploadPurpose | Unset):
        body (File):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Upload]
     """


    kwargs = _get_kwargs(
        dataset_id=dataset_id,
body=body,
filename=filename,
ingest=ingest,
purpose=purpose,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    dataset_id: str,
    *,
    client: AuthenticatedClient,
    body: File,
    filename: str,
    ingest: bool | Unset = True,
    purpose: UploadPurpose | Unset = UNSET,

) -> Problem | Upload | None:
    """ Create

     Upload an archive (zip, tar, tar.gz ...) or one image as the raw body, e.g. `curl -X POST -T
    images.zip`.

    The upload exists when all of its bytes have arrived, and then its ingest job exists, too.

    Args:
        dataset_id (str):
        filename (str): of the archive or image; only ever shown
        ingest (bool | Unset): start an ingest job for it, if it holds images Default: True.
        purpose (UploadPurpose | Unset):
        body (File):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Upload
     """


    return (await asyncio_detailed(
        dataset_id=dataset_id,
client=client,
body=body,
filename=filename,
ingest=ingest,
purpose=purpose,

    )).parsed
