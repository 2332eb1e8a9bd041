from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import Literal, cast






T = TypeVar("T", bound="RandomResizedCrop")



@_attrs_define
class RandomResizedCrop:
    """ Cut out a random box and resize it to the view. Only as the first op; a box for every sample.

        Attributes:
            op (Literal['random_resized_crop']):  Default: 'random_resized_crop'.
            scale_min (float | Unset): smallest cropped share of the area Default: 0.2.
            scale_max (float | Unset):  Default: 1.0.
            ratio_min (float | Unset): smallest width / height of a crop Default: 0.75.
            ratio_max (float | Unset):  Default: 1.3333333333333333.
     """

    op: Literal['random_resized_crop'] = 'random_resized_crop'
    scale_min: float | Unset = 0.2
    scale_max: float | Unset = 1.0
    ratio_min: float | Unset = 0.75
    ratio_max: float | Unset = 1.3333333333333333





    def to_dict(self) -> dict[str, Any]:
        op = self.op

        scale_min = self.scale_min

        scale_max = self.scale_max

        ratio_min = self.ratio_min

        ratio_max = self.ratio_max


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "op": op,
        })
        if scale_min is not UNSET:
            field_dict["scale_min"] = scale_min
        if scale_max is not UNSET:
            field_dict["scale_max"] = scale_max
        if ratio_min is not UNSET:
            field_dict["ratio_min"] = ratio_min
        if ratio_max is not UNSET:
            field_dict["ratio_max"] = ratio_max

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        op = cast(Literal['random_resized_crop'] , d.pop("op"))
        if op != 'random_resized_crop':
            raise ValueError(f"op must match const 'random_resized_crop', got '{op}'")

        scale_min = d.pop("scale_min", UNSET)

        scale_max = d.pop("scale_max", UNSET)

        ratio_min = d.pop("ratio_min", UNSET)

        ratio_max = d.pop("ratio_max", UNSET)

        random_resized_crop = cls(
            op=op,
            scale_min=scale_min,
            scale_max=scale_max,
            ratio_min=ratio_min,
            ratio_max=ratio_max,
        )

        return random_resized_crop

