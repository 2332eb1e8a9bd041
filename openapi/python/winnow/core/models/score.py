from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
import datetime

if TYPE_CHECKING:
  from ..models.score_parameters import ScoreParameters





T = TypeVar("T", bound="Score")



@_attrs_define
class Score:
    """ One number for each sample of a dataset version.

        Attributes:
            id (str):
            dataset_id (str):
            dataset_version (int):
            job_id (str):
            name (str):
            task_id (None | str): the prediction task that it was computed from
            embedding_id (None | str): the embedding that it was computed from
            count (int): N: one number for each position of the dataset version
            valid_count (int): samples that have a number
            minimum (float | None):
            maximum (float | None):
            mean (float | None):
            std (float | None):
            parameters (ScoreParameters): how it was computed: `source` of the job
            size_bytes (int):
            sha256 (str):
            created_at (datetime.datetime):
     """

    id: str
    dataset_id: str
    dataset_version: int
    job_id: str
    name: str
    task_id: None | str
    embedding_id: None | str
    count: int
    valid_count: int
    minimum: float | None
    maximum: float | None
    mean: float | None
    std: float | None
    parameters: ScoreParameters
    size_bytes: int
    sha256: str
    created_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.score_parameters import ScoreParameters # noqa: PLC0415
        id = self.id

        dataset_id = self.dataset_id

        dataset_version = self.dataset_version

        job_id = self.job_id

        name = self.name

        task_id: None | str
        task_id = self.task_id

        embedding_id: None | str
        embedding_id = self.embedding_id

        count = self.count

        valid_count = self.valid_count

        minimum: float | None
        minimum = self.minimum

        maximum: float | None
        maximum = self.maximum

        mean: float | None
        mean = self.mean

        std: float | None
        std = self.std

        parameters = self.parameters.to_dict()

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
            "name": name,
            "task_id": task_id,
            "embedding_id": embedding_id,
            "count": count,
            "valid_count": valid_count,
            "minimum": minimum,
            "maximum": maximum,
            "mean": mean,
            "std": std,
            "parameters": parameters,
            "size_bytes": size_bytes,
            "sha256": sha256,
            "created_at": created_at,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.score_parameters import ScoreParameters # noqa: PLC0415
        d = dict(src_dict)
        id = d.pop("id")

        dataset_id = d.pop("dataset_id")

        dataset_version = d.pop("dataset_version")

        job_id = d.pop("job_id")

        name = d.pop("name")

        def _parse_task_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        task_id = _parse_task_id(d.pop("task_id"))


        def _parse_embedding_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        embedding_id = _parse_embedding_id(d.pop("embedding_id"))


        count = d.pop("count")

        valid_count = d.pop("valid_count")

        def _parse_minimum(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        minimum = _parse_minimum(d.pop("minimum"))


        def _parse_maximum(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        maximum = _parse_maximum(d.pop("maximum"))


        def _parse_mean(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        mean = _parse_mean(d.pop("mean"))


        def _parse_std(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        std = _parse_std(d.pop("std"))


        parameters = ScoreParameters.from_dict(d.pop("parameters"))




        size_bytes = d.pop("size_bytes")

        sha256 = d.pop("sha256")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))




        score = cls(
            id=id,
            dataset_id=dataset_id,
            dataset_version=dataset_version,
            job_id=job_id,
            name=name,
            task_id=task_id,
            embedding_id=embedding_id,
            count=count,
            valid_count=valid_count,
            minimum=minimum,
            maximum=maximum,
            mean=mean,
            std=std,
            parameters=parameters,
            size_bytes=size_bytes,
            sha256=sha256,
            created_at=created_at,
        )


        score.additional_properties = d
        return score

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
