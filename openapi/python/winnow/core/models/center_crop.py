from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import Literal, cast






T = TypeVar("T", bound="CenterCrop")



@_attrs_define
class CenterCrop:
    """ Cut out the centred square, as embedding does. Only as the first op, and implied where no crop is given.

        Attributes:
            op (Literal['center_crop']):  Default: 'center_crop'.
            resize_ratio (float | Unset): 1.14 is "resize to 256, crop 224"; 1 keeps the short side Default: 1.0.
     """

    op: Literal['center_crop'] = 'center_crop'
    resize_ratio: float | Unset = 1.0





    def to_dict(self) -> dict[str, Any]:
        op = self.op

        resize_ratio = self.resize_ratio


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "op": op,
        })
        if resize_ratio is not UNSET:
            field_dict["resize_ratio"] = resize_ratio

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        op = cast(Literal['center_crop'] , d.pop("op"))
        if op != 'center_crop':
            raise ValueError(f"op must match const 'center_crop', got '{op}'")

        resize_ratio = d.pop("resize_ratio", UNSET)

        center_crop = cls(
            op=op,
            resize_ratio=resize_ratio,
        )

        return center_crop

