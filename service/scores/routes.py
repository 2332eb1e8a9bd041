"""`/v1/scores`"""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response

from service import downloads
from service.dependencies import Blobs, ReadSession
from service.downloads import Downloads, File
from service.identifiers import ScoreId
from service.pagination import Paging
from service.problems import responses
from service.scores.schemas import Histogram, Score, ScoredSamplePage, ScorePage
from store import datasets, pages, scores
from store.errors import InvalidField
from store.specs.base import DatasetId as DatasetIdFilter
from store.specs.samples import Bound
from store.specs.scores import ScoreName

router = APIRouter(prefix="/v1/scores", tags=["scores"])

FLOATS = "application/octet-stream"


@router.get("", response_model=ScorePage)
def list_(
    session: ReadSession,
    paging: Paging,
    dataset_id: Annotated[DatasetIdFilter | None, Query()] = None,
    name: Annotated[ScoreName | None, Query()] = None,
) -> pages.Page[scores.Score]:
    """List scores, newest first."""
    page = scores.list_page(session, limit=paging.limit, cursor=paging.cursor, dataset_id=dataset_id, name=name)
    return paging.linked(page)


@router.get("/{score_id}", response_model=Score)
def get(score_id: ScoreId, session: ReadSession) -> scores.Score:
    """Get one score."""
    return scores.get(session, score_id)


@router.get("/{score_id}/histogram", response_model=Histogram)
def histogram(
    score_id: ScoreId,
    session: ReadSession,
    bins: Annotated[int, Query(ge=8, le=scores.BINS, description="8, 16, 32, 64, 128 or 256")] = 32,
) -> Histogram:
    """Count the samples in equal bins."""
    score = scores.get(session, score_id)
    if scores.BINS % bins:
        raise InvalidField("/bins", "Take 8, 16, 32, 64, 128 or 256 bins.")
    return Histogram(
        minimum=score.minimum,
        maximum=score.maximum,
        counts=scores.histogram(score, bins),
        missing=score.count - score.valid_count,
    )


@router.get("/{score_id}/samples", response_model=ScoredSamplePage)
def samples(
    score_id: ScoreId,
    session: ReadSession,
    blobs: Blobs,
    paging: Paging,
    order: Annotated[Literal["ascending", "descending"], Query(description="of the numbers")] = "descending",
    minimum: Annotated[Bound | None, Query(description="inclusive")] = None,
    maximum: Annotated[Bound | None, Query(description="inclusive")] = None,
) -> pages.Page[scores.Scored]:
    """List the samples that have a number, in the order of it, as they are in the dataset now."""
    score = scores.get(session, score_id)
    version = datasets.get(session, score.dataset_id).version
    page = scores.samples_page(
        session,
        blobs,
        score,
        version=version,
        limit=paging.limit,
        cursor=paging.cursor,
        descending=order == "descending",
        low=minimum,
        high=maximum,
    )
    return paging.linked(page)


@router.get(
    "/{score_id}/download",
    response_class=Response,
    responses={**downloads.documented(FLOATS), **responses(416)},
)
def download(score_id: ScoreId, session: ReadSession, files: Downloads) -> Response:
    """Download the numbers: float32, little-endian, by position, NaN where a sample has none."""
    score = scores.get(session, score_id)
    return files.send(
        File(
            key=score.blob_key,
            version=score.sha256,
            filename=f"{score.name}-{score_id}.f32",
            media_type=FLOATS,
        )
    )
