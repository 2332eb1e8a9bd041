"""`/v1/exports`"""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from service import downloads
from service.dependencies import ReadSession
from service.downloads import Downloads, File
from service.exports.schemas import Export, ExportPage
from service.identifiers import ExportId
from service.pagination import Paging
from service.problems import responses
from store import exports, pages

router = APIRouter(prefix="/v1/exports", tags=["exports"])


@router.get("", response_model=ExportPage)
def list_(
    session: ReadSession,
    paging: Paging,
    subset_id: Annotated[str | None, Query(pattern=r"^sub_[0-9a-z]{26}$")] = None,
) -> pages.Page[exports.Export]:
    """List exports that have not expired, newest first."""
    page = exports.list_page(session, limit=paging.limit, cursor=paging.cursor, subset_id=subset_id)
    return paging.linked(page)


@router.get("/{export_id}", response_model=Export)
def get(export_id: ExportId, session: ReadSession) -> exports.Export:
    """Get one export."""
    return exports.get(session, export_id)


@router.get(
    "/{export_id}/download",
    response_class=Response,
    responses={**downloads.documented("*/*"), **responses(416)},
)
def download(export_id: ExportId, session: ReadSession, files: Downloads) -> Response:
    """Download the file, as often as needed until it expires."""
    export = exports.get(session, export_id)
    return files.send(
        File(
            key=export.blob_key,
            version=export.sha256,
            filename=export.filename,
            media_type=export.media_type,
            immutable=False,
        )
    )
