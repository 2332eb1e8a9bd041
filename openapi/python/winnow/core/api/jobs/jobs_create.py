from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.annotate_spec import AnnotateSpec
from ...models.convert_spec import ConvertSpec
from ...models.crop_spec import CropSpec
from ...models.deduplicate_spec import DeduplicateSpec
from ...models.embed_spec import EmbedSpec
from ...models.evaluate_spec import EvaluateSpec
from ...models.export_embedding_spec import ExportEmbeddingSpec
from ...models.export_spec import ExportSpec
from ...models.import_embedding_spec import ImportEmbeddingSpec
from ...models.import_weights_spec import ImportWeightsSpec
from ...models.ingest_spec import IngestSpec
from ...models.job import Job
from ...models.neighbors_spec import NeighborsSpec
from ...models.pipeline_spec import PipelineSpec
from ...models.preview_spec import PreviewSpec
from ...models.problem import Problem
from ...models.project_spec import ProjectSpec
from ...models.score_spec import ScoreSpec
from ...models.select_spec import SelectSpec
from ...models.train_spec import TrainSpec
from ...types import UNSET, Unset
from typing import cast



def _get_kwargs(
    *,
    body: AnnotateSpec | ConvertSpec | CropSpec | DeduplicateSpec | EmbedSpec | EvaluateSpec | ExportEmbeddingSpec | ExportSpec | ImportEmbeddingSpec | ImportWeightsSpec | IngestSpec | NeighborsSpec | PipelineSpec | PreviewSpec | ProjectSpec | ScoreSpec | SelectSpec | TrainSpec,
    idempotency_key: None | str | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["idempotency-key"] = idempotency_key



    

    

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/jobs",
    }

    
    if isinstance(body, IngestSpec):
        _kwargs["json"] = body.to_dict()
    elif isinstance(body, AnnotateSpec):
        _kwargs["json"] = body.to_dict()
    elif isinstance(body, TrainSpec):
        _kwargs["json"] = body.to_dict()
    elif isinstance(body, PreviewSpec):
        _kwargs["json"] = body.to_dict()
    elif isinstance(body, EmbedSpec):
        _kwargs["json"] = body.to_dict()
    elif isinstance(body, SelectSpec):
        _kwargs["json"] = body.to_dict()
    elif isinstance(body, ExportSpec):
        _kwargs["json"] = body.to_dict()
    elif isinstance(body, CropSpec):
        _kwargs["json"] = body.to_dict()
    elif isinstance(body, DeduplicateSpec):
        _kwargs["json"] = body.to_dict()
    elif isinstance(body, ImportWeightsSpec):
        _kwargs["json"] = body.to_dict()
    elif isinstance(body, ConvertSpec):
        _kwargs["json"] = body.to_dict()
    elif isinstance(body, ScoreSpec):
        _kwargs["json"] = body.to_dict()
    elif isinstance(body, NeighborsSpec):
        _kwargs["json"] = body.to_dict()
    elif isinstance(body, ProjectSpec):
        _kwargs["json"] = body.to_dict()
    elif isinstance(body, ImportEmbeddingSpec):
        _kwargs["json"] = body.to_dict()
    elif isinstance(body, ExportEmbeddingSpec):
        _kwargs["json"] = body.to_dict()
    elif isinstance(body, EvaluateSpec):
        _kwargs["json"] = body.to_dict()
    else:
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
    *,
    client: AuthenticatedClient,
    body: AnnotateSpec | ConvertSpec | CropSpec | DeduplicateSpec | EmbedSpec | EvaluateSpec | ExportEmbeddingSpec | ExportSpec | ImportEmbeddingSpec | ImportWeightsSpec | IngestSpec | NeighborsSpec | PipelineSpec | PreviewSpec | ProjectSpec | ScoreSpec | SelectSpec | TrainSpec,
    idempotency_key: None | str | Unset = UNSET,

) -> Response[Job | Problem]:
    """ Create

     Submit a job, or a pipeline of jobs.

    Args:
        idempotency_key (None | str | Unset): any unique text: repeating the request with it
            creates nothing twice, for a day
        body (AnnotateSpec | ConvertSpec | CropSpec | DeduplicateSpec | EmbedSpec | EvaluateSpec |
            ExportEmbeddingSpec | ExportSpec | ImportEmbeddingSpec | ImportWeightsSpec | IngestSpec |
            NeighborsSpec | PipelineSpec | PreviewSpec | ProjectSpec | ScoreSpec | SelectSpec |
            TrainSpec):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Job | Problem]
     """


    kwargs = _get_kwargs(
        body=body,
idempotency_key=idempotency_key,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    *,
    client: AuthenticatedClient,
    body: AnnotateSpec | ConvertSpec | CropSpec | DeduplicateSpec | EmbedSpec | EvaluateSpec | ExportEmbeddingSpec | ExportSpec | ImportEmbeddingSpec | ImportWeightsSpec | IngestSpec | NeighborsSpec | PipelineSpec | PreviewSpec | ProjectSpec | ScoreSpec | SelectSpec | TrainSpec,
    idempotency_key: None | str | Unset = UNSET,

) -> Job | Problem | None:
    """ Create

     Submit a job, or a pipeline of jobs.

    Args:
        idempotency_key (None | str | Unset): any unique text: repeating the request with it
            creates nothing twice, for a day
        body (AnnotateSpec | ConvertSpec | CropSpec | DeduplicateSpec | EmbedSpec | EvaluateSpec |
            ExportEmbeddingSpec | ExportSpec | ImportEmbeddingSpec | ImportWeightsSpec | IngestSpec |
            NeighborsSpec | PipelineSpec | PreviewSpec | ProjectSpec | ScoreSpec | SelectSpec |
            TrainSpec):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Job | Problem
     """


    return sync_detailed(
        client=client,
body=body,
idempotency_key=idempotency_key,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: AnnotateSpec | ConvertSpec | CropSpec | DeduplicateSpec | EmbedSpec | EvaluateSpec | ExportEmbeddingSpec | ExportSpec | ImportEmbeddingSpec | ImportWeightsSpec | IngestSpec | NeighborsSpec | PipelineSpec | PreviewSpec | ProjectSpec | ScoreSpec | SelectSpec | TrainSpec,
    idempotency_key: None | str | Unset = UNSET,

) -> Response[Job | Problem]:
    """ Create

     Submit a job, or a pipeline of jobs.

    Args:
        idempotency_key (None | str | Unset): any unique text: repeating the request with it
            creates nothing twice, for a day
        body (AnnotateSpec | ConvertSpec | CropSpec | DeduplicateSpec | EmbedSpec | EvaluateSpec |
            ExportEmbeddingSpec | ExportSpec | ImportEmbeddingSpec | ImportWeightsSpec | IngestSpec |
            NeighborsSpec | PipelineSpec | PreviewSpec | ProjectSpec | ScoreSpec | SelectSpec |
            TrainSpec):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Job | Problem]
     """


    kwargs = _get_kwargs(
        body=body,
idempotency_key=idempotency_key,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    *,
    client: AuthenticatedClient,
    body: AnnotateSpec | ConvertSpec | CropSpec | DeduplicateSpec | EmbedSpec | EvaluateSpec | ExportEmbeddingSpec | ExportSpec | ImportEmbeddingSpec | ImportWeightsSpec | IngestSpec | NeighborsSpec | PipelineSpec | PreviewSpec | ProjectSpec | ScoreSpec | SelectSpec | TrainSpec,
    idempotency_key: None | str | Unset = UNSET,

) -> Job | Problem | None:
    """ Create

     Submit a job, or a pipeline of jobs.

    Args:
        idempotency_key (None | str | Unset): any unique text: repeating the request with it
            creates nothing twice, for a day
        body (AnnotateSpec | ConvertSpec | CropSpec | DeduplicateSpec | EmbedSpec | EvaluateSpec |
            ExportEmbeddingSpec | ExportSpec | ImportEmbeddingSpec | ImportWeightsSpec | IngestSpec |
            NeighborsSpec | PipelineSpec | PreviewSpec | ProjectSpec | ScoreSpec | SelectSpec |
            TrainSpec):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Job | Problem
     """


    return (await asyncio_detailed(
        client=client,
body=body,
idempotency_key=idempotency_key,

    )).parsed
