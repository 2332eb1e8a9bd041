from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast
from typing import Literal, cast






T = TypeVar("T", bound="TaskBoxes")



@_attrs_define
class TaskBoxes:
    """ The boxes of an annotation task; of one image at most the first 1024.

        Attributes:
            type_ (Literal['task']):  Default: 'task'.
            task (str): of type object-detection, instance-segmentation or keypoint-detection
            min_score (float | Unset): leaves out boxes with a lower score Default: 0.0.
            categories (list[int] | None | Unset): ids of the categories to take; null takes them all
     """

    task: str
    type_: Literal['task'] = 'task'
    min_score: float | Unset = 0.0
    categories: list[int] | None | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        task = self.task

        min_score = self.min_score

        categories: list[int] | None | Unset
        if isinstance(self.categories, Unset):
            categories = UNSET
        elif isinstance(self.categories, list):
            categories = self.categories


        else:
            categories = self.categories


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "type": type_,
            "task": task,
        })
        if min_score is not UNSET:
            field_dict["min_score"] = min_score
        if categories is not UNSET:
            field_dict["categories"] = categories

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type_ = cast(Literal['task'] , d.pop("type"))
        if type_ != 'task':
            raise ValueError(f"type must match const 'task', got '{type_}'")

        task = d.pop("task")

        min_score = d.pop("min_score", UNSET)

        def _parse_categories(data: object) -> list[int] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                categories_type_0 = cast(list[int], data)

                return categories_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[int] | None | Unset, data)

        categories = _parse_categories(d.pop("categories", UNSET))


        task_boxes = cls(
            type_=type_,
            task=task,
            min_score=min_score,
            categories=categories,
        )

        return task_boxes

