from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import Literal, cast






T = TypeVar("T", bound="TaskLabels")



@_attrs_define
class TaskLabels:
    """ A classification task of people's labels. Its samples count as preselected.

        Attributes:
            source (Literal['task']):  Default: 'task'.
            task (str):
     """

    task: str
    source: Literal['task'] = 'task'





    def to_dict(self) -> dict[str, Any]:
        source = self.source

        task = self.task


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "source": source,
            "task": task,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        source = cast(Literal['task'] , d.pop("source"))
        if source != 'task':
            raise ValueError(f"source must match const 'task', got '{source}'")

        task = d.pop("task")

        task_labels = cls(
            source=source,
            task=task,
        )

        return task_labels

