"""What jobs make: checkpoints, embeddings, subsets and exports."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from winnow._sync.connection import Connection, only
from winnow._sync.pages import each
from winnow.core.api.checkpoints import checkpoints_get, checkpoints_list
from winnow.core.api.embeddings import embeddings_get, embeddings_list
from winnow.core.api.exports import exports_get, exports_list
from winnow.core.api.subsets import subsets_get, subsets_list, subsets_samples
from winnow.core.models import Checkpoint, Embedding, Export, Pick, Subset


class Checkpoints:
    """`client.checkpoints`: trained backbones."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, checkpoint_id: str) -> Checkpoint:
        answer = checkpoints_get.sync_detailed(checkpoint_id, client=self._connection.core)
        return only(Checkpoint, answer.parsed)

    def list(self, **filters: Any) -> Iterator[Checkpoint]:
        """Every checkpoint, newest first; `dataset_id` narrows it down."""
        for checkpoint in each(Checkpoint, self._connection, checkpoints_list.sync_detailed, **filters):
            yield checkpoint

    def download(self, checkpoint_id: str, target: Path | str, **options: Any) -> Path:
        """Write the backbone to `target`, a file or a folder. `options` as in the API, e.g. format="timm"."""
        return self._connection.download(f"/v1/checkpoints/{checkpoint_id}/download", target, params=options)


class Embeddings:
    """`client.embeddings`: matrices (N, D)."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, embedding_id: str) -> Embedding:
        answer = embeddings_get.sync_detailed(embedding_id, client=self._connection.core)
        return only(Embedding, answer.parsed)

    def list(self, **filters: Any) -> Iterator[Embedding]:
        """Every embedding, newest first; `dataset_id` narrows it down."""
        for embedding in each(Embedding, self._connection, embeddings_list.sync_detailed, **filters):
            yield embedding

    def download(self, embedding_id: str, target: Path | str, **options: Any) -> Path:
        """Write the matrix to `target`, a file or a folder: npy, (N, D) float32."""
        return self._connection.download(f"/v1/embeddings/{embedding_id}/download", target, params=options)


class Subsets:
    """`client.subsets`: what was selected."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, subset_id: str) -> Subset:
        answer = subsets_get.sync_detailed(subset_id, client=self._connection.core)
        return only(Subset, answer.parsed)

    def list(self, **filters: Any) -> Iterator[Subset]:
        """Every subset, newest first; `dataset_id` narrows it down."""
        for subset in each(Subset, self._connection, subsets_list.sync_detailed, **filters):
            yield subset

    def samples(self, subset_id: str) -> Iterator[Pick]:
        """What was picked, in the order of picking, each with its reason."""
        for pick in each(Pick, self._connection, subsets_samples.sync_detailed, subset_id):
            yield pick


class Exports:
    """`client.exports`: files for labelling tools."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, export_id: str) -> Export:
        answer = exports_get.sync_detailed(export_id, client=self._connection.core)
        return only(Export, answer.parsed)

    def list(self, **filters: Any) -> Iterator[Export]:
        """Every export, newest first; `subset_id` narrows it down."""
        for export in each(Export, self._connection, exports_list.sync_detailed, **filters):
            yield export

    def download(self, export_id: str, target: Path | str) -> Path:
        """Write the file to `target`, a file or a folder."""
        return self._connection.download(f"/v1/exports/{export_id}/download", target)
