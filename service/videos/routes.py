"""`/v1/datasets/{dataset_id}/videos`"""

from fastapi import APIRouter

from service.dependencies import ReadSession
from service.identifiers import DatasetId, VideoId
from service.pagination import Paging
from service.videos.schemas import Video, VideoPage
from store import datasets, pages, videos

router = APIRouter(prefix="/v1/datasets/{dataset_id}/videos", tags=["videos"])


@router.get("", response_model=VideoPage)
def list_(dataset_id: DatasetId, session: ReadSession, paging: Paging) -> pages.Page[videos.Video]:
    """List the videos of a dataset, newest first. Their frames are samples that name them in `video_id`."""
    datasets.get(session, dataset_id)
    return paging.linked(videos.list_page(session, dataset_id, limit=paging.limit, cursor=paging.cursor))


@router.get("/{video_id}", response_model=Video)
def get(dataset_id: DatasetId, video_id: VideoId, session: ReadSession) -> videos.Video:
    """Get one video."""
    datasets.get(session, dataset_id)
    return videos.get(session, dataset_id, video_id)
