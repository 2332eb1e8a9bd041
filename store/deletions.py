"""Deleting samples: a tombstone in a new version of the dataset. Older versions keep what they had."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from store import datasets, publishing
from store.errors import InvalidField
from store.samples import Sample, SampleStatus, visible

MAX_SAMPLES = 10_000
_CHUNK = 500


@dataclass(frozen=True)
class Deletion:
    """What a deletion came to."""

    dataset_version: int
    """The first version without the samples; the present one when there was nothing left to delete."""
    deleted: int


def delete(session: Session, dataset_id: str, sample_ids: Sequence[str], *, pointer: str = "/sample_ids") -> Deletion:
    """Tombstone samples in one new version; those that are deleted already stay as they are.

    Positions are never used again and rows stay, so every embedding and subset of an older version remains valid.
    Raises InvalidField for an id that is no sample of the dataset, and Conflict while a job appends samples: it
    has been promised the next version.
    """
    version = publishing.begin(session, dataset_id, None)
    alive = _alive(session, dataset_id, version - 1, sample_ids, pointer)
    usable = 0
    for start in range(0, len(alive), _CHUNK):
        chosen = Sample.id.in_(alive[start : start + _CHUNK])
        usable += session.execute(select(func.count()).where(chosen, Sample.status == SampleStatus.OK)).scalar_one()
        session.execute(update(Sample).where(chosen).values(version_deleted=version))
    if not alive:
        return Deletion(version - 1, 0)
    return Deletion(datasets.bump_counts(session, dataset_id, samples=-len(alive), ok=-usable), len(alive))


def _alive(session: Session, dataset_id: str, version: int, sample_ids: Sequence[str], pointer: str) -> list[str]:
    """Those that are visible at `version`, each once, in the given order."""
    wanted = list(dict.fromkeys(sample_ids))
    known: set[str] = set()
    alive: set[str] = set()
    for start in range(0, len(wanted), _CHUNK):
        chunk = Sample.id.in_(wanted[start : start + _CHUNK])
        published = Sample.dataset_id == dataset_id, Sample.version_added <= version
        known.update(session.scalars(select(Sample.id).where(chunk, *published)))
        alive.update(session.scalars(select(Sample.id).where(chunk, visible(dataset_id, version))))
    for index, sample_id in enumerate(sample_ids):
        if sample_id not in known:
            raise InvalidField(f"{pointer}/{index}", f"{sample_id} is no sample of this dataset.")
    return [sample_id for sample_id in wanted if sample_id in alive]
