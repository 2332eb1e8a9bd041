from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast
from typing import Literal, cast

if TYPE_CHECKING:
  from ..models.image_query import ImageQuery
  from ..models.limits import Limits
  from ..models.sample_condition import SampleCondition
  from ..models.sample_query import SampleQuery
  from ..models.vector_query import VectorQuery





T = TypeVar("T", bound="NeighborsSpec")



@_attrs_define
class NeighborsSpec:
    """ Find the samples most like one sample, one vector or one image. Without a query only the kNN graph is built.

        Attributes:
            kind (Literal['neighbors']):  Default: 'neighbors'.
            dataset_id (str):
            embedding (str):
            name (None | str | Unset): for people; need not be unique
            priority (int | Unset): higher runs earlier Default: 0.
            max_attempts (int | Unset): attempts before a crashing job counts as failed Default: 3.
            runs_on (list[str] | Unset): labels that the worker must carry, all of them
            limits (Limits | Unset): What one attempt may use before it is stopped.
            depends_on (list[str] | Unset): in a pipeline: siblings that must succeed first
            query (ImageQuery | None | SampleQuery | Unset | VectorQuery):
            limit (int | Unset): how many Default: 20.
            where (None | SampleCondition | Unset): only among samples with these facts
     """

    dataset_id: str
    embedding: str
    kind: Literal['neighbors'] = 'neighbors'
    name: None | str | Unset = UNSET
    priority: int | Unset = 0
    max_attempts: int | Unset = 3
    runs_on: list[str] | Unset = UNSET
    limits: Limits | Unset = UNSET
    depends_on: list[str] | Unset = UNSET
    query: ImageQuery | None | SampleQuery | Unset | VectorQuery = UNSET
    limit: int | Unset = 20
    where: None | SampleCondition | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        from ..models.image_query import ImageQuery # noqa: PLC0415
        from ..models.limits import Limits # noqa: PLC0415
        from ..models.sample_condition import SampleCondition # noqa: PLC0415
        from ..models.sample_query import SampleQuery # noqa: PLC0415
        from ..models.vector_query import VectorQuery # noqa: PLC0415
        kind = self.kind

        dataset_id = self.dataset_id

        embedding = self.embedding

        name: None | str | Unset
        if isinstance(self.name, Unset):
            name = UNSET
        else:
            name = self.name

        priority = self.priority

        max_attempts = self.max_attempts

        runs_on: list[str] | Unset = UNSET
        if not isinstance(self.runs_on, Unset):
            runs_on = self.runs_on



        limits: dict[str, Any] | Unset = UNSET
        if not isinstance(self.limits, Unset):
            limits = self.limits.to_dict()

        depends_on: list[str] | Unset = UNSET
        if not isinstance(self.depends_on, Unset):
            depends_on = self.depends_on



        query: dict[str, Any] | None | Unset
        if isinstance(self.query, Unset):
            query = UNSET
        elif isinstance(self.query, SampleQuery):
            query = self.query.to_dict()
        elif isinstance(self.query, VectorQuery):
            query = self.query.to_dict()
        elif isinstance(self.query, ImageQuery):
            query = self.query.to_dict()
        else:
            query = self.query

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
            "kind": kind,
            "dataset_id": dataset_id,
            "embedding": embedding,
        })
        if name is not UNSET:
            field_dict["name"] = name
        if priority is not UNSET:
            field_dict["priority"] = priority
        if max_attempts is not UNSET:
            field_dict["max_attempts"] = max_attempts
        if runs_on is not UNSET:
            field_dict["runs_on"] = runs_on
        if limits is not UNSET:
            field_dict["limits"] = limits
        if depends_on is not UNSET:
            field_dict["depends_on"] = depends_on
        if query is not UNSET:
            field_dict["query"] = query
        if limit is not UNSET:
            field_dict["limit"] = limit
        if where is not UNSET:
            field_dict["where"] = where

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.image_query import ImageQuery # noqa: PLC0415
        from ..models.limits import Limits # noqa: PLC0415
        from ..models.sample_condition import SampleCondition # noqa: PLC0415
        from ..models.sample_query import SampleQuery # noqa: PLC0415
        from ..models.vector_query import VectorQuery # noqa: PLC0415
        d = dict(src_dict)
        kind = cast(Literal['neighbors'] , d.pop("kind"))
        if kind != 'neighbors':
            raise ValueError(f"kind must match const 'neighbors', got '{kind}'")

        dataset_id = d.pop("dataset_id")

        embedding = d.pop("embedding")

        def _parse_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        name = _parse_name(d.pop("name", UNSET))


        priority = d.pop("priority", UNSET)

        max_attempts = d.pop("max_attempts", UNSET)

        runs_on = cast(list[str], d.pop("runs_on", UNSET))


        _limits = d.pop("limits", UNSET)
        limits: Limits | Unset
        if isinstance(_limits,  Unset):
            limits = UNSET
        else:
            limits = Limits.from_dict(_limits)




        depends_on = cast(list[str], d.pop("depends_on", UNSET))


        def _parse_query(data: object) -> ImageQuery | None | SampleQuery | Unset | VectorQuery:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
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
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_neighbor_query_type_2 = ImageQuery.from_dict(data)



                return componentsschemas_neighbor_query_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ImageQuery | None | SampleQuery | Unset | VectorQuery, data)

        query = _parse_query(d.pop("query", UNSET))


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


        neighbors_spec = cls(
            kind=kind,
            dataset_id=dataset_id,
            embedding=embedding,
            name=name,
            priority=priority,
            max_attempts=max_attempts,
            runs_on=runs_on,
            limits=limits,
            depends_on=depends_on,
            query=query,
            limit=limit,
            where=where,
        )

        return neighbors_spec

