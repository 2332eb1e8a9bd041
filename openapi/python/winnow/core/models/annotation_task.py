from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.annotation_role import AnnotationRole
from ..models.annotation_role import check_annotation_role
from ..models.task_type import check_task_type
from ..models.task_type import TaskType
from typing import cast
import datetime

if TYPE_CHECKING:
  from ..models.category import Category





T = TypeVar("T", bound="AnnotationTask")



@_attrs_define
class AnnotationTask:
    """ A named set of annotations with its categories.

        Attributes:
            id (str):
            dataset_id (str):
            name (str):
            role (AnnotationRole):
            type_ (TaskType):
            categories (list[Category]):
            count (int): samples that have an entry, an empty one included
            created_at (datetime.datetime):
            updated_at (datetime.datetime):
     """

    id: str
    dataset_id: str
    name: str
    role: AnnotationRole
    type_: TaskType
    categories: list[Category]
    count: int
    created_at: datetime.datetime
    updated_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.category import Category # noqa: PLC0415
        id = self.id

        dataset_id = self.dataset_id

        name = self.name

        role: str = self.role

        type_: str = self.type_

        categories = []
        for categories_item_data in self.categories:
            categories_item = categories_item_data.to_dict()
            categories.append(categories_item)



        count = self.count

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "id": id,
            "dataset_id": dataset_id,
            "name": name,
            "role": role,
            "type": type_,
            "categories": categories,
            "count": count,
            "created_at": created_at,
            "updated_at": updated_at,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.category import Category # noqa: PLC0415
        d = dict(src_dict)
        id = d.pop("id")

        dataset_id = d.pop("dataset_id")

        name = d.pop("name")

        role = check_annotation_role(d.pop("role"))




        type_ = check_task_type(d.pop("type"))




        categories = []
        _categories = d.pop("categories")
        for categories_item_data in (_categories):
            categories_item = Category.from_dict(categories_item_data)



            categories.append(categories_item)


        count = d.pop("count")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))




        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))




        annotation_task = cls(
            id=id,
            dataset_id=dataset_id,
            name=name,
            role=role,
            type_=type_,
            categories=categories,
            count=count,
            created_at=created_at,
            updated_at=updated_at,
        )


        annotation_task.additional_properties = d
        return annotation_task

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
