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
from ..types import UNSET, Unset
from typing import cast
from typing import Literal, cast

if TYPE_CHECKING:
  from ..models.category import Category





T = TypeVar("T", bound="TaskTarget")



@_attrs_define
class TaskTarget:
    """ An annotation task: each record replaces what the task says about its sample. It is created when it is new.

        Attributes:
            type_ (Literal['task']):  Default: 'task'.
            name (None | str | Unset): null takes every task of a `lightly` archive
            role (AnnotationRole | Unset):
            task_type (None | TaskType | Unset): needed unless the task or the file says it
            categories (list[Category] | None | Unset): needed unless the task or the file has them
     """

    type_: Literal['task'] = 'task'
    name: None | str | Unset = UNSET
    role: AnnotationRole | Unset = UNSET
    task_type: None | TaskType | Unset = UNSET
    categories: list[Category] | None | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        from ..models.category import Category # noqa: PLC0415
        type_ = self.type_

        name: None | str | Unset
        if isinstance(self.name, Unset):
            name = UNSET
        else:
            name = self.name

        role: str | Unset = UNSET
        if not isinstance(self.role, Unset):
            role = self.role


        task_type: None | str | Unset
        if isinstance(self.task_type, Unset):
            task_type = UNSET
        elif isinstance(self.task_type, str):
            task_type = self.task_type
        else:
            task_type = self.task_type

        categories: list[dict[str, Any]] | None | Unset
        if isinstance(self.categories, Unset):
            categories = UNSET
        elif isinstance(self.categories, list):
            categories = []
            for categories_type_0_item_data in self.categories:
                categories_type_0_item = categories_type_0_item_data.to_dict()
                categories.append(categories_type_0_item)


        else:
            categories = self.categories


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "type": type_,
        })
        if name is not UNSET:
            field_dict["name"] = name
        if role is not UNSET:
            field_dict["role"] = role
        if task_type is not UNSET:
            field_dict["task_type"] = task_type
        if categories is not UNSET:
            field_dict["categories"] = categories

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.category import Category # noqa: PLC0415
        d = dict(src_dict)
        type_ = cast(Literal['task'] , d.pop("type"))
        if type_ != 'task':
            raise ValueError(f"type must match const 'task', got '{type_}'")

        def _parse_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        name = _parse_name(d.pop("name", UNSET))


        _role = d.pop("role", UNSET)
        role: AnnotationRole | Unset
        if isinstance(_role,  Unset):
            role = UNSET
        else:
            role = check_annotation_role(_role)




        def _parse_task_type(data: object) -> None | TaskType | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                task_type_type_0 = check_task_type(data)



                return task_type_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | TaskType | Unset, data)

        task_type = _parse_task_type(d.pop("task_type", UNSET))


        def _parse_categories(data: object) -> list[Category] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                categories_type_0 = []
                _categories_type_0 = data
                for categories_type_0_item_data in (_categories_type_0):
                    categories_type_0_item = Category.from_dict(categories_type_0_item_data)



                    categories_type_0.append(categories_type_0_item)

                return categories_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[Category] | None | Unset, data)

        categories = _parse_categories(d.pop("categories", UNSET))


        task_target = cls(
            type_=type_,
            name=name,
            role=role,
            task_type=task_type,
            categories=categories,
        )

        return task_target

