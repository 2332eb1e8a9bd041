from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import Literal, cast






T = TypeVar("T", bound="MAE")



@_attrs_define
class MAE:
    """ Encode a quarter of the patches, let a small decoder paint the others (masked autoencoder, He et al. 2022).

    Use it for vision transformers on large datasets whose backbone you will fine-tune: it is the cheapest method per
    epoch, but its frozen features are weaker than those of methods that compare views, and it wants many epochs.

        Attributes:
            name (Literal['mae']):  Default: 'mae'.
            mask_ratio (float | Unset): share of the patches that are hidden Default: 0.75.
            decoder_dim (int | Unset): width of the decoder Default: 512.
            decoder_depth (int | Unset): blocks of the decoder Default: 8.
            decoder_head_dim (int | Unset): width of an attention head of the decoder Default: 32.
            normalize_patches (bool | Unset): paints pixels relative to mean and spread of their patch Default: True.
     """

    name: Literal['mae'] = 'mae'
    mask_ratio: float | Unset = 0.75
    decoder_dim: int | Unset = 512
    decoder_depth: int | Unset = 8
    decoder_head_dim: int | Unset = 32
    normalize_patches: bool | Unset = True





    def to_dict(self) -> dict[str, Any]:
        name = self.name

        mask_ratio = self.mask_ratio

        decoder_dim = self.decoder_dim

        decoder_depth = self.decoder_depth

        decoder_head_dim = self.decoder_head_dim

        normalize_patches = self.normalize_patches


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "name": name,
        })
        if mask_ratio is not UNSET:
            field_dict["mask_ratio"] = mask_ratio
        if decoder_dim is not UNSET:
            field_dict["decoder_dim"] = decoder_dim
        if decoder_depth is not UNSET:
            field_dict["decoder_depth"] = decoder_depth
        if decoder_head_dim is not UNSET:
            field_dict["decoder_head_dim"] = decoder_head_dim
        if normalize_patches is not UNSET:
            field_dict["normalize_patches"] = normalize_patches

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = cast(Literal['mae'] , d.pop("name"))
        if name != 'mae':
            raise ValueError(f"name must match const 'mae', got '{name}'")

        mask_ratio = d.pop("mask_ratio", UNSET)

        decoder_dim = d.pop("decoder_dim", UNSET)

        decoder_depth = d.pop("decoder_depth", UNSET)

        decoder_head_dim = d.pop("decoder_head_dim", UNSET)

        normalize_patches = d.pop("normalize_patches", UNSET)

        mae = cls(
            name=name,
            mask_ratio=mask_ratio,
            decoder_dim=decoder_dim,
            decoder_depth=decoder_depth,
            decoder_head_dim=decoder_head_dim,
            normalize_patches=normalize_patches,
        )

        return mae

