from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import Literal, cast






T = TypeVar("T", bound="ColorJitter")



@_attrs_define
class ColorJitter:
    """ Change brightness, contrast, saturation and hue, in this order.

        Attributes:
            op (Literal['color_jitter']):  Default: 'color_jitter'.
            probability (float | Unset):  Default: 0.8.
            brightness (float | Unset):  Default: 0.4.
            contrast (float | Unset):  Default: 0.4.
            saturation (float | Unset):  Default: 0.2.
            hue (float | Unset): share of the colour circle Default: 0.1.
     """

    op: Literal['color_jitter'] = 'color_jitter'
    probability: float | Unset = 0.8
    brightness: float | Unset = 0.4
    contrast: float | Unset = 0.4
    saturation: float | Unset = 0.2
    hue: float | Unset = 0.1





    def to_dict(self) -> dict[str, Any]:
        op = self.op

        probability = self.probability

        brightness = self.brightness

        contrast = self.contrast

        saturation = self.saturation

        hue = self.hue


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "op": op,
        })
        if probability is not UNSET:
            field_dict["probability"] = probability
        if brightness is not UNSET:
            field_dict["brightness"] = brightness
        if contrast is not UNSET:
            field_dict["contrast"] = contrast
        if saturation is not UNSET:
            field_dict["saturation"] = saturation
        if hue is not UNSET:
            field_dict["hue"] = hue

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        op = cast(Literal['color_jitter'] , d.pop("op"))
        if op != 'color_jitter':
            raise ValueError(f"op must match const 'color_jitter', got '{op}'")

        probability = d.pop("probability", UNSET)

        brightness = d.pop("brightness", UNSET)

        contrast = d.pop("contrast", UNSET)

        saturation = d.pop("saturation", UNSET)

        hue = d.pop("hue", UNSET)

        color_jitter = cls(
            op=op,
            probability=probability,
            brightness=brightness,
            contrast=contrast,
            saturation=saturation,
            hue=hue,
        )

        return color_jitter

