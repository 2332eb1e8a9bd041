from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.neighbor_list import NeighborList
from ...models.problem import Problem
from ...models.sample_kind import check_sample_kind
from ...models.sample_kind import SampleKind
from ...models.sample_status import check_sample_status
from ...models.sample_status import SampleStatus
from ...types import UNSET, Unset
from typing import cast
import datetime



def _get_kwargs(
    embedding_id: str,
    *,
    sample_id: str,
    status: list[SampleStatus] | None | Unset = UNSET,
    kind: list[SampleKind] | None | Unset = UNSET,
    label: list[str] | None | Unset = UNSET,
    format_: list[str] | None | Unset = UNSET,
    filename_prefix: None | str | Unset = UNSET,
    sha256: None | str | Unset = UNSET,
    phash: None | str | Unset = UNSET,
    video_id: None | str | Unset = UNSET,
    parent_id: None | str | Unset = UNSET,
    width_min: int | None | Unset = UNSET,
    width_max: int | None | Unset = UNSET,
    height_min: int | None | Unset = UNSET,
    height_max: int | None | Unset = UNSET,
    size_min: int | None | Unset = UNSET,
    size_max: int | None | Unset = UNSET,
    sharpness_min: float | None | Unset = UNSET,
    sharpness_max: float | None | Unset = UNSET,
    luminance_min: float | None | Unset = UNSET,
    luminance_max: float | None | Unset = UNSET,
    contrast_min: float | None | Unset = UNSET,
    contrast_max: float | None | Unset = UNSET,
    colorfulness_min: float | None | Unset = UNSET,
    colorfulness_max: float | None | Unset = UNSET,
    snr_min: float | None | Unset = UNSET,
    snr_max: float | None | Unset = UNSET,
    uniform_row_ratio_min: float | None | Unset = UNSET,
    uniform_row_ratio_max: float | None | Unset = UNSET,
    taken_after: datetime.datetime | None | Unset = UNSET,
    taken_before: datetime.datetime | None | Unset = UNSET,
    limit: int | Unset = 20,

) -> dict[str, Any]:
    

    

    params: dict[str, Any] = {}

    params["sample_id"] = sample_id

    json_status: list[str] | None | Unset
    if isinstance(status, Unset):
        json_status = UNSET
    elif isinstance(status, list):
        json_status = []
        for status_type_0_item_data in status:
            status_type_0_item: str = status_type_0_item_data
            json_status.append(status_type_0_item)


    else:
        json_status = status
    params["status"] = json_status

    json_kind: list[str] | None | Unset
    if isinstance(kind, Unset):
        json_kind = UNSET
    elif isinstance(kind, list):
        json_kind = []
        for kind_type_0_item_data in kind:
            kind_type_0_item: str = kind_type_0_item_data
            json_kind.append(kind_type_0_item)


    else:
        json_kind = kind
    params["kind"] = json_kind

    json_label: list[str] | None | Unset
    if isinstance(label, Unset):
        json_label = UNSET
    elif isinstance(label, list):
        json_label = label


    else:
        json_label = label
    params["label"] = json_label

    json_format_: list[str] | None | Unset
    if isinstance(format_, Unset):
        json_format_ = UNSET
    elif isinstance(format_, list):
        json_format_ = format_


    else:
        json_format_ = format_
    params["format"] = json_format_

    json_filename_prefix: None | str | Unset
    if isinstance(filename_prefix, Unset):
        json_filename_prefix = UNSET
    else:
        json_filename_prefix = filename_prefix
    params["filename_prefix"] = json_filename_prefix

    json_sha256: None | str | Unset
    if isinstance(sha256, Unset):
        json_sha256 = UNSET
    else:
        json_sha256 = sha256
    params["sha256"] = json_sha256

    json_phash: None | str | Unset
    if isinstance(phash, Unset):
        json_phash = UNSET
    else:
        json_phash = phash
    params["phash"] = json_phash

    json_video_id: None | str | Unset
    if isinstance(video_id, Unset):
        json_video_id = UNSET
    else:
        json_video_id = video_id
    params["video_id"] = json_video_id

    json_parent_id: None | str | Unset
    if isinstance(parent_id, Unset):
        json_parent_id = UNSET
    else:
        json_parent_id = parent_id
    params["parent_id"] = json_parent_id

    json_width_min: int | None | Unset
    if isinstance(width_min, Unset):
        json_width_min = UNSET
    else:
        json_width_min = width_min
    params["width_min"] = json_width_min

    json_width_max: int | None | Unset
    if isinstance(width_max, Unset):
        json_width_max = UNSET
    else:
        json_width_max = width_max
    params["width_max"] = json_width_max

    json_height_min: int | None | Unset
    if isinstance(height_min, Unset):
        json_height_min = UNSET
    else:
        json_height_min = height_min
    params["height_min"] = json_height_min

    json_height_max: int | None | Unset
    if isinstance(height_max, Unset):
        json_height_max = UNSET
    else:
        json_height_max = height_max
    params["height_max"] = json_height_max

    json_size_min: int | None | Unset
    if isinstance(size_min, Unset):
        json_size_min = UNSET
    else:
        json_size_min = size_min
    params["size_min"] = json_size_min

    json_size_max: int | None | Unset
    if isinstance(size_max, Unset):
        json_size_max = UNSET
    else:
        json_size_max = size_max
    params["size_max"] = json_size_max

    json_sharpness_min: float | None | Unset
    if isinstance(sharpness_min, Unset):
        json_sharpness_min = UNSET
    else:
        json_sharpness_min = sharpness_min
    params["sharpness_min"] = json_sharpness_min

    json_sharpness_max: float | None | Unset
    if isinstance(sharpness_max, Unset):
        json_sharpness_max = UNSET
    else:
        json_sharpness_max = sharpness_max
    params["sharpness_max"] = json_sharpness_max

    json_luminance_min: float | None | Unset
    if isinstance(luminance_min, Unset):
        json_luminance_min = UNSET
    else:
        json_luminance_min = luminance_min
    params["luminance_min"] = json_luminance_min

    json_luminance_max: float | None | Unset
    if isinstance(luminance_max, Unset):
        json_luminance_max = UNSET
    else:
        json_luminance_max = luminance_max
    params["luminance_max"] = json_luminance_max

    json_contrast_min: float | None | Unset
    if isinstance(contrast_min, Unset):
        json_contrast_min = UNSET
    else:
        json_contrast_min = contrast_min
    params["contrast_min"] = json_contrast_min

    json_contrast_max: float | None | Unset
    if isinstance(contrast_max, Unset):
        json_contrast_max = UNSET
    else:
        json_contrast_max = contrast_max
    params["contrast_max"] = json_contrast_max

    json_colorfulness_min: float | None | Unset
    if isinstance(colorfulness_min, Unset):
        json_colorfulness_min = UNSET
    else:
        json_colorfulness_min = colorfulness_min
    params["colorfulness_min"] = json_colorfulness_min

    json_colorfulness_max: float | None | Unset
    if isinstance(colorfulness_max, Unset):
        json_colorfulness_max = UNSET
    else:
        json_colorfulness_max = colorfulness_max
    params["colorfulness_max"] = json_colorfulness_max

    json_snr_min: float | None | Unset
    if isinstance(snr_min, Unset):
        json_snr_min = UNSET
    else:
        json_snr_min = snr_min
    params["snr_min"] = json_snr_min

    json_snr_max: float | None | Unset
    if isinstance(snr_max, Unset):
        json_snr_max = UNSET
    else:
        json_snr_max = snr_max
    params["snr_max"] = json_snr_max

    json_uniform_row_ratio_min: float | None | Unset
    if isinstance(uniform_row_ratio_min, Unset):
        json_uniform_row_ratio_min = UNSET
    else:
        json_uniform_row_ratio_min = uniform_row_ratio_min
    params["uniform_row_ratio_min"] = json_uniform_row_ratio_min

    json_uniform_row_ratio_max: float | None | Unset
    if isinstance(uniform_row_ratio_max, Unset):
        json_uniform_row_ratio_max = UNSET
    else:
        json_uniform_row_ratio_max = uniform_row_ratio_max
    params["uniform_row_ratio_max"] = json_uniform_row_ratio_max

    json_taken_after: None | str | Unset
    if isinstance(taken_after, Unset):
        json_taken_after = UNSET
    elif isinstance(taken_after, datetime.datetime):
        json_taken_after = taken_after.isoformat()
    else:
        json_taken_after = taken_after
    params["taken_after"] = json_taken_after

    json_taken_before: None | str | Unset
    if isinstance(taken_before, Unset):
        json_taken_before = UNSET
    elif isinstance(taken_before, datetime.datetime):
        json_taken_before = taken_before.isoformat()
    else:
        json_taken_before = taken_before
    params["taken_before"] = json_taken_before

    params["limit"] = limit


    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}


    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/embeddings/{embedding_id}/neighbors".format(embedding_id=quote(str(embedding_id), safe=""),),
        "params": params,
    }


    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> NeighborList | Problem | None:
    if response.status_code == 200:
        response_200 = NeighborList.from_dict(response.json())



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

    if response.status_code == 409:
        response_409 = Problem.from_dict(response.json())



        return response_409

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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[NeighborList | Problem]:
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
    sample_id: str,
    status: list[SampleStatus] | None | Unset = UNSET,
    kind: list[SampleKind] | None | Unset = UNSET,
    label: list[str] | None | Unset = UNSET,
    format_: list[str] | None | Unset = UNSET,
    filename_prefix: None | str | Unset = UNSET,
    sha256: None | str | Unset = UNSET,
    phash: None | str | Unset = UNSET,
    video_id: None | str | Unset = UNSET,
    parent_id: None | str | Unset = UNSET,
    width_min: int | None | Unset = UNSET,
    width_max: int | None | Unset = UNSET,
    height_min: int | None | Unset = UNSET,
    height_max: int | None | Unset = UNSET,
    size_min: int | None | Unset = UNSET,
    size_max: int | None | Unset = UNSET,
    sharpness_min: float | None | Unset = UNSET,
    sharpness_max: float | None | Unset = UNSET,
    luminance_min: float | None | Unset = UNSET,
    luminance_max: float | None | Unset = UNSET,
    contrast_min: float | None | Unset = UNSET,
    contrast_max: float | None | Unset = UNSET,
    colorfulness_min: float | None | Unset = UNSET,
    colorfulness_max: float | None | Unset = UNSET,
    snr_min: float | None | Unset = UNSET,
    snr_max: float | None | Unset = UNSET,
    uniform_row_ratio_min: float | None | Unset = UNSET,
    uniform_row_ratio_max: float | None | Unset = UNSET,
    taken_after: datetime.datetime | None | Unset = UNSET,
    taken_before: datetime.datetime | None | Unset = UNSET,
    limit: int | Unset = 20,

) -> Response[NeighborList | Problem]:
    """ Neighbors

     Find the samples most like a sample, out of the stored kNN graph. A 409 before a job has built it:
    POST does.

    Args:
        embedding_id (str):
        sample_id (str): whose neighbours to find
        status (list[SampleStatus] | None | Unset): any of these
        kind (list[SampleKind] | None | Unset): any of these
        label (list[str] | None | Unset): any of these weak labels
        format_ (list[str] | None | Unset): any of these file formats, e.g. jpeg
        filename_prefix (None | str | Unset): how the filename begins, e.g. train/cats/
        sha256 (None | str | Unset):
        phash (None | str | Unset): exactly this perceptual hash
        video_id (None | str | Unset): frames of this video
        parent_id (None | str | Unset): crops of this sample
        width_min (int | None | Unset):
        width_max (int | None | Unset):
        height_min (int | None | Unset):
        height_max (int | None | Unset):
        size_min (int | None | Unset): bytes
        size_max (int | None | Unset): bytes
        sharpness_min (float | None | Unset):
        sharpness_max (float | None | Unset):
        luminance_min (float | None | Unset):
        luminance_max (float | None | Unset):
        contrast_min (float | None | Unset):
        contrast_max (float | None | Unset):
        colorfulness_min (float | None | Unset):
        colorfulness_max (float | None | Unset):
        snr_min (float | None | Unset):
        snr_max (float | None | Unset):
        uniform_row_ratio_min (float | None | Unset):
        uniform_row_ratio_max (float | None | Unset):
        taken_after (datetime.datetime | None | Unset): taken at this moment or later
        taken_before (datetime.datetime | None | Unset): taken at this moment or earlier
        limit (int | Unset):  Default: 20.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[NeighborList | Problem]
     """


    kwargs = _get_kwargs(
        embedding_id=embedding_id,
sample_id=sample_id,
status=status,
kind=kind,
label=label,
format_=format_,
filename_prefix=filename_prefix,
sha256=sha256,
phash=phash,
video_id=video_id,
parent_id=parent_id,
width_min=width_min,
width_max=width_max,
height_min=height_min,
height_max=height_max,
size_min=size_min,
size_max=size_max,
sharpness_min=sharpness_min,
sharpness_max=sharpness_max,
luminance_min=luminance_min,
luminance_max=luminance_max,
contrast_min=contrast_min,
contrast_max=contrast_max,
colorfulness_min=colorfulness_min,
colorfulness_max=colorfulness_max,
snr_min=snr_min,
snr_max=snr_max,
uniform_row_ratio_min=uniform_row_ratio_min,
uniform_row_ratio_max=uniform_row_ratio_max,
taken_after=taken_after,
taken_before=taken_before,
limit=limit,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    embedding_id: str,
    *,
    client: AuthenticatedClient,
    sample_id: str,
    status: list[SampleStatus] | None | Unset = UNSET,
    kind: list[SampleKind] | None | Unset = UNSET,
    label: list[str] | None | Unset = UNSET,
    format_: list[str] | None | Unset = UNSET,
    filename_prefix: None | str | Unset = UNSET,
    sha256: None | str | Unset = UNSET,
    phash: None | str | Unset = UNSET,
    video_id: None | str | Unset = UNSET,
    parent_id: None | str | Unset = UNSET,
    width_min: int | None | Unset = UNSET,
    width_max: int | None | Unset = UNSET,
    height_min: int | None | Unset = UNSET,
    height_max: int | None | Unset = UNSET,
    size_min: int | None | Unset = UNSET,
    size_max: int | None | Unset = UNSET,
    sharpness_min: float | None | Unset = UNSET,
    sharpness_max: float | None | Unset = UNSET,
    luminance_min: float | None | Unset = UNSET,
    luminance_max: float | None | Unset = UNSET,
    contrast_min: float | None | Unset = UNSET,
    contrast_max: float | None | Unset = UNSET,
    colorfulness_min: float | None | Unset = UNSET,
    colorfulness_max: float | None | Unset = UNSET,
    snr_min: float | None | Unset = UNSET,
    snr_max: float | None | Unset = UNSET,
    uniform_row_ratio_min: float | None | Unset = UNSET,
    uniform_row_ratio_max: float | None | Unset = UNSET,
    taken_after: datetime.datetime | None | Unset = UNSET,
    taken_before: datetime.datetime | None | Unset = UNSET,
    limit: int | Unset = 20,

) -> NeighborList | Problem | None:
    """ Neighbors

     Find the samples most like a sample, out of the stored kNN graph. A 409 before a job has built it:
    POST does.

    Args:
        embedding_id (str):
        sample_id (str): whose neighbours to find
        status (list[SampleStatus] | None | Unset): any of these
        kind (list[SampleKind] | None | Unset): any of these
        label (list[str] | None | Unset): any of these weak labels
        format_ (list[str] | None | Unset): any of these file formats, e.g. jpeg
        filename_prefix (None | str | Unset): how the filename begins, e.g. train/cats/
        sha256 (None | str | Unset):
        phash (None | str | Unset): exactly this perceptual hash
        video_id (None | str | Unset): frames of this video
        parent_id (None | str | Unset): crops of this sample
        width_min (int | None | Unset):
        width_max (int | None | Unset):
        height_min (int | None | Unset):
        height_max (int | None | Unset):
        size_min (int | None | Unset): bytes
        size_max (int | None | Unset): bytes
        sharpness_min (float | None | Unset):
        sharpness_max (float | None | Unset):
        luminance_min (float | None | Unset):
        luminance_max (float | None | Unset):
        contrast_min (float | None | Unset):
        contrast_max (float | None | Unset):
        colorfulness_min (float | None | Unset):
        colorfulness_max (float | None | Unset):
        snr_min (float | None | Unset):
        snr_max (float | None | Unset):
        uniform_row_ratio_min (float | None | Unset):
        uniform_row_ratio_max (float | None | Unset):
        taken_after (datetime.datetime | None | Unset): taken at this moment or later
        taken_before (datetime.datetime | None | Unset): taken at this moment or earlier
        limit (int | Unset):  Default: 20.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        NeighborList | Problem
     """


    return sync_detailed(
        embedding_id=embedding_id,
client=client,
sample_id=sample_id,
status=status,
kind=kind,
label=label,
format_=format_,
filename_prefix=filename_prefix,
sha256=sha256,
phash=phash,
video_id=video_id,
parent_id=parent_id,
width_min=width_min,
width_max=width_max,
height_min=height_min,
height_max=height_max,
size_min=size_min,
size_max=size_max,
sharpness_min=sharpness_min,
sharpness_max=sharpness_max,
luminance_min=luminance_min,
luminance_max=luminance_max,
contrast_min=contrast_min,
contrast_max=contrast_max,
colorfulness_min=colorfulness_min,
colorfulness_max=colorfulness_max,
snr_min=snr_min,
snr_max=snr_max,
uniform_row_ratio_min=uniform_row_ratio_min,
uniform_row_ratio_max=uniform_row_ratio_max,
taken_after=taken_after,
taken_before=taken_before,
limit=limit,

    ).parsed

