"""`/v1/audit`"""

from typing import Annotated

from fastapi import APIRouter, Query

from service.access.schemas import AuditPage
from service.dependencies import ReadSession
from service.pagination import Paging
from store import pages
from store.access import audit

router = APIRouter(prefix="/v1/audit", tags=["audit"])


@router.get("", response_model=AuditPage)
def list_(
    session: ReadSession,
    paging: Paging,
    key_id: Annotated[
        str | None, Query(pattern=r"^(key_[0-9a-z]{26}|bootstrap)$", description="only what this key has changed")
    ] = None,
) -> pages.Page[audit.AuditEntry]:
    """List what was changed in the workspace, newest first: by whom, when, and by which request."""
    return paging.linked(audit.list_page(session, limit=paging.limit, cursor=paging.cursor, key_id=key_id))
