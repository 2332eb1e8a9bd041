"""`/v1/workspaces`, for administrators of the installation."""

from fastapi import APIRouter, Response

from service.access.schemas import Workspace, WorkspaceCreate, WorkspacePage
from service.dependencies import ReadSession, WriteSession
from service.idempotency import Once
from service.identifiers import WorkspaceId
from service.pagination import Paging
from service.problems import responses
from store import pages
from store.access import workspaces

router = APIRouter(prefix="/v1/workspaces", tags=["workspaces"])


@router.post("", status_code=201, response_model=Workspace, responses=responses(409))
def create(body: WorkspaceCreate, session: WriteSession, once: Once) -> Response:
    """Make a workspace. Then make its first key with `POST /v1/keys` and `workspace_id`."""
    workspace = workspaces.create(session, name=body.name)
    return once.answer(201, Workspace.model_validate(workspace), {"Location": f"/v1/workspaces/{workspace.id}"})


@router.get("", response_model=WorkspacePage)
def list_(session: ReadSession, paging: Paging) -> pages.Page[workspaces.Workspace]:
    """List all workspaces, newest first."""
    return paging.linked(workspaces.list_page(session, limit=paging.limit, cursor=paging.cursor))


@router.get("/{workspace_id}", response_model=Workspace)
def get(workspace_id: WorkspaceId, session: ReadSession) -> workspaces.Workspace:
    """Get one workspace."""
    return workspaces.get(session, workspace_id)
