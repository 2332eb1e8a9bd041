from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
import datetime

if TYPE_CHECKING:
  from ..models.checkpoint_card import CheckpointCard
  from ..models.checkpoint_metrics import CheckpointMetrics





T = TypeVar("T", bound="Checkpoint")



@_attrs_define
class Checkpoint:
    """ A trained backbone.

        Attributes:
            id (str):
            dataset_id (str):
            dataset_version (int):
            job_id (str):
            method (str):
            backbone (str):
            card (CheckpointCard): what is needed to use the weights: backbone, image size, mean, std
            epochs (int):
            dim (int): D: the length of its embedding vectors
            metrics (CheckpointMetrics):
            size_bytes (int):
            sha256 (str):
            created_at (datetime.datetime):
     """

    id: str
    dataset_id: str
    dataset_version: int
    job_id: str
    method: str
    backbone: str
    card: CheckpointCard
    epochs: int
    dim: int
    metrics: CheckpointMetrics
    size_bytes: int
    sha256: str
    created_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.checkpoint_card import CheckpointCard # noqa: PLC0415
        from ..models.checkpoint_metrics import CheckpointMetrics # noqa: PLC0415
        id = self.id

        dataset_id = self.dataset_id

        dataset_version = self.dataset_version

        job_id = self.job_id

        method = self.method

        backbone = self.backbone

        card = self.card.to_dict()

        epochs = self.epochs

        dim = self.dim

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
            "method": method,
            "backbone": backbone,
            "card": card,
            "epochs": epochs,
            "dim": dim,
            "metrics": metrics,
            "size_bytes": size_bytes,
            "sha256": sha256,
            "created_at": created_at,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.checkpoint_card import CheckpointCard # noqa: PLC0415
        from ..models.checkpoint_metrics import CheckpointMetrics # noqa: PLC0415
        d = dict(src_dict)
        id = d.pop("id")

        dataset_id = d.pop("dataset_id")

        dataset_version = d.pop("dataset_version")

        job_id = d.pop("job_id")

        method = d.pop("method")

        backbone = d.pop("backbone")

        card = CheckpointCard.from_dict(d.pop("card"))




        epochs = d.pop("epochs")

        dim = d.pop("dim")

        metrics = CheckpointMetrics.from_dict(d.pop("metrics"))




        size_bytes = d.pop("size_bytes")

        sha256 = d.pop("sha256")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))




        checkpoint = cls(
            id=id,
            dataset_id=dataset_id,
            dataset_version=dataset_version,
            job_id=job_id,
            method=method,
            backbone=backbone,
            card=card,
            epochs=epochs,
            dim=dim,
            metrics=metrics,
            size_bytes=size_bytes,
            sha256=sha256,
            created_at=created_at,
        )


        checkpoint.additional_properties = d
        return checkpoint

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
