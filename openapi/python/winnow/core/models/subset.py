from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
import datetime

if TYPE_CHECKING:
  from ..models.subset_metrics import SubsetMetrics
  from ..models.subset_strategy import SubsetStrategy





T = TypeVar("T", bound="Subset")



@_attrs_define
class Subset:
    """ An ordered selection of samples.

        Attributes:
            id (str):
            dataset_id (str):
            dataset_version (int):
            job_id (str):
            embedding_id (str):
            name (str):
            strategy (SubsetStrategy): how it was picked
            count (int):
            metrics (SubsetMetrics):
            created_at (datetime.datetime):
     """

    id: str
    dataset_id: str
    dataset_version: int
    job_id: str
    embedding_id: str
    name: str
    strategy: SubsetStrategy
    count: int
    metrics: SubsetMetrics
    created_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.subset_metrics import SubsetMetrics # noqa: PLC0415
        from ..models.subset_strategy import SubsetStrategy # noqa: PLC0415
        id = self.id

        dataset_id = self.dataset_id

        dataset_version = self.dataset_version

        job_id = self.job_id

        embedding_id = self.embedding_id

        name = self.name

        strategy = self.strategy.to_dict()

        count = self.count

        metrics = self.metrics.to_dict()

        created_at = self.created_at.isoformat()


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "id": id,
            "dataset_id": dataset_id,
            "dataset_version": dataset_version,
            "job_id": job_id,
            "embedding_id": embedding_id,
            "name": name,
            "strategy": strategy,
            "count": count,
            "metrics": metrics,
            "created_at": created_at,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.subset_metrics import SubsetMetrics # noqa: PLC0415
        from ..models.subset_strategy import SubsetStrategy # noqa: PLC0415
        d = dict(src_dict)
        id = d.pop("id")

        dataset_id = d.pop("dataset_id")

        dataset_version = d.pop("dataset_version")

        job_id = d.pop("job_id")

        embedding_id = d.pop("embedding_id")

        name = d.pop("name")

        strategy = SubsetStrategy.from_dict(d.pop("strategy"))




        count = d.pop("count")

        metrics = SubsetMetrics.from_dict(d.pop("metrics"))




        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))




        subset = cls(
            id=id,
            dataset_id=dataset_id,
            dataset_version=dataset_version,
            job_id=job_id,
            embedding_id=embedding_id,
            name=name,
            strategy=strategy,
            count=count,
            metrics=metrics,
            created_at=created_at,
        )


        subset.additional_properties = d
        return subset

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
