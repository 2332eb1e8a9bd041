from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
from typing import Literal, cast

if TYPE_CHECKING:
  from ..models.given_box import GivenBox





T = TypeVar("T", bound="GivenBoxes")



@_attrs_define
class GivenBoxes:
    """ Boxes written into the request.

        Attributes:
            type_ (Literal['boxes']):  Default: 'boxes'.
            boxes (list[GivenBox]):
     """

    boxes: list[GivenBox]
    type_: Literal['boxes'] = 'boxes'





    def to_dict(self) -> dict[str, Any]:
        from ..models.given_box import GivenBox # noqa: PLC0415
        type_ = self.type_

        boxes = []
        for boxes_item_data in self.boxes:
            boxes_item = boxes_item_data.to_dict()
            boxes.append(boxes_item)




        field_dict: dict[str, Any] = {}

        field_dict.update({
            "type": type_,
            "boxes": boxes,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.given_box import GivenBox # noqa: PLC0415
        d = dict(src_dict)
        type_ = cast(Literal['boxes'] , d.pop("type"))
        if type_ != 'boxes':
            raise ValueError(f"type must match const 'boxes', got '{type_}'")

        boxes = []
        _boxes = d.pop("boxes")
        for boxes_item_data in (_boxes):
            boxes_item = GivenBox.from_dict(boxes_item_data)



            boxes.append(boxes_item)


        given_boxes = cls(
            type_=type_,
            boxes=boxes,
        )

        return given_boxes

