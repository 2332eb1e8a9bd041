from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
import datetime






T = TypeVar("T", bound="Worker")



@_attrs_define
class Worker:
    """ A process that runs jobs.

        Attributes:
            id (str):
            name (str):
            host (str):
            device (str):
            version (str):
            queues (list[str]):
            labels (list[str]):
            job_id (None | str): the job that keeps it busy, unless it is another workspace's
            started_at (datetime.datetime):
            last_seen_at (datetime.datetime):
     """

    id: str
    name: str
    host: str
    device: str
    version: str
    queues: list[str]
    labels: list[str]
    job_id: None | str
    started_at: datetime.datetime
    last_seen_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        host = self.host

        device = self.device

        version = self.version

        queues = self.queues



        labels = self.labels



        job_id: None | str
        job_id = self.job_id

        started_at = self.started_at.isoformat()

        last_seen_at = self.last_seen_at.isoformat()


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "id": id,
            "name": name,
            "host": host,
            "device": device,
            "version": version,
            "queues": queues,
            "labels": labels,
            "job_id": job_id,
            "started_at": started_at,
            "last_seen_at": last_seen_at,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        host = d.pop("host")

        device = d.pop("device")

        version = d.pop("version")

        queues = cast(list[str], d.pop("queues"))


        labels = cast(list[str], d.pop("labels"))


        def _parse_job_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        job_id = _parse_job_id(d.pop("job_id"))


        started_at = datetime.datetime.fromisoformat(d.pop("started_at"))




        last_seen_at = datetime.datetime.fromisoformat(d.pop("last_seen_at"))




        worker = cls(
            id=id,
            name=name,
            host=host,
            device=device,
            version=version,
            queues=queues,
            labels=labels,
            job_id=job_id,
            started_at=started_at,
            last_seen_at=last_seen_at,
        )


        worker.additional_properties = d
        return worker

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
