from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.embedding_storage import check_embedding_storage
from ..models.embedding_storage import EmbeddingStorage
from typing import cast
import datetime

if TYPE_CHECKING:
  from ..models.embedding_metrics import EmbeddingMetrics





T = TypeVar("T", bound="Embedding")



@_attrs_define
class Embedding:
    """ A matrix (N, D) over a dataset version.

        Attributes:
            id (str):
            dataset_id (str):
            dataset_version (int):
            job_id (str):
            checkpoint_id (None | str):
            source (str): which network made it
            count (int): N: one row for each position of the dataset version
            valid_count (int): rows that hold a vector; the others are zero
            dim (int): D
            normalised (bool): whether every vector has unit length
            storage (EmbeddingStorage): the numbers of the .npy file
            metrics (EmbeddingMetrics):
            size_bytes (int):
            sha256 (str):
            created_at (datetime.datetime):
     """

    id: str
    dataset_id: str
    dataset_version: int
    job_id: str
    checkpoint_id: None | str
    source: str
    count: int
    valid_count: int
    dim: int
    normalised: bool
    storage: EmbeddingStorage
    metrics: EmbeddingMetrics
    size_bytes: int
    sha256: str
    created_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.embedding_metrics import EmbeddingMetrics # noqa: PLC0415
        id = self.id

        dataset_id = self.dataset_id

        dataset_version = self.dataset_version

        job_id = self.job_id

        checkpoint_id: None | str
        checkpoint_id = self.checkpoint_id

        source = self.source

        count = self.count

        valid_count = self.valid_count

        dim = self.dim

        normalised = self.normalised

        storage: str = self.storage

        metrics = self.metrics.to_dict()

        size_bytes = self.size_bytes

        sha256 = self.sha256

        created_at = self.created_at.isoformat()


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "id": id,
            "dataset_id": dataset_id,
            "dataset_version": dataset_version,
            "job_id": job_id,
            "checkpoint_id": checkpoint_id,
            "source": source,
            "count": count,
            "valid_count": valid_count,
            "dim": dim,
            "normalised": normalised,
            "storage": storage,
            "metrics": metrics,
            "size_bytes": size_bytes,
            "sha256": sha256,
            "created_at": created_at,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.embedding_metrics import EmbeddingMetrics # noqa: PLC0415
        d = dict(src_dict)
        id = d.pop("id")

        dataset_id = d.pop("dataset_id")

        dataset_version = d.pop("dataset_version")

        job_id = d.pop("job_id")

        def _parse_checkpoint_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        checkpoint_id = _parse_checkpoint_id(d.pop("checkpoint_id"))


        source = d.pop("source")

        count = d.pop("count")

        valid_count = d.pop("valid_count")

        dim = d.pop("dim")

        normalised = d.pop("normalised")

        storage = check_embedding_storage(d.pop("storage"))




        metrics = EmbeddingMetrics.from_dict(d.pop("metrics"))




        size_bytes = d.pop("size_bytes")

        sha256 = d.pop("sha256")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))




        embedding = cls(
            id=id,
            dataset_id=dataset_id,
            dataset_version=dataset_version,
            job_id=job_id,
            checkpoint_id=checkpoint_id,
            source=source,
            count=count,
            valid_count=valid_count,
            dim=dim,
            normalised=normalised,
            storage=storage,
            metrics=metrics,
            size_bytes=size_bytes,
            sha256=sha256,
            created_at=created_at,
        )


        embedding.additional_properties = d
        return embedding

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
