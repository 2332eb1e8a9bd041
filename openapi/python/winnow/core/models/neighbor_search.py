from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast

if TYPE_CHECKING:
  from ..models.image_query import ImageQuery
  from ..models.sample_condition import SampleCondition
  from ..models.sample_query import SampleQuery
  from ..models.vector_query import VectorQuery





T = TypeVar("T", bound="NeighborSearch")



@_attrs_define
class NeighborSearch:
    """ What to look for.

        Attributes:
            query (ImageQuery | SampleQuery | VectorQuery):
            limit (int | Unset): how many Default: 20.
            where (None | SampleCondition | Unset): only among samples with these facts
     """

    query: ImageQuery | SampleQuery | VectorQuery
    limit: int | Unset = 20
    where: None | SampleCondition | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        from ..models.image_query import ImageQuery # noqa: PLC0415
        from ..models.sample_condition import SampleCondition # noqa: PLC0415
        from ..models.sample_query import SampleQuery # noqa: PLC0415
        from ..models.vector_query import VectorQuery # noqa: PLC0415
        query: dict[str, Any]
        if isinstance(self.query, SampleQuery):
            query = self.query.to_dict()
        elif isinstance(self.query, VectorQuery):
            query = self.query.to_dict()
        else:
            query = self.query.to_dict()


        limit = self.limit

        where: dict[str, Any] | None | Unset
        if isinstance(self.where, Unset):
            where = UNSET
        elif isinstance(self.where, SampleCondition):
            where = self.where.to_dict()
        else:
            where = self.where


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "query": query,
        })
        if limit is not UNSET:
            field_dict["limit"] = limit
        if where is not UNSET:
            field_dict["where"] = where

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.image_query import ImageQuery # noqa: PLC0415
        from ..models.sample_condition import SampleCondition # noqa: PLC0415
        from ..models.sample_query import SampleQuery # noqa: PLC0415
        from ..models.vector_query import VectorQuery # noqa: PLC0415
        d = dict(src_dict)
        def _parse_query(data: object) -> ImageQuery | SampleQuery | VectorQuery:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_neighbor_query_type_0 = SampleQuery.from_dict(data)



                return componentsschemas_neighbor_query_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_neighbor_query_type_1 = VectorQuery.from_dict(data)



                return componentsschemas_neighbor_query_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            componentsschemas_neighbor_query_type_2 = ImageQuery.from_dict(data)



            return componentsschemas_neighbor_query_type_2

        query = _parse_query(d.pop("query"))


        limit = d.pop("limit", UNSET)

        def _parse_where(data: object) -> None | SampleCondition | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                where_type_0 = SampleCondition.from_dict(data)



                return where_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SampleCondition | Unset, data)

        where = _parse_where(d.pop("where", UNSET))


        neighbor_search = cls(
            query=query,
            limit=limit,
            where=where,
        )

        return neighbor_search