async def asyncio_detailed(
    embedding_id: str,
    *,
    client: AuthenticatedClient,
    sample_id: str,
    status: list[SampleStatus] | None | Unset = UNSET,
    kind: list[SampleKind] | None | Unset = UNSET,
    label: list[str] | None | Unset = UNSET,
    format_: list[str] | None | Unset = UNSET,
    filename_prefix: None | str | Unset = UNSET,
    sha256: None | str | Unset = UNSET,
    phash: None | str | Unset = UNSET,
    video_id: None | str | Unset = UNSET,
    parent_id: None | str | Unset = UNSET,
    width_min: int | None | Unset = UNSET,
    width_max: int | None | Unset = UNSET,
    height_min: int | None | Unset = UNSET,
    height_max: int | None | Unset = UNSET,
    size_min: int | None | Unset = UNSET,
    size_max: int | None | Unset = UNSET,
    sharpness_min: float | None | Unset = UNSET,
    sharpness_max: float | None | Unset = UNSET,
    luminance_min: float | None | Unset = UNSET,
    luminance_max: float | None | Unset = UNSET,
    contrast_min: float | None | Unset = UNSET,
    contrast_max: float | None | Unset = UNSET,
    colorfulness_min: float | None | Unset = UNSET,
    colorfulness_max: float | None | Unset = UNSET,
    snr_min: float | None | Unset = UNSET,
    snr_max: float | None | Unset = UNSET,
    uniform_row_ratio_min: float | None | Unset = UNSET,
    uniform_row_ratio_max: float | None | Unset = UNSET,
    taken_after: datetime.datetime | None | Unset = UNSET,
    taken_before: datetime.datetime | None | Unset = UNSET,
    limit: int | Unset = 20,

) -> Response[NeighborList | Problem]:
    """ Neighbors

     Find the samples most like a sample, out of the stored kNN graph. A 409 before a job has built it:
    POST does.

    Args:
        embedding_id (str):
        sample_id (str): whose neighbours to find
        status (list[SampleStatus] | None | Unset): any of these
        kind (list[SampleKind] | None | Unset): any of these
        label (list[str] | None | Unset): any of these weak labels
        format_ (list[str] | None | Unset): any of these file formats, e.g. jpeg
        filename_prefix (None | str | Unset): how the filename begins, e.g. train/cats/
        sha256 (None | str | Unset):
        phash (None | str | Unset): exactly this perceptual hash
        video_id (None | str | Unset): frames of this video
        parent_id (None | str | Unset): crops of this sample
        width_min (int | None | Unset):
        width_max (int | None | Unset):
        height_min (int | None | Unset):
        height_max (int | None | Unset):
        size_min (int | None | Unset): bytes
        size_max (int | None | Unset): bytes
        sharpness_min (float | None | Unset):
        sharpness_max (float | None | Unset):
        luminance_min (float | None | Unset):
        luminance_max (float | None | Unset):
        contrast_min (float | None | Unset):
        contrast_max (float | None | Unset):
        colorfulness_min (float | None | Unset):
        colorfulness_max (float | None | Unset):
        snr_min (float | None | Unset):
        snr_max (float | None | Unset):
        uniform_row_ratio_min (float | None | Unset):
        uniform_row_ratio_max (float | None | Unset):
        taken_after (datetime.datetime | None | Unset): taken at this moment or later
        taken_before (datetime.datetime | None | Unset): taken at this moment or earlier
        limit (int | Unset):  Default: 20.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[NeighborList | Problem]
     """


    kwargs = _get_kwargs(
        embedding_id=embedding_id,
sample_id=sample_id,
status=status,
kind=kind,
label=label,
format_=format_,
filename_prefix=filename_prefix,
sha256=sha256,
phash=phash,
video_id=video_id,
parent_id=parent_id,
width_min=width_min,
width_max=width_max,
height_min=height_min,
height_max=height_max,
size_min=size_min,
size_max=size_max,
sharpness_min=sharpness_min,
sharpness_max=sharpness_max,
luminance_min=luminance_min,
luminance_max=luminance_max,
contrast_min=contrast_min,
contrast_max=contrast_max,
colorfulness_min=colorfulness_min,
colorfulness_max=colorfulness_max,
snr_min=snr_min,
snr_max=snr_max,
uniform_row_ratio_min=uniform_row_ratio_min,
uniform_row_ratio_max=uniform_row_ratio_max,
taken_after=taken_after,
taken_before=taken_before,
limit=limit,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    embedding_id: str,
    *,
    client: AuthenticatedClient,
    sample_id: str,
    status: list[SampleStatus] | None | Unset = UNSET,
    kind: list[SampleKind] | None | Unset = UNSET,
    label: list[str] | None | Unset = UNSET,
    format_: list[str] | None | Unset = UNSET,
    filename_prefix: None | str | Unset = UNSET,
    sha256: None | str | Unset = UNSET,
    phash: None | str | Unset = UNSET,
    video_id: None | str | Unset = UNSET,
    parent_id: None | str | Unset = UNSET,
    width_min: int | None | Unset = UNSET,
    width_max: int | None | Unset = UNSET,
    height_min: int | None | Unset = UNSET,
    height_max: int | None | Unset = UNSET,
    size_min: int | None | Unset = UNSET,
    size_max: int | None | Unset = UNSET,
    sharpness_min: float | None | Unset = UNSET,
    sharpness_max: float | None | Unset = UNSET,
    luminance_min: float | None | Unset = UNSET,
    luminance_max: float | None | Unset = UNSET,
    contrast_min: float | None | Unset = UNSET,
    contrast_max: float | None | Unset = UNSET,
    colorfulness_min: float | None | Unset = UNSET,
    colorfulness_max: float | None | Unset = UNSET,
    snr_min: float | None | Unset = UNSET,
    snr_max: float | None | Unset = UNSET,
    uniform_row_ratio_min: float | None | Unset = UNSET,
    uniform_row_ratio_max: float | None | Unset = UNSET,
    taken_after: datetime.datetime | None | Unset = UNSET,
    taken_before: datetime.datetime | None | Unset = UNSET,
    limit: int | Unset = 20,

) -> NeighborList | Problem | None:
    """ Neighbors

     Find the samples most like a sample, out of the stored kNN graph. A 409 before a job has built it:
    POST does.

    Args:
        embedding_id (str):
        sample_id (str): whose neighbours to find
        status (list[SampleStatus] | None | Unset): any of these
        kind (list[SampleKind] | None | Unset): any of these
        label (list[str] | None | Unset): any of these weak labels
        format_ (list[str] | None | Unset): any of these file formats, e.g. jpeg
        filename_prefix (None | str | Unset): how the filename begins, e.g. train/cats/
        sha256 (None | str | Unset):
        phash (None | str | Unset): exactly this perceptual hash
        video_id (None | str | Unset): frames of this video
        parent_id (None | str | Unset): crops of this sample
        width_min (int | None | Unset):
        width_max (int | None | Unset):
        height_min (int | None | Unset):
        height_max (int | None | Unset):
        size_min (int | None | Unset): bytes
        size_max (int | None | Unset): bytes
        sharpness_min (float | None | Unset):
        sharpness_max (float | None | Unset):
        luminance_min (float | None | Unset):
        luminance_max (float | None | Unset):
        contrast_min (float | None | Unset):
        contrast_max (float | None | Unset):
        colorfulness_min (float | None | Unset):
        colorfulness_max (float | None | Unset):
        snr_min (float | None | Unset):
        snr_max (float | None | Unset):
        uniform_row_ratio_min (float | None | Unset):
        uniform_row_ratio_max (float | None | Unset):
        taken_after (datetime.datetime | None | Unset): taken at this moment or later
        taken_before (datetime.datetime | None | Unset): taken at this moment or earlier
        limit (int | Unset):  Default: 20.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        NeighborList | Problem
     """


    return (await asyncio_detailed(
        embedding_id=embedding_id,
client=client,
sample_id=sample_id,
status=status,
kind=kind,
label=label,
format_=format_,
filename_prefix=filename_prefix,
sha256=sha256,
phash=phash,
video_id=video_id,
parent_id=parent_id,
width_min=width_min,
width_max=width_max,
height_min=height_min,
height_max=height_max,
size_min=size_min,
size_max=size_max,
sharpness_min=sharpness_min,
sharpness_max=sharpness_max,
luminance_min=luminance_min,
luminance_max=luminance_max,
contrast_min=contrast_min,
contrast_max=contrast_max,
colorfulness_min=colorfulness_min,
colorfulness_max=colorfulness_max,
snr_min=snr_min,
snr_max=snr_max,
uniform_row_ratio_min=uniform_row_ratio_min,
uniform_row_ratio_max=uniform_row_ratio_max,
taken_after=taken_after,
taken_before=taken_before,
limit=limit,

    )).parsed
