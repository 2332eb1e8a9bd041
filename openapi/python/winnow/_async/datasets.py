"""Datasets, and images for them."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from winnow._async.connection import AsyncConnection, only
from winnow._async.jobs import AsyncJob, AsyncJobs
from winnow._async.pages import each
from winnow._async.platform import run
from winnow._async.uploads import send
from winnow.archives import packed
from winnow.core.api.datasets import datasets_create, datasets_delete, datasets_get, datasets_list
from winnow.core.api.samples import samples_list
from winnow.core.models import Dataset, DatasetCreate, Sample
from winnow.progress import OnBytes, bar


class AsyncDatasets:
    """`client.datasets`. Where one is asked for, give the dataset or its id."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def create(self, name: str, *, description: str = "") -> Dataset:
        body = DatasetCreate(name=name, description=description)
        answer = await datasets_create.asyncio_detailed(client=self._connection.core, body=body)
        return only(Dataset, answer.parsed)

    async def get(self, dataset: Dataset | str) -> Dataset:
        answer = await datasets_get.asyncio_detailed(_id(dataset), client=self._connection.core)
        return only(Dataset, answer.parsed)

    async def list(self) -> AsyncIterator[Dataset]:
        """Every dataset, newest first."""
        async for dataset in each(Dataset, self._connection, datasets_list.asyncio_detailed):
            yield dataset

    async def delete(self, dataset: Dataset | str) -> None:
        """Delete a dataset and everything made from it."""
        found = await datasets_get.asyncio_detailed(_id(dataset), client=self._connection.core)
        unchanged = found.headers["etag"]
        await datasets_delete.asyncio_detailed(_id(dataset), client=self._connection.core, if_match=unchanged)

    async def samples(self, dataset: Dataset | str, **filters: Any) -> AsyncIterator[Sample]:
        """The samples of a dataset. `filters` as in the API: status, label, sort ..."""
        async for sample in each(Sample, self._connection, samples_list.asyncio_detailed, _id(dataset), **filters):
            yield sample

    async def upload(self, dataset: Dataset | str, path: Path | str, *, progress: bool | OnBytes = False) -> AsyncJob:
        """Upload a folder, an archive or a single file, and return the job that reads it into samples.

        A broken connection is made again, and the upload goes on with what had not arrived. `progress` is True for a
        bar on the terminal (needs `rich`), or a function of (bytes sent, bytes in all).
        """
        with bar(progress) as on_bytes:
            job_id = await self._send(_id(dataset), Path(path), on_bytes)
        return await AsyncJobs(self._connection).get(job_id)

    async def _send(self, dataset_id: str, path: Path, on_bytes: OnBytes) -> str:
        packing = packed(path)
        archive = await run(packing.__enter__)
        try:
            return await send(self._connection, dataset_id, archive, on_bytes)
        finally:
            await run(packing.__exit__, None, None, None)


def _id(dataset: Dataset | str) -> str:
    return dataset if isinstance(dataset, str) else dataset.id
