from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import Literal, cast






T = TypeVar("T", bound="Solarize")



@_attrs_define
class Solarize:
    """ Invert everything brighter than the threshold.

        Attributes:
            op (Literal['solarize']):  Default: 'solarize'.
            probability (float | Unset):  Default: 0.2.
            threshold (float | Unset): 0 is black and 1 is white Default: 0.5.
     """

    op: Literal['solarize'] = 'solarize'
    probability: float | Unset = 0.2
    threshold: float | Unset = 0.5





    def to_dict(self) -> dict[str, Any]:
        op = self.op

        probability = self.probability

        threshold = self.threshold


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "op": op,
        })
        if probability is not UNSET:
            field_dict["probability"] = probability
        if threshold is not UNSET:
            field_dict["threshold"] = threshold

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        op = cast(Literal['solarize'] , d.pop("op"))
        if op != 'solarize':
            raise ValueError(f"op must match const 'solarize', got '{op}'")

        probability = d.pop("probability", UNSET)

        threshold = d.pop("threshold", UNSET)

        solarize = cls(
            op=op,
            probability=probability,
            threshold=threshold,
        )

        return solarize

