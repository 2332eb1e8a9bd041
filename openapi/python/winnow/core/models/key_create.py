from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.access_scope import AccessScope
from ..models.access_scope import check_access_scope
from ..types import UNSET, Unset
from typing import cast
import datetime






T = TypeVar("T", bound="KeyCreate")



@_attrs_define
class KeyCreate:
    """ A key to be made.

        Attributes:
            name (str): for people: who or what will use it
            scopes (list[AccessScope]):
            workspace_id (None | str | Unset): another workspace than your own; only for an admin key of the installation's
                own workspace
            expires_at (datetime.datetime | None | Unset): null: never
            requests_per_minute (int | None | Unset): null: what the installation sets
            max_queued_jobs (int | None | Unset): null: as many as all may have
     """

    name: str
    scopes: list[AccessScope]
    workspace_id: None | str | Unset = UNSET
    expires_at: datetime.datetime | None | Unset = UNSET
    requests_per_minute: int | None | Unset = UNSET
    max_queued_jobs: int | None | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        name = self.name

        scopes = []
        for scopes_item_data in self.scopes:
            scopes_item: str = scopes_item_data
            scopes.append(scopes_item)



        workspace_id: None | str | Unset
        if isinstance(self.workspace_id, Unset):
            workspace_id = UNSET
        else:
            workspace_id = self.workspace_id

        expires_at: None | str | Unset
        if isinstance(self.expires_at, Unset):
            expires_at = UNSET
        elif isinstance(self.expires_at, datetime.datetime):
            expires_at = self.expires_at.isoformat()
        else:
            expires_at = self.expires_at

        requests_per_minute: int | None | Unset
        if isinstance(self.requests_per_minute, Unset):
            requests_per_minute = UNSET
        else:
            requests_per_minute = self.requests_per_minute

        max_queued_jobs: int | None | Unset
        if isinstance(self.max_queued_jobs, Unset):
            max_queued_jobs = UNSET
        else:
            max_queued_jobs = self.max_queued_jobs


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "name": name,
            "scopes": scopes,
        })
        if workspace_id is not UNSET:
            field_dict["workspace_id"] = workspace_id
        if expires_at is not UNSET:
            field_dict["expires_at"] = expires_at
        if requests_per_minute is not UNSET:
            field_dict["requests_per_minute"] = requests_per_minute
        if max_queued_jobs is not UNSET:
            field_dict["max_queued_jobs"] = max_queued_jobs

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        scopes = []
        _scopes = d.pop("scopes")
        for scopes_item_data in (_scopes):
            scopes_item = check_access_scope(scopes_item_data)



            scopes.append(scopes_item)


        def _parse_workspace_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        workspace_id = _parse_workspace_id(d.pop("workspace_id", UNSET))


        def _parse_expires_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                expires_at_type_0 = datetime.datetime.fromisoformat(data)



                return expires_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        expires_at = _parse_expires_at(d.pop("expires_at", UNSET))


        def _parse_requests_per_minute(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        requests_per_minute = _parse_requests_per_minute(d.pop("requests_per_minute", UNSET))


        def _parse_max_queued_jobs(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        max_queued_jobs = _parse_max_queued_jobs(d.pop("max_queued_jobs", UNSET))


        key_create = cls(
            name=name,
            scopes=scopes,
            workspace_id=workspace_id,
            expires_at=expires_at,
            requests_per_minute=requests_per_minute,
            max_queued_jobs=max_queued_jobs,
        )

        return key_create

