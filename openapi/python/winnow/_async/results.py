"""What jobs make: checkpoints, embeddings, subsets and exports."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from winnow._async.connection import AsyncConnection, only
from winnow._async.pages import each
from winnow.core.api.checkpoints import checkpoints_get, checkpoints_list
from winnow.core.api.embeddings import embeddings_get, embeddings_list
from winnow.core.api.exports import exports_get, exports_list
from winnow.core.api.subsets import subsets_get, subsets_list, subsets_samples
from winnow.core.models import Checkpoint, Embedding, Export, Pick, Subset


class AsyncCheckpoints:
    """`client.checkpoints`: trained backbones."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, checkpoint_id: str) -> Checkpoint:
        answer = await checkpoints_get.asyncio_detailed(checkpoint_id, client=self._connection.core)
        return only(Checkpoint, answer.parsed)

    async def list(self, **filters: Any) -> AsyncIterator[Checkpoint]:
        """Every checkpoint, newest first; `dataset_id` narrows it down."""
        async for checkpoint in each(Checkpoint, self._connection, checkpoints_list.asyncio_detailed, **filters):
            yield checkpoint

    async def download(self, checkpoint_id: str, target: Path | str, **options: Any) -> Path:
        """Write the backbone to `target`, a file or a folder. `options` as in the API, e.g. format="timm"."""
        return await self._connection.download(f"/v1/checkpoints/{checkpoint_id}/download", target, params=options)


class AsyncEmbeddings:
    """`client.embeddings`: matrices (N, D)."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, embedding_id: str) -> Embedding:
        answer = await embeddings_get.asyncio_detailed(embedding_id, client=self._connection.core)
        return only(Embedding, answer.parsed)

    async def list(self, **filters: Any) -> AsyncIterator[Embedding]:
        """Every embedding, newest first; `dataset_id` narrows it down."""
        async for embedding in each(Embedding, self._connection, embeddings_list.asyncio_detailed, **filters):
            yield embedding

    async def download(self, embedding_id: str, target: Path | str, **options: Any) -> Path:
        """Write the matrix to `target`, a file or a folder: npy, (N, D) float32."""
        return await self._connection.download(f"/v1/embeddings/{embedding_id}/download", target, params=options)


class AsyncSubsets:
    """`client.subsets`: what was selected."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, subset_id: str) -> Subset:
        answer = await subsets_get.asyncio_detailed(subset_id, client=self._connection.core)
        return only(Subset, answer.parsed)

    async def list(self, **filters: Any) -> AsyncIterator[Subset]:
        """Every subset, newest first; `dataset_id` narrows it down."""
        async for subset in each(Subset, self._connection, subsets_list.asyncio_detailed, **filters):
            yield subset

    async def samples(self, subset_id: str) -> AsyncIterator[Pick]:
        """What was picked, in the order of picking, each with its reason."""
        async for pick in each(Pick, self._connection, subsets_samples.asyncio_detailed, subset_id):
            yield pick


class AsyncExports:
    """`client.exports`: files for labelling tools."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, export_id: str) -> Export:
        answer = await exports_get.asyncio_detailed(export_id, client=self._connection.core)
        return only(Export, answer.parsed)

    async def list(self, **filters: Any) -> AsyncIterator[Export]:
        """Every export, newest first; `subset_id` narrows it down."""
        async for export in each(Export, self._connection, exports_list.asyncio_detailed, **filters):
            yield export

    async def download(self, export_id: str, target: Path | str) -> Path:
        """Write the file to `target`, a file or a folder."""
        return await self._connection.download(f"/v1/exports/{export_id}/download", target)
