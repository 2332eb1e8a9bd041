from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import Literal, cast






T = TypeVar("T", bound="PredictionGroups")



@_attrs_define
class PredictionGroups:
    """ What a prediction task sees: class probabilities of an image, or the classes of its objects.

        Attributes:
            source (Literal['prediction']):  Default: 'prediction'.
            task (str):
     """

    task: str
    source: Literal['prediction'] = 'prediction'





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
        source = cast(Literal['prediction'] , d.pop("source"))
        if source != 'prediction':
            raise ValueError(f"source must match const 'prediction', got '{source}'")

        task = d.pop("task")

        prediction_groups = cls(
            source=source,
            task=task,
        )

        return prediction_groups

