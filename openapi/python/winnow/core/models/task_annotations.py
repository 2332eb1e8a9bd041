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

if TYPE_CHECKING:
  from ..models.task_annotations_annotations_item import TaskAnnotationsAnnotationsItem





T = TypeVar("T", bound="TaskAnnotations")



@_attrs_define
class TaskAnnotations:
    """ What one task says about a sample.

        Attributes:
            task (str):
            role (AnnotationRole):
            type_ (TaskType):
            annotations (list[TaskAnnotationsAnnotationsItem]): objects in the form that docs/annotations.md gives
     """

    task: str
    role: AnnotationRole
    type_: TaskType
    annotations: list[TaskAnnotationsAnnotationsItem]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.task_annotations_annotations_item import TaskAnnotationsAnnotationsItem # noqa: PLC0415
        task = self.task

        role: str = self.role

        type_: str = self.type_

        annotations = []
        for annotations_item_data in self.annotations:
            annotations_item = annotations_item_data.to_dict()
            annotations.append(annotations_item)




        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "task": task,
            "role": role,
            "type": type_,
            "annotations": annotations,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.task_annotations_annotations_item import TaskAnnotationsAnnotationsItem # noqa: PLC0415
        d = dict(src_dict)
        task = d.pop("task")

        role = check_annotation_role(d.pop("role"))




        type_ = check_task_type(d.pop("type"))




        annotations = []
        _annotations = d.pop("annotations")
        for annotations_item_data in (_annotations):
            annotations_item = TaskAnnotationsAnnotationsItem.from_dict(annotations_item_data)



            annotations.append(annotations_item)


        task_annotations = cls(
            task=task,
            role=role,
            type_=type_,
            annotations=annotations,
        )


        task_annotations.additional_properties = d
        return task_annotations

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
