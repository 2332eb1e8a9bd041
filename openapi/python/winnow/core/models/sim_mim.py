from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import Literal, cast






T = TypeVar("T", bound="SimMIM")



@_attrs_define
class SimMIM:
    """ Replace patches by a token and paint them with one linear layer (Xie et al. 2022).

    Use it where MAE's decoder is too much; it sees every position, so that a step takes longer than one of MAE.

        Attributes:
            name (Literal['simmim']):  Default: 'simmim'.
            mask_ratio (float | Unset): share of the image that is hidden Default: 0.6.
            mask_block (int | Unset): side of the squares that are hidden, patches Default: 2.
     """

    name: Literal['simmim'] = 'simmim'
    mask_ratio: float | Unset = 0.6
    mask_block: int | Unset = 2





    def to_dict(self) -> dict[str, Any]:
        name = self.name

        mask_ratio = self.mask_ratio

        mask_block = self.mask_block


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "name": name,
        })
        if mask_ratio is not UNSET:
            field_dict["mask_ratio"] = mask_ratio
        if mask_block is not UNSET:
            field_dict["mask_block"] = mask_block

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = cast(Literal['simmim'] , d.pop("name"))
        if name != 'simmim':
            raise ValueError(f"name must match const 'simmim', got '{name}'")

        mask_ratio = d.pop("mask_ratio", UNSET)

        mask_block = d.pop("mask_block", UNSET)

        sim_mim = cls(
            name=name,
            mask_ratio=mask_ratio,
            mask_block=mask_block,
        )

        return sim_mim

