from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset






T = TypeVar("T", bound="Progressive")



@_attrs_define
class Progressive:
    """ Smaller views in the first epochs: they cost less, and what they teach carries over (Tan & Le 2021).

        Attributes:
            start_size (int): side of the views in the first epoch, pixels
            share (float | Unset): share of the epochs over which views grow to full size Default: 0.5.
            step (int | Unset): sizes are multiples of it Default: 8.
     """

    start_size: int
    share: float | Unset = 0.5
    step: int | Unset = 8





    def to_dict(self) -> dict[str, Any]:
        start_size = self.start_size

        share = self.share

        step = self.step


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "start_size": start_size,
        })
        if share is not UNSET:
            field_dict["share"] = share
        if step is not UNSET:
            field_dict["step"] = step

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        start_size = d.pop("start_size")

        share = d.pop("share", UNSET)

        step = d.pop("step", UNSET)

        progressive = cls(
            start_size=start_size,
            share=share,
            step=step,
        )

        return progressive

