from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast






T = TypeVar("T", bound="GivenBox")



@_attrs_define
class GivenBox:
    """ A box in one sample.

        Attributes:
            sample_id (str):
            box (list[float]): x, y, width, height in pixels of the upright image
     """

    sample_id: str
    box: list[float]





    def to_dict(self) -> dict[str, Any]:
        sample_id = self.sample_id

        box = []
        for box_item_data in self.box:
            box_item: float
            box_item = box_item_data
            box.append(box_item)




        field_dict: dict[str, Any] = {}

        field_dict.update({
            "sample_id": sample_id,
            "box": box,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        sample_id = d.pop("sample_id")

        box = []
        _box = d.pop("box")
        for box_item_data in (_box):
            def _parse_box_item(data: object) -> float:
                return cast(float, data)

            box_item = _parse_box_item(box_item_data)

            box.append(box_item)


        given_box = cls(
            sample_id=sample_id,
            box=box,
        )

        return given_box

