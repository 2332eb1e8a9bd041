from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
import datetime






T = TypeVar("T", bound="AuditEntry")



@_attrs_define
class AuditEntry:
    """ One change.

        Attributes:
            id (str):
            at (datetime.datetime):
            key_id (str):
            key_name (str):
            operation (str): the operationId of what was called
            method (str):
            path (str):
            created (list[str]): ids of what it has made, at most twenty
            request_id (str):
            client (None | str): the address that it came from
     """

    id: str
    at: datetime.datetime
    key_id: str
    key_name: str
    operation: str
    method: str
    path: str
    created: list[str]
    request_id: str
    client: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        id = self.id

        at = self.at.isoformat()

        key_id = self.key_id

        key_name = self.key_name

        operation = self.operation

        method = self.method

        path = self.path

        created = self.created



        request_id = self.request_id

        client: None | str
        client = self.client


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "id": id,
            "at": at,
            "key_id": key_id,
            "key_name": key_name,
            "operation": operation,
            "method": method,
            "path": path,
            "created": created,
            "request_id": request_id,
            "client": client,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        at = datetime.datetime.fromisoformat(d.pop("at"))




        key_id = d.pop("key_id")

        key_name = d.pop("key_name")

        operation = d.pop("operation")

        method = d.pop("method")

        path = d.pop("path")

        created = cast(list[str], d.pop("created"))


        request_id = d.pop("request_id")

        def _parse_client(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        client = _parse_client(d.pop("client"))


        audit_entry = cls(
            id=id,
            at=at,
            key_id=key_id,
            key_name=key_name,
            operation=operation,
            method=method,
            path=path,
            created=created,
            request_id=request_id,
            client=client,
        )


        audit_entry.additional_properties = d
        return audit_entry

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
