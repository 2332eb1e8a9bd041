"""Datasets, and images for them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from winnow._sync.connection import Connection, only
from winnow._sync.jobs import Job, Jobs
from winnow._sync.pages import each
from winnow._sync.platform import run
from winnow._sync.uploads import send
from winnow.archives import packed
from winnow.core.api.datasets import datasets_create, datasets_delete, datasets_get, datasets_list
from winnow.core.api.samples import samples_list
from winnow.core.models import Dataset, DatasetCreate, Sample
from winnow.progress import OnBytes, bar


class Datasets:
    """`client.datasets`. Where one is asked for, give the dataset or its id."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def create(self, name: str, *, description: str = "") -> Dataset:
        body = DatasetCreate(name=name, description=description)
        answer = datasets_create.sync_detailed(client=self._connection.core, body=body)
        return only(Dataset, answer.parsed)

    def get(self, dataset: Dataset | str) -> Dataset:
        answer = datasets_get.sync_detailed(_id(dataset), client=self._connection.core)
        return only(Dataset, answer.parsed)

    def list(self) -> Iterator[Dataset]:
        """Every dataset, newest first."""
        for dataset in each(Dataset, self._connection, datasets_list.sync_detailed):
            yield dataset

    def delete(self, dataset: Dataset | str) -> None:
        """Delete a dataset and everything made from it."""
        found = datasets_get.sync_detailed(_id(dataset), client=self._connection.core)
        unchanged = found.headers["etag"]
        datasets_delete.sync_detailed(_id(dataset), client=self._connection.core, if_match=unchanged)

    def samples(self, dataset: Dataset | str, **filters: Any) -> Iterator[Sample]:
        """The samples of a dataset. `filters` as in the API: status, label, sort ..."""
        for sample in each(Sample, self._connection, samples_list.sync_detailed, _id(dataset), **filters):
            yield sample

    def upload(self, dataset: Dataset | str, path: Path | str, *, progress: bool | OnBytes = False) -> Job:
        """Upload a folder, an archive or a single file, and return the job that reads it into samples.

        A broken connection is made again, and the upload goes on with what had not arrived. `progress` is True for a
        bar on the terminal (needs `rich`), or a function of (bytes sent, bytes in all).
        """
        with bar(progress) as on_bytes:
            job_id = self._send(_id(dataset), Path(path), on_bytes)
        return Jobs(self._connection).get(job_id)

    def _send(self, dataset_id: str, path: Path, on_bytes: OnBytes) -> str:
        packing = packed(path)
        archive = run(packing.__enter__)
        try:
            return send(self._connection, dataset_id, archive, on_bytes)
        finally:
            run(packing.__exit__, None, None, None)


def _id(dataset: Dataset | str) -> str:
    return dataset if isinstance(dataset, str) else dataset.id
