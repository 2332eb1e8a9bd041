"""`/v1/datasets/{dataset_id}/sample-deletions`: many samples deleted at once.

Not below `/samples`, where its name would also be that of a sample.
"""

from fastapi import APIRouter

from service.dependencies import WriteSession
from service.identifiers import DatasetId
from service.problems import responses
from service.samples.schemas import Deletion, SampleDeletion
from store import deletions

router = APIRouter(prefix="/v1/datasets/{dataset_id}/sample-deletions", tags=["samples"])


@router.post("", name="remove", response_model=Deletion, responses=responses(409))
def create(dataset_id: DatasetId, body: SampleDeletion, session: WriteSession) -> deletions.Deletion:
    """Delete up to 10,000 samples in one new version of the dataset. Those that are deleted already do no harm."""
    return deletions.delete(session, dataset_id, body.sample_ids)
