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
  from ..models.given_box import GivenBox





T = TypeVar("T", bound="GivenBoxes")



@_attrs_define
class GivenBoxes:
    """ Boxes written into the request.

        Attributes:
            boxes (list[GivenBox]):
            type_ (Literal['boxes'] | Unset):  Default: 'boxes'.
     """

    boxes: list[GivenBox]
    type_: Literal['boxes'] | Unset = 'boxes'





    def to_dict(self) -> dict[str, Any]:
        from ..models.given_box import GivenBox # noqa: PLC0415
        boxes = []
        for boxes_item_data in self.boxes:
            boxes_item = boxes_item_data.to_dict()
            boxes.append(boxes_item)



        type_ = self.type_


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "boxes": boxes,
        })
        if type_ is not UNSET:
            field_dict["type"] = type_

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.given_box import GivenBox # noqa: PLC0415
        d = dict(src_dict)
        boxes = []
        _boxes = d.pop("boxes")
        for boxes_item_data in (_boxes):
            boxes_item = GivenBox.from_dict(boxes_item_data)



            boxes.append(boxes_item)


        type_ = cast(Literal['boxes'] | Unset , d.pop("type", UNSET))
        if type_ != 'boxes'and not isinstance(type_, Unset):
            raise ValueError(f"type must match const 'boxes', got '{type_}'")

        given_boxes = cls(
            boxes=boxes,
            type_=type_,
        )

        return given_boxes

