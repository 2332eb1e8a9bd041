from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast
from typing import Literal, cast






T = TypeVar("T", bound="LabelGroups")



@_attrs_define
class LabelGroups:
    """ The weak label (the folder), or the class that a classification task of people's labels gives.

        Attributes:
            source (Literal['label']):  Default: 'label'.
            task (None | str | Unset): null takes the weak label
     """

    source: Literal['label'] = 'label'
    task: None | str | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        source = self.source

        task: None | str | Unset
        if isinstance(self.task, Unset):
            task = UNSET
        else:
            task = self.task


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "source": source,
        })
        if task is not UNSET:
            field_dict["task"] = task

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        source = cast(Literal['label'] , d.pop("source"))
        if source != 'label':
            raise ValueError(f"source must match const 'label', got '{source}'")

        def _parse_task(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        task = _parse_task(d.pop("task", UNSET))


        label_groups = cls(
            source=source,
            task=task,
        )

        return label_groups

