from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast

if TYPE_CHECKING:
  from ..models.local_crops import LocalCrops
  from ..models.view_pipeline import ViewPipeline
  from ..models.view_transform import ViewTransform





T = TypeVar("T", bound="Transform")



@_attrs_define
class Transform:
    """ The views that a method compares: how many of full size says the method.

    The first is drawn as `query` says, all others as `key` says; leave `key` out to draw all the same way. `local`
    adds small crops, for methods that take any number of views.

        Attributes:
            query (Unset | ViewPipeline | ViewTransform):
            key (None | Unset | ViewPipeline | ViewTransform):
            local (LocalCrops | None | Unset):
     """

    query: Unset | ViewPipeline | ViewTransform = UNSET
    key: None | Unset | ViewPipeline | ViewTransform = UNSET
    local: LocalCrops | None | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        from ..models.local_crops import LocalCrops # noqa: PLC0415
        from ..models.view_pipeline import ViewPipeline # noqa: PLC0415
        from ..models.view_transform import ViewTransform # noqa: PLC0415
        query: dict[str, Any] | Unset
        if isinstance(self.query, Unset):
            query = UNSET
        elif isinstance(self.query, ViewTransform):
            query = self.query.to_dict()
        else:
            query = self.query.to_dict()


        key: dict[str, Any] | None | Unset
        if isinstance(self.key, Unset):
            key = UNSET
        elif isinstance(self.key, ViewTransform):
            key = self.key.to_dict()
        elif isinstance(self.key, ViewPipeline):
            key = self.key.to_dict()
        else:
            key = self.key

        local: dict[str, Any] | None | Unset
        if isinstance(self.local, Unset):
            local = UNSET
        elif isinstance(self.local, LocalCrops):
            local = self.local.to_dict()
        else:
            local = self.local


        field_dict: dict[str, Any] = {}

        field_dict.update({
        })
        if query is not UNSET:
            field_dict["query"] = query
        if key is not UNSET:
            field_dict["key"] = key
        if local is not UNSET:
            field_dict["local"] = local

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.local_crops import LocalCrops # noqa: PLC0415
        from ..models.view_pipeline import ViewPipeline # noqa: PLC0415
        from ..models.view_transform import ViewTransform # noqa: PLC0415
        d = dict(src_dict)
        def _parse_query(data: object) -> Unset | ViewPipeline | ViewTransform:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                query_type_0 = ViewTransform.from_dict(data)



                return query_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            query_type_1 = ViewPipeline.from_dict(data)



            return query_type_1

        query = _parse_query(d.pop("query", UNSET))


        def _parse_key(data: object) -> None | Unset | ViewPipeline | ViewTransform:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                key_type_0_type_0 = ViewTransform.from_dict(data)



                return key_type_0_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                key_type_0_type_1 = ViewPipeline.from_dict(data)



                return key_type_0_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | ViewPipeline | ViewTransform, data)

        key = _parse_key(d.pop("key", UNSET))


        def _parse_local(data: object) -> LocalCrops | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                local_type_0 = LocalCrops.from_dict(data)



                return local_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(LocalCrops | None | Unset, data)

        local = _parse_local(d.pop("local", UNSET))


        transform = cls(
            query=query,
            key=key,
            local=local,
        )

        return transform

