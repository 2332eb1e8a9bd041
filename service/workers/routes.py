"""`/v1/workers`"""

from datetime import timedelta

from fastapi import APIRouter

from service.dependencies import ReadSession
from service.workers.schemas import Worker, WorkerList
from store import workers
from store.jobs import control

router = APIRouter(prefix="/v1/workers", tags=["workers"])

ALIVE_WITHIN = timedelta(minutes=1)


@router.get("", response_model=WorkerList)
def list_(session: ReadSession) -> WorkerList:
    """List the workers that are there: their device, queues and labels, and what they run."""
    alive = workers.alive(session, within=ALIVE_WITHIN)
    known = control.known(session, [worker.job_id for worker in alive if worker.job_id])
    items = [Worker.model_validate(worker) for worker in alive]
    for worker in items:
        if worker.job_id not in known:
            worker.job_id = None  # another workspace's, which keeps the worker busy all the same
    return WorkerList(items=items)
